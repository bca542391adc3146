"""Runs Typst on main files, and prints volumes that are made in one piece."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import typst
from sphinx.util import logging
from sphinx.util.display import progress_message

from sphinx_typst.config import TypstDocument, timestamp
from sphinx_typst.context import Context
from sphinx_typst.file import replace
from sphinx_typst.press.digest import Digests
from sphinx_typst.press.headers import marked
from sphinx_typst.sheet.finding import WIDE, Finding, findings, too_wide
from sphinx_typst.sheet.volume import Volume

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Print:
    """A PDF if there is one, what Typst said, and what it answered."""

    data: bytes | None
    findings: tuple[Finding, ...]
    answer: str = ""


class Typesetter:
    """Compiles one main file after the other; one for each thread."""

    def __init__(self, context: Context, document: TypstDocument) -> None:
        """Start a compiler, which remembers what files have in common."""
        self.context = context
        self.standards = cast("Any", list(context.config.typst_pdf_standards))
        self.timestamp = timestamp(document, context.config) or 0
        self.compiler = typst.Compiler(root=str(context.tree), font_paths=context.fonts)

    def print(
        self, main: Path, documents: Mapping[str, Mapping[str, Any]], question: str = ""
    ) -> Print:
        """Print a main file; answer a question about the places in it, if there is one.

        `documents` are those in it, with their facts.
        """
        try:
            data, warnings = self.compiler.compile_with_warnings(
                str(main),
                format="pdf",
                pdf_standards=self.standards,
                timestamp=self.timestamp,
            )
            # The layout is remembered: to ask costs a hundredth of what it costs to compile.
            answer = self.compiler.eval(question) if question else ""
            wide = self.compiler.eval(WIDE)
        except typst.TypstError as error:
            return Print(
                None,
                tuple(
                    findings(self.context, documents, error.diagnostic, error.trace, is_error=True)
                ),
            )
        found = [
            finding
            for warning in warnings
            for finding in findings(
                self.context,
                documents,
                warning.diagnostic,
                warning.trace,
                # What Typst leaves out is an error, whatever it calls it.
                is_error="was ignored" in warning.diagnostic,
            )
        ]
        found += too_wide(self.context, wide)
        return Print(marked(cast("bytes", data)), tuple(found), answer)


class Press:
    """Prints volumes, one after the other, with one set of fonts."""

    def __init__(self, context: Context) -> None:
        """Prepare to read what the volumes are made of."""
        self.context = context
        self.digests = Digests(context)

    def print(self, volume: Volume) -> bool:
        """Print a volume, unless it is there already, made of the same; say whether it is there."""
        name = volume.document.target
        target = Path(self.context.outdir) / f"{name}.pdf"
        stamp = self.context.tree / f".{name}.stamp"
        main = volume.main.read_text(encoding="utf-8")
        digest = self.digests.of(main, volume.document, volume.order)
        if target.exists() and stamp.exists() and stamp.read_text() == digest:
            logger.info("%s is up to date", target.name)
            return True
        with progress_message(f"printing {target.name}"):
            typesetter = Typesetter(self.context, volume.document)
            done = typesetter.print(volume.main, volume.facts)
            for finding in done.findings:
                finding.tell(name)
            if done.data is None:
                target.unlink(missing_ok=True)
                stamp.unlink(missing_ok=True)
                return False
            replace(target, done.data)
        stamp.write_text(digest)
        return True
