import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_proceedings.media.raster.exif import minimal, only_orientation, orientation

from .. import sample

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("turned", range(2, 9))
def test_how_a_picture_is_turned_is_kept_alone(turned):
    block = only_orientation(sample.exif(turned))
    assert block == minimal(turned)
    assert orientation(block) == orientation(b"Exif\0\0" + block) == turned
    assert len(block) == 26


def test_both_orders_of_bytes_are_read():
    assert orientation(b"MM\0*\0\0\0\x08\0\1\x01\x12\0\3\0\0\0\1\0\x08\0\0") == 8


@pytest.mark.parametrize("turned", [0, 1, 9, 65535])
def test_what_needs_no_word_or_has_no_sense_says_nothing(turned):
    assert (
        only_orientation(b"II*\0\x08\0\0\0\1\0\x12\1\3\0\1\0\0\0" + turned.to_bytes(4, "little"))
        == b""
    )


@given(
    st.sampled_from([b"", b"II*\0", b"MM\0*", b"Exif\0\0II*\0\x08\0\0\0"]), st.binary(max_size=80)
)
def test_noise_is_upright_or_turned(head, noise):
    assert 1 <= orientation(head + noise) <= 8
