r"""What MathJax adds to LaTeX, references, and TeX's settings: done as far as it prints."""

from __future__ import annotations

import re
from typing import Final

from latex_math.error import MathError
from latex_math.parse.colour import channels, colour_of, is_colour
from latex_math.parse.layout import bare_length
from latex_math.parse.parser import Handler, Parser
from latex_math.parse.text import words
from latex_math.parse.token import Token
from latex_math.tree import (
    Bounded,
    Framed,
    Node,
    Root,
    Rule,
    Scaled,
    Sequence,
    Side,
    Space,
    Stroke,
    Struck,
    Text,
    Turned,
)

_NOTHING: Final = Sequence([])


def _plain_option(parser: Parser) -> str:
    option = parser.stream.raw_option() or []
    return "".join(text for text, _ in option).strip()


def _background(parser: Parser, token: Token) -> Node:
    r"""Read MathJax's ``\bbox[yellow, 5px, border: 2px solid red]{x}``."""
    fill: str | None = None
    frame: str | None = None
    for item in _plain_option(parser).split(","):
        text = item.strip()
        border = re.fullmatch(r"border:\s*\S+\s+\w+\s+(\S+)", text)
        if border and is_colour(parser, border[1]):
            frame = colour_of(parser, border[1], token[1])
        elif is_colour(parser, text):
            fill = colour_of(parser, text, token[1])
    return Bounded(parser.argument(token[0]), fill, frame)


_STRIKES: Final[dict[str, Stroke]] = {
    "updiagonalstrike": "up", "downdiagonalstrike": "down", "horizontalstrike": "horizontal",
    "verticalstrike": "vertical", "updiagonalarrow": "up",
}  # fmt: skip
_SIDES: Final[dict[str, list[Side]]] = {
    "top": ["top"], "bottom": ["bottom"], "left": ["left"], "right": ["right"],
    "actuarial": ["top", "right"], "longdiv": ["top", "left"], "madruwb": ["bottom", "right"],
    "box": ["top", "bottom", "left", "right"],
}  # fmt: skip


def _enclosed(parser: Parser, token: Token) -> Node:
    """Read what MathML calls an enclosure: strokes through and lines around something."""
    names, position = parser.word()
    _plain_option(parser)
    node: Node = parser.argument(token[0])
    sides: list[Side] = []
    for name in names.split():
        if name in _STRIKES:
            node = Struck(node, _STRIKES[name])
        elif name == "radical":
            node = Root(node)
        elif name in {"circle", "roundedbox"}:
            node = Framed(node, corner="circle" if name == "circle" else "round")
        elif name in _SIDES:
            sides += _SIDES[name]
        else:
            raise MathError(f"`{name}` is no way to enclose", position, "such as box or circle")
    if sides:
        node = Framed(node, tuple(dict.fromkeys(sides)))
    return node


def _circled(parser: Parser, token: Token) -> Node:
    return Framed(words(parser, token, ""), corner="circle", tight=True)


def _transformed(command: str) -> Handler:
    r"""Read ``\scalebox``, ``\rotatebox`` and their relatives."""

    def read(parser: Parser, token: Token) -> Node:
        parser.stream.raw_option()
        number = 1.0
        if command in {"scale", "rotate"}:
            text, position = parser.word()
            if not re.fullmatch(r"[+-]?[0-9]{0,4}\.?[0-9]{1,4}", text):
                raise MathError(f"`{text[:20]}` is not a number", position)
            number = float(text)
        elif command == "resize":
            # To a width that depends on the page: what it is on its own is legible.
            parser.stream.raw_argument()
            parser.stream.raw_argument()
            return words(parser, token, "")
        parser.stream.raw_option()
        body = words(parser, token, "")
        if command == "rotate":
            return Turned(number, body)
        if command == "reflect":
            return Scaled(100.0, body, mirrored=True)
        return Scaled(max(-1000.0, min(1000.0, 100 * number)), body)

    return read


def _reference(before: str, after: str) -> Handler:
    """Show a reference as its name; who knows the numbers puts them in before."""

    def read(parser: Parser, _: Token) -> Node:
        parser.stream.star()
        parser.stream.raw_option()
        name, _position = parser.word()
        return Text([(f"{before}{name}{after}", "")])

    return read


def _second_argument(parser: Parser, token: Token) -> Node:
    parser.stream.raw_argument()
    return parser.argument(token[0])


def _first_argument(parser: Parser, token: Token) -> Node:
    node = parser.argument(token[0])
    parser.stream.raw_argument()
    return node


def _toggled(parser: Parser, token: Token) -> Node:
    r"""Read ``\toggle{a}{b}\endtoggle``, which shows the first at first."""
    node = parser.argument(token[0])
    while parser.stream.raw_solid()[0] == "{":
        parser.stream.raw_group(token[1])
    return node


def _ignored(count: int) -> Handler:
    def read(parser: Parser, _: Token) -> Node:
        parser.stream.star()
        for _index in range(count):
            parser.stream.raw_argument()
        return _NOTHING

    return read


def _assigned(parser: Parser, token: Token) -> Node:
    r"""Skip a setting of lengths, such as ``\arraycolsep=2pt``: the template sets them."""
    if parser.stream.peek()[0] == "=":
        parser.stream.next()
    bare_length(parser, token)
    return _NOTHING


def _number_ignored(parser: Parser, _: Token) -> Node:
    if parser.stream.peek()[0] == "-":
        parser.stream.next()
    while parser.stream.peek()[0].isdecimal():
        parser.stream.next()
    return _NOTHING


def _skewed(parser: Parser, token: Token) -> Node:
    r"""Read ``\skew3\hat A``: Typst places accents itself."""
    if parser.stream.peek()[0] == "{":
        parser.stream.raw_argument()
    else:
        _number_ignored(parser, token)
    return _NOTHING


def _palette(parser: Parser, token: Token) -> Node:
    r"""Read ``\mathpalette\command{x}`` as ``\command\textstyle{x}``."""
    command = parser.stream.raw_solid()
    argument = parser.stream.raw_argument()
    style = ("\\textstyle", token[1])
    group = [("{", token[1]), *argument, ("}", token[1])]
    parser.stream.push([("{", token[1]), command, style, *group, ("}", token[1])])
    return parser.argument(token[0])


def _numbered(parser: Parser, token: Token) -> Node:
    r"""Read TeX's ``\eqno(1)``, which takes all that follows."""
    body = parser.list()
    if parser.row.tag is not None:
        raise MathError("two tags on one line", token[1])
    parser.row.tag, parser.row.starred = body, True
    return _NOTHING


def _defined_colour(parser: Parser, _: Token) -> Node:
    r"""Read ``\definecolor{name}{model}{value}``; it holds up to the formula's end."""
    name, _position = parser.word()
    model, _position = parser.word()
    value, position = parser.word()
    parser.colours[name] = channels(parser, model, value, position)
    return _NOTHING


def _bar(parser: Parser, token: Token) -> Node:
    r"""Read ``\vrule height 1em depth 2pt width 1pt``."""
    sizes = {"height": 0.75, "depth": 0.25, "width": 0.04}
    while (name := _keyword(parser)) is not None:
        text, position = bare_length(parser, token)
        sizes[name] = max(0.0, parser.dimension(text, position))
    height = sizes["height"] + sizes["depth"]
    return Rule(sizes["width"], height, sizes["depth"])


def _keyword(parser: Parser) -> str | None:
    """Take one of TeX's words for the sizes of a rule, if it follows."""
    for name in ("height", "depth", "width"):
        taken: list[Token] = []
        parser.stream.peek()
        for char in name:
            taken.append(parser.stream.raw())
            if taken[-1][0] != char:
                break
        else:
            return name
        for token in reversed(taken):
            parser.stream.back(token)
    return None


def _space_box(parser: Parser, _: Token) -> Node:
    r"""Read MathJax's ``\Space{width}{height}{depth}``."""
    text, position = parser.word()
    width = parser.dimension(text, position)
    parser.stream.raw_argument()
    parser.stream.raw_argument()
    return Space(width)


def _rule_box(parser: Parser, _: Token) -> Node:
    r"""Read MathJax's ``\Rule{width}{height}{depth}``."""
    width, height, depth = (max(0.0, parser.dimension(*parser.word())) for _ in range(3))
    return Rule(width, height + depth, depth)


def _box_moved(parser: Parser, token: Token) -> Node:
    text, position = bare_length(parser, token)
    parser.dimension(text, position)
    return parser.argument(token[0])


def _verbatim(parser: Parser, token: Token) -> Node:
    r"""Read ``\verb|x|``."""
    bar = parser.stream.raw_solid()
    text = ""
    while (following := parser.stream.raw())[0] != bar[0]:
        if not following[0]:
            raise MathError(f"`{token[0]}` never ends", token[1])
        text += following[0]
    return Text([(text, "tt")])


COMMANDS: Final[dict[str, Handler]] = {
    "\\bbox": _background,
    "\\enclose": _enclosed,
    "\\textcircled": _circled,
    "\\scalebox": _transformed("scale"),
    "\\resizebox": _transformed("resize"),
    "\\rotatebox": _transformed("rotate"),
    "\\reflectbox": _transformed("reflect"),
    **dict.fromkeys(("\\ref", "\\autoref", "\\cref", "\\Cref", "\\pageref"), _reference("", "")),
    "\\eqref": _reference("(", ")"),
    **dict.fromkeys(("\\cite", "\\citep", "\\citet"), _reference("[", "]")),
    **dict.fromkeys(
        ("\\href", "\\htmlClass", "\\htmlId", "\\htmlStyle", "\\htmlData", "\\data", "\\mmlToken"),
        _second_argument,
    ),
    **dict.fromkeys(("\\texttip", "\\mathtip", "\\tip"), _first_argument),
    "\\toggle": _toggled,
    **dict.fromkeys(
        ("\\setlength", "\\addtolength", "\\setcounter", "\\addtocounter", "\\numberwithin"),
        _ignored(2),
    ),
    **dict.fromkeys(
        ("\\everymath", "\\everydisplay", "\\index", "\\leftroot", "\\uproot", "\\hypertarget",
         "\\phantomsection", "\\usepackage"),
        _ignored(1),
    ),
    **dict.fromkeys(
        ("\\arraycolsep", "\\thinmuskip", "\\medmuskip", "\\thickmuskip", "\\hfuzz", "\\jot",
         "\\displayindent", "\\displaywidth", "\\abovedisplayskip", "\\belowdisplayskip",
         "\\baselineskip", "\\lineskip", "\\tabcolsep", "\\vskip", "\\nulldelimiterspace",
         "\\delimitershortfall", "\\abovedisplayshortskip", "\\belowdisplayshortskip",
         "\\fboxsep", "\\fboxrule"),
        _assigned,
    ),
    **dict.fromkeys(("\\penalty", "\\delimiterfactor"), _number_ignored),
    "\\skew": _skewed,
    "\\mathpalette": _palette,
    **dict.fromkeys(("\\eqno", "\\leqno"), _numbered),
    "\\definecolor": _defined_colour,
    **dict.fromkeys(("\\vrule", "\\hrule", "\\vline"), _bar),
    "\\Space": _space_box,
    "\\Rule": _rule_box,
    **dict.fromkeys(("\\moveleft", "\\moveright"), _box_moved),
    **dict.fromkeys(("\\verb", "\\lstinline"), _verbatim),
}  # fmt: skip
