"""The options, and the page that is made from them."""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinx_proceedings.sphinx.config import Settings, default_of, reference

PAGE = Path(__file__).parents[2] / "docs" / "guide" / "configuration.md"
FIELDS = Settings.__dataclass_fields__


def test_the_page_of_the_options_is_made_from_them():
    """To renew it, replace what follows its first heading of an option by `reference()`."""
    assert PAGE.read_text(encoding="utf-8").endswith(reference())


@pytest.mark.parametrize("name", FIELDS)
def test_every_default_passes_its_own_check(name):
    field = FIELDS[name]
    assert field.metadata["check"](default_of(field)) is None
    assert field.metadata["help"].endswith(".")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("folder", ""),
        ("folder", "/abs"),
        ("folder", "a/../.."),
        ("folder", "a\\b"),
        ("folder", 3),
        ("pdf_folder", "../x"),
        ("pdf_folder", None),
        ("edition", "Has Blanks"),
        ("edition", 2031),
        ("directives", "autodoc"),
        ("directives", [1]),
        ("people_folder", "../people"),
        ("people_folder", ""),
        ("keyword_folder", 7),
        ("session_folder", "/sessions"),
        ("redirects", ["old"]),
        ("redirects", {"../old": "new"}),
        ("redirects", {"old": "https://elsewhere.example.org/"}),
        ("redirects", {"old/.htaccess": "new"}),
    ],
)
def test_a_wrong_value_is_refused_with_what_is_needed(name, value):
    assert FIELDS[name].metadata["check"](value).startswith("must be")
