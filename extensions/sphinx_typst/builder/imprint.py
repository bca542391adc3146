"""What a bound volume says of itself as a file."""

from collections.abc import Mapping
from typing import Final

from sphinx.config import Config

from sphinx_typst.bind import Metadata, Standard
from sphinx_typst.config import TypstDocument, timestamp

KEPT: Final[tuple[Standard, ...]] = ("ua-1", "a-2a")


def metadata(document: TypstDocument, config: Config) -> Metadata:
    """Give what a volume says of itself."""
    data = document.data
    editors = _words(data.get("editors")) or ((document.author,) if document.author else ())
    publisher = data.get("publisher")
    language = document.spoken(config)
    return Metadata(
        title=" ".join(document.title.split()),
        authors=editors,
        description=str(data.get("subtitle") or ""),
        keywords=_words(data.get("keywords")),
        language="-".join(part for part in language if part),
        identifier=str(data.get("identifier") or ""),
        publisher=str(publisher.get("name") or "") if isinstance(publisher, Mapping) else "",
        rights=str(data.get("rights") or ""),
        timestamp=timestamp(document, config) or 0,
    )


def conformance(config: Config) -> frozenset[Standard]:
    """Give the standards asked for that a bound volume can keep."""
    wanted = {str(name) for name in config.typst_pdf_standards}
    return frozenset(name for name in KEPT if name in wanted)


def _words(found: object) -> tuple[str, ...]:
    return tuple(map(str, found)) if isinstance(found, list | tuple) else ()
