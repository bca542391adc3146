"""A made-up volume with every kind of name, and papers in every state. Nobody here exists."""

from __future__ import annotations

import datetime as dt
import importlib.util
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import check_jsonschema
import jsonschema
import pytest
import yaml

from sphinx_proceedings.exports.address import Addresses
from sphinx_proceedings.exports.crossref import VERSION
from sphinx_proceedings.exports.item import Book, Item
from sphinx_proceedings.model import (
    Author,
    Catalogue,
    Correction,
    Edition,
    Event,
    Ledger,
    Links,
    Name,
    Organization,
    PageRange,
    Paper,
    Person,
    Place,
    Session,
    Track,
    Volume,
)

_JATS = "http://www.ncbi.nlm.nih.gov/JATS1"
_MATHML = "http://www.w3.org/Math/XMLSchema/mathml3/mathml3.xsd"

EDITION = "w-2031"
# The sample identifiers that ORCID and ROR publish.
ORCID = "0000-0002-1825-0097"
ROR = "05dxps055"

NAMES = {
    "particle": Name(given="Jan", particle="van der", family="Muster"),
    "particles-in-capitals": Name(given="Ana", particle="De La", family="Muestra"),
    "small-family": Name(given="Eva", family="Ejemplo y Muestra"),
    "suffix": Name(given="Bob", family="Sample", suffix="Jr."),
    "all-parts": Name(given="Carl", particle="von", family="Probe", suffix="III"),
    "mononym": Name(family="Exemplara"),
    "two-words": Name(family="Abu Mithal"),
    "chinese": Name(given="范", family="例", family_first=True),
    "hungarian": Name(given="Anna", family="Példa", family_first=True),
    "arabic": Name(given="مثال", family="نموذج"),
    "hebrew": Name(given="דוגמה", family="לוי"),
    "accents": Name(given="Zoë", family="Çığşñö-Łůž"),
    "whole": Name(full="Maria Beispiel Probe", sort="Beispiel Probe, Maria"),
    "unsorted": Name(full="Fay Specimen"),
    "and": Name(given="Ben", family="And"),
    "comma": Name(given="Cy, the elder", family="Made & Up"),
    "others": Name(family="others"),
}
ORGANIZATION = "Institute of Samples and Examples, Inc."


def people() -> dict[str, Person]:
    found = {key: Person(id=key, name=name) for key, name in NAMES.items()}
    found["organization"] = Person(
        id="organization", name=Name(full=ORGANIZATION), kind="organization"
    )
    for key in ("alex-one", "alex-two"):
        found[key] = Person(id=key, name=Name(given="Alex", family="Example"))
    found["ada"] = Person(
        id="ada",
        name=Name(given="Ada", family="Newname"),
        names=(Name(given="Ada", family="Oldname"),),
        orcid=ORCID,
        affiliations=(Organization(name="Example University", ror=ROR, place="Exampleville"),),
    )
    return found


UNIVERSITY = Organization(name="Example University", ror=ROR, place="Exampleville")
ACADEMY = Organization(name="Academy of <Samples> & Sons")


def paper(identifier: str, title: str, *authors: str | Author, **values: Any) -> Paper:
    return Paper(
        id=identifier,
        edition=EDITION,
        title=title,
        authors=tuple(a if isinstance(a, Author) else Author(person=a) for a in authors),
        path=f"{EDITION}/papers/{identifier}.md",
        **values,
    )


def papers() -> list[Paper]:
    oldname = Author(
        person="ada",
        name=Name(given="Ada", family="Oldname"),
        affiliations=(UNIVERSITY, ACADEMY),
        email="ada@example.org",
        corresponding=True,
        equal=True,
    )
    return [
        paper(
            "names", "Naming Things: <i>50%</i> of $x_1$ & {Braces}", oldname, *NAMES,
            "organization", "alex-one", "alex-two",
            subtitle="What is in a NAME?", short_title="Naming",
            abstract="We *name* things & count $n < 3$.\n\nTwice.",
            keywords=("names", "50% & more"), session="morning", awards=("Best Example",),
            doi="10.5555/w-2031.names", license="CC-BY-4.0", has_text=True,
            links=Links(preprint="https://example.org/abs/1", code="https://example.org/code"),
            corrections=(
                Correction(
                    kind="erratum", date=dt.date(2031, 9, 1), reason="A name was wrong.",
                    doi="10.5555/w-2031.names.e1",
                ),
            ),
        ),
        paper(
            "retracted", "A study that is not to be relied on", "ada", has_text=True,
            doi="10.5555/w-2031.retracted", language="pt-BR", date=dt.date(2031, 7, 2),
            corrections=(
                Correction(
                    kind="revision", date=dt.date(2031, 8, 1), reason="Table 1 was wrong."
                ),
                Correction(
                    kind="retraction", date=dt.date(2032, 2, 3), reason="The data were made up.",
                    url="https://example.org/notice",
                ),
            ),
        ),
        paper(
            "withdrawn", "A Text Taken Away", "particle", pdf="withdrawn.pdf",
            abstract="What nobody should read any more.",
            corrections=(
                Correction(kind="withdrawal", date=dt.date(2031, 8, 1), reason="By the authors."),
            ),
        ),
        paper("plain", "A Record Only", "mononym"),
        paper("talk", "Only Presented", "suffix", track="talks", doi="10.5555/w-2031.talk"),
    ]  # fmt: skip


def world() -> Catalogue:
    event = Event(
        id=EDITION,
        title="Third Workshop on Samples & Examples",
        short="W 2031",
        acronym="WSE 2031",
        series="Workshop on Samples",
        number=3,
        theme="Made up",
        start=dt.date(2031, 5, 31),
        end=dt.date(2031, 6, 1),
        place=Place(venue="Hall", city="Exampleville", country="Nowhere"),
        tracks=(Track(id="talks", title="Talks", archival=False),),
        sessions=(Session(id="morning", title="Morning"),),
    )
    volume = Volume(
        edition=EDITION,
        title="Samples and Examples",
        subtitle="Proceedings of a workshop that never was",
        series="Samples in Science",
        number="7",
        editors=("particle", "ada"),
        publisher=Organization(name="Example Press", place="Exampleville", ror=ROR),
        date=dt.date(2031, 6, 20),
        isbn="978-0-306-40615-7",
        issn="2049-3630",
        doi="10.5555/w-2031",
        license="CC-BY-4.0",
    )
    ledger = Ledger(
        edition=EDITION,
        papers={
            "names": PageRange(first=1, last=12),
            "retracted": PageRange(first=13, last=13),
            "talk": PageRange(first=15, last=16),
        },
    )
    edition = Edition(EDITION, event, volume, {p.id: p for p in papers()}, ledger=ledger)
    bare = Edition("bare", Event(id="bare", title="A Bare Event", start=dt.date(2030, 1, 2)))
    lone = Paper(
        id="lone", edition="bare", title="Alone?", authors=(Author(person="ada"),),
        path="bare/papers/lone.md",
    )  # fmt: skip
    bare = Edition("bare", bare.event, papers={"lone": lone})
    return Catalogue(people(), {EDITION: edition, "bare": bare})


ADDRESSES = Addresses("https://a.example/en/latest/")


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return world()


@pytest.fixture(scope="session")
def book(catalogue: Catalogue) -> Book:
    return Book(catalogue, catalogue.editions[EDITION], ADDRESSES)


@pytest.fixture(scope="session")
def bare(catalogue: Catalogue) -> Book:
    return Book(catalogue, catalogue.editions["bare"], ADDRESSES)


@pytest.fixture(scope="session")
def item(book: Book, bare: Book) -> Callable[[str], Item]:
    items = {one.paper.id: one for one in (*book.all_papers, *bare.all_papers)}
    return items.__getitem__


@pytest.fixture(scope="session")
def titled(book: Book) -> Callable[..., Item]:
    """Return a paper of which a text is what nobody has checked."""

    def make(title: str = "T", *, author: str | None = None, **values: Any) -> Item:
        catalogue = book.catalogue
        shown = book.edition.papers["plain"]
        if author is not None:
            name = Name.model_construct(
                **Name(family="x").model_dump() | {"family": author, "given": author}
            )
            shown = shown.model_copy(
                update={"authors": (Author.model_construct(
                    **dict(shown.authors[0]) | {"name": name}),)}
            )  # fmt: skip
        return Item(
            catalogue,
            book.edition,
            shown.model_copy(update={"title": title, **values}),
            ADDRESSES,
        )

    return make


@pytest.fixture(scope="session")
def schemas() -> Path:
    """Return the folder of the schemas that a package for converting metadata carries.

    It is never imported, and installed without what it depends on: ``nox -s tests`` does that.
    """
    found = importlib.util.find_spec("commonmeta")
    assert found, "the schemas are missing: pip install --no-deps --group schemas"
    assert found.submodule_search_locations
    return Path(found.submodule_search_locations[0]) / "resources"


@pytest.fixture(scope="session")
def schema(schemas: Path) -> Callable[[str], Any]:
    return lambda name: json.loads((schemas / name).read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def json_errors(schema: Callable[[str], Any]) -> Callable[[str, Any], list[str]]:
    """Return what is wrong with data by a schema of JSON, formats included."""

    def check(name: str, data: Any) -> list[str]:
        rules = schema(name)
        kind = jsonschema.validators.validator_for(rules)
        found = kind(rules, format_checker=kind.FORMAT_CHECKER).iter_errors(data)
        return [error.message for error in found]

    return check


@pytest.fixture(scope="session")
def cff_errors() -> Callable[[str], list[str]]:
    """Return what is wrong with a CITATION.cff by its schema."""
    folder = Path(check_jsonschema.__file__).parent / "builtin_schemas" / "vendor"
    rules = json.loads((folder / "citation-file-format.json").read_text("utf-8"))
    checker = jsonschema.validators.validator_for(rules)(rules)
    return lambda text: [one.message for one in checker.iter_errors(yaml.safe_load(text))]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what reads a large schema as slow: Crossref's takes as long as hundreds of tests."""
    for item in items:
        if {"crossref_errors", "jats_errors"} & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session")
def crossref_errors(schemas: Path) -> Callable[[str], list[str]]:
    """Return what is wrong with a deposit by its schema; nothing is downloaded."""
    import xmlschema  # noqa: PLC0415 - most runs do not read its schemas, and it is slow to load

    folder = schemas / "crossref"
    local = (folder / "standard-modules" / "mathml3" / "mathml3.xsd").as_uri()
    rules = xmlschema.XMLSchema11(
        str(folder / f"crossref{VERSION}.xsd"), allow="local", uri_mapper={_MATHML: local}
    )
    return lambda text: [f"{error.path}: {error.reason}" for error in rules.iter_errors(text)]


@pytest.fixture(scope="session")
def jats_errors(schemas: Path) -> Callable[[str], list[str]]:
    """Return what is wrong with an article by the schema of JATS that Crossref carries.

    It is that of Journal Publishing 1.3, of which Archiving 1.4 allows all and more. It has a
    namespace of its own, calls itself by its version, and asks for an ISSN where we have none.
    """
    import xmlschema  # noqa: PLC0415 - as above

    rules = xmlschema.XMLSchema10(
        str(schemas / "crossref" / "JATS-journalpublishing1-3d2-mathml3.xsd"), allow="local"
    )

    def check(text: str) -> list[str]:
        root = ET.fromstring(text)
        assert root.get("dtd-version") == "1.4"
        root.set("dtd-version", "1.3d2")
        journal = root.find("front/journal-meta")
        assert journal is not None
        if journal.find("issn") is None:
            later = [index for index, one in enumerate(journal) if one.tag in {"isbn", "publisher"}]
            journal.insert(min(later, default=len(journal)), ET.Element("issn"))
        for one in root.iter():
            if not one.tag.startswith("{"):
                one.tag = f"{{{_JATS}}}{one.tag}"
        return [str(error.reason) for error in rules.iter_errors(root)]

    return check
