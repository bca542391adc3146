r"""What MathJax adds to LaTeX, references, and TeX's settings: done as far as it prints."""

from __future__ import annotations

import re
from typing import Final

from sphinx_typst.math.colour import channels, colour_of, is_colour
from sphinx_typst.math.error import MathError
from sphinx_typst.math.layout import bare_length
from sphinx_typst.math.node import Call, Node, Sequence, Space, Text, Wrapped
from sphinx_typst.math.parser import Handler, Parser
from sphinx_typst.math.text import words
from sphinx_typst.math.token import Token

_NOTHING: Final = Sequence([])


def _plain_option(parser: Parser) -> str:
    option = parser.stream.raw_option() or []
    return "".join(text for text, _ in option).strip()


def _background(parser: Parser, token: Token) -> Node:
    r"""Read MathJax's ``\bbox[yellow, 5px, border: 2px solid red]{x}``."""
    parts = ["inset: 0.3em"]
    for item in _plain_option(parser).split(","):
        text = item.strip()
        border = re.fullmatch(r"border:\s*\S+\s+\w+\s+(\S+)", text)
        if border and is_colour(parser, border[1]):
            parts.append(f'stroke: 0.05em + rgb("{colour_of(parser, border[1], token[1])}")')
        elif is_colour(parser, text):
            parts.append(f'fill: rgb("{colour_of(parser, text, token[1])}")')
    before = f"#box({', '.join(parts)}, $"
    return Wrapped(before, parser.argument(token[0]), "$)")


_STRIKES: Final = {
    "updiagonalstrike": "", "downdiagonalstrike": "inverted: #true",
    "horizontalstrike": "angle: #90deg", "verticalstrike": "angle: #0deg",
    "updiagonalarrow": "",
}  # fmt: skip
_SIDES: Final = {
    "top": ["top"], "bottom": ["bottom"], "left": ["left"], "right": ["right"],
    "actuarial": ["top", "right"], "longdiv": ["top", "left"], "madruwb": ["bottom", "right"],
    "box": ["top", "bottom", "left", "right"],
}  # fmt: skip


def _enclosed(parser: Parser, token: Token) -> Node:
    """Read what MathML calls an enclosure: strokes through and lines around something."""
    names, position = parser.word()
    _plain_option(parser)
    node: Node = parser.argument(token[0])
    sides: list[str] = []
    for name in names.split():
        if name in _STRIKES:
            node = Call("cancel", (node,), _STRIKES[name])
        elif name == "radical":
            node = Call("sqrt", (node,))
        elif name in {"circle", "roundedbox"}:
            radius = "50%" if name == "circle" else "0.3em"
            before = f"#box(stroke: 0.05em, radius: {radius}, inset: 0.3em, $"
            node = Wrapped(before, node, "$)")
        elif name in _SIDES:
            sides += _SIDES[name]
        else:
            raise MathError(f"`{name}` is no way to enclose", position, "such as box or circle")
    if sides:
        stroke = ", ".join(f"{side}: 0.05em" for side in dict.fromkeys(sides))
        node = Wrapped(f"#box(stroke: ({stroke}), inset: 0.2em, $", node, "$)")
    return node


def _circled(parser: Parser, token: Token) -> Node:
    return Wrapped(
        "#box(stroke: 0.05em, radius: 50%, inset: 0.15em, baseline: 0.15em, $",
        words(parser, token, ""),
        "$)",
    )


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
            return Wrapped(f"#rotate({-number:g}deg, reflow: true, $", body, "$)")
        percent = -100.0 if command == "reflect" else max(-1000.0, min(1000.0, 100 * number))
        axis = "x: " if command == "reflect" else ""
        return Wrapped(f"#scale({axis}{percent:g}%, reflow: true, $", body, "$)")

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
    rule = f"rect(width: {sizes['width']:.4g}em, height: {height:.4g}em, fill: black, stroke: none)"
    return Wrapped(f"#box(baseline: {sizes['depth']:.4g}em, {rule}", Sequence([]), ")")


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
    return Space(f"#h({width:.4g}em)")


def _rule_box(parser: Parser, _: Token) -> Node:
    r"""Read MathJax's ``\Rule{width}{height}{depth}``."""
    width, height, depth = (max(0.0, parser.dimension(*parser.word())) for _ in range(3))
    rule = f"rect(width: {width:.4g}em, height: {height + depth:.4g}em, fill: black, stroke: none)"
    return Wrapped(f"#box(baseline: {depth:.4g}em, {rule}", Sequence([]), ")")


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
