"""Identifiers that others issue, checked as far as their own rules allow.

Each type takes the forms in which people copy the identifier and keeps one: a bare ORCID iD or
DOI, ROR as its bare identifier, ISBN as printed. Sources: ORCID "Structure of the identifier"
(ISO 7064 MOD 11-2), ROR "Identifier pattern" (ISO 7064 MOD 97-10), DOI Handbook 2.2, ISO 2108,
ISO 3297.
"""

from __future__ import annotations

import re
import zoneinfo
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field

from sphinx_proceedings.diagnostics import Code
from sphinx_proceedings.model.base import Line, fail

ANYWHERE_ON_EARTH = "AoE"
"""The time zone of deadlines: a day is over when it is over everywhere (UTC-12)."""


def _orcid(value: str) -> str:
    bare = re.sub(r"^(https?://)?(www\.)?orcid\.org/", "", value).upper()
    if not re.fullmatch(r"(\d{4}-){3}\d{3}[\dX]", bare):
        raise fail(Code.INVALID_ORCID, f'"{value}" is not of the form 0000-0000-0000-0000')
    total = 0
    for digit in bare.replace("-", "")[:-1]:
        total = (total + int(digit)) * 2
    check = "0123456789X"[(12 - total % 11) % 11]
    if bare[-1] != check:
        raise fail(Code.INVALID_ORCID, f'the check digit of "{value}" is wrong')
    return bare


def _ror(value: str) -> str:
    bare = re.sub(r"^(https?://)?(www\.)?ror\.org/", "", value).lower()
    if not re.fullmatch(r"0[a-hj-km-np-tv-z0-9]{6}\d{2}", bare):
        raise fail(Code.INVALID_ROR, f'"{value}" is not of the form 0abcdef12')
    number = 0
    for character in bare[:-2]:
        number = number * 32 + "0123456789abcdefghjkmnpqrstvwxyz".index(character)
    if 98 - number * 100 % 97 != int(bare[-2:]):
        raise fail(Code.INVALID_ROR, f'the checksum of "{value}" is wrong')
    return bare


def _doi(value: str) -> str:
    bare = re.sub(r"^(https?://(dx\.)?doi\.org/|doi:\s*)", "", value, flags=re.IGNORECASE)
    if not re.fullmatch(r"10\.\d{4,9}(\.\d+)*/[^\s<>\"'\\]+", bare):
        raise fail(Code.INVALID_DOI, f'"{value}" is not of the form 10.1234/suffix')
    return bare


def _isbn(value: str) -> str:
    digits = re.sub(r"[\s-]", "", value).upper()
    if re.fullmatch(r"97[89]\d{10}", digits):
        good = sum(int(d) * (3 if i % 2 else 1) for i, d in enumerate(digits)) % 10 == 0
    elif re.fullmatch(r"\d{9}[\dX]", digits):
        values = [10 if d == "X" else int(d) for d in digits]
        good = sum((10 - i) * v for i, v in enumerate(values)) % 11 == 0
    else:
        raise fail(Code.INVALID_ISBN, f'"{value}" does not have the 13 (or 10) digits of an ISBN')
    if not good:
        raise fail(Code.INVALID_ISBN, f'the check digit of "{value}" is wrong')
    return value


def _issn(value: str) -> str:
    bare = value.upper()
    if not re.fullmatch(r"\d{4}-\d{3}[\dX]", bare):
        raise fail(Code.INVALID_ISSN, f'"{value}" is not of the form 0000-0000')
    values = [10 if d == "X" else int(d) for d in bare.replace("-", "")]
    if sum((8 - i) * v for i, v in enumerate(values)) % 11:
        raise fail(Code.INVALID_ISSN, f'the check digit of "{value}" is wrong')
    return bare


def _web_url(value: str) -> str:
    try:
        parts = urlsplit(value)
        good = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        good = False
    if not good or re.search(r"[\s<>\"\\^`{|}]", value):
        raise fail(Code.INVALID_URL, f'"{value}" is not an http or https address')
    return value


def _email(value: str) -> str:
    if not re.fullmatch(r"[^\s@<>\"'\\,;:]+@[^\s@<>\"'\\,;:/?#]+\.[^\s@<>\"'\\,;:/?#.]+", value):
        raise fail(Code.INVALID_EMAIL, f'"{value}" is not an e-mail address')
    return value


def _timezone(value: str) -> str:
    if value == ANYWHERE_ON_EARTH:
        return value
    try:
        zoneinfo.ZoneInfo(value)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        raise fail(Code.INVALID_TIMEZONE, f'no time zone "{value}"') from None
    return value


def _language(value: str) -> str:
    if not re.fullmatch(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?", value):
        raise fail(Code.INVALID_LANGUAGE, f'"{value}" is not a language tag such as en or pt-BR')
    return value


# What an editor can check goes into the JSON Schema; the rest is checked on loading.
Orcid = Annotated[
    Line,
    AfterValidator(_orcid),
    Field(
        description="ORCID iD",
        json_schema_extra={"pattern": r"^(https?://orcid\.org/)?(\d{4}-){3}\d{3}[\dXx]$"},
    ),
]
Ror = Annotated[Line, AfterValidator(_ror), Field(description="ROR identifier")]
Doi = Annotated[Line, AfterValidator(_doi), Field(description="DOI, without https://doi.org/")]
Isbn = Annotated[Line, AfterValidator(_isbn), Field(description="ISBN-13 or ISBN-10")]
Issn = Annotated[Line, AfterValidator(_issn), Field(description="ISSN")]
WebUrl = Annotated[
    Line,
    AfterValidator(_web_url),
    Field(
        description="http(s) address",
        json_schema_extra={"format": "uri", "pattern": "^https?://"},
    ),
]
Email = Annotated[
    Line,
    AfterValidator(_email),
    Field(description="e-mail address", json_schema_extra={"format": "email"}),
]
Timezone = Annotated[
    Line, AfterValidator(_timezone), Field(description="IANA time zone, or AoE (UTC-12)")
]
Language = Annotated[Line, AfterValidator(_language), Field(description="BCP 47 language tag")]
