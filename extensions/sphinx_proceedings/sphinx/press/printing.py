"""What happens while a volume is printed: camera-ready pages, its ledger, what is frozen."""

from __future__ import annotations

import functools
import hashlib
import inspect
import weakref
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.application import Sphinx

from sphinx_proceedings.diagnostics import Code, Location
from sphinx_proceedings.exports.reference import reference
from sphinx_proceedings.model import LEDGER_FILE, Catalogue, Edition, Ledger, PageRange, Paper
from sphinx_proceedings.sphinx.press import offprint
from sphinx_proceedings.sphinx.site import Site, site_of
from sphinx_proceedings.sphinx.site.report import report
from sphinx_proceedings.volume import freeze
from sphinx_proceedings.volume import ledger as ledgers
from sphinx_proceedings.volume.camera import Camera, look, quarantine
from sphinx_proceedings.volume.frame import frame_of
from sphinx_proceedings.volume.placement import names, plan
from sphinx_proceedings.volume.stamp import stamp
from sphinx_proceedings.volume.stamped_link import Carrier

if TYPE_CHECKING:
    from sphinx_typst import TypstDocument

Pages = Mapping[str, tuple[int, int]]
"""The first and the last folio of each document of the body."""

_FOLDER = Path(__file__).parent / "styles"
STYLES = [str(_FOLDER / name) for name in ("sp.typ", "camera.typ", "correction.typ")]
"""What Typst is told of the classes of our nodes, of camera-ready pages and of corrections."""

_STANDARDS = {"ua-1": "PDF/UA-1", "a-2a": "PDF/A-2a"}


@dataclass
class _Print:
    """What one build knows of the camera-ready files of a volume, by document."""

    cameras: Mapping[str, Camera] = field(default_factory=dict)


_PRINTS: weakref.WeakKeyDictionary[Sphinx, dict[str, _Print]] = weakref.WeakKeyDictionary()


def register(app: Sphinx) -> None:
    """Follow the printing of bound volumes."""
    app.connect("typst-volume-planned", planned)
    app.connect("typst-shard-token", token)
    app.connect("typst-shard-printed", stamped)
    app.connect("typst-shards-printed", allowed)
    app.connect("typst-volume-printed", printed)


def _edition(site: Site, document: TypstDocument) -> Edition | None:
    """Return the edition of which a document is the volume; projects may print others."""
    found = site.catalogue.editions.get(document.target)
    return found if found and found.volume and document.bound else None


def planned(app: Sphinx, document: TypstDocument) -> TypstDocument | None:
    """Look at camera-ready files, say what the volume conforms to, and keep frozen pages."""
    site = site_of(app.config).for_print
    edition = _edition(site, document)
    if edition is None:
        return None
    folder = Path(app.outdir) / ".typst" / "intake"
    cameras = {}
    for one in look(site.catalogue, [edition], site.root, folder):
        for diagnostic in one.report.diagnostics:
            report(diagnostic)
        if edition.publishes(one.paper):
            cameras[site.document(one.paper)] = one
    _PRINTS.setdefault(app, {})[document.target] = _Print(cameras)
    chapters = dict(document.chapter_data)
    for docname, one in cameras.items():
        chapters[docname] = {**chapters.get(docname, {}), **_chapter(edition, one)}
    notice = [*_texts(document.data.get("notice")), *_conformance(app, cameras)]
    starts = {}
    if edition.ledger is not None and freeze.is_fixed(edition.ledger):
        starts = _starts(site, edition, edition.ledger)
        starts |= dict.fromkeys(document.appendices[:1], _behind(edition.ledger))
    return replace(
        document,
        chapter_data=chapters,
        data={**document.data, "notice": notice},
        starts=starts,
    )


def _texts(given: Any) -> list[str]:
    return [str(one) for one in given] if isinstance(given, list | tuple) else []


def _chapter(edition: Edition, one: Camera) -> dict[str, Any]:
    if not one.report.usable:
        return {"quarantined": quarantine(one.report)}
    width, height = frame_of(edition.volume.paper_size if edition.volume else "a4").size
    return {
        "camera": [
            {
                "name": name,
                "alt": f"Page {number} of \N{LEFT DOUBLE QUOTATION MARK}{one.paper.title}"
                "\N{RIGHT DOUBLE QUOTATION MARK}",
                "width": width,
                "height": height,
            }
            for number, name in enumerate(names(one.paper.id, one.report.pages), start=1)
        ]
    }


def _conformance(app: Sphinx, cameras: Mapping[str, Camera]) -> list[str]:
    """Return what the imprint says of the volume as a file; nothing more than is checked."""
    asked = [_STANDARDS[name] for name in app.config.typst_pdf_standards if name in _STANDARDS]
    supplied = sum(one.report.usable for one in cameras.values())
    if supplied:
        papers = "one paper" if supplied == 1 else f"{supplied} papers"
        rest = f" All other pages follow {' and '.join(asked)}." if asked else ""
        said = (
            f"The pages of {papers} were supplied as PDF by their authors, and have no tags here: "
        )
        return [f"{said}a screen reader meets each as a picture.{rest}"]
    return [f"This file conforms to {' and '.join(asked)}."] if asked else []


def _starts(site: Site, edition: Edition, ledger: Ledger) -> dict[str, int]:
    found = {}
    for (kind, name), pages in ledgers.entries(ledger).items():
        entry = edition.papers.get(name) if kind == "paper" else edition.dialogues.get(name)
        if entry is not None:
            found[site.document(entry)] = pages.first
    return found


def _behind(ledger: Ledger) -> int:
    """Return the right-hand page after all entries: what comes last does not take theirs."""
    last = max((pages.last for pages in ledgers.entries(ledger).values()), default=0)
    return last + 1 + last % 2


def _camera(app: Sphinx, document: TypstDocument, docname: str) -> Camera | None:
    known = _PRINTS.get(app, {}).get(document.target)
    one = known.cameras.get(docname) if known else None
    return one if one and one.report.usable else None


def token(app: Sphinx, document: TypstDocument, docname: str) -> str | None:
    """Return what the stamped pages of a document depend on."""
    one = _camera(app, document, docname)
    if one is None or one.report.cleaned is None:
        return None
    return f"{one.report.sha256} {one.report.cleaned.stem} {_version()}"


@functools.cache
def _version() -> str:
    """Return what changes when pages are placed or stamped in another way."""
    digest = hashlib.sha256(metadata.version("pikepdf").encode())
    for made_by in (stamp, Carrier, plan, frame_of):
        digest.update(Path(inspect.getfile(made_by)).read_bytes())
    return digest.hexdigest()


def stamped(app: Sphinx, document: TypstDocument, docnames: tuple[str, ...], path: Path) -> None:
    """Put the authors' pages onto those that were printed for them."""
    site = site_of(app.config)
    edition = _edition(site, document)
    for docname in docnames:
        one = _camera(app, document, docname)
        if one is None or one.report.cleaned is None or edition is None or not edition.volume:
            continue
        frame = frame_of(edition.volume.paper_size)
        stamp(path, one.report.cleaned, plan(one.paper.id, one.report, frame))


def allowed(app: Sphinx, document: TypstDocument, pages: Pages) -> bool:
    """Tell whether a volume may be bound: one that is frozen keeps its pages."""
    site = site_of(app.config)
    edition = _edition(site, document)
    if edition is None:
        return True
    if edition.id in site.unreadable_ledgers:
        # What is wrong with it has been said.
        return False
    frozen = edition.ledger
    if frozen is None or not freeze.is_fixed(frozen):
        return True
    found = ledgers.obstacles(frozen, _ledger(site, edition, pages))
    file = Location(site.shown(site.root / edition.id / LEDGER_FILE))

    def place(entry: ledgers.Entry) -> Location:
        kind, name = entry
        one = edition.papers.get(name) if kind == "paper" else edition.dialogues.get(name)
        return one.source if one else file

    said = {(one.code, one.location.path) for one in site.diagnostics}
    for diagnostic in freeze.explained(found, edition.id, place):
        # What came or went has been found on loading, at its line.
        if (Code.FROZEN_PAGES, diagnostic.location.path) not in said:
            report(diagnostic)
    return not found


def _ledger(site: Site, edition: Edition, pages: Pages) -> Ledger:
    """Return the ledger of what was printed."""
    found: dict[str, dict[str, PageRange]] = {"paper": {}, "dialogue": {}}
    for docname, (first, last) in pages.items():
        entry = site.entries.get(docname)
        if entry is not None and entry.edition == edition.id:
            kind = "paper" if isinstance(entry, Paper) else "dialogue"
            found[kind][entry.id] = PageRange(first=first, last=max(first, last))
    return Ledger(edition=edition.id, papers=found["paper"], dialogues=found["dialogue"])


def printed(
    app: Sphinx,
    document: TypstDocument,
    path: Path,
    pages: Pages,
    shards: Mapping[str, Path],
) -> None:
    """Write the ledger of a volume that was bound, and release its offprints."""
    site = site_of(app.config)
    edition = _edition(site, document)
    if edition is None:
        return
    frozen = edition.ledger if freeze.is_fixed(edition.ledger) else None
    ledger = _ledger(site, edition, pages)
    if frozen is not None:
        ledger = ledger.model_copy(update={"papers": frozen.papers, "dialogues": frozen.dialogues})
    ledger = ledger.model_copy(update={"citations": citations(site.catalogue, edition, ledger)})
    ledgers.write(ledger, path.with_name(f"{edition.id}.ledger.json"))
    known = _PRINTS.get(app, {}).get(document.target, _Print())
    bad = {name for name, one in known.cameras.items() if not one.report.usable}
    single = {name: shard for name, shard in shards.items() if name not in bad}
    offprint.release_all(app, edition, document, pages=pages, shards=single)


def citations(catalogue: Catalogue, edition: Edition, ledger: Ledger) -> dict[str, str]:
    """Return how the papers of a volume are cited, with the pages of a ledger."""
    known = replace(edition, ledger=ledger)
    with_pages = Catalogue(catalogue.people, {**catalogue.editions, edition.id: known})
    return {
        paper.id: reference(with_pages, known, paper)
        for paper in known.papers_of_volume
        if paper.id in ledger.papers
    }
