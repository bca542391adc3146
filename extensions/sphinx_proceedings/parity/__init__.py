"""Parity: the page, the PDF and the records of a paper say the same."""

from sphinx_proceedings.parity.built import Built, check

__all__ = ["Built", "check"]
