"""Examines one file from opening to what its first page says; runs in the process of its own."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sphinx_proceedings.diagnostics import Code, Severity
from sphinx_proceedings.volume.intake import (
    document,
    fonts,
    foreign,
    hidden,
    paging,
    reconcile,
    review,
    unnamed,
)
from sphinx_proceedings.volume.intake.answer import Answer
from sphinx_proceedings.volume.intake.clean import clean
from sphinx_proceedings.volume.intake.finding import Finding, RefusedError, some
from sphinx_proceedings.volume.intake.look import Page, look
from sphinx_proceedings.volume.intake.opening import open_file
from sphinx_proceedings.volume.intake.report import Expected, Limits

_HOPELESS = 0.3


@dataclass
class _Text:
    fonts: list[str]
    pages: list[Page]

    @property
    def readable(self) -> bool:
        total = sum(len(page.text) for page in self.pages[:1])
        return total > 0 and self.pages[0].unmapped < _HOPELESS * total


def examine(path: Path, expected: Expected, limits: Limits, cleaned: Path) -> Answer:
    """Say what is wrong with a file, and write its cleaned copy if it can be used."""
    try:
        opened = open_file(path, limits)
        findings = opened.findings
        findings += document.check(opened.pdf)
        tagged, language = document.is_tagged(opened.pdf), document.language(opened.pdf)
        copy = clean(opened.pdf, cleaned, limits)
    except RefusedError as refused:
        return Answer(usable=False, findings=[refused.finding])
    findings += document.check_marks(copy.marks, copy.layers)
    findings += foreign.check(copy.removed)
    findings += copy.spoken.check()
    font_findings, embedded, unmapped = fonts.check(copy.fonts)
    findings += font_findings
    pages = look(cleaned)
    findings += paging.check(pages, expected)
    findings += review.check(pages)
    findings += hidden.check([page.hidden for page in pages])
    text = _Text(unmapped, pages)
    extractable = not paging.untold(pages, unmapped)
    if not extractable:
        findings.append(_unmapped(text))
    if text.readable:
        findings += reconcile.check(expected.title, expected.authors, pages[0])
    if not tagged:
        findings.append(
            Finding(
                Code.PDF_UNTAGGED,
                "the file is not tagged: screen readers meet its pages as pictures with a title",
                "LaTeX: \\DocumentMetadata{tagging=on} with a new LaTeX; Word: tick Document"
                " structure tags in the options when saving as PDF",
                Severity.INFO,
            )
        )
    findings = unnamed.redacted(findings, expected.unnamed)
    if named := unnamed.check(pages, copy.bookmarks, expected.unnamed):
        return Answer(usable=False, findings=[*named, *findings])
    return Answer(
        usable=True,
        findings=findings,
        sizes=[page.size for page in pages],
        boxes=[page.ink for page in pages],
        tagged=tagged,
        fonts_embedded=embedded,
        extractable=extractable,
        bookmarks=len(copy.bookmarks),
        links=copy.marks.counts(),
        language=language,
    )


def _unmapped(text: _Text) -> Finding:
    named = f" set in {some(text.fonts)}" if text.fonts else ""
    rest = "" if text.readable else "; title and authors cannot be compared with the record"
    return Finding(
        Code.PDF_UNMAPPED_TEXT,
        f"text{named} cannot be searched, copied or read aloud{rest}",
        "LaTeX: \\usepackage{cmap} or lmodern with pdflatex, or lualatex; others: export with"
        " Unicode maps (ToUnicode)",
    )
