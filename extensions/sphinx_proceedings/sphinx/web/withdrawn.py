"""Pages that an earlier build made without a source, and that the site no longer has."""

from __future__ import annotations

from pathlib import Path

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder

from sphinx_proceedings.sphinx.read.generated import is_generated
from sphinx_proceedings.sphinx.web import output


def remove(app: Sphinx, exception: Exception | None) -> None:
    """Delete what this builder made earlier of such pages.

    Sphinx leaves such files; a person who is not to be shown would stay online.
    """
    builder = app.builder
    if exception is not None or not isinstance(builder, StandaloneHTMLBuilder):
        return
    made = (name for name in app.env.found_docs if is_generated(app.env, name))
    out = Path(app.outdir)
    # One that somebody wrote meanwhile is a page of the same address.
    pages = {str(builder.get_outfilename(name)) for name in app.env.found_docs}
    output.remove(
        app,
        "generated",
        (Path(builder.get_outfilename(name)).relative_to(out).as_posix() for name in made),
        ours=lambda file: str(file) not in pages,
    )
