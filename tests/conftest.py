"""What all tests share."""

import os
import re
from pathlib import Path

import pytest
from hypothesis import settings

# How long an example takes depends on what else the machine does; tests of time say their own.
settings.register_profile("whole", deadline=None)
# In CI the same examples each time, so that a change is judged by what it changes. Elsewhere new
# ones are looked for in every run.
settings.register_profile("ci", derandomize=True, deadline=None)
# Whoever wants an answer soon gets fewer examples, each time others.
settings.register_profile("quick", max_examples=10, deadline=None)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Understand ``--quick``, and ``--system-fonts``, without which no test looks at those."""
    parser.addoption(
        "--quick",
        action="store_true",
        help="leave the slow tests out, and look for fewer examples (except in CI)",
    )
    parser.addoption(
        "--system-fonts",
        action="store_true",
        help="print other scripts in the fonts of the machine",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Choose which tests run, and for how many examples they look.

    Modules of tests are read after this: those that want more examples than others, or fewer, say
    so by the number of ``settings.default``.
    """
    quick = config.getoption("quick")
    if quick:
        marked = config.option.markexpr
        config.option.markexpr = f"({marked}) and not slow" if marked else "not slow"
    settings.load_profile("ci" if os.environ.get("CI") else "quick" if quick else "whole")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Do not even read, for a quick answer, modules all of whose tests are slow."""
    if config.getoption("quick") and collection_path.suffix == ".py":
        text = collection_path.read_text(encoding="utf-8")
        return bool(re.search(r"^pytestmark = pytest\.mark\.slow\b", text, re.MULTILINE)) or None
    return None
