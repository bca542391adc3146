"""Answers for one download: whether it may lie on the site, where nothing may run as a page.

Downloads are published as they are: they are their authors' files, what they say about their
makers too. Which are safe, and why:

- Pictures, sound, films, PDF, archives and office files begin with bytes of their own, so that
  no browser takes them for a page, whatever type a server gives them or does not give them.
- Texts have no such bytes. Servers know `.txt`, `.csv`, `.json`, `.md` and give them a type that
  browsers keep to; for `.bib`, `.tex`, `.ipynb` and others many give none, and a browser that is
  told none looks at the beginning of a file and may find a page. So what looks like one is
  refused under each of these names.
- A server may take an inner suffix as well (`a.html.gz` is a page in a wrapping that browsers
  undo, and Apache reads `a.html.bib` as a page): inner suffixes of what runs are refused, and
  what is packed by gzip is allowed only where the inner suffix is of a table or an archive.
"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Final

from sphinx_proceedings.media.answer import Refused
from sphinx_proceedings.media.kind import HEAD, Kind, kind_of, looks_like_page
from sphinx_proceedings.media.text import decoded

_PICTURES: Final = {
    ".png": Kind.PNG,
    ".jpg": Kind.JPEG,
    ".jpeg": Kind.JPEG,
    ".gif": Kind.GIF,
    ".webp": Kind.WEBP,
    ".avif": Kind.AVIF,
    ".tif": Kind.TIFF,
    ".tiff": Kind.TIFF,
    ".pdf": Kind.PDF,
    ".eps": Kind.POSTSCRIPT,
}
# Suffixes and where which bytes stand in such a file.
_ZIP: Final = ((0, b"PK\3\4"), (0, b"PK\5\6"))
_GZIP: Final = ((0, b"\x1f\x8b\x08"),)
_MAGIC: Final[dict[str, tuple[tuple[int, bytes], ...]]] = {
    **dict.fromkeys(
        (".zip", ".xlsx", ".docx", ".pptx", ".odt", ".ods", ".odp", ".epub", ".npz"), _ZIP
    ),
    **dict.fromkeys((".tar.gz", ".tgz", ".csv.gz", ".tsv.gz"), _GZIP),
    **dict.fromkeys((".tar.xz", ".csv.xz"), ((0, b"\xfd7zXZ\0"),)),
    ".tar.bz2": ((0, b"BZh"),),
    ".7z": ((0, b"7z\xbc\xaf\x27\x1c"),),
    ".mp4": ((4, b"ftyp"),),
    ".webm": ((0, b"\x1aE\xdf\xa3"),),
    ".ogg": ((0, b"OggS"),),
    ".wav": ((8, b"WAVE"),),
    ".flac": ((0, b"fLaC"),),
    ".mp3": ((0, b"ID3"), (0, b"\xff\xfb"), (0, b"\xff\xf3"), (0, b"\xff\xf2")),
    ".npy": ((0, b"\x93NUMPY"),),
    ".parquet": ((0, b"PAR1"),),
    ".h5": ((0, b"\x89HDF\r\n\x1a\n"),),
    ".hdf5": ((0, b"\x89HDF\r\n\x1a\n"),),
    ".sqlite": ((0, b"SQLite format 3\0"),),
}
_TEXTS: Final = frozenset(
    {".txt", ".csv", ".tsv", ".json", ".jsonl", ".geojson", ".yaml", ".yml", ".toml", ".md"}
    | {".rst", ".tex", ".bib", ".ris", ".ipynb", ".py", ".r", ".jl", ".m", ".sql"}
)
# What servers hand to a program, or browsers take for a page, even before another suffix.
_RUN: Final = frozenset(
    {".html", ".htm", ".shtml", ".shtm", ".stm", ".xhtml", ".xht", ".xhtm", ".mht", ".mhtml"}
    | {".svg", ".svgz", ".xml", ".xsl", ".xslt", ".rdf", ".rss", ".atom", ".mml", ".hta", ".htc"}
    | {".js", ".mjs", ".cjs", ".wasm", ".swf", ".css", ".manifest", ".appcache", ".var"}
    | {".php", ".php3", ".php4", ".php5", ".php7", ".php8", ".phtml", ".phar", ".phps", ".inc"}
    | {".cgi", ".fcgi", ".pl", ".asp", ".aspx", ".ashx", ".jsp", ".jspx", ".cfm", ".do", ".action"}
)
_HINTS: Final = {
    **dict.fromkeys((".doc", ".docm", ".rtf"), "save it as .docx, .odt or .pdf"),
    **dict.fromkeys((".xls", ".xlsm", ".xlsb"), "save it as .xlsx, .ods or .csv"),
    **dict.fromkeys((".ppt", ".pptm"), "save it as .pptx, .odp or .pdf"),
    **dict.fromkeys((".svg", ".svgz"), "show it as an image, or offer it as .pdf or .zip"),
    **dict.fromkeys((".gz", ".xz", ".bz2", ".rar", ".tar"), "offer it as .zip or .tar.gz"),
}
_OFFER: Final = "offer it as .pdf, .zip or .txt"


def check_download(name: str, head: bytes) -> None:
    """Refuse, by raising `Refused`, a file that may not be offered on the site.

    `head` is the beginning of the file, 64 KiB or all of it if it is shorter.
    """
    path = PurePosixPath(name)
    quoted = f'the file "{path.name[:80]}"'
    suffixes = [suffix.lower() for suffix in path.suffixes]
    suffix = _suffix(suffixes)
    if suffix is None:
        last = suffixes[-1] if suffixes else ""
        said = f'has the suffix "{last[:20]}", which' if last else "has no suffix, which"
        raise Refused(f"{quoted} {said} is not offered for download", _HINTS.get(last, _OFFER))
    inner = suffixes[: -suffix.count(".")]
    if any(one.strip() in _RUN for one in inner):
        raise Refused(f"{quoted} could run in a browser", "leave out all but the last suffix")
    if not head:
        raise Refused(f"{quoted} is an empty file", "put something into it, or leave it out")
    if not _agrees(suffix, head[:HEAD]):
        kind = kind_of(head).value
        raise Refused(f"{quoted} is {kind}, not what its suffix says", "name it as what it is")


def _suffix(suffixes: list[str]) -> str | None:
    """Return the allowed suffix that a name ends with: of two parts, or of one."""
    for count in (2, 1):
        suffix = "".join(suffixes[-count:])
        if suffix in _PICTURES or suffix in _MAGIC or suffix in _TEXTS:
            return suffix
    return None


def _agrees(suffix: str, head: bytes) -> bool:
    if suffix in _PICTURES:
        return kind_of(head) is _PICTURES[suffix]
    if suffix in _MAGIC:
        return any(head[at:].startswith(magic) for at, magic in _MAGIC[suffix])
    return _is_text(head)


def _is_text(head: bytes) -> bool:
    """Tell whether a file is text that no browser takes for a page, in whatever encoding.

    Old tables are neither UTF-8 nor UTF-16: they are text if they have no bytes that text has not.
    """
    text = decoded(head, whole=False)
    if text is None:
        text = head.decode("latin-1")
    return (
        kind_of(head) in {Kind.TEXT, Kind.UNKNOWN, Kind.POSTSCRIPT, Kind.NETPBM}
        and not looks_like_page(text)
        and not text.lstrip().startswith(("<?xml", "<!"))
        and not any(character in _BINARY for character in text)
    )


# Source: WHATWG, "MIME Sniffing", section 3, binary data bytes.
_BINARY: Final = frozenset(map(chr, (*range(9), 0x0B, *range(0x0E, 0x1B), *range(0x1C, 0x20))))
