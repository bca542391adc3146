"""The files that directives of a page read: inside the tree, as text, and never without end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol

from sphinx_proceedings.diagnostics import Code
from sphinx_proceedings.sphinx.read import allowed
from sphinx_proceedings.sphinx.read.file import findings, refusal, resolve
from sphinx_proceedings.sphinx.report import report
from sphinx_proceedings.sphinx.site import site_of

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

# So many files may be included in one page, lest a few that include each other make millions.
_MOST_INCLUDES: Final = 100


class _Refuse(Protocol):
    def __call__(
        self, code: Code, message: str, line: int, hint: str = "", typed: str = ""
    ) -> None: ...


class Inclusions:
    """Tells which files a page may read, and knows those that are being read."""

    def __init__(self, env: BuildEnvironment, source: str, refuse: _Refuse) -> None:
        """Begin with the file of the page; ``refuse`` reports what may not be read, and why."""
        self._env = env
        self._refuse = refuse
        self._reading = [Path(source).resolve()]
        self._count = 0

    @property
    def depth(self) -> int:
        """How many files are being read inside each other."""
        return len(self._reading)

    def leave(self, depth: int) -> None:
        """End the reading of the innermost files, until there are as many as before."""
        del self._reading[depth:]

    def may_read(
        self, name: str, arguments: Sequence[str], options: Mapping[str, Any], line: int
    ) -> bool:
        """Tell whether a directive may read what it names; report why not."""
        site = site_of(self._env.config)
        for place in allowed.READS[name]:
            given = arguments[:1] if place == "argument" else [options.get(place)]
            for path in map(str, filter(None, given)):
                if refused := refusal(self._env, site, path):
                    code, message, hint = refused
                    self._refuse(code, message, line, hint)
                    return False
                if not self._is_text(path, options.get("encoding"), line):
                    return False
                if name == "include" and not self._enter(path, line):
                    return False
        return True

    def _is_text(self, path: str, encoding: str | None, line: int) -> bool:
        """Tell whether a file can be read as text; one that is not there is Sphinx's to report."""
        file = resolve(self._env, path)
        if file is None or not file.exists():
            return True
        if encoding:
            try:
                file.read_text(encoding=encoding)
            except (OSError, UnicodeError, LookupError):
                message = f'"{path}" cannot be read as {encoding}'
                self._refuse(Code.NOT_UTF8, message, line, "save it as UTF-8")
                return False
            return True
        site = site_of(self._env.config)
        found = findings(file, site.root, site.base)
        for diagnostic in found:
            report(diagnostic)
        return not found

    def _enter(self, path: str, line: int) -> bool:
        """Begin to read a file, unless it is being read already."""
        file = resolve(self._env, path)
        self._count += 1
        if file in self._reading:
            message = f'"{path}" would include itself'
        elif self._count > _MOST_INCLUDES:
            message = f"more than {_MOST_INCLUDES} files are included in one page"
        else:
            if file is not None:
                self._reading.append(file)
                self._env.note_dependency(str(file))
            return True
        self._refuse(Code.INVALID_OPTION, message, line)
        return False
