"""BibTeX, read back by another parser to the same data."""

from __future__ import annotations

import re
from typing import Any

import bibtexparser
import pytest
from bibtexparser import middlewares
from hypothesis import example, given
from hypothesis import strategies as st
from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db

from sphinx_proceedings.exports import bibtex
from sphinx_proceedings.exports.item import Item

_KNOWN = get_default_latex_context_db()
# Commands of the LaTeX kernel that the table of the parser lacks.
_KERNEL = {"textbraceleft": "{", "textbraceright": "}", "textless": "<", "textgreater": ">"}
_KERNEL |= {"textbar": "|", "textasciicircum": "^"}
_KNOWN.add_context_category(
    "kernel",
    prepend=True,
    macros=[MacroTextSpec(name, simplify_repl=text) for name, text in _KERNEL.items()],
)
_DECODER = LatexNodes2Text(latex_context=_KNOWN, math_mode="verbatim", strict_latex_spaces=True)
_VERBATIM = {"url", "doi"}

TEXTS = (
    st.text(
        st.sampled_from("\\{}$%&#_~^\"'`-,<>|=@?! aAbB")
        | st.characters(exclude_categories=("C", "Zl", "Zp")),
        max_size=40,
    )
    .map(lambda text: " ".join(text.split()))
    .filter(bool)
)


def decoded(text: str) -> str:
    return str(_DECODER.latex_to_text(text))


def entries(text: str) -> dict[str, dict[str, Any]]:
    library = bibtexparser.parse_string(
        text,
        append_middleware=[middlewares.SeparateCoAuthors(), middlewares.SplitNameParts()],
    )
    assert library.failed_blocks == []
    return {
        entry.key: {"": entry.entry_type} | {field.key: field.value for field in entry.fields}
        for entry in library.entries
    }


def parts(name: middlewares.NameParts) -> tuple[str, str, str, str]:
    """Return particle, family, suffix and given names."""
    return tuple(  # type: ignore[return-value]
        decoded(" ".join(part)) for part in (name.von, name.last, name.jr, name.first)
    )


def expected(item: Item) -> list[tuple[str, str, str, str]]:
    found = []
    for person in item.authors:
        name = person.parts
        particle = name.particle or ""
        family = name.family
        if particle[:1].isupper():  # BibTeX knows particles by their small letters
            particle, family = "", f"{particle} {family}"
        if not name.given:
            particle, family = "", " ".join(filter(None, (name.filed, name.suffix)))
            found.append((particle, family, "", ""))
            continue
        found.append((particle, family, name.suffix or "", name.given))
    return found


def test_a_paper(item) -> None:
    (entry,) = entries(bibtex.paper(item("names"))).values()
    one = item("names")
    assert entry[""] == "inproceedings"
    assert decoded(entry["title"]) == one.title
    assert decoded(entry["booktitle"]) == one.container
    assert [parts(name) for name in entry["author"]] == expected(one)
    assert entry["pages"] == "1--12"
    assert (entry["year"], entry["month"]) == ("2031", "jun")
    assert (entry["series"], entry["volume"]) == ("Samples in {Science}", "7")
    assert (entry["publisher"], entry["address"]) == ("Example Press", "Exampleville")
    assert entry["isbn"] == "978-0-306-40615-7"
    assert entry["doi"] == "10.5555/w-2031.names"
    assert entry["url"] == one.url
    assert entry["note"] == "Erratum 2031-09-01: A name was wrong."
    assert decoded(entry["venue"]) == "Hall, Exampleville, Nowhere"
    assert entry["eventdate"] == "2031-05-31/2031-06-01"


def test_names_of_every_kind(item) -> None:
    (entry,) = entries(bibtex.paper(item("names"))).values()
    names = [parts(name) for name in entry["author"]]
    assert ("van der", "Muster", "", "Jan") in names
    assert ("", "Ejemplo y Muestra", "", "Eva") in names
    assert ("von", "Probe", "III", "Carl") in names
    assert ("", "Exemplara", "", "") in names
    assert ("", "Abu Mithal", "", "") in names
    assert ("", "例", "", "范") in names
    assert ("", "نموذج", "", "مثال") in names
    assert ("", "And", "", "Ben") in names
    assert ("", "Institute of Samples and Examples, Inc.", "", "") in names
    assert ("", "others", "", "") in names
    assert names.count(("", "Example", "", "Alex")) == 2
    assert len(names) == len(item("names").authors)


def test_fields_without_content_are_left_out(item, bare) -> None:
    (entry,) = entries(bibtex.paper(item("plain"))).values()
    assert {"pages", "doi", "note", "language"}.isdisjoint(entry)
    (entry,) = entries(bibtex.paper(item("lone"))).values()
    assert entry[""] == "misc"
    assert entry["howpublished"] == "Presented at A Bare Event"
    assert {"booktitle", "publisher", "venue", "series"}.isdisjoint(entry)
    assert "= {}" not in bibtex.whole(bare)


def test_states(item) -> None:
    (retracted,) = entries(bibtex.paper(item("retracted"))).values()
    assert retracted["pages"] == "13"
    assert retracted["language"] == "pt-BR"
    assert retracted["month"] == "jul"
    assert "Retracted 2032-02-03: The data were made up." in retracted["note"]
    (talk,) = entries(bibtex.paper(item("talk"))).values()
    assert talk[""] == "misc"
    assert "pages" not in talk


def test_a_volume(book) -> None:
    found = entries(bibtex.whole(book))
    assert list(found) == ["w-2031", *(item.key for item in book.all_papers)]
    volume = found["w-2031"]
    assert volume[""] == "proceedings"
    assert [parts(name) for name in volume["editor"]] == [
        ("van der", "Muster", "", "Jan"), ("", "Newname", "", "Ada"),
    ]  # fmt: skip
    assert decoded(volume["title"]) == book.title


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Plain words", "Plain words"),
        ("iPods in Paris", "{iPods} in {Paris}"),
        ("ALL Together", "{ALL} {Together}"),
        ("«École» d'été", "«{École}» d'été"),
        ("(Un)done: C++", "({Un)done}: {C}++"),
        ("A&B_C", r"{A\&B\_C}"),
        ("例え X", "例え {X}"),
    ],
)
def test_capitals(text: str, written: str) -> None:
    assert bibtex.title(text) == written


@given(TEXTS)
@example("a -- b ''c'' ``d`` ?` !`")
@example("{unbalanced \\")
def test_titles_read_back(titled, title: str) -> None:
    (entry,) = entries(bibtex.paper(titled(title))).values()
    assert decoded(entry["title"]) == title


@given(TEXTS)
@example("a and b")
@example("AND")
@example("{")
def test_names_read_back(titled, name: str) -> None:
    item = titled(author=name)
    (entry,) = entries(bibtex.paper(item)).values()
    assert len(entry["author"]) == 1
    assert parts(entry["author"][0]) == ("", name, "", name)


@given(TEXTS)
def test_braces_are_balanced_everywhere(titled, text: str) -> None:
    written = bibtex.paper(titled(text, author=text, doi=f"10.5555/{text.replace(' ', '')}"))
    depth = 0
    for brace in re.findall("[{}]", written):  # BibTeX counts them even after a backslash
        depth += 1 if brace == "{" else -1
        assert depth >= 0
    assert depth == 0


def test_keys_are_of_identifiers_alone(item, titled) -> None:
    assert item("names").key == "w-2031.names"
    assert titled("Another", author="Somebody").key == titled("One").key
