"""Drawings in SVG: read with nothing fetched, and written anew from what is allowed."""
