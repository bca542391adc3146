"""What all tests share."""

import os

from hypothesis import settings

# In CI the same examples each time, so that a change is judged by what it changes. Elsewhere new
# ones are looked for in every run.
settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("ci")
