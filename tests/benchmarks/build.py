"""Time the building of made-up proceedings: ``nox -s bench``, or ``nox -s bench -- 10 50``.

For each size: the site and the volume, from nothing, after one paper was edited, and after the
first one has become so much longer that all others move. Side by side stand the seconds, and what
they are to those of the smallest size: where work grows as the proceedings do, the second number
is that of the papers. The last column is the size of the page of one paper, which does not grow.
Then, for the documents of one size, what our printing takes for a page, what Sphinx's plain text
takes, and what its LaTeX takes, if TeX is there. These are measurements, not tests: what must not
grow is counted in `tests/sphinx/test_growth.py`.
"""

from __future__ import annotations

import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path

import pikepdf
import proceedings
import typst

SIZES = (10, 50, 200)
# Writers take the same for a page whatever the size; LaTeX would take minutes for more papers.
MOST_FOR_WRITERS = 50
STEPS = ("html cold", "html edit", "print cold", "print edit", "print shift")
WRITING = Path(__file__).with_name("writing.py")
TEX = ("latexmk", "xelatex")


def main(arguments: list[str]) -> int:
    """Measure the sizes given, or the usual ones, and print a table."""
    sizes = sorted({int(argument) for argument in arguments} or SIZES)
    packages = ("sphinx", "typst", "myst-parser", "sphinxcontrib-bibtex")
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores,", end=" ")
    print(", ".join(f"{name} {version(name)}" for name in packages), flush=True)
    warm_up()
    table, writers = {}, {}
    compared = max((size for size in sizes if size <= MOST_FOR_WRITERS), default=None)
    for size in sizes:
        print(f"\n{size} papers", flush=True)
        with tempfile.TemporaryDirectory(prefix="proceedings-") as name:
            folder = Path(name)
            table[size] = measure(folder, size)
            if size == compared:
                writers[size] = measure_writers(folder, pages(volume_in(folder)))
    print_table(table)
    if writers:
        print_writers(writers)
    return 0


def warm_up() -> None:
    """Let Python compile what it imports, so that the first measurement is one like the others."""
    print("\nNot measured", flush=True)
    with tempfile.TemporaryDirectory(prefix="proceedings-") as name:
        proceedings.write(Path(name), 2)
        build(Path(name), "dirhtml")
        build(Path(name), "typstpdf")


def measure(folder: Path, papers: int) -> dict[str, float]:
    """Return the seconds that each step takes, and the bytes of a page."""
    proceedings.write(folder, papers)
    seconds = {"html cold": build(folder, "dirhtml")}
    # Before anything is printed: afterwards all pages show their numbers in the volume.
    page = page_of(folder, (papers + 1) // 2)
    first = page.read_bytes()
    proceedings.edit(folder, (papers + 1) // 2)
    seconds["html edit"] = build(folder, "dirhtml")
    check(page.read_bytes() != first, "the edited paper is not in the site")
    seconds["print cold"] = build(folder, "typstpdf")
    volume = volume_in(folder)
    first = volume.read_bytes()
    proceedings.edit(folder, max(1, papers // 2))
    seconds["print edit"] = build(folder, "typstpdf")
    check(volume.read_bytes() != first, "the edited paper is not in the volume")
    before = pages(volume)
    proceedings.lengthen(folder, 1)
    seconds["print shift"] = build(folder, "typstpdf")
    check(pages(volume) != before, "no page has moved")
    return {**seconds, "page": page.stat().st_size}


def check(is_true: bool, otherwise: str) -> None:
    """End the measurements if they are none."""
    if not is_true:
        sys.exit(f"error: {otherwise}: these are no measurements")


def page_of(folder: Path, number: int) -> Path:
    """Return the page of a paper in the built site."""
    edition = folder / "dirhtml" / "proceedings" / proceedings.EDITION
    return edition / "papers" / f"paper-{number:03}" / "index.html"


def volume_in(folder: Path) -> Path:
    """Return the printed volume."""
    (found,) = (folder / "typstpdf").glob("*.pdf")
    return found


def build(folder: Path, builder: str) -> float:
    """Run one build and return its seconds; both builders share what was read."""
    command = [sys.executable, "-m", "sphinx", "-q", "-b", builder, "-j", "auto", "-d", "doctrees"]
    print(f"  {builder} ...", end=" ", flush=True)
    # Whoever installs a package has it compiled; only some containers forbid that.
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    start = time.perf_counter()
    subprocess.run([*command, ".", builder], cwd=folder, check=True, env=env)
    seconds = time.perf_counter() - start
    print(f"{seconds:.1f} s", flush=True)
    return seconds


def pages(pdf: Path) -> int:
    """Count the pages of a PDF."""
    with pikepdf.open(pdf) as file:
        return len(file.pages)


def measure_writers(folder: Path, count: int) -> dict[str, float]:
    """Return the pages, and the milliseconds a page of each writer on the same doctrees."""
    ours, plain = writing(folder, "typstpdf"), writing(folder, "text")
    found = {
        "pages": float(count),
        "translate": ours["write"] / count,
        "compile": ours["finish"] / count,
        "text": plain["write"] / count,
    }
    if all(map(shutil.which, TEX)):
        tex = writing(folder, "latex")
        made = folder / "writing-latex"
        convert_pictures(made)
        command = ["latexmk", "-f", "-xelatex", "-silent", "-interaction=nonstopmode"]
        start = time.perf_counter()
        subprocess.run(
            [*command, *(path.name for path in made.glob("*.tex"))],
            cwd=made,
            check=False,
            capture_output=True,
        )
        seconds = time.perf_counter() - start
        (volume,) = (path.with_suffix(".pdf") for path in made.glob("*.tex"))
        printed = pages(volume)
        found |= {"latex": tex["write"] / printed, "xelatex": seconds / printed}
    return {name: value if name == "pages" else 1000 * value for name, value in found.items()}


def convert_pictures(folder: Path) -> None:
    """Make PDF of the SVG in a folder of LaTeX, which TeX cannot read."""
    for path in folder.glob("*.svg"):
        source = f'#set page(width: auto, height: auto, margin: 0pt)\n#image("{path.name}")'
        (folder / "picture.typ").write_text(source)
        typst.compile(str(folder / "picture.typ"), output=str(path.with_suffix(".pdf")))
    for path in folder.glob("*.tex"):
        path.write_text(path.read_text().replace("}.svg}", "}.pdf}"))


def writing(folder: Path, builder: str) -> dict[str, float]:
    """Run one builder on what was read; return the seconds of writing and of finishing."""
    print(f"  {builder}, of what was read ...", end=" ", flush=True)
    command = [sys.executable, str(WRITING), str(folder), builder]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    seconds: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    print(f"{sum(seconds.values()):.1f} s", flush=True)
    return seconds


def print_writers(writers: dict[int, dict[str, float]]) -> None:
    """Print milliseconds a printed page, side by side."""
    heads = {
        "pages": "pages",
        "translate": "ours: translate",
        "compile": "ours: compile",
        "text": "Sphinx's text",
        "latex": "latex: translate",
        "xelatex": "latex: xelatex",
    }
    names = [name for name in heads if name in next(iter(writers.values()))]
    print("\nThe same documents, milliseconds a page")
    print(f"{'papers':>12}" + "".join(f"{heads[name]:>20}" for name in names))
    for size, row in writers.items():
        cells = [f"{row[name]:.0f}" if name == "pages" else f"{row[name]:.1f} ms" for name in names]
        print(f"{size:>12}" + "".join(f"{cell:>20}" for cell in cells))
    if "xelatex" not in names:
        missing = " and ".join(f"`{name}`" for name in TEX if not shutil.which(name))
        print(f"LaTeX is not measured: there is no {missing} here.")


def print_table(table: dict[int, dict[str, float]]) -> None:
    """Print seconds, and their ratio to those of the smallest size; then the bytes of a page."""
    smallest = min(table)
    print(f"\n{'papers':>12}" + "".join(f"{step:>18}" for step in (*STEPS, "page")))
    for size, found in table.items():
        cells = [
            f"{found[step]:.1f} s  x{found[step] / table[smallest][step]:.1f}" for step in STEPS
        ]
        page = f"{found['page'] / 1000:.1f} kB  x{found['page'] / table[smallest]['page']:.2f}"
        print(
            f"{f'{size}  x{size / smallest:.1f}':>12}"
            + "".join(f"{cell:>18}" for cell in (*cells, page))
        )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
