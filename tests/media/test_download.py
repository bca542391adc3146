import pytest

from sphinx_proceedings.media import Refused, check_download

from . import sample

TEXT = b"a,b\n1,2\n"
ZIP = b"PK\3\4rest"


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("a.csv", TEXT),
        ("a.CSV", "größe\n".encode("latin-1")),
        ("a.csv", "größe".encode("utf-16")),
        ("a.txt", b"a < b <c> d"),
        ("a.json", b'{"a": "<script>"}'),
        ("a.md", b"# A\n\n<b>bold</b>"),
        ("a.ipynb", b"{}"),
        ("a.tex", b"%!TEX root = b.tex\n"),
        ("a.py", b"#!/usr/bin/env python\n"),
        ("paper.v1.2.pdf", b"%PDF-1.7"),
        ("ada.lovelace.pdf", b"%PDF-1.7"),
        ("a.zip", ZIP),
        ("a.docx", ZIP),
        ("a.tar.gz", b"\x1f\x8b\x08"),
        ("data.csv.gz", b"\x1f\x8b\x08"),
        ("a.png", sample.small_png()),
        ("a.jpg", sample.jpeg()),
        ("a.mp4", b"\0\0\0\x18ftypisom"),
        ("a.parquet", b"PAR1"),
    ],
)
def test_files_that_nobody_takes_for_a_page_are_offered(name, head):
    check_download(name, head)


@pytest.mark.parametrize(
    "name",
    [
        "a.html", "a.HTM", "a.shtml", "a.xhtml", "a.svg", "a.svgz", "a.xml", "a.js", "a.mjs",
        "a.css", "a.wasm", "a.exe", "a.swf", "a.mht", "a.docm", "a.xls", "a.gz", "a.html.gz",
        "a.svg.gz", "a", ".pdf", "a.pdf.", "a.pdf ", "a.php", "a.jar", "a.xsl", "a.rdf", "a.tar",
    ],
)  # fmt: skip
def test_other_suffixes_are_refused(name):
    with pytest.raises(Refused, match="is not offered for download") as refused:
        check_download(name, TEXT)
    assert refused.value.hint


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("a.pdf", b"<html>"),
        ("a.pdf", b"\n\n%PDF-1.7"),
        ("a.zip", TEXT),
        ("a.docx", b"\xd0\xcf\x11\xe0"),
        ("a.png", sample.jpeg()),
        ("a.png", b"<svg/>"),
        ("a.tar.gz", ZIP),
        ("a.txt", b"<!DOCTYPE html>"),
        ("a.txt", b" \r\n\t<ScRipt >"),
        ("a.txt", "<html>".encode("utf-16")),
        ("a.txt", b"\xef\xbb\xbf<html>"),
        ("a.txt", b"<html>\xe9"),
        ("a.bib", b"<svg/onload=alert(1)>"),
        ("a.bib", b"<?xml version='1.0'?>\xe9"),
        ("a.md", b"<!-- --><script>"),
        ("a.yml", b"<s:svg xmlns:s='http://www.w3.org/2000/svg'/>"),
        ("a.csv", b"\x7fELF\0\0"),
        ("a.csv", ZIP),
        ("a.csv", sample.gif()),
        ("a.txt", b"%PDF-1.4"),
    ],
)
def test_files_that_are_not_what_they_are_called_are_refused(name, head):
    with pytest.raises(Refused, match="not what its suffix says"):
        check_download(name, head)


@pytest.mark.parametrize("name", ["a.html.bib", "a.php.zip", "a.SVG.txt", "a.shtml.v2.csv"])
def test_a_suffix_inside_that_a_server_obeys_is_refused(name):
    with pytest.raises(Refused, match="could run in a browser"):
        check_download(name, TEXT)


def test_an_empty_file_is_refused():
    with pytest.raises(Refused, match=r'the file "a.csv" is an empty file'):
        check_download("data/a.csv", b"")
