"""The made-up formulas that several tests go through."""

from __future__ import annotations

from pathlib import Path

import typst

FILE = Path(__file__).with_name("formulas.txt")


def groups() -> dict[str, list[str]]:
    """Read the file: formulas by group."""
    found: dict[str, list[str]] = {}
    name = ""
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            name = line[3:]
            found[name] = []
        elif line and not line.startswith("# "):
            found[name].append(line)
    return found


def compiled(equations: list[str], folder: Path) -> bytes:
    """Compile equations in one document whose root has no other file."""
    source = folder / "main.typ"
    head = "#set page(width: 400pt, height: auto)\n"
    source.write_text(head + "\n\n".join(f"{equation} END" for equation in equations))
    return typst.compile(str(source), root=str(folder), format="pdf")


def equation(markup: str, *, display: bool) -> str:
    """Put markup into the equation that it is made for."""
    return f"$ {markup} $" if display else f"${markup}$"
