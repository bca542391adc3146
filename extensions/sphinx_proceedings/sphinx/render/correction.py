"""What became of a paper after it was published, said wherever the paper is shown."""

from __future__ import annotations

from docutils import nodes

from sphinx_proceedings.model import Correction, CorrectionKind, Edition, Paper
from sphinx_proceedings.sphinx.nodes import notice, print_only
from sphinx_proceedings.sphinx.read.directive.base import Options
from sphinx_proceedings.sphinx.render.context import Context
from sphinx_proceedings.sphinx.render.frame import NO_FORMULAS
from sphinx_proceedings.sphinx.render.late import pages
from sphinx_proceedings.sphinx.render.part import (
    MIDDLE_DOT,
    bullets,
    container,
    empty,
    inline,
    link,
    paragraph,
    plain,
    to_document,
    to_doi,
)
from sphinx_proceedings.volume.order import entries_in_order

WORDS: dict[CorrectionKind, str] = {
    "erratum": "Erratum",
    "revision": "Revised",
    "retraction": "Retracted",
    "withdrawal": "Withdrawn",
}
"""What each kind is called above the text of a paper, on the page and in print."""

_BADGES: dict[CorrectionKind, str] = {**WORDS, "erratum": "Corrected", "revision": "Corrected"}
_RANK: tuple[CorrectionKind, ...] = ("erratum", "revision", "retraction", "withdrawal")


def in_order(paper: Paper) -> list[Correction]:
    """Return the corrections, oldest first."""
    return sorted(paper.corrections, key=lambda correction: correction.date)


def corrections(context: Context, paper: Paper) -> list[nodes.Node]:
    """Return the notices of a paper's page, the latest first; in print the banner says it."""
    return [_notice(context, one) for one in reversed(in_order(paper))]


def _notice(context: Context, correction: Correction) -> nodes.Node:
    title = paragraph(
        "sp-correction-title",
        nodes.strong("", WORDS[correction.kind]),
        MIDDLE_DOT,
        inline("sp-when", context.date(correction.date)),
    )
    box = notice("", title, *_reason(correction), classes=["sp-correction", _kind(correction.kind)])
    box["label"] = WORDS[correction.kind]
    return box


def _kind(kind: CorrectionKind) -> str:
    return f"sp-corrected-{kind}"


def _reason(correction: Correction) -> list[nodes.Node]:
    """Return the reason and where its notice is; the text is plain, whatever it looks like."""
    blocks = [part for part in correction.reason.split("\n\n") if part.strip()]
    found: list[nodes.Node] = [paragraph("", " ".join(part.split())) for part in blocks]
    if correction.doi:
        found.append(paragraph("", to_doi(correction.doi)))
    if correction.url:
        found.append(paragraph("", link("The notice", correction.url)))
    return found


def status(paper: Paper) -> list[nodes.Node]:
    """Return the badge that a list shows beside a paper: the gravest of its corrections."""
    kinds = {one.kind for one in paper.corrections}
    worst = next((kind for kind in reversed(_RANK) if kind in kinds), None)
    if worst is None:
        return []
    return [inline(f"sp-badge sp-corrected {_kind(worst)}", _BADGES[worst])]


def badge(paper: Paper) -> list[nodes.Node]:
    """Return the badge with the space before it, for the end of a title."""
    found = status(paper)
    return [nodes.Text(" "), *found] if found else []


def corrections_of(edition: Edition) -> list[tuple[Paper, Correction]]:
    """Return what was corrected in an edition, oldest first, then as the volume has the papers."""
    papers = [entry for entry in entries_in_order(edition) if isinstance(entry, Paper)]
    found = [(paper, one) for paper in papers for one in paper.corrections]
    return sorted(found, key=lambda item: item[1].date)


def correction_list(context: Context, wanted: Options) -> list[nodes.Node]:
    """Return all corrections of an edition, and after them each erratum on a page of its own."""
    edition = context.volume_edition(wanted.edition)
    found = corrections_of(edition)
    if not found:
        return empty("Nothing has been corrected.")
    items = [_entry(context, paper, one) for paper, one in found]
    errata = [
        node
        for number, (paper, one) in enumerate(found, start=1)
        if one.kind == "erratum"
        for node in _erratum(context, paper, one, number)
    ]
    return [bullets("sp-corrections", items), *errata]


def _entry(context: Context, paper: Paper, correction: Correction) -> list[nodes.Node]:
    head = paragraph(
        "sp-correction-title",
        inline("sp-when", context.date(correction.date)),
        MIDDLE_DOT,
        inline(f"sp-badge sp-corrected {_kind(correction.kind)}", WORDS[correction.kind]),
    )
    entry: list[nodes.Node] = [head, _titled(context, paper)]
    # An erratum has a page of its own, below.
    return entry if correction.kind == "erratum" else [*entry, *_reason(correction)]


def _titled(context: Context, paper: Paper) -> nodes.paragraph:
    """Return the line that says which paper it is, and where."""
    docname = context.site.document(paper)
    if docname not in context.env.found_docs:
        return paragraph("sp-title", paper.title)
    return paragraph(
        "sp-title",
        to_document(paper.title, docname),
        print_only("", " (page ", to_document(paper.title, docname, "sp-page"), nodes.Text(")")),
        *pages(context, paper, before=", "),
    )


def _erratum(
    context: Context, paper: Paper, correction: Correction, number: int
) -> list[nodes.Node]:
    title = nodes.title("", "", plain(f"Erratum: {paper.short_title or paper.title}"))
    section = nodes.section("", title, classes=[*NO_FORMULAS])
    section["ids"].append(f"erratum-{number}")
    section["names"].append(f"erratum-{number}")
    context.document.note_explicit_target(section)
    names = context.catalogue.printed_names(paper)
    section += [
        _titled(context, paper),
        paragraph("sp-authors", ", ".join(names)),
        paragraph("sp-when", context.date(correction.date)),
        *_reason(correction),
    ]
    # It can be taken out, and laid into copies that are printed already. What would be empty would
    # not be printed at all; the style shows none of it.
    return [print_only("", "", container("sp-new-page", paragraph("", "-"))), section]
