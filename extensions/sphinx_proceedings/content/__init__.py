"""Files to model and findings: the only room that reads the proceedings folder."""

from sphinx_proceedings.content.load import Loaded, load
from sphinx_proceedings.content.schemas import schemas

__all__ = ["Loaded", "load", "schemas"]
