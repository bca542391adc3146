"""A volume: which documents it prints, in which order, and what its template is told."""

import json
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path, PurePosixPath
from typing import Any

from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from sphinx_typst.config import JSON, TEMPLATES, TypstDocument, timestamp
from sphinx_typst.context import Context
from sphinx_typst.file import put
from sphinx_typst.language import Language, word
from sphinx_typst.markup import value
from sphinx_typst.sheet.font import module
from sphinx_typst.sheet.index import Group, general_index
from sphinx_typst.sheet.stand_in import needs

logger = logging.getLogger(__name__)


def documents_of(documents: Sequence[TypstDocument], env: BuildEnvironment) -> frozenset[str]:
    """Give the names of all documents that some volume may print."""
    found: set[str] = set()
    for document in documents:
        if document.explicit:
            names = {*document.preliminaries, *(document.chapters or ()), *document.appendices}
            found |= names & env.found_docs
            continue
        found |= {*document.preliminaries, *document.appendices} & env.found_docs
        waiting = [document.start]
        while waiting:
            name = waiting.pop()
            if name not in found and name in env.found_docs:
                found.add(name)
                waiting.extend(env.toctree_includes.get(name, ()))
    return frozenset(found)


@dataclass(frozen=True)
class Part:
    """A document at its place in a volume: how deep its first section is, and what follows."""

    docname: str
    level: int


class Volume:
    """One printed document: what is in it, and what is said about it."""

    def __init__(self, document: TypstDocument, context: Context) -> None:
        """Take the documents as they are written; names that are none are reported."""
        self.document = document
        self.context = context
        self.facts: dict[str, Mapping[str, Any]] = {}
        # Document -> for each of its toctrees, the documents that follow there.
        self.plan: dict[str, list[list[str]]] = {}
        self.order: list[str] = []
        self.preliminaries = self._listed(document.preliminaries)
        if document.chapters is not None:
            self.chapters = self._listed(document.chapters)
        else:
            self.chapters = self._tree()
        self.appendices = self._listed(document.appendices)

    @property
    def main(self) -> Path:
        """Give the main file."""
        return self.context.tree / f"{self.document.target}.typ"

    @property
    def language(self) -> Language:
        """Give the language of the volume."""
        return self.document.spoken(self.context.config)

    def _known(self, docname: str) -> bool:
        if not self.context.path_of(docname).exists():
            logger.warning(
                "%s: there is no document %r to print",
                self.document.target,
                docname,
                type="typst",
                subtype="unknown_document",
            )
            return False
        if docname in self.order:
            return False
        path = self.context.path_of(docname).with_suffix(".json")
        self.facts[docname] = json.loads(path.read_text(encoding="utf-8"))
        self.order.append(docname)
        return True

    def _listed(self, names: Sequence[str]) -> list[Part]:
        return [Part(name, 0) for name in names if self._known(name)]

    def _tree(self) -> list[Part]:
        document = self.document
        if not self._known(document.start):
            return []
        # The documents listed around the body are printed there, not in it.
        aside = [name for name in document.appendices if name not in self.order]
        self.order.extend(aside)
        self._follow(document.start)
        for name in aside:
            self.order.remove(name)
        if document.toctree_only:
            return [Part(name, 0) for names in self.plan[document.start] for name in names]
        # The title of the start document is the title of the volume; its sections are chapters.
        return [Part(document.start, -1 if self.facts[document.start]["top"] == 1 else 0)]

    def _follow(self, docname: str) -> None:
        """Plan the toctrees of a document; each document is printed where it comes first."""
        places: list[list[str]] = []
        self.plan[docname] = places
        for names in self.facts[docname]["toctrees"]:
            here: list[str] = []
            places.append(here)
            for name in names:
                if name not in self.order and self._known(name):
                    here.append(name)
                    self._follow(name)

    # What is said about it.

    @property
    def data(self) -> dict[str, JSON]:
        """Give what the template is told."""
        return {"paper": self.context.config.typst_paper_size, **self.document.data}

    def chapter(self, docname: str) -> dict[str, JSON]:
        """Give what the template of a bound volume is told of a document."""
        document = self.document
        found: dict[str, JSON] = {}
        for key, name in (("contents_notes", "contents_note"), ("short_titles", "head_right")):
            of_all = document.data.get(key)
            if isinstance(of_all, Mapping) and docname in of_all:
                found[name] = of_all[docname]
        return found | dict(document.chapter_data.get(docname, {}))

    def title(self, docname: str) -> str:
        """Give the title of a document as plain text."""
        return str(self.chapter(docname).get("title") or self.facts[docname]["title"])

    @property
    def runs_on(self) -> bool:
        """Say whether chapters follow each other on a page."""
        sections = self.context.config.typst_toplevel_sectioning == "section"
        return self.document.data.get("openings", "run-on" if sections else "page") == "run-on"

    def index_entries(self) -> list[Group]:
        """Give the general index, if one is wanted."""
        wanted = self.document.has_index(self.context.config)
        return general_index(self.context, self.order) if wanted else []

    @property
    def index_title(self) -> str:
        """Give the title of the general index."""
        return word(self.language, "Index")

    def facts_for_template(self) -> dict[str, object]:
        """Give what a template gets as `volume`."""
        document = self.document
        language, region = self.language
        return {
            "title": document.title,
            "author": document.author,
            "language": language,
            "region": region,
            # A chapter in another direction is bound into the same book.
            "binding": "right" if self.language.is_rtl else "left",
            "timestamp": timestamp(document, self.context.config),
            "sectioning": self.context.config.typst_toplevel_sectioning,
            "data": self.data,
        }

    def needs(self) -> Iterator[str]:
        """Give what fonts must have, and perhaps must: of the words of templates, not all print."""
        for docname in self.order:
            yield from self.facts[docname]["glyphs"]
        yield from needs(self.words())
        spoken = [str(data.get("language")) for data in self.document.chapter_data.values()]
        for language in {self.language.code, *spoken}:
            yield from needs(words_of(language))

    def words(self) -> str:
        """Give all that main files say besides documents, as Typst."""
        document = self.document
        said: list[object] = [document.title, document.author, document.data]
        said += [*document.chapter_data.values()]
        if entries := self.index_entries():
            said += [*_words(entries), self.index_title]
        return value(said)

    # Its templates.

    @property
    def styles(self) -> list[str]:
        """Give the paths for Typst of the files of styles."""
        return [self._place(str(path)) for path in self.context.config.typst_styles]

    @property
    def template(self) -> str:
        """Give the path for Typst of the template."""
        name = self.document.template
        return f"/sphinx_typst/{name}.typ" if name in TEMPLATES else self._place(name)

    def _place(self, name: str) -> str:
        """Give the path for Typst of a file named in conf.py.

        Files beside conf.py keep their places to each other; others, which extensions bring, are
        counted, so that nothing depends on where a machine has them.
        """
        path = PurePosixPath(name)
        if not path.is_absolute():
            return "/project/" + "/".join(part for part in path.parts if part != "..")
        brought = [entry for entry in self._files() if PurePosixPath(entry).is_absolute()]
        return f"/project/brought/{brought.index(name)}/{path.name}"

    def _files(self) -> list[str]:
        config = self.context.config
        names = [*config.typst_styles, *config.typst_additional_files]
        if self.document.template not in TEMPLATES:
            names.append(self.document.template)
        return [str(name) for name in names]

    def copy_templates(self) -> None:
        """Put into the tree what main files import besides documents."""
        folder = self.context.tree / "sphinx_typst"
        folder.mkdir(parents=True, exist_ok=True)
        for file in resources.files("sphinx_typst").joinpath("templates").iterdir():
            if file.name.endswith((".typ", ".tmTheme")):
                _copy(Path(str(file)), folder / file.name)
        put(folder / "fonts.typ", module(self.context.config, self.context.fonts.families()))
        for name in self._files():
            source = Path(self.context.confdir) / name
            if not source.is_file():
                logger.warning(
                    "no file %r beside conf.py", name, type="typst", subtype="missing_file"
                )
                continue
            _copy(source, self.context.tree / self._place(name).lstrip("/"))


def _words(index: Sequence[Group]) -> Iterator[str]:
    """Give the words of an index, without the places that they lead to."""
    for letter, entries in index:
        yield letter
        for entry, _, inner in entries:
            yield from (entry, *(words for words, _ in inner))


@cache
def words_of(language: str) -> str:
    """Give the words that the templates themselves have in a language."""
    file = resources.files("sphinx_typst").joinpath("templates", "language.typ")
    lines = file.read_text(encoding="utf-8").splitlines()
    code = re.split("[-_]", language)[0]
    return "".join(line for line in lines if line.strip().startswith(f"{code}: "))


def _copy(source: Path, target: Path) -> None:
    if not target.exists() or target.read_bytes() != source.read_bytes():
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
