"""What Typst found, in terms of the source: file and line, no traceback."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sphinx.util import logging

from sphinx_typst.context import Context
from sphinx_typst.markup import text_of

logger = logging.getLogger(__name__)

_MARK: Final = re.compile(r"// @(\d+):(\d+)\Z")
_SOURCE: Final = re.compile(r'"(?:[^"\\]|\\.)*"')
_PLACE: Final = re.compile(r"┌─ (.+?\.typ):(\d+):\d+")
# What to ask Typst after it has compiled something: see `kit.typ`.
WIDE: Final = "query(<sphinx-typst-wide-formula>).map(it => it.value)"


@dataclass(frozen=True)
class Finding:
    """What Typst says, and where in the source it is."""

    message: str
    location: str | None
    subtype: str
    is_error: bool = False

    def tell(self, target: str) -> None:
        """Say it."""
        say = logger.error if self.is_error else logger.warning
        say(
            "%s: %s",
            target,
            self.message,
            location=self.location,
            type="typst",
            subtype=self.subtype,
        )


def findings(
    context: Context,
    documents: Mapping[str, Mapping[str, Any]],
    diagnostic: str,
    trace: list[str],
    *,
    is_error: bool = False,
) -> Iterator[Finding]:
    """Split what Typst says into findings, each with the place that an author can edit.

    `documents` are those that were compiled, with their facts.
    """
    for part in re.split(r"(?m)^(?=(?:error|warning): )", diagnostic):
        head, _, rest = part.partition("\n")
        message = re.sub(r"^(error|warning): ", "", head).strip()
        if not message:
            continue
        hints = re.findall(r"(?m)^\s*= hint: (.+)$", rest)
        places = [*_PLACE.findall(rest), *_PLACE.findall("\n".join(trace))]
        location = next(
            (found for path, line in places if (found := _located(context, path, int(line)))), None
        )
        if location is None and "missing alt" in message:
            # Typst names the line of ours that shows pictures; the documents know theirs.
            silent = [place for facts in documents.values() for place in facts["unspoken"]]
            for place in silent:
                yield Finding(
                    "; ".join([message, *hints]), place, subtype="compile", is_error=is_error
                )
            if silent:
                continue
        if location is None and places:
            # In a template: its own line is what its author can edit.
            message += f" ({places[0][0]}:{places[0][1]})"
        yield Finding("; ".join([message, *hints]), location, subtype="compile", is_error=is_error)


def too_wide(context: Context, answer: str) -> Iterator[Finding]:
    """Read Typst's answer to `WIDE`: which formulas are so wide that they had to be very small."""
    for item in json.loads(answer):
        path, line = item["place"]
        known = Path(context.srcdir) / path
        yield Finding(
            f"a formula is too wide: it is printed at {100 * item['size']:.0f} % of its size; "
            "break it, as with `split`",
            f"{known if known.exists() else path}:{line or ''}",
            subtype="wide_formula",
        )


def _located(context: Context, path: str, line: int) -> str | None:
    # Typst names files from the working folder, or from its root.
    file = next((f for f in (Path(path), context.tree / path) if f.is_file()), None)
    if file is None or not file.resolve().is_relative_to(context.tree / "docs"):
        return None
    return locate(file.read_text(encoding="utf-8"), line, Path(context.srcdir))


def locate(text: str, line: int, srcdir: Path) -> str | None:
    """Give the place in the source (`path:line`) of a line of a document written as Typst."""
    lines = text.splitlines()
    sources = next(
        (_SOURCE.findall(entry) for entry in lines[:10] if entry.startswith("#let sources")), []
    )
    for index in range(min(line, len(lines)) - 1, -1, -1):
        match = _MARK.match(lines[index].strip())
        if match and int(match[1]) < len(sources):
            source = Path(text_of(sources[int(match[1])]))
            known = srcdir / source
            return f"{known if known.exists() else source}:{match[2]}"
    return None
