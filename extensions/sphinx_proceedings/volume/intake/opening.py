"""Opens an author's file, or says why it cannot be opened."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pikepdf

from sphinx_proceedings.diagnostics import Code, Severity
from sphinx_proceedings.volume.intake import bomb
from sphinx_proceedings.volume.intake.finding import Finding, RefusedError
from sphinx_proceedings.volume.intake.report import Limits

_HEAD: Final = 1024
_KINDS: Final = (
    (b"PK\x03\x04", "a ZIP archive, as .docx, .odt and .pages files are"),
    (b"%!PS", "PostScript"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"{\\rtf", "a rich text document"),
    (b"\xd0\xcf\x11\xe0", "an old Word document"),
    (b"version https://git-lfs", "a pointer of Git LFS, whose file was not fetched"),
    (b"\\documentclass", "a LaTeX source"),
)
_EXPORT: Final = "send the PDF itself: pdflatex writes it, and in Word it is File > Save As > PDF"
_AGAIN: Final = "make the PDF again from its source, and compare its size with that of the original"


@dataclass
class Opened:
    """An open file, and what was found on the way."""

    pdf: pikepdf.Pdf
    findings: list[Finding]


def open_file(path: Path, limits: Limits) -> Opened:
    """Open a file; raises `RefusedError` if that cannot be done or should not be."""
    data = path.read_bytes()
    if not data:
        raise RefusedError(Code.PDF_EMPTY, "the file is empty", _AGAIN)
    if b"%PDF-" not in data[:_HEAD]:
        raise RefusedError(Code.PDF_UNREADABLE, f"no PDF{_kind(data)}", _EXPORT)
    bomb.check_raw(data, limits.decoded)
    cut = b"%%EOF" not in data[-_HEAD:]
    try:
        pdf = pikepdf.open(path)
    except pikepdf.PasswordError:
        raise RefusedError(
            Code.PDF_LOCKED,
            "the file opens only with a password",
            "save it without a password; nobody could read the volume otherwise",
        ) from None
    except (pikepdf.PdfError, ValueError, RuntimeError):
        state = "cut off before its end" if cut else "damaged"
        raise RefusedError(
            Code.PDF_UNREADABLE, f"the file is {state}, and cannot be repaired", _AGAIN
        ) from None
    findings = []
    if cut:
        findings.append(_repaired("the file is cut off before its end; what is there was repaired"))
    elif pdf.get_warnings():
        findings.append(_repaired("the file is damaged, and was repaired"))
    if pdf.is_encrypted:
        findings.append(
            Finding(
                Code.PDF_PROTECTED,
                "the file forbids copying or printing; the copy in the volume does not",
                "save it without restrictions, so that what is sent is what is printed",
                Severity.INFO,
            )
        )
    _measure(pdf, limits)
    return Opened(pdf, findings)


def _kind(data: bytes) -> str:
    start = data.lstrip()[:64]
    for signature, kind in _KINDS:
        if start.startswith(signature):
            return f": this is {kind}"
    lowered = start.lower()
    return ": this is a web page" if lowered.startswith((b"<!doctype", b"<html")) else ""


def _repaired(message: str) -> Finding:
    hint = f"look at all of its pages in the volume, or {_AGAIN}"
    return Finding(Code.PDF_REPAIRED, message, hint)


def _too_large(message: str) -> RefusedError:
    return RefusedError(
        Code.PDF_TOO_LARGE, message, "reduce what it holds: pictures at 300 dpi, no hidden pages"
    )


def _measure(pdf: pikepdf.Pdf, limits: Limits) -> None:
    """Refuse what no paper is: nothing is unpacked into memory before this has passed."""
    if len(pdf.objects) > limits.objects:
        raise _too_large(f"the file has more than {limits.objects:,} objects")
    try:
        count = len(pdf.pages)
    except (pikepdf.PdfError, ValueError):
        raise RefusedError(
            Code.PDF_UNREADABLE, "the list of its pages is damaged, and cannot be repaired", _AGAIN
        ) from None
    if not count:
        raise RefusedError(Code.PDF_EMPTY, "the file has no pages", _AGAIN)
    if count > limits.pages:
        raise _too_large(f"the file has {count:,} pages, and at most {limits.pages:,} are read")
    bomb.check_streams(pdf, limits.decoded)
    bomb.check_content(pdf, limits.drawn)
