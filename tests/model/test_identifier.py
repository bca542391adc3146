"""Identifiers that others issue; the good ones are the examples of their issuers or made up."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from sphinx_proceedings.diagnostics import Code
from sphinx_proceedings.model import identifier
from sphinx_proceedings.model.base import Line, Slug

TYPES = {
    name: getattr(identifier, name)
    for name in ("Orcid", "Ror", "Doi", "Isbn", "Issn", "WebUrl", "Email", "Timezone", "Language")
}


def check(annotation: Any, value: str) -> str:
    return TypeAdapter(annotation).validate_python(value)


@pytest.mark.parametrize(
    ("kind", "value", "kept"),
    [
        ("Orcid", "0000-0002-1825-0097", "0000-0002-1825-0097"),
        ("Orcid", "https://orcid.org/0000-0002-1694-233x", "0000-0002-1694-233X"),
        ("Ror", "05dxps055", "05dxps055"),
        ("Ror", "https://ror.org/05DXPS055", "05dxps055"),
        ("Doi", "10.5555/12345678", "10.5555/12345678"),
        ("Doi", "https://doi.org/10.5555/a(b)c;d", "10.5555/a(b)c;d"),
        ("Doi", "doi: 10.5555/x", "10.5555/x"),
        ("Isbn", "978-0-306-40615-7", "978-0-306-40615-7"),
        ("Isbn", "0-306-40615-2", "0-306-40615-2"),
        ("Isbn", "0 8044 2957 X", "0 8044 2957 X"),
        ("Issn", "2434-561x", "2434-561X"),
        ("WebUrl", "https://example.org/a%20b?c=d#e", "https://example.org/a%20b?c=d#e"),
        ("Email", "a.b+c@example.org", "a.b+c@example.org"),
        ("Timezone", "AoE", "AoE"),
        ("Timezone", "America/Argentina/Buenos_Aires", "America/Argentina/Buenos_Aires"),
        ("Language", "zh-Hans-CN", "zh-Hans-CN"),
    ],
)
def test_accepted(kind: str, value: str, kept: str) -> None:
    assert check(TYPES[kind], value) == kept
    assert check(TYPES[kind], kept) == kept


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("Orcid", "0000-0002-1825-0098"), ("Orcid", "0000000218250097"), ("Orcid", "x"),
        ("Orcid", "0000-0002-1825-009٧"), ("Ror", "05dxps056"), ("Ror", "15dxps055"),
        ("Doi", "11.5555/x"), ("Doi", "10.5555/"), ("Doi", "10.5555/<x>"), ("Doi", "10.5555"),
        ("Isbn", "978-0-306-40615-8"), ("Isbn", "0-306-40615-3"), ("Isbn", "x"),
        ("Isbn", "97٨-0-306-40615-7"), ("Issn", "2434-5610"), ("Issn", "2434561X"),
        ("WebUrl", "javascript:alert(1)"), ("WebUrl", "https://"), ("WebUrl", "http://[x"),
        ("WebUrl", 'https://example.org/"x'), ("WebUrl", "//example.org"),
        ("Email", "a@b"), ("Email", "a b@example.org"), ("Email", "a@example.org?cc=x"),
        ("Timezone", "../../etc/passwd"), ("Timezone", "Paris"), ("Timezone", "Europe"),
        ("Language", "english"), ("Language", "EN"), ("Language", "en_GB"),
    ],
)  # fmt: skip
def test_refused_with_its_code(kind: str, value: str) -> None:
    with pytest.raises(ValidationError) as caught:
        check(TYPES[kind], value)
    (error,) = caught.value.errors()
    codes = {"WebUrl": Code.INVALID_URL}
    assert error["type"] == codes.get(kind, f"invalid-{kind.lower()}")
    assert '"' in error["msg"]


@given(st.sampled_from(sorted(TYPES)), st.text(max_size=40))
def test_any_text_is_accepted_once_and_for_all_or_refused(kind: str, text: str) -> None:
    try:
        kept = check(TYPES[kind], text)
    except ValidationError:
        return
    assert check(TYPES[kind], kept) == kept


@given(st.integers(0, 10**15 - 1))
def test_one_check_digit_fits_an_orcid(number: int) -> None:
    digits = f"{number:015d}"
    good = []
    for last in "0123456789X":
        text = digits + last
        try:
            good.append(check(identifier.Orcid, "-".join(text[i : i + 4] for i in range(0, 16, 4))))
        except ValidationError:
            continue
    assert len(good) == 1


@given(st.text("ab-1Z_ ", min_size=1, max_size=10))
def test_slugs(text: str) -> None:
    parts = text.split("-")
    good = all(part and set(part) <= set("ab1") for part in parts)
    try:
        check(Slug, text)
    except ValidationError:
        assert not good
    else:
        assert good


def test_a_slug_does_not_end_with_a_line_break() -> None:
    with pytest.raises(ValidationError):
        check(Slug, "ada\n")


def test_lines_are_one_line_of_composed_characters() -> None:
    assert check(Line, "a \n\t b") == "a b"
    assert check(Line, "e\u0301") == "é"
