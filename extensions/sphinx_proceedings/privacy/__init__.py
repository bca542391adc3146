"""What may not be said: who said what under the Chatham House rule, and who is not confirmed."""

from sphinx_proceedings.privacy.attribution import check, check_statement, may_attribute, rule
from sphinx_proceedings.privacy.mention import Mention, Mentions, forms_of, without_tex
from sphinx_proceedings.privacy.name import Names

__all__ = [
    "Mention",
    "Mentions",
    "Names",
    "check",
    "check_statement",
    "forms_of",
    "may_attribute",
    "rule",
    "without_tex",
]
