"""What a PDF says of itself, in both of the places where it is looked for."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from html import escape
from typing import Any, Final

from pikepdf import Dictionary, Name, Object, Pdf, Stream, String

from sphinx_typst.bind.piece import Metadata, Standard

_PRODUCER: Final = "sphinx_typst"
# What XML 1.0 cannot hold, and a line of metadata need not.
_UNFIT: Final = re.compile("[^\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]+")
_SPACES: Final = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "pdfaExtension": "http://www.aiim.org/pdfa/ns/extension/",
    "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
    "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#",
}
# PDF/A knows no property of PDF/UA, and asks that such properties be described.
_EXTENSION: Final = (
    '<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">'
    "<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>"
    f"<pdfaSchema:namespaceURI>{_SPACES['pdfuaid']}</pdfaSchema:namespaceURI>"
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>"
    '<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">'
    "<pdfaProperty:name>part</pdfaProperty:name>"
    "<pdfaProperty:valueType>Integer</pdfaProperty:valueType>"
    "<pdfaProperty:category>internal</pdfaProperty:category>"
    "<pdfaProperty:description>Part of ISO 14289 that is kept</pdfaProperty:description>"
    "</rdf:li></rdf:Seq></pdfaSchema:property>"
    "</rdf:li></rdf:Bag></pdfaExtension:schemas>"
)


def claims(catalogue: Any) -> frozenset[Standard]:
    """Give what a PDF says that it keeps."""
    stream = catalogue.get("/Metadata")
    if not isinstance(stream, Stream) or "/StructTreeRoot" not in catalogue:
        # What is not tagged keeps neither, whatever it says.
        return frozenset()
    packet = stream.read_bytes()

    def says(name: str, value: str) -> bool:
        # As an element or as an attribute.
        return bool(re.search(rf"\b{name}(?:>|\s*=\s*[\"'])\s*{value}\s*[<\"']".encode(), packet))

    found: set[Standard] = set()
    if says("pdfuaid:part", "1"):
        found.add("ua-1")
    if says("pdfaid:part", "2") and says("pdfaid:conformance", "A"):
        found.add("a-2a")
    return frozenset(found)


def describe(pdf: Pdf, metadata: Metadata, conforms: frozenset[Standard]) -> None:
    """Write what a PDF says of itself: in its information dictionary, and as XMP."""
    when = datetime.fromtimestamp(metadata.timestamp, UTC)
    info = {
        "/Title": metadata.title,
        "/Author": "; ".join(metadata.authors),
        "/Subject": metadata.description,
        "/Keywords": ", ".join(metadata.keywords),
        "/Creator": metadata.creator,
        "/Producer": _PRODUCER,
        "/CreationDate": when.strftime("D:%Y%m%d%H%M%SZ"),
        "/ModDate": when.strftime("D:%Y%m%d%H%M%SZ"),
    }
    pdf.trailer["/Info"] = pdf.make_indirect(
        Dictionary({key: String(text) for key, value in info.items() if (text := clean(value))})
    )
    packet = xmp(metadata, conforms, when).encode()
    pdf.Root["/Metadata"] = pdf.make_indirect(
        Stream(pdf, packet, Type=Name.Metadata, Subtype=Name.XML)
    )


def xmp(metadata: Metadata, conforms: frozenset[Standard], when: datetime) -> str:
    """Write metadata as an XMP packet."""
    date = when.strftime("%Y-%m-%dT%H:%M:%SZ")
    both = {"ua-1", "a-2a"} <= conforms
    properties = [
        _one("dc:format", "application/pdf"),
        _alternatives("dc:title", metadata.title),
        _many("dc:creator", "Seq", metadata.authors),
        _alternatives("dc:description", metadata.description),
        _many("dc:subject", "Bag", metadata.keywords),
        _many("dc:publisher", "Bag", [metadata.publisher]),
        _alternatives("dc:rights", metadata.rights),
        _many("dc:language", "Bag", [metadata.language]),
        _one("dc:identifier", metadata.identifier),
        _one("pdf:Keywords", ", ".join(metadata.keywords)),
        _one("pdf:Producer", _PRODUCER),
        _one("xmp:CreatorTool", metadata.creator),
        _one("xmp:CreateDate", date),
        _one("xmp:ModifyDate", date),
        _one("xmp:MetadataDate", date),
        _EXTENSION if both else "",
        _one("pdfaid:part", "2") + _one("pdfaid:conformance", "A") if "a-2a" in conforms else "",
        _one("pdfuaid:part", "1") if "ua-1" in conforms else "",
    ]
    body = "\n".join(filter(None, properties))
    spaces = " ".join(
        f'xmlns:{prefix}="{url}"'
        for prefix, url in _SPACES.items()
        if prefix != "rdf" and f"<{prefix}:" in body
    )
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        f'<rdf:RDF xmlns:rdf="{_SPACES["rdf"]}">\n'
        f'<rdf:Description rdf:about="" {spaces}>\n{body}\n</rdf:Description>\n'
        '</rdf:RDF></x:xmpmeta>\n<?xpacket end="w"?>'
    )


def clean(text: str) -> str:
    """Make a text one line of characters that XML can hold."""
    return " ".join(_UNFIT.sub(" ", text).split())


def _one(name: str, text: str) -> str:
    text = clean(text)
    return f"<{name}>{escape(text)}</{name}>" if text else ""


def _many(name: str, kind: str, texts: Sequence[str]) -> str:
    items = "".join(_one("rdf:li", text) for text in texts)
    return f"<{name}><rdf:{kind}>{items}</rdf:{kind}></{name}>" if items else ""


def _alternatives(name: str, text: str) -> str:
    text = escape(clean(text))
    item = f'<rdf:li xml:lang="x-default">{text}</rdf:li>'
    return f"<{name}><rdf:Alt>{item}</rdf:Alt></{name}>" if text else ""


def viewer(preferences: Any) -> Object:
    """Give the preferences for viewers: those of a piece, and its title in the window."""
    wanted = dict(preferences.items()) if isinstance(preferences, Dictionary) else {}
    direction = {key: value for key, value in wanted.items() if key == "/Direction"}
    return Dictionary({**direction, "/DisplayDocTitle": True})
