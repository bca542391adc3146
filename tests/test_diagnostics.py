from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_proceedings.diagnostics import (
    Code,
    Diagnostic,
    Location,
    Severity,
    in_order,
    printable,
)

HERE = Location("proceedings/a-2026/event.yml", 7, 12)


def test_a_finding_as_printed() -> None:
    finding = Diagnostic(Code.UNKNOWN_PERSON, 'no person "ada-l"', HERE, 'did you mean "ada"?')
    assert str(finding) == (
        'proceedings/a-2026/event.yml:7:12: error[unknown-person]: no person "ada-l"\n'
        '  help: did you mean "ada"?'
    )
    assert finding.headline() == 'error[unknown-person]: no person "ada-l"'


def test_a_finding_without_help() -> None:
    finding = Diagnostic(Code.TOO_LARGE, "x", HERE, severity=Severity.WARNING)
    assert str(finding) == "proceedings/a-2026/event.yml:7:12: warning[too-large]: x"


@pytest.mark.parametrize(
    ("location", "text"),
    [(Location("a"), "a"), (Location("a", 3), "a:3"), (Location("a", 3, 1), "a:3:1")],
)
def test_a_place(location: Location, text: str) -> None:
    assert str(location) == text


@pytest.mark.parametrize(
    ("severity", "level"),
    [(Severity.ERROR, "error"), (Severity.WARNING, "warning"), (Severity.INFO, "notice")],
)
def test_an_annotation(severity: Severity, level: str) -> None:
    finding = Diagnostic(Code.MISSING_KEY, "100% of a,b:c\nd", HERE, "x", severity)
    assert finding.github() == (
        f"::{level} file=proceedings/a-2026/event.yml,line=7,col=12,title=missing-key"
        "::100%25 of a,b:c%0Ad (x)"
    )


def test_an_annotation_of_a_whole_file_with_a_strange_name() -> None:
    finding = Diagnostic(Code.MISSING_FILE, "m", Location("a,b:c%\n::error::.md"))
    assert finding.github() == (
        "::error file=a%2Cb%3Ac%25%0A%3A%3Aerror%3A%3A.md,title=missing-file::m"
    )


def test_order_is_that_of_the_source_and_nothing_is_said_twice() -> None:
    one = Diagnostic(Code.WRONG_TYPE, "b", Location("a", 2, 1))
    two = Diagnostic(Code.EMPTY_VALUE, "a", Location("a", 10, 1))
    three = Diagnostic(Code.EMPTY_VALUE, "a", Location("a", 2, 1))
    assert in_order([two, one, three, one]) == [three, one, two]


def test_codes() -> None:
    for code in Code:
        assert code.explanation.endswith(".")
        assert code == code.value == str(code)
        assert code.name.lower().replace("_", "-") == code.value
        assert pickle.loads(pickle.dumps(code)) is code  # noqa: S301  # our own bytes


def test_what_a_terminal_obeys_is_shown_and_not_sent() -> None:
    assert printable("a\x1b[31m\r\n\t\x9b\u202e\u2028\ud800é例\N{NO-BREAK SPACE}x") == (
        "a\\x1b[31m\\r\\n\\t\\x9b\\u202e\\u2028\\ud800é例\N{NO-BREAK SPACE}x"
    )
    assert printable("می\u200cخواهم") == "می\u200cخواهم"


@given(st.text())
def test_a_finding_has_as_many_lines_as_it_should(text: str) -> None:
    finding = Diagnostic(Code.UNKNOWN_KEY, text, Location(text, 1, 1), text)
    assert len(str(finding).splitlines()) == (2 if text else 1)
    assert len(finding.github().splitlines()) == 1
