"""What is bound, what a volume says of itself, and what comes of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

# How folios are written; pages without them are of no style.
Style = Literal["roman", "arabic", "none"]
# A standard that a PDF says it keeps.
Standard = Literal["ua-1", "a-2a"]


class BindError(Exception):
    """A PDF that cannot be bound or released, and why."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path.name}: {reason}")
        self.path = path
        self.reason = reason


@dataclass(frozen=True)
class Spot:
    """A place in a piece: its page there, from 1, and points from the left and the top."""

    page: int
    left: float = 0
    top: float = 0
    # What links to it say to those who hear them; without it the heading there, or the page.
    title: str = ""


@dataclass(frozen=True)
class Piece:
    """A PDF that becomes part of a volume, with all of its pages."""

    path: Path
    # The folio of its first page, and how folios are written from there on.
    style: Style = "arabic"
    first: int = 1
    # Starts on a right-hand page, after an empty one if need be.
    recto: bool = True
    # Empty pages wanted before it, besides the one for a right-hand page.
    blanks: int = 0
    # Titles of the entries that its outline stands under, from outside to inside. Pieces in a
    # row share the entries with which their lists begin.
    under: tuple[str, ...] = ()
    # What links of the volume can lead to, by label (`docname#identifier`). Named destinations
    # that the PDF has itself are found without being here.
    spots: Mapping[str, Spot] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse what PDF cannot say."""
        if self.first < 1 or self.blanks < 0:
            raise ValueError(f"folios start at 1, and blanks at 0: {self.first}, {self.blanks}")


@dataclass(frozen=True)
class Metadata:
    """What a PDF says of itself; empty fields are left out."""

    title: str
    authors: tuple[str, ...] = ()
    description: str = ""
    keywords: tuple[str, ...] = ()
    # A tag of BCP 47; empty: that of the (first) piece.
    language: str = ""
    # A DOI, an ISBN or a URL, as it is to be read.
    identifier: str = ""
    publisher: str = ""
    rights: str = ""
    # The program that made the source.
    creator: str = "Typst"
    # Seconds since 1970, UTC.
    timestamp: int = 0


@dataclass(frozen=True)
class Lost:
    """A link that leads nowhere in the volume, and was taken out."""

    # Its index in the sequence of pieces, and its page there, from 1.
    piece: int
    page: int
    label: str


@dataclass(frozen=True)
class Bound:
    """A volume as it was bound."""

    path: Path
    # The label of each physical page, in order; empty pages have one too.
    labels: tuple[str, ...]
    # For each piece the physical page that it starts on, from 1, and how many pages it has.
    starts: tuple[int, ...]
    lengths: tuple[int, ...]
    lost: tuple[Lost, ...]
    # What the volume says it keeps: what was asked for, if every piece says the same.
    conforms: frozenset[Standard]


@dataclass(frozen=True)
class Released:
    """An offprint as it was released."""

    path: Path
    labels: tuple[str, ...]
    # Labels whose links became plain text, in order.
    dropped: tuple[str, ...]
    conforms: frozenset[Standard]
