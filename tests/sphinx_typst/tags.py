"""What a PDF says to those who listen to it: its structure tree."""

from pypdf import PdfReader


def elements(item, *kinds):
    """Give the elements of some kinds (`/H1`) below another, in order; all without kinds."""
    item = item.get_object()
    if isinstance(item, list):
        return [found for part in item for found in elements(part, *kinds)]
    if not isinstance(item, dict) or ("/S" not in item and "/K" not in item):
        return []
    inner = elements(item["/K"], *kinds) if "/K" in item else []
    wanted = "/S" in item and (not kinds or item["/S"] in kinds)
    return ([item] if wanted else []) + inner


def tree(path):
    """Give the root of the structure tree of a PDF."""
    return PdfReader(path).trailer["/Root"]["/StructTreeRoot"]
