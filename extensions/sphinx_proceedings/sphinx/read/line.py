"""How formats in which a line can end within a paragraph do it; in others there is a space."""

from __future__ import annotations

from typing import Any, Final

from docutils import nodes


def _html(translator: Any, _node: nodes.Element) -> None:
    translator.body.append("<br>\n")
    raise nodes.SkipNode


def _latex(translator: Any, _node: nodes.Element) -> None:
    translator.body.append("\\\\\n")
    raise nodes.SkipNode


HTML: Final = (_html, None)
LATEX: Final = (_latex, None)
