"""What is cited: the works of the .bib files, and how bibtex lists them on each page."""

from __future__ import annotations

from sphinx.application import Sphinx
from sphinx.config import Config

from sphinx_proceedings.sphinx.cite import directive, domain, entry, style
from sphinx_proceedings.sphinx.config import set_defaults
from sphinx_proceedings.sphinx.site import bibliographies, site_of

# Two pages may cite the same work; each has a bibliography of its own, which bibtex links to
# first, so nothing is ambiguous. On one page these are still reported (duplicate_local_citation).
_EXPECTED = ("bibtex.duplicate_citation", "bibtex.duplicate_label")


def register(app: Sphinx) -> None:
    """Register what bibtex is given, and what takes the place of its own."""
    app.connect("config-inited", _configure, priority=100)
    # Before 500, where bibtex reads the files that it does not hold.
    app.connect("builder-inited", entry.hand_over, priority=400)
    app.connect("env-get-outdated", entry.outdated)
    app.connect("env-check-consistency", directive.check_lists)
    app.add_domain(domain.Citations, override=True)
    app.add_post_transform(domain.Lists)
    app.add_directive("bibliography", directive.Bibliography, override=True)


def _configure(app: Sphinx, settings: Config) -> None:
    files = [file.path for file in site_of(settings).bibliography.files]
    settings.bibtex_bibfiles = [str(path) for path in files or bibliographies(app)]
    settings.suppress_warnings = [*settings.suppress_warnings, *_EXPECTED]
    # Numbered in the order of citation, titles as their authors wrote them.
    set_defaults(settings, {"bibtex_default_style": style.NAME})
