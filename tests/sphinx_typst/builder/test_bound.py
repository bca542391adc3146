"""Volumes printed in shards and bound: read as their readers do, and edited as their authors do."""

import json
import re
import shutil
import unicodedata
from collections import Counter

import pypdf
import pytest

from sphinx_typst.press.typesetter import Typesetter

pytestmark = pytest.mark.slow

WORDS = "Made-up words that fill a line of a page and say nothing at all to anybody. "
DOCUMENT = (
    "from sphinx_typst import TypstDocument\n"
    "myst_enable_extensions = ['dollarmath']\n"
    "typst_pdf_standards = ['ua-1', 'a-2a']\n"
    "typst_documents = [TypstDocument('index', 'volume', 'A Made-up Volume', author='Nobody',"
    " preliminaries=('preface',), chapters=('one', 'two', 'three'), appendices=('names',),"
    " bound=True, {more})]\n"
)


def chapter(name, body="", lines=40):
    filler = (WORDS * 3 + "\n\n") * lines
    return (
        f"# Title {name} with $x_1^2$ and *emphasis*\n\nBegin-{name}.\n\n{body}\n\n{filler}"
        f"(last-{name})=\n## Last of {name}\n\nEnd-{name}.\n"
    )


FILES = {
    "index.md": "# Index\n\n```{toctree}\npreface\none\ntwo\nthree\nnames\n```\n",
    "preface.md": "# Preface\n\nBegin-preface. See {ref}`last-three`.\n",
    "one.md": chapter("one", "See {ref}`last-two`, {ref}`last-three` and {doc}`names`."),
    "two.md": chapter("two", "See {ref}`last-one` and {doc}`preface`.\n\n{index}`Made-up entry`"),
    "three.md": chapter("three", "Nothing is named here.\n\n{index}`Made-up entry`"),
    "names.rst": ("Names\n=====\n\nBegin-names.\n\n* Somebody Example, :doc:`three`\n"),
}


@pytest.fixture
def make(project, monkeypatch):
    """Make a volume: `make(files, more)` gives its project, with a list of what gets printed."""

    def make(files=None, more="", conf=""):
        made = project({**FILES, **(files or {})}, DOCUMENT.format(more=more) + conf)
        made.printed = []
        compiled = Typesetter.print

        def spied(self, main, documents, question=""):
            made.printed.append(re.sub(r"-[0-9a-f]{8}$", "", main.stem))
            return compiled(self, main, documents, question)

        monkeypatch.setattr(Typesetter, "print", spied)
        return made

    return make


def volume(built):
    return built.out / "volume.pdf"


class Book:
    """A volume as it is read: its pages by what is printed on them."""

    def __init__(self, path):
        self.reader = pypdf.PdfReader(path)
        self.labels = self.reader.page_labels
        self.pages = [
            re.sub(r"\s+", " ", unicodedata.normalize("NFKC", page.extract_text()))
            for page in self.reader.pages
        ]

    def folio(self, words):
        (found,) = [
            label for label, page in zip(self.labels, self.pages, strict=True) if words in page
        ]
        return found

    def page(self, words):
        return self.pages[self.labels.index(self.folio(words))]

    def contents(self):
        page = next(page for page in self.pages if page.startswith("Contents"))
        return re.findall(r"(\S[^.]*?) (?:\. ?){3,}([ivx]+|\d+)", page.removeprefix("Contents"))


def quoted(book):
    """Check all that a volume says of its own pages; give how often it says something."""
    seen = Counter()
    for page in book.pages:
        for name, folio in re.findall(r"Last of (\w+) \(p\. ([ivx\d]+)\)", page):
            assert folio == book.folio(f"End-{name}")
            seen["last"] += 1
        for name, folio in re.findall(r"(Names|Preface) \(p\. ([ivx\d]+)\)", page):
            assert folio == book.folio(f"Begin-{name.lower()}")
            seen["first"] += 1
    for title, folio in book.contents():
        if "Last of" in title:
            assert folio == book.folio(f"End-{title.split()[-1]}")
        elif "Title" in title:
            assert folio == book.folio(f"Begin-{title.split()[1]}")
        elif title != "Index":
            assert folio == book.folio(f"Begin-{title.lower()}")
        seen["contents"] += 1
    return seen


def links(book):
    """Give for each link within the volume the page it is on and the one it leads to."""
    places = book.reader.named_destinations
    for number, page in enumerate(book.reader.pages):
        for annotation in page.get("/Annots", ()):
            action = annotation.get_object().get("/A", {})
            target = annotation.get_object().get("/Dest", action.get("/D"))
            if isinstance(target, str):
                target = places[target].dest_array
            if target is not None:
                yield number, book.reader.get_page_number(target[0].get_object())
            else:
                assert not str(action.get("/URI", "")).startswith("x-volume")


def test_what_a_volume_says_of_its_pages_is_true(make):
    built = make().build("typstpdf")
    assert built.warnings == ""
    book = Book(volume(built))
    assert quoted(book) == {"last": 4, "first": 2, "contents": 9}
    assert book.labels[:8] == ["i", "ii", "iii", "iv", "v", "vi", "1", "2"]
    # Every part begins on a right-hand page.
    for name in ("one", "two", "three", "names"):
        assert int(book.folio(f"Begin-{name}")) % 2
        assert book.pages.index(book.page(f"Begin-{name}")) % 2 == 0
    entry = re.search(r"Made-up entry, (\d+), (\d+)", book.page("Made-up entry,"))
    assert entry.groups() == (book.folio("Begin-two"), book.folio("Begin-three"))


def test_titles_keep_their_formulas_and_marks_in_the_contents(make):
    book = Book(volume(make().build("typstpdf")))
    # The formula is set, not spelled.
    assert any(
        re.search("Title one with x2 ?1 and emphasis", title) for title, _ in book.contents()
    )


def test_links_lead_within_the_volume(make):
    book = Book(volume(make().build("typstpdf")))
    found = list(links(book))
    start = book.pages.index(book.page("Begin-one"))
    ends = {book.pages.index(book.page(f"End-{name}")) for name in ("two", "three")}
    assert ends <= {there for here, there in found if here == start}
    contents = next(n for n, page in enumerate(book.pages) if page.startswith("Contents"))
    # An entry has one link, or one for each of its lines.
    assert len({there for here, there in found if here == contents}) == 9


def test_the_outline_has_all_chapters_in_order(make):
    reader = Book(volume(make().build("typstpdf"))).reader
    titles = [item.title for item in reader.outline if not isinstance(item, list)]
    assert [title.split(" with")[0] for title in titles] == [
        *("Contents", "Preface", "Title one", "Title two", "Title three", "Names", "Index")
    ]


def test_a_second_build_prints_nothing(make):
    made = make()
    first = volume(made.build("typstpdf")).read_bytes()
    made.printed.clear()
    built = made.build("typstpdf")
    assert "volume.pdf is up to date" in built.status
    assert made.printed == []
    assert volume(built).read_bytes() == first


def edit(made, name, content):
    (made.source / name).write_text(content, encoding="utf-8")


def test_an_edit_prints_what_was_edited_and_no_more(make):
    made = make()
    made.build("typstpdf")
    made.printed.clear()
    edit(made, "two.md", FILES["two.md"].replace("Begin-two.", "Begin-two. A word."))
    book = Book(volume(made.build("typstpdf")))
    assert made.printed == ["two"]
    assert "Begin-two. A word." in book.page("Begin-two")


def test_a_shift_prints_what_it_moves_and_what_names_that(make):
    made = make()
    made.build("typstpdf")
    made.printed.clear()
    edit(made, "two.md", chapter("two", "\n\n".join(FILES["two.md"].split("\n\n")[2:4]), lines=90))
    book = Book(volume(made.build("typstpdf")))
    assert made.printed[0] == "two"
    assert Counter(made.printed) == dict.fromkeys(["two", "three", "one", "front", "back"], 1)
    assert quoted(book)["last"] == 4


def test_any_way_to_a_volume_gives_the_same_bytes(make, tmp_path):
    made = make()
    made.build("typstpdf")
    changes = {"one.md": chapter("one", lines=90), "three.md": FILES["three.md"] + "More.\n"}
    for name, content in changes.items():
        edit(made, name, content)
        built = made.build("typstpdf")
    found = volume(built).read_bytes()
    shutil.rmtree(built.out)
    assert volume(made.build("typstpdf")).read_bytes() == found


@pytest.mark.parametrize("what", ["shards", "shard", "record", "stamp", "volume", "all"])
def test_a_damaged_cache_costs_time_and_nothing_else(make, what):
    made = make()
    built = made.build("typstpdf")
    found = volume(built).read_bytes()
    tree = built.out / ".typst"
    shards = tree / "shards" / "volume"
    if what == "shards":
        shutil.rmtree(shards)
    elif what == "shard":
        (shards / "front.pdf").write_bytes(b"")
    elif what == "record":
        (shards / "front.json").write_text("{")
    elif what == "stamp":
        (tree / ".volume.stamp").write_bytes(b"\xff")
    elif what == "volume":
        volume(built).write_bytes(b"%PDF of somebody else")
    else:
        shutil.rmtree(tree)
    made.printed.clear()
    again = made.build("typstpdf")
    assert again.warnings == ""
    assert volume(again).read_bytes() == found
    expected = {"shards": 5, "shard": 1, "record": 1, "stamp": 0, "volume": 0, "all": 5}
    assert len(set(made.printed)) == expected[what]


def test_an_error_in_a_chapter_is_told_at_its_line_and_the_old_volume_stays(make):
    made = make(conf="typst_raw_enabled = True\n")
    found = volume(made.build("typstpdf")).read_bytes()
    made.printed.clear()
    raw = '\n\n```{raw} typst\n#panic("made up")\n```\n'
    for name in ("one.md", "three.md"):
        edit(made, name, FILES[name] + raw)
    edit(made, "two.md", FILES["two.md"] + "More.\n")
    built = made.build("typstpdf")
    assert built.app.statuscode == 1
    assert sorted(made.printed) == ["one", "three", "two"]
    for name in ("one.md", "three.md"):
        assert re.search(rf"{name}:\d+: ERROR: volume: panicked", built.warnings)
    assert "the one from an earlier build stays" in built.warnings
    assert volume(built).read_bytes() == found
    made.printed.clear()
    for name in ("one.md", "three.md"):
        edit(made, name, FILES[name])
    built = made.build("typstpdf")
    assert built.warnings == ""
    assert built.app.statuscode == 0
    # Those that failed are as they were printed before.
    assert made.printed == []
    assert "More." in Book(volume(built)).page("End-two")


def test_a_changed_style_prints_all_and_a_changed_imprint_the_first_pages(make):
    more = "data={{'imprint': [{{'label': 'ISBN', 'text': '{}'}}]}}"
    made = make(more=more.format("1"))
    made.build("typstpdf")
    made.printed.clear()
    made = make(more=more.format("2"))
    made.build("typstpdf")
    assert made.printed == ["front"]
    made = make(
        more=more.format("2"),
        conf="typst_styles = ['s.typ']\n",
        files={"s.typ": "#let styles = (:)\n"},
    )
    made.build("typstpdf")
    assert Counter(made.printed) == dict.fromkeys(["front", "one", "two", "three", "back"], 1)


def test_what_is_said_of_chapters_is_printed_and_in_their_own_files(make):
    data = {
        "two": {
            "title": "The second",
            "authors": ["Made Up", "Some Body"],
            "keywords": ["nothing"],
            "description": "Says nothing.",
            "head_left": "Up and Body",
            "head_right": "Second, short",
            "contents_note": "Made Up, Some Body",
            "contents_mark": "Withdrawn",
            "mark": "WITHDRAWN",
            "banner": {"title": "Withdrawn", "text": "For reasons made up."},
            "first_foot": [["Cite as ", {"text": "this", "url": "https://example.org/2"}]],
        }
    }
    made = make(more=f"chapter_data={data!r}")
    built = made.build("typstpdf")
    assert built.warnings == ""
    book = Book(volume(built))
    number = book.pages.index(book.page("Begin-two"))
    assert "For reasons made up." in book.pages[number]
    assert "Cite as this" in book.pages[number]
    assert "Up and Body" not in book.pages[number].replace("Made Up and", "")
    assert "withdrawn up and body" in book.pages[number + 1].lower()
    assert "Made Up, Some Body" in book.page("Contents")
    assert "WITHDRAWN" in book.page("Contents").upper()
    (path,) = (built.out / ".typst/shards/volume").glob("two-*.pdf")
    said = pypdf.PdfReader(path).metadata
    assert (said.title, said.author, said.keywords, said.subject) == (
        *("The second", "Made Up, Some Body", "nothing", "Says nothing."),
    )
    made.printed.clear()
    data["two"]["head_left"] = "Others"
    make(more=f"chapter_data={data!r}").build("typstpdf")


def test_a_page_may_be_printed_in_place_of_a_chapter(make):
    data = {
        "one": {"quarantined": "This page is all there is."},
        "two": {"camera": [{"name": "two/1", "alt": "Page 1"}, {"name": "two/2", "alt": "Page 2"}]},
    }
    styles = "#let styles = (camera-page: page => block[Page of #page.name])\n"
    made = make(
        more=f"chapter_data={data!r}",
        conf="typst_styles = ['s.typ']\n",
        files={"s.typ": styles},
    )
    built = made.build("typstpdf")
    assert built.warnings == ""
    book = Book(volume(built))
    assert "Title one" in book.page("This page is all there is.")
    assert book.folio("This page is all") == "1"
    assert (book.folio("Page of two/1"), book.folio("Page of two/2")) == ("3", "4")
    # Who refers to a place in them is sent to their first page.
    assert "Last of two" not in str(book.contents())
    assert re.search(r"Title two with .{2,6} and emphasis (\. ?)+3", book.page("Contents"))


def test_chapters_that_run_on_are_one_part_and_each_has_its_pages(make):
    found = []
    made = make(
        files={f"{name}.md": f"# {name}\n\nBegin-{name}.\n" for name in ("one", "two", "three")},
        more="data={'openings': 'run-on'}, ",
        conf=extension(),
    )
    (made.source / "spy.py").write_text(SPY)
    built = made.build("typstpdf")
    assert sorted(set(made.printed)) == ["back", "chapters", "front"]
    found = json.loads((built.out / "pages.json").read_text())
    assert found == {"one": [1, 1], "two": [1, 1], "three": [1, 1], "names": [3, 3]}


SPY = """
import json, pathlib

def setup(app):
    said = app.config.spied = []
    def planned(app, document):
        said.append(["planned"])
    def printed(app, document, docnames, path):
        said.append(["printed", *docnames])
        assert path.read_bytes().startswith(b"%PDF")
        path.write_bytes(path.read_bytes() + b"\\n% seen\\n")
    def allowed(app, document, pages):
        said.append(["allowed"])
        if (pathlib.Path(app.srcdir) / "veto").exists():
            return False
    def token(app, document, docname):
        path = pathlib.Path(app.srcdir) / f"{docname}.token"
        return path.read_text() if path.exists() else None
    def done(app, document, path, pages, shards):
        said.append(["done", *shards])
        assert path.exists()
        assert all(b"% seen" in shard.read_bytes() for shard in shards.values())
        text = json.dumps(pages)
        (pathlib.Path(app.outdir) / "pages.json").write_text(text)
    app.connect("typst-volume-planned", planned)
    app.connect("typst-shard-printed", printed)
    app.connect("typst-shards-printed", allowed)
    app.connect("typst-shard-token", token)
    app.connect("typst-volume-printed", done)
"""


def extension():
    return (
        "import sys, pathlib\n"
        "sys.path.insert(0, str(pathlib.Path(__file__).parent))\n"
        "sys.modules.pop('spy', None)\n"
        "extensions.append('spy')\n"
    )


def test_extensions_see_what_is_printed_and_may_keep_it_from_being_bound(make):
    made = make(files={"spy.py": SPY}, conf=extension())
    built = made.build("typstpdf")
    said = built.app.config.spied
    assert said[0] == ["planned"]
    # Once each, also of what was printed twice.
    assert sorted(said[1:-2]) == [
        *(["printed", "names"], ["printed", "one"], ["printed", "preface"]),
        *(["printed", "three"], ["printed", "two"]),
    ]
    assert said[-2:] == [["allowed"], ["done", "one", "two", "three"]]
    pages = json.loads((built.out / "pages.json").read_text())
    book = Book(volume(built))
    for name, (first, last) in pages.items():
        assert book.folio(f"Begin-{name}") == str(first)
        if name != "names":
            assert book.folio(f"End-{name}") == str(last)
    # A token that changes prints its chapter again.
    made.printed.clear()
    edit(made, "two.token", "changed")
    again = made.build("typstpdf")
    assert made.printed == ["two"]
    assert ["printed", "two"] in again.app.config.spied
    assert volume(again).read_bytes() == volume(built).read_bytes()
    # A veto leaves the old volume, and fails.
    found = volume(built).read_bytes()
    edit(made, "veto", "")
    edit(made, "two.md", FILES["two.md"] + "More.\n")
    vetoed = made.build("typstpdf")
    assert vetoed.app.statuscode == 1
    assert volume(vetoed).read_bytes() == found
    assert vetoed.app.config.spied[-1] == ["allowed"]


def test_a_start_is_kept_with_empty_pages_and_said_if_it_cannot_be(make):
    made = make(more="starts={'two': 11}")
    built = made.build("typstpdf")
    assert built.warnings == ""
    book = Book(volume(built))
    assert book.folio("Begin-two") == "11"
    assert book.pages[book.labels.index("10")] == ""
    assert quoted(book)["last"] == 4
    made = make(more="starts={'two': 2}")
    built = made.build("typstpdf")
    assert "two cannot begin on page 2: it begins on page 5" in built.warnings


def test_documents_may_be_parts_and_bring_others_with_them(make):
    built = make(
        files={
            "one.md": "# One\n\n## First\n\nBegin-one.\n\n```{toctree}\ninner\n```\n",
            "inner.md": "# Inner\n\nBegin-inner.\n",
            "index.md": "# I\n\n```{toctree}\none\ntwo\n```\n",
        },
        conf="typst_toplevel_sectioning = 'part'\n"
        "typst_documents = [TypstDocument('index', 'volume', 'V',"
        " toctree_only=True, bound=True)]\n",
    ).build("typstpdf")
    assert "ERROR" not in built.warnings
    book = Book(volume(built))
    titles = [title for title, _ in book.contents()]
    assert [title.split(" with")[0] for title in titles] == [
        *("One", "First", "Inner", "Title two", "Last of two", "Index"),
    ]
    assert dict(book.contents())["Inner"] == book.folio("Begin-inner")


def test_typst_alone_gets_one_file(make):
    built = make().build("typst")
    assert (built.out / "volume.typ").exists()
    assert not (built.out / "shards").exists()


def place_of(sheet, words):
    """How far from the left of a page some words begin, in parts of its width."""
    found = []

    def note(text, matrix, text_matrix, _font, _size):
        if text.strip() == words:
            found.append((matrix[4] + text_matrix[4]) / float(sheet.mediabox.width))

    sheet.extract_text(visitor_text=note)
    return found[0]


def test_a_chapter_in_another_direction_has_its_folios_at_the_edge_of_the_book(make):
    body = (WORDS * 3 + "\n\n") * 60
    made = make(
        {"two.md": f"# Title two\n\n(last-two)=\n## Last\n\n{body}"},
        "chapter_data={'two': {'language': 'ar'}}",
    )
    read = pypdf.PdfReader(made.build("typstpdf").out / "volume.pdf")
    two = next(n for n, page in enumerate(read.pages) if "Title two" in page.extract_text()[:40])
    label = read.page_labels[two + 1]
    assert int(label) % 2 == 0
    assert place_of(read.pages[two + 1], label) < 0.3
    assert place_of(read.pages[two + 2], read.page_labels[two + 2]) > 0.7
