"""What we found in the source, where, and what to do about it.

Every room reports through these types, so that ``sphinx-build`` and ``sphinx-proceedings check``
say the same thing in the same words::

    proceedings/iclr-2026/papers/mapping.md:7:12: error[unknown-person]: no person "ada-l"
      help: did you mean "ada-lovelace"? people are listed in proceedings/people.yml
"""

from __future__ import annotations

import enum
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Self


class Severity(enum.StrEnum):
    """How bad a finding is; only errors make a check fail."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Code(enum.StrEnum):
    """The stable name of a kind of finding, with the sentence that explains it.

    The value is what users see and what ``suppress_warnings`` takes (``proceedings.<code>``).
    """

    explanation: str

    def __new__(cls, value: str, explanation: str) -> Self:
        """Make a member whose value is the code and which carries its explanation."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.explanation = explanation
        return member

    # Reading files
    MISSING_FILE = (
        "missing-file",
        "A file that another one names, or that must exist, is not there.",
    )
    UNREADABLE_FILE = (
        "unreadable-file",
        "A file could not be read: permissions, a folder, a device.",
    )
    UNCLAIMED_FILE = (
        "unclaimed-file",
        "A file of the proceedings is read by no rule and used by no page; it is passed over.",
    )
    OUTSIDE_TREE = "outside-tree", "A path leaves the proceedings folder. Use paths inside it."
    NOT_UTF8 = "not-utf8", "A file is not UTF-8 text. Save it again as UTF-8."
    TOO_LARGE = "too-large", "A file, a page or a paragraph is larger than any real one."
    TOO_DEEP = "too-deep", "Lists, directives or marks are nested too deeply to be read."
    INVALID_YAML = "invalid-yaml", "The YAML has a syntax error at this place."
    YAML_ALIAS = "yaml-alias", "YAML anchors and aliases are refused; write the value out."
    NO_FRONTMATTER = "no-frontmatter", "A paper or dialogue must begin with a YAML block."
    INVALID_BIBTEX = "invalid-bibtex", "The bibliography has a syntax error at this place."
    # Shape of the data
    UNKNOWN_KEY = "unknown-key", "This key means nothing here; it may be misspelt."
    DUPLICATE_KEY = "duplicate-key", "A mapping has the same key twice; one would be lost."
    MISSING_KEY = "missing-key", "A required key is not given."
    EMPTY_VALUE = "empty-value", "The key is there, but its value is empty."
    WRONG_TYPE = "wrong-type", "The value is of another type than the key takes."
    INVALID_VALUE = "invalid-value", "The value is not one of those that the key takes."
    INVALID_DATE = "invalid-date", "Not a date (YYYY-MM-DD), or a day that does not exist."
    INVALID_TIME = "invalid-time", "Not a time (HH:MM), or one that does not exist."
    INVALID_TIMEZONE = "invalid-timezone", "Not a name of the IANA time zone database, nor AoE."
    INVALID_ORCID = "invalid-orcid", "Not an ORCID iD, or its check digit is wrong."
    INVALID_ROR = "invalid-ror", "Not a ROR identifier, or its checksum is wrong."
    INVALID_DOI = "invalid-doi", "Not a DOI (10.prefix/suffix)."
    INVALID_ISBN = "invalid-isbn", "Not an ISBN, or its check digit is wrong."
    INVALID_ISSN = "invalid-issn", "Not an ISSN, or its check digit is wrong."
    INVALID_URL = "invalid-url", "Not an absolute http(s) address."
    INVALID_EMAIL = "invalid-email", "Not an e-mail address."
    INVALID_LANGUAGE = "invalid-language", "Not a language tag (BCP 47), such as en or pt-BR."
    INVALID_IDENTIFIER = (
        "invalid-identifier",
        "Identifiers are lower-case letters and digits, joined by single hyphens.",
    )
    CONTROL_CHARACTER = "control-character", "Text holds a control or direction-override character."
    # What belongs together
    UNKNOWN_PERSON = "unknown-person", "No person of this identifier is in people.yml."
    UNKNOWN_EDITION = "unknown-edition", "No folder of the proceedings has this name."
    UNKNOWN_PAPER = "unknown-paper", "No paper of this identifier."
    UNKNOWN_SESSION = "unknown-session", "The event has no session of this identifier."
    UNKNOWN_TRACK = "unknown-track", "The event has no track of this identifier."
    UNKNOWN_ROLE = "unknown-role", "The event has no role of this name."
    UNKNOWN_DIALOGUE = "unknown-dialogue", "No dialogue of this identifier."
    UNKNOWN_MEETING = "unknown-meeting", "The dialogue has no meeting of this identifier."
    AMBIGUOUS_REFERENCE = "ambiguous-reference", "Several editions have this; name the edition."
    DUPLICATE_IDENTIFIER = "duplicate-identifier", "Two records have the same identifier."
    DUPLICATE_ENTRY = "duplicate-entry", "The same thing is listed twice."
    OVERLAPPING_SESSIONS = "overlapping-sessions", "Two sessions take place at once in one place."
    OUTSIDE_EVENT = "outside-event", "A date is not within the days of the event."
    REVERSED_DATES = "reversed-dates", "The end is before the start."
    UNCONFIRMED_AUTHOR = (
        "unconfirmed-author",
        "Somebody marked as unconfirmed is named; nothing that is published may do so.",
    )
    INCONSISTENT_TOTAL = "inconsistent-total", "Shares of one whole do not add up to 100 percent."
    MISSING_BIBLIOGRAPHY = (
        "missing-bibliography",
        "A page of the proceedings cites works, but does not list them.",
    )
    UNKNOWN_CITATION = "unknown-citation", "No bibliography has an entry of this key."
    UNKNOWN_ABBREVIATION = (
        "unknown-abbreviation",
        "A word without braces or quotes is an abbreviation, and no @string defines this one.",
    )
    UNKNOWN_ENTRY_TYPE = (
        "unknown-entry-type",
        "Neither BibTeX nor biblatex has entries of this type; it is printed as @misc.",
    )
    FROZEN_PAGES = (
        "frozen-pages",
        "The pages of a frozen volume are what others cite; this would change them.",
    )
    FROZEN_RECORD = (
        "frozen-record",
        "Title or authors of a paper are not those under which a frozen volume is cited.",
    )
    INCONSISTENT_CORRECTIONS = (
        "inconsistent-corrections",
        "The dates of corrections do not follow the volume and each other.",
    )
    MISSING_ALT_TEXT = "missing-alt-text", "An image has no text alternative."
    # What may be said
    NAMED_UNDER_CHATHAM_HOUSE = (
        "named-under-chatham-house",
        "What was said at a meeting under the Chatham House rule is attributed to a person.",
    )
    AMBIGUOUS_ATTRIBUTION = "ambiguous-attribution", "A statement has both a person and a role."
    FORBIDDEN_MARKUP = (
        "forbidden-markup",
        "Scripts and markup that runs code have no place in the proceedings folder; HTML is text.",
    )
    UNSAFE_FILE = (
        "unsafe-file",
        "A picture or a download is not of a kind that is published, or is more than it says.",
    )
    ALTERED_FILE = (
        "altered-file",
        "A picture is published without a part of it, or in another format.",
    )
    PRIVATE_FILE = (
        "private-file",
        "YAML files and the sources of papers say more than is published; no page shows them.",
    )
    # The PDF of an author: it cannot be used
    PDF_EMPTY = "pdf-empty", "A PDF is an empty file, or has no pages."
    PDF_UNREADABLE = "pdf-unreadable", "A file is no PDF, or too damaged to be repaired."
    PDF_LOCKED = "pdf-locked", "A PDF opens only with a password."
    PDF_TOO_LARGE = "pdf-too-large", "A PDF is larger than any real paper, or unpacks to be so."
    PDF_HANGS = "pdf-hangs", "Looking at a PDF did not come to an end, and was ended."
    PDF_CRASHES = "pdf-crashes", "Looking at a PDF crashed the process that did so."
    PDF_EXHAUSTS = "pdf-exhausts", "Looking at a PDF took more memory than any real paper needs."
    # The PDF of an author: it is printed, and could be better
    PDF_REPAIRED = "pdf-repaired", "A PDF is damaged; what could be repaired is printed."
    PDF_PROTECTED = "pdf-protected", "A PDF forbids copying or printing; the volume does not."
    PDF_PAGE_SIZE = "pdf-page-size", "Pages differ in size, or from those of the volume."
    PDF_MARGIN = "pdf-margin", "A page is inked where the volume prints running head and folio."
    PDF_PAGE_LIMIT = "pdf-page-limit", "A paper has more pages than its track allows."
    PDF_BLANK_PAGE = "pdf-blank-page", "A page of a PDF is empty."
    PDF_PAGE_NUMBERS = "pdf-page-numbers", "A PDF numbers its pages; the volume does so too."
    PDF_FONT = "pdf-font", "A font is not embedded: other machines replace its letters."
    PDF_BITMAP_FONT = "pdf-bitmap-font", "The letters of a Type 3 font may be coarse pictures."
    PDF_UNMAPPED_TEXT = (
        "pdf-unmapped-text",
        "Letters of a PDF cannot be told: they are not searched, copied or read aloud rightly.",
    )
    PDF_NO_TEXT = "pdf-no-text", "A page has no text: it is a picture of a page."
    PDF_UNTAGGED = "pdf-untagged", "A PDF has no tags, which readers with a screen reader need."
    # The PDF of an author: what is taken out of it
    PDF_SCRIPT = "pdf-script", "A PDF runs something when opened or clicked; that is removed."
    PDF_ATTACHMENT = "pdf-attachment", "A PDF holds files, sound, film or 3-D; they are removed."
    PDF_FOREIGN = (
        "pdf-foreign",
        "A PDF holds programs for printers, or refers to other files; that is removed.",
    )
    PDF_FORM = "pdf-form", "A PDF has fields to fill in; they are printed as they look."
    PDF_COMMENT = "pdf-comment", "A PDF has comments or marks of a reviewer; they are removed."
    PDF_LINK = "pdf-link", "A link of a PDF leads to no public address; it is removed."
    PDF_LAYER = "pdf-layer", "A PDF has hidden layers; what they hide is removed."
    PDF_METADATA = "pdf-metadata", "A PDF says who made it, or where; that is removed."
    PDF_ACTUAL_TEXT = (
        "pdf-actual-text",
        "A PDF says of a text that it is another one than is shown; what it says is removed.",
    )
    PDF_HIDDEN_TEXT = (
        "pdf-hidden-text",
        "A PDF holds text that nobody sees, and that is searched, copied and read by machines.",
    )
    # The PDF of an author: it is not the final one, or not that of the record
    PDF_REVIEW_LEFTOVER = "pdf-review-leftover", "A PDF still has marks of the version for review."
    PDF_LINE_NUMBERS = "pdf-line-numbers", "A PDF numbers its lines, as versions for review do."
    PDF_TITLE = "pdf-title", "The first page does not have the title of the record."
    PDF_MISSING_AUTHOR = (
        "pdf-missing-author",
        "The first page does not name an author of the record.",
    )
    PDF_EXTRA_AUTHOR = "pdf-extra-author", "The first page names somebody whom the record does not."
    PDF_AUTHOR_ORDER = "pdf-author-order", "The first page has the authors in another order."
    # How a text is written
    UNKNOWN_MARKUP = (
        "unknown-markup",
        "No role or directive has this name; what it holds is shown as text.",
    )
    UNKNOWN_CLASS = (
        "unknown-class",
        "A class is not among those that authors may give; what it is given to stays without it.",
    )
    INVALID_OPTION = "invalid-option", "A directive has an option or an argument it cannot use."
    UNREAD_MARKUP = (
        "unread-markup",
        "Something looks like markup and was not read; it is shown as it was typed.",
    )
    EMPTY_LINK = "empty-link", "A link has no text; its address is shown."
    UNKNOWN_REFERENCE = "unknown-reference", "A link or a reference leads to nothing that there is."
    DUPLICATE_LABEL = "duplicate-label", "Two things have one label; references reach only one."
    HEADING_LEVEL = "heading-level", "A heading is more than one rank below the one before it."
    CODE_LANGUAGE = "code-language", "A listing is not in the language that it is said to be in."
    INVALID_FORMULA = "invalid-formula", "A formula cannot be read; it is shown as it was typed."
    MISSING_GLYPH = "missing-glyph", "No font of the print has a character; a box stands for it."
    MARKUP = "markup", "Sphinx, docutils or MyST reports something of this page."
    # What was built
    PARITY = (
        "parity",
        "The page, the PDF or a record of a paper says something else than another of them.",
    )
    # Our own mistakes
    INTERNAL_ERROR = (
        "internal-error",
        "Something could not be read, and that is a mistake in this software. Please report it.",
    )


# Controls, format characters (which turn the direction of text), halves of surrogates (which
# stand for the bytes of a name that is not UTF-8), and separators of lines.
_OBEYED = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_JOINERS = "\u200c\u200d"  # some scripts cannot be written without them


@dataclass(frozen=True, order=True, slots=True)
class Location:
    """A place in a source file; lines and columns count from 1, 0 means the whole file."""

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        """Return ``path:line:col``, leaving out what is not known."""
        parts = [self.path]
        if self.line:
            parts.append(str(self.line))
            if self.column:
                parts.append(str(self.column))
        return ":".join(parts)


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding: a code, the place, what is wrong in one line, and what may help."""

    code: Code
    message: str
    location: Location
    hint: str = ""
    severity: Severity = Severity.ERROR

    def headline(self) -> str:
        """Return ``error[code]: message``, without the place."""
        return f"{self.severity}[{self.code}]: {self.message}"

    def __str__(self) -> str:
        """Return the finding as it is printed, with its help line if there is one."""
        text = printable(f"{self.location}: {self.headline()}")
        return f"{text}\n  help: {printable(self.hint)}" if self.hint else text

    def github(self) -> str:
        """Return the finding as a workflow command that GitHub shows beside the line.

        Source: GitHub Actions, "Workflow commands", setting an error message.
        """
        level = {"error": "error", "warning": "warning", "info": "notice"}[self.severity]
        place = [f"file={_property(self.location.path)}"]
        if self.location.line:
            place.append(f"line={self.location.line}")
        if self.location.column:
            place.append(f"col={self.location.column}")
        place.append(f"title={_property(self.code)}")
        text = f"{self.message} ({self.hint})" if self.hint else self.message
        return printable(f"::{level} {','.join(place)}::{_data(text)}")


def printable(text: str) -> str:
    """Return a text on one line with nothing in it that a terminal would obey.

    Messages quote what strangers wrote, and paths are names that strangers gave.
    """
    return "".join(
        character.encode("unicode_escape").decode()
        if unicodedata.category(character) in _OBEYED and character not in _JOINERS
        else character
        for character in text
    )


def _data(text: str) -> str:
    """Escape the message of a workflow command."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """Escape a property value of a workflow command."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")


MOST_ALIKE = 50
"""So many findings of one code are told of one file; nobody reads more."""


class Tally:
    """Counts findings by file and code, and ends a list that nobody would read to its end."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[str, Code]] = Counter()

    def told(self, finding: Diagnostic) -> Diagnostic | None:
        """Return what is told: the finding, that there are more like it, or nothing more."""
        key = finding.location.path, finding.code
        self._counts[key] += 1
        if self._counts[key] <= MOST_ALIKE:
            return finding
        if self._counts[key] > MOST_ALIKE + 1:
            return None
        message = f"there are more like the {MOST_ALIKE} above in this file"
        return replace(finding, message=message, location=Location(finding.location.path), hint="")


def in_order(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return the findings without repetitions, by place and then by code."""
    return sorted(set(diagnostics), key=lambda d: (d.location, d.code, d.message))
