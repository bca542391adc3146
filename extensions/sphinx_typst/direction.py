"""Language and direction on web pages: what docutils leaves out of elements in other languages.

docutils writes the class `language-ar` as the attribute `lang`, and nothing says which way the text
runs; and the language in the metadata of a document is for print alone.
"""

import re
from typing import Any, Final

from docutils import nodes
from sphinx.application import Sphinx

from sphinx_typst.language import Language, parse

# A start tag with a language. In attributes, docutils writes `<` and `>` as entities.
_TAG: Final = re.compile(r'<[a-z][a-z0-9]*\b(?=[^<>]*\slang="([A-Za-z-]{2,20})")[^<>]*>')
_DIRECTION: Final = re.compile(r"\sdir\s*=")
_SECTION: Final = re.compile(r"<section\b(?![^<>]*\slang=)")


def directed(body: str, around: Language) -> str:
    """Give HTML in which elements of languages that run the other way say so."""

    def with_direction(found: re.Match[str]) -> str:
        language = parse(found[1])
        if language is None or _DIRECTION.search(found[0]) or language.is_rtl == around.is_rtl:
            return found[0]
        end = -2 if found[0].endswith("/>") else -1
        return f'{found[0][:end]} dir="{_direction(language)}"{found[0][end:]}'

    return _TAG.sub(with_direction, body) if ' lang="' in body else body


def _direction(language: Language) -> str:
    return "rtl" if language.is_rtl else "ltr"


def mark(
    app: Sphinx, pagename: str, _template: str, context: dict[str, Any], _doctree: nodes.document
) -> None:
    """Say on a web page what is in another language, and which way it runs."""
    body = context.get("body")
    if not isinstance(body, str):
        return
    site = parse(app.config.language) or Language("en")
    tag = app.env.metadata.get(pagename, {}).get("language")
    own = parse(tag) if tag else None
    context["body"] = body = directed(body, own or site)
    if own is not None and own != site:
        code = "-".join(part for part in own if part)
        start = f'<section lang="{code}" dir="{_direction(own)}"'
        context["body"] = _SECTION.sub(start, body, count=1)
