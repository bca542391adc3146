"""A volume: which documents it prints, in which order, and its main .typ file."""

import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from sphinx_typst.config import TEMPLATES, TypstDocument, timestamp
from sphinx_typst.file import put
from sphinx_typst.font import module
from sphinx_typst.index import general_index
from sphinx_typst.language import Language, word
from sphinx_typst.markup import Code, call, value

if TYPE_CHECKING:
    from sphinx_typst.builder import TypstBuilder

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
    """One printed document, ready to be written as its main file."""

    def __init__(self, document: TypstDocument, builder: "TypstBuilder") -> None:
        """Take the documents as they are written; names that are none are reported."""
        self.document = document
        self.builder = builder
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
        return self.builder.tree / f"{self.document.target}.typ"

    @property
    def language(self) -> Language:
        """Give the language of the volume."""
        return self.document.spoken(self.builder.config)

    def _known(self, docname: str) -> bool:
        if not self.builder.path_of(docname).exists():
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
        path = self.builder.path_of(docname).with_suffix(".json")
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

    def write(self) -> None:
        """Write the main file, and what it imports besides documents."""
        self._copy_templates()
        put(self.main, "\n".join(self._lines()) + "\n")

    def _lines(self) -> Iterator[str]:
        yield f"#import {value(self._template())}: template"
        yield '#import "/sphinx_typst/kit.typ": make-context, part'
        yield '#import "/sphinx_typst/index.typ": index-part'
        yield '#import "/sphinx_typst/styles.typ": styles as styles-0'
        styles = list(self.builder.config.typst_styles)
        for index, path in enumerate(styles, 1):
            yield f"#import {value(self._place(str(path)))}: styles as styles-{index}"
        for index, docname in enumerate(self.order):
            yield f"#import {value(f'/docs/{docname}.typ')} as d{index}"
        yield f"#let volume = {value(self._facts())}"
        wanted = self.document.has_index(self.builder.config)
        entries = general_index(self.builder, self.order) if wanted else []
        modules = {name: Code(f"d{index}") for index, name in enumerate(self.order)}
        merged = Code(" + ".join(f"styles-{index}" for index in range(len(styles) + 1)))
        context = call(
            "make-context",
            modules=modules,
            plan=self.plan,
            styles=merged,
            index=bool(entries),
            language=self.language,
        )
        yield f"#let ctx = {context}"
        lists = {
            name: [
                call(
                    "part",
                    Code("ctx"),
                    entry.docname,
                    entry.level,
                    self.facts[entry.docname]["title"],
                )
                for entry in parts
            ]
            for name, parts in (
                ("preliminaries", self.preliminaries),
                ("chapters", self.chapters),
                ("appendices", self.appendices),
            )
        }
        if entries:
            lists["appendices"].append(
                call("index-part", Code("ctx"), word(self.language, "Index"), entries)
            )
        yield f"#{call('template', Code('volume'), Code('ctx'), **lists)}"

    def _facts(self) -> dict[str, object]:
        document = self.document
        language, region = self.language
        return {
            "title": document.title,
            "author": document.author,
            "language": language,
            "region": region,
            "timestamp": timestamp(document, self.builder.config),
            "sectioning": self.builder.config.typst_toplevel_sectioning,
            "data": {"paper": self.builder.config.typst_paper_size, **document.data},
        }

    def _template(self) -> str:
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
        config = self.builder.config
        names = [*config.typst_styles, *config.typst_additional_files]
        if self.document.template not in TEMPLATES:
            names.append(self.document.template)
        return [str(name) for name in names]

    def _copy_templates(self) -> None:
        folder = self.builder.tree / "sphinx_typst"
        folder.mkdir(parents=True, exist_ok=True)
        for file in resources.files("sphinx_typst").joinpath("templates").iterdir():
            if file.name.endswith((".typ", ".tmTheme")):
                _copy(Path(str(file)), folder / file.name)
        put(folder / "fonts.typ", module(self.builder.config, self.builder.fonts.families()))
        for name in self._files():
            source = Path(self.builder.confdir) / name
            if not source.is_file():
                logger.warning(
                    "no file %r beside conf.py", name, type="typst", subtype="missing_file"
                )
                continue
            _copy(source, self.builder.tree / self._place(name).lstrip("/"))


def _copy(source: Path, target: Path) -> None:
    if not target.exists() or target.read_bytes() != source.read_bytes():
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
