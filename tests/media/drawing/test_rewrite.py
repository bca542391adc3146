import re
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_proceedings.diagnostics import Severity
from sphinx_proceedings.media.answer import FaultError
from sphinx_proceedings.media.drawing.rewrite import rewrite

from .drawn import HEAD, inside, svg

pytestmark = pytest.mark.slow

SCRIPT = "holds a script, which is left out"
HTML = "holds HTML, which is left out"
MOVES = "moves; that is left out"
ELSEWHERE = "refers to another file in <use>, which is left out"
LINKS = "has links, which do nothing in a picture"
NS = 'xmlns:h="http://www.w3.org/1999/xhtml" xmlns:s="http://www.w3.org/2000/svg"'


@pytest.mark.parametrize(
    "inner",
    [
        '<path id="a" d="M0,0 L1e-3,-2.5z" fill="none" stroke="#00f" stroke-dasharray="3,2"/>',
        '<g transform="rotate(-30)"><rect width="50%" height="1em"/></g>',
        '<text x="1 2 3" xml:space="default" font="1px \'A B\'">a <tspan dy="1">b</tspan> c</text>',
        '<linearGradient id="g" spreadMethod="reflect"><stop offset="0"/></linearGradient>',
        '<rect stroke="rgb(1, 2)" fill="url(#g) none" opacity=".5"/>',
        '<defs><path id="p" d="M0 0"/></defs><use x="1" xlink:href="#p"/>',
        '<filter id="f"><feGaussianBlur in="SourceGraphic" result="a b"/></filter>',
        '<feColorMatrix type="matrix" values="1 0 0 0 0"/><g filter="url(#f)"/>',
        '<clipPath id="c"><circle r="1"/></clipPath><g clip-path="url(#c)" mask="url(#m)"/>',
        '<marker id="m" orient="auto"><path d="M0 0"/></marker><line marker-end="url(#m)"/>',
        '<symbol id="s" viewBox="0 0 1 1"/><pattern id="p" patternTransform="scale(2)"/>',
        '<title>Words</title><desc>More &lt;words&gt;</desc><g role="img" aria-label="a: b/c"/>',
        '<g style="fill:url(#a);font-family:\'DejaVu Sans\', serif" class="a b"/>',
        '<switch><g systemLanguage="de"/><g/></switch>',
        '<text><textPath startOffset="20%" xlink:href="#p">on a path</textPath></text>',
    ],
)
def test_what_draws_stays_as_it_is(inner):
    assert inside(inner) == (inner, [])


@pytest.mark.parametrize(
    ("inner", "messages"),
    [
        # What runs.
        ("<script>alert(1)</script>", [SCRIPT]),
        (f"<s:script {NS}>alert(1)</s:script>", [SCRIPT]),
        ("<script xlink:href='//evil.example/a.js'/>", [SCRIPT]),
        ("<script><![CDATA[alert(1)]]></script>", [SCRIPT]),
        (f"<h:script {NS}>alert(1)</h:script>", [HTML]),
        (f"<h:iframe {NS} src='javascript:alert(1)'/>", [HTML]),
        ("<foreignObject><p xmlns='http://www.w3.org/1999/xhtml' onload='a()'/></foreignObject>",
         [HTML]),
        ("<handler xmlns:ev='http://www.w3.org/2001/xml-events' ev:event='load'>a()</handler>",
         ["holds <handler>, which is left out"]),
        ("<listener/>", ["holds <listener>, which is left out"]),
        # What moves, and can set what runs.
        ("<animate attributeName='href' values='javascript:alert(1)'/>", [MOVES]),
        ("<set attributeName='onmouseover' to='alert(1)'/>", [MOVES]),
        ("<animateTransform/><animateMotion><mpath/></animateMotion><discard/>", [MOVES]),
        # What leads elsewhere.
        ("<use href='https://evil.example/a.svg#a'/>", [ELSEWHERE]),
        ("<use xlink:href='data:image/svg+xml;base64,PHN2Zy8+#a'/>", [ELSEWHERE]),
        ("<use href=' java\tscript:alert(1)'/>", [ELSEWHERE]),
        ("<image href='https://evil.example/a.png'/>",
         ["holds an image that is left out: it is in another file"]),
        ("<image href='a.svg'/>", ["holds an image that is left out: it is in another file"]),
        ("<image href='data:text/html,&lt;script&gt;'/>",
         ["holds an image that is left out: it is in another file"]),
        ("<image href='data:image/svg+xml;base64,PHN2Zy8+'/>",
         ["holds an image that is left out: it is SVG"]),
        ("<feImage href='http://evil.example/'/>",
         ["holds an image that is left out: it is in another file"]),
        ("<audio/><iframe/>",
         ["holds <audio>, which is left out", "holds <iframe>, which is left out"]),
        # What other programs note, without a word.
        ("<metadata><r:RDF xmlns:r='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>Ada</r:RDF></metadata>",
         []),
        ("<i:namedview xmlns:i='http://www.inkscape.org/namespaces/inkscape' i:x='Ada'/>", []),
        ("<!-- Ada --><?xml-stylesheet href='https://evil.example/a.css'?>", []),
        ("<svg:script xmlns:svg='http://www.w3.org/2000/svg'/>", [SCRIPT]),
        ("<script xmlns='http://www.w3.org/2000/SVG'/>", []),
    ],
)  # fmt: skip
def test_what_runs_moves_or_leads_elsewhere_goes(inner, messages):
    written, found = inside(inner)
    assert not re.search(r"script|evil|data:|Ada|href|on\w+=|http|animate|<set|h:", written), (
        written
    )
    assert found == messages


@pytest.mark.parametrize(
    "attribute",
    [
        "onload='alert(1)'", "onclick='alert(1)'", "ONLOAD='alert(1)'", "onbegin='x'",
        "xmlns:e='http://www.w3.org/2001/xml-events' e:onload='x'",
        "xml:base='https://evil.example/'", "href='javascript:alert(1)'", "src='a.js'",
        "xlink:href='//evil.example'", "data-x='Ada'", "content='&lt;mxfile&gt;'",
        "id='a b'", "id='a)b'", "id='&lt;'", "d='javascript:alert(1)'", "points='\"&gt;'",
        "transform='url(https://evil.example)'", "systemLanguage='&lt;script&gt;'",
        "fill='url(https://evil.example)'", "fill='URL(a.svg#b)'", "filter='url(\"//a.example\")'",
        "style='fill:url(//evil.example)'", "style='behavior:url(#x)'",
        "style='-moz-binding:url(#x)'",
        "style='width:expression(alert(1))'", "style='fill:u\\72l(//evil.example)'",
        "style='fill:\\75\\000072 l(//evil.example)'", "style='fill:url/**/(//evil.example)'",
        "style='background:url(data:text/html,x)'", "style='background:image-set(\"a\" 1x)'",
        "style='@import \"a\"'", "style='content:\"a\"'", "style='cursor:url(a)'",
        "style='--x:url(a)'",
        "style='fill:url(#&lt;script&gt;)'", "style='fill:attr(href)'", "cursor='url(a)'",
        "style='fill:\"&lt;/style&gt;\"'", "style='fill:\\0'", "style='fill:\\d800 '",
        "style='fill:\\110000 '", "style='fill:\\ffff '", "fill='url(#%00)'", "fill='url(#%ff%20)'",
    ],
)  # fmt: skip
@pytest.mark.parametrize("tag", ["rect", "a", "g"])
def test_no_such_attribute_stays(attribute, tag):
    written, _ = inside(f"<{tag} {attribute}/>")
    assert written in {"<rect/>", "<g/>"}


def test_the_root_is_read_as_all_others():
    data, notes = rewrite(HEAD[:-1].encode() + b' onload="a()" width="4" viewBox="0 0 1 1"/>')
    assert data == b'<svg xmlns="http://www.w3.org/2000/svg" width="4" viewBox="0 0 1 1"/>\n'
    assert [note.message for note in notes] == [SCRIPT]


def test_links_become_groups_and_are_a_matter_of_information():
    inner = (
        '<a href="https://a.example" target="_blank"><rect/></a><text>a<a>b<!-- c --></a>c</text>'
    )
    data, notes = rewrite(svg(inner))
    assert b"<g><rect/></g><text>a<tspan>b</tspan>c</text>" in data
    assert [(note.message, note.severity) for note in notes] == [(LINKS, Severity.INFO)]


def test_text_around_what_goes_stays():
    inner = "<text>a<script/>b<tspan>c</tspan>d<animate/>e<!-- f -->g<x xmlns='y'/>h</text>"
    assert inside(inner)[0] == "<text>ab<tspan>c</tspan>degh</text>"


def test_what_stands_in_for_html_is_shown():
    inner = "<switch><foreignObject requiredFeatures='x'/><text>a</text></switch>"
    assert inside(inner) == ("<switch><text>a</text></switch>", [HTML])


def test_what_needs_an_extension_is_not_shown():
    assert (
        inside("<switch><g requiredExtensions='x'/><rect/></switch>")[0]
        == "<switch><rect/></switch>"
    )


def test_the_first_of_a_name_has_it():
    assert inside('<g id="a"><g id="a"/></g>')[0] == '<g id="a"><g/></g>'


def test_the_new_form_of_a_reference_comes_first():
    written = '<use xlink:href="#b"/>'
    assert inside('<use xlink:href="#a" href="#b"/>')[0] == written
    assert inside('<use href="#%62"/>')[0] == written


@pytest.mark.parametrize(
    "attribute", ['numOctaves="1000000"', 'numOctaves="1e9"', 'order="500"', 'order="3 99"']
)
def test_filters_that_take_too_long_are_refused(attribute):
    with pytest.raises(FaultError, match="takes too long"):
        rewrite(svg(f"<filter><feTurbulence {attribute}/></filter>"))


WORDS = [
    "svg",
    "g",
    "a",
    "script",
    "style",
    "text",
    "use",
    "image",
    "x:y",
    "set",
    "title",
    "switch",
]
ATTRIBUTES = ["id", "href", "xlink:href", "style", "onload", "fill", "d", "class", "xml:space"]
VALUES = st.one_of(
    st.sampled_from(
        ["#a", "url(#a)", "fill:url(#a)", "javascript:a", "fill:\\75rl(x)", "a{fill:red}"]
    ),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=12),
)


def escaped(text):
    for old, new in (("&", "&amp;"), ("<", "&lt;"), ('"', "&quot;")):
        text = text.replace(old, new)
    return text


@st.composite
def elements(draw, depth=0):
    name = draw(st.sampled_from(WORDS))
    names = draw(st.lists(st.sampled_from(ATTRIBUTES), max_size=3, unique=True))
    attributes = "".join(f' {one}="{escaped(draw(VALUES))}"' for one in names)
    inner = escaped(draw(VALUES)) if draw(st.booleans()) else ""
    if depth < 3:
        inner += "".join(draw(st.lists(elements(depth=depth + 1), max_size=3)))
    return f'<{name} xmlns:x="urn:x"{attributes}>{inner}</{name}>'


@given(elements())
def test_whatever_is_drawn_is_refused_or_written_from_the_list(inner):
    try:
        data, _ = rewrite(svg(inner))
    except FaultError:
        return
    assert rewrite(data)[0] == data
    for element in ET.fromstring(data).iter():
        assert element.tag.startswith("{http://www.w3.org/2000/svg}")
        assert element.tag.partition("}")[2] in {
            "svg", "g", "tspan", "style", "text", "use", "title", "switch",
        }  # fmt: skip
        for name, value in element.attrib.items():
            assert not name.startswith("on")
            assert "script" not in value or name in {"style", "fill", "class", "id"}
            assert name.partition("}")[2] != "href" or value.startswith("#")


@given(st.binary(max_size=300))
def test_noise_is_refused(noise):
    with pytest.raises(FaultError):
        rewrite(b"<svg " + noise)
