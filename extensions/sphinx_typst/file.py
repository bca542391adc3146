"""Files that are written again only if they change, under names that Typst can open."""

import hashlib
import re
from pathlib import Path
from typing import Final

from sphinx.util.osutil import ensuredir

# All but letters of any script, figures, some signs. Typst refuses backslashes; literals close
# what changes directions. A folder is not called as a file beside it may be.
_AWKWARD: Final = re.compile(r"[^\w ./()+,=@~&'-]|\.(?=(?:typ|json)/)")
# File systems take 255 bytes; what is written beside a file adds some to its name.
_LONGEST: Final = 200
_SUFFIX: Final = 8


def portable(name: str) -> str:
    """Give a path that Typst and file systems take: the name itself, unless it is awkward.

    Other names give other paths: signs are percent-encoded, long names end with their digest.
    """
    encoded = _AWKWARD.sub(_percent, name)
    return "/".join(map(_short, encoded.split("/")))


def _percent(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match[0].encode(errors="surrogatepass"))


def _short(part: str) -> str:
    data = part.encode()
    if len(data) <= _LONGEST:
        return part
    kept = data[: _LONGEST // 2].decode(errors="ignore")
    # By the suffix, Typst knows what kind of image it is.
    suffix = Path(part).suffix[:_SUFFIX]
    return f"{kept}~{hashlib.sha256(data).hexdigest()}{suffix}"


def put(path: Path, text: str) -> None:
    """Write a file if its content changes; a file that stays is as new as if written."""
    data = text.encode()
    ensuredir(path.parent)
    if path.exists() and path.read_bytes() == data:
        path.touch()
    else:
        path.write_bytes(data)


def replace(path: Path, data: bytes) -> None:
    """Write a file as a whole: whoever reads it sees what was there before, or all of this."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.partial")
    partial.write_bytes(data)
    partial.replace(path)


def digest_of(path: Path) -> str:
    """Give the digest of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
