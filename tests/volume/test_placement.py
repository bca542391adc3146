"""Where an author's page goes on a page of the volume."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_proceedings.volume.intake import Report
from sphinx_proceedings.volume.placement import LARGEST, Frame, names, plan

from .made import A4

FRAME = Frame(
    A4,
    clear=(0.0, 80.0, A4[0], A4[1] - 70.0),
    recto=(102.0, 119.0, 470.0, 745.0),
    verso=(125.0, 119.0, 493.0, 745.0),
)
LETTER = (612.0, 792.0)


def report(sizes, boxes) -> Report:
    return Report(
        usable=True,
        diagnostics=(),
        sha256="",
        pages=len(sizes),
        sizes=tuple(sizes),
        boxes=tuple(boxes),
    )


def placed(box, size=A4):
    return plan("sheep", report([size], [box]), FRAME)[0]


def test_names() -> None:
    assert names("sheep", 2) == ["sheep/1", "sheep/2"]


@pytest.mark.parametrize("box", [(0, 90, 595, 760), None, (50, 78, 90, 774)])
def test_a_page_of_the_volume_stays_as_it_is(box) -> None:
    found = placed(box)
    assert (found.scale, found.x, found.y) == (1.0, 0.0, 0.0)


def test_a_page_that_is_too_low_is_moved() -> None:
    found = placed((50, 60, 500, 700))
    assert (found.scale, found.x, found.y) == (1.0, 0.0, 20.0)


def test_a_page_that_is_too_high_is_moved() -> None:
    found = placed((50, 100, 500, 791.89))
    assert (found.scale, found.x, found.y) == (1.0, 0.0, pytest.approx(-20.0))


def test_a_page_that_is_full_is_made_smaller() -> None:
    found = placed((50, 20, 545, 820))
    assert 0.8 < found.scale < 0.9
    box = found.box((50, 20, 545, 820))
    assert box[1] == pytest.approx(80)
    assert box[3] == pytest.approx(A4[1] - 70)
    assert box[0] + box[2] == pytest.approx(A4[0])


def test_all_pages_of_a_paper_have_one_scale() -> None:
    found = plan("sheep", report([A4] * 2, [(50, 20, 545, 820), (50, 100, 500, 700)]), FRAME)
    assert found[0].scale == found[1].scale < 1
    assert (found[0].x, found[0].y) == (found[1].x, found[1].y)


def test_another_size_fills_the_type_area() -> None:
    boxes = [(72, 72, 540, 720), (72, 100, 400, 720)]
    found = plan("sheep", report([LETTER] * 2, boxes), FRAME)
    assert found[0].scale == found[1].scale == pytest.approx(368 / 468)
    assert found[0].box(boxes[0])[0] == pytest.approx(102)
    assert found[0].box(boxes[0])[3] == pytest.approx(745)
    # The second is a left-hand page, with the other margins.
    assert found[1].box(boxes[1])[0] == pytest.approx(125)
    assert plan("sheep", report([LETTER] * 2, boxes), FRAME, first_is_recto=False)[0].x == (
        pytest.approx(found[1].x)
    )


def test_a_small_page_is_not_blown_up() -> None:
    assert placed((10, 10, 100, 100), (200, 200)).scale == LARGEST


sides = st.floats(20, 3000)
shares = st.floats(0, 1)


@st.composite
def papers(draw) -> Report:
    sizes, boxes = [], []
    choices = draw(
        st.lists(st.one_of(st.just(A4), st.tuples(sides, sides)), min_size=1, max_size=3)
    )
    for _ in range(draw(st.integers(1, 6))):
        width, height = draw(st.sampled_from(choices))
        a, b, c, d = sorted([draw(shares), draw(shares)]) + sorted([draw(shares), draw(shares)])
        sizes.append((width, height))
        box = (a * width, c * height, b * width, d * height)
        blank = box[2] - box[0] < 1 or box[3] - box[1] < 1
        boxes.append(None if blank else box)
    return report(sizes, boxes)


@given(papers(), st.booleans())
def test_ink_is_never_where_head_and_folio_are(paper: Report, recto) -> None:
    for placement in plan("sheep", paper, FRAME, first_is_recto=recto):
        assert 0 < placement.scale <= LARGEST
        box = paper.boxes[placement.source]
        if box is None:
            continue
        left, bottom, right, top = placement.box(box)
        assert left >= -3.01
        assert right <= A4[0] + 3.01
        assert bottom >= FRAME.clear[1] - 3.01
        assert top <= FRAME.clear[3] + 3.01


@given(papers())
def test_pages_of_one_size_keep_their_places_to_each_other(paper: Report) -> None:
    found = plan("sheep", paper, FRAME)
    for one in found:
        for other in found:
            if paper.sizes[one.source] == paper.sizes[other.source]:
                assert one.scale == other.scale
                assert one.y == other.y
