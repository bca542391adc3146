"""Text and what runs inside a line."""

import re

from docutils import nodes

from sphinx import addnodes
from sphinx_typst.markup import EMPTY, Code, block, call, string, value
from sphinx_typst.writer.base import CONTEXT, Base

_SPACE = re.compile(r"[ \t\r\n\f\v]+")
_BREAK = re.compile(r"\s*<br\s*/?>\s*", re.IGNORECASE)
# What in HTML shows nothing: comments, scripts, styles, and all tags but some.
_MARKUP = re.compile(
    r"<!--.*?-->|<(script|style|template)\b.*?</\1\s*>"
    r"|</?(?!(?:img|picture|video|audio|iframe|object|embed|svg|canvas|input)\b)[a-z!?][^>]*>",
    re.IGNORECASE | re.DOTALL,
)
_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")
_SPACES = re.compile(r"( +)")
# Words of letters are divided as their language has it, unless they are longer.
_LONGEST = 20
_SHOWN = re.compile(r"\S")
_INDENT = re.compile(r"(?m)^ +| {2,}")


class Inline(Base):
    """Writes text and its marks."""

    def write_Text(self, node: nodes.Text) -> Code:  # noqa: N802 - a docutils class
        """Write text; outside of preformatted text, any run of white space is one space."""
        text = node.astext()
        if self.is_within("preformatted"):
            # Typst drops spaces at the start of a line and joins several to one.
            text = _INDENT.sub(lambda match: "\u00a0" * len(match[0]), text)
        else:
            text = _SPACE.sub(" ", text)
        if not text:
            return EMPTY
        if self.is_within("citation"):
            # Bibliographies come after Sphinx has made quotation marks of what is typed.
            text = _APOSTROPHE.sub("\u2019", text)
        # Addresses break where Typst knows that they do.
        if "://" in text or not any(len(word) >= self.longest_word for word in text.split()):
            return string(text)
        return block(
            call("breakable", part, every=self.longest_word * 2 // 3)
            if self._is_long(part)
            else string(part)
            for part in _SPACES.split(text)
            if part
        )

    def _is_long(self, word: str) -> bool:
        """Say whether a word needs places to break, besides those of its language."""
        plain = word.strip(".,;:!?()[]\"'\u201c\u201d\u2018\u2019").isalpha()
        return len(word) >= (max(self.longest_word, _LONGEST) if plain else self.longest_word)

    def write_emphasis(self, node: nodes.emphasis) -> Code:
        """Write emphasis."""
        return call("emph", self.inside(node))

    def write_strong(self, node: nodes.strong) -> Code:
        """Write strong emphasis."""
        return call("strong", self.inside(node))

    def write_literal(self, node: nodes.literal) -> Code:
        """Write inline code. Marks inside of it stay, as in a reference in code."""
        if self.is_within("preformatted"):
            return self.inside(node)
        if all(isinstance(child, nodes.Text) for child in node.children):
            return call("code", node.astext())
        with self.within("preformatted"):
            return call("code-marks", self.inside(node))

    def write_literal_emphasis(self, node: addnodes.literal_emphasis) -> Code:
        """Write emphasised code, as a parameter."""
        return call("emph", self._code(node))

    def write_literal_strong(self, node: addnodes.literal_strong) -> Code:
        """Write strong code, as a program's name."""
        return call("strong", self._code(node))

    def _code(self, node: nodes.Element) -> Code:
        if self.is_within("preformatted"):
            return self.inside(node)
        with self.within("preformatted"):
            return call("code-marks", self.inside(node))

    def write_manpage(self, node: addnodes.manpage) -> Code:
        """Write the name of a manual page."""
        return call("emph", self.inside(node))

    def write_subscript(self, node: nodes.subscript) -> Code:
        """Write a subscript."""
        return call("sub", self.inside(node))

    def write_superscript(self, node: nodes.superscript) -> Code:
        """Write a superscript."""
        return call("super", self.inside(node))

    def write_title_reference(self, node: nodes.title_reference) -> Code:
        """Write the title of a work."""
        return call("emph", self.inside(node))

    def write_abbreviation(self, node: nodes.abbreviation) -> Code:
        """Write an abbreviation, explained where it is first used: paper has no tooltips."""
        explanation = str(node.get("explanation", ""))
        body = self.inside(node)
        known = (node.astext(), explanation)
        if not explanation or known in self.explained or self.is_within("title", "signature"):
            return body
        self.explained.add(known)
        return call("explained", body, string(explanation))

    def write_acronym(self, node: nodes.acronym) -> Code:
        """Write an acronym."""
        return self.inside(node)

    def write_inline(self, node: nodes.inline) -> Code:
        """Write a span; what it looks like is its classes' business."""
        return self.inside(node)

    def write_generated(self, node: nodes.generated) -> Code:
        """Write text that the parser made."""
        return self.inside(node)

    def write_substitution_reference(self, node: nodes.substitution_reference) -> Code:
        """Write the name of a substitution nobody has defined; docutils has reported it."""
        return self.inside(node)

    def write_problematic(self, node: nodes.problematic) -> Code:
        """Write source that could not be read as it stands; Sphinx has reported it."""
        return call("styled", CONTEXT, ["problematic"], self.inside(node))

    def write_raw_latex(self, _node: nodes.Element) -> Code:
        """Leave out what sphinxcontrib-bibtex says to LaTeX."""
        return EMPTY

    def write_raw(self, node: nodes.raw) -> Code:
        """Leave out what is for other formats; run Typst only if the configuration allows it."""
        formats = str(node.get("format", "")).split()
        if "typst" in formats:
            if self.context.config.typst_raw_enabled:
                return Code(f"eval({string(node.astext())}, mode: {value('markup')})")
            self.warn("raw", "raw Typst is left out: typst_raw_enabled is off", node)
            return EMPTY
        if "html" in formats:
            text = node.astext()
            if _BREAK.fullmatch(text):
                return call("linebreak")
            # Readers of the site see it. What is for other formats, they do not see either.
            if _SHOWN.search(_MARKUP.sub("", text)):
                self.warn("raw", "raw HTML is left out", node)
        return EMPTY

    explained: set[tuple[str, str]]
