"""Compare formulas as MathML with those for MathJax: seconds of a build, and bytes of a page.

``python tests/benchmarks/formulas.py`` builds one made-up paper with the tests' formulas, each
in a line and displayed, both ways in turn, three times, and prints the fastest of each. What is
measured is the processor's time of the whole build; pages for MathJax come without the script that
readers load, and without what it does in their browsers.
"""

from __future__ import annotations

import io
import sys
import tempfile
import time
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

import latex_math

FORMULAS = Path(__file__).parents[1] / "latex_math" / "formulas.txt"
KINDS = ("mathml", "mathjax")
ROUNDS = 3
PAPER = "proceedings/made-2031/papers/formulas"
FILES = {
    "index.md": "# Home\n",
    "proceedings/people.yml": "nobody-real: {name: Nobody Real}\n",
    "proceedings/made-2031/event.yml": "title: Workshop\nstart: 2031-05-01\n",
}


def main() -> int:
    """Measure, and print a table."""
    lines = FORMULAS.read_text(encoding="utf-8").splitlines()
    # What a role may hold is on one line and has no backtick.
    sources = [line for line in lines if line and not line.startswith("#") and "`" not in line]
    text = "".join(f"```{{math}}\n{one}\n```\n\nHere is {{math}}`{one}`.\n\n" for one in sources)
    seconds: dict[str, float] = {}
    sizes: dict[str, int] = {}
    with tempfile.TemporaryDirectory() as scratch:
        source = Path(scratch, "source")
        front = "---\ntitle: Formulas\nauthors: [nobody-real]\n---\n\n"
        for name, content in {**FILES, f"{PAPER}.md": front + text}.items():
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            (source / name).write_text(content, encoding="utf-8")
        for _ in range(ROUNDS):
            for kind in KINDS:
                used, size = _built(source, Path(scratch, kind), kind)
                seconds[kind] = min(used, seconds.get(kind, used))
                sizes[kind] = size
    print(f"{len(sources)} formulas, each in a line and displayed")
    for kind in KINDS:
        print(f"{kind:8} {seconds[kind]:6.2f} s {sizes[kind] / 1000:8.0f} kB")
    print(f"ratio    {seconds['mathml'] / seconds['mathjax']:6.2f}")
    return 0


def _built(source: Path, out: Path, kind: str) -> tuple[float, int]:
    """Return the seconds of a build from nothing, and the bytes of its page of formulas."""
    began = time.process_time()
    with patch_docutils(), docutils_namespace():
        app = Sphinx(
            *(source, None, out / "html", out / "trees"),
            "html",
            confoverrides={"extensions": ["sphinx_proceedings"], "proceedings_html_math": kind},
            status=None,
            warning=io.StringIO(),
            freshenv=True,
        )
        app.build(force_all=True)
    used = time.process_time() - began
    # What one build remembers of formulas, another may not have.
    latex_math.conversion.mathml.cache_clear()
    return used, (out / "html" / f"{PAPER}.html").stat().st_size


if __name__ == "__main__":
    sys.exit(main())
