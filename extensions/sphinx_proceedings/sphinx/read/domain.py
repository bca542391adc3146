"""The domain ``proceedings``: what pages show, where it is, and which questions they asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, Any, cast

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.domains import Domain, ObjType
from sphinx.util.nodes import make_refnode

from sphinx import addnodes
from sphinx_proceedings.sphinx.query import LATE, Query, digest
from sphinx_proceedings.sphinx.read.role import ROLES
from sphinx_proceedings.sphinx.site import Site, site_of

if TYPE_CHECKING:
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

Place = tuple[str, str, str]
"""Document, anchor and title of an object."""


class ProceedingsDomain(Domain):
    """Papers, people and sessions that the site shows, for references from here and elsewhere."""

    name = "proceedings"
    label = "Proceedings"
    object_types = {  # noqa: RUF012  # declared so by the base class
        "paper": ObjType("paper", "paper"),
        "person": ObjType("person", "person"),
        "session": ObjType("session", "session"),
        "keyword": ObjType("keyword"),
    }
    roles = dict(ROLES)  # noqa: RUF012
    # Both by document, so that forgetting one and merging processes are a matter of keys:
    # ``shown``: (kind, name) -> (anchor, title); ``asked``: question -> digest of the answer;
    # ``said``: what was said while it was read.
    initial_data = {"shown": {}, "asked": {}, "said": {}}  # noqa: RUF012
    data_version = 3

    @property
    def shown(self) -> dict[str, dict[tuple[str, str], tuple[str, str]]]:
        """What each document shows, with anchor and title."""
        found: dict[str, dict[tuple[str, str], tuple[str, str]]] = self.data["shown"]
        return found

    def place(self, kind: str, name: str) -> Place | None:
        """Return where an object is shown, the first document by name if there are several."""
        places = [
            (docname, *objects[kind, name])
            for docname, objects in self.shown.items()
            if (kind, name) in objects
        ]
        return min(places, default=None)

    def home(self, kind: str, name: str) -> Place | None:
        """Return the page that the site has of an object, if it has one."""
        docname = site_of(self.env.config).generated.docname(kind, name)
        return (docname, "", "") if docname in self.env.found_docs and docname else None

    @property
    def asked(self) -> dict[str, dict[Query, str]]:
        """The questions of each document, with the digests of their answers."""
        found: dict[str, dict[Query, str]] = self.data["asked"]
        return found

    def note_object(self, kind: str, name: str, title: str, anchor: str) -> bool:
        """Remember that the document being read shows an object; false if it did so before."""
        objects = self.shown.setdefault(self.env.current_document.docname, {})
        new = (kind, name) not in objects
        if new:
            objects[kind, name] = (anchor, title)
        return new

    def note_query(self, query: Query, answer: str) -> None:
        """Remember that the document being read asked this question."""
        self.asked.setdefault(self.env.current_document.docname, {})[query] = answer

    def outdated(self, site: Site) -> set[str]:
        """Return the documents that would be answered otherwise today."""
        return {
            docname
            for docname, queries in self.asked.items()
            if any(
                digest(site, query) != before
                for query, before in queries.items()
                if query[0] not in LATE
            )
        }

    def asked_late(self) -> dict[Query, set[str]]:
        """Return the questions that are answered on writing, with the documents that ask them."""
        found: dict[Query, set[str]] = {}
        for docname, queries in self.asked.items():
            for query in queries:
                if query[0] in LATE:
                    found.setdefault(query, set()).add(docname)
        return found

    def clear_doc(self, docname: str) -> None:
        """Forget a document."""
        self.asked.pop(docname, None)
        self.shown.pop(docname, None)
        self.data["said"].pop(docname, None)

    def merge_domaindata(self, docnames: AbstractSet[str], otherdata: dict[str, Any]) -> None:
        """Take over what another process has read."""
        for name, mine in self.data.items():
            if isinstance(mine, dict):
                theirs = otherdata[name]
                mine.update({docname: theirs[docname] for docname in docnames & theirs.keys()})

    def resolve_xref(  # noqa: PLR0917  # as the base class has it
        self,
        env: BuildEnvironment,  # noqa: ARG002
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: addnodes.pending_xref,
        contnode: nodes.Element,
    ) -> nodes.reference | None:
        """Link to a document, or to where an object is shown; nothing if it is nowhere."""
        place: Place | None
        if typ == "document":
            place = (target, node.get("anchor", ""), "")
        elif builder.format == "html" and (home := self.home(typ, target)):
            place = home
        elif "elsewhere" in node:
            # Pages of people are of the site alone; what is printed leads to their own ones.
            return _leading_to(node["elsewhere"], contnode)
        else:
            place = self.place(typ, target)
        if place is None:
            return None
        reference = make_refnode(builder, fromdocname, place[0], place[1], contnode)
        reference["classes"] += [c for c in node["classes"] if c not in reference["classes"]]
        return reference

    def resolve_any_xref(  # noqa: PLR0917
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: addnodes.pending_xref,
        contnode: nodes.Element,
    ) -> list[tuple[str, nodes.reference]]:
        """Find an object by its name alone."""
        found = []
        for kind in self.object_types:
            reference = self.resolve_xref(env, fromdocname, builder, kind, target, node, contnode)
            if reference is not None:
                found.append((f"proceedings:{kind}", reference))
        return found

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """Yield everything for the inventory and for search."""
        names = {key for objects in self.shown.values() for key in objects}
        for kind, name in sorted(names):
            if (place := self.place(kind, name)) and not self.home(kind, name):
                docname, anchor, title = place
                yield name, title, kind, docname, anchor, 1
        pages = site_of(self.env.config).generated
        for kind, name, title in pages.objects():
            if home := self.home(kind, name):
                yield name, title, kind, home[0], "", 1


def domain_of(env: BuildEnvironment) -> ProceedingsDomain:
    """Return our domain of an environment."""
    domain = env.domains[ProceedingsDomain.name]
    assert isinstance(domain, ProceedingsDomain)  # noqa: S101  # for the type checker
    return domain


def _leading_to(url: str | None, content: nodes.Element) -> nodes.reference:
    if not url:
        # Sphinx takes any node; without one it would report that something is missing.
        return cast("nodes.reference", content)
    return nodes.reference("", "", *content.children, internal=False, refuri=url)


def text_alone(
    app: Sphinx, env: BuildEnvironment, node: addnodes.pending_xref, contnode: nodes.Element
) -> nodes.Element | None:
    """Let a reference of ours that leads nowhere be its text: a person has no page in print.

    What is not in the catalogue at all has been reported where a page asks for it, so nothing is
    missing, even to those who want each missing reference reported.
    """
    del app, env
    return contnode if node.get("refdomain") == ProceedingsDomain.name else None


def note_entry(app: Sphinx, docname: str, _source: list[str]) -> None:
    """Remember whether a file of the proceedings was a paper or dialogue when it was read.

    One whose metadata were in order again, without a change of its own, would stay a note.
    """
    site = site_of(app.config)
    if site.holds(docname):
        domain_of(app.env).note_query(("entry", docname), digest(site, ("entry", docname)))


def outdated(app: Sphinx, env: BuildEnvironment, *_: set[str]) -> Iterable[str]:
    """Return the documents whose questions have other answers than when they were read."""
    return domain_of(env).outdated(site_of(app.config)) & env.found_docs
