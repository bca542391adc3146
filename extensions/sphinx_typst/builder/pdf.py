"""The builder `typstpdf`: it prints what `typst` writes."""

from collections.abc import Set as AbstractSet
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from sphinx.application import Sphinx

from sphinx_typst.builder.bindery import Bindery
from sphinx_typst.builder.lock import alone
from sphinx_typst.builder.typst import TypstBuilder
from sphinx_typst.press.typesetter import Press
from sphinx_typst.sheet.font import open_fonts
from sphinx_typst.sheet.missing import report
from sphinx_typst.sheet.stand_in import StandIns, prepare
from sphinx_typst.sheet.volume import Volume


class TypstPdfBuilder(TypstBuilder):
    """Prints the volumes as PDF; the working files are in a hidden folder."""

    name = "typstpdf"
    failed = False
    epilog = "The PDF files are in %(outdir)s."

    @property
    def tree(self) -> Path:
        """Give the folder of the working files."""
        return Path(self.outdir) / ".typst"

    def init(self) -> None:
        """Read the configuration; others may write until there is something to write."""
        super().init()
        self.held: ExitStack | None = None

    def _hold(self) -> None:
        """Let no other build write into the folder before this one is finished."""
        if self.held is None:
            self.held = ExitStack()
            self.held.enter_context(alone(self.tree))

    def prepare_writing(self, docnames: AbstractSet[str]) -> None:
        """Wait for other builds."""
        self._hold()
        super().prepare_writing(docnames)

    def finish(self) -> None:
        """Write the volumes, and print those of which something has changed."""
        self._hold()
        super().finish()
        context = replace(self.context, fonts=self.stand_ins.fonts)
        press, bindery = Press(context), Bindery(context, self.stand_ins)
        for volume in self.volumes:
            prints = bindery.print if self.is_printed_in_shards(volume) else press.print
            if not prints(volume):
                self.failed = True

    def is_printed_in_shards(self, volume: Volume) -> bool:
        """Say whether a volume is printed in shards."""
        return volume.document.bound

    def stand_in(self) -> StandIns:
        """Make what stands in for what no font has, and report it at its places."""
        needed = {text for volume in self.volumes for text in volume.needs()}
        stand_ins = prepare(
            needed,
            lambda folders: open_fonts(self.config, Path(self.confdir), folders),
            self.tree / "fonts",
            self.config.typst_pdf_standards,
        )
        if stand_ins.missing and report(stand_ins, self.volumes, self.context):
            self.failed = True
        return stand_ins


def report_failure(app: Sphinx, exception: Exception | None) -> None:
    """Let the command fail if what it was asked for does not exist in the end."""
    if not isinstance(app.builder, TypstPdfBuilder):
        return
    if app.builder.held is not None:
        app.builder.held.close()
        app.builder.held = None
    if exception is None and app.builder.failed:
        app.statuscode = app.statuscode or 1
