"""Lets one build at a time work in a folder: two would take each other's files for their own."""

import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path

from sphinx.util import logging

logger = logging.getLogger(__name__)


@contextlib.contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold a folder, and wait for it while another build does; one that was killed does not."""
    if sys.platform == "win32":
        # It has no locks of this kind; there two builds of one folder may fail.
        yield
        return
    import fcntl  # noqa: PLC0415 - not on every platform

    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("wb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            logger.info("waiting for another build that prints into %s", folder.parent)
            fcntl.flock(file, fcntl.LOCK_EX)
        except OSError:
            # Some network folders know no locks: better to print than to refuse.
            logger.debug("no locks in %s", folder)
        yield
