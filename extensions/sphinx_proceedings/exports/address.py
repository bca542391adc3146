"""Where a work is on the web: addresses that records point to."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote

from sphinx_proceedings.model import Paper

# What the licences say of themselves; everything else has a page in the list of SPDX.
_CREATIVE_COMMONS = re.compile(r"CC-(BY(?:-NC)?(?:-SA|-ND)?)-(\d\.\d)")
_SPDX = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+-]*")


@dataclass(frozen=True)
class Addresses:
    """The addresses of the site; without ``base_url`` there are none, and none are invented."""

    base_url: str | None = None
    folder: str = "proceedings"
    """The proceedings folder in the site."""
    volumes: str = "pdf"
    """The folder of the printed volumes in the site."""
    pages: Literal["folder", "file"] = "folder"
    """Whether a page is a folder, as ``dirhtml`` has it, or an ``.html`` file."""
    pdfs: Mapping[str, str] | None = None
    """The address of each paper's PDF by the paper's key, if that is known; otherwise every paper
    that has pages is taken to have one."""

    def __bool__(self) -> bool:
        """Tell whether there are addresses."""
        return bool(self.base_url)

    def paper(self, paper: Paper) -> str | None:
        """Return the address of the page of a paper."""
        return self._page(paper.path.removesuffix(".md"))

    def pdf(self, paper: Paper) -> str | None:
        """Return the address of the PDF of a paper, in the folder of its page."""
        if paper.is_withdrawn:
            return None
        if self.pdfs is not None:
            return self.pdfs.get(paper.key)
        if not self or not (paper.has_text or paper.pdf):
            return None
        path = paper.path.removesuffix(".md")
        inside = f"{path}/" if self.pages == "folder" else path.rpartition("/")[0] + "/"
        return self._join(f"{inside}{paper.id}.pdf")

    def edition(self, edition: str) -> str | None:
        """Return the address of the page of an edition."""
        return self._join(f"{edition}/" if self.pages == "folder" else f"{edition}/index.html")

    def volume_pdf(self, edition: str) -> str | None:
        """Return the address of the printed volume of an edition."""
        return f"{self._base}/{quote(self.volumes)}/{edition}.pdf" if self else None

    @property
    def site(self) -> str | None:
        """The address of the site, with a slash at its end."""
        return f"{self._base}/" if self else None

    @property
    def _base(self) -> str:
        return str(self.base_url).rstrip("/")

    def _page(self, path: str) -> str | None:
        return self._join(f"{path}/" if self.pages == "folder" else f"{path}.html")

    def _join(self, path: str) -> str | None:
        return f"{self._base}/{quote(self.folder)}/{quote(path)}" if self else None


NOWHERE = Addresses()
"""Without a site."""


def license_url(identifier: str | None) -> str | None:
    """Return the address of a licence with an SPDX identifier; nothing for other words."""
    if identifier is None:
        return None
    if found := _CREATIVE_COMMONS.fullmatch(identifier):
        return f"https://creativecommons.org/licenses/{found[1].lower()}/{found[2]}/"
    if identifier == "CC0-1.0":
        return "https://creativecommons.org/publicdomain/zero/1.0/"
    if _SPDX.fullmatch(identifier):
        return f"https://spdx.org/licenses/{identifier}.html"
    return None
