"""Writes a drawing anew from the elements and attributes that are allowed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final

from lxml import etree

from sphinx_proceedings.diagnostics import Severity
from sphinx_proceedings.media.answer import FaultError, Note
from sphinx_proceedings.media.drawing import vocabulary
from sphinx_proceedings.media.drawing.embedded import Pictures
from sphinx_proceedings.media.drawing.expansion import DEEPEST, Expansion
from sphinx_proceedings.media.drawing.sheet import Sheet
from sphinx_proceedings.media.drawing.source import root_of
from sphinx_proceedings.media.drawing.style import PROPERTIES, declaration, declarations, fragment
from sphinx_proceedings.media.drawing.vocabulary import SVG, XHTML, XLINK, XML

_HREF: Final = f"{{{XLINK}}}href"
_STYLE: Final = f"{{{SVG}}}style"
# What is handed down to the elements inside, and drawn once for each of them.
_INHERITED: Final = frozenset(
    {"fill", "stroke", "marker", "marker-start", "marker-mid", "marker-end"}
)
_STATIC: Final = "export it as a picture that stands still"
_NO_HTML: Final = "export texts as SVG; in draw.io, without Formatted Text and Word Wrap"


@dataclass(frozen=True)
class _Place:
    """Where the walk through a drawing is."""

    part: str = ""
    depth_in_part: int = 0
    depth: int = 0
    in_text: bool = False
    inherited: tuple[tuple[str, str], ...] = ()
    open_parts: frozenset[str] = frozenset()


def rewrite(data: bytes) -> tuple[bytes, list[Note]]:
    """Return a drawing as it is published, and what of it was left out.

    Nothing is copied: each element, attribute and style is read, looked up, and written.
    """
    root = root_of(data)
    drawing = _Drawing(root)
    return drawing.written(), drawing.notes


class _Drawing:
    """A drawing on its way from what was sent to what is published."""

    def __init__(self, root: Any) -> None:
        self._notes: dict[Note, None] = {}
        self._sheet = Sheet()
        self._sheets = {style: self._style(style) for style in root.iter(_STYLE)}
        self._ids: set[str] = set()
        self._pictures = Pictures()
        self._expansion = Expansion()
        self._root = etree.Element(f"{{{SVG}}}svg", nsmap={None: SVG, "xlink": XLINK})
        self._expansion.add_element("", 0)
        place = self._attributes(root, "svg", self._root, _Place())
        self._children(root, self._root, place)
        self._expansion.check()
        for what in dict.fromkeys(self._sheet.refused):
            self._note(
                f'has a style that is left out, of "{what}"', "styles refer to nothing outside"
            )

    @property
    def notes(self) -> list[Note]:
        """What the author should know, each once."""
        return list(self._notes)

    def written(self) -> bytes:
        """Return the drawing as XML."""
        etree.cleanup_namespaces(self._root)
        return bytes(etree.tostring(self._root, encoding="utf-8", xml_declaration=False)) + b"\n"

    def _note(self, message: str, hint: str = "", severity: Severity = Severity.WARNING) -> None:
        self._notes[Note(message, hint, severity)] = None

    def _style(self, style: Any) -> str:
        kind, media = style.get("type", "text/css"), style.get("media", "all")
        if kind.strip().lower() not in {"", "text/css"} or media.strip().lower() not in {
            "", "all", "screen",
        }:  # fmt: skip
            return ""
        return self._sheet.rewrite("".join(style.itertext()))

    def _children(self, source: Any, into: Any, place: _Place) -> None:
        if place.in_text:
            into.text = source.text
        for child in source:
            made = self._element(child, into, place) if isinstance(child.tag, str) else None
            if place.in_text and child.tail:
                _add_text(into, made, child.tail)

    def _element(self, source: Any, into: Any, place: _Place) -> Any:
        """Write an element if it is allowed; return what was written."""
        name = etree.QName(source)
        if name.namespace != SVG:
            if name.namespace == XHTML:
                self._note("holds HTML, which is left out", _NO_HTML)
            return None  # others are what programs note for themselves
        if source.tag == _STYLE:
            return self._written_style(source, into)
        tag = self._allowed(name.localname, place)
        if tag is None or (source.get("requiredExtensions") or "").strip():
            return None
        if place.depth >= DEEPEST:
            raise FaultError("is nested too deeply", "ungroup its parts")
        if tag in vocabulary.WORDS:
            made = etree.SubElement(into, f"{{{SVG}}}{tag}")
            made.text = "".join(source.itertext())
            return made
        made = etree.SubElement(into, f"{{{SVG}}}{tag}")
        inner = replace(
            place,
            depth=place.depth + 1,
            depth_in_part=place.depth_in_part + 1,
            in_text=tag in vocabulary.TEXT_ELEMENTS,
        )
        inner = self._attributes(source, tag, made, inner)
        if tag == "image" and made.get(_HREF) is None:
            into.remove(made)
            return None
        self._expansion.add_element(inner.part, inner.depth_in_part)
        self._children(source, made, inner)
        return made

    def _written_style(self, source: Any, into: Any) -> Any:
        if not (text := self._sheets[source]):
            return None
        made = etree.SubElement(into, _STYLE)
        made.text = text
        return made

    def _allowed(self, name: str, place: _Place) -> str | None:
        """Return the element to write for an element of SVG, or None; say what is missed."""
        if name in vocabulary.ELEMENTS:
            return name
        if name == "a":
            said = "has links, which do nothing in a picture"
            self._note(said, "put them into the text", Severity.INFO)
            return "tspan" if place.in_text else "g"
        if name == "script":
            self._note("holds a script, which is left out", "export it as plain SVG")
        elif name == "foreignObject":
            # What stands in for it in a `switch` is shown, and is often cut short.
            self._note("holds HTML, which is left out", _NO_HTML)
        elif name in vocabulary.MOVING:
            self._note("moves; that is left out", _STATIC)
        elif name not in vocabulary.SILENT:
            self._note(f"holds <{name[:40]}>, which is left out", "export it as plain SVG")
        return None

    def _attributes(self, source: Any, tag: str, made: Any, place: _Place) -> _Place:
        """Write the allowed attributes; return the place that the element is for its children."""
        place = self._identifier(source, made, place)
        drawn: dict[str, tuple[str, ...]] = {}
        refused: list[str] = []
        for key, value in source.attrib.items():
            if key == "style":
                found = list(declarations(value, refused))
                for one in found:
                    drawn[one.name] = (*drawn.get(one.name, ()), *one.references)
                if found:
                    made.set("style", ";".join(map(str, found)))
            elif key in PROPERTIES and (kept := declaration(key, value)):
                drawn[key] = (*drawn.get(key, ()), *kept.references)
                made.set(key, kept.value)
            elif key in PROPERTIES and value.strip() and key not in _GEOMETRY:
                refused.append(key)
            else:
                self._attribute(key, value, made)
        for what in dict.fromkeys(refused):
            self._note(
                f'has a style that is left out, of "{what}"', "styles refer to nothing outside"
            )
        self._href(source, tag, made, place)
        chosen = self._chosen(source, tag)
        return self._drawn(drawn, chosen, tag, place)

    def _identifier(self, source: Any, made: Any, place: _Place) -> _Place:
        """Write the identifier; whose it is, is a part of its own. The first of a name has it."""
        identifier = source.get("id", "")
        if identifier in self._ids or not vocabulary.is_id(identifier):
            return place
        self._ids.add(identifier)
        made.set("id", identifier)
        self._expansion.add_reference(place.part, place.depth_in_part, identifier)
        return replace(
            place,
            part=identifier,
            depth_in_part=0,
            open_parts=place.open_parts | {identifier},
        )

    def _attribute(self, key: str, value: str, made: Any) -> None:
        if key.lower().startswith("on"):
            self._note("holds a script, which is left out", "export it as plain SVG")
        elif key == f"{{{XML}}}space":
            if value in {"preserve", "default"}:
                made.set(key, value)
        elif key == f"{{{XML}}}lang":
            if vocabulary.plain_attribute("lang", value):
                made.set(key, value)
        elif (kept := vocabulary.plain_attribute(key, value)) is not None:
            if vocabulary.takes_too_long(key, kept):
                raise FaultError("has a filter that takes too long to draw", "make it simpler")
            made.set(key, kept)

    def _href(self, source: Any, tag: str, made: Any, place: _Place) -> None:
        address = source.get("href", source.get(_HREF))
        if address is None or tag not in vocabulary.REFERRING | vocabulary.PICTURES:
            return
        address = address.strip()
        if tag in vocabulary.REFERRING and address.startswith("#"):
            if target := fragment(address[1:]):
                made.set(_HREF, f"#{target}")
                self._expansion.add_reference(place.part, place.depth_in_part, target)
        elif tag in vocabulary.PICTURES:
            try:
                made.set(_HREF, self._pictures.rewrite(address))
            except FaultError as error:
                self._note(f"holds an image that is left out: it {error.said}", error.hint)
        elif address:
            said = f"refers to another file in <{tag}>, which is left out"
            self._note(said, "a drawing holds all its parts")

    def _chosen(self, source: Any, tag: str) -> list[tuple[str, str]]:
        """Give properties and what they refer to, by the rules that may choose an element."""
        references = self._sheet.references
        if not references:
            return []
        keys = ["*", tag, f"#{source.get('id', '')}"]
        keys += [f".{one}" for one in source.get("class", "").split()]
        return [one for key in dict.fromkeys(keys) if key in references for one in references[key]]

    def _drawn(
        self,
        drawn: dict[str, tuple[str, ...]],
        chosen: list[tuple[str, str]],
        tag: str,
        place: _Place,
    ) -> _Place:
        """Count what an element draws by its style, and hand on what its children draw too.

        A rule that may choose an element is counted as well as what it overrules.
        """
        self._expansion.count_references(len(place.inherited) + len(chosen))
        handed = [one for one in place.inherited if one[0] not in drawn]
        own = [(name, target) for name, targets in drawn.items() for target in targets] + chosen
        painted = tag in vocabulary.PAINTED
        targets = [target for name, target in own if painted or name not in _INHERITED]
        if painted:
            # A pattern inside a group that is filled with it does not draw itself.
            targets += [target for _, target in handed if target not in place.open_parts]
        for target in targets:
            self._expansion.add_reference(place.part, place.depth_in_part, target)
        inherited = (*handed, *(one for one in own if one[0] in _INHERITED))
        return replace(place, inherited=tuple(dict.fromkeys(inherited)))


# Where these are attributes, their values may be of kinds that CSS does not know.
_GEOMETRY: Final = frozenset(
    {"x", "y", "width", "height", "r", "cx", "cy", "rx", "ry", "transform"}
)


def _add_text(into: Any, last: Any, text: str) -> None:
    """Add text at the end of an element, behind the child that was written last."""
    if last is None and len(into):
        last = into[-1]
    if last is None:
        into.text = (into.text or "") + text
    else:
        last.tail = (last.tail or "") + text
