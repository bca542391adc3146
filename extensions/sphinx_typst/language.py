"""Languages: what a tag means to Typst, which way it runs, and Sphinx's words in it."""

import gettext
import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

import sphinx

_TAG: Final = re.compile(
    r"(?P<code>[a-z]{2,3})(?:[-_](?P<script>[a-z]{4}))?(?:[-_](?P<region>[a-z]{2}))?\Z",
    re.IGNORECASE,
)
# Typst chooses the forms of Chinese characters by the region.
_REGION_OF_SCRIPT: Final = {"hans": "CN", "hant": "TW"}
_RTL: Final = frozenset({"ar", "ckb", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"})
_RTL_CHARACTERS: Final = frozenset({"R", "AL", "RLE", "RLO", "RLI"})


class Language(NamedTuple):
    """A language as Typst knows it."""

    code: str
    region: str | None = None

    @property
    def is_rtl(self) -> bool:
        """Say whether it is written from right to left."""
        return self.code in _RTL


def parse(tag: object) -> Language | None:
    """Read a tag such as `pt-BR`, `zh_CN` or `zh-Hant`; None if it is none."""
    match = _TAG.match(str(tag).strip())
    if match is None:
        return None
    region = match["region"] or _REGION_OF_SCRIPT.get((match["script"] or "").lower())
    return Language(match["code"].lower(), region.upper() if region else None)


def runs_back(text: str) -> bool:
    """Say whether some of a text runs from right to left."""
    return any(unicodedata.bidirectional(character) in _RTL_CHARACTERS for character in text)


@cache
def _catalogue(language: Language) -> gettext.NullTranslations:
    folder = Path(sphinx.__file__).parent / "locale"
    region = language.region or ("CN" if language.code == "zh" else None)
    names = [f"{language.code}_{region}"] if region else []
    return gettext.translation("sphinx", folder, [*names, language.code], fallback=True)


def word(language: Language, message: str) -> str:
    """Give a word of Sphinx, as `Note`, in a language; English if there is no translation."""
    return _catalogue(language).gettext(message)
