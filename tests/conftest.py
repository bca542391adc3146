"""What all tests share."""

import os

from hypothesis import settings

# In CI the same examples each time, so that a change is judged by what it changes. Elsewhere new
# ones are looked for in every run.
settings.register_profile("ci", derandomize=True, deadline=None)
# How long an example takes depends on what else the machine does; tests of time say their own.
settings.register_profile("anywhere", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "anywhere")
