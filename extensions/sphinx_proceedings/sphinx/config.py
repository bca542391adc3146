"""The configuration: one dataclass, whose fields are the options with default, check and help."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Mapping
from pathlib import PurePosixPath
from typing import Any

from pydantic import TypeAdapter, ValidationError
from sphinx.config import Config
from sphinx.errors import ConfigError

from sphinx_proceedings.model.base import SitePath

PREFIX = "proceedings_"

Check = Callable[[Any], str | None]
"""Says what is wrong with a value, or nothing."""


def _folder(value: Any) -> str | None:
    if not isinstance(value, str) or not value.strip("/. "):
        return "must be the name of a folder"
    path = PurePosixPath(value)
    if path.is_absolute() or ".." in path.parts or "\\" in value:
        return "must be a path inside the source folder, with forward slashes"
    return None


def _output(value: Any) -> str | None:
    if not isinstance(value, str):
        return "must be the name of a folder of the built site"
    path = PurePosixPath(value)
    if path.is_absolute() or ".." in path.parts or "\\" in value:
        return "must be a path inside the built site, with forward slashes"
    return None


def _optional_folder(value: Any) -> str | None:
    problem = _folder(value) if value is not None else None
    return f"{problem}, or None" if problem else None


def _edition(value: Any) -> str | None:
    if value is None or (isinstance(value, str) and re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", value)):
        return None
    return "must be the name of an edition's folder, or None"


def _names(value: Any) -> str | None:
    if isinstance(value, list | tuple) and all(isinstance(name, str) for name in value):
        return None
    return "must be a list of names"


def _redirects(value: Any) -> str | None:
    page = TypeAdapter(SitePath)
    try:
        if isinstance(value, dict):
            for old, new in value.items():
                page.validate_python(old)
                page.validate_python(new)
            return None
    except ValidationError:
        pass
    return "must be a mapping of paths of pages that were to names of documents"


def _math(value: Any) -> str | None:
    return None if value in {"mathml", "mathjax"} else 'must be "mathml" or "mathjax"'


def _path(value: Any) -> str | None:
    if value is None or (isinstance(value, str) and value):
        return None
    return "must be the path of a file, or None"


def _option(default: Any, text: str, check: Check, *, rebuild: str = "env") -> Any:
    metadata = {"help": text, "check": check, "rebuild": rebuild}
    if isinstance(default, dict):
        return dataclasses.field(default_factory=dict, metadata=metadata)
    return dataclasses.field(default=default, metadata=metadata)


def default_of(field: dataclasses.Field[Any]) -> Any:
    """Return the value of an option that nobody set."""
    if field.default_factory is not dataclasses.MISSING:
        return field.default_factory()
    return field.default


@dataclasses.dataclass(frozen=True)
class Settings:
    """What ``conf.py`` says; each field is the option ``proceedings_<field>``."""

    folder: str = _option(
        "proceedings",
        "The folder of the proceedings, relative to the source folder; it may be a link. Without "
        "it the site is built with no people and no editions.",
        _folder,
    )
    edition: str | None = _option(
        None,
        "The edition that pages outside the editions' folders speak of. By default the one whose "
        "`event.yml` says `status: current`, else the latest.",
        _edition,
    )
    pdf_folder: str = _option(
        "pdf",
        "Where in the built site the printed volumes lie, as `<edition>.pdf`; pages link to them "
        "there.",
        _output,
        rebuild="html",
    )
    people_folder: str | None = _option(
        "people",
        "Where in the site the pages of people are: everybody who wrote a paper or has a role has "
        "one, `people/<identifier>`, and `people/index` lists them. `None` makes no such pages. A "
        "page that you write yourself in that place is kept.",
        _optional_folder,
    )
    keyword_folder: str | None = _option(
        "keywords",
        "Where in the site the pages of keywords are, each with its papers of all editions, and "
        "an index of them. `None` makes no such pages.",
        _optional_folder,
    )
    session_folder: str | None = _option(
        "sessions",
        "Where in the folder of an edition the pages of its sessions are, as `<session>`. `None` "
        "makes no such pages.",
        _optional_folder,
    )
    html_math: str = _option(
        "mathml",
        "How pages show formulas: `mathml`, which the build writes and browsers show by "
        "themselves, or `mathjax`, a script that the reader's browser loads and runs.",
        _math,
        rebuild="html",
    )
    html_math_font: str | None = _option(
        None,
        "A font for the formulas of pages, `.woff2` or `.otf`, relative to `conf.py`. Otherwise "
        "the first of those fonts of mathematics that the reader's system has.",
        _path,
        rebuild="html",
    )
    redirects: Mapping[str, str] = _option(
        {},
        "Pages that have moved: where each was in the site, and the document that it is now, as in "
        '`{"programme": "schedule"}`. A paper says `moved_from` itself. A redirect never takes the '
        "place of a page.",
        _redirects,
        rebuild="",
    )
    classes: tuple[str, ...] = _option(
        (),
        "Further classes that files in the proceedings folder may give to what they hold, as in "
        "`:class:`. Those of docutils, Sphinx, MyST and print may be given anyway, and those of "
        "sphinx-design for colours, sizes and spaces; others have to be named here, because many "
        "of the theme would lay a text over the whole page.",
        _names,
    )
    directives: tuple[str, ...] = _option(
        (),
        "Further directives that files in the proceedings folder may use. Authors' files may use "
        "those for text, figures, tables, code and mathematics; directives of other extensions "
        "have to be named here, because they may run code or read files.",
        _names,
    )
    freezing: str | None = _option(
        None,
        "The ledger of a volume that is about to be frozen: this volume alone is printed, and what "
        "the ledger says takes the place of what its edition has. `sphinx-proceedings freeze` sets "
        "it; it is not for `conf.py`.",
        _path,
        rebuild="",
    )

    def page(self, edition: str, *parts: str) -> str:
        """Return the name of a document in the folder of an edition."""
        return str(PurePosixPath(self.folder, edition, *parts))


def add_to(add_config_value: Callable[..., None]) -> None:
    """Declare every option to Sphinx."""
    for field in dataclasses.fields(Settings):
        # The check below reports wrong types, in one message with everything else.
        add_config_value(
            PREFIX + field.name, default_of(field), field.metadata["rebuild"], types=Any
        )


def read(config: Config) -> Settings:
    """Return the checked settings; one :class:`ConfigError` names everything that is wrong."""
    values: dict[str, Any] = {}
    problems = []
    for field in dataclasses.fields(Settings):
        value = getattr(config, PREFIX + field.name)
        if problem := field.metadata["check"](value):
            problems.append(f"{PREFIX}{field.name} {problem}, not {value!r}")
        values[field.name] = tuple(value) if isinstance(value, list) else value
    if values["people_folder"] and values["people_folder"] == values["keyword_folder"]:
        problems.append("proceedings_people_folder and proceedings_keyword_folder must differ")
    if problems:
        raise ConfigError("conf.py: " + "; ".join(problems))
    for name in ("folder", "people_folder", "keyword_folder", "session_folder"):
        values[name] = str(PurePosixPath(values[name])) if values[name] else None
    return Settings(**values)


def reference() -> str:
    """Return the reference of all options as Markdown, one section an option."""
    parts = []
    for field in dataclasses.fields(Settings):
        value = default_of(field)
        default = "[]" if value == () else repr(value).replace("'", '"')
        parts.append(
            f"## `{PREFIX}{field.name}`\n\n{field.metadata['help']}\n\nDefault: `{default}`\n"
        )
    return "\n".join(parts)


def set_defaults(config: Config, values: Mapping[str, object]) -> None:
    """Set options of Sphinx and its extensions, of those that there are, if the user did not."""
    known = given(config)
    for name, value in values.items():
        if name not in known and name in config:
            setattr(config, name, value)


def given(config: Config) -> Mapping[str, object]:
    """Return what the user set, in ``conf.py`` or on the command line."""
    # Sphinx has no public way to tell a value that was set from a default.
    raw: dict[str, object] = config._raw_config  # noqa: SLF001
    return {**raw, **config.overrides}
