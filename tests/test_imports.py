"""Who may import whom: the table in docs/architecture.md against the imports themselves."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

import sphinx_typst

ROOT = Path(__file__).parent.parent
SOURCES = ROOT / "extensions"
# Sphinx, its parser of Markdown, and the extensions that we load.
SPHINX = {
    "sphinx", "docutils", "myst_parser", "markdown_it", "sphinx_design", "sphinxcontrib",
    "sphinxext", "sphinx_sitemap",
}  # fmt: skip
# What the words of the table mean in names of packages.
MEANING = {
    "standard library": set(),
    "pydantic": {"pydantic", "pydantic_core"},
    "YAML and BibTeX parsers": {"yaml", "pybtex"},
    "libraries of their formats": {"icalendar"},
    "exports (for citations)": {"our exports"},
    "pikepdf": {"pikepdf"},
    "pypdfium2": {"pypdfium2", "pypdfium2_raw"},
    "a parser of HTML": {"bs4"},
    "typst": {"typst"},
    "Pygments": {"pygments"},
    "typer and rich": {"typer", "rich"},
    "Sphinx": SPHINX - {"docutils"},
    "docutils": {"docutils"},
    "sphinx_typst's public names": {"sphinx_typst"},
    "Sphinx only inside the commands that build": set(),
    "never sphinx_proceedings": set(),
}


@dataclass(frozen=True)
class Import:
    """One import: by which room, of what, where; ``name`` is what is taken out of a module."""

    room: str
    module: str
    name: str
    path: str
    line: int
    lazy: bool

    @property
    def target(self) -> str:
        """The package of others, or ``our`` room, that is imported."""
        package, *rest = self.module.split(".")
        if package != "sphinx_proceedings":
            return package
        return our(rest[0] if rest else self.name)


def our(room: str) -> str:
    """Return the name of a room, which is not that of a package: there are two ``sphinx``."""
    return room if room == "sphinx_typst" else f"our {room}"


def table() -> dict[str, set[str]]:
    """Return what each room may import, as the architecture's table says it."""
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    rows = re.search(r"\| room \| may import \|\n\| --- \| --- \|\n((?:\|.*\|\n)+)", text)
    assert rows, "docs/architecture.md has the table"
    allowed: dict[str, set[str]] = {}
    for row in rows[1].splitlines():
        names, words = (cell.strip() for cell in row.strip("|").split("|"))
        above = {our(room) for room in allowed} | set().union(*allowed.values())
        may: set[str] = set()
        for phrase in re.split(r", |; ", words):
            if phrase == "all of the above":
                may |= above
            else:
                may |= {our(phrase)} if phrase in allowed else MEANING[phrase]
        rooms = re.findall(r"`(\w+)`", names)
        assert rooms
        allowed |= dict.fromkeys(rooms, may)
    return allowed


def room_of(path: Path) -> str:
    package, *rest = path.relative_to(SOURCES).with_suffix("").parts
    if package == "sphinx_typst":
        return package
    return rest[0] if rest[0] != "__init__" else "setup"


def imports() -> Iterator[Import]:
    for path in sorted(SOURCES.rglob("*.py")):
        yield from imports_of(path, room_of(path))


def imports_of(path: Path, room: str) -> Iterator[Import]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    inside = {
        id(node)
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        for node in ast.walk(function)
    }
    where = path.relative_to(SOURCES).as_posix()
    for node in ast.walk(tree):
        found: list[tuple[str, str]] = []
        if isinstance(node, ast.Import):
            found = [(alias.name, "") for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{where}:{node.lineno}: imports are absolute"
            found = [(node.module or "", alias.name) for alias in node.names]
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith(
            ("import_module", "__import__")
        ):
            argument = node.args[0] if node.args else None
            if isinstance(argument, ast.Constant):
                found = [(str(argument.value), "")]
        for module, name in found:
            yield Import(room, module, name, where, node.lineno, id(node) in inside)


ALLOWED = table()
IMPORTS = list(imports())


def test_every_room_is_in_the_table() -> None:
    rooms = {one.room for one in IMPORTS} - {"setup"}
    assert rooms <= ALLOWED.keys()
    assert {"diagnostics", "model", "content", "privacy", "exports", "cli"} <= rooms


@pytest.mark.parametrize("room", sorted(ALLOWED))
def test_a_room_imports_what_it_may(room: str) -> None:
    standard = sys.stdlib_module_names
    wrong = [
        f"{one.path}:{one.line}: {room} imports {one.target}"
        for one in IMPORTS
        if one.room == room
        and one.target not in ALLOWED[room] | {our(room), our("__version__")}
        and not (one.target in standard and one.module.split(".")[0] in standard)
    ]
    assert wrong == []


def test_rooms_on_one_line_do_not_know_each_other() -> None:
    assert our("privacy") not in ALLOWED["exports"]
    assert our("exports") not in ALLOWED["privacy"]


def test_typst_knows_nothing_of_proceedings() -> None:
    assert not {target for target in ALLOWED["sphinx_typst"] if target.startswith("our ")}
    text = "".join(
        path.read_text(encoding="utf-8") for path in (SOURCES / "sphinx_typst").rglob("*.py")
    )
    assert "sphinx_proceedings" not in text


def test_only_public_names_of_typst_are_used() -> None:
    used = [one for one in IMPORTS if one.target == "sphinx_typst" and one.room != "sphinx_typst"]
    private = [
        f"{one.path}:{one.line}: {one.module}.{one.name}"
        for one in used
        if one.module != "sphinx_typst" or one.name not in sphinx_typst.__all__
    ]
    assert private == []


def test_the_package_itself_imports_nothing_before_setup() -> None:
    inner = [one for one in IMPORTS if one.room == "setup" and one.target == our("sphinx")]
    tree = ast.parse((SOURCES / "sphinx_proceedings" / "__init__.py").read_text(encoding="utf-8"))
    guarded = {
        node.lineno
        for block in tree.body
        if isinstance(block, ast.If) and ast.unparse(block.test) == "TYPE_CHECKING"
        for node in block.body
    }
    assert inner
    assert all(one.lazy or one.line in guarded for one in inner)


def test_the_command_imports_sphinx_only_in_functions() -> None:
    heavy = SPHINX | {"sphinx_typst", our("sphinx")}
    early = [one for one in IMPORTS if one.room == "cli" and not one.lazy and one.target in heavy]
    assert early == []


def test_nothing_loads_sphinx_on_its_way() -> None:
    rooms = ", ".join(f"sphinx_proceedings.{room}" for room in ("cli", "content", "privacy"))
    code = (
        f"import sys, {rooms}, sphinx_proceedings.exports.ics\n"
        f"print([name for name in {sorted(SPHINX)!r} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True, text=True, check=True, env={"PYTHONPATH": str(SOURCES)},
    )  # fmt: skip
    assert done.stdout.strip() == "[]"


def test_the_test_can_fail(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules[__name__], "SOURCES", tmp_path)
    (path := tmp_path / "sphinx_proceedings" / "model" / "x.py").parent.mkdir(parents=True)
    path.write_text(
        "from sphinx_proceedings import content\n"
        "def f():\n    import yaml\n    import importlib\n    importlib.import_module('sphinx.x')\n"
        "from sphinx_proceedings.privacy.name import Names\n"
    )
    found = [(one.target, one.lazy) for one in imports_of(path, room_of(path))]
    assert room_of(path) == "model"
    assert sorted(found) == [
        ("importlib", True), ("our content", False), ("our privacy", False), ("sphinx", True),
        ("yaml", True),
    ]  # fmt: skip
