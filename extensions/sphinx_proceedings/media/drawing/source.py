"""Reads the text of a drawing as XML that declares nothing and fetches nothing."""

from __future__ import annotations

from typing import Any, Final

from lxml import etree

from sphinx_proceedings.media.answer import FaultError
from sphinx_proceedings.media.drawing.vocabulary import SVG
from sphinx_proceedings.media.text import decoded, foreign_encoding, without_prolog

MOST_BYTES: Final = 20_000_000
_PLAIN: Final = "export it again as plain SVG"


def root_of(data: bytes) -> Any:
    """Return the root of a drawing, an element of lxml."""
    if len(data) > MOST_BYTES:
        raise FaultError(f"has more than {MOST_BYTES // 1_000_000} MB", "export it as PNG or PDF")
    text = decoded(data)
    if text is None:
        raise FaultError("is neither UTF-8 nor UTF-16", "save it as UTF-8")
    text = text.lstrip()
    if name := foreign_encoding(text):
        raise FaultError(f'is written in "{name}"', "save it as UTF-8")
    body = without_prolog(text)
    if body.startswith("<!DOCTYPE"):
        raise FaultError("declares a document type of its own, or entities", _PLAIN)
    # One encoding that we chose, and no declaration: no two readers see two documents.
    root = _parsed(body, text.count("\n", 0, len(text) - len(body)))
    if root.tag != f"{{{SVG}}}svg":
        hint = f'its first element is <svg xmlns="{SVG}">'
        raise FaultError("is no SVG", hint)
    return root


def _parsed(body: str, lines: int) -> Any:
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        huge_tree=False,
        recover=False,
        remove_comments=True,
        remove_pis=True,
        strip_cdata=True,
    )
    try:
        return etree.fromstring(body.encode("utf-8"), parser)
    except etree.XMLSyntaxError as error:
        line = (error.lineno or 0) + lines
        if error.code == etree.ErrorTypes.ERR_UNDECLARED_ENTITY:
            said = f"uses an entity in line {line}"
            raise FaultError(said, "write the character itself") from error
        raise FaultError(f"is no well-formed XML in line {line}", _PLAIN) from error
    except (UnicodeEncodeError, ValueError) as error:
        raise FaultError("is no well-formed XML", _PLAIN) from error
