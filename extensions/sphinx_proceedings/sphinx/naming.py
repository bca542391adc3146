"""Words of the catalogue as parts of addresses, and as indexes sort them."""

from __future__ import annotations

import hashlib
import re
import unicodedata

_LONGEST = 60
# What a page of its own is called in every folder, and names that not every system can store.
_RESERVED = re.compile(r"index|genindex|search|con|prn|aux|nul|com\d|lpt\d")
# Scripts whose names are not filed by a first letter, and what their part of an index is called.
_SCRIPTS = {"CJK": "漢字", "HIRAGANA": "かな", "KATAKANA": "かな", "HANGUL": "한글"}


def same(text: str) -> str:
    """Return what two spellings of one word or phrase share: case, spaces and hyphens aside."""
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())
    return re.sub(r"[\s_\N{HYPHEN}\N{NON-BREAKING HYPHEN}-]+", "-", folded).strip("-")


def address(text: str) -> str:
    """Return a part of an address that stands for a phrase and for no other, for ever.

    Only lower-case ASCII letters, digits and hyphens. It does not depend on what else there is:
    where letters had to go, a digest of the phrase tells it from others.
    """
    key = same(text)
    plain = unicodedata.normalize("NFKD", key).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if slug and slug == key and len(slug) <= _LONGEST and not _RESERVED.fullmatch(slug):
        return slug
    digest = hashlib.blake2b(key.encode(), digest_size=4).hexdigest()
    return f"{slug[:_LONGEST].strip('-')}-{digest}".strip("-")


def collation(text: str) -> tuple[str, str]:
    """Return the key by which an index sorts: marks and case do not count at first."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(c for c in decomposed if unicodedata.category(c) != "Mn")
    words = re.sub(r"[^\w\s,]+", "", bare)
    return " ".join(words.split()), text


def initial(text: str) -> str:
    """Return the part of an index in which a text stands: its first letter, or its script."""
    for character in unicodedata.normalize("NFKD", text):
        kind = unicodedata.category(character)
        if kind.startswith("L"):
            script = unicodedata.name(character, "").split(" ")[0]
            return _SCRIPTS.get(script, character.upper()[:1])
        if kind.startswith("N"):
            return "#"
    return "#"
