"""The configuration of the site. Reference: the guide's page on configuration, and Sphinx's own."""

import os
import sys
from pathlib import Path
from urllib.parse import urlsplit

sys.path.insert(0, str(Path(__file__).parent))

import references

project = "AI for Peace"
author = "AI for Peace"
language = "en"

# Read the Docs says where this build will be published; elsewhere nothing is known, and what
# needs an absolute address is left out.
html_baseurl = os.environ.get("READTHEDOCS_CANONICAL_URL", "")

extensions = [
    "sphinx_proceedings",
    "notfound.extension",
    "sphinx_copybutton",
    "sphinxext.opengraph",
]
if html_baseurl:
    extensions.append("sphinx_sitemap")

exclude_patterns = ["_build"]
nitpicky = True

myst_enable_extensions = ["colon_fence", "deflist", "smartquotes", "substitution"]
myst_heading_anchors = 3

bibtex_bibfiles = ["../bib/ai-for-peace.bib"]
bibtex_default_style = references.NAME
bibtex_reference_style = "label"

# The home page and the preface carry the same argument, each with its own list of references;
# a citation is resolved within its page.
suppress_warnings = ["bibtex.duplicate_citation"]

# Our own pages in the proceedings folder lay out cards and buttons; authors' papers do not.
proceedings_directives = ["button-ref", "grid", "grid-item", "grid-item-card"]

html_theme = "pydata_sphinx_theme"
html_title = "AI for Peace"
html_favicon = "_static/favicon.svg"
templates_path = ["_templates"]
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_copy_source = False
html_show_sourcelink = False
html_show_sphinx = False
SHORT_PAGES = (
    *("index", "404", "callforpapers", "speakers", "organizers", "schedule", "papers"),
    "contactus",
)
html_context = {"default_mode": "auto"}
html_theme_options = {
    "logo": {
        "image_light": "_static/wordmark-light.svg",
        "image_dark": "_static/wordmark-dark.svg",
        "alt_text": "AI for Peace, home",
    },
    "header_links_before_dropdown": 6,
    "navbar_align": "left",
    "navbar_persistent": ["search-button"],
    "show_prev_next": False,
    "show_nav_level": 1,
    "footer_start": ["site-footer"],
    "footer_end": [],
    "back_to_top_button": False,
    "secondary_sidebar_items": {
        "**": ["page-toc"],
        **{page: [] for page in SHORT_PAGES},
    },
}
# Short pages at the top need neither the navigation of a section nor a list of their headings.
html_sidebars = {page: [] for page in SHORT_PAGES}

notfound_urls_prefix = urlsplit(html_baseurl).path or "/"

ogp_site_name = "AI for Peace"
ogp_site_url = html_baseurl
ogp_enable_meta_description = True
ogp_social_cards = {"enable": False}

sitemap_url_scheme = "{link}"
sitemap_locales = [None]
