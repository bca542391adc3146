"""What a file carries besides its pages: scripts, attachments, and who made it where."""

from __future__ import annotations

import re
from typing import Any, Final

import pikepdf

from sphinx_proceedings.diagnostics import Code, Severity
from sphinx_proceedings.volume.intake.annotation import Marks
from sphinx_proceedings.volume.intake.finding import Finding, listed, some
from sphinx_proceedings.volume.intake.layer import Layers
from sphinx_proceedings.volume.intake.plain import plain, word

_PERSONAL: Final = re.compile(
    r"[\w.+-]+@[\w-]+\.\w|(?:/home/|/Users/|[A-Za-z]:[\\/]+Users[\\/]|file://)", re.IGNORECASE
)
_ORDINARY: Final = frozenset(
    {"/Creator", "/Producer", "/CreationDate", "/ModDate", "/Title", "/Trapped", "/Subject"}
    | {"/PTEX.Fullbanner", "/Keywords", "/PTEX.FullBanner"}
)
_MOST_METADATA: Final = 1_000_000


def check(pdf: pikepdf.Pdf) -> list[Finding]:
    """Return what is said about a file before anything is taken from it."""
    return [*_scripts(pdf), *_attachments(pdf), *_metadata(pdf)]


def check_marks(marks: Marks, layers: Layers) -> list[Finding]:
    """Return what is said about what lay on its pages."""
    findings = []
    if marks.scripts:
        findings.append(_script(sorted(marks.scripts)))
    if marks.media:
        counted = [f"{count} {kind}" for kind, count in sorted(marks.media.items())]
        findings.append(_attachment(some(counted)))
    if marks.comments:
        findings.append(
            Finding(
                Code.PDF_COMMENT,
                f"comments or marks on {listed(marks.comments)} are removed",
                "delete them from the file, so that what is sent is what is printed",
            )
        )
    if marks.fields:
        findings.append(
            Finding(
                Code.PDF_FORM,
                f"fields on {listed(marks.fields)} are printed as they look",
                "LaTeX: leave out the Form environment of hyperref; Word: print to PDF",
            )
        )
    if marks.elsewhere:
        findings.append(
            Finding(
                Code.PDF_LINK,
                f"links on {listed(marks.elsewhere)} lead to a file or to no public address; they"
                " are removed",
                "use whole addresses, \\href{https://...}{...}; links to files work on your"
                " machine only",
            )
        )
    if layers.hidden:
        findings.append(
            Finding(
                Code.PDF_LAYER,
                f"hidden layers are removed ({len(layers.hidden)})",
                "export figures without hidden layers",
                Severity.INFO,
            )
        )
    return findings


def is_tagged(pdf: pikepdf.Pdf) -> bool:
    """Tell whether the file says that it is tagged."""
    info = pdf.Root.get("/MarkInfo", None)
    return (
        isinstance(info, pikepdf.Dictionary)
        and bool(info.get("/Marked", False))
        and isinstance(pdf.Root.get("/StructTreeRoot", None), pikepdf.Dictionary)
    )


def language(pdf: pikepdf.Pdf) -> str:
    """Return the tag of the language that the file names, if it looks like one."""
    tag = plain(pdf.Root.get("/Lang", ""))
    return tag if re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}", tag) else ""


def _script(names: list[str]) -> Finding:
    return Finding(
        Code.PDF_SCRIPT,
        f"removed: {some(names)}",
        "LaTeX: leave out animate, media9, attachfile and the JavaScript of hyperref",
    )


def _attachment(what: str) -> Finding:
    return Finding(
        Code.PDF_ATTACHMENT,
        f"removed: {what}",
        "publish data and films where they can be found, and link to them from the record",
    )


def _scripts(pdf: pikepdf.Pdf) -> list[Finding]:
    names = []
    opening = pdf.Root.get("/OpenAction", None)
    if isinstance(opening, pikepdf.Dictionary) and opening.get("/S", None) != "/GoTo":
        kind = word(opening.get("/S", None)).removeprefix("/") or "action"
        names.append(f"{kind} when opened")
    if isinstance(pdf.Root.get("/AA", None), pikepdf.Dictionary):
        names.append("actions of the document")
    if isinstance(_entry(pdf, "/Names", "/JavaScript"), pikepdf.Dictionary):
        names.append("JavaScript of the document")
    if "/XFA" in _dictionary(pdf.Root.get("/AcroForm", None)):
        names.append("XFA form")
    if any(isinstance(page.obj.get("/AA", None), pikepdf.Dictionary) for page in pdf.pages):
        names.append("actions of pages")
    return [_script(names)] if names else []


def _attachments(pdf: pikepdf.Pdf) -> list[Finding]:
    names = []
    if isinstance(_entry(pdf, "/Names", "/EmbeddedFiles"), pikepdf.Dictionary):
        names.append("attached files")
    if isinstance(pdf.Root.get("/AF", None), pikepdf.Array):
        names.append("associated files")
    if isinstance(pdf.Root.get("/Collection", None), pikepdf.Dictionary):
        names.append("a portfolio of files")
    return [_attachment(some(names))] if names else []


def _metadata(pdf: pikepdf.Pdf) -> list[Finding]:
    """Say which entries are removed that tell of a person or a machine, not what they say."""
    info = _dictionary(pdf.trailer.get("/Info", None))
    told = [
        key.removeprefix("/")
        for key, value in info.items()
        if key not in _ORDINARY or _PERSONAL.search(plain(value))
    ]
    packet = pdf.Root.get("/Metadata", None)
    if isinstance(packet, pikepdf.Stream) and _tells(packet):
        told.append("XMP metadata")
    if not told:
        return []
    return [
        Finding(
            Code.PDF_METADATA,
            f"removed: {some(sorted(told))}",
            "nothing is to be done; the volume has its own metadata, from the record",
            Severity.INFO,
        )
    ]


def _tells(packet: Any) -> bool:
    try:
        text = packet.read_bytes()[:_MOST_METADATA].decode("utf-8", "replace")
    except pikepdf.PdfError:
        return False
    return "dc:creator" in text or bool(_PERSONAL.search(text))


def _dictionary(value: Any) -> pikepdf.Dictionary:
    return value if isinstance(value, pikepdf.Dictionary) else pikepdf.Dictionary()


def _entry(pdf: pikepdf.Pdf, *keys: str) -> Any:
    value: Any = pdf.Root
    for key in keys:
        value = _dictionary(value).get(key, None)
    return value
