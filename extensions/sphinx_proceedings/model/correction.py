"""What became of a paper after it was published."""

from __future__ import annotations

import datetime as dt
from typing import Literal, TypeAlias

from pydantic import Field

from sphinx_proceedings.model.base import Record, Text
from sphinx_proceedings.model.identifier import Doi, WebUrl

CorrectionKind: TypeAlias = Literal["erratum", "revision", "retraction", "withdrawal"]
"""How a paper was corrected.

An *erratum* says what is wrong and leaves the paper as it was; after a *revision* the paper itself
says it right; a *retraction* marks it as not to be relied on, and a *withdrawal* takes its text
away. The terms are those of COPE's guidelines and of Crossref's types of updates.
"""


class Correction(Record):
    """A dated change to a published paper, with its reason."""

    kind: CorrectionKind = Field(description="what kind of change it is")
    date: dt.date = Field(description="when it was made public")
    reason: Text = Field(description="what was wrong, for readers; plain text")
    doi: Doi | None = Field(None, description="DOI of the notice, without https://doi.org/")
    url: WebUrl | None = Field(None, description="address of a notice elsewhere")
