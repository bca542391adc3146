"""Reads the beginning of marked-up text: its encoding, and what stands before its root."""

from __future__ import annotations

import codecs
import re
from typing import Final

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    # Without a mark, the first character tells: it is `<` in all that we read.
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)
_DECLARATION: Final = re.compile(r"<\?xml\s[^<>]{0,200}?\?>")
_ENCODING: Final = re.compile(r"""\sencoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
_READ: Final = frozenset({"utf-8", "utf8", "utf-16", "utf-16le", "utf-16be", "us-ascii", "ascii"})
_SPACE: Final = " \t\r\n"


def decoded(data: bytes, *, whole: bool = True) -> str | None:
    """Return bytes as text, by mark of order or as UTF-8; None if they are no such text.

    The mark decides, whatever a declaration says: one text, the same for whoever looks at it.
    """
    encoding, skip = "utf-8", 0
    for mark, name in _MARKS:
        if data.startswith(mark):
            encoding, skip = name, 0 if b"<" in mark else len(mark)
            break
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    try:
        return decoder.decode(data[skip:], final=whole)
    except UnicodeDecodeError:
        return None


def foreign_encoding(text: str) -> str:
    """Return the encoding that a document declares if it is none that we read, else nothing."""
    declared = _DECLARATION.match(text)
    found = _ENCODING.search(declared[0]) if declared else None
    return found[1] if found and found[1].lower() not in _READ else ""


def without_prolog(text: str) -> str:
    """Return an XML document from its root on; all of it from a type that declares something.

    A type of document that only names itself says nothing that we need; one that declares, with
    brackets, may change what every word after it means. What is not closed is not passed over.
    """
    at = 0
    while True:
        at = _past_space(text, at)
        if text.startswith("<?", at):
            end = text.find("?>", at)
            width = 2
        elif text.startswith("<!--", at):
            end = text.find("-->", at + 4)
            width = 3
        elif text.startswith("<!DOCTYPE", at):
            end = _end_of_type(text, at)
            width = 1
        else:
            return text[at:]
        if end < 0:
            return text[at:]
        at = end + width


def _past_space(text: str, at: int) -> int:
    while at < len(text) and text[at] in _SPACE:
        at += 1
    return at


_TYPE: Final = re.compile(r"""<!DOCTYPE(?:[^\[\]<>"']|"[^"]*"|'[^']*')*+>""")


def _end_of_type(text: str, at: int) -> int:
    found = _TYPE.match(text, at)
    return found.end() - 1 if found else -1
