"""What the catalogue read of the ``.bib`` files, as bibtex wants it.

bibtex reads them itself, ends the build at the first mistake, and keeps one entry of each key.
It reads nothing that it holds already: so it is given what loading read, and each file keeps
its own entries.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path, PurePath
from typing import Any

from pybtex.bibtex.utils import split_name_list
from pybtex.database import BibliographyData, Entry, Person
from pybtex.exceptions import PybtexError
from pybtex.richtext import Text
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinxcontrib.bibtex.bibfile import BibData, BibFile, get_mtime

from sphinx_proceedings.content.work import Work
from sphinx_proceedings.sphinx.site import site_of

_PERSONS = ("author", "editor")


def hand_over(app: Sphinx) -> None:
    """Give bibtex the entries of all files, before it looks for them."""
    files = {file.path.resolve(): file for file in site_of(app.config).bibliography.files}
    wanted = [Path(app.confdir, name).resolve() for name in app.config.bibtex_bibfiles]
    if not files.keys() >= set(wanted):
        return  # Somebody else has added to the list since.
    data = BibliographyData()
    read = {}
    for path in wanted:
        keys: dict[str, None] = {}
        for work in files[path].works:
            # An entry says itself by which key it is cited; this one only finds it.
            key = work.key if work.key not in data.entries else f"{work.key} {path}"
            data.entries[key] = _entry(work)
            data.entries[key].key = work.key
            keys[key] = None
        read[path] = BibFile(get_mtime(path), keys)
    domain: Any = app.env.domains["cite"]
    domain.data["bibdata"] = BibData(app.config.bibtex_encoding, read, data)


def outdated(app: Sphinx, env: BuildEnvironment, *_: set[str]) -> Iterable[str]:
    """Return the documents whose lists know other entries than the files hold now."""
    del app
    domain: Any = env.domains["cite"]
    now = domain.bibdata.bibfiles
    found = set()
    for key, value in domain.bibliographies.items():
        held = (set(value.bibfiles) <= now.keys()) and {
            value.keyprefix + entry.key for entry in domain.get_entries(value.bibfiles)
        }
        # A list that names no file is of all there are, also of those that are new.
        new = set(now) - set(value.bibfiles) if getattr(value.bibfiles, "all", False) else set()
        if held != value.citation_nodes.keys() or new:
            found.add(key.docname)
    return found & env.found_docs


class Nearest(list[Path]):
    """The files of a list, the nearest last: bibtex takes a work from the last that has it."""

    def __init__(self, files: Iterable[Path], page: Path, *, all_files: bool) -> None:
        super().__init__(sorted(files, key=lambda file: _nearness(page, file)))
        self.all = all_files


def _nearness(page: Path, file: Path) -> tuple[int, bool]:
    """Return how many folders a page and a file share, and whether it is the page's own."""
    common = os.path.commonpath([page.parent, file.parent])
    return len(PurePath(common).parts), file.with_suffix("") == page.with_suffix("")


def _entry(work: Work) -> Entry:
    persons = {}
    for role in _PERSONS:
        names = split_name_list(work.fields.get(role, ""))
        people = [_person(name) for name in names if name.strip()]
        if people:
            persons[role] = people
    fields = {name: _readable(text) for name, text in work.fields.items() if name not in _PERSONS}
    return Entry(work.type, fields, persons)


def _person(name: str) -> Person:
    try:
        return Person(_readable(name))
    except (PybtexError, ValueError, IndexError):
        return Person(last=f"{{{_plain(name)}}}")


def _readable(text: str) -> str:
    """Return a text that can be read as TeX: itself, or else without what makes it that."""
    if "\\" not in text:
        return text
    try:
        Text.from_latex(text)
    except (PybtexError, ValueError, LookupError):
        return _plain(text)
    return text


def _plain(text: str) -> str:
    return text.translate(str.maketrans("", "", "\\{}$"))
