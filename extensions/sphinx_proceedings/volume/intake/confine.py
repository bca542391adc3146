"""Bounds what this process may use, before it looks at what a stranger sent."""

from __future__ import annotations

import contextlib
import math
import sys

from sphinx_proceedings.volume.intake.report import Limits


def confine(limits: Limits) -> None:
    """Set the limits of memory, computing and written bytes; no core is dumped."""
    if sys.platform == "win32":
        return  # it has no such limits: there the clock of the parent is the only one
    import resource  # noqa: PLC0415 - not on every platform

    seconds = max(1, math.ceil(limits.seconds))
    written = max(limits.written, limits.report)
    # Computing: first a signal that says so, then, for who does not listen, the end.
    bounds = (
        (resource.RLIMIT_AS, limits.memory, limits.memory),
        (resource.RLIMIT_CPU, seconds, seconds + 1),
        (resource.RLIMIT_FSIZE, written, written),
        (resource.RLIMIT_CORE, 0, 0),
    )
    for kind, soft, hard in bounds:
        most = resource.getrlimit(kind)[1]
        if most != resource.RLIM_INFINITY:
            soft, hard = min(soft, most), min(hard, most)  # noqa: PLW2901 - what is allowed
        # Some systems do not know every limit; the others still hold.
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(kind, (soft, hard))
