import pytest

from sphinx_proceedings.media.drawing.sheet import Sheet

from .drawn import inside

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    ("text", "result"),
    [
        (".a{fill:red}", ".a{fill:red}"),
        ("* { stroke : none ; x-y:z }", "*{stroke:none}"),
        ("#a.b > g rect, text+text{opacity:.5}", "#a.b > g rect,text+text{opacity:.5}"),
        ("g:first-child, a:hover{fill:red}", "g:first-child{fill:red}"),
        ("g:nth-child(2n + 1){fill:red}", "g:nth-child(2n + 1){fill:red}"),
        ("/* a { */.a{/* } */fill:red}", ".a{fill:red}"),
        ("@charset 'utf-8';@namespace svg url(x);.a{fill:red}", ".a{fill:red}"),
        ("@media (prefers-color-scheme: dark){.a{fill:red}}b{fill:red}",
         "@media (prefers-color-scheme: dark){.a{fill:red}}b{fill:red}"),
        (".a{fill:red", ".a{fill:red}"),
        ("a[href]{fill:red}", ""),
        ("</style><script>{fill:red}", ""),
        (".\\61{fill:red}", ".a{fill:red}"),
        ("}}{{", ""),
    ],
)  # fmt: skip
def test_rules_are_written_anew(text, result):
    sheet = Sheet()
    assert sheet.rewrite(text) == result
    assert not sheet.refused


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("@import 'https://a.example/a.css';", "@import"),
        ("@IMPORT url(a)", None),
        ("@import url(a);.a{}", "@import"),
        ("@\\69mport 'a';", "@import"),
        ("@font-face{font-family:a;src:url(data:font/woff2;base64,AA)}", "@font-face"),
        ("@keyframes a{from{fill:red}}", "@keyframes"),
        ("@media screen{@import 'a';}", "@import"),
        ("@media url(x){.a{fill:red}}", "@media"),
        ("@media a{@media a{@media a{@media a{.a{fill:red}}}}}", "@media"),
        (".a{fill:url(//a.example)}", "fill"),
        (".a{background:u\\72l(//a.example)}", "background"),
    ],
)
def test_what_leads_elsewhere_goes_and_is_noted(text, refused):
    sheet = Sheet()
    written = sheet.rewrite(text)
    assert "fill" not in written
    assert "url" not in written
    assert "import" not in written
    assert sheet.refused == ([refused] if refused else [])


def test_a_sheet_stands_in_the_drawing_as_text():
    written, notes = inside("<style><![CDATA[g > rect{fill:#a}.b{fill:red}]]>.c{fill:blue}</style>")
    assert written == "<style>.b{fill:red}.c{fill:blue}</style>"
    assert notes == ['has a style that is left out, of "fill"']


@pytest.mark.parametrize("kind", ["type='text/javascript'", "type='text/x'", "media='print'"])
def test_a_sheet_for_others_goes(kind):
    assert inside(f"<style {kind}>.b{{fill:red}}</style>") == ("", [])


def test_what_elements_refer_to_by_a_rule_is_known():
    sheet = Sheet()
    sheet.rewrite("g .a, #b, rect:first-child, *{fill:url(#p)}")
    assert set(sheet.references) == {".a", "#b", "rect", "*"}
