"""Code in colours: Pygments reads it, as for web pages, and Typst gets what looks how."""

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final, NamedTuple

from pygments import lex
from pygments.lexer import Lexer
from pygments.style import Style
from pygments.util import ClassNotFound
from sphinx.highlighting import PygmentsBridge
from sphinx.util import logging

logger = logging.getLogger(__name__)

# Without a name, the style is Sphinx's own.
_BRIDGE: Final = PygmentsBridge("html", "")


class Ink(NamedTuple):
    """What a part of code looks like."""

    fill: str | None
    bold: bool
    italic: bool


PLAIN: Final = Ink(None, False, False)  # noqa: FBT003 - named just above


@dataclass
class Inked:
    """Code, what its parts look like, and the parts of each line: ink and length in bytes."""

    source: str
    inks: list[Ink] = field(default_factory=list)
    lines: list[list[tuple[int, int]]] = field(default_factory=list)

    @property
    def is_plain(self) -> bool:
        """Say whether all of it looks the same, without any colour."""
        return set(self.inks) <= {PLAIN}


def inked(source: str, language: str, style: str, location: Any, options: Any = None) -> Inked:
    """Read code with the lexer that Sphinx takes for a language."""
    found = Inked(source)
    looks = _style(style)
    places: dict[Ink, int] = {}
    line: list[tuple[int, int]] = []
    for kind, text in _tokens(source, language, location, options or {}):
        ink = _ink(looks, kind)
        place = places.setdefault(ink, len(places))
        for index, part in enumerate(text.split("\n")):
            if index:
                found.lines.append(line)
                line = []
            if not part:
                continue
            length = len(part.encode())
            if line and line[-1][0] == place:
                line[-1] = (place, line[-1][1] + length)
            else:
                line.append((place, length))
    found.lines.append(line)
    found.inks = list(places)
    return found


def _tokens(source: str, language: str, location: Any, options: Any) -> list[tuple[Any, str]]:
    """Give the parts of code; all of it as one where the lexer stumbles or changes it.

    As on web pages, code without a language is Python only if all of it is.
    """
    for force in (False, True)[: 1 if language == "default" else 2]:
        lexer: Lexer = _BRIDGE.get_lexer(source, language, options, force=force, location=location)
        # What the lexer would tidy up is what the author wrote.
        lexer.stripnl = lexer.stripall = lexer.ensurenl = False
        try:
            parts = list(lex(source, lexer))
        except Exception:  # noqa: BLE001, S112 - lexers are many, and code may be anything
            continue
        if "".join(text for _, text in parts) == source:
            return parts
    return [(None, source)]


@lru_cache(maxsize=8)
def _style(name: str) -> type[Style]:
    try:
        return _BRIDGE.get_style(name)
    except (ClassNotFound, ImportError, AttributeError):
        logger.warning("typst_code_style: there is no style %r", name, type="typst", subtype="code")
        return _BRIDGE.get_style("")


@lru_cache(maxsize=8)
def _kinds(style: type[Style]) -> frozenset[Any]:
    return frozenset(kind for kind, _ in style)


@lru_cache(maxsize=4096)
def _ink(style: type[Style], kind: Any) -> Ink:
    # Lexers make kinds of their own, which look like the nearest one that the style knows.
    while kind is not None and kind not in _kinds(style):
        kind = kind.parent
    if kind is None:
        return PLAIN
    look = style.style_for_token(kind)
    color = look["color"]
    return Ink(f"#{color}" if color else None, bool(look["bold"]), bool(look["italic"]))
