"""Which function makes the nodes of which kind of placeholder."""

from __future__ import annotations

from collections.abc import Mapping

from sphinx_proceedings.sphinx.render.context import Renderer
from sphinx_proceedings.sphinx.render.correction import correction_list
from sphinx_proceedings.sphinx.render.dialogue import dialogue, statement
from sphinx_proceedings.sphinx.render.event import dates, schedule, session_role
from sphinx_proceedings.sphinx.render.index import author_index, keyword_index
from sphinx_proceedings.sphinx.render.listing import paper_list
from sphinx_proceedings.sphinx.render.paper import paper_card, paper_role
from sphinx_proceedings.sphinx.render.person import people, person_role, speaker
from sphinx_proceedings.sphinx.render.volume import volume_contents

RENDERERS: Mapping[str, Renderer] = {
    "speaker": speaker,
    "people": people,
    "paper-card": paper_card,
    "paper-list": paper_list,
    "dates": dates,
    "schedule": schedule,
    "dialogue": dialogue,
    "statement": statement,
    "volume-contents": volume_contents,
    "author-index": author_index,
    "keyword-index": keyword_index,
    "corrections": correction_list,
    "paper-role": paper_role,
    "person-role": person_role,
    "session-role": session_role,
}
