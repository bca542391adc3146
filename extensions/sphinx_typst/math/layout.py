"""Spaces, boxes, colours, fonts, and what concerns a line's number."""

from __future__ import annotations

from typing import Final

from sphinx_typst.math.colour import colour
from sphinx_typst.math.error import MathError
from sphinx_typst.math.macro import DEFINITIONS, define
from sphinx_typst.math.node import (
    Bold,
    Call,
    Choice,
    Font,
    Node,
    Sequence,
    Space,
    Symbol,
    Wrapped,
)
from sphinx_typst.math.parser import Handler, Parser
from sphinx_typst.math.text import words
from sphinx_typst.math.token import Token

_SPACES: Final = {
    "\\,": "thin", "\\thinspace": "thin", "\\:": "med", "\\>": "med", "\\medspace": "med",
    "\\;": "thick", "\\thickspace": "thick", "\\!": "#h(-0.1667em)", "\\quad": "quad",
    "\\negthinspace": "#h(-0.1667em)", "\\negmedspace": "#h(-0.2222em)", "\\qquad": "wide",
    "\\negthickspace": "#h(-0.2778em)", "\\ ": '" "', "\\space": '" "', "\\enspace": "#h(0.5em)",
    "\\enskip": "#h(0.5em)", "\\nobreakspace": '" "', "\\hfill": "wide", "\\hfil": "wide",
}  # fmt: skip
_NOTHING: Final = [
    "\\relax",
    "\\nobreak",
    "\\allowbreak",
    "\\null",
    "\\goodbreak",
    "\\displaylimits",
    "\\mathsurround",
    "\\noindent",
    "\\centering",
    "\\protect",
    "\\/",
    "\\leavevmode",
    "\\allowdisplaybreaks",
    "\\displaybreak",
    "\\pagebreak",
    "\\nolinebreak",
    "\\nopagebreak",
    "\\tiny",
    "\\scriptsize",
    "\\footnotesize",
    "\\small",
    "\\normalsize",
    "\\large",
    "\\Large",
    "\\LARGE",
    "\\huge",
    "\\Huge",
    "\\boldmath",
    "\\unboldmath",
    "\\indent",
    "\\smallskip",
    "\\medskip",
    "\\bigskip",
    "\\hfilneg",
]
_ALPHABETS: Final = {
    "mathrm": "rm", "mathbf": "bf", "mathit": "it", "mathsf": "sf", "mathtt": "tt",
    "mathbb": "bb", "mathds": "bb", "mathbbm": "bb", "Bbb": "bb", "mathcal": "cal",
    "mathscr": "scr", "mathfrak": "frak", "frak": "frak", "mathnormal": None, "mathup": "rm",
    "symbf": "bf", "symrm": "rm", "symit": "it", "symbb": "bb", "symcal": "cal", "symscr": "scr",
    "symfrak": "frak", "symsf": "sf", "symtt": "tt", "mathbfup": "bf", "mathsfbf": "sfbf",
    "mathbfsf": "sfbf", "mathbfit": "bfit", "symbfit": "bfit", "mathcalligra": "scr",
    "EuScript": "cal", "mathpzc": "scr", "bbb": "bb", "mathbold": "bfit", "mathmit": "it",
}  # fmt: skip


def _space(markup: str) -> Handler:
    node = Space(markup)
    return lambda _parser, _token: node


def _nothing(_parser: Parser, _token: Token) -> Node:
    return Sequence([])


def _length(parser: Parser, _: Token) -> Node:
    parser.stream.star()
    text, position = parser.word()
    return Space(f"#h({parser.dimension(text, position):.4g}em)")


def _bare_length(parser: Parser, token: Token) -> Node:
    r"""Read ``\kern3pt`` and ``\mkern-3mu``, whose lengths have no braces."""
    text, position = _bare(parser, token)
    return Space(f"#h({parser.dimension(text, position):.4g}em)")


def _bare(parser: Parser, token: Token) -> tuple[str, int]:
    text = ""
    if parser.stream.peek()[0] == "{":
        return parser.word()
    while (following := parser.stream.peek())[0] in _LENGTH_CHARACTERS and not text[-2:].isalpha():
        text += parser.stream.next()[0]
    if not text:
        raise MathError(f"`{token[0]}` lacks a length", following[1], "such as 3pt")
    return text, token[1]


_LENGTH_CHARACTERS: Final = frozenset("0123456789.+-abcdeimnpstuxz")


def _font(alphabet: str | None) -> Handler:
    return lambda parser, token: Font(alphabet, parser.argument(token[0]))


_GREEK: Final = dict(
    zip(
        [
            "alpha",
            "beta",
            "gamma",
            "delta",
            "epsilon",
            "zeta",
            "eta",
            "theta",
            "iota",
            "kappa",
            "lambda",
            "mu",
            "nu",
            "xi",
            "pi",
            "rho",
            "sigma",
            "tau",
            "upsilon",
            "phi",
            "chi",
            "psi",
            "omega",
        ],
        "αβγδϵζηθικλμνξπρστυϕχψω",
        strict=True,
    )
)


def _upright(char: str) -> Handler:
    node = Font("rm", Symbol(char, "letter"))
    return lambda _parser, _token: node


def _bold(parser: Parser, token: Token) -> Node:
    return Bold(parser.argument(token[0]))


def _colour_switch(parser: Parser, _: Token) -> Node:
    before = f'text(fill: #rgb("{colour(parser)}"), '
    return Wrapped(before, parser.list(), ")")


def _coloured(parser: Parser, token: Token) -> Node:
    before = f'text(fill: #rgb("{colour(parser)}"), '
    return Wrapped(before, parser.argument(token[0]), ")")


def _phantom(before: str, after: str) -> Handler:
    return lambda parser, token: Wrapped(before, parser.argument(token[0]), after)


# Boxes without width: the content stands to the left, to the right or on both sides of its place.
_LAPS: Final = {
    "llap": ("#box(width: 0pt, inset: (left: -50em), align(right, $", "$))"),
    "rlap": ("#box(width: 0pt, inset: (right: -50em), align(left, $", "$))"),
    "clap": ("#box(width: 0pt, inset: (left: -50em, right: -50em), align(center, $", "$))"),
}


def _lapped(before: str, after: str) -> Handler:
    return lambda parser, token: Wrapped(before, words(parser, token, ""), after)


def _argument(parser: Parser, token: Token) -> Node:
    return parser.argument(token[0])


def _first_of_two(parser: Parser, token: Token) -> Node:
    first = parser.argument(token[0])
    parser.stream.raw_argument()
    return first


def _ignored_argument(parser: Parser, _: Token) -> Node:
    """Skip the length of a vertical space: lines are set by the template."""
    parser.stream.star()
    parser.stream.raw_argument()
    return Sequence([])


def _boxed(parser: Parser, token: Token) -> Node:
    return Wrapped(
        "#box(stroke: 0.05em, inset: 0.3em, $", parser.argument(token[0]), "$)", "display"
    )


def _framed(parser: Parser, token: Token) -> Node:
    return Wrapped("#box(stroke: 0.05em, inset: 0.3em, $", words(parser, token, ""), "$)")


def _colour_box(parser: Parser, token: Token) -> Node:
    before = f'#box(fill: rgb("{colour(parser)}"), inset: 0.3em, $'
    return Wrapped(before, words(parser, token, ""), "$)")


def _smash(parser: Parser, token: Token) -> Node:
    parser.option()
    return parser.argument(token[0])


def _framed_colour(parser: Parser, token: Token) -> Node:
    before = f'#box(stroke: 0.05em + rgb("{colour(parser)}"), fill: rgb("{colour(parser)}"), '
    return Wrapped(before + "inset: 0.3em, $", words(parser, token, ""), "$)")


def _second(parser: Parser, token: Token) -> Node:
    """Skip what concerns web pages only."""
    parser.stream.raw_argument()
    return parser.argument(token[0])


def _shifted(direction: int) -> Handler:
    r"""Read ``\raise1ex\hbox{x}``."""

    def read(parser: Parser, token: Token) -> Node:
        text, position = _bare(parser, token)
        shift = direction * parser.dimension(text, position)
        return Wrapped(f"#box(baseline: {shift:.4g}em, $", parser.argument(token[0]), "$)")

    return read


def _rule(parser: Parser, _: Token) -> Node:
    raised = parser.stream.raw_option()
    sizes = []
    for _index in range(2):
        text, position = parser.word()
        sizes.append(max(0.0, parser.dimension(text, position)))
    shift = 0.0
    if raised:
        shift = parser.dimension("".join(text for text, _ in raised), raised[0][1])
    width, height = sizes
    rule = f"rect(width: {width:.4g}em, height: {height:.4g}em, fill: black, stroke: none)"
    return Wrapped(f"#box(baseline: {-shift:.4g}em, {rule}", Sequence([]), ")")


def _choice(parser: Parser, token: Token) -> Node:
    name = token[0]
    first, second, third, fourth = (parser.argument(name) for _ in range(4))
    return Choice((first, second, third, fourth))


def _tag(parser: Parser, token: Token) -> Node:
    starred = parser.stream.star()
    if parser.row.tag is not None:
        raise MathError("two tags on one line", token[1])
    parser.row.tag = words(parser, token, "")
    parser.row.starred = starred
    return Sequence([])


def _label(parser: Parser, _: Token) -> Node:
    name, position = parser.word()
    if parser.row.label is not None:
        raise MathError("two labels on one line", position)
    parser.row.label = name
    return Sequence([])


def _unnumbered(parser: Parser, _: Token) -> Node:
    parser.row.silent = True
    return Sequence([])


def _code_point(parser: Parser, token: Token) -> Node:
    r"""Read MathJax's ``\unicode{x263a}`` and TeX's ``\char"263A``."""
    text, position = "", parser.stream.peek()[1]
    if token[0] == "\\unicode":
        parser.stream.raw_option()
        text, position = parser.word()
    else:
        digits = "0123456789ABCDEFabcdef"
        while (following := parser.stream.peek()[0]) and following in '"' + digits:
            text += parser.stream.next()[0]
    try:
        number = int(text[1:], 16) if text[:1] in {"x", '"'} else int(text)
        char = chr(number)
    except (ValueError, OverflowError):
        raise MathError(f"`{text}` is not a code point", position) from None
    if not char.isprintable() or char.isspace():
        raise MathError(f"the character U+{number:04X} cannot be printed", position)
    return Symbol(char, "text" if ("a" + char).isidentifier() else "ord")


def _definition(parser: Parser, token: Token) -> Node:
    """Read a definition inside a formula; it holds up to the formula's end."""
    name, macro = define(parser.stream, token[0], token[1])
    if not (token[0] == "\\providecommand" and name in parser.stream.macros):
        parser.stream.macros[name] = macro
    return Sequence([])


def _raised(parser: Parser, token: Token) -> Node:
    text, position = parser.word()
    shift = parser.dimension(text, position)
    return Wrapped(f"#box(baseline: {-shift:.4g}em, $", words(parser, token, ""), "$)")


def _dots(parser: Parser, _: Token) -> Node:
    r"""Choose between low and centred dots by what follows, as amsmath does."""
    following = parser.stream.peek()[0]
    centred = following in _CENTRED
    return Symbol("⋯" if centred else "…", "ord")


_CENTRED: Final = frozenset(
    [
        "+",
        "-",
        "*",
        "=",
        "<",
        ">",
        "\\cdot",
        "\\times",
        "\\otimes",
        "\\oplus",
        "\\cup",
        "\\cap",
        "\\wedge",
        "\\vee",
        "\\le",
        "\\leq",
        "\\ge",
        "\\geq",
        "\\to",
        "\\rightarrow",
        "\\subset",
        "\\subseteq",
        "\\supset",
        "\\supseteq",
        "\\circ",
        "\\int",
        "\\sum",
        "\\prod",
        "\\equiv",
        "\\land",
        "\\lor",
        "\\ll",
        "\\gg",
        "\\prec",
        "\\succ",
        "\\preceq",
        "\\succeq",
        "\\Rightarrow",
        "\\implies",
        "\\leftarrow",
        "\\approx",
        "\\sim",
        "\\pm",
        "\\mp",
        "\\bigoplus",
        "\\bigotimes",
        "\\ast",
        "\\odot",
        "\\xrightarrow",
        "\\longrightarrow",
        "\\hookrightarrow",
        "\\hookleftarrow",
        "\\lt",
        "\\gt",
        "\\leqslant",
        "\\geqslant",
        "\\sqcup",
        "\\sqcap",
    ]
)

COMMANDS: Final[dict[str, Handler]] = {
    **dict.fromkeys(_NOTHING, _nothing),
    **{name: _space(markup) for name, markup in _SPACES.items()},
    **{f"\\{name}": _font(alphabet) for name, alphabet in _ALPHABETS.items()},
    **dict.fromkeys(DEFINITIONS, _definition),
    **dict.fromkeys(("\\boldsymbol", "\\bm", "\\pmb", "\\bold"), _bold),
    **dict.fromkeys(("\\hspace", "\\mspace"), _length),
    **dict.fromkeys(("\\kern", "\\mkern", "\\hskip", "\\mskip"), _bare_length),
    "\\color": _colour_switch,
    "\\textcolor": _coloured,
    "\\mathcolor": _coloured,
    "\\phantom": _phantom("#hide($", "$)"),
    "\\hphantom": _phantom("#box(height: 0pt, hide($", "$))"),
    "\\vphantom": _phantom("#box(width: 0pt, hide($", "$))"),
    **{f"\\math{name}": _phantom(*sides) for name, sides in _LAPS.items()},
    **{f"\\{name}": _lapped(*sides) for name, sides in _LAPS.items()},
    **dict.fromkeys(("\\vspace", "\\raisetag"), _ignored_argument),
    **dict.fromkeys(("\\shoveleft", "\\shoveright", "\\vcenter"), _argument),
    "\\texorpdfstring": _first_of_two,
    "\\surd": lambda _parser, _token: Call("sqrt", (Sequence([]),)),
    "\\qedhere": lambda _parser, _token: Symbol("∎", "ord"),
    "\\boxed": _boxed,
    "\\fbox": _framed,
    "\\framebox": _framed,
    "\\colorbox": _colour_box,
    "\\fcolorbox": _framed_colour,
    **dict.fromkeys(("\\class", "\\cssId", "\\style"), _second),
    "\\require": _ignored_argument,
    "\\raise": _shifted(-1),
    "\\lower": _shifted(1),
    **{f"\\up{name}": _upright(char) for name, char in _GREEK.items()},
    "\\smash": _smash,
    "\\rule": _rule,
    "\\raisebox": _raised,
    "\\ensuremath": _argument,
    "\\mathchoice": _choice,
    "\\tag": _tag,
    "\\label": _label,
    "\\notag": _unnumbered,
    "\\nonumber": _unnumbered,
    "\\unicode": _code_point,
    "\\char": _code_point,
    "\\dots": _dots,
}
