"""Name trees and number trees: how PDF keeps long tables."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from pikepdf import Array, Dictionary, Object, Pdf, String

# How many pairs, or branches, a node holds: readers load one node at a time.
_NODE: Final = 64


def entries(root: Any, key: str) -> Iterator[tuple[Any, Any]]:
    """Give the pairs of a tree, of `/Names` or of `/Nums`; a tree that bites its tail ends."""
    waiting = [root]
    seen: set[tuple[int, int]] = set()
    while waiting:
        node = waiting.pop()
        if not isinstance(node, Dictionary) or (node.is_indirect and node.objgen in seen):
            continue
        seen.add(node.objgen)
        pairs = node.get(key)
        if isinstance(pairs, Array):
            items = list(pairs)
            yield from zip(items[::2], items[1::2], strict=False)
        kids = node.get("/Kids")
        if isinstance(kids, Array):
            waiting.extend(reversed(list(kids)))


def name_tree(pdf: Pdf, items: Mapping[bytes, Any]) -> Object:
    """Make a name tree, in the order that its readers expect."""
    pairs = [(String(name), value) for name, value in sorted(items.items(), key=lambda i: i[0])]
    return _grow(pdf, "/Names", pairs)


def number_tree(pdf: Pdf, items: Mapping[int, Any]) -> Object:
    """Make a number tree, in the order that its readers expect."""
    return _grow(pdf, "/Nums", sorted(items.items(), key=lambda item: item[0]))


def _grow(pdf: Pdf, key: str, pairs: Sequence[tuple[Any, Any]]) -> Object:
    """Make leaves, then branches over them, until one node holds all."""
    if len(pairs) <= _NODE:
        return pdf.make_indirect(Dictionary({key: _flat(pairs)}))
    nodes: list[tuple[Any, Any, Object]] = []
    for start in range(0, len(pairs), _NODE):
        part = pairs[start : start + _NODE]
        first, last = part[0][0], part[-1][0]
        leaf = Dictionary({key: _flat(part), "/Limits": Array([first, last])})
        nodes.append((first, last, pdf.make_indirect(leaf)))
    while len(nodes) > _NODE:
        parts = [nodes[start : start + _NODE] for start in range(0, len(nodes), _NODE)]
        nodes = [(part[0][0], part[-1][1], _branch(pdf, part, limits=True)) for part in parts]
    return _branch(pdf, nodes)


def _flat(pairs: Sequence[tuple[Any, Any]]) -> Array:
    return Array([item for pair in pairs for item in pair])


def _branch(pdf: Pdf, nodes: Sequence[tuple[Any, Any, Object]], *, limits: bool = False) -> Object:
    node = Dictionary(Kids=Array([node for _, _, node in nodes]))
    if limits:
        node["/Limits"] = Array([nodes[0][0], nodes[-1][1]])
    return pdf.make_indirect(node)
