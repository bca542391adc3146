import pytest

from sphinx_proceedings.media.answer import FaultError
from sphinx_proceedings.media.raster.gif import clean

from .. import sample

pytestmark = pytest.mark.slow

PLAIN = sample.saved(sample.picture("P"), "GIF")


def test_a_file_that_is_a_script_too_is_none_any_more():
    script = b"*/=1;alert(document.domain)//"
    data = sample.gif()
    at = 13 + (3 << (data[10] & 7) + 1 if data[10] & 0x80 else 0)
    comment = b"\x21\xfe" + bytes((len(script),)) + script + b"\0"
    cleaned = clean(data[:at] + comment + data[at:] + script)
    assert b"alert" not in cleaned
    assert cleaned.endswith(b"\0\x3b")


def test_a_loop_has_no_room_for_words():
    block = (
        b"\x21\xff\x0bNETSCAPE2.0\3\1\7\0" + bytes((len(sample.SECRET),)) + sample.SECRET + b"\0"
    )
    at = PLAIN.index(b"\x2c", 13 + 3 * 256 if PLAIN[10] & 7 == 7 else 13)
    cleaned = clean(PLAIN[:at] + block + PLAIN[at:])
    assert b"NETSCAPE2.0\3\1\7\0\0" in cleaned
    assert sample.SECRET not in cleaned


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"GIF89a", "a part of it is missing"),
        (b"GIF89a\1\0\1\0\0\0\0\x3b", "no pixels"),
        (b"GIF89a\0\0\1\0\0\0\0\x3b", "no pixels"),
        (b"GIF89a\xff\xff\xff\xff\0\0\0\x3b", "65535 x 65535"),
        (b"GIF89a\1\0\1\0\0\0\0\x99", "is damaged"),
        (PLAIN[:-5], "a part of it is missing"),
        (b"GIF89a\1\0\1\0\0\0\0\x2c\0\0\0\0\xff\xff\xff\xff\0\2\0\x3b", "65535 x 65535"),
    ],
)
def test_what_is_no_picture_is_refused(data, said):
    with pytest.raises(FaultError, match=said):
        clean(data)


def test_too_many_parts_are_refused():
    with pytest.raises(FaultError, match="more than 100000 parts"):
        clean(PLAIN[:-1] + b"\x21\xfe\0" * 100_001 + b"\x3b")
