"""The command ``sphinx-proceedings``."""

from sphinx_proceedings.cli.app import app, main

__all__ = ["app", "main"]
