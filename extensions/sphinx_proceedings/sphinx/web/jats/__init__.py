"""The full text of papers in JATS, made from what a page shows and laid beside it."""

from __future__ import annotations

from sphinx_proceedings.sphinx.web.jats.article import Facts, converted
from sphinx_proceedings.sphinx.web.jats.beside import SUFFIX, is_beside, register

__all__ = ["SUFFIX", "Facts", "converted", "is_beside", "register"]
