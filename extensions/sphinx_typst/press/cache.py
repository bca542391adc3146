"""The shards that earlier builds printed: a PDF and a record of each; damage costs time only."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final

from sphinx_typst.file import digest_of, replace

# Records of another form than this are as good as none.
_FORM: Final = 1


@dataclass(frozen=True)
class Record:
    """How a shard was printed, and what was found in it."""

    # The digest of what it was made of, besides folios.
    input: str
    first: int
    quoted: Mapping[str, int | None]
    pages: int
    # Label -> page from 1, and points from the left and the top.
    places: Mapping[str, tuple[int, float, float]] = field(default_factory=dict)
    # Document -> the page on which it ends, from 1.
    ends: Mapping[str, int] = field(default_factory=dict)
    # The digest of the PDF, and whether others have done with it what they wanted.
    digest: str = ""
    is_finished: bool = False

    def page(self, label: str) -> int:
        """Give the page of a label, from 1."""
        found = self.places.get(label)
        return found[0] if found is not None else 1


class Cache:
    """A folder of printed shards. The record is written last, and says which PDF it is about."""

    def __init__(self, folder: Path) -> None:
        """Take the folder, which need not be there."""
        self.folder = folder

    def path(self, key: str) -> Path:
        """Give the PDF of a shard."""
        return self.folder / f"{key}.pdf"

    def _record(self, key: str) -> Path:
        return self.folder / f"{key}.json"

    def load(self, key: str) -> Record | None:
        """Give the record of a shard if it is whole, and the PDF is the one that it is about."""
        try:
            data = json.loads(self._record(key).read_bytes())
            record = _record(data)
            whole = digest_of(self.path(key)) == record.digest
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return None
        return record if whole else None

    def save(self, key: str, record: Record) -> None:
        """Keep the record of a shard whose PDF is in its place."""
        text = json.dumps({"form": _FORM, **asdict(record)}, sort_keys=True)
        replace(self._record(key), text.encode())

    def keep_only(self, keys: Iterable[str]) -> None:
        """Remove what belongs to no shard of the volume."""
        known = {f"{key}.{kind}" for key in keys for kind in ("pdf", "json", "typ")}
        for path in self.folder.glob("*"):
            if path.name not in known:
                path.unlink(missing_ok=True)


def _record(data: Any) -> Record:
    if data.pop("form") != _FORM:
        raise ValueError("a record of another version")
    places = {
        str(label): (int(page), float(left), float(top))
        for label, (page, left, top) in data.pop("places").items()
    }
    if data["pages"] < 1 or data["first"] < 1:
        raise ValueError("no pages")
    return Record(places=places, **data)
