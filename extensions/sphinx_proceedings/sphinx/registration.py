"""Everything we tell Sphinx, in one place; nothing here does work."""

from __future__ import annotations

import contextlib
import importlib
import io
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment

from sphinx_proceedings.content.bibliography import beside
from sphinx_proceedings.diagnostics import Code, Diagnostic, Location
from sphinx_proceedings.sphinx.cite import bibliography, citations, references
from sphinx_proceedings.sphinx.cite.domain import (
    ProceedingsDomain,
    note_entry,
    outdated,
    text_alone,
)
from sphinx_proceedings.sphinx.nodes import (
    inline_placeholder,
    placeholder,
    print_only,
    screen_only,
    site_file,
    web_only,
)
from sphinx_proceedings.sphinx.press import document, printing
from sphinx_proceedings.sphinx.read import files, guard, mathematics, numbering, source, unwritten
from sphinx_proceedings.sphinx.read.dialect import ProceedingsParser
from sphinx_proceedings.sphinx.read.directives import DIRECTIVES
from sphinx_proceedings.sphinx.read.roles import ROLES
from sphinx_proceedings.sphinx.read.safety import Sanitise, check_citations
from sphinx_proceedings.sphinx.render import transforms
from sphinx_proceedings.sphinx.site import Site, config, open_site, report, site_of
from sphinx_proceedings.sphinx.web import (
    calendar,
    camera,
    html,
    jats,
    offer,
    records,
    redirects,
    sitemap,
    withdrawn,
)

_EXTENSIONS = (
    "myst_parser",
    "sphinxcontrib.bibtex",
    "sphinx_design",
    "sphinx_typst",
    "sphinx_copybutton",
    "notfound.extension",
    "sphinxext.opengraph",
)

# Set where conf.py says nothing.
_DEFAULTS: dict[str, Any] = {
    "html_theme": "pydata_sphinx_theme",
    # ``attrs_block`` is not among them: only it can give a paragraph of ours another class.
    "myst_enable_extensions": [
        "attrs_inline",
        "colon_fence",
        "deflist",
        "dollarmath",
        "amsmath",
        "fieldlist",
        "smartquotes",
    ],
    # Numbered in the order of citation, titles as their authors wrote them.
    "bibtex_default_style": references.NAME,
    # What a picture shows is said in words, on the site as in print.
    "typst_check_alternatives": True,
    # Three levels of headings can be linked to by their text.
    "myst_heading_anchors": 3,
    "copybutton_prompt_text": r">>> |\.\.\. |\$ ",
    "copybutton_prompt_is_regexp": True,
    # Figures and tables of proceedings are numbered, and referred to by number.
    "numfig": True,
    "html_use_index": False,
    # The sources say more than the pages: who is not confirmed, who must not be named.
    "html_copy_source": False,
    "html_show_sourcelink": False,
    # Cards of social media are pictures made with fonts we do not have.
    "ogp_social_cards": {"enable": False},
}

# Where builds go, if the pages lie at the top of a repository and conf.py excludes nothing.
_BUILDS = ("_build",)

# Two pages may cite the same work; each has a bibliography of its own, which bibtex links to
# first, so nothing is ambiguous. On one page these are still reported (duplicate_local_citation).
_EXPECTED = ("bibtex.duplicate_citation", "bibtex.duplicate_label")


def register(app: Sphinx) -> None:
    """Register everything with Sphinx."""
    report.prepare(app)
    with contextlib.redirect_stdout(io.StringIO()):
        # It prints, each time, that it cannot draw pictures that nobody asked for.
        importlib.import_module("sphinxext.opengraph")
    for name in _EXTENSIONS:
        app.setup_extension(name)
    given = config.given(app.config)
    address = given.get("html_baseurl") or os.environ.get("READTHEDOCS_CANONICAL_URL")
    if address:
        # A map of the site needs its address, and without one the extension warns.
        app.setup_extension("sphinx_sitemap")
    app.add_source_parser(ProceedingsParser, override=True)
    config.add_to(app.add_config_value)
    # Before 500, where other extensions read what is set here.
    app.connect("config-inited", _config_inited, priority=100)
    app.connect("builder-inited", _report_findings)
    app.connect("builder-inited", camera.prepare)
    app.connect("builder-inited", _add_pages)
    app.connect("builder-inited", guard.guard)
    # Before 500, where bibtex reads the files that it does not hold.
    app.connect("builder-inited", bibliography.hand_over, priority=400)
    app.connect("env-get-outdated", _outdated)
    app.connect("env-get-outdated", bibliography.outdated)
    app.connect("source-read", unwritten.prepare)
    app.connect("source-read", note_entry)
    app.connect("source-read", source.take_frontmatter_out)
    app.connect("doctree-resolved", check_citations)
    app.connect("doctree-resolved", transforms.fit_to_builder)
    app.connect("build-finished", calendar.write)
    app.connect("build-finished", withdrawn.remove)
    app.connect("build-finished", records.write)
    app.connect("build-finished", redirects.write)
    app.connect("build-finished", offer.volumes)
    # Before the extension that writes it.
    app.connect("build-finished", sitemap.complete, priority=400)
    app.connect("env-check-consistency", references.check_lists)
    app.add_domain(ProceedingsDomain)
    app.add_domain(citations.Citations, override=True)
    app.add_post_transform(citations.Lists)
    app.connect("missing-reference", text_alone)
    for directive in DIRECTIVES:
        app.add_directive(directive.kind, directive)
    app.add_directive("bibliography", references.Bibliography, override=True)
    for name, role in ROLES.items():
        app.add_role(name, role)
    own = (placeholder, inline_placeholder, print_only, screen_only, site_file, web_only)
    for node in own:
        app.add_node(node)
    app.add_transform(transforms.FillPlaceholders)
    app.add_transform(transforms.LeaveAfterNotes)
    app.add_transform(Sanitise)
    html.register(app)
    jats.register(app)
    printing.register(app)
    mathematics.register(app)
    numbering.register(app)


def _config_inited(app: Sphinx, settings: Config) -> None:
    """Set what the user did not, and load the catalogue."""
    given = config.given(settings)
    defaults = dict(_DEFAULTS)
    published = os.environ.get("READTHEDOCS_CANONICAL_URL")
    if published:
        defaults["html_baseurl"] = published
    if address := given.get("html_baseurl") or published:
        defaults["ogp_site_url"] = address
        defaults["sitemap_url_scheme"] = "{link}"
    if given.get("html_theme", _DEFAULTS["html_theme"]) == _DEFAULTS["html_theme"]:
        # The theme's own navigation of a section leaves its toggles without a name.
        defaults["html_sidebars"] = {"**": ["section-nav"]}
    # Sphinx's own default says "documentation".
    defaults["html_title"] = settings.project
    bibliographies = _bibliographies(app, given)
    # Prints and sites find each other as neighbours; see :mod:`.offer`.
    printed = (
        Path(app.outdir),
        Path(app.outdir).parent / "pdf",
        Path(app.doctreedir, camera.FOLDER),
    )
    site = open_site(settings, config.read(settings), Path(app.srcdir), bibliographies, printed)
    if "exclude_patterns" not in given:
        settings.exclude_patterns = [*_BUILDS]
    _leave_strays_out(app, settings, site)
    settings.bibtex_bibfiles = [str(file.path) for file in site.bibliography.files] or [
        str(path) for path in bibliographies
    ]
    defaults["typst_documents"] = [
        one for one in document.documents(site.for_print) if site.freezing in {None, one.target}
    ]
    for name, value in defaults.items():
        if name not in given and name in settings:
            setattr(settings, name, value)
    # Last, so that a project's template of the same name wins.
    settings.templates_path = [*settings.templates_path, str(html.TEMPLATES)]
    settings.suppress_warnings = [*settings.suppress_warnings, *_EXPECTED]
    settings.typst_styles = [*printing.STYLES, *settings.typst_styles]


def _leave_strays_out(app: Sphinx, settings: Config, site: Site) -> None:
    """Exclude what must not become a page, and report what loading has not reported."""
    given = settings.source_suffix
    suffixes = {*app.registry.source_suffix, *([given] if isinstance(given, str) else given)}
    for below, diagnostic in sorted(files.strays(site, suffixes).items()):
        settings.exclude_patterns = [*settings.exclude_patterns, files.pattern(site, below)]
        if diagnostic not in site.diagnostics:
            report.report(diagnostic)


def _bibliographies(app: Sphinx, given: Mapping[str, object]) -> list[Path]:
    """Return the .bib files outside the proceedings folder: those named, or those with pages."""
    named = given.get("bibtex_bibfiles")
    if not isinstance(named, list | tuple):
        return beside(Path(app.srcdir))
    return [Path(app.confdir, str(name)) for name in named]


def _add_pages(app: Sphinx) -> None:
    unwritten.add(app, site_of(app.config).generated)


def _report_findings(app: Sphinx) -> None:
    site = site_of(app.config)
    for diagnostic in site.diagnostics:
        report.report(diagnostic)
    wanted = site.settings.edition
    if wanted and wanted not in site.catalogue.editions:
        there = ", ".join(site.catalogue.editions)
        report.report(
            Diagnostic(
                Code.UNKNOWN_EDITION,
                f'proceedings_edition names "{wanted}", which does not exist',
                Location(site.shown(Path(app.confdir, "conf.py"))),
                f"there are: {there}" if there else "",
            )
        )


def _outdated(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> Iterable[str]:
    del added, changed, removed
    return outdated(env, site_of(app.config))
