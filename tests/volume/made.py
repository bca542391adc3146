"""Makes camera-ready files for tests. Everybody and everything in them is made up."""

from __future__ import annotations

import functools
import io
from pathlib import Path

import pikepdf
import typst
from pikepdf import Array, Dictionary, Name, String

from sphinx_proceedings.diagnostics import Location
from sphinx_proceedings.volume.intake import Expected, Limits
from sphinx_proceedings.volume.intake.answer import Answer
from sphinx_proceedings.volume.intake.examine import examine

TITLE = "Counting Made-Up Sheep at the Border"
AUTHORS = ("Jo Example", "Mia Muster", "Zoë Šampleová")
A4 = (595.28, 841.89)
WORDS = "These are words of a made-up paper, and nobody has written them in earnest. " * 6


def expected(**changes) -> Expected:
    values = {
        "title": TITLE,
        "authors": AUTHORS,
        "location": Location("proceedings/made-up-2030/papers/sheep.md", 7),
        "shown": "papers/sheep.pdf",
        "paper_size": A4,
    }
    return Expected(**(values | changes))


@functools.lru_cache(maxsize=64)
def paper(
    title: str = TITLE,
    names: str = ", ".join(AUTHORS),
    pages: int = 2,
    setup: str = "",
    body: str = "",
    *,
    tagged: bool = False,
) -> bytes:
    """Return a paper as Typst prints it, which is without a fault unless `body` brings one."""
    source = f"""
    #set document(title: "{title}")
    #set page(width: {A4[0]}pt, height: {A4[1]}pt, margin: 90pt)
    {setup}
    #align(center, text(size: 20pt)[{title}])
    #align(center)[{names}]
    #align(center)[*Abstract* \\ One made-up paragraph.]
    {WORDS}
    {body}
    """
    source += "".join(f"#pagebreak()\nPage {number}. {WORDS}\n" for number in range(2, pages + 1))
    compiled = typst.compile(source.encode(), timestamp=0)
    if tagged:
        return compiled
    with pikepdf.open(io.BytesIO(compiled)) as pdf:
        del pdf.Root["/MarkInfo"], pdf.Root["/StructTreeRoot"]
        return saved(pdf)


def saved(pdf: pikepdf.Pdf, **options) -> bytes:
    target = io.BytesIO()
    pdf.save(target, static_id=True, **options)
    return target.getvalue()


def changed(change, data: bytes | None = None, **options) -> bytes:
    """Return a file after `change(pdf)`; a paper without a fault, if none is given."""
    with pikepdf.open(io.BytesIO(data or paper())) as pdf:
        change(pdf)
        return saved(pdf, **options)


def drawn(*contents: bytes, size=A4, resources=None, **entries) -> bytes:
    """Return a file whose pages draw these contents; with Helvetica as /F, not embedded."""
    with pikepdf.new() as pdf:
        for content in contents:
            pdf.add_blank_page(page_size=size)
            page = pdf.pages[-1].obj
            page["/Contents"] = pdf.make_stream(content)
            page["/Resources"] = pdf.make_indirect(
                resources(pdf) if resources else Dictionary(Font=Dictionary(F=helvetica()))
            )
            for key, value in entries.items():
                page[f"/{key}"] = value
        return saved(pdf)


def helvetica() -> Dictionary:
    return Dictionary(
        Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding
    )


def text(words: str, x: float = 100, y: float = 700, size: float = 11) -> bytes:
    return f"BT /F {size} Tf {x} {y} Td ({words}) Tj ET\n".encode("cp1252")


def annotation(pdf: pikepdf.Pdf, page: int = 0, **entries) -> None:
    """Add an annotation to a page."""
    sheet = pdf.pages[page].obj
    if "/Annots" not in sheet:
        sheet["/Annots"] = Array()
    entries.setdefault("Rect", [100, 600, 200, 620])
    sheet.Annots.append(pdf.make_indirect(Dictionary(Type=Name.Annot, **entries)))


def link(pdf: pikepdf.Pdf, page: int = 0, rect=(100, 600, 200, 620), **entries) -> None:
    annotation(pdf, page, Subtype=Name.Link, Rect=list(rect), **entries)


def uri(address: str) -> Dictionary:
    return Dictionary(S=Name.URI, URI=String(address))


def answer(tmp_path: Path, data: bytes, *, limits: Limits | None = None, **changes) -> Answer:
    """Return what is said about a file, in this process; its copy is `cleaned.pdf`."""
    path = tmp_path / "sheep.pdf"
    path.write_bytes(data)
    return examine(path, expected(**changes), limits or Limits(), tmp_path / "cleaned.pdf")


def codes(found: Answer) -> list[str]:
    """Return the codes of what is said, without what is said of every untagged file."""
    return sorted(str(one.code) for one in found.findings if one.code != "pdf-untagged")


def messages(found: Answer, code: str) -> list[str]:
    return [one.message for one in found.findings if one.code == code]
