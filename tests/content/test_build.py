"""Parts of loading that a case cannot tell apart."""

from __future__ import annotations

import contextlib
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_proceedings.content import scalar
from sphinx_proceedings.content.build import Builder
from sphinx_proceedings.content.node import Mapping, Scalar, parse
from sphinx_proceedings.content.position import Positions
from sphinx_proceedings.content.report import Report, quote
from sphinx_proceedings.diagnostics import Location
from sphinx_proceedings.model import Event, Paper

GIVEN = {"id": "one", "edition": "a-2026", "path": "a-2026/papers/one.md"}


def build(model, text: str, given=None):
    report, positions = Report(), Positions()
    node = parse(text, "x.yml", report)
    assert node is not None
    record = Builder("x.yml", report, positions).record(model, node, given)
    return record, [str(d) for d in report.diagnostics()], positions


def test_what_was_typed_is_what_is_kept() -> None:
    event, found, _ = build(
        Event,
        "title: 2026\nshort: no\ntheme: 1_000\nseries: 12:30:45\nstart: 2026-12-12\n"
        'place: {country: NO, city: 007, venue: Yes}\ncontact: "a@example.org"\n',
        {"id": "a"},
    )
    assert found == []
    assert (event.title, event.short, event.theme, event.series) == (
        "2026", "no", "1_000", "12:30:45",
    )  # fmt: skip
    assert str(event.place) == "Yes, 007, NO"


def test_times_keep_their_offsets() -> None:
    event, found, _ = build(
        Event,
        "title: T\nstart: 2026-12-12\nsessions:\n"
        "- {id: a, title: A, start: 2026-12-12 09:00, end: '2026-12-12T10:00:30'}\n"
        "- {id: b, title: B, start: 2026-12-12T09:00Z, end: 2026-12-12 10:00 -05:30}\n"
        "deadlines: [{title: D, date: 2026-11-01, time: 08:05}]\n",
        {"id": "a"},
    )
    assert found == []
    first, second = event.sessions
    assert first.start == dt.datetime(2026, 12, 12, 9)  # noqa: DTZ001  # as written
    assert first.end == dt.datetime(2026, 12, 12, 10, 0, 30)  # noqa: DTZ001
    assert second.start == dt.datetime(2026, 12, 12, 9, tzinfo=dt.UTC)
    assert second.end.utcoffset() == -dt.timedelta(hours=5, minutes=30)
    assert event.deadlines[0].time == dt.time(8, 5)


def test_a_bad_value_leaves_the_rest() -> None:
    paper, found, _ = build(
        Paper,
        "title: One\nauthors: [ada, {person: bob, email: x}, {person: }]\n"
        "keywords: [a, {b: c}]\ndoi: x\nlinks: {code: ftp://x, pdf: https://example.org/a.pdf}\n",
        GIVEN,
    )
    assert [author.person for author in paper.authors] == ["ada", "bob"]
    assert paper.authors[1].email is None
    assert paper.keywords == ("a",)
    assert paper.links.given() == [("pdf", "https://example.org/a.pdf")]
    assert len(found) == 5


def test_positions_of_good_values() -> None:
    paper, _, positions = build(
        Paper,
        "title: One\nauthors:\n- ada\n- person: bob\n  email: a@example.org\n"
        "keywords: [a, [], b]\n",
        GIVEN,
    )
    assert str(positions.of(paper)) == "x.yml:1:1"
    assert str(positions.of(paper, "title")) == "x.yml:1:8"
    assert str(positions.of(paper, "doi")) == "x.yml:1:1"
    assert str(positions.of(paper.authors[0], "person")) == "x.yml:3:3"
    assert str(positions.of(paper.authors[1], "email")) == "x.yml:5:10"
    # The empty list is dropped; the place of the item after it is still its own.
    assert paper.keywords == ("a", "b")
    assert str(positions.of(paper, "keywords", 1)) == "x.yml:6:19"
    copy = paper.model_copy(update={"title": "Two"})
    assert positions.of(copy, "title") == copy.source == Location("")


@given(st.datetimes(min_value=dt.datetime(1900, 1, 1), max_value=dt.datetime(2199, 1, 1)))  # noqa: DTZ001
def test_dates_and_times_read_back(moment: dt.datetime) -> None:
    moment = moment.replace(microsecond=0)
    place = Location("x")
    assert scalar.moment(Scalar(place, moment.isoformat())) == moment
    assert scalar.moment(Scalar(place, moment.isoformat(" "))) == moment
    assert scalar.date(Scalar(place, moment.date().isoformat())) == moment.date()
    assert scalar.time(Scalar(place, moment.time().isoformat())) == moment.time()


@given(st.text(max_size=30))
def test_scalars_raise_nothing_else(text: str) -> None:
    node = Scalar(Location("x"), text)
    for read in (
        scalar.boolean, scalar.integer, scalar.number, scalar.date, scalar.time, scalar.moment,
    ):  # fmt: skip
        with contextlib.suppress(scalar.MeaningError):
            read(node)


@pytest.mark.parametrize("text", ["٢٠٢٦-١٢-١٢", "2026-1-2", "2026-12-12 ", "20261212", "1e3-01-01"])
def test_dates_have_one_form(text: str) -> None:
    with pytest.raises(scalar.MeaningError):
        scalar.date(Scalar(Location("x"), text))


def test_parse_keeps_places_in_the_file() -> None:
    report = Report()
    node = parse("a: 1\nb: [c]\n", "x.md", report, first_line=10)
    assert isinstance(node, Mapping)
    assert [str(value.location) for _, value in node.pairs] == ["x.md:10:4", "x.md:11:4"]
    assert parse("a: [\n\n", "x.md", report, first_line=10) is not None
    (finding,) = report.diagnostics()
    assert finding.location.line >= 10
    assert finding.hint == "see the bracket that opens in line 10"


def test_quote_cuts_and_joins_lines() -> None:
    assert quote("a\n  b") == '"a b"'
    assert quote("x" * 100) == f'"{"x" * 59}…"'
