"""Whatever a formula is made of, it is MathML of a few elements, and never anything else."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from latex_math import MATHML_CSS, MathError, mathml
from latex_math.parse.environment import _ENVIRONMENTS
from latex_math.parse.formula import _COMMANDS
from latex_math.parse.fraction import INFIXES

pytestmark = pytest.mark.slow


def _load(name):
    path = Path(__file__).parent.with_name(f"{name}.py")
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


formula, hostile = _load("formula"), _load("hostile")

LENGTH = r"-?\d+(\.\d+)?(e-\d+)?em"
BOOLEAN = "true|false"
COLOUR = "#[0-9a-f]{6}|black"
CLASS = r"lm-[a-z0-9-]+( lm-[a-z0-9-]+)*"
SPACES = {"lspace": LENGTH, "rspace": LENGTH}
SIDES = "(left|center|right)( (left|center|right))*"
LINES = "(solid|none)( (solid|none))*"
# Elements, with the attributes that they may have and what these may say.
ELEMENTS = {
    "math": {"display": "block", "alttext": "(?s).*"},
    "semantics": {},
    "annotation": {"encoding": "application/x-tex"},
    "mrow": {"class": CLASS, "mathbackground": COLOUR},
    "mi": {"mathvariant": "normal", "class": CLASS},
    "mn": {"class": CLASS},
    "mo": {
        **SPACES, "form": "prefix|infix|postfix", "stretchy": BOOLEAN, "symmetric": BOOLEAN,
        "largeop": BOOLEAN, "movablelimits": BOOLEAN, "minsize": LENGTH, "maxsize": LENGTH,
        "class": CLASS,
    },
    "mtext": {"class": CLASS},
    "mspace": {
        "width": LENGTH, "height": LENGTH, "depth": LENGTH, "class": CLASS,
        "mathbackground": COLOUR,
    },
    "mstyle": {
        "displaystyle": BOOLEAN, "scriptlevel": "[0-2]", "mathcolor": COLOUR,
        "mathsize": r"\d+(\.\d+)?(e\+\d+)?%",
    },
    "mpadded": {
        "width": "0em", "height": "0em", "depth": "0em", "lspace": r"-(0\.5|1)width",
        "voffset": LENGTH,
    },
    "mphantom": {},
    "mfrac": {"linethickness": "0"},
    "msqrt": {},
    "mroot": {},
    "msub": {},
    "msup": {},
    "msubsup": {},
    "munder": {"accentunder": "true", "class": CLASS},
    "mover": {"accent": "true", "class": CLASS},
    "munderover": {},
    "mmultiscripts": {},
    "mprescripts": {},
    "mtable": {
        "class": CLASS, "displaystyle": "true", "columnalign": SIDES,
        "columnspacing": "[0-9]em( [0-9]em)*", "columnlines": LINES, "rowlines": LINES,
    },
    "mtr": {},
    "mtd": {"class": CLASS, "columnspan": r"\d+"},
}  # fmt: skip
CHILDREN = {
    "mfrac": 2, "mroot": 2, "msub": 2, "msup": 2, "msubsup": 3, "munder": 2, "mover": 2,
    "munderover": 3, "semantics": 2,
}  # fmt: skip
TOKENS = {"mi", "mn", "mo", "mtext", "annotation"}
CLASSES = set(re.findall(r"\.(lm-[\w-]+)", MATHML_CSS.read_text(encoding="utf-8")))


def assert_mathml(markup):
    """Check that nothing but elements of ours is there, each with what it must have inside."""
    for element in etree.fromstring(markup).iter():
        name = element.tag
        assert name in ELEMENTS, markup
        for attribute, value in element.attrib.items():
            assert attribute in ELEMENTS[name], (name, attribute, markup)
            assert re.fullmatch(ELEMENTS[name][attribute], value), (name, attribute, value)
        assert set(element.get("class", "").split()) <= CLASSES, markup
        if name in CHILDREN:
            assert len(element) == CHILDREN[name], markup
        if name in TOKENS:
            assert len(element) == 0, markup
        else:
            assert not element.text, markup
        assert not element.tail, markup
        inside = {"mtable": {"mtr"}, "mtr": {"mtd"}}.get(name)
        assert inside is None or {child.tag for child in element} <= inside


def written(source, *, display):
    """Write a formula, or return nothing if it is refused in the way it should be."""
    try:
        return mathml(source, display=display)
    except MathError as error:
        refused = error
    assert 0 <= refused.position <= len(source)
    return None


@pytest.mark.parametrize("display", [True, False])
def test_all_formulas_are_mathml(display):
    for sources in formula.groups().values():
        for source in sources:
            assert_mathml(mathml(source, display=display))


def test_all_formulas_are_valid_where_xml_has_them():
    """MathML 3, which JATS has; Crossref's copy of its schema comes with commonmeta."""
    found = importlib.util.find_spec("commonmeta")
    if found is None or found.origin is None:
        pytest.skip("commonmeta, which has the schema, is not installed")
    folder = Path(found.origin).parent / "resources" / "crossref" / "standard-modules" / "mathml3"
    schema = etree.XMLSchema(etree.parse(folder / "mathml3.xsd"))
    declared = '<mml:math xmlns:mml="http://www.w3.org/1998/Math/MathML"'
    for sources in formula.groups().values():
        for source in sources:
            for display in (False, True):
                markup = mathml(source, display=display, prefix="mml")
                root = etree.fromstring(markup.replace("<mml:math", declared, 1))
                assert schema.validate(root), (source, schema.error_log)


@pytest.mark.parametrize("shape", ["{}{{a}}{{b}}", "{}[d]{{a}}{{b}}{{c}}", "{}{{a}}_{{b}}^{{c}}"])
def test_every_command_is_mathml(shape):
    for command in (*_COMMANDS, *INFIXES):
        for display in (False, True):
            markup = written(shape.format(command), display=display)
            if markup is not None:
                assert_mathml(markup)


@pytest.mark.parametrize("inner", [r"a&b\\c", r"{c|c}a&b\\\hline c", r"{2}a&b\\c&"])
def test_every_environment_is_mathml(inner):
    for name in sorted(_ENVIRONMENTS):
        markup = written(rf"\begin{{{name}}}{inner}\end{{{name}}}", display=True)
        if markup is not None:
            assert_mathml(markup)


@settings(hostile.RELAXED, max_examples=settings.default.max_examples * 2)
@given(hostile.FORMULAS, st.booleans())
def test_formulas_are_mathml_or_are_refused(source, display):
    markup = written(source, display=display)
    if markup is not None:
        assert_mathml(markup)


@settings(hostile.RELAXED)
@given(st.text(max_size=60), st.sampled_from(["{}", r"\text{{{}}}", r"x_{{{}}}", r"\tag{{{}}}"]))
def test_any_text_is_mathml_or_is_refused(text, place):
    markup = written(place.format(text), display=True)
    if markup is not None:
        assert_mathml(markup)


@pytest.mark.parametrize("place", ["{}", r"\text{{{}}}", r"\textcolor{{{}}}{{x}}", r"\tag{{{}}}"])
@pytest.mark.parametrize(
    "piece",
    ["<script>", '" onclick="x', "</math><b>", "&lt;", "]]>", "\x00\ufffe", "<!--", "\\&amp;"],
)
def test_hostile_pieces_stay_characters(piece, place):
    markup = written(place.format(piece), display=True)
    if markup is not None:
        assert_mathml(markup)


@pytest.mark.parametrize(
    "markup",
    ["<math><a/></math>", '<math href="x"/>', "<math>x</math>", '<math><mi style="x">x</mi></math>',
     "<math><mfrac><mi>x</mi></mfrac></math>", '<math><mi class="sp-x">x</mi></math>'],
)  # fmt: skip
def test_the_check_itself_finds_what_is_not_ours(markup):
    with pytest.raises(AssertionError):
        assert_mathml(markup)
