"""Files beside the papers: published anew, claimed by a rule, or reported."""

from __future__ import annotations

import io
import re

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

pytestmark = pytest.mark.slow

ALPHA = "proceedings/alpha-2031"
PAPERS = f"{ALPHA}/papers"
SECRET = b"SECRET PLACE"

UNCLAIMED = {
    "papers/sheep.pdf": ("error", "is named by no paper"),
    "papers/sheep.ipynb": ("error", "is not read"),
    "papers/sheep.tex": ("error", "is not read"),
    "papers/sheep.docx": ("error", "is not read"),
    "papers/sheep.markdown": ("error", "is not read"),
    "papers/Sheep.MD": ("error", "is no paper"),
    "papers/sheep.txt": ("error", "is not read"),
    "papers/folder/index.md": ("error", "is no paper"),
    "volume-2.yml": ("error", "is not read"),
    "preliminaries/letter.pdf": ("error", "is no page of the volume"),
    "papers/unused.bib": (None, "holds no work that is cited"),
    "papers/unused.png": (None, "is shown nowhere"),
    "papers/data.csv": (None, "is used by nothing"),
}
IGNORED = ("papers/_draft.tex", "papers/.hidden.pdf", "README.txt", "LICENSE")


def _picture(kind="PNG", **options):
    stream = io.BytesIO()
    Image.new("RGB", (3, 2), (200, 30, 30)).save(stream, kind, **options)
    return stream.getvalue()


def _found(log, path):
    return re.findall(rf"^{path}(?::[\d:]+)?: (\w+)\[([\w-]+)\]: (.*)$", log, re.MULTILINE)


def test_what_nothing_uses_is_reported(workshop, build_site):
    for name in (*UNCLAIMED, *IGNORED):
        path = workshop / ALPHA / name
        path.parent.mkdir(parents=True, exist_ok=True)
        text = "@misc{x, title={X}}" if name.endswith(".bib") else "# Made up\n"
        path.write_text(text, encoding="utf-8")
    logs = [build_site(workshop).log for _ in range(2)]
    for log in logs:
        for name, (severity, words) in UNCLAIMED.items():
            told = _found(log, f"{ALPHA}/{name}")
            if severity is None:
                assert not told, name  # information is for `check`
            else:
                assert [one[:2] for one in told] == [(severity, "unclaimed-file")], name
                assert words in told[0][2]
        for name in IGNORED:
            assert name not in log


def test_what_is_used_is_not_reported(workshop, paper, build_site):
    folder = workshop / PAPERS
    (folder.parent / "parts").mkdir()
    (folder.parent / "parts/part.md").write_text("Words of a part.\n", encoding="utf-8")
    (folder / "data.csv").write_text("a,b\n", encoding="utf-8")
    (folder / "x.png").write_bytes(_picture())
    paper(
        "```{include} ../parts/part.md\n```\n\n```{csv-table}\n:file: data.csv\n```\n\n"
        "![dots](x.png)\n\n{download}`data <data.csv>`\n"
    )
    assert "unclaimed-file" not in build_site(workshop).log


def test_pictures_lose_what_is_said_in_them(workshop, paper, build_site):
    folder = workshop / PAPERS
    info = PngInfo()
    info.add_text("Comment", SECRET.decode())
    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()
    (folder / "a.png").write_bytes(_picture(pnginfo=info))
    (folder / "b.jpg").write_bytes(_picture("JPEG", exif=exif))
    (folder / "c.svg").write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg"><metadata>{SECRET.decode()}</metadata>'
        '<rect width="9" height="9"/></svg>',
        encoding="utf-8",
    )
    before = {path: path.read_bytes() for path in folder.glob("?.*g")}
    paper("![a](a.png) ![b](b.jpg) ![c](c.svg)\n")
    for builder in ("html", "typst"):
        result = build_site(workshop, builder)
        assert not result.log
        for path in result.out.rglob("*"):
            assert not path.is_file() or SECRET not in path.read_bytes(), path
    # The names stay, and so do the originals.
    out = build_site(workshop).out
    assert {"a.png", "b.jpg", "c.svg"} <= {path.name for path in (out / "_images").iterdir()}
    assert before == {path: path.read_bytes() for path in before}


def test_formats_that_browsers_do_not_show_are_converted_or_refused(workshop, paper, build_site):
    folder = workshop / PAPERS
    (folder / "a.tiff").write_bytes(_picture("TIFF"))
    (folder / "b.eps").write_bytes(b"%!PS-Adobe-3.0 EPSF-3.0\nshowpage\n")
    (folder / "c.pdf").write_bytes(_picture("PDF"))
    (folder / "d.png").write_bytes(b"<html><script>x()</script></html>")
    paper("![a](a.tiff)\n\n![b](b.eps)\n\n![c](c.pdf)\n\n![d](d.png)\n")
    result = build_site(workshop)
    path = f"{PAPERS}/test-paper.md"
    codes = [one[:2] for one in _found(result.log, path) if one[1] != "altered-file"]
    assert codes == [("error", "unsafe-file"), ("error", "unsafe-file")]
    html = result.html(f"{PAPERS}/test-paper")
    assert {"a.png", "c.png"} <= {one.name for one in (result.out / "_images").iterdir()}
    assert "b.eps" not in html
    assert ">d</span>" in html


def test_a_picture_elsewhere_is_a_link(workshop, paper, build_site):
    paper("![words](https://example.org/x.png)\n")
    result = build_site(workshop)
    assert [one[1] for one in _found(result.log, f"{PAPERS}/test-paper.md")] == ["unsafe-file"]
    html = result.html(f"{PAPERS}/test-paper")
    assert 'href="https://example.org/x.png">words</a>' in html
    assert 'src="https:' not in html


@pytest.mark.parametrize("name", ["x.html", "x.shtml", "x.svg", "x.xml", "x.js", "x.unknown"])
def test_downloads_are_of_a_list(workshop, paper, build_site, name):
    (workshop / PAPERS / name).write_text("<script>x()</script>", encoding="utf-8")
    paper(f"{{download}}`{name}` and [link]({name})\n")
    result = build_site(workshop)
    assert "unsafe-file" in {one[1] for one in _found(result.log, f"{PAPERS}/test-paper.md")}
    assert not list(result.out.rglob(f"_downloads/**/{name}"))


def test_a_pair_for_light_and_dark_is_one_figure(workshop, paper, build_site):
    for name in ("light", "dark"):
        (workshop / PAPERS / f"{name}.png").write_bytes(_picture())
    figures = "".join(
        f":::{{figure}} {name}.png\n:figclass: only-{name}\n:name: f-{name}\n:alt: x\n\nWords.\n"
        ":::\n\n"
        for name in ("light", "dark")
    )
    after = ":::{figure} light.png\n:name: f-next\n:alt: x\n\nNext.\n:::\n"
    paper(f"{figures}{after}\n{{numref}}`f-light` {{numref}}`f-dark` {{numref}}`f-next`\n")
    result = build_site(workshop)
    assert not result.log
    html = result.html(f"{PAPERS}/test-paper")
    assert html.count("<figure") == 2
    assert [int(number) for number in re.findall(r">Fig\. (\d)</span></a>", html)] == [1, 1, 2]
    written = build_site(workshop, "typst").out / f"docs/{PAPERS}/test-paper.typ"
    assert "dark.png" not in written.read_text(encoding="utf-8")


def test_a_page_of_too_much_is_a_finding(workshop, paper, build_site):
    path = f"{PAPERS}/test-paper.md"
    kinds = ["{a}`x ", "$a $a ", "**a*b ", "[^a", "- a\n", "## a\n\n", "a\n\n", "<b>", "![a](b "]
    for kind in kinds:
        paper(kind * (300_000 // len(kind)))
        codes = {one[1] for one in _found(build_site(workshop).log, path)}
        assert "too-large" in codes, kind


def test_of_one_kind_some_are_told(workshop, paper, build_site):
    paper("{nosuch}`x`\n\n" * 300)
    log = build_site(workshop).log
    assert log.count("error[unknown-markup]") == 51
    assert "there are more like the 50 above in this file" in log


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("a \u202eb\u202c", "error"),
        ("a \u2066b\u2069", "error"),
        ("tag \U000e0041\U000e0042", "error"),
        ("filler \u3164", "error"),
        ("bell \x07", "error"),
        ("`code \u202e`", "error"),
        ("زبان\u200cها و \u200f", None),
        ("emoji 👩\u200d🚀 ❤\ufe0f", None),
    ],
)
def test_what_nobody_sees_is_reported(workshop, paper, build_site, text, severity):
    paper(f"{text}\n")
    found = _found(build_site(workshop).log, f"{PAPERS}/test-paper.md")
    assert {one[0] for one in found if one[1] == "control-character"} == (
        {severity} if severity else set()
    )


def test_formulas_are_markup_and_nothing_else_is(workshop, paper, build_site):
    title = r"T \\(\\href{javascript:x}{y}\\)"
    paper("## A $x$\n\n$$ y $$ (eq)\n\n{eq}`eq`, $\\eqref{eq}$.\n", title=f'"{title}"')
    result = build_site(workshop)
    assert not result.log
    html = result.html(f"{PAPERS}/test-paper")
    assert html.count("<math") >= 3
    assert "mathjax" not in html.lower().replace("mathjax_ignore", "")
    assert "<mtext>(1)</mtext>" in html
    with_script = build_site(workshop, proceedings_html_math="mathjax").html(f"{PAPERS}/test-paper")
    assert '"ignoreHtmlClass": ".*"' in with_script
    assert "ui/safe" in with_script


def test_no_page_names_a_place_on_this_machine(workshop, build_site, tmp_path):
    out = build_site(workshop).out
    for path in out.rglob("*"):
        if path.suffix in {".html", ".js", ".json", ".xml", ".txt"}:
            assert str(tmp_path).encode() not in path.read_bytes(), path
