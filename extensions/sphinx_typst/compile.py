"""Runs Typst, and says what it found in terms of the source: file and line, no traceback."""

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

import typst
from sphinx.util import logging
from sphinx.util.display import progress_message

from sphinx_typst.config import timestamp
from sphinx_typst.glyph import missing, package
from sphinx_typst.headers import marked

if TYPE_CHECKING:
    from sphinx_typst.builder import TypstBuilder
    from sphinx_typst.volume import Volume

logger = logging.getLogger(__name__)

_MARK: Final = re.compile(r"// @(\d+):(\d+)\Z")
_SOURCE: Final = re.compile(r'"((?:[^"\\]|\\.)*)"')
_PLACE: Final = re.compile(r"┌─ (.+?\.typ):(\d+):\d+")
_IMAGE: Final = re.compile(r'"/images/((?:[^"\\]|\\.)*)"')
# How many places of a character without a glyph are named.
_PLACES: Final = 3


@dataclass(frozen=True)
class Finding:
    """What Typst says, and where in the source it is."""

    message: str
    location: str | None


class Press:
    """Prints volumes, one after the other, with one set of fonts."""

    def __init__(self, builder: "TypstBuilder") -> None:
        """Find the fonts."""
        config = builder.config
        self.builder = builder
        self.folders = [str(Path(builder.confdir) / path) for path in config.typst_font_paths]
        self.fonts = builder.fonts

    def print(self, volume: "Volume") -> bool:
        """Print a volume, unless it is there already, made of the same; say whether it is there."""
        target = Path(self.builder.outdir) / f"{volume.document.target}.pdf"
        stamp = self.builder.tree / f".{volume.document.target}.stamp"
        digest = self._digest(volume)
        if target.exists() and stamp.exists() and stamp.read_text() == digest:
            logger.info("%s is up to date", target.name)
            return True
        with progress_message(f"printing {target.name}"):
            data = self._compile(volume)
            if data is None:
                target.unlink(missing_ok=True)
                stamp.unlink(missing_ok=True)
                return False
            partial = target.with_suffix(".partial")
            partial.write_bytes(data)
            partial.replace(target)
        stamp.write_text(digest)
        return True

    def _compile(self, volume: "Volume") -> bytes | None:
        tree = self.builder.tree
        try:
            data, warnings = typst.compile_with_warnings(
                str(volume.main),
                root=str(tree),
                font_paths=self.fonts,
                format="pdf",
                pdf_standards=cast("Any", list(self.builder.config.typst_pdf_standards)),
                timestamp=timestamp(volume.document, self.builder.config) or 0,
            )
        except typst.TypstError as error:
            for finding in self._findings(volume, error.diagnostic, error.trace):
                logger.error(  # noqa: TRY400 - what is wrong is in the source; no traceback
                    "%s: %s",
                    volume.document.target,
                    finding.message,
                    location=finding.location,
                    type="typst",
                    subtype="compile",
                )
            return None
        for warning in warnings:
            for finding in self._findings(volume, warning.diagnostic, warning.trace):
                logger.warning(
                    "%s: %s",
                    volume.document.target,
                    finding.message,
                    location=finding.location,
                    type="typst",
                    subtype="compile",
                )
        self._report_missing(volume)
        return marked(data)

    # From Typst's places to those of the source.

    def _findings(self, volume: "Volume", diagnostic: str, trace: list[str]) -> Iterator[Finding]:
        """Split what Typst says into findings, each with the place that an author can edit."""
        for part in re.split(r"(?m)^(?=(?:error|warning): )", diagnostic):
            head, _, rest = part.partition("\n")
            message = re.sub(r"^(error|warning): ", "", head).strip()
            if not message:
                continue
            hints = re.findall(r"(?m)^\s*= hint: (.+)$", rest)
            places = [*_PLACE.findall(rest), *_PLACE.findall("\n".join(trace))]
            location = next(
                (found for path, line in places if (found := self._locate(path, int(line)))), None
            )
            if location is None and "missing alt" in message:
                # Typst names the line of ours that shows pictures; the documents know theirs.
                silent = [place for facts in volume.facts.values() for place in facts["unspoken"]]
                yield from (Finding("; ".join([message, *hints]), place) for place in silent)
                if silent:
                    continue
            if location is None and places:
                # In a template: its own line is what its author can edit.
                message += f" ({places[0][0]}:{places[0][1]})"
            yield Finding("; ".join([message, *hints]), location)

    def _locate(self, path: str, line: int) -> str | None:
        # Typst names files from the working folder, or from its root.
        file = next((f for f in (Path(path), self.builder.tree / path) if f.is_file()), None)
        if file is None or not file.resolve().is_relative_to(self.builder.tree / "docs"):
            return None
        return locate(file.read_text(encoding="utf-8"), line, Path(self.builder.srcdir))

    def _report_missing(self, volume: "Volume") -> None:
        """Name the characters that no font has, and where they are: Typst leaves them out."""
        texts = {name: self.builder.path_of(name).read_text() for name in volume.order}
        families = set(self.fonts.families())
        main = volume.main.read_text(encoding="utf-8")
        for character in missing("".join([main, *texts.values()]), self.fonts):
            spelled = {character, f"\\u{{{ord(character):x}}}"}
            places = [
                place
                for text in texts.values()
                for number, line in enumerate(text.splitlines(), 1)
                if any(form in line for form in spelled)
                and (place := locate(text, number, Path(self.builder.srcdir)))
            ]
            helpful = package(character, families)
            for place in [*dict.fromkeys([*places, None])][: max(1, min(len(places), _PLACES))]:
                logger.warning(
                    "%s: no font has the character U+%04X (%s, %s): it is not printed%s",
                    volume.document.target,
                    ord(character),
                    character,
                    unicodedata.name(character, "without a name").lower(),
                    f"; Debian's package {helpful} may have one" if helpful else "",
                    location=place,
                    type="typst",
                    subtype="glyph",
                )

    def _digest(self, volume: "Volume") -> str:
        """Give a digest of all that the PDF is made of."""
        config = self.builder.config
        settings = [
            metadata.version("typst"),
            list(config.typst_pdf_standards),
            bool(config.typst_system_fonts),
            self.folders,
            timestamp(volume.document, config),
        ]
        digest = hashlib.sha256(json.dumps(settings, default=repr).encode())
        for path in self._inputs(volume):
            digest.update(path.relative_to(self.builder.tree).as_posix().encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
        return digest.hexdigest()

    def _inputs(self, volume: "Volume") -> Iterator[Path]:
        tree = self.builder.tree
        images: set[str] = set()
        for name in volume.order:
            path = self.builder.path_of(name)
            images.update(_IMAGE.findall(path.read_text(encoding="utf-8")))
            yield path
        yield volume.main
        for folder in ("sphinx_typst", "project"):
            yield from sorted(path for path in (tree / folder).rglob("*") if path.is_file())
        yield from sorted(path for name in images if (path := tree / "images" / name).is_file())


def locate(text: str, line: int, srcdir: Path) -> str | None:
    """Give the place in the source (`path:line`) of a line of a document written as Typst."""
    lines = text.splitlines()
    sources = next(
        (_SOURCE.findall(entry) for entry in lines[:10] if entry.startswith("#let sources")), []
    )
    for index in range(min(line, len(lines)) - 1, -1, -1):
        match = _MARK.match(lines[index].strip())
        if match and int(match[1]) < len(sources):
            source = Path(str(json.loads(f'"{sources[int(match[1])]}"')))
            known = srcdir / source
            return f"{known if known.exists() else source}:{match[2]}"
    return None
