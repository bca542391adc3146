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
    "div": ("style",),
}
"""Options that reach other parsers, the network while the site is built, or all of the page."""

VALUES: Final[Mapping[str, Mapping[str, frozenset[str]]]] = {
    "bibliography": {
        # Others are expressions that bibtex evaluates for each work, or names that it looks up.
        "filter": frozenset({"docname in docnames", "cited", "not cited", "True", "False"}),
        "style": _words("plain alpha unsrt unsrtalpha as-cited"),
        "list": _words("citation bullet enumerated"),
    },
}
"""Values that some options are restricted to."""

TITLED: Final = _words("attention caution danger error hint important note seealso tip warning")
"""Boxes that have a title of their own, which authors replace."""

# How something looks: names of docutils, Sphinx, MyST, the theme and print. Not among them: what
# takes something out of the text, and lays it over the page (Bootstrap has many such names).
CLASSES: Final = _words(
    "admonition attention caution danger error hint important note seealso tip warning todo",
    "field-list myst",
    "epigraph highlights pull-quote attribution compound topic sidebar margin rubric abstract",
    "dedication signature motto centered center small large big lead wide full-width underline",
    "strike mark kbd code literal output highlight simple local numbered unnumbered glossary",
    "longtable booktabs borderless standard nolines colorrows colwidths-auto colwidths-given",
    "text-left text-center text-right caption-top decorative dropdown toggle collapsible",
    "only-light only-dark dark-light external internal contains-task-list task-list-item",
    "tex2jax_ignore mathjax_ignore page-number page-number-after",
)
_LOOKS: Final = re.compile(
    # Sides, languages and what is not done; and of sphinx-design what places nothing elsewhere.
    r"(?:align|language|no)-[A-Za-z0-9-]+|"
    r"sd-(?:text|bg|outline|border|rounded|shadow|[mp][trblxy]?|fs|font|w|d|flex|align|g[xy]?|"
    r"col|row|avatar|btn|badge|container|clear|card-hover)(?:-[a-z0-9]+)*"
)

# What the theme calls its own parts, and finds them by: a label of this name has another address.
IDENTIFIERS: Final = _words(
    "pst-skip-link pst-scroll-pixel-helper pst-back-to-top pst-search-dialog pst-primary-sidebar",
    "pst-primary-sidebar-modal pst-primary-sidebar-checkbox pst-secondary-sidebar",
    "pst-secondary-sidebar-modal pst-secondary-sidebar-checkbox pst-collapse-sidebar-button",
    "pst-page-toc-nav pst-page-navigation-heading-2 pst-header pst-toc main-content searchbox",
    "search-input search-form search-results search-progress search-summary searchlabel",
    "rtd-footer-container ethical-ad-placement bodywrap",
)

ICONS: Final[Mapping[str, int]] = {
    **dict.fromkeys(_words("fab far fas fa"), 1),
    **dict.fromkeys(_words("octicon material-outlined material-regular material-round"), 2),
    **dict.fromkeys(_words("material-sharp material-twotone"), 2),
}
"""Roles that take classes, and after how many semicolons."""

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


def is_class(name: str) -> bool:
    """Tell whether a class may be given to what one writes."""
    return name in CLASSES or _LOOKS.fullmatch(name) is not None


def unknown_tags(expression: str) -> str:
    """Return the first word of an expression of the directive ``only`` that names no output."""
    words = _TAG.findall(expression)
    return next((word for word in words if word.lower() not in _OUTPUTS), "")


def strange(name: str, options: Mapping[str, Any]) -> str | None:
    """Say which option of a directive has a value that it may not have."""
    for option, values in VALUES.get(name, {}).items():
        if option in options and str(options[option]).strip() not in values:
            return f'the option "{option}" of "{name}" is one of: {", ".join(sorted(values))}'
    return None


def excess(options: Mapping[str, Any]) -> str | None:
    """Say which option has a number out of bounds, or a comment; None if there is none."""
    for name, value in options.items():
        if "<!--" in str(value):
            return f'the option "{name}" holds a comment, which would be published'
        if name in _WORDS or name.startswith("class"):
            continue
        least, most = _LIMITS.get(name, (0, _MOST))
        for digits in _NUMBER.findall(str(value)):
            if len(digits) > len(str(most)) or not least <= int(digits) <= most:
                return f'the option "{name}" is a number from {least} to {most}'
    return None
