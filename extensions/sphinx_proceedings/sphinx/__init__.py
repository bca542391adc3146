"""The only room that knows Sphinx: configuration, directives, roles, domain and what HTML needs."""

from sphinx_proceedings.sphinx.registration import register

__all__ = ["register"]
