import pytest

from sphinx_proceedings.media.answer import FaultError
from sphinx_proceedings.media.drawing.source import MOST_BYTES, root_of

pytestmark = pytest.mark.slow

PLAIN = '<svg xmlns="http://www.w3.org/2000/svg"/>'
LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    "data",
    [
        PLAIN.encode(),
        ("\ufeff" + PLAIN).encode(),
        PLAIN.encode("utf-16"),
        ('<?xml version="1.0" encoding="UTF-16"?>' + PLAIN).encode("utf-16-be"),
        ('<?xml version="1.0" encoding="utf-8"?><!-- a --><?b c?>\n' + PLAIN).encode(),
        (
            "<!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' 'http://a.example/b.dtd'>" + PLAIN
        ).encode(),
        b'\n<s:svg xmlns:s="http://www.w3.org/2000/svg"/>',
    ],
)
def test_drawings_are_read(data):
    assert root_of(data).tag == "{http://www.w3.org/2000/svg}svg"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ('<!DOCTYPE svg [<!ENTITY a "b">]>' + PLAIN, "declares a document type"),
        (
            '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg>&a;</svg>',
            "declares a doc",
        ),
        (
            '<!DOCTYPE svg SYSTEM "http://a.example/a.dtd" [<!ENTITY % a SYSTEM "b">%a;]>' + PLAIN,
            "declares",
        ),
        (f'<!DOCTYPE svg [<!ENTITY a0 "ha">{LAUGHS}]><svg>&a9;</svg>', "declares a document type"),
        ("<!DOCTYPE svg [<!ATTLIST svg onload CDATA 'a()'>]>" + PLAIN, "declares a document type"),
        ("<!DOCTYPE svg 'unclosed" + PLAIN, "declares a document type"),
        (PLAIN.replace("/>", ">\n&nbsp;</svg>"), "uses an entity in line 2"),
        ('<?xml version="1.0"?>\n\n' + PLAIN.replace("/>", ">\n<g></svg>"), "XML in line 4"),
        ('<?xml version="1.0" encoding="UTF-7"?>' + PLAIN, 'is written in "UTF-7"'),
        ('<?xml version="1.0" encoding="ISO-2022-JP"?>' + PLAIN, 'is written in "ISO-2022-JP"'),
        ('<svg width="4"/>', "is no SVG"),
        ('<svg xmlns="http://www.w3.org/1999/xhtml"/>', "is no SVG"),
        ('<html xmlns="http://www.w3.org/1999/xhtml"/>', "is no SVG"),
        (PLAIN + PLAIN, "no well-formed XML"),
        (PLAIN + "<script/>", "no well-formed XML"),
        (PLAIN.replace("/>", " a='1' a='2'/>"), "no well-formed XML"),
        ("<svg>\0</svg>", "no well-formed XML"),
        ("", "no well-formed XML"),
        ("<svg>" * 100_000, "no well-formed XML"),
        (f"{PLAIN[:-2]}>{'<g>' * 300}{'</g>' * 300}</svg>", "no well-formed XML"),
    ],
)
def test_what_declares_or_is_no_drawing_is_refused(data, said):
    with pytest.raises(FaultError, match=said) as fault:
        root_of(data.encode())
    assert fault.value.hint


@pytest.mark.parametrize(
    "data", [PLAIN.encode("utf-32"), PLAIN.encode("cp037"), b"<svg>\xe9</svg>"]
)
def test_other_encodings_are_refused(data):
    with pytest.raises(FaultError):
        root_of(data)


def test_the_mark_decides_whatever_is_declared():
    text = '<?xml version="1.0" encoding="UTF-16"?>' + PLAIN
    assert root_of(text.encode("utf-8")).tag.endswith("svg")


def test_a_drawing_of_too_many_bytes_is_not_read():
    with pytest.raises(FaultError, match="more than 20 MB"):
        root_of(bytes(MOST_BYTES + 1))
