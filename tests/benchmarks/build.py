"""Time the building of made-up proceedings: ``nox -s bench``, or ``nox -s bench -- 10 50``.

For each size: the site and the volume, from nothing and after one paper was edited. Side by side
stand the seconds, and what they are to those of the smallest size: where work grows as the
proceedings do, the second number is that of the papers. These are measurements, not tests.
"""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path

import proceedings

SIZES = (10, 50, 200)
STEPS = ("html cold", "html edit", "print cold", "print edit")


def main(arguments: list[str]) -> int:
    """Measure the sizes given, or the usual ones, and print a table."""
    sizes = sorted({int(argument) for argument in arguments} or SIZES)
    packages = ("sphinx", "typst", "myst-parser", "sphinxcontrib-bibtex")
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores,", end=" ")
    print(", ".join(f"{name} {version(name)}" for name in packages), flush=True)
    table = {}
    for size in sizes:
        print(f"\n{size} papers", flush=True)
        table[size] = measure(size)
    print_table(table)
    return 0


def measure(papers: int) -> dict[str, float]:
    """Return the seconds that each step takes."""
    with tempfile.TemporaryDirectory(prefix="proceedings-") as name:
        folder = Path(name)
        proceedings.write(folder, papers)
        seconds = {
            "html cold": build(folder, "dirhtml"),
            "print cold": build(folder, "typstpdf"),
        }
        (volume,) = (folder / "typstpdf").glob("*.pdf")
        first = volume.read_bytes()
        proceedings.edit(folder, (papers + 1) // 2)
        seconds["html edit"] = build(folder, "dirhtml")
        seconds["print edit"] = build(folder, "typstpdf")
        if volume.read_bytes() == first:
            sys.exit("error: the edited paper is not in the volume: these are no measurements")
    return seconds


def build(folder: Path, builder: str) -> float:
    """Run one build and return its seconds; both builders share what was read."""
    command = [sys.executable, "-m", "sphinx", "-q", "-b", builder, "-j", "auto", "-d", "doctrees"]
    print(f"  {builder} ...", end=" ", flush=True)
    start = time.perf_counter()
    subprocess.run([*command, ".", builder], cwd=folder, check=True)
    seconds = time.perf_counter() - start
    print(f"{seconds:.1f} s", flush=True)
    return seconds


def print_table(table: dict[int, dict[str, float]]) -> None:
    """Print seconds, and their ratio to those of the smallest size."""
    smallest = min(table)
    print(f"\n{'papers':>12}" + "".join(f"{step:>20}" for step in STEPS))
    for size, seconds in table.items():
        cells = [
            f"{seconds[step]:.1f} s  x{seconds[step] / table[smallest][step]:.1f}" for step in STEPS
        ]
        print(f"{f'{size}  x{size / smallest:.1f}':>12}" + "".join(f"{cell:>20}" for cell in cells))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
