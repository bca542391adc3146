"""Files that unpack, or draw, without end are called what they are. All of them are made up."""

from __future__ import annotations

import time
import zlib

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from sphinx_proceedings.volume.intake import Limits

from .made import answer, changed, codes, drawn, messages, paper

pytestmark = pytest.mark.slow

MOST = 5_000_000
LIMITS = Limits(decoded=MOST)
BLANK = b" " * 6_000_000


def lzw(data: bytes) -> bytes:
    """Pack as PDF does: codes of 9 to 12 bits, one step early."""
    codes_, bits, length, width = {bytes([one]): one for one in range(256)}, 256, 9, 9
    word = b""
    out: list[tuple[int, int]] = []
    for at in range(len(data)):
        longer = word + data[at : at + 1]
        if longer in codes_:
            word = longer
            continue
        out.append((codes_[word], width))
        codes_[longer] = len(codes_) + 2
        word = data[at : at + 1]
        if len(codes_) + 2 >= (1 << width) and width < 12:
            width += 1
        if len(codes_) + 2 >= 4095:
            out.append((256, width))
            codes_, width = {bytes([one]): one for one in range(256)}, 9
    out += [(codes_[word], width), (257, width)]
    for code, size in out:
        bits, length = bits << size | code, length + size
    return (bits << -length % 8).to_bytes((length + 7) // 8, "big")


def hexed(data: bytes) -> bytes:
    return data.hex().encode() + b">"


PACKED = {
    "Flate": ([Name.FlateDecode], zlib.compress(BLANK)),
    "Flate twice": ([Name.FlateDecode] * 2, zlib.compress(zlib.compress(BLANK))),
    "by its short name": ([Name.Fl], zlib.compress(BLANK)),
    "in letters": ([Name.ASCIIHexDecode, Name.FlateDecode], hexed(zlib.compress(BLANK))),
    "runs": ([Name.RunLengthDecode], b"\x81 " * (len(BLANK) // 128) + b"\x80"),
    "LZW": ([Name.LZWDecode], lzw(BLANK)),
}


@pytest.mark.parametrize("kind", PACKED)
def test_what_unpacks_without_end(tmp_path, kind: str) -> None:
    filters, data = PACKED[kind]

    def blow(pdf: pikepdf.Pdf) -> None:
        stream = pdf.make_stream(b"")
        stream.write(data, filter=Array(filters))
        pdf.pages[0].obj["/Contents"] = stream

    found = answer(tmp_path, changed(blow), limits=LIMITS)
    assert not found.usable
    assert messages(found, "pdf-too-large") == [
        "a content bomb: the file unpacks to more than 5 MB"
    ]


def test_what_unpacks_without_end_when_it_is_opened(tmp_path) -> None:
    packed = zlib.compress(BLANK)
    data = (
        b"%%PDF-1.5\n1 0 obj\n<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>\nstream\n"
        % len(packed)
        + packed
        + b"\nendstream\nendobj\ntrailer <</Root 2 0 R>>\n%%EOF"
    )
    found = answer(tmp_path, data, limits=LIMITS)
    assert messages(found, "pdf-too-large")[0].startswith("a content bomb: the file unpacks")


@pytest.mark.parametrize("name", [b"X", b"#58"])
def test_forms_that_draw_each_other_without_end(tmp_path, name: bytes) -> None:
    def resources(pdf: pikepdf.Pdf) -> Dictionary:
        form = pdf.make_stream(
            b"0 0 1 1 re f", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9]
        )
        for _ in range(30):
            form = pdf.make_stream(
                b"/%s Do " % name * 10, Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9],
                Resources=Dictionary(XObject=Dictionary(X=form)),
            )  # fmt: skip
        return Dictionary(XObject=Dictionary(X=form))

    found = answer(tmp_path, drawn(b"/X Do", resources=resources), limits=LIMITS)
    assert messages(found, "pdf-too-large") == ["a content bomb: the file draws more than 5 MB"]


def test_a_picture_without_end(tmp_path) -> None:
    def resources(pdf: pikepdf.Pdf) -> Dictionary:
        image = pdf.make_stream(
            b"", Type=Name.XObject, Subtype=Name.Image, Width=100_000, Height=100_000,
            BitsPerComponent=1, ColorSpace=Name.DeviceGray,
        )  # fmt: skip
        image.write(b"\x00", filter=Name.CCITTFaxDecode)
        return Dictionary(XObject=Dictionary(X=image))

    found = answer(tmp_path, drawn(b"/X Do", resources=resources), limits=LIMITS)
    assert messages(found, "pdf-too-large")[0].startswith(
        "a content bomb: the file holds a picture"
    )


@pytest.mark.parametrize("kind", ["runs", "LZW", "in letters"])
def test_what_is_packed_otherwise_is_counted_rightly(tmp_path, kind: str) -> None:
    filters, data = PACKED[kind]

    def pack(pdf: pikepdf.Pdf) -> None:
        stream = pdf.make_stream(b"")
        stream.write(data, filter=Array(filters))
        pdf.pages[1].obj.Resources["/XObject"] = Dictionary(X=stream)

    assert answer(tmp_path, changed(pack), limits=Limits(decoded=8_000_000)).usable


def test_measuring_takes_no_time(tmp_path) -> None:
    data = paper() + b"stream\n\x78\x9c" * 300_000 + b"%%EOF"
    begin = time.process_time()
    answer(tmp_path, data)
    assert time.process_time() - begin < 10


def test_a_form_that_is_drawn_often_is_no_bomb(tmp_path) -> None:
    def resources(pdf: pikepdf.Pdf) -> Dictionary:
        form = pdf.make_stream(
            b"0 0 1 1 re f", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9]
        )
        return Dictionary(XObject=Dictionary(X=form))

    found = answer(tmp_path, drawn(b"/X Do " * 1000, resources=resources), limits=LIMITS)
    assert "pdf-too-large" not in codes(found)
