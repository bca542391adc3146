"""Files that cannot be used, and files that can be mended: each with its diagnostic."""

from __future__ import annotations

import functools
import re
import zlib

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Encryption, Name

from sphinx_proceedings.volume.intake import Limits

from .made import answer, changed, codes, drawn, link, messages, paper, saved, text, uri


def nothing(pdf: pikepdf.Pdf) -> None:
    """Leave the file as it is; how it is saved is what changes."""


def test_a_file_without_a_fault(tmp_path) -> None:
    found = answer(tmp_path, paper())
    assert found.usable
    assert codes(found) == []
    assert len(found.sizes) == len(found.boxes) == 2
    assert found.fonts_embedded
    assert found.extractable
    assert not found.tagged


def test_a_tagged_file(tmp_path) -> None:
    found = answer(tmp_path, paper(tagged=True))
    assert found.tagged
    assert found.findings == []
    with pikepdf.open(tmp_path / "cleaned.pdf") as copy:
        form = copy.pages[0].obj.Resources.XObject.P
        assert b"MCID" not in form.read_bytes()
        assert b"Tj" in form.read_bytes() or b"TJ" in form.read_bytes()


@pytest.mark.parametrize(
    ("data", "code", "says"),
    [
        (b"", "pdf-empty", "the file is empty"),
        (b"PK\x03\x04 made up", "pdf-unreadable", "ZIP archive"),
        (b"<!DOCTYPE html><title>Log in</title>", "pdf-unreadable", "a web page"),
        (b"version https://git-lfs.github.com/spec/v1", "pdf-unreadable", "Git LFS"),
        (b"\\documentclass{article}", "pdf-unreadable", "LaTeX source"),
        (b"made up", "pdf-unreadable", "no PDF"),
        (b"%PDF-1.7\n%%EOF\n", "pdf-unreadable", "damaged"),
        (b"%PDF-1.7\n1 0 obj << /Type", "pdf-unreadable", "cut off"),
    ],
)
def test_what_is_no_pdf(tmp_path, data: bytes, code: str, says: str) -> None:
    found = answer(tmp_path, data)
    assert not found.usable
    assert codes(found) == [code]
    assert says in found.findings[0].message
    assert found.findings[0].severity == "error"
    assert found.findings[0].hint
    assert not (tmp_path / "cleaned.pdf").exists()


def test_no_pages(tmp_path) -> None:
    with pikepdf.new() as pdf:
        data = saved(pdf)
    found = answer(tmp_path, data)
    assert not found.usable
    assert messages(found, "pdf-empty") == ["the file has no pages"]


def test_a_password_to_open(tmp_path) -> None:
    data = changed(nothing, encryption=Encryption(owner="a", user="b"))
    found = answer(tmp_path, data)
    assert not found.usable
    assert codes(found) == ["pdf-locked"]


def test_a_password_to_change(tmp_path) -> None:
    data = changed(
        nothing,
        encryption=Encryption(owner="a", user="", allow=pikepdf.Permissions(extract=False)),
    )
    found = answer(tmp_path, data)
    assert found.usable
    assert codes(found) == ["pdf-protected"]
    with pikepdf.open(tmp_path / "cleaned.pdf") as copy:
        assert not copy.is_encrypted


def test_a_file_cut_off(tmp_path) -> None:
    """A file in the old form, whose list of objects is at its end."""
    whole = changed(nothing, object_stream_mode=pikepdf.ObjectStreamMode.disable, linearize=False)
    found = answer(tmp_path, whole[: whole.rindex(b"startxref")])
    assert found.usable
    assert codes(found) == ["pdf-repaired"]
    assert "cut off" in messages(found, "pdf-repaired")[0]


def test_a_file_with_a_wrong_list_of_objects(tmp_path) -> None:
    whole = changed(nothing, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    start = whole.rindex(b"startxref")
    found = answer(tmp_path, whole[:start] + b"startxref\n7\n%%EOF\n")
    assert found.usable
    assert codes(found) == ["pdf-repaired"]


def test_too_many_pages(tmp_path) -> None:
    found = answer(tmp_path, drawn(*[b""] * 12), limits=Limits(pages=10))
    assert not found.usable
    assert messages(found, "pdf-too-large") == [
        "the file has 12 pages, and at most 10 are read"
    ]  # fmt: skip


def test_pages_that_are_listed_for_ever(tmp_path) -> None:
    def knot(pdf: pikepdf.Pdf) -> None:
        pdf.Root.Pages.Kids = Array([pdf.Root.Pages])

    found = answer(tmp_path, changed(knot))
    assert not found.usable
    assert codes(found)[0] in {"pdf-unreadable", "pdf-empty"}


def test_an_enormous_page(tmp_path) -> None:
    found = answer(tmp_path, drawn(b"", MediaBox=Array([0, 0, 200_000, 800])))
    assert not found.usable
    assert "inches long" in messages(found, "pdf-too-large")[0]


def test_a_page_without_a_size(tmp_path) -> None:
    found = answer(tmp_path, drawn(b"", MediaBox=Array([0, 0, 0, 0])))
    assert not found.usable
    assert messages(found, "pdf-unreadable") == ["page 1 has no size"]


@pytest.mark.parametrize("box", [[0, 0], 7, [Name.A, 1, 2, 3]])
def test_a_size_that_is_guessed_is_said(tmp_path, box) -> None:
    def lose(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].obj["/MediaBox"] = Array(box) if isinstance(box, list) else box

    found = answer(tmp_path, changed(lose))
    assert found.usable
    assert "pdf-repaired" in codes(found)


def test_very_many_objects(tmp_path) -> None:
    found = answer(tmp_path, paper(), limits=Limits(objects=5))
    assert codes(found) == ["pdf-too-large"]


@pytest.mark.parametrize("layers", [1, 2])
def test_what_unpacks_without_end(tmp_path, layers: int) -> None:
    def bomb(pdf: pikepdf.Pdf) -> None:
        packed = b" " * 30_000_000
        for _ in range(layers):
            packed = zlib.compress(packed)
        stream = pdf.make_stream(b"")
        stream.write(packed, filter=Array([Name.FlateDecode] * layers))
        pdf.pages[0].obj["/Contents"] = stream

    data = changed(bomb)
    assert len(data) < 100_000
    found = answer(tmp_path, data, limits=Limits(decoded=20_000_000))
    assert not found.usable
    assert messages(found, "pdf-too-large") == [
        "a content bomb: the file unpacks to more than 20 MB"
    ]


def test_a_damaged_stream_costs_no_more_than_what_it_draws(tmp_path) -> None:
    def damage(pdf: pikepdf.Pdf) -> None:
        stream = pdf.make_stream(b"")
        stream.write(zlib.compress(text("Lost") * 50)[:60] + b"!" * 40, filter=Name.FlateDecode)
        pdf.pages[1].obj["/Contents"] = stream

    found = answer(tmp_path, changed(damage))
    assert found.usable
    assert len(found.sizes) == 2


def test_the_copy_is_the_same_each_time(tmp_path) -> None:
    answer(tmp_path, paper())
    first = (tmp_path / "cleaned.pdf").read_bytes()
    answer(tmp_path, paper())
    assert (tmp_path / "cleaned.pdf").read_bytes() == first


def test_resources_that_contain_themselves(tmp_path) -> None:
    def knot(pdf: pikepdf.Pdf) -> None:
        form = pdf.make_stream(
            b"/X Do", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9])
        )
        form["/Resources"] = Dictionary(XObject=Dictionary(X=form))
        pdf.pages[0].obj.Resources["/XObject"] = Dictionary(X=form)

    assert answer(tmp_path, changed(knot)).usable


KEYS = [
    *("Kids", "Annots", "Dest", "A", "Rect", "Font", "Resources", "Contents", "First", "Next"),
    *("Names", "MediaBox", "Title", "XObject", "ToUnicode", "DescendantFonts", "Subtype", "Filter"),
    *("S", "D", "URI", "Encoding", "FontDescriptor", "Info", "Metadata", "Lang", "Matrix"),
]
VALUES = ["null", "5", "/X", "(x\\377)", "[1 2]", "<< /A 1 >>", "true", "3 0 R", "1 0 R", "-1e30",
          "[3 0 R 3 0 R]", "/#ff#fe", "[]", "99999 0 R"]  # fmt: skip


def rich(pdf: pikepdf.Pdf) -> None:
    link(pdf, A=uri("https://example.org/"))
    link(pdf, 1, Dest=Array([pdf.pages[0].obj, Name.XYZ, 0, 700, None]))
    pdf.docinfo["/Author"] = "Jo Example"
    with pdf.open_outline() as outline:
        outline.root[:] = [pikepdf.OutlineItem("One", 0, "Fit"), pikepdf.OutlineItem("Two", 1)]


WHOLE = functools.cache(
    lambda: changed(rich, qdf=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
)


@settings(
    max_examples=settings.default.max_examples * 6 // 10,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.lists(
        st.tuples(st.sampled_from(KEYS), st.integers(0, 30), st.sampled_from(VALUES)),
        min_size=1,
        max_size=6,
    )
)
def test_values_that_are_not_what_they_should_be(tmp_path, changes) -> None:
    data = WHOLE()
    for key, which, value in changes:
        places = [found.end() for found in re.finditer(rb"/%s\b" % key.encode(), data)]
        if places:
            at = places[which % len(places)]
            data = data[:at] + b" " + value.encode() + b" " + data[at:]
    found = answer(tmp_path, data)
    assert found.usable == (len(found.sizes) > 0)
    assert found.usable or found.findings[0].severity == "error"
