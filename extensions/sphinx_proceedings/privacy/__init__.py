"""What may not be said: who said what at a meeting under the Chatham House rule."""

from sphinx_proceedings.privacy.attribution import check, check_statement, may_attribute, rule
from sphinx_proceedings.privacy.name import Names

__all__ = ["Names", "check", "check_statement", "may_attribute", "rule"]
