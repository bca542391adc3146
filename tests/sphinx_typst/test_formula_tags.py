"""Tags of several lines stand at the margin, as the numbers of formulas do."""

import pypdfium2
import pytest

pytestmark = pytest.mark.slow

TEXT = r"""
# Tags

Text.

$$
\begin{align} a &= b + c \tag{one} \\ x &= y \\ zz + zz &= dd \tag{three} \end{align}
$$

$$
\begin{gather} e = f \tag{four} \\ g + g + g + g = h + h + h + h \tag*{five} \end{gather}
$$

$$ i = j \tag{six} $$
"""
CONF = """
myst_enable_extensions = ["dollarmath"]
typst_pdf_standards = ["ua-1", "a-2a"]
typst_documents = [("index", "tags", "Tags", "", "article")]
"""


@pytest.fixture
def ends(project):
    """Where each tag ends, in points from the left."""
    built = project({"index.md": TEXT}, CONF).build("typstpdf")
    assert not built.warnings
    found = {}
    pdf = pypdfium2.PdfDocument(built.out / "tags.pdf")
    words = pdf[0].get_textpage()
    for name in ("one", "three", "four", "five", "six"):
        index, count = words.search(name, match_whole_word=True).get_next()
        found[name] = words.get_charbox(index + count - 1)[2]
    return found


def test_tags_end_at_the_margin_as_numbers_do(ends):
    # In parentheses, and without.
    for name in ("one", "three", "four"):
        assert ends[name] == pytest.approx(ends["six"], abs=1.5)
    assert ends["five"] == pytest.approx(ends["six"] + 4, abs=2.5)
