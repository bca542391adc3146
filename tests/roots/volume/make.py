"""Makes the finished pages of the test volume: five files of differing size and origin.

All of their text is made up. `make(folder)` puts them where the records name them.
"""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import typst

_NOBODY = "Nobody wrote this sentence, and nobody should read it for what it says. "


def _typst(source: str) -> bytes:
    return typst.compile(source.encode(), format="pdf", timestamp=0)


def _title(title: str, authors: str) -> str:
    return f"#align(center)[#text(17pt)[*{title}*]\n\n{authors}\n\n_Made-up test data_]\n#v(1em)\n"


def barn_survey() -> bytes:
    """Four pages of A4, with bookmarks, links within and without, and page numbers."""
    text = _NOBODY * 6
    return _typst(
        '#set page("a4", numbering: "1")\n#set par(justify: true)\n#set text(11pt)\n'
        + _title("A Survey of Barns", "Quinta Ejemplo and Sexta Ejemplo")
        + "= Introduction <intro>\n"
        + f"{text}\n\nSee #link(<walls>)[the walls], or "
        + '#link("https://barns.example.org/")[a page about barns].\n'
        + f"\n{text}\n\n#pagebreak()\n= Walls <walls>\n{text}\n\n{text}\n"
        + "#figure(rect(width: 8cm, height: 4cm), caption: [A barn.])\n"
        + f"#pagebreak()\n= Roofs\n{text}\n\n$ integral_0^1 x^2 dif x = 1/3 $\n\n{text}\n"
        + f"#pagebreak()\n= References\n[1] A. Nobody. _Barns_. Example Press, 2030. {text}\n"
    )


def letter_home() -> bytes:
    """Two pages of US letter, written operator by operator; its fonts are not in the file."""
    pdf = pikepdf.new()
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name("/Times-Roman")
    )
    for number in (1, 2):
        lines = (
            ["BT /F1 20 Tf 72 700 Td (A Letter Home on Letter Paper) Tj ET"] if number == 1 else []
        )
        if number == 1:
            lines.append("BT /F1 12 Tf 72 672 Td (Amina Nimuna) Tj ET")
        top = 630 if number == 1 else 710
        lines += [
            f"BT /F1 11 Tf 72 {top - 15 * line} Td ({_NOBODY.strip()}) Tj ET" for line in range(30)
        ]
        page = pdf.add_blank_page(page_size=(612, 792))
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        page.Contents = pdf.make_stream("\n".join(lines).encode())
    return _saved(pdf)


def two_columns() -> bytes:
    """Three pages of B5 in two columns: the format of the volume itself."""
    text = _NOBODY * 8
    columns = "\n\n".join([f"= Left and right\n{text}", text, text, f"= Sheep\n{text}", text, text])
    return _typst(
        "#set page(width: 176mm, height: 250mm, margin: 18mm)\n#set par(justify: true)\n"
        "#set text(9pt)\n"
        + _title("Two Columns, One Sheep", "Chen Lishi and Zoë Przykład-Ångström")
        + f"#columns(2)[{columns}\n\n{text}\n\n{text}]\n"
    )


def wide_map() -> bytes:
    """Two pages of A4 around a page on its side, which the file turns with /Rotate."""
    text = _NOBODY * 6
    data = _typst(
        '#set page("a4")\n#set par(justify: true)\n'
        + _title("A Wide Map of a Narrow Valley", "Octava Példa")
        + f"= The valley\n{text}\n\n{text}\n#pagebreak()\n"
        "#rotate(-90deg, reflow: true, rect(width: 23cm, height: 14cm)[The map, which is empty.])\n"
        + f"#pagebreak()\n= What it shows\n{text}\n"
    )
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.pages[1].rotate(90, relative=True)
        return _saved(pdf)


def torn_page() -> bytes:
    """A file of which the second half never arrived."""
    data = _typst('#set page("a4")\n' + _title("A Torn Page", "Nona Przykład") + _NOBODY * 200)
    return data[: len(data) // 3]


def _saved(pdf: pikepdf.Pdf) -> bytes:
    target = io.BytesIO()
    pdf.save(target, deterministic_id=True)
    return target.getvalue()


FILES = {
    "barn-survey": barn_survey,
    "letter-home": letter_home,
    "two-columns": two_columns,
    "wide-map": wide_map,
    "torn-page": torn_page,
}


def make(folder: Path) -> None:
    """Put the files beside the records of a copy of this folder."""
    papers = folder / "proceedings" / "samples-2031" / "papers"
    for name, draw in FILES.items():
        (papers / f"{name}.pdf").write_bytes(draw())


if __name__ == "__main__":
    make(Path(__file__).parent)
