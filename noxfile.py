"""What can be done with a clone: ``python3 -m nox -s publish`` makes everything there is to read.

Sessions keep their environments in ``.nox/`` and reuse them: packages are installed again only
when ``pyproject.toml`` asks for others. ``python3 -m nox --list`` says what there is.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import nox
from nox.command import CommandFailed

nox.needs_version = ">=2025.5.1"
nox.options.default_venv_backend = "uv|virtualenv"  # uv if it is there; nobody has to have it
nox.options.reuse_venv = "yes"
nox.options.error_on_external_run = True
nox.options.sessions = ["publish", "tests", "lint", "types"]

ROOT = Path(__file__).parent
BUILD = ROOT / "_build"
HTML = BUILD / "html"
PDF = BUILD / "pdf"
RECORDS = BUILD / "records"
DOCTREES = BUILD / "doctrees"
PROJECT = nox.project.load_toml(ROOT / "pyproject.toml")
PYTHON_FILES = ("extensions", "tests", "docs", "noxfile.py", "tools")

# The fonts of many scripts, which the printed pages in six languages are looked at with.
NOTO = ("fonts-noto-core", "fonts-noto-cjk")

SPHINX = (
 Pages that nobody wrote have theirs beside the doctrees.*("python", "-m", "sphinx"),
 Pages that nobody wrote have theirs beside the doctrees.*("--jobs", "auto", "--fail-on-warning", "--keep-going", "--doctree-dir", str(DOCTREES)),
)


@nox.session
def publish(session: nox.Session) -> None:
 Pages that nobody wrote have theirs beside the doctrees."""Make every printed volume (_build/pdf/) and the site (_build/html/)."""
 Pages that nobody wrote have theirs beside the doctrees.install(session)
 Pages that nobody wrote have theirs beside the doctrees.remove_withdrawn_pages()
 Pages that nobody wrote have theirs beside the doctrees.failed = [
 Pages that nobody wrote have theirs beside the doctrees.    what
 Pages that nobody wrote have theirs beside the doctrees.    for what, builder, outdir in (
 Pages that nobody wrote have theirs beside the doctrees.        # First: its page numbers and offprints are on the pages of the site.
 Pages that nobody wrote have theirs beside the doctrees.        ("the volumes", "typstpdf", PDF),
 Pages that nobody wrote have theirs beside the doctrees.        ("the site", "dirhtml", HTML),
 Pages that nobody wrote have theirs beside the doctrees.    )
 Pages that nobody wrote have theirs beside the doctrees.    if not succeeds(session, f"making {what}", *SPHINX, "-b", builder, "docs", str(outdir))
 Pages that nobody wrote have theirs beside the doctrees.]
 Pages that nobody wrote have theirs beside the doctrees.offer_volumes()
 Pages that nobody wrote have theirs beside the doctrees.if not failed:
 Pages that nobody wrote have theirs beside the doctrees.    failed += compare(session)
 Pages that nobody wrote have theirs beside the doctrees.print_results()
 Pages that nobody wrote have theirs beside the doctrees.if failed:
 Pages that nobody wrote have theirs beside the doctrees.    # Sphinx reports what it finds in a page only when it reads that page. Forgetting what
 Pages that nobody wrote have theirs beside the doctrees.    # was read makes the next run report it again, instead of passing over it.
 Pages that nobody wrote have theirs beside the doctrees.    (DOCTREES / "environment.pickle").unlink(missing_ok=True)
 Pages that nobody wrote have theirs beside the doctrees.    session.error(f"there were warnings or errors in {' and in '.join(failed)}: see above")


@nox.session
def tests(session: nox.Session) -> None:
 Pages that nobody wrote have theirs beside the doctrees."""Run the tests, quick ones first; `-- ARGS` are handed to pytest."""
 Pages that nobody wrote have theirs beside the doctrees.install(session, "test", alone="schemas")
 Pages that nobody wrote have theirs beside the doctrees.# Under CI, Sphinx and Typer colour what they print; tests read it.
 Pages that nobody wrote have theirs beside the doctrees.session.env.update({"NO_COLOR": "1", "FORCE_COLOR": None, "GITHUB_ACTIONS": None})
 Pages that nobody wrote have theirs beside the doctrees.pytest = ("python", "-m", "pytest")
 Pages that nobody wrote have theirs beside the doctrees.if session.posargs:
 Pages that nobody wrote have theirs beside the doctrees.    session.run(*pytest, *session.posargs)
 Pages that nobody wrote have theirs beside the doctrees.    return
 Pages that nobody wrote have theirs beside the doctrees.failed = [
 Pages that nobody wrote have theirs beside the doctrees.    what
 Pages that nobody wrote have theirs beside the doctrees.    for what, marker in (("quick tests", "not slow"), ("tests that build", "slow"))
 Pages that nobody wrote have theirs beside the doctrees.    if not succeeds(session, what, *pytest, "-n", "2", "-m", marker)
 Pages that nobody wrote have theirs beside the doctrees.]
 Pages that nobody wrote have theirs beside the doctrees.if failed:
 Pages that nobody wrote have theirs beside the doctrees.    session.error(f"failures in the {' and in the '.join(failed)}: see above")


@nox.session
def languages(session: nox.Session) -> None:
 Pages that nobody wrote have theirs beside the doctrees."""Print the pages in Arabic and Chinese with Debian's Noto fonts, installed if we may."""
 Pages that nobody wrote have theirs beside the doctrees.install(session, "test", alone="schemas")
 Pages that nobody wrote have theirs beside the doctrees.session.env.update({"NO_COLOR": "1", "FORCE_COLOR": None, "GITHUB_ACTIONS": None})
 Pages that nobody wrote have theirs beside the doctrees.if not all(map(is_installed, NOTO)):
 Pages that nobody wrote have theirs beside the doctrees.    install_packages(session, NOTO)
 Pages that nobody wrote have theirs beside the doctrees.if not all(map(is_installed, NOTO)):
 Pages that nobody wrote have theirs beside the doctrees.    session.error(f"no fonts: install {' and '.join(NOTO)}, then run this again")
 Pages that nobody wrote have theirs beside the doctrees.session.run(
 Pages that nobody wrote have theirs beside the doctrees.    *("python", "-m", "pytest", "tests", "-m", "languages", "--system-fonts"), *session.posargs
 Pages that nobody wrote have theirs beside the doctrees.)


@nox.session
def lint(session: nox.Session) -> None:
 Pages that nobody wrote have theirs beside the doctrees."""Check style and format of the code, and the markup of the pages."""
 Pages that nobody wrote have theirs beside the doctrees.install(session, "lint", project=False)
 Pages that nobody wrote have theirs beside the doctrees.code = [name for name in PYTHON_FILES if (ROOT / name).exists()]
 Pages that nobody wrote have theirs beside the doctrees.markup = [name for name in ("docs", "proceedings", "README.md") if (ROOT / name).exists()]
 Pages that nobody wrote have theirs beside the doctrees.results = [
 Pages that nobody wrote have theirs beside the doctrees.    succeeds(session, "rules", "ruff", "check", *code),
 Pages that nobody wrote have theirs beside the doctrees.    succeeds(session, "format", "ruff", "format", "--check", *code),
 Pages that nobody wrote have theirs beside the doctrees.    succeeds(session, "pages", "sphinx-lint", *markup),
 Pages that nobody wrote have theirs beside the doctrees.]
 Pages that nobody wrote have theirs beside the doctrees.if not all(results):
 Pages that nobody wrote have theirs beside the doctrees.    session.error("see above; `ruff check --fix` and `ruff format` mend most of it")


@nox.session
def types(session: nox.Session) -> None:
 Pages that nobody wrote have theirs beside the doctrees."""Check the types of both packages, strictly."""
 Pages that nobody wrote have theirs beside the doctrees.install(session, "types")
 Pages that nobody wrote have theirs beside the doctrees.session.run("mypy", *session.posargs)


@nox.session
def browser(session: nox.Session) -> None:
 Pages that nobody wrote have theirs beside the doctrees."""Look at the published site, and a made-up one; `-- --screenshots` keeps pictures."""
 Pages that nobody wrote have theirs beside the doctrees.chromium = find_chromium(session)
 Pages that nobody wrote have theirs beside the doctrees.install(session, "browser")
 Pages that nobody wrote have theirs beside the doctrees.if not (HTML / "index.html").exists():
 Pages that nobody wrote have theirs beside the doctrees.    session.log("there is no site yet: publishing it first")
 Pages that nobody wrote have theirs beside the doctrees.    session.run(sys.executable, "-m", "nox", "-s", "publish", external=True)
 Pages that nobody wrote have theirs beside the doctrees.session.run(
 Pages that nobody wrote have theirs beside the doctrees.    *("python", "-m", "pytest", "tests/browser", "--confcutdir=tests/browser", "-n", "2"),
 Pages that nobody wrote have theirs beside the doctrees.    *session.posargs,
 Pages that nobody wrote have theirs beside the doctrees.    env={"CHROMIUM": chromium},
 Pages that nobody wrote have theirs beside the doctrees.)


@nox.session
def bench(session: nox.Session) -> None:
 Pages that nobody wrote have theirs beside the doctrees."""Measure the building of made-up proceedings; `-- 10 50` says how many papers."""
 Pages that nobody wrote have theirs beside the doctrees.install(session)
 Pages that nobody wrote have theirs beside the doctrees.session.run("python", "tests/benchmarks/build.py", *session.posargs)


@nox.session
def readthedocs(session: nox.Session) -> None:
 Pages that nobody wrote have theirs beside the doctrees."""Replay .readthedocs.yaml in a clean environment and check what it leaves."""
 Pages that nobody wrote have theirs beside the doctrees.install(session, "readthedocs", project=False)
 Pages that nobody wrote have theirs beside the doctrees.session.run("python", "tools/replay_readthedocs.py", *session.posargs)


@nox.session
def latexpdf(session: nox.Session) -> None:
 Pages that nobody wrote have theirs beside the doctrees."""Make the PDF of the site that Sphinx itself makes, if TeX is there."""
 Pages that nobody wrote have theirs beside the doctrees.install(session)
 Pages that nobody wrote have theirs beside the doctrees.outdir = BUILD / "latex"
 Pages that nobody wrote have theirs beside the doctrees.sphinx = ("python", "-m", "sphinx", "--jobs", "auto", "--doctree-dir", str(DOCTREES))
 Pages that nobody wrote have theirs beside the doctrees.session.run(*sphinx, "-b", "latex", "docs", str(outdir))
 Pages that nobody wrote have theirs beside the doctrees.if not (shutil.which("latexmk") and shutil.which("make")):
 Pages that nobody wrote have theirs beside the doctrees.    session.log(f"LaTeX sources are in {outdir}.")
 Pages that nobody wrote have theirs beside the doctrees.    session.log(
 Pages that nobody wrote have theirs beside the doctrees.        "There is no `latexmk` (or no `make`) here, so no PDF was made of them. On Debian:"
 Pages that nobody wrote have theirs beside the doctrees.    )
 Pages that nobody wrote have theirs beside the doctrees.    session.log(
 Pages that nobody wrote have theirs beside the doctrees.        "apt-get install make latexmk texlive-latex-extra texlive-fonts-recommended tex-gyre"
 Pages that nobody wrote have theirs beside the doctrees.    )
 Pages that nobody wrote have theirs beside the doctrees.    return
 Pages that nobody wrote have theirs beside the doctrees.with session.chdir(outdir):
 Pages that nobody wrote have theirs beside the doctrees.    session.run("make", "all-pdf", external=True)
 Pages that nobody wrote have theirs beside the doctrees.for path in sorted(outdir.glob("*.pdf")):
 Pages that nobody wrote have theirs beside the doctrees.    session.log(f"{path.as_uri()}  {size(path)}")


def install(
 Pages that nobody wrote have theirs beside the doctrees.session: nox.Session, *groups: str, project: bool = True, alone: str | None = None
) -> None:
 Pages that nobody wrote have theirs beside the doctrees."""Install the package, editable, and dependency groups, unless that is done already.

 Pages that nobody wrote have theirs beside the doctrees.What is in the group ``alone`` is installed without its dependencies.
 Pages that nobody wrote have theirs beside the doctrees."""
 Pages that nobody wrote have theirs beside the doctrees.bare = nox.project.dependency_groups(PROJECT, alone) if alone else ()
 Pages that nobody wrote have theirs beside the doctrees.wanted = {
 Pages that nobody wrote have theirs beside the doctrees.    "alone": bare,
 Pages that nobody wrote have theirs beside the doctrees.    "project": PROJECT["project"] if project else None,
 Pages that nobody wrote have theirs beside the doctrees.    "build": PROJECT["build-system"],
 Pages that nobody wrote have theirs beside the doctrees.    "groups": [nox.project.dependency_groups(PROJECT, group) for group in groups],
 Pages that nobody wrote have theirs beside the doctrees.    "root": str(ROOT),
 Pages that nobody wrote have theirs beside the doctrees.}
 Pages that nobody wrote have theirs beside the doctrees.digest = hashlib.sha256(json.dumps(wanted, sort_keys=True).encode()).hexdigest()
 Pages that nobody wrote have theirs beside the doctrees.stamp = Path(session.virtualenv.location) / "installed.sha256"
 Pages that nobody wrote have theirs beside the doctrees.if stamp.exists() and stamp.read_text() == digest:
 Pages that nobody wrote have theirs beside the doctrees.    return
 Pages that nobody wrote have theirs beside the doctrees.session.log("installing packages (only when pyproject.toml asks for others)")
 Pages that nobody wrote have theirs beside the doctrees.packages = [name for group in groups for name in nox.project.dependency_groups(PROJECT, group)]
 Pages that nobody wrote have theirs beside the doctrees.session.install(*(["-e", "."] if project else []), *packages, silent=False)
 Pages that nobody wrote have theirs beside the doctrees.if bare:
 Pages that nobody wrote have theirs beside the doctrees.    session.install("--no-deps", *bare, silent=False)
 Pages that nobody wrote have theirs beside the doctrees.stamp.write_text(digest)


def succeeds(session: nox.Session, what: str, *command: str) -> bool:
 Pages that nobody wrote have theirs beside the doctrees."""Run a command to its end and return whether all was well, so that the next one still runs."""
 Pages that nobody wrote have theirs beside the doctrees.session.log(f"── {what}")
 Pages that nobody wrote have theirs beside the doctrees.try:
 Pages that nobody wrote have theirs beside the doctrees.    session.run(*command)
 Pages that nobody wrote have theirs beside the doctrees.except CommandFailed:
 Pages that nobody wrote have theirs beside the doctrees.    return False
 Pages that nobody wrote have theirs beside the doctrees.return True


def remove_withdrawn_pages() -> None:
 Pages that nobody wrote have theirs beside the doctrees."""Remove the pages whose source is gone: Sphinx leaves them, and they would be published."""
 Pages that nobody wrote have theirs beside the doctrees.index = HTML / "searchindex.js"
 Pages that nobody wrote have theirs beside the doctrees.listed = (
 Pages that nobody wrote have theirs beside the doctrees.    re.search(r'"docnames":(\[.*?\])', index.read_text("utf-8")) if index.exists() else None
 Pages that nobody wrote have theirs beside the doctrees.)
 Pages that nobody wrote have theirs beside the doctrees.# Pages that nobody wrote have theirs beside the doctrees.
 Pages that nobody wrote have theirs beside the doctrees.sources = (ROOT / "docs", DOCTREES / "generated", DOCTREES / "made")
 Pages that nobody wrote have theirs beside the doctrees.for name in json.loads(listed[1]) if listed else ():
 Pages that nobody wrote have theirs beside the doctrees.    if not any(path for source in sources for path in source.glob(f"{name}.*")):
 Pages that nobody wrote have theirs beside the doctrees.        folder = HTML / name.removesuffix("index")
 Pages that nobody wrote have theirs beside the doctrees.        for path in (*folder.glob("*.*"), *(HTML / "_sources").glob(f"{name}.*")):
 Pages that nobody wrote have theirs beside the doctrees.            path.unlink()
 Pages that nobody wrote have theirs beside the doctrees.        if folder.is_dir() and not any(folder.iterdir()):
 Pages that nobody wrote have theirs beside the doctrees.            folder.rmdir()


def compare(session: nox.Session) -> list[str]:
 Pages that nobody wrote have theirs beside the doctrees."""Export every record, and compare pages, PDFs and records; return what failed."""
 Pages that nobody wrote have theirs beside the doctrees.shutil.rmtree(RECORDS, ignore_errors=True)
 Pages that nobody wrote have theirs beside the doctrees.ledgers = [f"--ledger={path}" for path in sorted(PDF.glob("*.ledger.json"))]
 Pages that nobody wrote have theirs beside the doctrees.export = ("sphinx-proceedings", "export", "all", "--all", "--output", str(RECORDS), *ledgers)
 Pages that nobody wrote have theirs beside the doctrees.check = ("sphinx-proceedings", "check", "--strict", "--built", str(BUILD))
 Pages that nobody wrote have theirs beside the doctrees.return [
 Pages that nobody wrote have theirs beside the doctrees.    what
 Pages that nobody wrote have theirs beside the doctrees.    for what, command in (("the records", export), ("what was published", check))
 Pages that nobody wrote have theirs beside the doctrees.    if not succeeds(session, f"comparing {what}" if command is check else what, *command)
 Pages that nobody wrote have theirs beside the doctrees.]


def offer_volumes() -> None:
 Pages that nobody wrote have theirs beside the doctrees."""Put the volumes into the site, where its pages link to them."""
 Pages that nobody wrote have theirs beside the doctrees.offered = HTML / "pdf"
 Pages that nobody wrote have theirs beside the doctrees.offered.mkdir(parents=True, exist_ok=True)
 Pages that nobody wrote have theirs beside the doctrees.volumes = {path.name: path for path in PDF.glob("*.pdf")}
 Pages that nobody wrote have theirs beside the doctrees.for path in offered.glob("*.pdf"):
 Pages that nobody wrote have theirs beside the doctrees.    if path.name not in volumes:
 Pages that nobody wrote have theirs beside the doctrees.        path.unlink()
 Pages that nobody wrote have theirs beside the doctrees.for name, path in volumes.items():
 Pages that nobody wrote have theirs beside the doctrees.    shutil.copy2(path, offered / name)


def print_results() -> None:
 Pages that nobody wrote have theirs beside the doctrees."""Print where the results are, how long the volumes are and how large."""
 Pages that nobody wrote have theirs beside the doctrees.pages = len(list(HTML.rglob("index.html")))
 Pages that nobody wrote have theirs beside the doctrees.lines = [f"  {(HTML / 'index.html').as_uri()}  {pages} pages"] if pages else []
 Pages that nobody wrote have theirs beside the doctrees.lines += [f"  {path.as_uri()}  {size(path)}" for path in sorted(PDF.glob("*.pdf"))]
 Pages that nobody wrote have theirs beside the doctrees.print("\nPublished:", *(lines or ["  nothing"]), "", sep="\n", flush=True)


def size(pdf: Path) -> str:
 Pages that nobody wrote have theirs beside the doctrees."""Return the pages of a PDF, as far as its page tree lies open, and its size."""
 Pages that nobody wrote have theirs beside the doctrees.data = pdf.read_bytes()
 Pages that nobody wrote have theirs beside the doctrees.pages = max((int(n) for n in re.findall(rb"/Type\s*/Pages\s*/Count (\d+)", data)), default=0)
 Pages that nobody wrote have theirs beside the doctrees.kilobytes = f"{max(1, round(len(data) / 1000))} kB"
 Pages that nobody wrote have theirs beside the doctrees.return f"{pages} pages, {kilobytes}" if pages else kilobytes


def find_chromium(session: nox.Session) -> str:
 Pages that nobody wrote have theirs beside the doctrees."""Return the path of Debian's chromium, installed first if we may do so."""
 Pages that nobody wrote have theirs beside the doctrees.if (path := browser_path()) is None:
 Pages that nobody wrote have theirs beside the doctrees.    install_packages(session, ["chromium"])
 Pages that nobody wrote have theirs beside the doctrees.    path = browser_path()
 Pages that nobody wrote have theirs beside the doctrees.if path is None:
 Pages that nobody wrote have theirs beside the doctrees.    session.error("no browser: install Debian's or Ubuntu's `chromium`, then run this again")
 Pages that nobody wrote have theirs beside the doctrees.return path


def browser_path() -> str | None:
 Pages that nobody wrote have theirs beside the doctrees."""Return the path of the first browser of the Chromium family that is installed."""
 Pages that nobody wrote have theirs beside the doctrees.names = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
 Pages that nobody wrote have theirs beside the doctrees.return next((path for name in names if (path := shutil.which(name))), None)


def is_installed(package: str) -> bool:
 Pages that nobody wrote have theirs beside the doctrees."""Whether a package of Debian is installed."""
 Pages that nobody wrote have theirs beside the doctrees.query = ["dpkg-query", "--show", "--showformat=${Status}", package]
 Pages that nobody wrote have theirs beside the doctrees.try:
 Pages that nobody wrote have theirs beside the doctrees.    done = subprocess.run(query, capture_output=True, text=True, check=False)
 Pages that nobody wrote have theirs beside the doctrees.except OSError:
 Pages that nobody wrote have theirs beside the doctrees.    return False
 Pages that nobody wrote have theirs beside the doctrees.return done.stdout.endswith(" installed")


def install_packages(session: nox.Session, packages: Sequence[str]) -> None:
 Pages that nobody wrote have theirs beside the doctrees."""Install packages of Debian if we may: as root, or in CI with sudo."""
 Pages that nobody wrote have theirs beside the doctrees.may = os.geteuid() == 0 or ("CI" in os.environ and shutil.which("sudo") is not None)
 Pages that nobody wrote have theirs beside the doctrees.if not may or not shutil.which("apt-get"):
 Pages that nobody wrote have theirs beside the doctrees.    return
 Pages that nobody wrote have theirs beside the doctrees.session.log(f"installing {', '.join(packages)}")
 Pages that nobody wrote have theirs beside the doctrees.for command in (["update"], ["install", "--yes", "--no-install-recommends", *packages]):
 Pages that nobody wrote have theirs beside the doctrees.    as_root(session, ["apt-get", "--quiet", *command])


def as_root(session: nox.Session, command: Sequence[str]) -> None:
 Pages that nobody wrote have theirs beside the doctrees."""Run a command with the rights of root."""
 Pages that nobody wrote have theirs beside the doctrees.prefix = [] if os.geteuid() == 0 else ["sudo", "--non-interactive"]
 Pages that nobody wrote have theirs beside the doctrees.session.run(*prefix, *command, external=True, env={"DEBIAN_FRONTEND": "noninteractive"})
