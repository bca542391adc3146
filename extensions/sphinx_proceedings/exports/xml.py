"""XML that is well-formed whatever the texts are: the only place that writes any.

Source: Extensible Markup Language (XML) 1.0 (Fifth Edition), production 2 (Char).
"""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

# What XML cannot hold, not even escaped.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

XML = "http://www.w3.org/XML/1998/namespace"
LANG = f"{{{XML}}}lang"


def clean(text: str) -> str:
    """Return a text without the characters that XML forbids."""
    return _FORBIDDEN.sub("", text)


def element(
    tag: str, content: str | None = None, /, *children: ET.Element | None, **attributes: str | None
) -> ET.Element:
    """Return an element with text, children and attributes; those that are ``None`` are left out.

    The attribute ``xml_lang`` stands for ``xml:lang``.
    """
    made = ET.Element(tag)
    for name, value in attributes.items():
        if value is not None:
            made.set(LANG if name == "xml_lang" else name, clean(value))
    if content is not None:
        made.text = clean(content)
    made.extend(child for child in children if child is not None)
    return made


def given(tag: str, content: object, **attributes: str | None) -> ET.Element | None:
    """Return an element with text, or nothing if there is none."""
    text = "" if content is None else str(content)
    return element(tag, text, **attributes) if text else None


def document(root: ET.Element, *, indent: bool = True) -> str:
    """Return a whole document: declaration, elements, a line end.

    Only elements that hold either text or other elements, and never both, may be indented.
    """
    if indent:
        ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text_of(root)}\n'


def text_of(root: ET.Element) -> str:
    """Return an element as text."""
    return ET.tostring(root, encoding="unicode", short_empty_elements=True)
