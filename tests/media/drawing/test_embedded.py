import base64

import pytest

from sphinx_proceedings.media.answer import FaultError
from sphinx_proceedings.media.drawing.embedded import Pictures

from .. import sample
from .drawn import inside

pytestmark = pytest.mark.slow


def address(data, kind="png"):
    return f"data:image/{kind};base64,{base64.b64encode(data).decode()}"


def unpacked(text):
    head, _, data = text.partition(",")
    return head, base64.b64decode(data)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (sample.png(), "png"),
        (sample.jpeg(), "jpeg"),
        (sample.gif(), "gif"),
        (sample.webp(), "webp"),
    ],
)
def test_pictures_are_published_as_pictures_are(data, kind):
    head, written = unpacked(Pictures().rewrite(address(data)))
    assert head == f"data:image/{kind};base64"
    assert sample.SECRET not in written
    assert sample.frames(written) == sample.frames(data)


def test_programs_break_and_escape_the_lines():
    plain = address(sample.small_png())
    expected = Pictures().rewrite(plain)
    broken = plain[:30] + "\n" + plain[30:60] + " " + plain[60:]
    assert Pictures().rewrite(broken) == expected
    assert Pictures().rewrite(plain.replace("+", "%2B").rstrip("=")) == expected
    assert Pictures().rewrite(f"\n {plain.replace('data:image', 'DATA:IMAGE')}") == expected


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (address(b"<svg/>"), "is SVG"),
        (address(b"<svg/>", "svg+xml"), "is SVG"),
        (address(b"<html>"), "is HTML"),
        (address(b"%PDF-1.4"), "is PDF"),
        (address(b""), "is an empty file"),
        (address(sample.small_png()[:50]), "is damaged"),
        ("data:image/png;base64,a", "is damaged"),
        ("data:image/png;base64,größe", "is damaged|unknown kind"),
        ("data:image/png,abc", "is in another file"),
        ("data:image/png;charset=x;base64,abc", "is in another file"),
        ("data:text/html;base64,abc", "is in another file"),
        ("javascript:alert(1)", "is in another file"),
        ("file:///etc/passwd", "is in another file"),
        ("#a", "is in another file"),
        ("", "is in another file"),
    ],
)
def test_anything_else_is_refused(text, said):
    with pytest.raises(FaultError, match=said):
        Pictures().rewrite(text)


def test_all_pictures_of_a_drawing_together_have_a_limit():
    pictures = Pictures()
    pictures._pixels = 79_999_999
    with pytest.raises(FaultError, match="too many"):
        pictures.rewrite(address(sample.small_png()))


def test_a_picture_stands_in_the_drawing():
    written, notes = inside(f'<image width="2" xlink:href="{address(sample.small_png())}"/>')
    assert written.startswith('<image width="2" xlink:href="data:image/png;base64,')
    assert notes == []
