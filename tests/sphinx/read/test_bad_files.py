"""One bad file: a clear diagnostic, a page that says so, and all other pages as ever."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from sphinx_proceedings.sphinx.read.safety import Sanitise

pytestmark = pytest.mark.slow

WORKSHOP = Path(__file__).parents[2] / "roots" / "workshop"
ALPHA = "proceedings/alpha-2031"
OFF_RECORD = "not for the public"
DEEP = "*" * 1900 + "x" + "*" * 1900
NOTES = "\n".join([*(":" * n + "{note}" for n in range(203, 3, -1)), "text"])


def _paper(body: str, front: str = "") -> str:
    return f"---\ntitle: A Test\nauthors: [ada-example]\n{front}---\n{body}\n"


# By the name of the paper: its text, and what the log says of it. The text begins in line 5.
TEXTS = {
    "yml-literal": ("```{literalinclude} ../../people.yml\n```", "5: error[private-file]"),
    "yml-include": ("```{include} ../event.yml\n```", "5: error[private-file]"),
    "yml-table": ("```{csv-table}\n:file: ../../people.yml\n```", "5: error[private-file]"),
    "yml-link": ("[x](../../people.yml)", "5: error[private-file]"),
    "yml-download": ("{download}`x </proceedings/people.yml>`", "5: error[private-file]"),
    "yml-image": ("![x](../../people.yml)", "5: error[private-file]"),
    "yml-linked": ("```{literalinclude} people.txt\n```", "5: error[private-file]"),
    "md-include": ("```{include} counting-sheep.md\n```", "5: error[private-file]"),
    "md-literal": (
        "```{literalinclude} ../dialogues/round-table.md\n```",
        "5: error[private-file]",
    ),
    "md-download": ("{download}`counting-sheep.md`", "5: error[private-file]"),
    "csv-latin": ("```{csv-table}\n:file: ../latin.csv\n```", ""),
    "csv-ascii": (
        "```{csv-table}\n:file: ../latin.csv\n:encoding: ascii\n```",
        "5: error[not-utf8]",
    ),
    "include-empty": ("```{include}\n```", "5: error[invalid-option]: "),
    "literal-empty": ("```{literalinclude}\n```", "5: error[invalid-option]: "),
    "cite-nothing": ("Text.\n\nAs in {cite}`,,`.", "7: error[invalid-option]"),
    "include-itself": ("Before.\n\n```{include} ../round/one.md\n```", ""),
    "deep-marks": (f"Text.\n\n{DEEP}", "7: error[too-deep]"),
    "deep-directives": (NOTES, "error[too-deep]"),
    "deep-quotes": (">" * 300 + " x", "error[too-deep]"),
    "deep-images": ("![" * 900 + "x" + "](y)" * 900, ""),
    "deep-lists": (" ".join(["-"] * 300) + " x", "error[too-deep]"),
}
# The same of an abstract.
ABSTRACTS = {
    "abstract-role": ("By {person}`ada-example`.", ""),
    "abstract-dates": ("```{dates}\n```", ""),
    "abstract-deep": (f"Here.\n\n{DEEP}", "7: error[too-deep]"),
    "abstract-itself": ("```{paper-card} abstract-itself\n```", ""),
    "abstract-html": ("Here.\n\n```{raw} html\n<b>x</b>\n```", "7: error[forbidden-markup]"),
    "abstract-link": (
        "Here.\n\n```{button-link} javascript:x\nx\n```",
        "7: error[forbidden-markup]",
    ),
}
NAMES = [*TEXTS, *ABSTRACTS]


@pytest.fixture(scope="module")
def site(tmp_path_factory, build_site):
    """One site with all these papers, and pages that are no text or lie elsewhere."""
    target = tmp_path_factory.mktemp("bad") / "site"
    shutil.copytree(WORKSHOP, target)
    alpha = target / ALPHA
    people = target / "proceedings/people.yml"
    people.write_text(
        people.read_text(encoding="utf-8")
        + f"u-example:\n  name: U Example\n  unconfirmed: true\n  biography: {OFF_RECORD}\n",
        encoding="utf-8",
    )
    for name, (text, _) in TEXTS.items():
        (alpha / f"papers/{name}.md").write_text(_paper(text), encoding="utf-8")
    for name, (text, _) in ABSTRACTS.items():
        front = "abstract: |\n" + "".join(f"  {line}\n" for line in text.split("\n"))
        (alpha / f"papers/{name}.md").write_text(_paper("Text.", front), encoding="utf-8")
    (alpha / "papers/people.txt").symlink_to("../../people.yml")
    (alpha / "latin.csv").write_bytes(b"a,b\nc,\xe4\n")
    (alpha / "round").mkdir()
    (alpha / "round/one.md").write_text("One.\n\n```{include} ../round/two.md\n```\n")
    (alpha / "round/two.md").write_text("Two.\n\n```{include} ../round/one.md\n```\n")
    for name in (f"{ALPHA}/papers/latin", f"{ALPHA}/notes", "latin"):
        (target / f"{name}.md").write_bytes(b"# Title\n\nText: \xe4\n")
    secret = target.parent / "secret.md"
    secret.write_text(f"# {OFF_RECORD}\n", encoding="utf-8")
    (target.parent / "elsewhere").mkdir()
    shutil.copy(secret, target.parent / "elsewhere")
    (alpha / "papers/sub").mkdir()
    for name in ("leak.md", f"{ALPHA}/leak[1].md", f"{ALPHA}/papers/leak.md"):
        place = target / (name if "/" in name else f"proceedings/{name}")
        place.symlink_to(secret)
    (alpha / "papers/sub/leak.md").symlink_to(secret)
    (alpha / "preliminaries/leak.md").symlink_to(secret)
    (alpha / "folder-leak").symlink_to(target.parent / "elsewhere")
    (alpha / "around").symlink_to("..")
    return build_site(target)


LEAKS = [
    "proceedings/leak.md",
    f"{ALPHA}/leak[1].md",
    f"{ALPHA}/papers/leak.md",
    f"{ALPHA}/papers/sub/leak.md",
    f"{ALPHA}/preliminaries/leak.md",
    f"{ALPHA}/folder-leak",
]


def test_nothing_that_is_private_is_published(site):
    for path in site.out.rglob("*"):
        if path.is_file():
            assert OFF_RECORD.encode() not in path.read_bytes(), path
    assert "Traceback" not in site.log
    assert "exception" not in site.log.lower()
    assert "internal-error" not in site.log
    # The other pages are what they were.
    assert "Ada Example" in site.html("people")


@pytest.mark.parametrize("path", LEAKS)
def test_a_link_out_of_the_tree_is_no_page_and_reported_once(site, path):
    assert site.log.count(f"{path}: error[outside-tree]") == 1
    assert not (site.out / path).with_suffix(".html").exists()
    assert not (site.out / path).is_dir()


def test_a_folder_that_holds_itself_is_entered_once(site):
    assert site.log.count(f"{ALPHA}/around: error[unreadable-file]") == 1
    assert not (site.out / ALPHA / "around").exists()


@pytest.mark.parametrize("name", NAMES)
def test_a_finding_is_at_its_line_and_the_page_is_built(site, name):
    wanted = {**TEXTS, **ABSTRACTS}[name][1]
    # With a column where one is known.
    log = re.sub(r"(\.md:\d+):\d+: ", r"\1: ", site.log)
    lines = [line for line in log.splitlines() if f"papers/{name}.md" in line]
    if wanted:
        assert len(lines) == 1, lines
        assert f"papers/{name}.md:" in lines[0]
        assert wanted in lines[0]
    html = site.html(f"{ALPHA}/papers/{name}")
    assert "A Test" in html
    assert ("text of this page cannot be shown" in html) == (
        "too-deep" in wanted and name.startswith("deep")
    )


def test_files_that_are_not_text_are_reported_where_they_are_not(site):
    assert f"{ALPHA}/latin.csv:2:3: error[not-utf8]" in site.log
    for name in (f"{ALPHA}/papers/latin", f"{ALPHA}/notes"):
        assert site.log.count(f"{name}.md:3:7: error[not-utf8]") == 1
        assert "page cannot be shown" in site.html(name) or "cannot be read" in site.html(name)
    assert sum(line.startswith("latin.md:3:7: error") for line in site.log.splitlines()) == 1
    assert "cannot be shown" in site.html("latin")


def test_files_that_include_each_other_are_included_once(site):
    assert site.log.count(f"{ALPHA}/round/two.md:3: error[invalid-option]") >= 1
    html = site.html(f"{ALPHA}/papers/include-itself")
    assert html.count("<p>One.</p>") == html.count("<p>Two.</p>") == 1


def test_roles_and_directives_work_in_fields(site):
    assert 'href="' in site.html(f"{ALPHA}/papers/abstract-role").split("sp-abstract")[1][:300]
    assert "sp-dates" in site.html(f"{ALPHA}/papers/abstract-dates")


def test_fields_are_swept_on_the_pages_of_the_organizers(workshop, page, build_site):
    people = workshop / "proceedings/people.yml"
    fields = [
        "one:\n  name: One\n  biography: |",
        "  See [x](../hidden.txt),",
        "  ![x](/conf.py) and",
        "",
        "  ```{button-link} javascript:x",
        "  x",
        "  ```",
        "two:\n  name: Two\n  biography: See [x](proceedings/people.yml).",
        "",
    ]
    fields = [line if line[:3] in {"one", "two"} else f"  {line}".rstrip() for line in fields]
    text = people.read_text(encoding="utf-8")
    people.write_text(text + "\n".join(fields), encoding="utf-8")
    (workshop.parent / "hidden.txt").write_text(OFF_RECORD)
    line = text.count("\n") + 3
    page("# P\n\n[own](conf.py)\n\n```{speaker} one\n```\n```{speaker} two\n```\n")
    result = build_site(workshop)
    place = "proceedings/people.yml"
    found = re.findall(rf"^{place}:(\d+)(?::\d+)?: error\[([\w-]+)\]", result.log, re.MULTILINE)
    assert [(int(number) - line, code) for number, code in found] == [
        (1, "outside-tree"),
        (2, "outside-tree"),
        (4, "forbidden-markup"),
        (9, "private-file"),
    ]
    assert not list(result.out.rglob("hidden.txt"))
    assert not (result.out / "_images").exists()
    # What the organizers write themselves is theirs to offer.
    assert [path.name for path in result.out.rglob("_downloads/*/*")] == ["conf.py"]
    assert "javascript:" not in result.html("index")


@pytest.mark.parametrize("builder", ["html", "typst"])
def test_a_finding_in_an_event_is_at_its_line(workshop, build_site, builder):
    event = workshop / f"{ALPHA}/event.yml"
    text = event.read_text(encoding="utf-8")
    wrong = "description: |\n      With *coffee*.\n\n      {nosuchrole}`x` {person}`nobody`"
    event.write_text(text.replace("description: With *coffee*.", wrong), encoding="utf-8")
    line = text.split("description:")[0].count("\n") + 4
    result = build_site(workshop, builder)
    assert f"{ALPHA}/event.yml:{line}: error[unknown-person]" in result.log
    assert f"{ALPHA}/event.yml:{line}:7: error[unknown-markup]: there is no role" in result.log
    assert "schedule.md" not in result.log


def test_texts_that_show_each_other_end(workshop, page, build_site):
    people = workshop / "proceedings/people.yml"
    text = people.read_text(encoding="utf-8")
    biography = "one:\n  name: One\n  biography: |\n    ```{speaker} one\n    ```\n"
    people.write_text(text + biography, encoding="utf-8")
    page("# P\n\n```{speaker} one\n```\n")
    result = build_site(workshop)
    place = f"proceedings/people.yml:{text.count(chr(10)) + 4}"
    assert [line.split(" ")[1] for line in result.log.splitlines() if place in line] == [
        "error[too-deep]:"
    ]
    assert "Traceback" not in result.log


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_nobody_foresaw_costs_one_page(workshop, paper, build_site, monkeypatch, jobs):
    def fail(_, node):
        if node.astext() in {"x", "n"}:
            raise LookupError("of <no> kind")

    monkeypatch.setattr(Sanitise, "_math", fail)
    path = paper("Text with $x$.\n")
    (workshop / "own.md").write_text("---\norphan: true\n---\n\n# Own\n\n$x$\n", "utf-8")
    result = build_site(workshop, jobs=jobs)
    place = f"{ALPHA}/papers/test-paper.md"
    # The abstract of this paper has a formula too: not even its record can be shown.
    for name in (place, f"{ALPHA}/papers/counting-sheep.md"):
        wanted = f'{name}: error[internal-error]: this cannot be read: LookupError: "of <no> kind"'
        assert result.log.count(wanted) == 1
    assert "A Test" in result.html(f"{ALPHA}/papers/test-paper")
    for name in ("test-paper", "counting-sheep"):
        assert "cannot be shown" in result.html(f"{ALPHA}/papers/{name}")
    assert "counting-sheep" in result.html(f"{ALPHA}/papers/counting-sheep")
    assert "Ada Example" in result.html("people")
    monkeypatch.undo()
    path.write_text(path.read_text(encoding="utf-8") + "More.\n", encoding="utf-8")
    result = build_site(workshop, jobs=jobs)
    assert "cannot be shown" not in result.html(f"{ALPHA}/papers/test-paper")


def test_lists_may_be_nested_as_deep_as_anybody_writes(workshop, paper, build_site):
    paper("".join(f"{'  ' * level}- x\n" for level in range(9)) + "\nEnd.\n")
    result = build_site(workshop)
    assert not result.log
    assert "End." in result.html(f"{ALPHA}/papers/test-paper")


def test_a_page_of_the_organizers_is_readable_again(workshop, build_site):
    path = workshop / "dates.md"
    text = path.read_bytes()
    path.write_bytes(b"# Dates\n\nMay or M\xe4rz\n")
    result = build_site(workshop)
    assert "dates.md:3:9: error[not-utf8]" in result.log
    assert "cannot be shown" in result.html("dates")
    path.write_bytes(text)
    result = build_site(workshop)
    assert not result.log
    assert "cannot be shown" not in result.html("dates")


def test_mistakes_of_the_organizers_stay_loud(workshop, page, build_site, monkeypatch):
    monkeypatch.setattr(
        "sphinx_proceedings.sphinx.render.transform.FillPlaceholders.apply", lambda _: 1 / 0
    )
    with pytest.raises(ZeroDivisionError):
        build_site(workshop)
