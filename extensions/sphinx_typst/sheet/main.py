"""Main files: what Typst is told to compile, a whole volume or a shard of one."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from sphinx_typst.address import INDEX
from sphinx_typst.config import JSON
from sphinx_typst.file import portable
from sphinx_typst.language import Language, parse
from sphinx_typst.markup import Code, call, closed, value
from sphinx_typst.sheet.index import Group
from sphinx_typst.sheet.shard import Shard, Shards
from sphinx_typst.sheet.stand_in import StandIns, needs
from sphinx_typst.sheet.volume import Part, Volume

_CONTEXT: Final = Code("ctx")
# What is printed on the first pages alone: chapters do not depend on it.
_FRONT_ONLY: Final = frozenset(
    {
        *("subtitle", "kicker", "lines", "editors", "publisher", "series", "notice", "imprint"),
        *("date", "keywords", "contents_depth", "contents_notes", "short_titles"),
        *("contents", "cite", "rights", "identifier"),
    }
)
# What is printed on the last page.
_COLOPHON: Final = frozenset({"colophon", "colophon_in"})
_PATTERNS: Final = {"front": "i", "chapter": "1", "back": "1"}


def whole(volume: Volume, stand_ins: StandIns) -> str:
    """Write the main file of a volume that is printed in one piece."""
    entries = volume.index_entries()
    context = _context(volume, volume.order, index=bool(entries))
    lists = {
        name: [
            call("part", _CONTEXT, part.docname, part.level, volume.facts[part.docname]["title"])
            for part in parts
        ]
        for name, parts in (
            ("preliminaries", volume.preliminaries),
            ("chapters", volume.chapters),
            ("appendices", volume.appendices),
        )
    }
    if entries:
        lists["appendices"].append(_index(volume, entries))
    lines = [
        *_imports(volume, volume.order),
        f"#let volume = {value(volume.facts_for_template())}",
        f"#let ctx = {context}",
        f"#{call('template', Code('volume'), _CONTEXT, **lists)}",
    ]
    return _written(volume, volume.order, lines, stand_ins)


def piece(shards: Shards, shard: Shard, first: int, folios: Mapping[str, int | None]) -> str:
    """Write the main file of a shard: `folios` are those of the labels that it quotes."""
    volume = shards.volume
    documents = [name for name in shard.docnames if name != INDEX]
    outside = {
        "#".join(map(closed, place)): {
            "uri": target.uri,
            "number": folios.get(target.label) if target.quoted else None,
            "pattern": _PATTERNS[shards.owners[target.docname].kind],
        }
        for place, target in shards.targets(shard).items()
    }
    context = _context(
        volume,
        documents,
        index=INDEX in shard.docnames,
        outside=outside,
        marked=True,
        language=_spoken(volume, shard),
    )
    parts: list[Code] = [_chapter(shards, part) for part in shard.parts]
    if INDEX in shard.docnames:
        parts.append(_index(volume, shards.index))
    name = {"front": "preliminaries", "chapter": "chapters", "back": "appendices"}[shard.kind]
    about: dict[str, object] = {
        "kind": shard.kind,
        "first": first,
        "document": _metadata(volume, shard),
    }
    if shard.kind == "front":
        about["entries"] = _contents(shards)
    lists = {name: parts, "shard": about}
    lines = [
        *_imports(volume, documents),
        '#import "/sphinx_typst/kit.typ": *',
        f"#let volume = {value(_facts(volume, shard))}",
        f"#let ctx = {context}",
        f"#{call('template', Code('volume'), _CONTEXT, **lists)}",
    ]
    return _written(volume, documents, lines, shards.stand_ins)


def _written(
    volume: Volume, docnames: Sequence[str], lines: Sequence[str], stand_ins: StandIns
) -> str:
    """Put lines together; before the last, which is the content, what it needs of stand-ins."""
    if not stand_ins.missing:
        return "\n".join(lines) + "\n"
    needed = needs("\n".join(lines))
    for name in docnames:
        needed += volume.facts[name]["glyphs"]
    rules = [*stand_ins.rules(needed)]
    if rules:
        rules.insert(0, '#import "/sphinx_typst/kit.typ": beside-each-other, code-point-picture')
    return "\n".join([*lines[:-1], *rules, lines[-1]]) + "\n"


def _imports(volume: Volume, docnames: Sequence[str]) -> Iterator[str]:
    yield f"#import {value(volume.template)}: template"
    yield '#import "/sphinx_typst/kit.typ": chapter, make-context, part'
    yield '#import "/sphinx_typst/index.typ": index-part'
    yield '#import "/sphinx_typst/styles.typ": styles as styles-0'
    for index, path in enumerate(volume.styles, 1):
        yield f"#import {value(path)}: styles as styles-{index}"
    for index, docname in enumerate(docnames):
        yield f"#import {value(f'/docs/{portable(docname)}.typ')} as d{index}"


def _context(volume: Volume, docnames: Sequence[str], **more: object) -> Code:
    modules = {name: Code(f"d{index}") for index, name in enumerate(docnames)}
    styles = Code(" + ".join(f"styles-{index}" for index in range(len(volume.styles) + 1)))
    return call(
        "make-context",
        modules=modules,
        plan={name: volume.plan[name] for name in docnames if name in volume.plan},
        styles=styles,
        **{"language": volume.language, **more},
    )


def _index(volume: Volume, entries: list[Group]) -> Code:
    return call("index-part", _CONTEXT, volume.index_title, entries)


def _chapter(shards: Shards, part: Part) -> Code:
    data = shards.volume.chapter(part.docname)
    heading = Code(f"ctx => {shards.title(part.docname)}")
    return call("chapter", part.docname, part.level, heading, data)


def _facts(volume: Volume, shard: Shard) -> dict[str, object]:
    facts = volume.facts_for_template()
    if shard.kind == "front":
        return facts
    unneeded = _FRONT_ONLY if shard.kind == "back" else _FRONT_ONLY | _COLOPHON
    facts["data"] = {key: item for key, item in volume.data.items() if key not in unneeded}
    facts["language"], facts["region"] = _spoken(volume, shard)
    return facts


def _spoken(volume: Volume, shard: Shard) -> Language:
    return parse(_first(volume, shard).get("language")) or volume.language


def _first(volume: Volume, shard: Shard) -> Mapping[str, JSON]:
    """Give what is said of a chapter that is alone in its shard."""
    if shard.kind != "chapter" or len(shard.parts) != 1:
        return {}
    return volume.chapter(shard.parts[0].docname)


def _metadata(volume: Volume, shard: Shard) -> dict[str, Any]:
    """Give what the PDF of a shard says of itself: that of a chapter is its offprint."""
    said = _first(volume, shard)
    alone = bool(said) or (shard.kind == "chapter" and len(shard.parts) == 1)
    title = volume.title(shard.parts[0].docname) if alone else volume.document.title
    found: dict[str, Any] = {"title": " ".join(title.split()) or volume.document.title}
    if shard.kind == "front":
        return found
    found["author"] = said.get("authors") or []
    found["keywords"] = said.get("keywords") or []
    found["description"] = said.get("description")
    return found


def _contents(shards: Shards) -> list[dict[str, object]]:
    volume = shards.volume
    listed: set[str] = set()
    found: list[dict[str, object]] = []
    for entry in shards.contents:
        # What is said of a document stands at its first line.
        data = {} if entry.docname in listed else volume.chapter(entry.docname)
        listed.add(entry.docname)
        found.append(
            {
                "doc": entry.docname,
                "id": entry.identifier,
                "level": entry.level,
                "number": entry.number,
                "title": Code(f"ctx => {entry.title}"),
                "note": data.get("contents_note"),
                "mark": data.get("contents_mark"),
            }
        )
    return found
