"""References as people read them."""

from __future__ import annotations

from sphinx_proceedings.exports.reference import joined, reference, volume_reference


def test_a_paper(catalogue, book) -> None:
    paper = book.edition.papers["retracted"]
    assert reference(catalogue, book.edition, paper) == (
        "Ada Newname. 2031. A study that is not to be relied on [Retracted 2032-02-03]. "
        "In: Samples and Examples (Third Workshop on Samples & Examples, Hall, Exampleville, "
        "Nowhere), edited by Jan van der Muster and Ada Newname, page 13. Samples in Science, 7. "
        "Example Press, Exampleville. https://doi.org/10.5555/w-2031.retracted"
    )


def test_pages_can_be_given_and_left_out(catalogue, book) -> None:
    paper = book.edition.papers["names"]
    assert ", pages 1–12. " in reference(catalogue, book.edition, paper)
    assert ", pages 3–4. " in reference(catalogue, book.edition, paper, pages="3–4")
    assert ", page 3. " in reference(catalogue, book.edition, paper, pages="3")
    assert " page" not in reference(catalogue, book.edition, paper, pages=None)
    assert " page" not in reference(catalogue, book.edition, book.edition.papers["plain"])


def test_every_author_is_named_as_printed(catalogue, book) -> None:
    text = reference(catalogue, book.edition, book.edition.papers["names"])
    assert text.startswith("Ada Oldname, Jan van der Muster, ")
    assert "例范, Példa Anna, مثال نموذج" in text
    assert "Bob Sample Jr., Carl von Probe III, Exemplara, Abu Mithal, " in text
    assert (
        ", Institute of Samples and Examples, Inc., Alex Example, and Alex Example. 2031." in text
    )
    assert "What is in a NAME? In: " in text


def test_what_was_only_presented(catalogue, book, bare) -> None:
    assert reference(catalogue, book.edition, book.edition.papers["talk"]) == (
        "Bob Sample Jr. 2031. Only Presented. Presented at Third Workshop on Samples & Examples, "
        "Hall, Exampleville, Nowhere. https://doi.org/10.5555/w-2031.talk"
    )
    assert reference(catalogue, bare.edition, bare.edition.papers["lone"]) == (
        "Ada Newname. 2030. Alone? Presented at A Bare Event."
    )


def test_volumes(catalogue, book, bare) -> None:
    assert volume_reference(catalogue, book.edition) == (
        "Jan van der Muster and Ada Newname, editors. 2031. Samples and Examples: Proceedings of a "
        "workshop that never was (Third Workshop on Samples & Examples, Hall, Exampleville, "
        "Nowhere). Samples in Science, 7. Example Press, Exampleville. ISBN 978-0-306-40615-7. "
        "https://doi.org/10.5555/w-2031"
    )
    assert volume_reference(catalogue, bare.edition) == "A Bare Event. 2030."


def test_lists_of_names(item) -> None:
    people = item("names").authors
    assert joined(people[:1]) == "Ada Oldname"
    assert joined(people[:2]) == "Ada Oldname and Jan van der Muster"
    assert joined(people[:3]) == "Ada Oldname, Jan van der Muster, and Ana De La Muestra"
