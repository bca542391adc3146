import pytest

from sphinx_proceedings.media.answer import FaultError
from sphinx_proceedings.media.raster.jpeg import clean

from .. import sample

pytestmark = pytest.mark.slow

PLAIN = sample.saved(sample.picture(), "JPEG")


def codes(data):
    """Return the markers before the picture itself."""
    at, found = 2, []
    while data[at + 1] != 0xDA:
        found.append(data[at + 1])
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return found


def test_only_segments_of_the_list_are_kept():
    odd = b"".join(
        sample.segment(code, b"Exif\0" + sample.SECRET) for code in (*range(0xE0, 0xF0), 0xFE)
    )
    assert set(codes(clean(PLAIN[:2] + odd + PLAIN[2:]))) == {0xE0, 0xDB, 0xC0, 0xC4}


def test_the_small_picture_of_jfif_goes():
    jfif = sample.segment(0xE0, b"JFIF\0\1\1\0\0\1\0\1\2\2" + sample.SECRET)
    cleaned = clean(PLAIN[:2] + jfif + PLAIN[2:])
    assert sample.SECRET not in cleaned
    assert cleaned[2:20] == sample.segment(0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0")


def test_only_the_first_picture_of_a_file_is_kept():
    assert clean(PLAIN + PLAIN) == clean(PLAIN)


def test_a_profile_in_parts_is_kept_if_it_is_whole():
    profile = sample.icc()
    parts = [
        sample.segment(0xE2, b"ICC_PROFILE\0" + bytes((number, 2)) + part)
        for number, part in ((2, profile[60:]), (1, profile[:60]))
    ]
    assert b"acsp" in clean(PLAIN[:2] + b"".join(parts) + PLAIN[2:])
    assert b"ICC_PROFILE" not in clean(PLAIN[:2] + parts[0] + PLAIN[2:])


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\xff\xd8\xff\xd9", "is damaged"),
        (b"\xff\xd8" + PLAIN, "is damaged"),
        (PLAIN[:2] + b"\xff\xe1\xff\xff" + PLAIN[2:], "is damaged"),
        (PLAIN[:2] + b"\xff\xe1\0\0" + PLAIN[2:], "is damaged"),
        (PLAIN.replace(b"\xff\xc0", b"\xff\xc3"), "browsers do not show"),
        (PLAIN.replace(b"\xff\xc0", b"\xff\xc9"), "browsers do not show"),
        (PLAIN[:-2] + PLAIN[PLAIN.index(b"\xff\xda") : -2] * 300 + b"\xff\xd9", "is damaged"),
        (PLAIN[:2] + sample.segment(0xC0, b"\x08\xff\xff\xff\xff\3") + PLAIN[2:], "65535 x 65535"),
    ],
)
def test_what_is_no_picture_is_refused(data, said):
    with pytest.raises(FaultError, match=said):
        clean(data)


def test_too_many_parts_are_refused():
    with pytest.raises(FaultError, match="more than 100000 parts"):
        clean(PLAIN[:2] + sample.segment(0xE5, b"") * 100_001 + PLAIN[2:])
