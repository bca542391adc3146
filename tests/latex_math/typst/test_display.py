from __future__ import annotations

import pytest

from latex_math import MathError, convert, convert_display


def test_lines_know_their_numbers_labels_and_tags():
    display = convert_display(
        r"\begin{align} a &= b \label{eq:a} \\ c &= d \nonumber \\ e &= f \tag{2a} \\"
        r" g &= h \tag*{x} \\ \end{align}"
    )
    assert [line.numbered for line in display.lines] == [True, False, False, False]
    assert [line.label for line in display.lines] == ["eq:a", None, None, None]
    assert [line.shown_tag for line in display.lines] == [None, None, '\\("2a"\\)', '"x"']
    assert display.labels == ("eq:a",)
    assert display.aligned


@pytest.mark.parametrize(
    ("name", "numbers"),
    [
        ("align", [True, True]), ("align*", [False, False]), ("gather", [True, True]),
        ("multline", [True, False]), ("split", [False, False]), ("aligned", [False, False]),
        ("equation", [True, False]), ("eqnarray", [True, True]),
    ],
)  # fmt: skip
def test_which_lines_are_numbered(name, numbers):
    display = convert_display(rf"\begin{{{name}}} a \\ b \end{{{name}}}")
    assert [line.numbered for line in display.lines] == numbers


def test_a_plain_formula_is_one_line_without_a_number():
    (line,) = convert_display(r"x \label{eq:x}").lines
    assert (line.markup, line.label, line.numbered, line.tag) == ("x", "eq:x", False, None)


@pytest.mark.parametrize(
    "wrapped",
    [
        r"\begin{equation}\label{eq:y}\begin{split}a &= b\\&= c\end{split}\end{equation}",
        r"\begin{align}\label{eq:y}\!\begin{aligned}a &= b\\&= c\end{aligned}\end{align}",
    ],
)
def test_what_sphinx_wraps_around_a_formula_is_seen_through(wrapped):
    display = convert_display(wrapped)
    assert display.labels == ("eq:y",)
    assert [line.markup for line in display.lines] == ["a & =b", " & =c"]
    assert [line.numbered for line in display.lines] == [True, False]


def test_blank_lines_break_lines_as_in_sphinx():
    display = convert_display("\n a &= b\n \n\n c &= d \n\n")
    assert [line.markup for line in display.lines] == ["a & =b", "c & =d"]
    with pytest.raises(MathError) as caught:
        convert_display("a\n\n\\wrong")
    assert caught.value.position == 3


def test_blank_lines_inside_an_environment_mean_nothing():
    assert len(convert_display("\\begin{align} a\n\n + b \\end{align}").lines) == 1


def test_tags_stand_in_a_column_of_their_own():
    display = convert_display(r"\begin{align} a &= b \tag{1} \\ c &= d \end{align}")
    assert display.markup == "a & =b \\ c & =d"
    assert display.tagged() == 'a & =b & & wide\\("1"\\) \\ c & =d'
    assert display.tagged(('"(A)"', '"(B)"')) == 'a & =b & & wide"(A)" \\ c & =d & & wide"(B)"'


def test_marks_stand_where_tags_begin():
    display = convert_display(r"\begin{align} a &= b \\ c &= d \tag{1} \end{align}")
    assert display.marked() == "a & =b \\ c & =d & & #tag(1)"
    gathered = convert_display(r"\begin{gather} a \tag{1} \\ b \tag*{2} \end{gather}")
    assert gathered.marked() == "a#tag(0) \\ b#tag(1)"
    assert convert_display("a").marked() == "a"


def test_tags_of_one_line_follow_it():
    assert convert_display(r"x \tag{1}").tagged() == 'x wide\\("1"\\)'


def test_extra_distance_between_lines_is_kept():
    assert "#box(width: 0pt, height: 1.2em" in convert(r"a \\[1em] b", display=True)


def test_words_between_lines():
    display = convert_display(r"\begin{align} a &= b \\ \intertext{and} c &= d \end{align}")
    assert display.lines[1].markup == ' & "and"'
    assert not display.lines[1].numbered
