"""How works are listed: numbered as they are cited, titles as authors wrote them.

pybtex's `unsrt` lowers the words of a title, spells out "URL:", and refuses an entry without a
year. The style here does none of that, and is otherwise the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from pybtex.database import Entry
from pybtex.exceptions import PybtexError
from pybtex.plugin import find_plugin, register_plugin
from pybtex.richtext import Text
from pybtex.style import FormattedEntry
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

_NO_TEX = str.maketrans("", "", "\\{}$")

DATE = optional[words[optional_field("month"), field("year")]]


class Style(Unsrt):  # type: ignore[misc]  # pybtex has no type information
    """References in the order of citation, closest to how the workshop prints its own.

    No field is required: what is not given is not printed.
    """

    # Entries that are formatted already, by their key and label.
    known: ClassVar[Mapping[tuple[str, str], Sequence[tuple[Any, Any]]]] = {}

    def __init__(self, *arguments: Any, **named: Any) -> None:
        """Prepare to format the entries of one bibliography."""
        super().__init__(*arguments, **named)
        self._formatted: dict[tuple[str, int], Any] = {}

    def format_entry(self, label: str, entry: Any, bib_data: Any = None) -> Any:
        """Format an entry once; bibtex asks for the list and again for what hovers over links."""
        # The entry is alive as long as its bibliography, so its identity is its own.
        key = (label, id(entry))
        if key not in self._formatted:
            known = (done for was, done in self.known.get((entry.key, label), ()) if was == entry)
            self._formatted[key] = next(known, None) or self._format(label, entry, bib_data)
        return self._formatted[key]

    def _format(self, label: str, entry: Any, bib_data: Any) -> Any:
        """Format an entry of any type, whatever its fields hold."""
        if not hasattr(self, f"get_{entry.type}_template"):
            key, entry = entry.key, Entry("misc", entry.fields, entry.persons)
            entry.key = key
        try:
            found = super().format_entry(label, entry, bib_data)
        except (PybtexError, ValueError, LookupError, AttributeError):
            # TeX that pybtex cannot read: say as much of it as can be said.
            text = entry.fields.get("title", entry.key).translate(_NO_TEX)
            return FormattedEntry(entry.key, Text(text, "."), label)
        return found if str(found.text) else FormattedEntry(entry.key, Text(entry.key), label)

    def format_title(self, _entry: Any, which_field: str, as_sentence: bool = True) -> Any:
        """Keep the capitals that the title has."""
        title = optional_field(which_field)
        return sentence[title] if as_sentence else title

    def format_btitle(self, _entry: Any, which_field: str, as_sentence: bool = True) -> Any:
        """Return the title of what is printed by itself, in italics."""
        title = optional[tag("em")[field(which_field)]]
        return sentence[title] if as_sentence else title

    def get_article_template(self, entry: Any) -> Any:
        """Return: Authors. Title. *Journal*, volume(number):pages, year."""
        place = first_of[
            optional[join[field("volume"), optional["(", field("number"), ")"], ":", pages]],
            optional[join[field("volume"), optional["(", field("number"), ")"]]],
            optional[words["pages", pages]],
        ]
        journal: Any = optional[tag("em")[field("journal")]]
        if "eprint" in entry.fields:
            # A preprint's number belongs to the name of its series.
            journal = words[journal, tag("em")[super().format_eprint(entry)]]
        return self._reference(entry, self.format_title(entry, "title"), journal, place, DATE)

    def get_book_template(self, entry: Any) -> Any:
        """Return: Authors. *Title*. Volume of series. Publisher, place, edition, year."""
        return self._reference(
            entry,
            [self.format_btitle(entry, "title"), self.format_volume_and_series(entry)],
            optional_field("publisher"),
            optional_field("address"),
            self.format_edition(entry),
            DATE,
            optional[self.format_isbn(entry)],
        )

    def get_booklet_template(self, entry: Any) -> Any:
        """Return: Authors. *Title*, how it was published, place, year."""
        return self._reference(
            entry,
            self.format_btitle(entry, "title"),
            optional_field("howpublished"),
            optional_field("address"),
            DATE,
        )

    def get_inbook_template(self, entry: Any) -> Any:
        """Return: Authors. *Title*, chapter, pages. Publisher, year."""
        title = sentence[
            self.format_title(entry, "title", as_sentence=False)
            if "booktitle" in entry.fields
            else self.format_btitle(entry, "title", as_sentence=False),
            self.format_chapter_and_pages(entry) if "booktitle" not in entry.fields else None,
        ]
        book = self._book(entry) if "booktitle" in entry.fields else ""
        return self._reference(entry, [title, book], *self._house(entry), DATE)

    def get_incollection_template(self, entry: Any) -> Any:
        """Return: Authors. Title. In Editors, *Book*, chapter, pages. Publisher, place, year."""
        title = [self.format_title(entry, "title"), self._book(entry)]
        return self._reference(entry, title, *self._house(entry), DATE)

    def get_inproceedings_template(self, entry: Any) -> Any:
        """Return: Authors. Title. In *Proceedings*, pages, year."""
        book = optional[words["In", self.format_btitle(entry, "booktitle", as_sentence=False)]]
        place = optional[words["pages", pages]]
        if "booktitle" not in entry.fields:
            book = ""
        return self._reference(entry, self.format_title(entry, "title"), book, place, DATE)

    def get_misc_template(self, entry: Any) -> Any:
        """Return: Authors. Title, year."""
        title = self.format_title(entry, "title", as_sentence=False)
        return self._reference(
            entry,
            None,
            title,
            optional[words["version", field("version")]],
            optional_field("howpublished"),
            optional_field("organization"),
            optional_field("publisher"),
            DATE,
        )

    def get_manual_template(self, entry: Any) -> Any:
        """Return: Authors. *Title*, organization, year."""
        title = self.format_btitle(entry, "title", as_sentence=False)
        return self._reference(entry, None, title, optional_field("organization"), DATE)

    def get_phdthesis_template(self, entry: Any) -> Any:
        """Return: Authors. *Title*. PhD thesis, school, place, year."""
        return self._thesis(entry, "PhD thesis")

    def get_mastersthesis_template(self, entry: Any) -> Any:
        """Return: Authors. *Title*. Master's thesis, school, place, year."""
        return self._thesis(entry, "Master's thesis")

    def get_proceedings_template(self, entry: Any) -> Any:
        """Return: Editors. *Title*. Volume of series. Organization, publisher, place, year."""
        return self.get_book_template(entry)

    def get_techreport_template(self, entry: Any) -> Any:
        """Return: Authors. Title. Technical report number, institution, place, year."""
        kind = first_of[optional[field("type")], "Technical report"]
        return self._reference(
            entry,
            self.format_title(entry, "title"),
            words[kind, optional_field("number")],
            optional_field("institution"),
            optional_field("address"),
            DATE,
        )

    def get_unpublished_template(self, entry: Any) -> Any:
        """Return: Authors. Title. Year. Note."""
        return self._reference(entry, self.format_title(entry, "title"), DATE)

    def _thesis(self, entry: Any, kind: str) -> Any:
        return self._reference(
            entry,
            self.format_btitle(entry, "title"),
            first_of[optional[field("type")], kind],
            optional_field("school"),
            optional_field("address"),
            DATE,
        )

    def _book(self, entry: Any) -> Any:
        """Return the book that a part is in, as a sentence; nothing if there is none."""
        if "booktitle" not in entry.fields:
            return ""
        return words[
            "In",
            sentence[
                self.format_editor(entry, as_sentence=False) if "editor" in entry.persons else None,
                self.format_btitle(entry, "booktitle", as_sentence=False),
                self.format_volume_and_series(entry, as_sentence=False),
                self.format_chapter_and_pages(entry),
            ],
        ]

    def _house(self, entry: Any) -> tuple[Any, ...]:
        return optional_field("publisher"), optional_field("address"), self.format_edition(entry)

    def _reference(self, entry: Any, title: Any, *last: Any) -> Any:
        if "author" in entry.persons:
            who = sentence[self.format_names("author", as_sentence=False)]
        elif "editor" in entry.persons and "booktitle" not in entry.fields:
            who = self.format_editor(entry)
        else:
            who = ""
        parts = title if isinstance(title, list) else [title if title is not None else ""]
        return toplevel[
            [
                who,
                *parts,
                sentence[last],
                sentence[optional_field("note")],
                self.format_web_refs(entry),
            ]
        ]

    def format_url(self, _entry: Any) -> Any:
        """Print the address itself, as a link."""
        url = field("url", raw=True)
        return href(url)[url]

    def format_eprint(self, entry: Any) -> Any:
        """Leave out what the article template has printed already, and other series' numbers."""
        series = entry.fields.get("archiveprefix", "arXiv").lower()
        return "" if entry.type == "article" or series != "arxiv" else super().format_eprint(entry)


register_plugin("pybtex.style.formatting", NAME, Style, force=True)

# pybtex searches all installed packages for these at every citation and bibliography: 8 ms each,
# a third of the time that a volume of fifty papers takes. What is registered is found at once.
for _group, _name in (
    ("pybtex.backends", "plaintext"),
    ("pybtex.backends", "docutils"),
    ("pybtex.style.names", "plain"),
    ("pybtex.style.names", "last"),
    ("pybtex.style.labels", "number"),
    ("pybtex.style.sorting", "none"),
):
    register_plugin(_group, _name, find_plugin(_group, _name), force=True)
