"""``volume-contents``, ``author-index`` and ``keyword-index``."""

from __future__ import annotations

from sphinx_proceedings.sphinx.read.directive.base import CatalogueDirective, Options


class VolumeContentsDirective(CatalogueDirective):
    """What is in the volume of an edition, in the order of printing, with its pages in print."""

    kind = "volume-contents"
    wants = Options
    optional_arguments = 1


class AuthorIndexDirective(CatalogueDirective):
    """Who wrote what in an edition, in alphabetical order, with page numbers in print."""

    kind = "author-index"
    wants = Options
    optional_arguments = 1


class KeywordIndexDirective(CatalogueDirective):
    """Which papers of an edition are about what, with page numbers in print."""

    kind = "keyword-index"
    wants = Options
    optional_arguments = 1
