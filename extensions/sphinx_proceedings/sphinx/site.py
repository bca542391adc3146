"""The catalogue of a build: loaded once, before Sphinx reads, and found again by configuration."""

from __future__ import annotations

import weakref
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path, PurePosixPath

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import ConfigError

from sphinx_proceedings import privacy
from sphinx_proceedings.content import load
from sphinx_proceedings.content.bibliography import Bibliography, beside
from sphinx_proceedings.content.load import load_bibliographies
from sphinx_proceedings.diagnostics import Diagnostic, in_order
from sphinx_proceedings.model import Catalogue, Dialogue, Edition, Ledger, Paper
from sphinx_proceedings.sphinx.config import Settings, given
from sphinx_proceedings.sphinx.page import Pages
from sphinx_proceedings.volume import ledger as ledgers

SITES = frozenset({"html", "dirhtml"})
"""The builders that make a site, with files beside its pages."""


@dataclass(frozen=True)
class Site:
    """A catalogue and where its files lie among the documents."""

    settings: Settings
    root: Path
    """The proceedings folder itself, links followed."""
    catalogue: Catalogue = field(default_factory=Catalogue)
    diagnostics: tuple[Diagnostic, ...] = ()
    exists: bool = False
    bibliography: Bibliography = field(default_factory=Bibliography)
    printed: tuple[Path, ...] = ()
    """Where a print leaves volumes, offprints and ledgers; the first folder that has one counts."""
    freezing: str | None = None
    """The edition that is about to be frozen; it alone is printed."""
    unreadable_ledgers: frozenset[str] = frozenset()
    """Editions that are frozen, nobody knows how."""
    unnamed: Mapping[str, str] = field(default_factory=dict, repr=False, compare=False)
    """Names of those who are not confirmed, for looking whether a file of an author has them."""
    digests: dict[tuple[str, ...], str] = field(default_factory=dict, compare=False)
    """Answers of this build that have a digest already; see :mod:`.query`."""

    @property
    def base(self) -> Path:
        """The folder to which locations are relative."""
        return self.root.parent

    @cached_property
    def known(self) -> frozenset[Diagnostic]:
        """What loading found."""
        return frozenset(self.diagnostics)

    @cached_property
    def found_in(self) -> Mapping[str, list[Diagnostic]]:
        """What loading found in each file."""
        found: dict[str, list[Diagnostic]] = {}
        for diagnostic in self.diagnostics:
            found.setdefault(diagnostic.location.path, []).append(diagnostic)
        return found

    @cached_property
    def entries(self) -> Mapping[str, Paper | Dialogue]:
        """The papers and dialogues by the name of their document."""
        found: dict[str, Paper | Dialogue] = {}
        for edition in self.catalogue.editions.values():
            entries: list[Paper | Dialogue] = [*edition.papers.values()]
            entries += edition.dialogues.values()
            found.update({self.document(entry): entry for entry in entries})
        return found

    @cached_property
    def generated(self) -> Pages:
        """The pages that have no source."""
        return Pages(self.catalogue, self.settings)

    @property
    def edition(self) -> Edition | None:
        """The edition that pages outside the editions' folders speak of."""
        if self.settings.edition:
            return self.catalogue.editions.get(self.settings.edition)
        return self.catalogue.current

    @cached_property
    def for_print(self) -> Site:
        """The site as the volumes know it: of pages only those that are fixed.

        What a print says of pages must not depend on the print before.
        """
        editions = {
            name: edition
            if edition.ledger is None or edition.ledger.frozen
            else replace(edition, ledger=None)
            for name, edition in self.catalogue.editions.items()
        }
        return replace(self, catalogue=Catalogue(self.catalogue.people, editions))

    def offprint(self, paper: Paper) -> Path | None:
        """Return the printed offprint of a paper, if there is one that may be offered."""
        if paper.is_withdrawn:
            return None
        paths = (folder / paper.edition / f"{paper.id}.pdf" for folder in self.printed)
        return next((path for path in paths if path.is_file()), None)

    def document(self, entry: Paper | Dialogue) -> str:
        """Return the name of the document of a paper or dialogue."""
        path = PurePosixPath(self.settings.folder, entry.path)
        return str(path.with_suffix("")) if path.suffix == ".md" else str(path)

    def page(self, edition: str, *parts: str) -> str:
        """Return the name of a document in the folder of an edition."""
        return self.settings.page(edition, *parts)

    def holds(self, docname: str) -> bool:
        """Tell whether a document lies in the proceedings folder, where authors write."""
        return docname.startswith(self.settings.folder + "/")

    def edition_of(self, docname: str) -> str | None:
        """Return the edition in whose folder a document lies."""
        if not self.holds(docname):
            return None
        rest = docname.removeprefix(self.settings.folder + "/")
        first, _, more = rest.partition("/")
        return first if more and first in self.catalogue.editions else None

    def shown(self, path: Path) -> str:
        """Return a path as diagnostics show it: relative to the project where it lies in it."""
        resolved = path.resolve()
        if resolved.is_relative_to(self.base):
            return resolved.relative_to(self.base).as_posix()
        return resolved.as_posix()


def bibliographies(app: Sphinx) -> list[Path]:
    """Return the .bib files outside the proceedings folder: those named, or those with pages."""
    named = given(app.config).get("bibtex_bibfiles")
    if not isinstance(named, list | tuple):
        return beside(Path(app.srcdir))
    return [Path(app.confdir, str(name)) for name in named]


# Sphinx pickles its environment after every build and for every reading process; the catalogue
# is loaded anew in each build and shared with those processes, so it must not travel with it.
_SITES: weakref.WeakKeyDictionary[Config, Site] = weakref.WeakKeyDictionary()


def open_site(
    config: Config,
    settings: Settings,
    source: Path,
    bibliographies: Sequence[Path] = (),
    printed: Sequence[Path] = (),
) -> Site:
    """Load the catalogue of a build and keep it for :func:`site_of`.

    Pages are those of the frozen ledgers; where there is none, those of the last print, which
    left its ledger in one of the folders ``printed``.
    """
    folder = source / settings.folder
    root = folder.resolve()
    if folder.is_dir():
        freezing = _freezing(settings)
        unfrozen = [freezing.edition] if freezing else []
        loaded = load(folder, bibliographies=bibliographies, unfrozen=unfrozen)
        found = in_order([*loaded.diagnostics, *privacy.check(loaded.catalogue)])
        site = Site(
            settings,
            root,
            loaded.catalogue.with_ledgers(
                [freezing] if freezing else _last_ledgers(loaded.catalogue, printed)
            ),
            tuple(found),
            exists=True,
            bibliography=loaded.bibliography,
            printed=tuple(printed),
            freezing=freezing.edition if freezing else None,
            unreadable_ledgers=loaded.unreadable_ledgers,
            unnamed=loaded.unnamed,
        )
    else:
        loaded = load_bibliographies(bibliographies, source)
        site = Site(
            settings, root, diagnostics=loaded.diagnostics, bibliography=loaded.bibliography
        )
    _SITES[config] = site
    return site


def _freezing(settings: Settings) -> Ledger | None:
    if settings.freezing is None:
        return None
    found = ledgers.read(Path(settings.freezing))
    if found is None:
        raise ConfigError(f"proceedings_freezing: {settings.freezing} is no ledger")
    return found


def _last_ledgers(catalogue: Catalogue, folders: Sequence[Path]) -> Iterator[Ledger]:
    """Yield the ledgers of the last print, those that are of the papers that there are."""
    for edition in catalogue.editions.values():
        found = ledgers.last(folders, edition.id) if edition.volume else None
        papers = {paper.id: paper for paper in edition.papers_of_volume}
        if found and ledgers.is_current(found, papers, edition.dialogues):
            yield found


def site_of(config: Config) -> Site:
    """Return the site that was opened for this configuration."""
    return _SITES[config]


def find_site(config: Config) -> Site | None:
    """Return the site that was opened for this configuration, if that is done already."""
    return _SITES.get(config)
