"""Looks at the PDF that an author sends, in a process of its own, and says what is wrong with it.

`inspect` never raises for a bad file and never hangs: whatever a file does to its process becomes
a diagnostic. What it accepts it leaves as a cleaned copy, which `sphinx_proceedings.volume.stamp`
puts on the pages of the volume.
"""

from sphinx_proceedings.volume.intake.report import Box, Expected, Limits, Report, Size
from sphinx_proceedings.volume.intake.run import inspect, inspect_all

__all__ = ["Box", "Expected", "Limits", "Report", "Size", "inspect", "inspect_all"]
