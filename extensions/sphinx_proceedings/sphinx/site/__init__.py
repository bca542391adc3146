"""What a build knows: its configuration, the catalogue, the pages, and how findings are told."""

from sphinx_proceedings.sphinx.site.site import Site, find_site, open_site, site_of

__all__ = ["Site", "find_site", "open_site", "site_of"]
