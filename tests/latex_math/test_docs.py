"""The example of the guide does what its comments say."""

import re
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "guide" / "typst" / "math.md"


def test_the_example_of_the_guide():
    text = PAGE.read_text(encoding="utf-8")
    (code,) = re.findall(r"```python\n(from latex_math .+?)```", text, re.DOTALL)
    names: dict[str, object] = {}
    shown = 0
    for line in code.splitlines():
        source, _, said = line.partition("# ")
        if said.startswith("'"):
            assert eval(source, names) == eval(said)  # noqa: S307 - our own page
            shown += 1
        else:
            exec(source, names)  # noqa: S102 - our own page
    assert shown == 4
