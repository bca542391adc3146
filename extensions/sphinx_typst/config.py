"""What conf.py says: the documents to print, and the options, checked before anything is read."""

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import Any, Final, TypeAlias, cast

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import ConfigError

from sphinx_typst.language import Language, parse

JSON: TypeAlias = "str | float | bool | Sequence[JSON] | Mapping[str, JSON] | None"

TEMPLATES: Final = ("book", "article")
_TARGET: Final = re.compile(r"[^\x00-\x1f/\\]+\Z")
_TUPLE: Final = ("start", "target", "title", "author", "template", "toctree_only")


@dataclass(frozen=True, kw_only=False)
class TypstDocument:
    """One printed document: where it starts, what it is called, which template sets it.

    Without `chapters`, `start` and the documents of its toctrees are the body, as in Sphinx's
    LaTeX builder. With `chapters`, the body is exactly these documents in this order, and the
    toctrees in them print nothing.
    """

    start: str
    target: str
    title: str
    author: str = ""
    template: str = "book"
    toctree_only: bool = False
    preliminaries: tuple[str, ...] = ()
    chapters: tuple[str, ...] | None = None
    appendices: tuple[str, ...] = ()
    data: Mapping[str, JSON] = field(default_factory=dict)
    language: str | None = None
    timestamp: int | None = None
    index: bool | None = None
    # Printed in parts, each kept until its input changes, and bound: see `shard.py`.
    bound: bool = False
    # Document -> what the template is told of it as a chapter (of bound documents).
    chapter_data: Mapping[str, Mapping[str, JSON]] = field(default_factory=dict)
    # Document -> the folio that it has to begin with (of bound documents).
    starts: Mapping[str, int] = field(default_factory=dict)

    def spoken(self, config: Config) -> Language:
        """Give the language: its own, or that of the project."""
        return parse(self.language or config.language) or Language("en")

    def has_index(self, config: Config) -> bool:
        """Say whether an index is wanted: in books, unless the document or conf.py says else."""
        if self.index is not None:
            return self.index
        return bool(config.typst_use_index) and self.template != "article"

    @property
    def explicit(self) -> bool:
        """Say whether the body is a list of documents instead of a tree."""
        return self.chapters is not None


def documents(config: Config) -> tuple[TypstDocument, ...]:
    """Give the documents to print; default: the whole project as one book."""
    found = tuple(_document(entry) for entry in config.typst_documents)
    if found:
        return found
    stem = re.sub(r"[^\w.-]+", "-", str(config.project)).strip("-.").lower() or "document"
    title = f"{config.project} {config.release}".strip()
    return (TypstDocument(config.root_doc, stem, title, str(config.author)),)


def _document(entry: object) -> TypstDocument:
    if isinstance(entry, TypstDocument):
        document = entry
    elif isinstance(entry, list | tuple) and 3 <= len(entry) <= len(_TUPLE):  # noqa: PLR2004 - as named in _TUPLE
        document = TypstDocument(**dict(zip(_TUPLE, entry, strict=False)))
    else:
        raise ConfigError(
            f"typst_documents: {entry!r} is neither a TypstDocument nor a tuple "
            f"({', '.join(_TUPLE)})"
        )
    return checked(document)


def checked(document: TypstDocument) -> TypstDocument:
    """Give a document as the builders take it, or stop with a message."""
    target = document.target.removesuffix(".pdf").removesuffix(".typ")
    if not _TARGET.match(target) or target in {".", ".."} or target.startswith("."):
        raise ConfigError(f"typst_documents: {document.target!r} is not a file name")
    path = PurePosixPath(document.template)
    if document.template not in TEMPLATES and (
        path.suffix != ".typ" or path.is_absolute() or ".." in path.parts
    ):
        raise ConfigError(
            f"typst_documents: template {document.template!r} of {target!r} is neither "
            f"{' nor '.join(TEMPLATES)} nor a .typ file beside conf.py"
        )
    if document.language is not None and parse(document.language) is None:
        raise ConfigError(f"typst_documents: {document.language!r} is not a language")
    if document.bound and document.template == "article":
        raise ConfigError(f"typst_documents: {target!r} is an article, which cannot be bound")
    for docname, folio in document.starts.items():
        if folio < 1:
            raise ConfigError(f"typst_documents: {folio!r} is not the folio of {docname!r}")
    chapters = document.chapters
    return replace(
        document,
        target=target,
        preliminaries=tuple(document.preliminaries),
        chapters=None if chapters is None else tuple(chapters),
        appendices=tuple(document.appendices),
    )


def timestamp(document: TypstDocument, config: Config) -> int | None:
    """Give the date of a document in UNIX seconds, if it has one; never the time of the build."""
    if document.timestamp is not None:
        return document.timestamp
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdecimal():
        return int(epoch)
    # PDF/A asks for a date. A fixed one is no date at all, but two builds stay the same.
    archival = any(str(name).startswith("a-") for name in config.typst_pdf_standards)
    return 0 if archival else None


def math_macros(config: Config) -> Mapping[str, Any]:
    """Collect TeX macros from `typst_math_macros` and from the configuration of MathJax."""
    macros: dict[str, Any] = {}
    for name in ("mathjax3_config", "mathjax4_config"):
        found = getattr(config, name, None) or {}
        if isinstance(found, Mapping):
            tex = found.get("tex") or {}
            macros.update(tex.get("macros") or {} if isinstance(tex, Mapping) else {})
    macros.update(cast("Mapping[str, Any]", config.typst_math_macros))
    return macros


@dataclass(frozen=True)
class Option:
    """One value of conf.py: its name, default, type and what it is for."""

    name: str
    default: object
    types: tuple[type, ...]
    help: str


# ruff: noqa: FBT003 - a default is what the table is about
OPTIONS: Final = (
    Option(
        "typst_documents",
        [],
        (list, tuple),
        "The documents to print: `TypstDocument`s, or tuples as in `latex_documents`.",
    ),
    Option(
        "typst_styles",
        [],
        (list, tuple),
        "Typst files, relative to conf.py, each defining a dictionary `styles`.",
    ),
    Option(
        "typst_additional_files",
        [],
        (list, tuple),
        "Further files, relative to conf.py, that templates and styles import or show.",
    ),
    Option(
        "typst_fonts",
        {},
        (dict,),
        "Names of fonts for `text`, `mono` and `math`, and for languages (`ar`).",
    ),
    Option(
        "typst_font_paths",
        [],
        (list, tuple),
        "Folders with fonts, relative to conf.py.",
    ),
    Option(
        "typst_system_fonts",
        False,
        (bool,),
        "Use the fonts of the machine as well: what is printed then depends on them.",
    ),
    Option(
        "typst_pdf_standards",
        [],
        (list, tuple),
        'PDF standards to obey and to be checked against, as `["ua-1", "a-2a"]`.',
    ),
    Option(
        "typst_check_alternatives",
        False,
        (bool,),
        "Report images without alternative text in every build, of web pages as well.",
    ),
    Option(
        "typst_show_urls",
        "no",
        (str,),
        "Print the address of an external link: `no`, `footnote` or `inline`.",
    ),
    Option(
        "typst_page_references",
        True,
        (bool,),
        "Add the page number to references that lead into another document of the volume.",
    ),
    Option(
        "typst_html_builder",
        "html",
        (str,),
        "The builder of the site at `html_baseurl`: `html` or `dirhtml`. References to documents "
        "that are not printed become links there.",
    ),
    Option(
        "typst_math_macros",
        {},
        (dict,),
        "TeX macros, in the form of MathJax's `tex.macros`, in addition to those of MathJax.",
    ),
    Option(
        "typst_toplevel_sectioning",
        "chapter",
        (str,),
        "What a title of a document is in a book: `part`, `chapter` or `section`.",
    ),
    Option(
        "typst_paper_size",
        "a4",
        (str,),
        "The paper of documents that do not say theirs: `a4`, `a5`, `b5` or `us-letter`.",
    ),
    Option(
        "typst_use_index",
        True,
        (bool,),
        "Print an index at the end of books whose documents have entries for it.",
    ),
    Option(
        "typst_code_style",
        "",
        (str,),
        "The Pygments style of code; that of `pygments_style` if empty. `bw` prints no colours.",
    ),
    Option(
        "typst_raw_enabled",
        False,
        (bool,),
        "Execute raw Typst in documents. It can read every file of the build folder.",
    ),
)


def register(app: Sphinx) -> None:
    """Register the options. They change what is printed, never what is read: nothing rebuilds."""
    for option in OPTIONS:
        app.add_config_value(option.name, option.default, "", option.types, option.help)


def check(_app: Sphinx, config: Config) -> None:
    """Stop with a message on a value that no build could use."""
    documents(config)
    _one_of(config, "typst_show_urls", ("no", "footnote", "inline"))
    _one_of(config, "typst_html_builder", ("html", "dirhtml"))
    _one_of(config, "typst_toplevel_sectioning", ("part", "chapter", "section"))
    _one_of(config, "typst_paper_size", ("a4", "a5", "b5", "us-letter"))


def _one_of(config: Config, name: str, choices: Iterable[str]) -> None:
    if getattr(config, name) not in choices:
        raise ConfigError(f"{name}: {getattr(config, name)!r} is not one of {', '.join(choices)}")
