"""Replay the jobs of ``.readthedocs.yaml`` on this machine and check what they leave.

Read the Docs runs its jobs in a fresh clone, in a fresh virtual environment, with variables of
its own, and takes the results from ``$READTHEDOCS_OUTPUT``. So do we, in ``_build/readthedocs/``.
What is replayed is the working tree, committed or not, without the files that git ignores. The
Python is the one that runs this script, not the one that the file asks for.

Sources: Read the Docs, "Build process customization" and "Environment variable reference".
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from bs4 import BeautifulSoup
from pypdf import PdfReader
from pypdf.errors import PyPdfError

ROOT = Path(__file__).resolve().parent.parent
PLACE = ROOT / "_build" / "readthedocs"
CHECKOUT = PLACE / "checkout"
VIRTUALENV = PLACE / "virtualenv"
OUTPUT = CHECKOUT / "_readthedocs"
URL = "https://sphinx-proceedings.example.org/en/latest/"

# Of the caller's environment only what reaches a package index, and where programs are.
KEPT = ("PATH", "HOME", "LANG", "SSL_CERT_FILE", "REQUESTS_CA_BUNDLE")
KEPT_PREFIXES = ("PIP_", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY")

BEFORE = (
    *("post_checkout", "pre_system_dependencies", "post_system_dependencies"),
    *("pre_create_environment", "create_environment", "post_create_environment"),
    *("pre_install", "install", "post_install", "pre_build"),
)


def main() -> int:
    """Replay all jobs; return 1 if a command failed or an output is not as it must be."""
    config = yaml.safe_load((ROOT / ".readthedocs.yaml").read_text(encoding="utf-8"))
    jobs: dict[str, Any] = config["build"]["jobs"]
    check_out()
    create_virtualenv()
    for name in BEFORE:
        run(name, jobs.get(name, ()))
    run("build.html", jobs["build"]["html"])
    preview = files(OUTPUT / "html")
    for name in config["formats"]:
        run(f"build.{name}", jobs["build"][name])
    run("post_build", jobs.get("post_build", ()))
    problems = list(find_problems(OUTPUT, URL))
    problems += ledger_problems(CHECKOUT / "_build" / "pdf", OUTPUT / "html")
    if files(OUTPUT / "html") != preview:
        problems.append("a pull request would not show what is published: html/ differs")
    for problem in problems:
        print(f"error: {problem}")
    if not problems:
        (volume,) = (OUTPUT / "pdf").iterdir()
        print(f"\nAs Read the Docs would publish it:\n  {(OUTPUT / 'html/index.html').as_uri()}")
        print(f"  {volume.as_uri()}\n")
    return 1 if problems else 0


def check_out() -> None:
    """Copy what git knows or would add, symbolic links as such, into an empty folder."""
    shutil.rmtree(PLACE, ignore_errors=True)
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],  # noqa: S607
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    for name in filter(None, listed.stdout.split("\0")):
        source, copy = ROOT / name, CHECKOUT / name
        if source.is_symlink() or source.exists():
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, copy, follow_symlinks=False)


def create_virtualenv() -> None:
    """Make an empty virtual environment, as the default `create_environment` does."""
    command = [sys.executable, "-m", "virtualenv", "--quiet", str(VIRTUALENV)]
    subprocess.run(command, check=True)


def variables() -> dict[str, str]:
    """Return the environment of a job of the version ``latest``."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name in KEPT or name.upper().startswith(KEPT_PREFIXES)
    }
    return kept | {
        "PATH": f"{VIRTUALENV / 'bin'}{os.pathsep}{kept['PATH']}",
        "CI": "True",
        "READTHEDOCS": "True",
        "READTHEDOCS_PROJECT": "sphinx-proceedings",
        "READTHEDOCS_VERSION": "latest",
        "READTHEDOCS_VERSION_NAME": "latest",
        "READTHEDOCS_VERSION_TYPE": "branch",
        "READTHEDOCS_LANGUAGE": "en",
        "READTHEDOCS_OUTPUT": str(OUTPUT),
        "READTHEDOCS_CANONICAL_URL": URL,
        "READTHEDOCS_GIT_CLONE_URL": "https://example.org/sphinx-proceedings.git",
        "READTHEDOCS_GIT_IDENTIFIER": "main",
        "READTHEDOCS_VIRTUALENV_PATH": str(VIRTUALENV),
    }


def run(job: str, commands: list[str] | tuple[str, ...]) -> None:
    """Run the commands of a job one by one, each in a shell of its own; stop at a failure."""
    for command in commands:
        print(f"── {job}: {command}", flush=True)
        start = time.monotonic()
        done = subprocess.run(
            ["/bin/sh", "-c", command],
            cwd=CHECKOUT,
            env=variables(),
            stdin=subprocess.DEVNULL,
            check=False,
        )
        print(f"   {time.monotonic() - start:.1f} s", flush=True)
        if done.returncode:
            sys.exit(f"error: {job} failed with exit status {done.returncode}: {command}")


def files(folder: Path) -> dict[str, bytes]:
    """Return the files below a folder by their relative path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def find_problems(output: Path, url: str) -> Iterator[str]:
    """Say what is wrong with a finished output folder of a site whose address is ``url``."""
    site = output / "html"
    if not (site / "index.html").is_file():
        yield "html/index.html is missing"
    # The service looks for both; the builder of this site writes the second.
    if not any((site / name).is_file() for name in ("404.html", "404/index.html")):
        yield "html/404.html is missing, and so is html/404/index.html"
    pages = sorted(site.rglob("index.html"))
    for page in pages:
        yield from page_problems(page, site, url)
    if not sitemap_addresses(site):
        yield "html/sitemap.xml lists no page"
    yield from (
        f"html/sitemap.xml lists {address}, which is not there"
        for address in sitemap_addresses(site)
        if not (site / address.removeprefix(url) / "index.html").is_file()
    )
    volumes = sorted((site / "pdf").glob("*.pdf"))
    offered = sorted((output / "pdf").glob("*")) if (output / "pdf").is_dir() else []
    if not volumes:
        yield "html/pdf/ holds no volume"
    if len(offered) != 1 or offered[0].suffix != ".pdf":
        names = ", ".join(path.name for path in offered) or "nothing"
        yield f"pdf/ must hold exactly one PDF; it holds {names}"
    elif not any(v.read_bytes() == offered[0].read_bytes() for v in volumes):
        yield f"pdf/{offered[0].name} is none of the volumes of the site"
    for path in (*volumes, *offered):
        if not page_count(path):
            yield f"{path.relative_to(output)} has no pages that can be read"


def ledger_problems(printed: Path, site: Path) -> Iterator[str]:
    """Say which pages of papers do not name the pages of the volume that this run has printed."""
    ledgers = sorted(printed.glob("*.ledger.json"))
    if not ledgers:
        yield "no ledger was printed"
    for path in ledgers:
        ledger = json.loads(path.read_text(encoding="utf-8"))
        for paper, pages in ledger.get("papers", {}).items():
            page = site / "proceedings" / ledger["edition"] / "papers" / paper / "index.html"
            if not page.is_file():
                yield f"html/{page.relative_to(site)} is missing; the ledger has the paper"
                continue
            text = BeautifulSoup(page.read_bytes(), "html.parser").get_text()
            first, last = pages["first"], pages["last"]
            dash = "\N{EN DASH}"
            shown = f"p.\xa0{first}" if first == last else f"pp.\xa0{first}{dash}{last}"
            if not re.search(rf"{re.escape(shown)}(?!\d|{dash})", text):
                yield f"html/{page.relative_to(site)}: does not say {shown}, as the ledger does"


def page_count(pdf: Path) -> int:
    """Return the number of pages of a PDF; none if it is not one."""
    try:
        return len(PdfReader(pdf).pages)
    except PyPdfError:
        return 0


def sitemap_addresses(site: Path) -> list[str]:
    """Return the addresses that the sitemap gives to search engines; none if there is none."""
    sitemap = site / "sitemap.xml"
    if not sitemap.is_file():
        return []
    return re.findall(r"<loc>([^<]+)</loc>", sitemap.read_text(encoding="utf-8"))


def page_problems(page: Path, site: Path, url: str) -> Iterator[str]:
    """Say which of a page's canonical address and links to volumes are wrong."""
    name = page.relative_to(site).as_posix()
    soup = BeautifulSoup(page.read_bytes(), "html.parser")
    expected = url + name.removesuffix("index.html")
    links = [str(tag.get("href")) for tag in soup.select("link[rel=canonical]")]
    if links != [expected]:
        yield f"html/{name}: the canonical address is {links}, not {expected}"
    for tag in soup.select("a[href$='.pdf']"):
        href = str(tag["href"])
        if "://" not in href and not (page.parent / href).resolve().is_file():
            yield f"html/{name}: links to {href}, which is not there"


if __name__ == "__main__":
    sys.exit(main())
