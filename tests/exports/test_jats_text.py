"""The text of a paper in JATS, from trees of nodes; whole sites are another matter."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import docutils.core
import pytest
from docutils import nodes
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_proceedings.exports import jats
from sphinx_proceedings.exports.xml import clean, text_of
from sphinx_proceedings.sphinx.web.jats import Facts, converted

HREF = "{http://www.w3.org/1999/xlink}href"
MARKS = st.text(
    st.sampled_from("<>&'\"]]>\x00\x0b\x1b\ufffe\ud800 \n-") | st.characters(), max_size=30
)


def tree_of(*children: nodes.Node) -> nodes.document:
    tree = docutils.core.publish_doctree("")
    tree += nodes.section("", nodes.title("", "A Paper"), *children)
    return tree


def paper(rst: str, facts: Facts = Facts()) -> ET.Element:  # noqa: B008 - it is frozen
    """Return body and back of a text, read again from what is written."""
    quiet = {"report_level": 5, "halt_level": 6, "doctitle_xform": False}
    parsed = docutils.core.publish_doctree(rst, settings_overrides=quiet)
    parts = converted(tree_of(*parsed.children), facts)
    made = ET.Element("article")
    made.extend(one for one in parts if one is not None)
    return ET.fromstring(text_of(made))


def shown(made: ET.Element) -> str:
    return " ".join("".join(made.itertext()).split())


def test_lines_have_their_marks():
    made = paper(":sup:`a`\\ :sub:`b` *c* **d** ``e`` :title:`f` :math:`x < y`")
    (line,) = made.findall("body/p")
    tags = ["sup", "sub", "italic", "bold", "monospace", "italic", "inline-formula"]
    assert [one.tag for one in line] == tags
    assert line.findtext("inline-formula//tex-math") == "x < y"


def test_links_lead_to_what_is_there_and_others_are_text():
    made = paper(
        "See `Second`_, [1]_, `out <https://example.org/>`_ and `on <../b/>`_.\n\n"
        ".. [1] A note.\n\nSecond\n======\n\nText.\n",
        Facts(address="https://example.org/a/"),
    )
    links = {shown(one): one for one in made.iter("xref")}
    assert (links["Second"].get("ref-type"), links["Second"].get("rid")) == ("sec", "second")
    assert links["1"].get("ref-type") == "fn"
    assert made.find(f".//fn[@id='{links['1'].get('rid')}']/p").text == "A note."
    assert [one.get(HREF) for one in made.iter("ext-link")] == [
        "https://example.org/", "https://example.org/b/",
    ]  # fmt: skip
    lost = nodes.paragraph("", "", nodes.reference("", "gone", refid="nowhere"))
    body, _ = _converted(lost)
    assert not list(body.iter("xref"))
    assert shown(body) == "gone"


def _converted(*children: nodes.Node) -> tuple[ET.Element, ET.Element | None]:
    return converted(tree_of(*children), Facts())


def test_identifiers_are_names_and_unique():
    parts = [nodes.paragraph("", "x", ids=[one]) for one in ("1é", "a.b", "a b", "a:b")]
    body, _ = _converted(*parts)
    names = [one.get("id") for one in body]
    assert names == ["x-1-", "a-b", "a-b-2", "a-b-3"]


def test_header_and_what_only_a_page_has_are_left_out():
    header = nodes.container("", nodes.paragraph("", "Names"), classes=["sp-paper-header"])
    body, back = _converted(header, nodes.comment("", "hidden"), nodes.paragraph("", "Text"))
    assert shown(body) == "Text"
    assert back is None


def test_unknown_nodes_give_their_text():
    class odd(nodes.General, nodes.Element):  # noqa: N801
        pass

    body, _ = _converted(odd("", nodes.paragraph("", "one"), nodes.Text("two")))
    assert [one.text for one in body] == ["one", "two"]


def test_a_section_of_references_is_their_list():
    cited = nodes.citation("", nodes.label("", "7"), nodes.paragraph("", "A work."), ids=["w"])
    link = nodes.paragraph("", "", nodes.reference("", "7", refid="w"))
    section = nodes.section("", nodes.title("", "Works"), nodes.container("", cited), ids=["r"])
    body, back = _converted(link, section)
    assert body.find("sec") is None
    assert back.findtext("ref-list/title") == "Works"
    assert back.findtext("ref-list/ref/mixed-citation") == "A work."
    assert body.find("p/xref").get("ref-type") == "bibr"


KINDS = """
First
=====

* one

  * two

    .. code:: python

       pass

3. three
4. four

term : classifier
   definition

:field: body

..

   Said.

   -- Somebody

| a verse
| of two lines

.. note:: Mind this.

.. admonition:: Title of a box

   Inside of it.

.. _picture:

.. figure:: a.svg
   :alt: A letter

   The caption.

   The legend.

.. image:: b.svg

.. math:: a \\\\ b

::

   plain ]]> code

.. table:: The caption of a table
   :name: grid

   ======= =====
   Left    Right
   ======= =====
   both columns
   -------------
   x       - y

           .. image:: c.svg
   ======= =====

.. rubric:: A rubric

.. topic:: A topic

   Its text.

----

.. container:: plain

   Within.

.. list-table::
   :stub-columns: 1

   * - a
     - .. figure:: d.svg

          Within a cell.

Below
-----

Deeper.
"""
LABELS = {"picture": "Fig. 1", "grid": "Table 1", "below": "1.1"}


def test_every_kind_of_block():
    made = paper(KINDS, Facts(labels=LABELS, names={"note": "Note"}))
    body = made.find("body")
    assert body.findtext(".//fig[@id='picture']/label") == "Fig. 1"
    assert body.findtext(".//fig/graphic/alt-text") == "A letter"
    assert [one.text for one in body.findall(".//fig[@id='picture']/caption/p")] == [
        "The caption.", "The legend.",
    ]  # fmt: skip
    assert body.findtext(".//table-wrap[@id='grid']/label") == "Table 1"
    assert body.find(".//tbody/tr/td").get("colspan") == "2"
    assert body.findtext(".//sec/sec[@id='below']/label") == "1.1"
    assert body.findtext(".//disp-quote/attrib") == "Somebody"
    assert body.findtext(".//disp-formula//tex-math") == r"\begin{split}a \\ b\end{split}"
    assert [one.text for one in body.iter("preformat")] == ["pass", "plain ]]> code"]
    assert [one.text for one in body.findall(".//boxed-text/caption/title")] == [
        "Note", "Title of a box", "A topic",
    ]  # fmt: skip
    assert [one.text for one in body.findall(".//list[@list-type='order']/list-item/label")] == [
        "3.", "4.",
    ]  # fmt: skip


def test_every_kind_of_block_is_valid(item, jats_errors):
    quiet = {"report_level": 5, "halt_level": 6, "doctitle_xform": False}
    parsed = docutils.core.publish_doctree(KINDS, settings_overrides=quiet)
    parts = converted(tree_of(*parsed.children), Facts(labels=LABELS, names={"note": "Note"}))
    assert jats_errors(jats.article(item("names"), *parts)) == []


def test_nothing_of_the_text_is_lost_and_its_order_is_kept():
    words = re.findall(
        r"one|two|three|four|definition|Said|verse|lines|Mind|Inside|caption|legend|Left|Right"
        r"|both|rubric|topic|Its text|Within|Deeper",
        shown(paper(KINDS)),
    )
    assert words == [
        "one", "two", "three", "four", "definition", "Said", "verse", "two", "lines",
        "Mind", "Inside", "caption", "legend", "caption", "Left", "Right", "both", "rubric",
        "topic", "Its text", "Within", "Within", "Deeper",
    ]  # fmt: skip


@given(MARKS, MARKS)
@settings(max_examples=40)
def test_any_text_is_well_formed_and_stays(text: str, name: str):
    parts = [
        nodes.paragraph("", "", nodes.Text(text), ids=[name]),
        nodes.literal_block("", "", nodes.Text(text), language=name),
        nodes.math_block("", "", nodes.Text(text)),
        nodes.image(uri=name, alt=text),
        nodes.paragraph("", "", nodes.reference("", "", nodes.Text("x"), refuri=name)),
    ]
    body, _ = _converted(*parts)
    again = ET.fromstring(text_of(body))
    (code,) = [one for one in again.iter() if one.tag in {"code", "preformat"}]
    assert (code.text or "") == clean(text).replace("\r\n", "\n").replace("\r", "\n")
    for one in again.iter():
        assert re.fullmatch(r"[A-Za-z_][A-Za-z0-9_-]*", one.get("id", "none"))


@pytest.mark.parametrize("text", ["]]>", "\x00", "<!--", "&amp;"])
def test_formulas_stay_what_they_are(text):
    body, _ = _converted(nodes.math_block("", "", nodes.Text(f"a{text}b")))
    again = ET.fromstring(text_of(body))
    assert again.findtext("disp-formula//tex-math") == f"a{clean(text)}b"
