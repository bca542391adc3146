"""``corrections``."""

from __future__ import annotations

from sphinx_proceedings.sphinx.read.directive.base import CatalogueDirective, Options


class CorrectionsDirective(CatalogueDirective):
    """What was corrected in an edition after its publication, and each erratum."""

    kind = "corrections"
    wants = Options
    optional_arguments = 1
