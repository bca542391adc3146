import pytest

from sphinx_proceedings.media.answer import FaultError
from sphinx_proceedings.media.raster.webp import clean

from .. import sample

pytestmark = pytest.mark.slow

LOSSY = sample.saved(sample.picture(), "WEBP")[12:]
LOSSLESS = sample.saved(sample.picture(), "WEBP", lossless=True)[12:]


def chunk(name, body):
    return name + len(body).to_bytes(4, "little") + body + b"\0" * (len(body) % 2)


def riff(*chunks):
    body = b"WEBP" + b"".join(chunks)
    return b"RIFF" + len(body).to_bytes(4, "little") + body


def header(flags=0xFF, width=16, height=12):
    size = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return chunk(b"VP8X", bytes((flags, 1, 2, 3)) + size)


def test_flags_say_what_is_kept():
    odd = [chunk(name, sample.SECRET) for name in (b"XMP ", b"evil", b"ICCP", b"EXIF", b"ANIM")]
    cleaned = clean(riff(header(0x2C), *odd, LOSSY, chunk(b"XMP ", sample.SECRET)) + sample.SECRET)
    assert cleaned == riff(header(0)[:8] + bytes(4) + header()[12:], LOSSY)


def test_chunks_inside_a_picture_that_moves_are_looked_at():
    place = bytes(6) + b"\x0f\0\0\x0b\0\0" + bytes(4)
    inner = place + chunk(b"evil", sample.SECRET) + LOSSY
    anim = chunk(b"ANIM", bytes(6))
    cleaned = clean(riff(header(0x02), anim, chunk(b"ANMF", inner)))
    assert cleaned[30:] == anim + chunk(b"ANMF", place + LOSSY)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (riff(), "a part of it is missing"),
        (riff(chunk(b"XMP ", b""), LOSSY), "is damaged"),
        (riff(chunk(b"VP8X", b""), LOSSY), "is damaged"),
        (riff(header(), chunk(b"EXIF", b"")), "no pixels"),
        (riff(header(width=16_000_000, height=16_000_000), LOSSY), "too many"),
        (riff(LOSSY[:-9]), "a part of it is missing"),
        (riff(chunk(b"VP8L", b"\x2f\xff\xff\xff\xff")), "16384 x 16384"),
        (riff(chunk(b"VP8 ", bytes(6) + b"\xff\xff\xff\xff")), "16383 x 16383"),
    ],
)
def test_what_is_no_picture_is_refused(data, said):
    with pytest.raises(FaultError, match=said):
        clean(data)


@pytest.mark.parametrize("picture", [LOSSY, LOSSLESS])
def test_a_plain_picture_stays_as_it_is(picture):
    assert clean(riff(picture, chunk(b"EXIF", sample.SECRET))) == riff(picture)


def test_too_many_parts_are_refused():
    with pytest.raises(FaultError, match="more than 100000 parts"):
        clean(riff(LOSSY, chunk(b"XMP ", b"") * 100_001))
