"""Where labels and the ends of documents are in a shard: what to ask Typst, and its answer."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sphinx_typst.markup import value

# Titles are seen when the top of the window is a little above them.
_ABOVE: Final = 12.0


@dataclass(frozen=True)
class Places:
    """Pages (from 1) and points of labels; pages on which documents end."""

    places: dict[str, tuple[int, float, float]]
    ends: dict[str, int]


def question(labels: Sequence[str], docnames: Sequence[str]) -> str:
    """Write the expression to ask Typst after it has compiled a shard."""
    return f"""(
      places: {value(labels)}
        .map(name => (name, query(label(name)).at(0, default: none)))
        .filter(((name, found)) => found != none)
        .map(((name, found)) => {{
          let place = found.location().position()
          (name, place.page, place.x.pt(), place.y.pt())
        }}),
      ends: {value(docnames)}
        .map(name => (name, query(label("end:" + name)).at(-1, default: none)))
        .filter(((name, found)) => found != none)
        .map(((name, found)) => (name, found.location().page())),
    )"""


def read(answer: str, starts: dict[str, str]) -> Places:
    """Read Typst's answer. What is nowhere is where its document starts.

    `starts` names for each label the one at the start of its document.
    """
    found = json.loads(answer)
    places = {
        str(name): (int(page), round(left, 2), round(max(0.0, top - _ABOVE), 2))
        for name, page, left, top in found["places"]
    }
    for name, start in starts.items():
        places.setdefault(name, places.get(start, (1, 0.0, 0.0)))
    return Places(places, {str(name): int(page) for name, page in found["ends"]})
