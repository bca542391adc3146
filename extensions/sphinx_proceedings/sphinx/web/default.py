"""What ``conf.py`` need not say of the site: its theme, its address, what it leaves out."""

from __future__ import annotations

import os
from typing import Any

from sphinx.application import Sphinx
from sphinx.config import Config

from sphinx_proceedings.sphinx.config import given, set_defaults
from sphinx_proceedings.sphinx.web.asset import TEMPLATES

_THEME = "pydata_sphinx_theme"

_DEFAULTS: dict[str, Any] = {
    "html_theme": _THEME,
    "copybutton_prompt_text": r">>> |\.\.\. |\$ ",
    "copybutton_prompt_is_regexp": True,
    "html_use_index": False,
    # The sources say more than the pages: who is not confirmed, who must not be named.
    "html_copy_source": False,
    "html_show_sourcelink": False,
    # Cards of social media are pictures made with fonts we do not have.
    "ogp_social_cards": {"enable": False},
}


def configure(_app: Sphinx, settings: Config) -> None:
    """Set what the user did not."""
    known = given(settings)
    defaults = dict(_DEFAULTS)
    published = os.environ.get("READTHEDOCS_CANONICAL_URL")
    if published:
        defaults["html_baseurl"] = published
    if address := known.get("html_baseurl") or published:
        defaults["ogp_site_url"] = address
        defaults["sitemap_url_scheme"] = "{link}"
    if known.get("html_theme", _THEME) == _THEME:
        # The theme's own navigation of a section leaves its toggles without a name.
        defaults["html_sidebars"] = {"**": ["section-nav"]}
    # Sphinx's own default says "documentation".
    defaults["html_title"] = settings.project
    set_defaults(settings, defaults)
    # Last, so that a project's template of the same name wins.
    settings.templates_path = [*settings.templates_path, str(TEMPLATES)]
