from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest

from latex_math import MATHML_CSS, Macros, MathError, formula_mathml, mathml, parse
from latex_math import tree as trees
from latex_math.mathml.display import _WRITERS
from latex_math.tree import Node, Sequence, Symbol

_spec = importlib.util.spec_from_file_location(
    "formula", Path(__file__).parent.with_name("formula.py")
)
formula = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(formula)

pytestmark = pytest.mark.slow

GROUPS = formula.groups()


def inside(source, *, display=True):
    """Return what is between the tags of a formula."""
    markup = formula_mathml(parse(source, display=display), display=display)
    return re.fullmatch(r"<math[^>]*>(.*)</math>", markup)[1]


@pytest.mark.parametrize("group", GROUPS)
def test_mathml_is_as_recorded(group, file_regression):
    display = not group.endswith("-inline")
    lines = [
        f"{source}\n    {formula_mathml(parse(source, display=display), display=display)}\n"
        for source in GROUPS[group]
    ]
    file_regression.check("".join(lines), extension=".txt", encoding="utf-8")


def test_every_kind_of_node_is_written():
    kinds = {getattr(trees, name) for name in trees.__all__}
    nodes = {kind for kind in kinds if isinstance(kind, type) and issubclass(kind, Node)}
    assert len(nodes) > 30
    assert nodes - {Node, Symbol} <= _WRITERS.keys()


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        # Signs and operators.
        ("a-b", "<mi>a</mi><mo>−</mo><mi>b</mi>"),
        ("-b", "<mo>−</mo><mi>b</mi>"),
        ("a=-b", '<mi>a</mi><mo>=</mo><mo lspace="0em" rspace="0em">−</mo><mi>b</mi>'),
        ("{=}", '<mo lspace="0em" rspace="0em">=</mo>'),
        ("a,b", "<mi>a</mi><mo>,</mo><mi>b</mi>"),
        (r"a\mathrel{+}b", '<mi>a</mi><mo lspace="0.2778em" rspace="0.2778em">+</mo><mi>b</mi>'),
        (
            r"a\mathrel{R}b",
            '<mi>a</mi><mspace width="0.2778em"/><mi>R</mi><mspace width="0.2778em"/><mi>b</mi>',
        ),
        (
            r"a\stackrel{!}{=}b",
            "<mi>a</mi><mover><mo>=</mo><mo>!</mo></mover><mi>b</mi>",
        ),
        (r"a\hat{=}b", ('<mi>a</mi><mover accent="true"><mo lspace="0em" rspace="0em">=</mo>'
            '<mo stretchy="false">^</mo></mover><mi>b</mi>')),
        (r"a\mathop{R}b", ('<mi>a</mi><mspace width="0.1667em"/><mi>R</mi><mo>&#8289;</mo>'
            '<mspace width="0.1667em"/><mi>b</mi>')),
        # In scripts there are no spaces.
        ("x_{a+b}", ('<msub><mi>x</mi><mrow><mi>a</mi><mo lspace="0em" rspace="0em">+</mo>'
            "<mi>b</mi></mrow></msub>")),
        ("f(x)", '<mi>f</mi><mo stretchy="false">(</mo><mi>x</mi><mo stretchy="false">)</mo>'),
        ("f'", "<msup><mi>f</mi><mo>′</mo></msup>"),
        # Functions.
        (r"\sin x", '<mi>sin</mi><mo>&#8289;</mo><mspace width="0.1667em"/><mi>x</mi>'),
        (r"\sin(x)", ('<mi>sin</mi><mo>&#8289;</mo><mo stretchy="false">(</mo><mi>x</mi>'
            '<mo stretchy="false">)</mo>')),
        (r"\lim_n", "<munder><mi>lim</mi><mi>n</mi></munder>"),
        (r"\sum_n x", '<munder><mo lspace="0em">∑</mo><mi>n</mi></munder><mi>x</mi>'),
        # Letters, words and numbers.
        (r"\mathrm{d}x", '<mi mathvariant="normal">d</mi><mi>x</mi>'),
        (r"\mathrm{const}", "<mi>const</mi>"),
        (r"\mathbf{Ab}", "<mi>𝐀𝐛</mi>"),
        (r"\mathbb{R}\mathcal{L}\mathfrak{g}", "<mi>ℝ</mi><mi>ℒ</mi><mi>𝔤</mi>"),
        (r"\boldsymbol{\alpha}", "<mi>𝛂</mi>".replace("𝛂", "𝜶")),
        (r"\boldsymbol{\infty}", '<mi class="lm-b">∞</mi>'),
        (r"\Gamma", '<mi mathvariant="normal">Γ</mi>'),
        ("1.5x^{10}", "<mn>1.5</mn><msup><mi>x</mi><mn>10</mn></msup>"),
        ("1{,}000", "<mn>1,000</mn>"),
        (r"\text{ if }x", "<mtext>\u00a0if\u00a0</mtext><mi>x</mi>"),
        # Delimiters.
        (r"\left(x\right]", ('<mrow><mo form="prefix">(</mo><mi>x</mi><mo form="postfix">]</mo>'
            "</mrow>")),
        (r"\bigl(", ('<mo stretchy="true" symmetric="true" minsize="1.2em" maxsize="1.2em"'
            ' lspace="0em" rspace="0em">(</mo>')),
        (r"\binom{n}{k}", ('<mrow><mo form="prefix">(</mo><mfrac linethickness="0"><mi>n</mi>'
            '<mi>k</mi></mfrac><mo form="postfix">)</mo></mrow>')),
        # What is over and under.
        (r"\hat x", '<mover accent="true"><mi>x</mi><mo stretchy="false">^</mo></mover>'),
        (r"\overbrace{a}^n", ('<mover><mover accent="true"><mi>a</mi><mo>⏞</mo></mover>'
            "<mi>n</mi></mover>")),
        (r"\textcolor{red}{x}", '<mstyle mathcolor="#ff0000"><mi>x</mi></mstyle>'),
    ],
)  # fmt: skip
def test_formulas_are_written_as_mathml_has_them(source, expected):
    assert inside(source) == expected


def test_limits_stand_at_the_side_in_a_line_of_text():
    assert inside(r"\sum_n x", display=False).startswith('<msub><mo lspace="0em">∑</mo><mi>n</mi>')
    kept = inside(r"\sum\limits_n x", display=False)
    assert kept.startswith(
        '<munder><mo movablelimits="false" lspace="0em">∑</mo><mi>n</mi></munder>'
    )


def test_lines_of_a_display_are_aligned_in_pairs():
    markup = inside(r"\begin{align} a &= b & c &= d \\ e &= f \end{align}")
    assert 'columnalign="right left right left" columnspacing="0em 2em 0em"' in markup
    row = (
        '<mtr><mtd class="lm-r"><mi>e</mi></mtd><mtd class="lm-l"><mo>=</mo><mi>f</mi></mtd></mtr>'
    )
    assert row in markup


def test_signs_that_begin_a_line_of_multline_are_operators():
    markup = inside(r"\begin{multline} a \\ + b \end{multline}")
    assert '<mo lspace="0.2222em" rspace="0.2222em">+</mo>' in markup


def test_tags_stand_at_the_margin():
    markup = inside(r"\begin{gather} a \tag{7} \\ b \tag*{x} \\ c \end{gather}")
    tags = re.findall(r'<mtd class="lm-margin lm-r"(?:/>|>(.*?)</mtd>)', markup)
    texts = [re.sub("<[^>]*>", "", tag) for tag in tags]
    assert texts == ["(7)", "x", ""]
    assert inside(r"a \tag{7}").count("<mtr>") == 1


def test_a_formula_carries_its_source_for_who_copies_or_cannot_see_it():
    source = 'a < b \\\\\n& "c"'
    markup = mathml(source, display=True)
    assert markup.startswith('<math display="block" alttext="a &lt; b \\\\ &amp; &quot;c&quot;">')
    end = '<annotation encoding="application/x-tex">a &lt; b \\\\\n&amp; &quot;c&quot;</annotation>'
    assert markup.endswith(f"{end}</semantics></math>")
    assert "display=" not in mathml("x")


def test_names_have_the_prefix_that_is_asked_for():
    markup = mathml(r"\frac{a<b}{c}", prefix="mml")
    assert re.findall(r"</?(?!mml:)\w", markup) == []
    assert markup.startswith('<mml:math alttext="\\frac{a&lt;b}{c}"><mml:semantics><mml:mfrac>')


def test_macros_are_those_of_the_author():
    assert "<mi>ℝ</mi>" in mathml(r"\Q", macros=Macros.from_mathjax({"Q": r"\mathbb{R}"}))


def test_what_is_nested_too_deeply_is_refused():
    with pytest.raises(MathError):
        mathml("{" * 5000 + "}" * 5000)


def test_the_style_sheet_has_every_class():
    markup = "".join(
        mathml(source, display=True) for sources in GROUPS.values() for source in sources
    )
    used = set(re.findall(r"lm-[\w-]+", " ".join(re.findall(r'class="([^"]*)"', markup))))
    styled = set(re.findall(r"\.(lm-[\w-]+)", MATHML_CSS.read_text(encoding="utf-8")))
    assert used <= styled


def test_nothing_is_written_for_nothing():
    assert inside("{}") == "<mrow/>"
    assert formula_mathml(trees.Formula(Sequence([]), trees.Row())) == "<math/>"
