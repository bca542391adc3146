"""The configuration: one dataclass, whose fields are the options with default, check and help."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Mapping
from pathlib import PurePosixPath
from typing import Any

from sphinx.config import Config
from sphinx.errors import ConfigError

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


def _edition(value: Any) -> str | None:
    if value is None or (isinstance(value, str) and re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", value)):
        return None
    return "must be the name of an edition's folder, or None"


def _names(value: Any) -> str | None:
    if isinstance(value, list | tuple) and all(isinstance(name, str) for name in value):
        return None
    return "must be a list of names of directives"


def _option(default: Any, text: str, check: Check, *, rebuild: str = "env") -> Any:
    return dataclasses.field(
        default=default, metadata={"help": text, "check": check, "rebuild": rebuild}
    )


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
    directives: tuple[str, ...] = _option(
        (),
        "Further directives that files in the proceedings folder may use. Authors' files may use "
        "those for text, figures, tables, code and mathematics; directives of other extensions "
        "have to be named here, because they may run code or read files.",
        _names,
    )


def add_to(add_config_value: Callable[..., None]) -> None:
    """Declare every option to Sphinx."""
    for field in dataclasses.fields(Settings):
        # The check below reports wrong types, in one message with everything else.
        add_config_value(PREFIX + field.name, field.default, field.metadata["rebuild"], types=())


def read(config: Config) -> Settings:
    """Return the checked settings; one :class:`ConfigError` names everything that is wrong."""
    values: dict[str, Any] = {}
    problems = []
    for field in dataclasses.fields(Settings):
        value = getattr(config, PREFIX + field.name)
        if problem := field.metadata["check"](value):
            problems.append(f"{PREFIX}{field.name} {problem}, not {value!r}")
        values[field.name] = tuple(value) if isinstance(value, list) else value
    if problems:
        raise ConfigError("conf.py: " + "; ".join(problems))
    values["folder"] = str(PurePosixPath(values["folder"]))
    return Settings(**values)


def reference() -> str:
    """Return the reference of all options as Markdown, one section an option."""
    parts = []
    for field in dataclasses.fields(Settings):
        default = "[]" if field.default == () else repr(field.default).replace("'", '"')
        parts.append(
            f"## `{PREFIX}{field.name}`\n\n{field.metadata['help']}\n\nDefault: `{default}`\n"
        )
    return "\n".join(parts)


def given(config: Config) -> Mapping[str, object]:
    """Return what the user set, in ``conf.py`` or on the command line."""
    # Sphinx has no public way to tell a value that was set from a default.
    raw: dict[str, object] = config._raw_config  # noqa: SLF001
    return {**raw, **config.overrides}
