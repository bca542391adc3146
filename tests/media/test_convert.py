import io

import pikepdf
import pytest
from PIL import Image

from sphinx_proceedings.media import Refused, publish

from . import sample

pytestmark = pytest.mark.slow


def pdf(pages=1, size=(72, 36), **options):
    document = pikepdf.new()
    for _ in range(pages):
        page = document.add_blank_page(page_size=size)
        page.contents_add(b"1 0 0 rg 0 0 36 36 re f")
    document.docinfo["/Author"] = sample.WORD
    buffer = io.BytesIO()
    document.save(buffer, **options)
    return buffer.getvalue()


def test_the_page_of_a_pdf_is_drawn():
    published = publish("a.pdf", pdf())
    with Image.open(io.BytesIO(published.data)) as image:
        assert image.size == (200, 100)
        assert image.getpixel((50, 50)) == (255, 0, 0)
        assert image.getpixel((150, 50)) == (255, 255, 255)
        assert not image.info
    assert [note.message for note in published.notes] == [
        'the image "a.pdf" was drawn as pixels, because browsers show no PDF in a page'
    ]


def test_that_others_are_not_shown_is_noted():
    notes = publish("a.pdf", pdf(3)).notes
    assert notes[1].message == 'the image "a.pdf" shows the first of 3 pages'


def test_a_poster_is_drawn_more_coarsely():
    published = publish("a.pdf", pdf(size=(14_400, 14_400)))
    with Image.open(io.BytesIO(published.data)) as image:
        assert 15_000_000 < image.width * image.height <= 16_100_000


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (pdf(encryption=pikepdf.Encryption(user="u", owner="o")), "opens only with a password"),
        (b"%PDF-1.7\nnothing", "is damaged"),
        (pdf()[:200], "is damaged"),
        (pdf(0), "is damaged|has no pages"),
    ],
)
def test_a_pdf_that_cannot_be_drawn_is_refused(data, message):
    with pytest.raises(Refused, match=message):
        publish("a.pdf", data)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "RGB", "RGBA", "P"])
def test_a_tiff_becomes_a_png_of_equal_pixels(mode):
    data = sample.saved(sample.picture(mode), "TIFF", description=sample.WORD)
    published = publish("a.tif", data)
    assert sample.frames(published.data) == sample.frames(data)
    assert sample.SECRET not in published.data


@pytest.mark.parametrize(("mode", "form"), [("CMYK", "TIFF"), ("I;16", "TIFF"), ("P", "BMP")])
def test_other_colours_are_converted(mode, form):
    image = Image.new("L", (4, 4), 7).convert("I;16") if mode == "I;16" else sample.picture(mode)
    published = publish(f"a.{form.lower()}", sample.saved(image, form))
    assert Image.open(io.BytesIO(published.data)).size == image.size


def test_colours_that_no_browser_shows_are_refused():
    with pytest.raises(Refused, match="colours of a kind"):
        publish("a.tif", sample.saved(Image.new("F", (4, 4)), "TIFF"))


def test_a_tiff_of_several_pictures_shows_its_first():
    published = publish("a.tif", sample.moving("TIFF"))
    assert [note.message for note in published.notes] == [
        'the image "a.tif" shows the first of 3 pictures'
    ]


def test_a_tiff_that_is_turned_is_turned():
    data = sample.saved(sample.picture(), "TIFF", tiffinfo={0x0112: 6})
    with Image.open(io.BytesIO(publish("a.tif", data).data)) as image:
        assert image.size == (12, 16)
        assert not image.getexif()


def test_an_avif_becomes_a_png_that_is_turned_as_it_was():
    data = sample.saved(sample.picture(), "AVIF", exif=sample.exif())
    published = publish("a.avif", data)
    assert published.suffix == ".png"
    with Image.open(io.BytesIO(published.data)) as image, Image.open(io.BytesIO(data)) as before:
        assert dict(image.getexif()) in ({}, {0x0112: before.getexif().get(0x0112, 1)})
        assert image.tobytes() == before.tobytes()


@pytest.mark.parametrize("form", ["TIFF", "BMP", "AVIF"])
def test_damaged_files_are_refused(form):
    data = sample.saved(sample.picture(size=(200, 200)), form)
    with pytest.raises(Refused):
        publish(f"a.{form.lower()}", data[: len(data) // 2])


def test_a_bitmap_of_too_many_pixels_is_refused_by_its_header():
    data = bytearray(sample.saved(sample.picture(), "BMP"))
    data[18:26] = (60_000).to_bytes(4, "little") * 2
    with pytest.raises(Refused, match=r"60000 x 60000 pixels|is damaged"):
        publish("a.bmp", bytes(data))
