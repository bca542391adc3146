"""The printed volumes: which documents they are made of, and what their templates are told."""

from sphinx_proceedings.sphinx.volume.chapter import chapter
from sphinx_proceedings.sphinx.volume.document import documents

__all__ = ["chapter", "documents"]
