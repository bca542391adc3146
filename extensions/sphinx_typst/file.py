"""Files that are written again only if they change."""

from pathlib import Path

from sphinx.util.osutil import ensuredir


def put(path: Path, text: str) -> None:
    """Write a file if its content changes; a file that stays is as new as if written."""
    data = text.encode()
    ensuredir(path.parent)
    if path.exists() and path.read_bytes() == data:
        path.touch()
    else:
        path.write_bytes(data)
