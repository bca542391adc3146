"""The builder `typst`: it writes a tree of .typ files."""

import hashlib
import json
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.errors import ConfigError
from sphinx.util import logging
from sphinx.util.display import progress_message, status_iterator
from sphinx.util.osutil import ensuredir

from latex_math import SOURCE as MATHEMATICS
from latex_math import MathError
from sphinx_typst import config as configuration
from sphinx_typst import equation
from sphinx_typst.config import TypstDocument
from sphinx_typst.context import Context
from sphinx_typst.file import put
from sphinx_typst.place import place
from sphinx_typst.sheet.font import open_fonts
from sphinx_typst.sheet.image import Images
from sphinx_typst.sheet.main import whole
from sphinx_typst.sheet.stand_in import StandIns, needs
from sphinx_typst.sheet.volume import Volume, documents_of
from sphinx_typst.writer import Translator, write
from sphinx_typst.writer.alternative import unspoken

logger = logging.getLogger(__name__)

# What is written for a doctree is decided here and by those who write formulas.
_WRITERS: Final = (Path(__file__).parents[1], MATHEMATICS)


class TypstBuilder(Builder):
    """Writes every document that a volume prints as a Typst module, and a main file per volume."""

    name = "typst"
    format = "typst"
    epilog = "The Typst files are in %(outdir)s."
    # Reading is parallel; writing is a small part of the time, and in one process.
    allow_parallel = False
    supported_remote_images = False
    default_translator_class = Translator

    def init(self) -> None:
        """Read the configuration."""
        self.documents: tuple[TypstDocument, ...] = configuration.documents(self.config)
        # Every standard for archives or accessibility refuses PDF images.
        formats = ["svg+xml", "pdf", "png", "jpeg", "webp", "gif"]
        if self.config.typst_pdf_standards:
            formats.remove("pdf")
        self.supported_image_types = [  # type: ignore[misc] # depends on the configuration
            "application/pdf" if name == "pdf" else f"image/{name}" for name in formats
        ]
        try:
            macros = equation.configured(self.config)
        except MathError as error:
            raise ConfigError(f"typst_math_macros: {error}") from error
        srcdir, images = Path(self.srcdir), self.tree / "images"
        self.context = Context(
            self.config,
            self.env,
            self.events,
            srcdir=srcdir,
            confdir=Path(self.confdir),
            outdir=Path(self.outdir),
            tree=self.tree,
            fonts=open_fonts(self.config, Path(self.confdir)),
            macros=macros,
            has_rtl=any(document.spoken(self.config).is_rtl for document in self.documents),
            place_image=Images(srcdir, images, self.images, self.config).place,
            warn_unknown=Unknown().warn,
        )
        self._members: AbstractSet[str] = frozenset()
        # Whether the document being written refers to something that is not there.
        self.lost = False

    @property
    def tree(self) -> Path:
        """Give the folder of the .typ files."""
        return Path(self.outdir)

    # What Sphinx asks.

    def get_outdated_docs(self) -> set[str]:
        """Give the documents of the volumes whose Typst is missing, or older than their doctree."""
        self._members = documents_of(self.documents, self.env)
        if self._stamp_file.exists() and self._stamp_file.read_text() == self._stamp():
            return {name for name in self._members if self._is_outdated(name)}
        return set(self._members)

    def _is_outdated(self, docname: str) -> bool:
        doctree = Path(self.doctreedir) / f"{docname}.doctree"
        try:
            written = self.context.path_of(docname).stat().st_mtime_ns
            return not doctree.exists() or written < doctree.stat().st_mtime_ns
        except OSError:
            return True

    @property
    def _stamp_file(self) -> Path:
        return self.tree / "docs" / ".stamp"

    def _stamp(self) -> str:
        """Give a digest of what, besides a doctree, decides on the Typst of a document."""
        settings = {
            name: getattr(self.config, name, None)
            for name in (
                "typst_pdf_standards",
                "typst_show_urls",
                "typst_page_references",
                "typst_html_builder",
                "typst_math_macros",
                "typst_raw_enabled",
                "html_baseurl",
                "numfig",
                "numfig_format",
                "highlight_language",
                "language",
            )
        }
        settings["has_rtl"] = self.context.has_rtl
        text = json.dumps(settings, sort_keys=True, default=repr)
        digest = hashlib.sha256(text.encode())
        # Another version of the writer may write something else for the same doctree.
        for path in sorted(path for room in _WRITERS for path in room.rglob("*.py")):
            digest.update(path.read_bytes())
        return digest.hexdigest()

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """Give a reference its target; whether it is in the same volume, the volume knows."""
        del typ
        return f"%{docname}"

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:
        """Give the target of a reference, which does not depend on where it stands."""
        del from_
        return self.get_target_uri(to, typ)

    def prepare_writing(self, docnames: AbstractSet[str]) -> None:
        """Find the members of the volumes again: reading may have changed the toctrees."""
        del docnames
        self._members = documents_of(self.documents, self.env)

    def write_documents(self, docnames: AbstractSet[str]) -> None:
        """Write those documents that a volume prints."""
        missing = {name for name in self._members if not self.context.path_of(name).exists()}
        changed = (set(docnames) | missing) & self._members
        wanted = sorted(changed | self._dependents(set(docnames) | missing))
        for docname in status_iterator(
            wanted, "writing Typst... ", "darkgreen", len(wanted), self.config.verbosity
        ):
            self._write_document(docname)

    def _dependents(self, changed: set[str]) -> set[str]:
        """Give the documents that name others which have changed, perhaps in their titles.

        What refers to nothing known is among them if anything changed: it may be there now.
        """
        found: set[str] = set()
        for name in self._members - changed if changed else ():
            facts = json.loads(
                self.context.path_of(name).with_suffix(".json").read_text(encoding="utf-8")
            )
            if facts.get("lost") or changed.intersection(facts.get("refers", ())):
                found.add(name)
        return found

    def _write_document(self, docname: str) -> None:
        self.lost = False
        doctree = self.env.get_doctree(docname)
        doctree["docname"] = docname
        # As for LaTeX: references are resolved, toctrees stay, for a volume to fill.
        self.env.resolve_references(doctree, docname, self)
        self.post_process_images(doctree)
        translator = self.create_translator(doctree, self, self.context)
        if not isinstance(translator, Translator):
            raise TypeError(f"{type(translator)} is no Translator of sphinx_typst")
        silent = unspoken(doctree)
        written = write(doctree, translator)
        put(self.context.path_of(docname), written.text)
        facts = {
            "toctrees": written.toctrees,
            "top": written.top,
            "title": written.title,
            "unspoken": silent,
            "refers": sorted(written.refers),
            "lost": self.lost,
            "anchors": written.anchors,
            "targets": written.targets,
            "outline": written.outline,
            "glyphs": needs(written.text),
            "printed": needs(written.printed),
        }
        put(self.context.path_of(docname).with_suffix(".json"), json.dumps(facts, sort_keys=True))

    def finish(self) -> None:
        """Write the volumes."""
        if not self._members:
            self._members = documents_of(self.documents, self.env)
            self.write_documents(frozenset())
        self._remove_strangers()
        ensuredir(self._stamp_file.parent)
        put(self._stamp_file, self._stamp())
        with progress_message("writing volumes"):
            self.volumes = [
                Volume(self._planned(document), self.context) for document in self.documents
            ]
            self.stand_ins = self.stand_in()
            for volume in self.volumes:
                volume.copy_templates()
                if not self.is_printed_in_shards(volume):
                    put(volume.main, whole(volume, self.stand_ins))

    def _planned(self, document: TypstDocument) -> TypstDocument:
        """Let extensions say more of a document, now that all is read."""
        if not document.bound:
            return document
        found = self.events.emit_firstresult("typst-volume-planned", document)
        return document if found is None else configuration.checked(found)

    def is_printed_in_shards(self, volume: Volume) -> bool:
        """Say whether a volume is printed in shards. For Typst alone it is one file."""
        del volume
        return False

    def stand_in(self) -> StandIns:
        """Say what stands in for what no font has: nothing, in Typst that others compile."""
        return StandIns(self.context.fonts)

    def _remove_strangers(self) -> None:
        """Remove documents that no volume prints any more."""
        folder = self.tree / "docs"
        known = {self.context.path_of(name) for name in self._members}
        for path in folder.rglob("*.typ"):
            if path not in known:
                path.unlink()
                path.with_suffix(".json").unlink(missing_ok=True)


class Unknown:
    """Reports kinds of nodes that nobody can print, once for each place."""

    def __init__(self) -> None:
        self._known: set[tuple[str, str]] = set()

    def warn(self, name: str, node: nodes.Node) -> None:
        """Report a node, whose class has this name."""
        found = place(node)
        docname = node.document.get("docname") if node.document is not None else None
        where = (name, f"{found.source}:{found.line}" if found else str(docname))
        if where not in self._known:
            self._known.add(where)
            logger.warning(
                "unknown node %s: only its text is printed",
                name,
                type="typst",
                subtype="unknown_node",
                location=found or docname,
            )


def note_lost(app: Sphinx, _domain: object, _node: nodes.Node) -> None:
    """Remember that a reference leads nowhere: what it names may be there next time."""
    if isinstance(app.builder, TypstBuilder):
        app.builder.lost = True
