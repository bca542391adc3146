"""The nodes of this room: a placeholder, and standard nodes that HTML shows in its own way."""

from __future__ import annotations

from docutils import nodes


class placeholder(nodes.General, nodes.Element):  # noqa: N801  # docutils' way of naming
    """Stands for something of the catalogue until the transform of the same reading replaces it.

    ``kind`` names what renders it; ``argument`` and ``wanted`` are what the directive says.
    """


class inline_placeholder(nodes.Inline, nodes.Element):  # noqa: N801
    """The same, within a line."""


class moment(nodes.inline):  # noqa: N801
    """A date or a time; HTML marks it up as ``<time datetime=...>``."""


class line_break(nodes.inline):  # noqa: N801
    """The end of a line that an author wants; a space to those who know no other."""

    def __init__(self) -> None:
        super().__init__("", " ", classes=["line-break"])


class print_only(nodes.inline):  # noqa: N801
    """Text that makes sense on numbered pages alone; other builders drop it."""


class screen_only(nodes.inline):  # noqa: N801
    """Text that makes sense on a screen alone; the printed volume drops it."""


class site_file(nodes.reference):  # noqa: N801
    """A link to a file of the built site that is no document: ``path`` from the site's root."""


class bar(nodes.inline):  # noqa: N801
    """A bar of a chart, ``percent`` long; the class ``sp-w-NN`` says the same to styles."""


class macros(nodes.General, nodes.Element):  # noqa: N801
    """Definitions of LaTeX for MathJax, in ``latex``; nothing to see, and on pages only."""


class web_only(nodes.inline):  # noqa: N801
    """Text that only a page of a site can use, such as a mark that stands for its label."""


class web_block(nodes.container):  # noqa: N801
    """Blocks that only a page of a site can use; every other builder drops them.

    ``tag`` is the element that HTML makes of it, if it is no ``div``, ``label`` its name.
    """


class cite_box(web_block):  # noqa: N801
    """How a paper is to be cited; ``edition`` and ``paper`` say which. It has no text to search."""


class viewer(web_block):  # noqa: N801
    """The PDF of a paper, to be read on its page; ``edition`` and ``paper`` say which."""


class mark(nodes.reference):  # noqa: N801
    """A link of one sign: ``refuri``, and ``label`` with what it leads to, for those who listen."""


class facets(nodes.container):  # noqa: N801
    """A list that the reader's browser can filter.

    ``facets`` maps each kind of choice to its values and their labels, in the order in which they
    are offered.
    """


class faceted(nodes.container):  # noqa: N801
    """An item of such a list: ``values`` maps kinds of choices to those that it has."""


class notice(nodes.container):  # noqa: N801
    """What became of a paper, in a box that nobody can miss; in print the banner says it.

    ``label`` says in a word what it is, for those who listen.
    """


class late(nodes.inline):  # noqa: N801
    """What only the print knows: the ``pages`` of an entry, or a link to its ``offprint``.

    ``what`` is which of them, ``about`` kind, edition and identifier of the entry, ``before`` the
    text that sets it off from what stands before it, ``after`` that after it. It is filled in when
    a page is written.
    """
