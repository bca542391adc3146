"""Says where characters are that no font has, and what would help."""

from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final

from sphinx.util import logging
from sphinx.util.logging import is_suppressed_warning

from sphinx_typst.context import Context
from sphinx_typst.sheet.finding import locate
from sphinx_typst.sheet.glyph import package
from sphinx_typst.sheet.stand_in import StandIns, needs
from sphinx_typst.sheet.volume import Volume

logger = logging.getLogger(__name__)

# How many lines of a document are named, and how many characters of a line.
_LINES: Final = 3
_CHARACTERS: Final = 6


def report(stand_ins: StandIns, volumes: Sequence[Volume], context: Context) -> bool:
    """Report each line that has something that no font has; say whether that is a failure.

    What no text of a document has is in the words about a volume; extensions may know where these
    are.
    """
    families = set(stand_ins.fonts.families())
    seen: set[str] = set()
    told: set[str] = set()
    # Place, or None, and what is missing there.
    elsewhere: dict[str | None, list[str]] = {}
    # The line of a document that shows something, if it does not have it as a character.
    shown: dict[str, str] = {}
    _source.cache_clear()
    for volume in volumes:
        strange = stand_ins.missing.intersection(needs(volume.words()))
        for docname in volume.order:
            here = stand_ins.missing.intersection(volume.facts[docname]["printed"])
            if not here or docname in seen:
                continue
            seen.add(docname)
            lines = dict(_lines(context.path_of(docname).read_text("utf-8"), here, context))
            for place, texts in lines.items():
                lines[place] = _written(place, texts)
                shown |= {one: place for one in texts if one not in {*lines[place], *shown}}
            lines = {place: texts for place, texts in lines.items() if texts}
            strange |= here - {text for texts in lines.values() for text in texts}
            for number, (place, texts) in enumerate(list(lines.items())[:_LINES], 1):
                _tell(texts, place, families, len(lines) - _LINES if number == _LINES else 0)
                told.update(texts)
        for text in sorted(strange - told):
            where = context.events.emit_firstresult("typst-place-sought", volume.document, text)
            elsewhere.setdefault(where or shown.get(text), []).append(text)
        told |= strange
    for where, texts in elsewhere.items():
        _tell(texts, where, families)
    quiet = is_suppressed_warning("typst", "glyph", context.config.suppress_warnings)
    return bool(told) and not quiet


def _written(place: str, texts: Sequence[str]) -> list[str]:
    """Give those of some texts that are in the file of a place: others were brought there."""
    try:
        source = _source(place.rpartition(":")[0])
    except OSError:
        return list(texts)
    return [text for text in texts if text in source]


@lru_cache(maxsize=8)
def _source(path: str) -> str:
    return Path(path).read_text(encoding="utf-8", errors="replace")


def _lines(text: str, wanted: Collection[str], context: Context) -> Iterator[tuple[str, list[str]]]:
    """Give the lines of the source (`path:line`) of a document, with what is missing there."""
    found: dict[str, list[str]] = {}
    for number, line in enumerate(text.splitlines(), 1):
        here = [one for one in needs(line) if one in wanted]
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
