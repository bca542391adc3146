"""Pictures that the tests make, with all that must not be published."""

import io
import struct
import warnings
import zlib

from PIL import Image, PngImagePlugin

SECRET = b"Ada Secret"
WORD = SECRET.decode()


def picture(mode="RGB", size=(16, 12), shade=0):
    image = Image.new("RGB", size)
    image.putdata(
        [(x * 15 % 256, y * 20 % 256, shade) for y in range(size[1]) for x in range(size[0])]
    )
    return image.convert(mode)


def exif(orientation=6):
    block = Image.Exif()
    block[0x0112] = orientation
    block[0x010E] = WORD
    block[0x013B] = WORD
    block.get_ifd(0x8825)[2] = (52.0, 31.0, 12.0)
    return block.tobytes()


def icc():
    """Return what has the form of a colour profile; nobody here computes with it."""
    body = bytes(36) + b"acsp" + bytes(100)
    return (len(body) + 4).to_bytes(4, "big") + body[4:] + bytes(4)


def saved(image, form, **options):
    buffer = io.BytesIO()
    image.save(buffer, form, **options)
    return buffer.getvalue()


def png(orientation=6, **options):
    info = PngImagePlugin.PngInfo()
    info.add_text("Author", WORD)
    info.add_text("Comment", WORD, zip=True)
    info.add_itxt("XML:com.adobe.xmp", f"<x>{WORD}</x>")
    info.add(b"tIME", bytes(7))
    data = saved(
        picture(), "PNG", pnginfo=info, exif=exif(orientation), icc_profile=icc(), **options
    )
    return data + b"<script>" + SECRET


def moving(form, **options):
    frames = [picture(shade=shade) for shade in (0, 120, 240)]
    return saved(
        frames[0], form, save_all=True, append_images=frames[1:], duration=100, loop=2, **options
    )


def segment(code, body):
    return bytes((0xFF, code)) + (len(body) + 2).to_bytes(2, "big") + body


def jpeg(orientation=6, mode="RGB", **options):
    data = saved(
        picture(mode), "JPEG", exif=exif(orientation), icc_profile=icc(), comment=SECRET, **options
    )
    more = (
        segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + SECRET)
        + segment(0xED, b"Photoshop 3.0\0" + SECRET)
        + segment(0xE2, b"MPF\0" + SECRET)
        + segment(0xE0, b"JFXX\0\x10" + SECRET)
        + segment(0xFE, b"<script>" + SECRET + b"</script>")
    )
    return data[:2] + more + data[2:] + b"<html>" + SECRET + saved(picture(), "JPEG")


def gif():
    data = moving("GIF", comment=SECRET)
    at = 13 + (3 << (data[10] & 7) + 1 if data[10] & 0x80 else 0)
    more = (
        b"\x21\xfe" + bytes((len(SECRET),)) + SECRET + b"\0"
        b"\x21\xff\x0bXMP DataXMP" + bytes((len(SECRET),)) + SECRET + b"\0"
        b"\x21\xf9\x04\0\0\0\0\0\x21\x01\x0c" + bytes(12) + bytes((len(SECRET),)) + SECRET + b"\0"
    )
    return data[:at] + more + data[at:] + SECRET


def webp(**options):
    return (
        saved(picture("RGBA"), "WEBP", exif=exif(), xmp=SECRET, icc_profile=icc(), **options)
        + SECRET
    )


def frames(data):
    """Return the pixels of all pictures in a file, as they are shown."""
    found = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what the samples hold besides
        image = Image.open(io.BytesIO(data))
    with image:
        for number in range(getattr(image, "n_frames", 1)):
            image.seek(number)
            found.append(image.convert("RGBA").tobytes())
    return found


def chunk(name, body):
    return len(body).to_bytes(4, "big") + name + body + zlib.crc32(name + body).to_bytes(4, "big")


def ihdr(width, height, depth=8, colour=2):
    return chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0))


def small_png():
    return saved(picture(size=(2, 2)), "PNG")
