import pytest

from sphinx_proceedings.media.kind import Kind, by_suffix, kind_of

from . import sample

SVG = '<svg xmlns="http://www.w3.org/2000/svg"/>'


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (sample.png(), Kind.PNG),
        (sample.jpeg(), Kind.JPEG),
        (sample.gif(), Kind.GIF),
        (b"GIF89a/*" + bytes(20), Kind.GIF),
        (sample.webp(), Kind.WEBP),
        (sample.saved(sample.picture(), "AVIF"), Kind.AVIF),
        (sample.saved(sample.picture(), "TIFF"), Kind.TIFF),
        (sample.saved(sample.picture(), "BMP"), Kind.BMP),
        (sample.saved(sample.picture(), "PPM"), Kind.NETPBM),
        (sample.saved(sample.picture(), "ICO"), Kind.ICON),
        (b"%PDF-1.7\n", Kind.PDF),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n", Kind.POSTSCRIPT),
        (b"\xc5\xd0\xd3\xc6" + bytes(28), Kind.POSTSCRIPT),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", Kind.HEIC),
        (b"\0\0\0\x18ftypmif1\0\0\0\0mif1avif", Kind.AVIF),
        (b"\0\0\0\x18ftypisom\0\0\0\0isommp42", Kind.VIDEO),
        (b"\x1f\x8b\x08\0", Kind.GZIP),
        (b"PK\3\4", Kind.ZIP),
        (b"", Kind.EMPTY),
        (b"\x00\x01\x02\x03", Kind.UNKNOWN),
        (b"\xfe\xfe\xff", Kind.UNKNOWN),
        (b"some words", Kind.TEXT),
        (b"BM is a text too, and no bitmap", Kind.TEXT),
        (SVG.encode(), Kind.SVG),
        (("\ufeff" + SVG).encode(), Kind.SVG),
        (SVG.encode("utf-16"), Kind.SVG),
        (SVG.encode("utf-16-be"), Kind.SVG),
        (
            b'<?xml version="1.0"?>\n<!-- a > b --><?x y?><!DOCTYPE svg SYSTEM "a>b"><svg/>',
            Kind.SVG,
        ),
        (b'<!DOCTYPE svg [<!ENTITY a "b">]><svg>&a;</svg>', Kind.SVG),
        (b'<s:svg xmlns:s="http://www.w3.org/2000/svg"/>', Kind.SVG),
        (b"<!DOCTYPE html><svg/>", Kind.HTML),
        (b"  \n<ScRiPt>alert(1)</script>", Kind.HTML),
        (b"<!-- --><html>", Kind.HTML),
        ("<html>".encode("utf-16"), Kind.HTML),
        (b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"/>', Kind.HTML),
        (b'<?xml version="1.0"?><rss/>', Kind.XML),
    ],
)
def test_the_first_bytes_tell(data, kind):
    assert kind_of(data) is kind


def test_a_suffix_stands_for_a_kind_in_any_case():
    assert by_suffix(".JPG") is by_suffix(".jpeg") is Kind.JPEG
    assert by_suffix(".svgz") is by_suffix(".html") is by_suffix("") is None


@pytest.mark.parametrize("data", [b"<!--" * 100_000, b"<?" * 200_000, b"<!DOCTYPE" * 50_000])
def test_what_never_ends_is_told_soon(data):
    assert kind_of(data) in {Kind.XML, Kind.TEXT, Kind.HTML, Kind.UNKNOWN}
