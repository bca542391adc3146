"""Which fonts a file leaves to the machine of its reader, and whose letters cannot be told."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Final

import pikepdf

from sphinx_proceedings.diagnostics import Code, Severity
from sphinx_proceedings.volume.intake.finding import Finding, some
from sphinx_proceedings.volume.intake.plain import word
from sphinx_proceedings.volume.intake.resource import descendants

_SUBSET: Final = re.compile(r"^[A-Z]{6}\+")
# Names that readers know the letters of without a map.
_KNOWN: Final = frozenset({"/StandardEncoding", "/WinAnsiEncoding", "/MacRomanEncoding"})
_FILES: Final = ("/FontFile", "/FontFile2", "/FontFile3")
_STANDARD: Final = re.compile(
    r"(Times|Helvetica|Courier|Arial|TimesNewRoman)([-,](Roman|Bold|Italic|Oblique|PSMT|MT))*"
    r"|Symbol|ZapfDingbats"
)


def check(fonts: Iterable[pikepdf.Dictionary]) -> tuple[list[Finding], bool, list[str]]:
    """Return findings, whether every font is embedded, and those whose letters cannot be told."""
    missing, bitmap, unmapped = [], [], []
    for font in fonts:
        name = name_of(font)
        is_drawn = font.get("/Subtype", None) == "/Type3"
        if is_drawn:
            bitmap.append(name)
        elif not _is_embedded(font):
            missing.append(name)
        if not _has_map(font, is_drawn=is_drawn):
            unmapped.append(name)
    findings = []
    if missing:
        standard = [name for name in missing if _STANDARD.fullmatch(name)]
        says = "; the standard fonts of PDF are no exception" if standard else ""
        findings.append(
            Finding(
                Code.PDF_FONT,
                f"not embedded: {some(sorted(missing))}{says}",
                "LaTeX: embed the fonts of included figures, too (pdffonts names them); Word: tick"
                " PDF/A in the options when saving as PDF",
            )
        )
    if bitmap:
        findings.append(
            Finding(
                Code.PDF_BITMAP_FONT,
                f"letters are drawings (Type 3): {some(sorted(bitmap))}",
                "LaTeX: \\usepackage{lmodern} or cm-super; matplotlib: pdf.fonttype 42",
                Severity.INFO,
            )
        )
    return findings, not missing, sorted(set(unmapped))


def name_of(font: Any) -> str:
    """Return the name of a font without the mark of a subset."""
    name = word(font.get("/BaseFont", font.get("/Name", None))).removeprefix("/") or "(unnamed)"
    return _SUBSET.sub("", name)


def _is_embedded(font: Any) -> bool:
    return any(
        isinstance(descriptor, pikepdf.Dictionary)
        and any(isinstance(descriptor.get(key, None), pikepdf.Stream) for key in _FILES)
        for holder in (font, *descendants(font))
        for descriptor in [holder.get("/FontDescriptor", None)]
    )


def _has_map(font: Any, *, is_drawn: bool) -> bool:
    """Tell whether what a font writes can be told from the file alone.

    A simple font with an embedded file has names of glyphs; what they are worth is seen when the
    text is read.
    """
    if isinstance(font.get("/ToUnicode", None), pikepdf.Stream):
        return True
    encoding = font.get("/Encoding", None)
    if font.get("/Subtype", None) == "/Type0":
        # Predefined maps of characters are known; /Identity-H numbers glyphs.
        return isinstance(encoding, pikepdf.Name) and not word(encoding).startswith("/Identity")
    if is_drawn:
        return isinstance(encoding, pikepdf.Name) and word(encoding) in _KNOWN
    return True
