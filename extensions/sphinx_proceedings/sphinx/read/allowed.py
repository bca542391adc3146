"""Which directives and roles people may use whom we do not know, and how far their options go."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final


def _words(*lines: str) -> frozenset[str]:
    return frozenset(word for line in lines for word in line.split())


# Text, figures, tables, code, mathematics and our own. Not among them: what runs code
# (autodoc, graphviz, doctest), passes HTML through (raw, meta, role), or leaves Markdown
# (eval-rst). Names as users write them, the domains' long forms included.
DIRECTIVES: Final = _words(
    "admonition attention caution danger error hint important note tip warning seealso todo",
    "versionadded versionchanged deprecated epigraph highlights pull-quote",
    "compound container class div rubric topic sidebar centered line-block hlist glossary",
    "figure figure-md image table list-table csv-table",
    "code code-block sourcecode parsed-literal literalinclude highlight include math",
    "contents toctree index only bibliography footbibliography",
    "card card-carousel grid grid-item grid-item-card dropdown button-link button-ref",
    "tab-set tab-item tab-set-code",
    "speaker people paper-card paper-list dates schedule dialogue statement",
    "volume-contents author-index keyword-index corrections",
)

# Marks, mathematics, references, works and our own. What begins with the name of a domain of
# Sphinx refers to something of a program. Not among them: what passes HTML through (raw).
ROLES: Final = _words(
    "abbreviation abbr ac acronym code emphasis strong literal math sub subscript sup superscript",
    "title title-reference title-ref t command dfn file kbd guilabel menuselection mailheader",
    "makevar manpage mimetype newsgroup program regexp samp eq",
    "pep pep-reference rfc rfc-reference cve cwe",
    "ref numref doc term option envvar token keyword confval any download index",
    "cite footcite octicon fab far fas fa material-outlined material-regular material-round",
    "material-sharp material-twotone bdg bdg-line bdg-link-primary bdg-ref-primary",
    "paper person session",
)
_DOMAINS: Final = _words("c cite cpp footcite js math py rst std")
_BADGES: Final = ("bdg-",)

READS: Final[Mapping[str, tuple[str, ...]]] = {
    "include": ("argument",),
    "literalinclude": ("argument", "diff"),
    "csv-table": ("file",),
}
"""Directives that read a file: by their argument, or by an option."""

REFUSED_OPTIONS: Final[Mapping[str, tuple[str, ...]]] = {
    "include": ("parser",),
    "csv-table": ("url",),
}
"""Options that reach other parsers, or the network while the site is built."""

TITLED: Final = _words("attention caution danger error hint important note seealso tip warning")
"""Boxes that have a title of their own, which authors replace."""

# No listing, list or table of a paper has more; some options cost what their number says.
_MOST: Final = 100_000
_LIMITS: Final[Mapping[str, tuple[int, int]]] = {
    "columns": (1, 24),
    "tab-width": (0, 16),
    "heading-offset": (0, 5),
    "header-rows": (0, 1000),
    "stub-columns": (0, 100),
    "dedent": (0, 1000),
}
# Their values are names, texts and addresses, in which numbers are letters.
_WORDS: Final = _words(
    "alt caption class file figclass filter label link list name header title url",
    "start-after start-at end-before end-at pyobject encoding key keyprefix style",
    "width height figwidth img-top img-bottom img-background img-alt",
)
_TAG: Final = re.compile(r"[\w.-]+")
_OUTPUTS: Final = _words("and or not html dirhtml typst typstpdf latex text epub print")
_NUMBER: Final = re.compile(r"\d+")


def is_role(name: str) -> bool:
    """Tell whether a role may be used."""
    plain = name.lower()
    domain, _, rest = plain.partition(":")
    return plain in ROLES or plain.startswith(_BADGES) or bool(rest and domain in _DOMAINS)


def unknown_tags(expression: str) -> str:
    """Return the first word of an expression of the directive ``only`` that names no output."""
    words = _TAG.findall(expression)
    return next((word for word in words if word.lower() not in _OUTPUTS), "")


def excess(options: Mapping[str, Any]) -> str | None:
    """Say which option has a number that is too large or too small; None if there is none."""
    for name, value in options.items():
        if name in _WORDS or name.startswith("class"):
            continue
        least, most = _LIMITS.get(name, (0, _MOST))
        for digits in _NUMBER.findall(str(value)):
            if len(digits) > len(str(most)) or not least <= int(digits) <= most:
                return f'the option "{name}" is a number from {least} to {most}'
    return None
