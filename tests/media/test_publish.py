import pytest

from sphinx_proceedings.media import Refused, publish
from sphinx_proceedings.media.size import MOST_BYTES

from . import sample

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"/>'


@pytest.mark.parametrize(
    ("name", "data", "suffix"),
    [
        ("a.png", sample.png(), ".png"),
        ("a.JPEG", sample.jpeg(), ".jpg"),
        ("a.gif", sample.gif(), ".gif"),
        ("a.webp", sample.webp(), ".webp"),
        ("a.svg", SVG, ".svg"),
        ("a.bmp", sample.saved(sample.picture(), "BMP"), ".png"),
        ("folder/a.tiff", sample.saved(sample.picture(), "TIFF"), ".png"),
    ],
)
def test_what_is_allowed_is_published_without_a_word_and_always_the_same(name, data, suffix):
    published = publish(name, data)
    assert published.suffix == suffix
    assert published.notes == ()
    assert sample.SECRET not in published.data
    assert publish(name, data) == published
    again = publish(f"a{suffix}", published.data)
    assert again.data == published.data


def test_pixels_under_the_suffix_of_other_pixels_get_their_own():
    published = publish("a.png", sample.jpeg())
    assert published.suffix == ".jpg"
    assert [note.message for note in published.notes] == ['the image "a.png" is JPEG, not PNG']


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.png", b"<html><script>", 'the image "a.png" is HTML, which is not published'),
        ("a.png", SVG, 'the drawing "a.png" is SVG, not PNG'),
        ("a.svg", sample.small_png(), 'the image "a.svg" is PNG, not SVG'),
        ("a.svg", b"<html/>", 'the image "a.svg" is HTML, which is not published'),
        ("a.pdf", sample.small_png(), 'the image "a.pdf" is PNG, not PDF'),
        ("a.html", SVG, 'the drawing "a.html" has the suffix ".html", which is of no picture'),
        ("a", SVG, 'the drawing "a" has no suffix'),
        (
            "a.svgz",
            b"\x1f\x8b",
            'the image "a.svgz" is compressed with gzip, which is not published',
        ),
        ("a.eps", b"%!PS", 'the image "a.eps" is PostScript, which is not published'),
        ("a.png", b"", 'the image "a.png" is an empty file, which is not published'),
        ("/some/folder/a.png", b"", 'the image "a.png" is an empty file, which is not published'),
        ("a.heic", b"\0\0\0\x18ftypheic", 'the image "a.heic" is HEIC, which is not published'),
        ("a.png", sample.small_png()[:40], 'the image "a.png" is damaged: a part of it is missing'),
    ],
)
def test_what_is_not_allowed_is_refused_with_a_hint(name, data, message):
    with pytest.raises(Refused) as refused:
        publish(name, data)
    assert refused.value.message == message
    assert refused.value.hint


def test_a_file_of_too_many_bytes_is_not_looked_at():
    with pytest.raises(Refused, match="more than 50 MB"):
        publish("a.png", sample.small_png() + bytes(MOST_BYTES))
