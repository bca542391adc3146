"""How references print: numbered as cited, titles as their authors wrote them.

pybtex's `unsrt` lowers the words of a title, spells out "URL:", and refuses an entry without a
year. This style does none of that, and is otherwise the same.
"""

from __future__ import annotations

from typing import Any

from pybtex.plugin import register_plugin
from pybtex.style.formatting import toplevel
from pybtex.style.formatting.unsrt import Style as Unsrt
from pybtex.style.formatting.unsrt import pages
from pybtex.style.template import (
    field,
    first_of,
    href,
    join,
    optional,
    optional_field,
    sentence,
    tag,
    words,
)

NAME = "as-cited"

DATE = optional[words[optional_field("month"), field("year")]]


class Style(Unsrt):  # type: ignore[misc]  # pybtex has no type information
    """References in the order of citation, closest to how the workshop prints its own."""

    def format_title(self, _entry: Any, which_field: str, as_sentence: bool = True) -> Any:
        """Keep the capitals that the title has."""
        title = field(which_field)
        return sentence[title] if as_sentence else title

    def get_article_template(self, entry: Any) -> Any:
        """Return: Authors. Title. *Journal*, volume(number):pages, year."""
        place = first_of[
            optional[join[field("volume"), optional["(", field("number"), ")"], ":", pages]],
            optional[words["pages", pages]],
        ]
        journal = tag("em")[field("journal")]
        if "eprint" in entry.fields:
            # A preprint's number belongs to the name of its series.
            journal = words[journal, tag("em")[super().format_eprint(entry)]]
        return self._reference(entry, self.format_title(entry, "title"), journal, place, DATE)

    def get_inproceedings_template(self, entry: Any) -> Any:
        """Return: Authors. Title. In *Proceedings*, pages, year."""
        book = words["In", self.format_btitle(entry, "booktitle", as_sentence=False)]
        place = optional[words["pages", pages]]
        return self._reference(entry, self.format_title(entry, "title"), book, place, DATE)

    def get_misc_template(self, entry: Any) -> Any:
        """Return: Authors. Title, year."""
        title = self.format_title(entry, "title", as_sentence=False)
        return self._reference(entry, None, title, optional_field("howpublished"), DATE)

    def get_manual_template(self, entry: Any) -> Any:
        """Return: Authors. *Title*, organization, year."""
        title = self.format_btitle(entry, "title", as_sentence=False)
        return self._reference(entry, None, title, optional_field("organization"), DATE)

    def _reference(self, entry: Any, title: Any, *last: Any) -> Any:
        return toplevel[
            optional[sentence[self.format_names("author", as_sentence=False)]],
            title if title is not None else "",
            sentence[last],
            sentence[optional_field("note")],
            self.format_web_refs(entry),
        ]

    def format_url(self, _entry: Any) -> Any:
        """Print the address itself, as a link."""
        url = field("url", raw=True)
        return href(url)[url]

    def format_eprint(self, entry: Any) -> Any:
        """Leave out what the article template has printed already."""
        return "" if entry.type == "article" else super().format_eprint(entry)


register_plugin("pybtex.style.formatting", NAME, Style)
