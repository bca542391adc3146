"""Whatever a formula is made of, it converts or is refused, and never leaves mathematics."""

from __future__ import annotations

import importlib.util
import json
import re
from pathlib import Path

import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st

from latex_math import MathError, convert
from latex_math.parse.environment import _ENVIRONMENTS
from latex_math.parse.formula import _COMMANDS
from latex_math.parse.fraction import INFIXES
from latex_math.parse.symbol import BY_CHARACTER, PLAIN, SYMBOLS
from latex_math.typst.markup import CLASSES, escaped, literal

_spec = importlib.util.spec_from_file_location(
    "formula", Path(__file__).parent.with_name("formula.py")
)
formula = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(formula)
_spec = importlib.util.spec_from_file_location(
    "hostile", Path(__file__).parent.with_name("hostile.py")
)
hostile = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(hostile)
FORMULAS, HOSTILE, RELAXED = hostile.FORMULAS, hostile.HOSTILE, hostile.RELAXED

# All that our markup may call or name in mathematics.
NAMES = {
    "frac",
    "binom",
    "sqrt",
    "root",
    "limits",
    "scripts",
    "class",
    "op",
    "lr",
    "mid",
    "mat",
    "display",
    "inline",
    "script",
    "sscript",
    "upright",
    "bold",
    "italic",
    "cal",
    "scr",
    "frak",
    "sans",
    "mono",
    "underbrace",
    "overbrace",
    "underbracket",
    "overbracket",
    "underparen",
    "overparen",
    "underline",
    "overline",
    "hat",
    "tilde",
    "macron",
    "breve",
    "dot",
    "dot.double",
    "dot.triple",
    "dot.quad",
    "acute",
    "grave",
    "caron",
    "circle",
    "arrow",
    "arrow.l",
    "arrow.l.r",
    "harpoon",
    "harpoon.lt",
    "accent",
    "attach",
    "stretch",
    "cancel",
    "text",
    "thin",
    "med",
    "thick",
    "quad",
    "wide",
    "size",
    "delim",
    "align",
    "inverted",
    "cross",
    "angle",
    "style",
    "fill",
    "tl",
    "bl",
    "tr",
    "br",
    "row-gap",
    "column-gap",
    "augment",
}
# What may follow a hash, after which Typst reads code.
CODE = re.compile(
    r"""h\(-?[\d.e-]+em\)|none|true|left|right|-?[\d.]+em|[\d.]+%|[\d.]+deg|¶|\(100%\ \+\ 0\.8em\)
    |rgb\(¶\)|\((¶|none),\ (¶|none)\)|\([^()#]*\([^()#]*\)[^()#]*stroke:\ 0\.04em\)
    |\((hline:\ \([\d,\ ]+\),\ )?(vline:\ \([\d,\ ]+\),\ )?stroke:\ 0\.04em\)
    |hide\(|box\(|scale\(x:\ -100%,\ reflow:\ true,""",
    re.VERBOSE,
)
ALLOWED_IN_CODE = {
    "box",
    "width",
    "height",
    "baseline",
    "inset",
    "left",
    "right",
    "center",
    "bottom",
    "stroke",
    "none",
    "fill",
    "rgb",
    "hide",
    "align",
    "rect",
    "black",
    "grid",
    "columns",
    "column-gutter",
    "hline",
    "vline",
    "grid.hline",
    "grid.vline",
    "x",
    "y",
    "pt",
    "em",
    "radius",
    "scale",
    "reflow",
}


def assert_inside_mathematics(markup):
    """Check that nothing but our own names, numbers and escaped characters is there."""
    bare = re.sub(r'"(?:[^"\\]|\\["\\])*"', "¶", markup)
    assert '"' not in bare
    bare = re.sub(r"\\[^\s0-9A-Za-z]", "¤", bare)
    assert not re.search(r"\\(?! |$)", bare), markup
    for found in re.finditer(r"#", bare):
        assert CODE.match(bare, found.end()), (markup, bare[found.start() :])
    for name in re.findall(r"[A-Za-z][A-Za-z.-]*[A-Za-z]", bare):
        assert name in NAMES | ALLOWED_IN_CODE | {"none", "true", "deg"}, markup
    # An equation may begin inside code only, as the argument of a function of ours.
    assert bare.count("$") % 2 == 0
    assert "//" not in bare
    assert "/*" not in bare


def converted(source, *, display):
    """Convert, or return nothing if the formula is refused in the way it should be."""
    try:
        return convert(source, display=display)
    except MathError as error:
        refused = error
    assert 0 <= refused.position <= len(source)
    assert refused.message
    return None


@pytest.mark.parametrize("shape", ["{}{{a}}{{b}}", "{}[d]{{a}}{{b}}{{c}}", "{}{{a}}_{{b}}^{{c}}"])
def test_every_command_stays_inside(shape):
    sources = [shape.format(command) for command in (*_COMMANDS, *INFIXES)]
    markups = [
        converted(source, display=display) for source in sources for display in (False, True)
    ]
    assert sum(markup is not None for markup in markups) > len(sources)
    for markup in filter(None, markups):
        assert_inside_mathematics(markup)


@pytest.mark.parametrize("inner", [r"a&b\\c", r"{c|c}a&b\\\hline c", r"{2}a&b\\c&"])
def test_every_environment_stays_inside(inner):
    for name in sorted(_ENVIRONMENTS):
        markup = converted(rf"\begin{{{name}}}{inner}\end{{{name}}}", display=True)
        assert_inside_mathematics(markup or "")


@settings(RELAXED, max_examples=settings.default.max_examples * 2)
@given(FORMULAS, st.booleans())
def test_formulas_convert_or_are_refused_and_stay_inside(source, display):
    markup = converted(source, display=display)
    if markup is not None:
        assert_inside_mathematics(markup)


@settings(RELAXED)
@given(st.text(max_size=60))
def test_any_text_converts_or_is_refused(source):
    markup = converted(source, display=False)
    if markup is not None:
        assert_inside_mathematics(markup)


@pytest.mark.slow
@settings(RELAXED, max_examples=10)
@given(sources=st.lists(st.tuples(FORMULAS, st.booleans()), min_size=20, max_size=40))
def test_what_converts_compiles(sources, tmp_path_factory):
    equations = [
        formula.equation(markup, display=display)
        for source, display in sources
        if (markup := converted(source, display=display)) is not None
    ]
    folder = tmp_path_factory.mktemp("root")
    assert formula.compiled(equations, folder).startswith(b"%PDF")


@pytest.mark.parametrize(
    "place", ["{}", r"\text{{{}}}", r"x_{{{}}}", r"\mathrm{{{}}}", r"\tag{{{}}}"]
)
def test_hostile_pieces_stay_inside_everywhere(place, tmp_path):
    markups = [converted(place.format(source), display=True) for source in HOSTILE]
    shown = [markup for markup in markups if markup is not None]
    for markup in shown:
        assert_inside_mathematics(markup)
    assert len(shown) > len(HOSTILE) / 2
    assert formula.compiled([formula.equation(markup, display=True) for markup in shown], tmp_path)


def test_the_check_itself_finds_escapes():
    for markup in ('#read("x")', "x#x", "pi", "a // b", 'a" b', "x $ y", "\\u{41}"):
        with pytest.raises(AssertionError):
            assert_inside_mathematics(markup)


# Typst calls these unary or able to be, which shows only where LaTeX would look odd as well.
UNARY = set("¬∀∁∃∄") | set("+±−∓") | set("|‖.:<>\\¨?⎪⏐")


@pytest.mark.slow
def test_symbols_space_themselves_as_in_latex(tmp_path):
    pairs = sorted({pair for table in (SYMBOLS, PLAIN, BY_CHARACTER) for pair in table.values()})
    pairs = [pair for pair in pairs if pair[1] in CLASSES and pair[0] not in UNARY]
    frames = ("x {} x", "= {} x", "x^2 {} = x", "x {} \\( x", "x {} + x")
    lines = []
    for char, kind in pairs:
        wanted = f'class("{CLASSES[kind]}", {escaped(char)})'
        widths = [
            f"calc.round(measure(${frame.format(shown)}$).width.pt(), digits: 2)"
            for frame in frames
            for shown in (literal(char, kind), wanted)
        ]
        lines.append(f"#context [#metadata(({', '.join(widths)})) <width>]")
    source = tmp_path / "widths.typ"
    source.write_text("\n".join(lines))
    found = json.loads(typst.query(str(source), "<width>", field="value"))
    wrong = [pair for pair, widths in zip(pairs, found, strict=True) if widths[::2] != widths[1::2]]
    assert not wrong
