"""Drawings that the tests write, and what became of them."""

from sphinx_proceedings.media.drawing.rewrite import rewrite

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'


def svg(inner):
    return f"{HEAD}{inner}</svg>".encode()


def inside(inner):
    """Return what becomes of the inside of a drawing, and what is noted."""
    data, notes = rewrite(svg(inner))
    text = data.decode().strip()
    assert rewrite(data)[0] == data
    start = text.index(">") + 1
    return ("" if text.endswith("/>") and "</" not in text else text[start:-6]), [
        note.message for note in notes
    ]
