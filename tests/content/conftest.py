"""The cases of the catalogue: some files, and exactly what is found in them."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import yaml

from sphinx_proceedings import privacy
from sphinx_proceedings.content import Loaded, load
from sphinx_proceedings.diagnostics import in_order

# What every case has unless it says otherwise; a case leaves a file out by `null`.
_USUAL = {
    "people.yml": "ada-example: {name: Ada Example}\nbob-example: {name: Bob Example}\n",
    "a-2026/event.yml": "title: A Made-Up Workshop\nstart: 2026-12-12\n",
}
_REPEAT = re.compile(r"<<(.) \* (\d+)>>")


@dataclass(frozen=True)
class Case:
    """One case, as the YAML files in ``cases/`` write it."""

    title: str
    finds: str = ""
    files: dict[str, str | None] = field(default_factory=dict)
    bytes: dict[str, str] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    folders: list[str] = field(default_factory=list)
    people: list[str] | None = None
    editions: list[str] | None = None
    papers: list[str] | None = None
    nowhere: list[str] = field(default_factory=list)

    def write(self, root: Path) -> Path:
        """Write the files of the case and return the proceedings folder."""
        folder = root / "proceedings"
        folder.mkdir()
        for name, text in {**_USUAL, **self.files}.items():
            if text is not None and name not in self.bytes:
                full = _REPEAT.sub(lambda found: found[1] * int(found[2]), text)
                _make(folder / name).write_text(full, encoding="utf-8", newline="")
        for name, hexadecimal in self.bytes.items():
            _make(folder / name).write_bytes(bytes.fromhex(hexadecimal))
        for name, target in self.links.items():
            _make(folder / name).symlink_to(target)
        for name in self.folders:
            (folder / name).mkdir(parents=True)
        return folder


def _make(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


@functools.cache
def all_cases() -> list[Case]:
    """Return all cases."""
    folder = Path(__file__).parent / "cases"
    return [
        Case(**raw)
        for path in sorted(folder.glob("*.yml"))
        for raw in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]


def run(case: Case, root: Path) -> tuple[Loaded, str]:
    """Load a case; return what it holds and what ``check`` would print."""
    loaded = load(case.write(root))
    findings = in_order([*loaded.diagnostics, *privacy.check(loaded.catalogue)])
    return loaded, "\n".join(map(str, findings))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test that takes a ``case`` once for each."""
    if "case" in metafunc.fixturenames:
        metafunc.parametrize("case", all_cases(), ids=[case.title for case in all_cases()])


@pytest.fixture(name="run")
def run_fixture():
    return run


@pytest.fixture(name="all_cases")
def all_cases_fixture():
    return all_cases()
