import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from sphinx_proceedings.media.answer import FaultError
from sphinx_proceedings.media.kind import Kind, kind_of
from sphinx_proceedings.media.raster.clean import clean

from .. import sample

pytestmark = pytest.mark.slow

SAMPLES = {
    "png": sample.png(),
    "interlaced png": sample.saved(sample.picture("P"), "PNG"),
    "apng": sample.moving("PNG"),
    "jpeg": sample.jpeg(),
    "progressive jpeg": sample.jpeg(progressive=True),
    "grey jpeg": sample.jpeg(mode="L"),
    "jpeg of print": sample.jpeg(mode="CMYK"),
    "jpeg with restarts": sample.jpeg(restart_marker_rows=1),
    "gif": sample.gif(),
    "webp": sample.webp(),
    "lossless webp": sample.webp(lossless=True),
    "plain webp": sample.saved(sample.picture(), "WEBP"),
    "moving webp": sample.moving("WEBP", exif=sample.exif(), xmp=sample.SECRET),
}


@pytest.mark.parametrize("name", SAMPLES)
def test_pixels_stay_and_all_words_go(name):
    data = SAMPLES[name]
    cleaned = clean(data, kind_of(data))
    assert sample.frames(cleaned) == sample.frames(data)
    assert sample.SECRET not in cleaned
    assert b"GPS" not in cleaned
    assert b"<script>" not in cleaned
    assert kind_of(cleaned) is kind_of(data)
    assert clean(cleaned, kind_of(data)) == cleaned


@pytest.mark.parametrize("name", ["png", "jpeg", "webp", "lossless webp"])
def test_colours_and_how_a_picture_is_turned_stay(name):
    data = SAMPLES[name]
    with Image.open(io.BytesIO(clean(data, kind_of(data)))) as image:
        assert image.info["icc_profile"] == sample.icc()
        assert dict(image.getexif()) == {0x0112: 6}
        assert set(image.info) <= {
            "icc_profile", "exif", "jfif", "jfif_version", "jfif_unit", "jfif_density", "adobe",
            "adobe_transform", "dpi", "loop", "background", "timestamp", "duration",
        }  # fmt: skip


def test_a_picture_that_stands_upright_says_nothing():
    cleaned = clean(sample.jpeg(orientation=1), Kind.JPEG)
    assert b"Exif" not in cleaned
    assert b"eXIf" not in clean(sample.png(orientation=1), Kind.PNG)


@pytest.mark.parametrize("name", ["apng", "gif", "moving webp"])
def test_pictures_that_move_move_as_often(name):
    data = SAMPLES[name]
    with Image.open(io.BytesIO(clean(data, kind_of(data)))) as image:
        image.seek(1)
        image.load()
        assert (image.n_frames, image.info["loop"], image.info["duration"]) == (3, 2, 100)


@given(st.sampled_from(sorted(SAMPLES)), st.data())
def test_nothing_malformed_crashes(name, data):
    """Whatever is changed in a picture: it is refused, or what is published can be opened."""
    changed = bytearray(SAMPLES[name])
    for _ in range(data.draw(st.integers(1, 4))):
        if not changed:
            break
        at = data.draw(st.integers(0, len(changed) - 1))
        match data.draw(st.sampled_from(["set", "cut", "insert", "remove"])):
            case "set":
                changed[at] = data.draw(st.integers(0, 255))
            case "cut":
                del changed[max(at, 12) :]
            case "insert":
                changed[at:at] = data.draw(st.binary(max_size=6))
            case _:
                del changed[at : at + data.draw(st.integers(1, 40))]
    kind = kind_of(SAMPLES[name])
    try:
        cleaned = clean(bytes(changed), kind)
    except FaultError:
        return
    assert clean(cleaned, kind) == cleaned


@pytest.mark.parametrize("name", SAMPLES)
def test_every_beginning_of_a_picture_is_refused_or_read(name):
    data = SAMPLES[name]
    for end in range(12, len(data), 7):
        try:
            clean(data[:end], kind_of(data))
        except FaultError:
            continue


@given(st.sampled_from([Kind.PNG, Kind.JPEG, Kind.GIF, Kind.WEBP]), st.binary(max_size=200))
def test_noise_behind_a_beginning_is_refused(kind, noise):
    head = {
        Kind.PNG: b"\x89PNG\r\n\x1a\n",
        Kind.JPEG: b"\xff\xd8\xff",
        Kind.GIF: b"GIF89a",
        Kind.WEBP: b"RIFF\xff\0\0\0WEBP",
    }[kind]
    with pytest.raises(FaultError):
        clean(head + noise, kind)
