"""The builders: `typst` writes a tree of .typ files, `typstpdf` prints it."""

import hashlib
import json
from collections.abc import Set as AbstractSet
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import quote

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.errors import ConfigError
from sphinx.util import logging
from sphinx.util.display import progress_message, status_iterator
from sphinx.util.osutil import ensuredir

from sphinx_typst import config as configuration
from sphinx_typst.alternative import unspoken
from sphinx_typst.bindery import Bindery
from sphinx_typst.compile import Press
from sphinx_typst.config import TypstDocument
from sphinx_typst.file import portable, put
from sphinx_typst.font import open_fonts
from sphinx_typst.image import Images
from sphinx_typst.lock import alone
from sphinx_typst.math import Macros, MathError
from sphinx_typst.place import place
from sphinx_typst.sheet import whole
from sphinx_typst.volume import Volume, documents_of
from sphinx_typst.writer import Translator, write

logger = logging.getLogger(__name__)


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
        self.current_docname = ""
        try:
            self.macros = Macros.from_mathjax(configuration.math_macros(self.config))
        except MathError as error:
            raise ConfigError(f"typst_math_macros: {error}") from error
        self.placed = Images(self)
        self.fonts = open_fonts(self.config, Path(self.confdir))
        self.has_rtl = any(document.spoken(self.config).is_rtl for document in self.documents)
        self._unknown: set[tuple[str, str]] = set()
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
            written = self.path_of(docname).stat().st_mtime_ns
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
        settings["has_rtl"] = self.has_rtl
        text = json.dumps(settings, sort_keys=True, default=repr)
        digest = hashlib.sha256(text.encode())
        # Another version of the writer may write something else for the same doctree.
        for path in sorted(Path(__file__).parent.rglob("*.py")):
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
        missing = {name for name in self._members if not self.path_of(name).exists()}
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
            facts = json.loads(self.path_of(name).with_suffix(".json").read_text(encoding="utf-8"))
            if facts.get("lost") or changed.intersection(facts.get("refers", ())):
                found.add(name)
        return found

    def _write_document(self, docname: str) -> None:
        self.current_docname = docname
        self.lost = False
        doctree = self.env.get_doctree(docname)
        doctree["docname"] = docname
        # As for LaTeX: references are resolved, toctrees stay, for a volume to fill.
        self.env.resolve_references(doctree, docname, self)
        self.post_process_images(doctree)
        translator = self.create_translator(doctree, self)
        if not isinstance(translator, Translator):
            raise TypeError(f"{type(translator)} is no Translator of sphinx_typst")
        silent = unspoken(doctree)
        written = write(doctree, translator)
        put(self.path_of(docname), written.text)
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
        }
        put(self.path_of(docname).with_suffix(".json"), json.dumps(facts, sort_keys=True))

    def finish(self) -> None:
        """Write the volumes."""
        if not self._members:
            self._members = documents_of(self.documents, self.env)
            self.write_documents(frozenset())
        self._remove_strangers()
        ensuredir(self._stamp_file.parent)
        put(self._stamp_file, self._stamp())
        with progress_message("writing volumes"):
            self.volumes = [Volume(self._planned(document), self) for document in self.documents]
            for volume in self.volumes:
                volume.copy_templates()
                if not self.is_printed_in_shards(volume):
                    put(volume.main, whole(volume))

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

    def _remove_strangers(self) -> None:
        """Remove documents that no volume prints any more."""
        folder = self.tree / "docs"
        known = {self.path_of(name) for name in self._members}
        for path in folder.rglob("*.typ"):
            if path not in known:
                path.unlink()
                path.with_suffix(".json").unlink(missing_ok=True)

    # What the writer asks.

    def path_of(self, docname: str) -> Path:
        """Give the file of a document."""
        return self.tree / "docs" / f"{portable(docname)}.typ"

    def place_image(self, node: nodes.image) -> str | None:
        """Copy an image into the tree; give its path for Typst, None if it cannot be shown."""
        return self.placed.place(node)

    def site_url(self, docname: str, identifier: str) -> str | None:
        """Give the address of a place on the site, if the site has one."""
        base = self.config.html_baseurl
        if not base:
            return None
        if self.config.typst_html_builder == "dirhtml":
            path = docname.removesuffix("index") if docname.endswith("/index") else f"{docname}/"
            path = "" if docname == "index" else path
        else:
            path = f"{docname}.html"
        fragment = f"#{quote(identifier)}" if identifier else ""
        return f"{base.rstrip('/')}/{quote(path)}{fragment}"

    def warn_unknown(self, name: str, node: nodes.Node) -> None:
        """Report a kind of node that nobody can print, once for each place."""
        found = place(node)
        where = (name, f"{found.source}:{found.line}" if found else self.current_docname)
        if where not in self._unknown:
            self._unknown.add(where)
            logger.warning(
                "unknown node %s: only its text is printed",
                name,
                type="typst",
                subtype="unknown_node",
                location=found or self.current_docname,
            )


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
        press, bindery = Press(self), Bindery(self)
        for volume in self.volumes:
            prints = bindery.print if self.is_printed_in_shards(volume) else press.print
            if not prints(volume):
                self.failed = True

    def is_printed_in_shards(self, volume: Volume) -> bool:
        """Say whether a volume is printed in shards."""
        return volume.document.bound


def note_lost(app: Sphinx, _domain: object, _node: nodes.Node) -> None:
    """Remember that a reference leads nowhere: what it names may be there next time."""
    if isinstance(app.builder, TypstBuilder):
        app.builder.lost = True


def report_failure(app: Sphinx, exception: Exception | None) -> None:
    """Let the command fail if what it was asked for does not exist in the end."""
    if not isinstance(app.builder, TypstPdfBuilder):
        return
    if app.builder.held is not None:
        app.builder.held.close()
        app.builder.held = None
    if exception is None and app.builder.failed:
        app.statuscode = app.statuscode or 1
