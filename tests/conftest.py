"""What all tests share."""

import os

import pytest
from hypothesis import settings

# In CI the same examples each time, so that a change is judged by what it changes. Elsewhere new
# ones are looked for in every run.
settings.register_profile("ci", derandomize=True, deadline=None)
# How long an example takes depends on what else the machine does; tests of time say their own.
settings.register_profile("anywhere", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "anywhere")

# Whoever leaves the slow tests out wants an answer soon: fewer examples, each time others.
settings.register_profile("quick", max_examples=25)


def pytest_configure(config: pytest.Config) -> None:
    """Look for fewer examples in quick runs; all others, and CI, look for as many as ever."""
    if config.option.markexpr == "not slow" and not os.environ.get("CI"):
        settings.load_profile("quick")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let tests of other scripts look at the fonts of this machine, which others never do."""
    parser.addoption(
        "--system-fonts",
        action="store_true",
        help="print other scripts in the fonts of the machine",
    )
