"""Where a value of a record stands in its file, for findings about the text that it holds."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from sphinx_proceedings.content.frontmatter import split
from sphinx_proceedings.content.node import Mapping, Node, Scalar, Sequence, parse
from sphinx_proceedings.content.report import Report
from sphinx_proceedings.diagnostics import Location
from sphinx_proceedings.sphinx.site import Site


def place(site: Site, record: Location, *keys: str) -> Location:
    """Return where the text of a value begins; the place of the record if it is not found.

    ``keys`` lead to it: names of keys, and in a list the ``id`` or the text of an item.
    """
    path = site.base / record.path
    try:
        tree, lines = _tree(path, path.stat().st_mtime_ns)
    except OSError:
        return record
    for key in keys:
        tree = _inside(tree, key)
    if not isinstance(tree, Scalar):
        return record
    line, column = tree.location.line, tree.location.column
    # The text of a block begins below the sign that opens it.
    block = 0 < line <= len(lines) and lines[line - 1][column - 1 : column] in {"|", ">"}
    return Location(record.path, line + 1) if block else Location(record.path, line, column)


@lru_cache(maxsize=8)
def _tree(path: Path, changed: int) -> tuple[Node | None, tuple[str, ...]]:
    """Return the YAML of a file and its lines; ``changed`` tells its versions apart."""
    del changed
    text = path.read_text(encoding="utf-8-sig", errors="replace")
    yaml, first = text, 1
    if path.suffix == ".md":
        parts = split(text)
        yaml, first = parts.yaml or "", parts.yaml_line
    return parse(yaml, path.name, Report(), first_line=first), tuple(text.split("\n"))


def _inside(tree: Node | None, key: str) -> Node | None:
    if isinstance(tree, Mapping):
        return tree.get(key)
    if isinstance(tree, Sequence):
        return next((item for item in tree.items if _is(item, key)), None)
    return None


def _is(item: Node, key: str) -> bool:
    name = item.get("id") if isinstance(item, Mapping) else item
    return isinstance(name, Scalar) and name.text.strip() == key.strip()
