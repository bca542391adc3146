"""What the environment says, read before anything stumbles over it."""

from __future__ import annotations

import os

import typer

from sphinx_proceedings.diagnostics import printable

_EPOCH = "SOURCE_DATE_EPOCH"


def check_environment() -> None:
    """Refuse a time of the build that is none: Sphinx would end with a traceback."""
    given = os.environ.get(_EPOCH)
    if given is not None and not (given.isascii() and given.isdecimal() and len(given) < 12):  # noqa: PLR2004
        message = f"{_EPOCH} is {printable(given[:40])!r}; it is a number of seconds since 1970"
        raise typer.BadParameter(message)
