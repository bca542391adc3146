"""Files to model and findings: the only room that reads the proceedings folder."""

from sphinx_proceedings.content.load import Loaded, load

__all__ = ["Loaded", "load"]
