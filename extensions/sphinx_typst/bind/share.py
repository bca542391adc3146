"""Keeps once what several pieces bring along: profiles, fonts, pictures."""

from hashlib import sha256
from typing import Any, Final

from pikepdf import Array, Dictionary, Name, Object, Stream

# What belongs to one page, or leads out of what is shared.
_PRIVATE: Final = frozenset({"/Parent", "/P", "/Pg", "/StructParent", "/StructParents"})
# How deep resources lie in each other; what is deeper is kept as it is.
_DEEP: Final = 40


class Shelf:
    """Finds what is there already, by its content."""

    def __init__(self) -> None:
        self._known: dict[bytes, Any] = {}
        # What objects of this volume turned out to be; None for those that are being looked at.
        self._done: dict[tuple[int, int], tuple[Any, bytes | None] | None] = {}

    def settle(self, value: Any) -> Any:
        """Give what to use in place of a value; all in it is settled as well."""
        return self._settle(value, 0)[0]

    def _settle(self, value: Any, depth: int) -> tuple[Any, bytes | None]:
        """Give what to use, and a digest of its content, if it is comparable."""
        if not isinstance(value, Array | Dictionary | Stream):
            plain = value.unparse() if isinstance(value, Object) else repr(value).encode()
            return value, sha256(plain).digest()
        if not value.is_indirect:
            return value, self._digest(value, depth)
        if value.objgen in self._done or depth > _DEEP:
            # Within itself it is not comparable.
            return self._done.get(value.objgen) or (value, None)
        self._done[value.objgen] = None
        digest = self._digest(value, depth)
        found = value if digest is None else self._known.setdefault(digest, value)
        self._done[value.objgen] = found, digest
        return found, digest

    def _digest(self, value: Any, depth: int) -> bytes | None:
        if isinstance(value, Dictionary) and value.get("/Type") == Name.OCG:
            # Layers of the same name are shown and hidden one by one.
            return None
        if not isinstance(value, Stream):
            plain = value.unparse(resolved=True)
            if b" R" not in plain:
                return sha256(plain).digest()
        if isinstance(value, Array):
            return self._sum(b"array", enumerate(list(value)), value, depth)
        if not _PRIVATE.isdisjoint(value.keys()):
            # It stays as it is; but a form that is tagged has resources as any other.
            if "/Resources" in value:
                value["/Resources"] = self._settle(value["/Resources"], depth + 1)[0]
            return None
        kind = b"dictionary"
        if isinstance(value, Stream):
            kind = b"stream" + sha256(value.read_raw_bytes()).digest()
        inner = [(key, item) for key, item in sorted(value.items()) if key != "/Length"]
        return self._sum(kind, inner, value, depth)

    def _sum(self, kind: bytes, inner: Any, owner: Any, depth: int) -> bytes | None:
        parts: list[bytes] | None = [kind]
        for key, item in inner:
            found, digest = self._settle(item, depth + 1)
            if found is not item:
                owner[key] = found
            if parts is not None:
                parts = None if digest is None else [*parts, repr(key).encode(), digest]
        return None if parts is None else sha256(b"\0".join(parts)).digest()
