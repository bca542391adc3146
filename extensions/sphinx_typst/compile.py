"""Runs Typst on main files, and prints volumes that are made in one piece."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import typst
from sphinx.util import logging
from sphinx.util.display import progress_message

from sphinx_typst.cache import replace
from sphinx_typst.config import TypstDocument, timestamp
from sphinx_typst.digest import Digests
from sphinx_typst.finding import WIDE, Finding, findings, report_missing, too_wide
from sphinx_typst.headers import marked

if TYPE_CHECKING:
    from sphinx_typst.builder import TypstBuilder
    from sphinx_typst.volume import Volume

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Print:
    """A PDF if there is one, what Typst said, and what it answered."""

    data: bytes | None
    findings: tuple[Finding, ...]
    answer: str = ""


class Typesetter:
    """Compiles one main file after the other; one for each thread."""

    def __init__(self, builder: "TypstBuilder", document: TypstDocument) -> None:
        """Start a compiler, which remembers what files have in common."""
        self.builder = builder
        self.standards = cast("Any", list(builder.config.typst_pdf_standards))
        self.timestamp = timestamp(document, builder.config) or 0
        self.compiler = typst.Compiler(root=str(builder.tree), font_paths=builder.fonts)

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
                    findings(self.builder, documents, error.diagnostic, error.trace, is_error=True)
                ),
            )
        found = [
            finding
            for warning in warnings
            for finding in findings(self.builder, documents, warning.diagnostic, warning.trace)
        ]
        found += too_wide(self.builder, wide)
        return Print(marked(cast("bytes", data)), tuple(found), answer)


class Press:
    """Prints volumes, one after the other, with one set of fonts."""

    def __init__(self, builder: "TypstBuilder") -> None:
        """Prepare to read what the volumes are made of."""
        self.builder = builder
        self.digests = Digests(builder)

    def print(self, volume: "Volume") -> bool:
        """Print a volume, unless it is there already, made of the same; say whether it is there."""
        name = volume.document.target
        target = Path(self.builder.outdir) / f"{name}.pdf"
        stamp = self.builder.tree / f".{name}.stamp"
        main = volume.main.read_text(encoding="utf-8")
        digest = self.digests.of(main, volume.document, volume.order)
        if target.exists() and stamp.exists() and stamp.read_text() == digest:
            logger.info("%s is up to date", target.name)
            return True
        with progress_message(f"printing {target.name}"):
            typesetter = Typesetter(self.builder, volume.document)
            done = typesetter.print(volume.main, volume.facts)
            for finding in done.findings:
                finding.tell(name)
            if done.data is None:
                target.unlink(missing_ok=True)
                stamp.unlink(missing_ok=True)
                return False
            texts = {name: self.builder.path_of(name).read_text("utf-8") for name in volume.order}
            report_missing(self.builder, name, main, texts)
            replace(target, done.data)
        stamp.write_text(digest)
        return True
