import zlib

import pytest

from sphinx_proceedings.media.answer import FaultError
from sphinx_proceedings.media.raster.png import clean

from .. import sample

pytestmark = pytest.mark.slow

SIGNATURE = b"\x89PNG\r\n\x1a\n"
IDAT = sample.chunk(b"IDAT", zlib.compress(b"\0" + bytes(3)))
IEND = sample.chunk(b"IEND", b"")
ONE = sample.ihdr(1, 1)


def names(data):
    at, found = 8, []
    while at < len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        found.append(data[at + 4 : at + 8])
        at += 12 + length
    return found


def test_only_chunks_of_the_list_are_kept():
    odd = b"".join(
        sample.chunk(name, b"x") for name in (b"tEXt", b"zTXt", b"prVt", b"caBX", b"gAMA")
    )
    even = sample.chunk(b"gAMA", bytes(4)) + sample.chunk(b"pHYs", bytes(9))
    data = SIGNATURE + ONE + odd + even + IDAT + IEND + b"<html>"
    assert names(clean(data)) == [b"IHDR", b"gAMA", b"pHYs", b"IDAT", b"IEND"]


def test_a_profile_loses_its_name_and_what_follows_it():
    body = sample.SECRET + b"\0\0" + zlib.compress(sample.icc()) + sample.SECRET
    cleaned = clean(SIGNATURE + ONE + sample.chunk(b"iCCP", body) + IDAT + IEND)
    assert b"iCCP" in cleaned
    assert sample.SECRET not in cleaned


@pytest.mark.parametrize(
    "body", [b"", b"a", b"a\0\0", b"a\0\0words", b"a\0\0" + zlib.compress(bytes(50_000_000))]
)
def test_what_is_no_profile_goes(body):
    assert b"iCCP" not in clean(SIGNATURE + ONE + sample.chunk(b"iCCP", body) + IDAT + IEND)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (SIGNATURE, "a part of it is missing"),
        (SIGNATURE + ONE + IEND, "a part of it is missing"),
        (SIGNATURE + ONE + IDAT, "a part of it is missing"),
        (SIGNATURE + IDAT + ONE + IEND, "a part of it is missing"),
        (SIGNATURE + ONE + b"\xff\xff\xff\xffIDAT" + bytes(20), "a part of it is missing"),
        (SIGNATURE + ONE + IDAT[:-1] + b"\0" + IEND, "is damaged"),
        (SIGNATURE + ONE + sample.chunk(b"EVIL", b"") + IDAT + IEND, "is damaged"),
        (SIGNATURE + sample.chunk(b"IHDR", bytes(12)) + IDAT + IEND, "is damaged"),
        (SIGNATURE + sample.ihdr(0, 1) + IDAT + IEND, "no pixels"),
        (SIGNATURE + sample.ihdr(60_000, 60_000) + IDAT + IEND, "60000 x 60000 pixels"),
        (
            SIGNATURE + ONE + sample.chunk(b"fcTL", bytes(26)) * 6000 + IDAT + IEND,
            "6001 pictures",
        ),
    ],
)
def test_what_is_no_picture_is_refused(data, said):
    with pytest.raises(FaultError, match=said):
        clean(data)


def test_too_many_parts_are_refused():
    with pytest.raises(FaultError, match="more than 100000 parts"):
        clean(SIGNATURE + ONE + sample.chunk(b"tEXt", b"") * 100_001 + IDAT + IEND)
