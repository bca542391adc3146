"""The only room that knows Sphinx, in the order of a build: read, cite, render, web and press.

What lies beside these rooms is what all of them ask.
"""

from sphinx_proceedings.sphinx.registration import register

__all__ = ["register"]
