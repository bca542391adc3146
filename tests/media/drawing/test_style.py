import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_proceedings.media.drawing.style import declaration, declarations

pytestmark = pytest.mark.slow


def written(text):
    refused = []
    return ";".join(map(str, declarations(text, refused))), refused


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("fill:#F00; stroke : none;", "fill:#F00;stroke:none"),
        ("FILL:Red", "fill:Red"),
        ("fill:url('#a')", "fill:url(#a)"),
        ('fill:URL( "#a" ) red', "fill:url(#a) red"),
        ("fill:url(#%61)", "fill:url(#a)"),
        ("fill:u\\72 l(#a)", "fill:url(#a)"),
        ("f\\69ll:red", "fill:red"),
        ("fill/* a */:/* b */red", "fill:red"),
        ("font:bold 12px/1.5 'A B',\"C\"", "font:bold 12px/1.5 'A B',\"C\""),
        ("font-family:-apple-system, Größe", "font-family:-apple-system, Größe"),
        (
            "transform:translate(-1px, .5em) rotate(3deg)",
            "transform:translate(-1px, .5em) rotate(3deg)",
        ),
        ("stroke-width:calc(1px + 2 * 3px)", "stroke-width:calc(1px + 2 * 3px)"),
        ("opacity:1e-3!important", "opacity:1e-3!important"),
        ("fill:light-dark(#fff, var(--a-b, #000))", "fill:light-dark(#fff, var(--a-b, #000))"),
        ("-inkscape-font-specification:Sans;font-size:4px", "font-size:4px"),
        ("unknown:url(x)", ""),
        ("fill", ""),
        ("fill:", ""),
        ("", ""),
    ],
)
def test_what_draws_is_written_in_one_way(text, result):
    assert written(text) == (result, [])


@pytest.mark.parametrize(
    "value",
    [
        "url(http://a.example)", "url(//a.example)", "url(a.svg#b)", "url()", "url(#)", "url('#a",
        "src(x)", "url(#a b)", "URL(x)", "u\\72l(x)", "\\75 rl(x)", "\\000075\\000072\\00006c(x)",
        "url\\28 x)", "image(x)", "image-set('x' 1x)", "-webkit-image-set(x)", "element(#a)",
        "cross-fade(x)", "expression(alert(1))", "paint(x)", "attr(x)", "env(x)", "a:b", "a{b}",
        "javascript:a", "a}b", "<!--", "</style>", "'</style>'", '"a\nb"', "'a", "a\\", "@import",
        "a&b", "`x`", "[x]", "\\0 ", "\\fffe ", "\\dfff ", "url(#a/*)", "url(#a;b)", "url(#%3c)",
        "'\\2f*'", "\\2f*", "'\\7d'", """url("#a')""",
    ],
)  # fmt: skip
def test_other_values_are_refused(value):
    assert declaration("fill", value) is None


@given(st.text(max_size=60))
def test_whatever_is_written_is_written_again(text):
    result, _ = written(f"fill:{text}")
    assert written(result) == (result, [])
    assert not set(result) & set("<>{}\\@&")
