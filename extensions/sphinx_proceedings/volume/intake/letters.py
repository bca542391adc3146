"""Compares what is printed with what is recorded: letters, however they are dressed."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# Letters that Unicode does not take apart.
_PLAIN: Final = str.maketrans(
    {
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "\u0131": "i",
        "ħ": "h",
    }
)
# Accents that old fonts print beside their letters.
_BESIDE: Final = re.compile("[\u00a8\u00af\u00b4\u00b8\u02c6\u02c7\u02d8-\u02dd`^]")
# What may stand between the pieces of a word that goes on in the next line: a hyphen, the mark by
# which pdfium shows that it took one away, a soft hyphen.
_BROKEN: Final = re.compile(r"[-\u2010\u00ad\x02\ufffe]\s*[\r\n]+\s*|[\x02\ufffe\u00ad]")


def joined(text: str) -> str:
    """Return a text with the words whole that were divided at ends of lines."""
    return _BROKEN.sub("", text)


def folded(text: str) -> str:
    """Return a text without case, accents and ligatures."""
    text = unicodedata.normalize("NFKD", _BESIDE.sub("", text).casefold())
    text = "".join(character for character in text if not unicodedata.combining(character))
    return unicodedata.normalize("NFKC", text.casefold().translate(_PLAIN))


def letters(text: str) -> str:
    """Return only letters and digits of a text, folded: no spaces, dashes, quotes or marks."""
    return "".join(character for character in folded(joined(text)) if character.isalnum())


def words(text: str) -> list[str]:
    """Return the words of a text, folded; digits are marks of notes and divide words."""
    return re.findall(r"[^\W\d_]+", folded(joined(text)))
