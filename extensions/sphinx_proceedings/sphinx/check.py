"""Reads every page as a build does, writes none, and returns what a build would say of them."""

from __future__ import annotations

import hashlib
import io
import os
import re
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from pathlib import Path
from typing import Any, Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.dummy import DummyBuilder
from sphinx.highlighting import PygmentsBridge
from sphinx.util.docutils import docutils_namespace, patch_docutils

from sphinx_proceedings.content.bibliography import beside
from sphinx_proceedings.diagnostics import Code, Diagnostic, Location, Severity, Tally, in_order
from sphinx_proceedings.sphinx.report import report_missing_equation
from sphinx_proceedings.sphinx.said import Said, witness
from sphinx_proceedings.sphinx.site import Site, site_of
from sphinx_proceedings.version import __version__
from sphinx_proceedings.volume.camera import look, papers_with_files
from sphinx_typst import Equations

_CONF: Final = "conf.py"
_QUOTED: Final = re.compile(r'"([^"]+)"')
_LINE: Final = re.compile(r"(?P<path>.+?):(?P<line>\d*)\Z", re.DOTALL)
# Where pages are made for every person, keyword and session, which one paper does not need.
_MADE: Final = ("proceedings_people_folder", "proceedings_keyword_folder")


class CheckBuilder(DummyBuilder):
    """Reads and resolves every page, and says what writing it would say; it writes nothing."""

    name = "proceedings-check"
    epilog = ""

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        """Read listings as what they are said to be, and references in formulas."""
        equations = Equations(self.env, doctree, docname)
        for node in doctree.findall(lambda one: isinstance(one, nodes.math | nodes.math_block)):
            equations.resolved(node.astext().strip(), partial(report_missing_equation, node))
        for block in doctree.findall(nodes.literal_block):
            if block.rawsource == block.astext():  # others hold marks, and are no code
                self._bridge.highlight_block(
                    block.rawsource,
                    block.get("language", "default"),
                    {},
                    force=bool(block.get("force")),
                    location=block,
                )

    @cached_property
    def _bridge(self) -> PygmentsBridge:
        return PygmentsBridge("html", "default")


@dataclass(frozen=True)
class Checked:
    """What was read, and everything that is to be said of it, by place."""

    site: Site
    findings: tuple[Diagnostic, ...]


@dataclass(frozen=True)
class _Project:
    """What Sphinx is to read: where its pages are, and what is set beside ``conf.py``."""

    source: Path
    conf: Path | None
    doctrees: Path
    settings: dict[str, Any] = field(default_factory=dict)


def check(
    folder: Path,
    cache: Path,
    *,
    only: Path | None = None,
    bibliographies: Sequence[Path] = (),
    with_files: bool = True,
) -> Checked:
    """Return what is wrong with the proceedings in a folder, or ``only`` at a path in it.

    The pages are read as the ``conf.py`` beside the folder says, or the one in ``docs`` beside it;
    without one, the folder is read by itself. Pages that have not changed since are not read
    again: ``cache`` holds what Sphinx made of them, and what is known of camera-ready files, which
    are looked at ``with_files`` only.
    """
    cache = _writable(cache)
    project = _project(folder, cache / "pages")
    settings = dict(project.settings)
    if bibliographies:
        settings["bibtex_bibfiles"] = [str(path.resolve()) for path in bibliographies]
    with tempfile.TemporaryDirectory(prefix="sphinx-proceedings-") as scratch:
        if only is not None:
            project = replace(project, doctrees=Path(scratch, "doctrees"))
            settings |= _alone(project, folder, only)
        with _application(project, settings, Path(scratch, "out")) as app:
            app.build()
            said = [*witness(app).findings]
            site = site_of(app.config)
    found = [one.diagnostic or _foreign(one, site) for one in said]
    if with_files:
        found += _in_files(site, cache / "intake", only)
    if only is not None:
        found = _of(found, site, only)
    tally = Tally()
    told = [one for one in map(tally.told, dict.fromkeys(found)) if one is not None]
    return Checked(site, tuple(in_order(_from_here(one, site) for one in told)))


def _writable(cache: Path) -> Path:
    """Return the folder, or one of this run alone where nothing can be kept."""
    try:
        cache.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=cache):
            return cache
    except OSError:
        return Path(tempfile.mkdtemp(prefix="sphinx-proceedings-"))


def _in_files(site: Site, cache: Path, only: Path | None) -> list[Diagnostic]:
    """Return what is wrong with the authors' own PDFs."""
    catalogue = site.catalogue
    editions = [one for one in catalogue.editions.values() if papers_with_files(one)]
    place = only.resolve() if only is not None else None
    looked = (
        look(catalogue, editions, site.root, cache, place, unnamed=site.unnamed) if editions else []
    )
    return [diagnostic for one in looked for diagnostic in one.report.diagnostics]


def _project(folder: Path, cache: Path) -> _Project:
    real = folder.resolve()
    around = folder.absolute().parent
    for source in (around, around / "docs"):
        link = source / folder.name
        if (source / _CONF).is_file() and link.exists() and link.resolve() == real:
            return _Project(source, source, _kept(cache, source) / "doctrees")
    kept = _kept(cache, real)
    source = kept / "source"
    source.mkdir(parents=True, exist_ok=True)
    (source / "index.md").write_text("# Proceedings\n", encoding="utf-8")
    link = source / "proceedings"
    if not link.is_symlink():
        link.symlink_to(real, target_is_directory=True)
    works = [path for pages in (around, around / "docs") for path in beside(pages)]
    settings = {
        "extensions": ["sphinx_proceedings"],
        "bibtex_bibfiles": [str(path.resolve()) for path in works],
    }
    return _Project(source, None, kept / "doctrees", settings)


def _kept(cache: Path, path: Path) -> Path:
    """Return the folder for what is made of a project by this version."""
    name = f"{__version__}\0{path.resolve()}"
    return cache / hashlib.sha256(name.encode()).hexdigest()[:16]


def _alone(project: _Project, folder: Path, only: Path) -> dict[str, Any]:
    """Return settings by which the pages at a path are read, and no others."""
    inside = only.resolve().relative_to(folder.resolve()).as_posix()
    at = f"{folder.name if project.conf else 'proceedings'}/{inside}"
    is_page = only.is_file() and only.suffix == ".md"
    below = [at] if is_page else [f"{at}/**"]
    root = at.removesuffix(".md") if is_page else "index"
    pages = below if is_page else [*below, "index.*"]
    return {"include_patterns": pages, "root_doc": root, **dict.fromkeys(_MADE)}


@contextmanager
def _application(project: _Project, settings: dict[str, Any], out: Path) -> Iterator[Sphinx]:
    project.doctrees.mkdir(parents=True, exist_ok=True)
    with patch_docutils(project.conf), docutils_namespace():
        yield Sphinx(
            project.source,
            project.conf,
            out,
            project.doctrees,
            CheckBuilder.name,
            confoverrides=settings,
            status=None,
            warning=io.StringIO(),
            parallel=os.cpu_count() or 1,
        )


def _foreign(said: Said, site: Site) -> Diagnostic:
    """Return what is said of a page that is not of the proceedings, or of the whole."""
    found = _LINE.match(said.location or "")
    path = site.shown(Path(found["path"])) if found else said.location or _CONF
    line = int(found["line"]) if found and found["line"] else 0
    kind = ".".join(filter(None, (said.type, said.subtype)))
    text = said.text.split("\n", 1)[0]
    message = f"{text} ({kind})" if kind else text
    severity = Severity.ERROR if said.level >= 40 else Severity.WARNING  # noqa: PLR2004
    return Diagnostic(Code.MARKUP, message, Location(path, line), "", severity)


def _of(found: Sequence[Diagnostic], site: Site, only: Path) -> list[Diagnostic]:
    """Return the findings at a path; what others may have is not missed."""
    real = only.resolve()
    here = [one for one in found if (site.base / one.location.path).resolve().is_relative_to(real)]
    elsewhere = _Elsewhere(site.root, real)
    return [
        one for one in here if one.code != Code.UNKNOWN_REFERENCE or not elsewhere.has(one.message)
    ]


class _Elsewhere:
    """The text of the pages that were not read, in which a label may be given."""

    def __init__(self, root: Path, only: Path) -> None:
        self._root = root
        self._only = only
        self._text: str | None = None

    def has(self, message: str) -> bool:
        """Tell whether what a message names stands in another page."""
        if self._text is None:
            others = (one for one in self._root.rglob("*.md") if not one.is_relative_to(self._only))
            self._text = "\n".join(one.read_text("utf-8", "replace") for one in others)
        return any(name in self._text for name in _QUOTED.findall(message))


def _from_here(finding: Diagnostic, site: Site) -> Diagnostic:
    """Return a finding with its path as it is from the working directory."""
    here = Path.cwd()
    path = (site.base / finding.location.path).resolve()
    if here == site.base or not path.is_relative_to(here):
        return finding
    shown = path.relative_to(here).as_posix()
    return replace(finding, location=replace(finding.location, path=shown))
