"""What may be published of the files of authors: pictures and downloads, told by their bytes.

What is let through is on a list of what is allowed; nothing passes because no list forbids it.
"""

from sphinx_proceedings.media.answer import Note, Published, Refused
from sphinx_proceedings.media.download import check_download
from sphinx_proceedings.media.kind import Kind, kind_of
from sphinx_proceedings.media.publish import publish

__all__ = ["Kind", "Note", "Published", "Refused", "check_download", "kind_of", "publish"]
