"""Reads text files of one folder, and nothing that lies outside it."""

from __future__ import annotations

import os
from pathlib import Path

from sphinx_proceedings.content.report import Report, quote
from sphinx_proceedings.diagnostics import Code, Location

_LARGEST = 2 * 1024 * 1024  # bytes; the record of a conference of 5,000 people has 1.5 MiB


def is_folder(path: Path) -> bool:
    """Tell whether a path is a folder; what cannot be asked is none."""
    try:
        return path.is_dir()
    except OSError:
        return False


class Tree:
    """The files of the proceedings folder; every file that was read is in ``files``."""

    def __init__(self, root: Path, base: Path | None, report: Report) -> None:
        self.root = root
        self._real = Path(os.path.realpath(root))
        self._base = Path(os.path.realpath(base)) if base else self._real.parent
        self._report = report
        self.files: list[Path] = []
        self.largest = _LARGEST

    def name(self, path: Path) -> str:
        """Return a path inside the root as it appears in findings, relative to the base."""
        if not path.is_relative_to(self.root):
            real = Path(os.path.realpath(path))
            return (
                real.relative_to(self._base).as_posix()
                if real.is_relative_to(self._base)
                else path.as_posix()
            )
        here = self._real / path.relative_to(self.root)
        if here.is_relative_to(self._base):
            return here.relative_to(self._base).as_posix()
        return (self._real.name / path.relative_to(self.root)).as_posix()

    def location(self, path: Path) -> Location:
        """Return the place that means a whole file."""
        return Location(self.name(path))

    def exists(self, path: Path) -> bool:
        """Tell whether there is anything at a path, even a link that leads nowhere."""
        return os.path.lexists(path)

    def is_inside(self, path: Path) -> bool:
        """Tell whether a path stays in the root, after following its links."""
        try:
            return Path(os.path.realpath(path)).is_relative_to(self._real)
        except (OSError, ValueError):
            return False

    def folders(self, path: Path) -> list[Path]:
        """Return the folders in a folder that are ours, by name."""
        return [p for p in self._entries(path) if is_folder(p) and p.name[0] not in "._"]

    def documents(self, path: Path) -> list[Path]:
        """Return the Markdown files in a folder, by name; not its index."""
        return [
            p
            for p in self._entries(path)
            if p.suffix == ".md" and p.name[0] not in "._" and p.stem != "index"
        ]

    def _entries(self, path: Path) -> list[Path]:
        try:
            return sorted(path.iterdir())
        except FileNotFoundError:
            return []
        except OSError as error:
            reason = (error.strerror or type(error).__name__).lower()
            self._report.add(
                Code.UNREADABLE_FILE, f"cannot list this folder: {reason}", self.location(path)
            )
            return []

    def named(self, pattern: str) -> list[Path]:
        """Return what lies anywhere below the root and has a name like this, by path."""
        try:
            return sorted(self.root.rglob(pattern))
        except OSError:
            return []  # Listing the folder that cannot be listed says so.

    def read(self, path: Path, *, anywhere: bool = False) -> str | None:
        """Return the text of a file, or None after reporting why not; it need not exist.

        Files that lie ``anywhere`` were named by who builds the site.
        """
        place = self.location(path)
        if not anywhere and not self.is_inside(path):
            self._report.add(
                Code.OUTSIDE_TREE, f"{quote(path.name)} leads out of the proceedings folder", place
            )
            return None
        try:
            # Opening a pipe or a device could wait for ever.
            if not path.is_file():
                self._report.add(Code.UNREADABLE_FILE, f"{quote(path.name)} is not a file", place)
                return None
            self.files.append(path)
            with path.open("rb") as file:
                data = file.read(_LARGEST + 1)
        except OSError as error:
            reason = error.strerror or type(error).__name__
            self._report.add(Code.UNREADABLE_FILE, f"cannot read: {reason.lower()}", place)
            return None
        if len(data) > _LARGEST:
            self._report.add(Code.TOO_LARGE, f"more than {_LARGEST // 1024**2} MiB", place)
            return None
        return self._decode(data, place)

    def _decode(self, data: bytes, place: Location) -> str | None:
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            before = data[: error.start]
            start = before.rfind(b"\n") + 1
            self._report.add(
                Code.NOT_UTF8,
                f"byte 0x{data[error.start]:02X} is not UTF-8",
                Location(
                    place.path,
                    before.count(b"\n") + 1,
                    len(before[start:].decode("utf-8", "replace")) + 1,
                ),
                "save the file again as UTF-8",
            )
            return None
