"""Shards that Typst makes of made-up texts, and a volume bound of them."""

from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pytest
import typst

from sphinx_typst.bind import Bound, Metadata, Piece, Spot, bind

HEAD = """
#set document(title: "Made-up shard {name}", author: "Ada Example", keywords: ("made", "up"))
#set text(lang: "{lang}")
#set page(width: 120mm, height: 150mm, numbering: "{numbering}")
#set heading(numbering: "1.")
#counter(page).update({first})
"""
# Notes, tables and a label are named the same in every shard, as in papers of different authors.
BODY = """
#heading(level: 1)[Title of {name}] #label("papers/{name}#title")
Text with a note#footnote[Note of {name}, with a #link("https://example.org/{name}")[link].].
Onwards to #link("x-volume:papers%2F{to}%23target")[the target in {to}], which is
#link("x-volume:papers%2F{to}%23spot")[a spot as well], and to @same.
== Section of {name} <same>
#figure(
  table(columns: 2, table.header[Word][Number], [one], [1], [two], [2]), caption: [A table],
)
#figure(rect(width: 3cm), alt: "An empty box", caption: [A box])
#math.equation(block: true, alt: "x squared", $x^2$)
- first
  - inner
- second
#pagebreak()
#heading(level: 2)[Target of {name}] #label("papers/{name}#target")
#quote(block: true)[Something quoted.] Back to @same.
#link("x-volume:papers%2Fnone%23gone")[Nowhere in {name}] is where this leads.
+ one#footnote[Another note.]
+ two
"""
TITLE = "Proceedings of made-up <things> & others"
METADATA = Metadata(
    title=TITLE,
    authors=("Ada Example", "Bo Example"),
    description="A volume for tests.",
    keywords=("tests", "made up"),
    language="en",
    identifier="https://doi.org/10.5555/made-up",
    publisher="Example Press",
    rights="CC BY 4.0",
    timestamp=1_700_000_000,
)


@dataclass(frozen=True)
class Volume:
    pieces: tuple[Piece, ...]
    bound: Bound

    @property
    def path(self):
        return self.bound.path


def printed(path, text, standards=("ua-1", "a-2a")):
    source = path.with_suffix(".typ")
    source.write_text(text, encoding="utf-8")
    typst.compile(str(source), output=str(path), pdf_standards=list(standards), timestamp=0)
    return path


@pytest.fixture(scope="session")
def shards(tmp_path_factory):
    """Print four shards: three in English, one in French."""
    folder = tmp_path_factory.mktemp("shards")

    def shard(name, to, first, *, numbering="1", lang="en", body=BODY):
        head = HEAD.format(name=name, lang=lang, numbering=numbering, first=first)
        return printed(folder / f"{name}.pdf", head + body.format(name=name, to=to))

    front = '= Preface of {name}\nRead #link("x-volume:papers%2F{to}%23title")[a paper].\n'
    return {
        "front": shard("front", "alpha", 1, numbering="i", body=front),
        "alpha": shard("alpha", "beta", 1),
        "beta": shard("beta", "gamma", 5),
        "gamma": shard("gamma", "alpha", 7, lang="fr"),
    }


@pytest.fixture(scope="session")
def volume(shards, tmp_path_factory):
    def piece(name, first, **options):
        return Piece(
            shards[name], first=first, spots={f"papers/{name}#spot": Spot(2, 40, 100)}, **options
        )

    pieces = (
        Piece(shards["front"], style="roman"),
        piece("alpha", 1, under=("Morning",)),
        piece("beta", 5, blanks=2, under=("Morning",)),
        piece("gamma", 7, under=("Evening", "Late")),
    )
    target = tmp_path_factory.mktemp("volume") / "volume.pdf"
    return Volume(pieces, bind(pieces, target, metadata=METADATA))


@pytest.fixture
def sketch(tmp_path):
    """Make a PDF without tags, of pages as wide as asked: `sketch("a", [100, 200])`."""

    def make(name, widths) -> Path:
        pdf = pikepdf.new()
        for width in widths:
            pdf.add_blank_page(page_size=(width, 300))
        path = tmp_path / f"{name}.pdf"
        pdf.save(path)
        return path

    return make
