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
    bounds = (
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, max(limits.written, limits.report)),
        (resource.RLIMIT_CORE, 0),
    )
    for kind, bound in bounds:
        hard = resource.getrlimit(kind)[1]
        value = bound if hard == resource.RLIM_INFINITY else min(bound, hard)
        # Some systems do not know every limit; the others still hold.
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(kind, (value, value))
