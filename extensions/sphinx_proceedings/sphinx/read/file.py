"""Which files of the proceedings folder become pages, and which ones pages may show or offer."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment

from sphinx_proceedings.content.report import Report, quote
from sphinx_proceedings.content.tree import Tree
from sphinx_proceedings.diagnostics import Code, Diagnostic
from sphinx_proceedings.sphinx.report import report
from sphinx_proceedings.sphinx.site import Site, site_of

KINDS = {"papers": "paper", "dialogues": "dialogue"}
"""The folders of an edition whose files begin with records, and what these are of."""

_QUOTED = {"*": "[*]", "?": "[?]", "[": "?"}
_CATALOGUE = frozenset({".yml", ".yaml"})

Refusal = tuple[Code, str, str]
"""Why a file is not for pages: code, message and hint."""


def refusal(env: BuildEnvironment, site: Site, path: str) -> Refusal | None:
    """Tell why the current document may not show or offer a file; None if it may.

    ``path`` is as written: relative to the document, or from the root of the site with ``/``.
    """
    resolved = resolve(env, path)
    if resolved is None or not resolved.is_relative_to(site.root):
        message = f"{quote(path)} is outside the proceedings folder"
        return Code.OUTSIDE_TREE, message, "paths are relative to this file"
    parts = resolved.relative_to(site.root).parts
    suffix = resolved.suffix.lower()
    if suffix in _CATALOGUE:
        hint = "directives and roles show what it says: people, papers, dates and the rest"
        return Code.PRIVATE_FILE, f"{quote(path)} is a file of the catalogue", hint
    if suffix == ".md" and len(parts) > 2 and parts[1] in KINDS:  # noqa: PLR2004
        message = f"{quote(path)} is the source of a {KINDS[parts[1]]}"
        return Code.PRIVATE_FILE, message, "link to its page; what pages share is a file elsewhere"
    return None


def resolve(env: BuildEnvironment, path: str) -> Path | None:
    """Return the file that a path written in the current document means, links followed."""
    if path.startswith("<") or "\0" in path:  # docutils' own files, or no path at all
        return None
    try:
        return Path(env.relfn2path(path, env.current_document.docname)[1]).resolve()
    except (OSError, ValueError, RuntimeError):
        return None


def findings(path: Path, root: Path, base: Path) -> tuple[Diagnostic, ...]:
    """Return what keeps a file from being read as text; places are relative to ``base``."""
    found = Report()
    Tree(root, base, found).read(path)
    return found.diagnostics()


def _strays(site: Site, suffixes: Iterable[str]) -> dict[str, Diagnostic]:
    """Find what Sphinx would take for pages but must not follow: the path below the root, and why.

    These are links out of the proceedings folder, links to a folder around them, which have no
    end, and what is no file, such as a pipe.
    """
    tree = Tree(site.root, None, Report())
    endings = tuple(suffixes)
    found: dict[str, Diagnostic] = {}
    # Sphinx follows links to folders too.
    for folder, folders, files in os.walk(site.root, followlinks=True):
        here = Path(folder)
        for name in [*folders, *(file for file in files if file.endswith(endings))]:
            path = here / name
            if reason := _stray(tree, site.root, path):
                below = path.relative_to(site.root).as_posix()
                found[below] = Diagnostic(reason[0], reason[1], tree.location(path))
        folders[:] = [name for name in folders if _below(site, here / name) not in found]
    return found


def leave_strays_out(app: Sphinx, settings: Config) -> None:
    """Exclude what must not become a page, and report what loading has not reported."""
    site = site_of(settings)
    given = settings.source_suffix
    suffixes = {*app.registry.source_suffix, *([given] if isinstance(given, str) else given)}
    for below, diagnostic in sorted(_strays(site, suffixes).items()):
        settings.exclude_patterns = [*settings.exclude_patterns, _pattern(site, below)]
        if diagnostic not in site.known:
            report(diagnostic)


def _below(site: Site, path: Path) -> str:
    return path.relative_to(site.root).as_posix()


def _stray(tree: Tree, root: Path, path: Path) -> tuple[Code, str] | None:
    if not path.is_symlink():
        regular = path.is_dir() or path.is_file()
        return None if regular else (Code.UNREADABLE_FILE, f"{quote(path.name)} is not a file")
    if not tree.is_inside(path):
        return Code.OUTSIDE_TREE, f"{quote(path.name)} leads out of the proceedings folder"
    real = os.path.realpath(path)
    around = [one for one in path.parents if one.is_relative_to(root)]
    if any(os.path.realpath(one) == real for one in around):
        return Code.UNREADABLE_FILE, f"{quote(path.name)} leads back to a folder around it"
    return None


def _pattern(site: Site, below: str) -> str:
    """Return what ``exclude_patterns`` calls a file or folder of the proceedings folder."""
    path = unicodedata.normalize("NFC", str(PurePosixPath(site.settings.folder, below)))
    # Python warns of the bracket that a bracket would quote.
    return "".join(_QUOTED.get(one, one) for one in path)
