"""Says where characters are that no font has, and what would help."""

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Final

from sphinx.util import logging
from sphinx.util.logging import is_suppressed_warning

from sphinx_typst.context import Context
from sphinx_typst.sheet.finding import locate
from sphinx_typst.sheet.glyph import package, plain
from sphinx_typst.sheet.stand_in import StandIns, needs
from sphinx_typst.sheet.volume import Volume

logger = logging.getLogger(__name__)

# How many lines of a document are named, and how many characters of a line.
_LINES: Final = 3
_CHARACTERS: Final = 6


def report(stand_ins: StandIns, volumes: Sequence[Volume], context: Context) -> bool:
    """Report each line that has something that no font has; say whether nobody minds.

    What no document has is in the words about a volume; extensions may know where these are.
    """
    families = set(stand_ins.fonts.families())
    seen: set[str] = set()
    for docname in dict.fromkeys(name for volume in volumes for name in volume.order):
        found = next(volume.facts[docname] for volume in volumes if docname in volume.facts)
        here = stand_ins.missing.intersection(found["printed"])
        if not here:
            continue
        lines = list(_lines(context.path_of(docname).read_text("utf-8"), here, context))
        for number, (place, texts) in enumerate(lines[:_LINES], 1):
            more = len(lines) - _LINES if number == _LINES else 0
            _tell(texts, place, families, more)
        seen |= {text for _, texts in lines for text in texts}
    for volume in volumes:
        others = sorted(stand_ins.missing.intersection(needs(volume.words())) - seen)
        known: dict[str | None, list[str]] = {}
        for text in others:
            where = context.events.emit_firstresult("typst-place-sought", volume.document, text)
            known.setdefault(where, []).append(text)
        for where, texts in known.items():
            _tell(texts, where, families)
        seen |= set(others)
    return is_suppressed_warning("typst", "glyph", context.config.suppress_warnings)


def _lines(text: str, wanted: Collection[str], context: Context) -> Iterator[tuple[str, list[str]]]:
    """Give the lines of the source (`path:line`) of a document, with what is missing there."""
    found: dict[str, list[str]] = {}
    for number, line in enumerate(text.splitlines(), 1):
        shown = plain(line)
        if shown.isascii():
            continue
        here = [one for one in needs(shown) if one in wanted]
        place = locate(text, number, Path(context.srcdir)) if here else None
        if place is not None:
            known = found.setdefault(place, [])
            known += [one for one in here if one not in known]
    yield from found.items()


def _tell(
    texts: Sequence[str], place: str | None, families: Collection[str], more: int = 0
) -> None:
    named = ", ".join(f"{text} ({_codes(text)})" for text in texts[:_CHARACTERS])
    if len(texts) > _CHARACTERS:
        named += f" and {len(texts) - _CHARACTERS} others"
    packages = sorted({name for text in texts if (name := package(text[-1], families))})
    way = (
        f"; put a font into a folder of `typst_font_paths`: Debian has some in "
        f"{' and '.join(packages)}"
        if packages
        else ""
    )
    logger.error(
        "no font has %s: a box that tells its code point is printed%s%s",
        named,
        f"; so it is in {more} more lines of this file" if more else "",
        way,
        location=place,
        type="typst",
        subtype="glyph",
    )


def _codes(text: str) -> str:
    return " ".join(f"U+{ord(character):04X}" for character in text)
