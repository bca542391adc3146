"""Who may import whom: the table in docs/architecture.md against the imports themselves.

All imports count: those in functions, and those for types alone. Within a room modules import
each other as they like, but in no circle.
"""

from __future__ import annotations

import ast
import importlib
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parent.parent
SOURCES = ROOT / "extensions"
PACKAGES = ("latex_math", "sphinx_typst", "sphinx_proceedings")
# Sphinx, its parser of Markdown, and the extensions that we load.
SPHINX = {
    "sphinx", "myst_parser", "markdown_it", "sphinx_design", "sphinxcontrib", "sphinxext",
    "sphinx_sitemap",
}  # fmt: skip
# What the words of the table mean in names of packages of others.
MEANING = {
    "standard library": set(),
    "docutils' Unicode tables": {"docutils.utils.math"},
    "pydantic": {"pydantic", "pydantic_core"},
    "YAML and BibTeX parsers": {"yaml", "pybtex"},
    "libraries of their formats": {"icalendar"},
    "pikepdf": {"pikepdf"},
    "Pillow": {"PIL"},
    "lxml": {"lxml"},
    "pypdfium2": {"pypdfium2", "pypdfium2_raw"},
    "a parser of HTML": {"bs4"},
    "typst": {"typst"},
    "fontTools": {"fontTools"},
    "Pygments": {"pygments"},
    "typer and rich": {"typer", "rich"},
    "Sphinx": SPHINX,
    "docutils": {"docutils"},
}
# Phrases that allow the public names of a package of ours: what its `__all__` lists.
PUBLIC = re.compile(r"(\w+)'s public names\Z")
FRONT = "front doors"


@dataclass(frozen=True)
class Import:
    """One import: by which module, of what (a module of ours, or a name of others), where."""

    importer: str
    target: str
    name: str
    line: int
    lazy: bool

    @property
    def place(self) -> str:
        return f"{self.importer}:{self.line}: imports {self.target}" + (
            f" ({self.name})" if self.name else ""
        )


@dataclass(frozen=True)
class Row:
    """A line of the table: rooms that may import the same, as `own`, and what others provide."""

    rooms: tuple[str, ...]
    own: frozenset[str]
    public: frozenset[str]
    others: frozenset[str]


class House:
    """The modules below a folder, and what they import."""

    def __init__(self, folder: Path) -> None:
        self.modules = {
            self._name(path.relative_to(folder)): path for path in sorted(folder.rglob("*.py"))
        }

    @cached_property
    def imports(self) -> list[Import]:
        """Every import of every module."""
        return [found for name in self.modules for found in self._imports_of(name)]

    @staticmethod
    def _name(path: Path) -> str:
        parts = path.with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    def _imports_of(self, importer: str) -> Iterator[Import]:
        tree = ast.parse(self.modules[importer].read_text(encoding="utf-8"))
        waiting = [(child, False) for child in ast.iter_child_nodes(tree)]
        while waiting:
            node, inside = waiting.pop()
            for target, name in self._named_by(node, importer):
                if target != importer:
                    yield Import(importer, target, name, node.lineno, inside)
            inside |= isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
            waiting += [(child, inside) for child in ast.iter_child_nodes(node)]

    def _named_by(self, node: ast.AST, importer: str) -> Iterator[tuple[str, str]]:
        """Give the modules, and names in them, that a statement imports."""
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, ""
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{importer}:{node.lineno}: imports are absolute"
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield (inner, "") if inner in self.modules else (str(node.module), alias.name)
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith(
            ("import_module", "__import__")
        ):
            argument = node.args[0] if node.args else None
            if isinstance(argument, ast.Constant):
                yield str(argument.value), ""

    def circles(self) -> list[list[str]]:
        """Give the modules that import each other in a circle, a list for each."""
        graph: dict[str, set[str]] = {name: set() for name in self.modules}
        for one in self.imports:
            if one.target in graph:
                graph[one.importer].add(one.target)
        # What imports nothing that is left is in no circle, nor is what nobody left imports.
        left = set(graph)
        while True:
            imported = {target for name in left for target in graph[name] & left}
            free = {name for name in left if not graph[name] & left or name not in imported}
            if not free:
                break
            left -= free
        found: list[list[str]] = []
        while left:
            first = min(left)
            circle = {first} | {
                name for name in _reachable(first, graph, left)
                if first in _reachable(name, graph, left)
            }  # fmt: skip
            if len(circle) > 1:
                found.append(sorted(circle))
            left -= circle
        return found


def _reachable(start: str, graph: Mapping[str, set[str]], within: set[str]) -> set[str]:
    found: set[str] = set()
    waiting = [start]
    while waiting:
        for name in graph[waiting.pop()] & within - found:
            found.add(name)
            waiting.append(name)
    return found


def table(text: str) -> list[Row]:
    """Return what each room may import, as the architecture's table says it."""
    rows = re.search(r"\| room \| may import \|\n\| --- \| --- \|\n((?:\|.*\|\n)+)", text)
    assert rows, "docs/architecture.md has the table"
    found: list[Row] = []
    for line in rows[1].splitlines():
        names, words = (cell.strip() for cell in line.strip("|").split("|"))
        own: set[str] = set()
        public: set[str] = set()
        others: set[str] = set()
        for phrase in re.split(r", |; ", words):
            if phrase == "all of the above":
                own |= {room for row in found for room in row.rooms}
                others |= {name for row in found for name in row.others}
            elif named := PUBLIC.match(phrase):
                public.add(named[1])
            elif room := re.fullmatch(r"`([\w/]+)`", phrase):
                own.add(room[1])
            else:
                others |= MEANING[phrase]
        rooms = tuple(re.findall(r"`([\w/]+)`", names))
        known = {room for row in found for room in row.rooms}
        assert rooms
        assert own <= known | set(rooms), f"{names} imports only what stands above it"
        found.append(Row(rooms, frozenset(own), frozenset(public), frozenset(others)))
    return found


class Plan:
    """The rooms of the table, and which module is in which."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self.rows = {room: row for row in rows for room in row.rooms}

    def room_of(self, module: str) -> str:
        """Give the innermost room of a module; its front doors import what they open."""
        path = module.replace(".", "/").removeprefix("sphinx_proceedings/")
        if path in {*PACKAGES, "sphinx", "sphinx/registration"}:
            return FRONT
        parts = path.split("/")
        for length in range(len(parts), 0, -1):
            if (room := "/".join(parts[:length])) in self.rows:
                return room
        raise AssertionError(f"no room of the table has {module}")

    def complaint(self, one: Import, modules: Iterable[str]) -> str | None:
        """Say what is wrong with an import, if anything is."""
        room = self.room_of(one.importer)
        if room == FRONT or self._may(one, self.rows[room], room, frozenset(modules)):
            return None
        return f"{one.place}: not for {room}"

    def _may(self, one: Import, row: Row, room: str, modules: frozenset[str]) -> bool:
        package = one.target.split(".")[0]
        if package not in PACKAGES:
            known = package in sys.stdlib_module_names
            return known or any(f"{one.target}.".startswith(f"{part}.") for part in row.others)
        own = package == one.importer.split(".")[0]
        if not own and package in row.public and one.target in _shadowed(package):
            return True
        target = self.room_of(one.target)
        if one.target not in modules or target != FRONT:
            return one.target in modules and (target == room or target in row.own)
        # What another package offers at its door.
        return not own and package in row.public and one.name in public(package)


@cache
def _shadowed(package: str) -> frozenset[str]:
    """Return modules in whose place the door of a package offers something of the same name."""
    door = importlib.import_module(package)
    names = (name for name in public(package) if not isinstance(getattr(door, name), ModuleType))
    return frozenset(f"{package}.{name}" for name in names)


@cache
def public(package: str) -> frozenset[str]:
    return frozenset(importlib.import_module(package).__all__)


HOUSE = House(SOURCES)
PLAN = Plan(table((ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")))


def complaints(house: House) -> list[str]:
    found = (PLAN.complaint(one, house.modules) for one in house.imports)
    return [one for one in found if one is not None]


def test_rooms_import_what_the_table_allows() -> None:
    assert complaints(HOUSE) == []


def test_every_room_of_the_table_is_there_and_every_module_in_one() -> None:
    used = {PLAN.room_of(module) for module in HOUSE.modules}
    assert used - {FRONT} == PLAN.rows.keys()


def test_no_modules_import_each_other_in_a_circle() -> None:
    assert HOUSE.circles() == []


def test_neighbours_do_not_know_each_other() -> None:
    rows = {row.rooms for row in PLAN.rows.values() if len(row.rooms) > 1}
    assert rows
    for rooms in rows:
        for room in rooms:
            assert not PLAN.rows[room].own & set(rooms)
    assert "sphinx/web" not in PLAN.rows["sphinx/press"].own
    assert "sphinx/press" not in PLAN.rows["sphinx/web"].own


def test_typst_and_mathematics_know_nothing_of_proceedings() -> None:
    for package in ("latex_math", "sphinx_typst"):
        for path in (SOURCES / package).rglob("*.py"):
            assert "sphinx_proceedings" not in path.read_text(encoding="utf-8"), path


def test_the_package_itself_imports_nothing_before_setup() -> None:
    inner = [one for one in HOUSE.imports if one.importer == "sphinx_proceedings"]
    tree = ast.parse(HOUSE.modules["sphinx_proceedings"].read_text(encoding="utf-8"))
    guarded = {
        node.lineno
        for block in tree.body
        if isinstance(block, ast.If) and ast.unparse(block.test) == "TYPE_CHECKING"
        for node in block.body
    }
    assert any(one.target.startswith("sphinx_proceedings.sphinx") for one in inner)
    early = {one.target for one in inner if not one.lazy and one.line not in guarded}
    assert early <= {"__future__", "typing", "sphinx_proceedings.version"}


def test_the_command_imports_sphinx_only_in_functions() -> None:
    heavy = {*SPHINX, "docutils", "sphinx_typst"}
    early = [
        one.place
        for one in HOUSE.imports
        if one.importer.startswith("sphinx_proceedings.cli") and not one.lazy
        if one.target.split(".")[0] in heavy or one.target.startswith("sphinx_proceedings.sphinx")
    ]
    assert early == []


def test_nothing_loads_sphinx_on_its_way() -> None:
    rooms = ", ".join(f"sphinx_proceedings.{room}" for room in ("cli", "content", "privacy"))
    code = (
        f"import sys, {rooms}, sphinx_proceedings.exports.ics, latex_math\n"
        f"print([name for name in {sorted(SPHINX)!r} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True, text=True, check=True, env={"PYTHONPATH": str(SOURCES)},
    )  # fmt: skip
    assert done.stdout.strip() == "[]"


# A house that is in order, into which faults are planted.
ORDER = {
    "sphinx_proceedings/diagnostics.py": "import enum\n",
    "sphinx_proceedings/model/paper.py": "from sphinx_proceedings import diagnostics\n",
    "sphinx_proceedings/model/person.py": "from sphinx_proceedings.model.paper import Paper\n",
    "sphinx_proceedings/content/load.py": "from sphinx_proceedings.model.paper import Paper\n",
    "sphinx_proceedings/sphinx/site.py": "import sphinx_proceedings.content.load\n",
    "sphinx_proceedings/sphinx/read/source.py": "from sphinx_proceedings.sphinx import site\n",
    "sphinx_proceedings/sphinx/web/head.py": "from sphinx_proceedings.sphinx.read import source\n",
    "sphinx_proceedings/sphinx/press/front.py": "from sphinx_typst import TypstDocument\n",
    "sphinx_typst/__init__.py": "from sphinx_typst.config import TypstDocument\n",
    "sphinx_typst/config.py": "import sphinx.config\n",
    "sphinx_typst/writer/base.py": "from sphinx_typst import config\n",
    "sphinx_typst/builder.py": "from sphinx_typst.writer import base\n",
}
TYPES = "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    "


@pytest.mark.parametrize(
    ("importer", "line", "found"),
    [
        # Upwards: by name, in a function, by a call, for types alone.
        ("model/paper", "from sphinx_proceedings.content import load", 1),
        ("model/paper", "def f():\n    import sphinx_proceedings.content.load", 1),
        ("model/paper", "import importlib\nimportlib.import_module('yaml')", 1),
        ("model/paper", f"{TYPES}from sphinx_proceedings.content import load", 1),
        # To a room further on.
        ("sphinx/read/source", "from sphinx_proceedings.sphinx.web import head", 1),
        ("sphinx/read/source", f"{TYPES}import sphinx_proceedings.sphinx.web.head", 1),
        ("sphinx/site", "from sphinx_proceedings.sphinx.read import source", 1),
        ("../sphinx_typst/writer/base", "from sphinx_typst import builder", 1),
        ("../sphinx_typst/writer/base", f"{TYPES}import sphinx_typst.builder", 1),
        # Neighbours, private names, front doors, packages of others.
        ("sphinx/web/head", "from sphinx_proceedings.sphinx.press import front", 1),
        ("sphinx/press/front", "from sphinx_typst.config import TypstDocument", 1),
        ("sphinx/press/front", "from sphinx_typst import config", 1),
        ("../sphinx_typst/writer/base", "from sphinx_typst import TypstDocument", 1),
        ("content/load", "import sphinx.config", 1),
        ("content/load", "import json, yaml", 0),
    ],
)
def test_a_planted_import_is_found(tmp_path: Path, importer: str, line: str, found: int) -> None:
    for name, text in ORDER.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    assert complaints(House(tmp_path)) == []
    with (tmp_path / "sphinx_proceedings" / f"{importer}.py").open("a") as file:
        file.write(f"{line}\n")
    assert len(complaints(House(tmp_path))) == found


@pytest.mark.parametrize("before", ["", TYPES, "def f():\n    "])
def test_a_planted_circle_is_found(tmp_path: Path, before: str) -> None:
    for name, text in ORDER.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    assert House(tmp_path).circles() == []
    with (tmp_path / "sphinx_proceedings/model/paper.py").open("a") as file:
        file.write(f"{before}from sphinx_proceedings.model import person\n")
    circle = ["sphinx_proceedings.model.paper", "sphinx_proceedings.model.person"]
    assert House(tmp_path).circles() == [circle]
    assert complaints(House(tmp_path)) == []
