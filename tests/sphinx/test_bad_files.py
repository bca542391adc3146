"""One bad file: a clear diagnostic, a page that says so, and all other pages as ever."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

WORKSHOP = Path(__file__).parents[1] / "roots" / "workshop"
ALPHA = "proceedings/alpha-2031"
OFF_RECORD = "not for the public"
DEEP = "*" * 4000 + "x" + "*" * 4000
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
    "include-empty": ("```{include}\n```", "5: ERROR: "),
    "literal-empty": ("```{literalinclude}\n```", "5: ERROR: "),
    "include-itself": ("Before.\n\n```{include} ../round/one.md\n```", ""),
    "deep-marks": (f"Text.\n\n{DEEP}", "7: error[too-deep]"),
    "deep-directives": (NOTES, "error[too-deep]"),
    "deep-quotes": (">" * 300 + " x", ""),
    "deep-images": ("![" * 900 + "x" + "](y)" * 900, ""),
    "deep-lists": (" ".join(["-"] * 300) + " x", ""),
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
    lines = [line for line in site.log.splitlines() if f"papers/{name}.md" in line]
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
