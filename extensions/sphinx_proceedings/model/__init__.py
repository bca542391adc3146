"""What exists: one file a word. Nothing here reads files or knows Sphinx."""

from sphinx_proceedings.model.base import Line, Record, Slug, Text
from sphinx_proceedings.model.catalogue import (
    Catalogue,
    Edition,
    fingerprint,
    is_published,
    printed_affiliations,
    printed_name,
)
from sphinx_proceedings.model.correction import Correction, CorrectionKind
from sphinx_proceedings.model.dialogue import (
    Attendance,
    Dialogue,
    Meeting,
    Rule,
    Share,
    Statement,
)
from sphinx_proceedings.model.event import (
    Deadline,
    Event,
    Holder,
    Place,
    Session,
    Talk,
    Track,
    tzinfo,
)
from sphinx_proceedings.model.ledger import LEDGER_FILE, Ledger, PageRange, Reissue
from sphinx_proceedings.model.paper import Author, Links, Macro, Paper
from sphinx_proceedings.model.person import Name, Organization, Person
from sphinx_proceedings.model.volume import Volume

__all__ = [
    "LEDGER_FILE",
    "Attendance",
    "Author",
    "Catalogue",
    "Correction",
    "CorrectionKind",
    "Deadline",
    "Dialogue",
    "Edition",
    "Event",
    "Holder",
    "Ledger",
    "Line",
    "Links",
    "Macro",
    "Meeting",
    "Name",
    "Organization",
    "PageRange",
    "Paper",
    "Person",
    "Place",
    "Record",
    "Reissue",
    "Rule",
    "Session",
    "Share",
    "Slug",
    "Statement",
    "Talk",
    "Text",
    "Track",
    "Volume",
    "fingerprint",
    "is_published",
    "printed_affiliations",
    "printed_name",
    "tzinfo",
]
