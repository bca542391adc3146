"""Characters that nobody sees: they hide words, or show what is written in another order.

Source: Unicode Technical Report 36, "Unicode Security Considerations"; CVE-2021-42574.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from docutils import nodes

from sphinx_proceedings.diagnostics import Code, Severity
from sphinx_proceedings.sphinx.read.refuse import refuse

# Overrides, which no text needs, embeddings and isolates, which texts in two directions may have,
# and what is seen nowhere: fillers, tags, separators. Joiners and the marks of a direction are not
# among them; some scripts cannot be written without them.
_ORDER: Final = "\u202a-\u202e\u2066-\u2069"
_HIDDEN: Final = (
    "\u00ad\u115f\u1160\u17b4\u17b5\u180e\u200b\u2060-\u2065\u206a-\u206f\u3164\uffa0"
    "\ufeff\ufff9-\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_CONTROLS: Final = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f"
_FOUND: Final = re.compile(f"[{_ORDER}]+|[{_HIDDEN}]+|[{_CONTROLS}]+")
# A soft hyphen, a space of no width and a byte order mark are what programs leave behind.
_COMMON: Final = frozenset("\u00ad\u200b\ufeff\u2060")
_MOST: Final = 50


def report(document: nodes.document, text: str) -> None:
    """Report the invisible characters of a text, at their places."""
    for line, column, found in _places(text):
        codes = " ".join(f"U+{ord(character):04X}" for character in sorted(set(found))[:4])
        harmless = _COMMON.issuperset(found)
        message = (
            f"{codes} is invisible"
            if not re.match(f"[{_ORDER}]", found)
            else f"{codes} changes the order in which the text is shown"
        )
        if harmless:
            # A word that is looked for is not found with one of these in it.
            severity, hint = Severity.INFO, "take it out, unless it is wanted"
        else:
            severity, hint = (
                Severity.ERROR,
                "take it out: readers and programs read different texts",
            )
        refuse(document, Code.CONTROL_CHARACTER, message, line, hint, column=column,
               severity=severity)  # fmt: skip


def _places(text: str) -> Iterator[tuple[int, int, str]]:
    if text.isascii() and text.isprintable():
        return
    count = 0
    for number, line in enumerate(text.split("\n"), 1):
        for found in _FOUND.finditer(line):
            count += 1
            if count > _MOST:
                return
            yield number, found.start() + 1, found.group()
