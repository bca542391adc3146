"""The configuration of the site. The guide's page on configuration explains our own options."""

import os
from urllib.parse import urlsplit

# Read the Docs says where this build will be published; elsewhere nothing is known, and what
# needs an absolute address is left out.
ADDRESS = os.environ.get("READTHEDOCS_CANONICAL_URL", "")

# Pages at the top of the site: they need neither a section's navigation nor a list of headings.
SHORT_PAGES = (
    *("index", "callforpapers", "speakers", "organizers", "schedule", "papers", "contactus"),
    "404",
)

project = "AI for Peace"
author = "AI for Peace"
language = "en"
nitpicky = True

# Those of site.css that pages of an edition use.
proceedings_classes = ["figures", "figure-number", "objectives"]
extensions = ["sphinx_proceedings"]  # loads all the others, and sets their defaults
exclude_patterns = ["_build"]
templates_path = ["_templates"]

html_title = "AI for Peace"
html_baseurl = ADDRESS
# Checked by Typst: accessible (PDF/UA-1) and made to last (PDF/A-2a).
typst_pdf_standards = ["ua-1", "a-2a"]
typst_html_builder = "dirhtml"  # the form of the addresses that print links to
html_favicon = "_static/favicon.svg"
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_use_index = False
html_show_sphinx = False
html_context = {"default_mode": "auto"}  # light or dark, as the reader's system has it
html_sidebars = {"**": ["section-nav"], **{page: [] for page in (*SHORT_PAGES, "search")}}
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
    "footer_start": ["site-footer"],
    "footer_end": [],
    "secondary_sidebar_items": {"**": ["page-toc"], **{page: [] for page in SHORT_PAGES}},
}

notfound_urls_prefix = urlsplit(ADDRESS).path or "/"

ogp_site_name = project
sitemap_locales = [None]
sitemap_excludes = ["404/", "search/"]
