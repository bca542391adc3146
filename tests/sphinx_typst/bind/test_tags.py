"""A volume is as tagged, accessible and archival as its pieces."""

import shutil
from itertools import chain

import pikepdf
import pytest
from pikepdf import pdfa
from pypdf import PdfReader

from sphinx_typst.bind import Metadata, Piece, bind

from .anatomy import examine

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def body(volume):
    return examine(volume.path)


def test_shards_are_whole_to_begin_with(shards):
    assert [flaw for path in shards.values() for flaw in examine(path).flaws] == []


def test_all_content_is_reached_once_and_by_its_own_element(body):
    assert body.flaws == []
    assert len(body.marks) > 60
    assert len(body.ids) == 12


def test_roles_are_those_of_the_pieces_in_their_order(body, shards):
    pieces = [examine(path).roles for path in shards.values()]
    assert all(roles[0] == "/Document" and "/Document" not in roles[1:] for roles in pieces)
    expected = ["/Document", *chain.from_iterable(["/Part", *roles[1:]] for roles in pieces)]
    # What led nowhere is text now.
    assert expected.count("/Link") > 20
    differences = [(a, b) for a, b in zip(expected, body.roles, strict=True) if a != b]
    assert differences == [("/Link", "/Span")] * 3


def test_headers_of_tables_and_notes_are_those_of_their_own_piece(body):
    reader = body.reader
    root = reader.trailer["/Root"]["/StructTreeRoot"]
    (document,) = root["/K"]
    seen = []
    for part in document.get_object()["/K"][1:]:
        ids, headers = set(), set()
        waiting = [part.get_object()]
        while waiting:
            item = waiting.pop()
            ids |= {str(item["/ID"])} if "/ID" in item else set()
            for attributes in item.get("/A", ()):
                headers |= set(map(str, attributes.get_object().get("/Headers", ())))
            kids = (kid.get_object() for kid in item.get("/K", ()))
            waiting.extend(kid for kid in kids if isinstance(kid, dict) and "/S" in kid)
        assert headers
        assert headers <= ids
        seen.append(ids)
    assert len(seen) == 3
    assert len(set.union(*seen)) == sum(map(len, seen))


def test_a_part_in_another_language_says_so(body):
    (document,) = body.reader.trailer["/Root"]["/StructTreeRoot"]["/K"]
    parts = document.get_object()["/K"]
    assert [part.get_object().get("/Lang") for part in parts] == [None, None, None, "fr"]
    assert body.reader.trailer["/Root"]["/Lang"] == "en"


def test_the_catalogue_says_that_it_is_tagged(body):
    root = body.reader.trailer["/Root"]
    # Without /Suspects, which is false then: some readers complain about it if it is written.
    assert root["/MarkInfo"] == {"/Marked": True}
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert len(root["/OutputIntents"]) == 1
    assert len(body.reader.trailer["/ID"]) == 2
    pages = [page for page in body.reader.pages if "/Annots" in page]
    assert pages
    assert {page["/Tabs"] for page in pages} == {"/S"}


def test_the_file_is_sound(volume):
    with pikepdf.open(volume.path) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert pdf.pdf_version == "1.7"
        assert pdf.objects
        for item in pdf.objects:
            assert item is not None
            assert b"x-volume" not in item.unparse(resolved=True).lower()
            if isinstance(item, pikepdf.Stream):
                assert b"x-volume" not in item.read_bytes().lower()


def test_nothing_refers_to_what_is_not_there(volume):
    with pikepdf.open(volume.path) as pdf:
        here = {item.objgen for item in pdf.objects if item is not None}
        pages = {page.obj.objgen for page in pdf.pages}
        assert all(item.get("/Type") != "/Page" or item.objgen in pages
                   for item in pdf.objects if isinstance(item, pikepdf.Dictionary))  # fmt: skip
        for item in pdf.objects:
            values = list(item) if isinstance(item, pikepdf.Array) else []
            if isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
                values = list(item.values())
            assert None not in values, item
            assert all(
                value.objgen in here
                for value in values
                if isinstance(value, pikepdf.Object) and value.is_indirect
            )


def test_a_check_of_pdfa_finds_nothing_that_it_does_not_find_in_a_shard(volume, shards):
    def findings(path):
        report = pdfa.validate_written(path, "2b")
        return {(one.rule, one.where.split("(")[-1], one.kind) for one in report.findings}

    known = set().union(*map(findings, shards.values()))
    found = findings(volume.path)
    assert found <= known
    # It does not know of PDF/UA, and expects level B.
    assert ("ISO_19005_2:6.6.4-3", "MetadataStream)", "violation") in found


def test_profiles_fonts_and_pictures_are_kept_once(shards, tmp_path):
    def size(count):
        pieces = [Piece(shards["alpha"], first=1 + 2 * n) for n in range(count)]
        bound = bind(pieces, tmp_path / "many.pdf", metadata=Metadata("Many"))
        with pikepdf.open(bound.path) as pdf:
            streams = [item for item in pdf.objects if isinstance(item, pikepdf.Stream)]
            fonts = [one for one in streams if one.get("/Subtype") == "/CIDFontType0C"]
            profiles = [one for one in streams if "/N" in one and "/Range" in one]
            return len(fonts), len(profiles)

    assert size(1) == size(4)
    assert min(size(1)) > 0


def test_the_examination_can_fail(volume, tmp_path):
    def spoiled(spoil):
        path = tmp_path / "spoiled.pdf"
        shutil.copy(volume.path, path)
        with pikepdf.open(path, allow_overwriting_input=True) as pdf:
            spoil(pdf)
            pdf.save(path)
        return examine(path).flaws

    def swap(pdf):
        first, other = pdf.pages[2], pdf.pages[3]
        first.StructParents, other.StructParents = other.StructParents, first.StructParents

    def forget(pdf):
        part = pdf.Root.StructTreeRoot.K[0].K[1]
        part.K = pikepdf.Array(list(part.K)[1:])

    def unlink(pdf):
        del pdf.pages[2].Annots[0]["/StructParent"]

    def mislabel(pdf):
        pdf.Root.StructTreeRoot.K[0].K[1].P = pdf.Root.StructTreeRoot

    assert all(spoiled(way) for way in (swap, forget, unlink, mislabel))
    assert PdfReader(volume.path).pages
