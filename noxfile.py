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
    *("python", "-m", "sphinx"),
    *("--jobs", "auto", "--fail-on-warning", "--keep-going", "--doctree-dir", str(DOCTREES)),
)


@nox.session
def publish(session: nox.Session) -> None:
    """Make every printed volume (_build/pdf/) and the site (_build/html/)."""
    install(session)
    remove_withdrawn_pages()
    failed = [
        what
        for what, builder, outdir in (
            # First: its page numbers and offprints are on the pages of the site.
            ("the volumes", "typstpdf", PDF),
            ("the site", "dirhtml", HTML),
        )
        if not succeeds(session, f"making {what}", *SPHINX, "-b", builder, "docs", str(outdir))
    ]
    offer_volumes()
    if not failed:
        failed += compare(session)
    print_results()
    if failed:
        # Sphinx reports what it finds in a page only when it reads that page. Forgetting what
        # was read makes the next run report it again, instead of passing over it.
        (DOCTREES / "environment.pickle").unlink(missing_ok=True)
        session.error(f"there were warnings or errors in {' and in '.join(failed)}: see above")


@nox.session
def tests(session: nox.Session) -> None:
    """Run the tests; `-- --quick` only those that answer soon, `-- ARGS` are handed to pytest."""
    install(session, "test", alone="schemas")
    # Under CI, Sphinx and Typer colour what they print; tests read it.
    session.env.update({"NO_COLOR": "1", "FORCE_COLOR": None, "GITHUB_ACTIONS": None})
    # Preparing the tests takes as long as running the quick ones: it is done once, also where
    # Python may leave nothing beside its sources.
    session.env["PYTHONPYCACHEPREFIX"] = str(Path(session.virtualenv.location) / "bytecode")
    session.env["PYTHONDONTWRITEBYTECODE"] = None
    pytest = ("python", "-m", "pytest")
    if session.posargs == ["--quick"]:
        session.run(*pytest, "-n", "2", "--dist", "loadfile", "--quick")
        return
    if session.posargs:
        session.run(*pytest, *session.posargs)
        return
    failed = [
        what
        for what, marker in (("quick tests", "not slow"), ("tests that build", "slow"))
        if not succeeds(session, what, *pytest, "-n", "2", "-m", marker)
    ]
    if failed:
        session.error(f"failures in the {' and in the '.join(failed)}: see above")


@nox.session
def languages(session: nox.Session) -> None:
    """Print the pages in Arabic and Chinese with Debian's Noto fonts, installed if we may."""
    install(session, "test", alone="schemas")
    session.env.update({"NO_COLOR": "1", "FORCE_COLOR": None, "GITHUB_ACTIONS": None})
    if not all(map(is_installed, NOTO)):
        install_packages(session, NOTO)
    if not all(map(is_installed, NOTO)):
        session.error(f"no fonts: install {' and '.join(NOTO)}, then run this again")
    session.run(
        *("python", "-m", "pytest", "tests", "-m", "languages", "--system-fonts"), *session.posargs
    )


@nox.session
def lint(session: nox.Session) -> None:
    """Check style and format of the code, and the markup of the pages."""
    install(session, "lint", project=False)
    code = [name for name in PYTHON_FILES if (ROOT / name).exists()]
    markup = [name for name in ("docs", "proceedings", "README.md") if (ROOT / name).exists()]
    results = [
        succeeds(session, "rules", "ruff", "check", *code),
        succeeds(session, "format", "ruff", "format", "--check", *code),
        succeeds(session, "pages", "sphinx-lint", *markup),
    ]
    if not all(results):
        session.error("see above; `ruff check --fix` and `ruff format` mend most of it")


@nox.session
def types(session: nox.Session) -> None:
    """Check the types of all packages, strictly."""
    install(session, "types")
    session.run("mypy", *session.posargs)


@nox.session
def browser(session: nox.Session) -> None:
    """Look at the published site, and a made-up one; `-- --screenshots` keeps pictures."""
    chromium = find_chromium(session)
    install(session, "browser")
    if not (HTML / "index.html").exists():
        session.log("there is no site yet: publishing it first")
        session.run(sys.executable, "-m", "nox", "-s", "publish", external=True)
    session.run(
        *("python", "-m", "pytest", "tests/browser", "--confcutdir=tests/browser", "-n", "2"),
        *session.posargs,
        env={"CHROMIUM": chromium},
    )


@nox.session
def bench(session: nox.Session) -> None:
    """Measure the building of made-up proceedings; `-- 10 50` says how many papers."""
    install(session)
    session.run("python", "tests/benchmarks/build.py", *session.posargs)
    session.run("python", "tests/benchmarks/formulas.py")


@nox.session
def readthedocs(session: nox.Session) -> None:
    """Replay .readthedocs.yaml in a clean environment and check what it leaves."""
    install(session, "readthedocs", project=False)
    session.run("python", "tools/replay_readthedocs.py", *session.posargs)


@nox.session
def latexpdf(session: nox.Session) -> None:
    """Make the PDF of the site that Sphinx itself makes, if TeX is there."""
    install(session)
    outdir = BUILD / "latex"
    sphinx = ("python", "-m", "sphinx", "--jobs", "auto", "--doctree-dir", str(DOCTREES))
    session.run(*sphinx, "-b", "latex", "docs", str(outdir))
    if not (shutil.which("latexmk") and shutil.which("make")):
        session.log(f"LaTeX sources are in {outdir}.")
        session.log(
            "There is no `latexmk` (or no `make`) here, so no PDF was made of them. On Debian:"
        )
        session.log(
            "apt-get install make latexmk texlive-latex-extra texlive-fonts-recommended tex-gyre"
        )
        return
    with session.chdir(outdir):
        session.run("make", "all-pdf", external=True)
    for path in sorted(outdir.glob("*.pdf")):
        session.log(f"{path.as_uri()}  {size(path)}")


def install(
    session: nox.Session, *groups: str, project: bool = True, alone: str | None = None
) -> None:
    """Install the package, editable, and dependency groups, unless that is done already.

    What is in the group ``alone`` is installed without its dependencies.
    """
    bare = nox.project.dependency_groups(PROJECT, alone) if alone else ()
    wanted = {
        "alone": bare,
        "project": PROJECT["project"] if project else None,
        "build": PROJECT["build-system"],
        "groups": [nox.project.dependency_groups(PROJECT, group) for group in groups],
        "root": str(ROOT),
    }
    digest = hashlib.sha256(json.dumps(wanted, sort_keys=True).encode()).hexdigest()
    stamp = Path(session.virtualenv.location) / "installed.sha256"
    if stamp.exists() and stamp.read_text() == digest:
        return
    session.log("installing packages (only when pyproject.toml asks for others)")
    packages = [name for group in groups for name in nox.project.dependency_groups(PROJECT, group)]
    session.install(*(["-e", "."] if project else []), *packages, silent=False)
    if bare:
        session.install("--no-deps", *bare, silent=False)
    stamp.write_text(digest)


def succeeds(session: nox.Session, what: str, *command: str) -> bool:
    """Run a command to its end and return whether all was well, so that the next one still runs."""
    session.log(f"── {what}")
    try:
        session.run(*command)
    except CommandFailed:
        return False
    return True


def remove_withdrawn_pages() -> None:
    """Remove the pages whose source is gone: Sphinx leaves them, and they would be published."""
    index = HTML / "searchindex.js"
    listed = (
        re.search(r'"docnames":(\[.*?\])', index.read_text("utf-8")) if index.exists() else None
    )
    # Pages that nobody wrote have theirs beside the doctrees.
    sources = (ROOT / "docs", DOCTREES / "generated")
    for name in json.loads(listed[1]) if listed else ():
        if not any(path for source in sources for path in source.glob(f"{name}.*")):
            folder = HTML / name.removesuffix("index")
            for path in (*folder.glob("*.*"), *(HTML / "_sources").glob(f"{name}.*")):
                path.unlink()
            if folder.is_dir() and not any(folder.iterdir()):
                folder.rmdir()


def compare(session: nox.Session) -> list[str]:
    """Export every record, and compare pages, PDFs and records; return what failed."""
    shutil.rmtree(RECORDS, ignore_errors=True)
    ledgers = [f"--ledger={path}" for path in sorted(PDF.glob("*.ledger.json"))]
    export = ("sphinx-proceedings", "export", "all", "--all", "--output", str(RECORDS), *ledgers)
    check = ("sphinx-proceedings", "check", "--strict", "--built", str(BUILD))
    return [
        what
        for what, command in (("the records", export), ("what was published", check))
        if not succeeds(session, f"comparing {what}" if command is check else what, *command)
    ]


def offer_volumes() -> None:
    """Put the volumes into the site, where its pages link to them."""
    offered = HTML / "pdf"
    offered.mkdir(parents=True, exist_ok=True)
    volumes = {path.name: path for path in PDF.glob("*.pdf")}
    for path in offered.glob("*.pdf"):
        if path.name not in volumes:
            path.unlink()
    for name, path in volumes.items():
        shutil.copy2(path, offered / name)


def print_results() -> None:
    """Print where the results are, how long the volumes are and how large."""
    pages = len(list(HTML.rglob("index.html")))
    lines = [f"  {(HTML / 'index.html').as_uri()}  {pages} pages"] if pages else []
    lines += [f"  {path.as_uri()}  {size(path)}" for path in sorted(PDF.glob("*.pdf"))]
    print("\nPublished:", *(lines or ["  nothing"]), "", sep="\n", flush=True)


def size(pdf: Path) -> str:
    """Return the pages of a PDF, as far as its page tree lies open, and its size."""
    data = pdf.read_bytes()
    pages = max((int(n) for n in re.findall(rb"/Type\s*/Pages\s*/Count (\d+)", data)), default=0)
    kilobytes = f"{max(1, round(len(data) / 1000))} kB"
    return f"{pages} pages, {kilobytes}" if pages else kilobytes


def find_chromium(session: nox.Session) -> str:
    """Return the path of Debian's chromium, installed first if we may do so."""
    if (path := browser_path()) is None:
        install_packages(session, ["chromium"])
        path = browser_path()
    if path is None:
        session.error("no browser: install Debian's or Ubuntu's `chromium`, then run this again")
    return path


def browser_path() -> str | None:
    """Return the path of the first browser of the Chromium family that is installed."""
    names = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
    return next((path for name in names if (path := shutil.which(name))), None)


def is_installed(package: str) -> bool:
    """Whether a package of Debian is installed."""
    query = ["dpkg-query", "--show", "--showformat=${Status}", package]
    try:
        done = subprocess.run(query, capture_output=True, text=True, check=False)
    except OSError:
        return False
    return done.stdout.endswith(" installed")


def install_packages(session: nox.Session, packages: Sequence[str]) -> None:
    """Install packages of Debian if we may: as root, or in CI with sudo."""
    may = os.geteuid() == 0 or ("CI" in os.environ and shutil.which("sudo") is not None)
    if not may or not shutil.which("apt-get"):
        return
    session.log(f"installing {', '.join(packages)}")
    for command in (["update"], ["install", "--yes", "--no-install-recommends", *packages]):
        as_root(session, ["apt-get", "--quiet", *command])


def as_root(session: nox.Session, command: Sequence[str]) -> None:
    """Run a command with the rights of root."""
    prefix = [] if os.geteuid() == 0 else ["sudo", "--non-interactive"]
    session.run(*prefix, *command, external=True, env={"DEBIAN_FRONTEND": "noninteractive"})
