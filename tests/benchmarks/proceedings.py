"""Made-up proceedings of any size, for measurements; nobody in them exists."""

from __future__ import annotations

import random
from pathlib import Path

EDITION = "made-up-2026"

WORDS = (
    *("alder", "birch", "cedar", "elm", "fir", "hazel", "juniper", "larch", "maple", "oak"),
    *("pine", "rowan", "spruce", "willow", "yew", "amber", "basalt", "chalk", "flint", "gneiss"),
    *("marble", "quartz", "slate", "granite", "pumice", "brook", "creek", "delta", "fen"),
)

CONFIGURATION = """\
from pathlib import Path

project = "Made-up proceedings"
extensions = ["sphinx_proceedings"]
html_theme = "pydata_sphinx_theme"
myst_enable_extensions = ["dollarmath", "amsmath", "colon_fence"]
numfig = True
bibtex_bibfiles = sorted(map(str, Path("proceedings").glob("*/papers/*.bib")))
"""

EVENT = """\
title: Made-up Workshop 2026
start: 2026-06-01
end: 2026-06-03
status: current
"""

FIGURE = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 120" width="320" height="120">
<path d="M10 110 L80 60 L150 80 L220 30 L310 20" fill="none" stroke="#345" stroke-width="3"/>
</svg>
"""


def write(folder: Path, papers: int) -> None:
    """Write the source of a site with one volume of so many papers; the same ones each time."""
    # Not for secrets: the same text in every run is what is wanted.
    chance = random.Random(papers)  # noqa: S311
    edition = folder / "proceedings" / EDITION
    (edition / "papers").mkdir(parents=True)
    names = [f"paper-{number:03}" for number in range(1, papers + 1)]
    people = [f"person-{number:03}" for number in range(1, 2 * papers + 2)]
    put(folder / "conf.py", CONFIGURATION)
    put(
        folder / "index.md", f"# Made-up proceedings\n\n{toctree([f'proceedings/{EDITION}/index'])}"
    )
    put(edition / "index.md", f"# Papers\n\n{toctree([f'papers/{name}' for name in names])}")
    put(folder / "proceedings" / "people.yml", "".join(map(person, people)))
    put(edition / "event.yml", EVENT)
    put(
        edition / "volume.yml",
        f"title: Made-up Proceedings 2026\ndate: 2026-06-01\npapers: [{', '.join(names)}]\n",
    )
    for number, name in enumerate(names):
        put(edition / "papers" / f"{name}.md", paper(name, people[2 * number :][:3], chance))
        put(edition / "papers" / f"{name}.bib", "".join(entry(name, n) for n in range(12)))
        put(edition / "papers" / f"{name}.svg", FIGURE)


def edit(folder: Path, number: int) -> None:
    """Add a sentence to one paper."""
    path = folder / "proceedings" / EDITION / "papers" / f"paper-{number:03}.md"
    text = path.read_text(encoding="utf-8")
    put(path, text.replace("## Method\n", "## Method\n\nOne sentence was added here.\n", 1))


def lengthen(folder: Path, number: int) -> None:
    """Add some pages to one paper."""
    path = folder / "proceedings" / EDITION / "papers" / f"paper-{number:03}.md"
    text = path.read_text(encoding="utf-8")
    more = "These sentences were added here. They say nothing, and fill a line or two. " * 4
    put(path, text.replace("## Method\n", "## Method\n\n" + f"{more}\n\n" * 40, 1))


def paper(name: str, authors: list[str], chance: random.Random) -> str:
    """Return a paper of some five pages, with all that papers have."""
    sections = ["Introduction", "Related work", "Method", "Experiments", "Discussion", "Conclusion"]
    body = "".join(section(name, title, n, chance) for n, title in enumerate(sections))
    return (
        f"---\ntitle: On {sentence(chance, 5).removesuffix('.')}\nauthors: [{', '.join(authors)}]\n"
        f"abstract: {sentence(chance, 60)}\n---\n\n{body}"
        f"## References\n\n```{{bibliography}} {name}.bib\n:filter: docname in docnames\n```\n"
    )


def section(name: str, title: str, number: int, chance: random.Random) -> str:
    """Return a section: paragraphs with citations, a formula, a figure or a table."""
    paragraphs = [
        f"{sentence(chance, 70)} "
        f"As was shown {{cite}}`{name}-{2 * number},{name}-{2 * number + 1}`, "
        f"$\\alpha_{{{number}}} \\le \\sum_i x_i^2$. {sentence(chance, 40)}"
        for _ in range(3)
    ]
    formula = (
        f"```{{math}}\n:label: {name}-eq-{number}\n"
        f"\\mathcal{{L}}_{{{number}}}(\\theta) = \\mathbb{{E}}_{{x \\sim p}}\\left[\\log "
        "\\frac{p_\\theta(x)}{q(x)}\\right] + \\lambda \\|\\theta\\|_2^2\n```"
    )
    extra = {
        2: f"```{{figure}} {name}.svg\n:name: {name}-fig\n:alt: A line\n\nA rising line.\n```",
        3: "| system | score | time |\n| --- | ---: | ---: |\n"
        + "\n".join(
            f"| {word} | {chance.random():.3f} | {chance.randint(1, 99)} |" for word in WORDS[:8]
        ),
    }.get(
        number, f"See {{eq}}`{name}-eq-{number}`.[^{number}]\n\n[^{number}]: {sentence(chance, 12)}"
    )
    return "\n\n".join([f"## {title}", *paragraphs, formula, extra, ""]) + "\n"


def sentence(chance: random.Random, length: int) -> str:
    """Return so many words as sentences of a dozen words."""
    words = [chance.choice(WORDS) for _ in range(length)]
    parts = [" ".join(words[start : start + 12]) for start in range(0, length, 12)]
    return ". ".join(part.capitalize() for part in parts) + "."


def person(identifier: str) -> str:
    """Return a record of somebody who does not exist."""
    number = identifier.rpartition("-")[2]
    return (
        f"{identifier}:\n  name: {{given: Madeup, family: Person {number}}}\n"
        "  affiliations: [Example University]\n"
    )


def entry(name: str, number: int) -> str:
    """Return an entry of a bibliography, of a work that does not exist."""
    return (
        f"@article{{{name}-{number},\n  author = {{Person, Madeup {name.upper()} {number}}},\n"
        f"  title = {{A made-up work on {WORDS[number]}}},\n  journal = {{Journal of Examples}},\n"
        f"  year = {{{2000 + number}}},\n}}\n"
    )


def toctree(names: list[str]) -> str:
    """Return a toctree of these documents."""
    return "```{toctree}\n" + "".join(f"{name}\n" for name in names) + "```\n"


def put(path: Path, text: str) -> None:
    """Write a text file."""
    path.write_text(text, encoding="utf-8")
