"""Nodes that are drawn over, under, through or around others, or that move or hide them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from latex_math.tree.node import Node, Size, Symbol

Stroke = Literal["up", "down", "cross", "horizontal", "vertical"]
Side = Literal["top", "bottom", "left", "right"]


@dataclass(slots=True)
class Accent(Node):
    """Something with a mark over or under it.

    ``mark`` is a combining character, or the horizontal form of a bracket (``⏞`` and the like), and
    says by itself where it stands. It is as wide as the body, unless it is ``fixed``.
    """

    mark: str
    body: Node
    fixed: bool = False


@dataclass(slots=True)
class Stretched(Node):
    """An arrow or a relation drawn out: longer than its labels by ``extra``, or ``length`` long."""

    symbol: Symbol
    extra: float | None = None
    length: float | None = None


@dataclass(slots=True)
class Struck(Node):
    """Something with a stroke through it; ``up`` rises to the right, ``cross`` is two."""

    body: Node
    stroke: Stroke = "up"


@dataclass(slots=True)
class Coloured(Node):
    """A node in a colour."""

    colour: str
    body: Node


@dataclass(slots=True)
class Magnified(Node):
    """A node whose letters are so many times as large as those around it."""

    factor: float
    body: Node


@dataclass(slots=True)
class Scaled(Node):
    """A node drawn larger or smaller, in percent; or as in a mirror, if ``mirrored``."""

    percent: float
    body: Node
    mirrored: bool = False


@dataclass(slots=True)
class Turned(Node):
    """A node turned against the clock."""

    degrees: float
    body: Node


@dataclass(slots=True)
class Phantom(Node):
    """The room that a node would take: all of it, or only its width or its height."""

    body: Node
    width: bool = True
    height: bool = True


@dataclass(slots=True)
class Lapped(Node):
    """A node that takes no width: it stands to the left or right of its place, or around it."""

    side: Literal["left", "right", "both"]
    body: Node


@dataclass(slots=True)
class Raised(Node):
    """A node moved up, or down by a negative amount."""

    up: float
    body: Node


@dataclass(slots=True)
class Rule(Node):
    """A black box; ``depth`` of its height is below the line, if negative it stands above."""

    width: float
    height: float
    depth: float


@dataclass(slots=True)
class Framed(Node):
    """A node with a line around it, or at some of its ``sides``.

    ``corner`` is how round a frame is: a circle, a rounded box. A ``tight`` one keeps to the line
    of text, as a number in a circle. ``size`` is the style of the body, if it is not that outside.
    """

    body: Node
    sides: tuple[Side, ...] = ()
    corner: Literal["square", "round", "circle"] = "square"
    tight: bool = False
    size: Size | None = None


@dataclass(slots=True)
class Filled(Node):
    r"""A node on a coloured ground, perhaps with a coloured frame: LaTeX's ``\fcolorbox``."""

    body: Node
    fill: str
    frame: str | None = None


@dataclass(slots=True)
class Bounded(Node):
    r"""A node with room around it, perhaps on a ground or in a frame: MathJax's ``\bbox``."""

    body: Node
    fill: str | None
    frame: str | None
