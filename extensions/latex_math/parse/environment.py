"""Environments: matrices, arrays, cases, and the displays of several lines."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from latex_math.error import MathError
from latex_math.parse.amscd import read_cd
from latex_math.parse.column import Columns, columns
from latex_math.parse.mistake import unexpected
from latex_math.parse.parser import Handler, Parser
from latex_math.parse.piece import body
from latex_math.parse.proof import read_prooftree
from latex_math.parse.stream import Macro, filled
from latex_math.parse.table import rows, ruled
from latex_math.parse.tikzcd import read_tikzcd
from latex_math.parse.token import Token
from latex_math.tree import Grid, Node, Row, Sequence, Size, Styled


def _begin(parser: Parser, token: Token) -> Node:
    name, position = parser.word()
    own = parser.stream.macros.get(f"\\begin{{{name}}}")
    if own is not None:
        return _own(parser, own, name, token)
    handler = _ENVIRONMENTS.get(name)
    if handler is None:
        hint = "tables, lists and diagrams are not formulas"
        raise MathError(f"the environment `{name}` is not known", position, hint)
    parser.enter()
    node = handler(parser, name, token[1])
    parser.leave()
    return node


Environment = Callable[[Parser, str, int], Node]


def _own(parser: Parser, macro: Macro, name: str, token: Token) -> Node:
    """Read an environment that the author has defined."""
    position = token[1]
    arguments = parser.stream.arguments(macro, (f"\\begin{{{name}}}", position))
    beginning = filled(macro.body, arguments, token)
    ending = [(text, position) for text in macro.ending]
    inside = [*beginning, *body(parser, name, position), *ending]
    parser.stream.push([("{", position), *inside, ("}", position)])
    parser.enter()
    node = parser.argument(f"\\begin{{{name}}}")
    parser.leave()
    return node


def _matrix(left: str | None, right: str | None, size: Size = "inline") -> Environment:
    def read(parser: Parser, name: str, position: int) -> Node:
        align = "c"
        if name.endswith("*") and (option := parser.stream.raw_option()) is not None:
            align = "".join(text for text, _ in option).strip()
            if align not in {"l", "c", "r"}:
                raise MathError(f"`{align}` is no alignment", position, "l, c or r")
        elif (specified := _specified(parser)) is not None:
            return _table(parser, name, position, columns(specified, position), (left, right))
        found, rules = rows(parser, name, position)
        small = size == "script"
        return Grid(
            found, "mat", (left, right), align, size,
            column_gap=0.35 if small else 1.0, row_gap=0.15 if small else 0.25, **ruled(rules),
        )  # fmt: skip

    return read


def _specified(parser: Parser) -> list[Token] | None:
    r"""Take the columns of ``\begin{pmatrix}[cc|c]``, which many define; else leave the bracket."""
    parser.stream.peek()
    opening = parser.stream.raw()
    if opening[0] != "[":
        parser.stream.back(opening)
        return None
    taken: list[Token] = []
    while (token := parser.stream.raw())[0] in {"l", "c", "r", "|", " "}:
        taken.append(token)
    if token[0] == "]" and any(text != " " for text, _ in taken):
        return taken
    parser.stream.push([opening, *taken, token])
    return None


def _cases(left: str | None, right: str | None, size: Size = "inline") -> Environment:
    def read(parser: Parser, name: str, position: int) -> Node:
        after = 1 if name.endswith("*") else None
        found, rules = rows(parser, name, position, words_after=after)
        return Grid(found, "mat", (left, right), "l", size, row_gap=0.4, **ruled(rules))

    return read


def _numbered_cases(parser: Parser, name: str, position: int) -> Node:
    r"""Read ``\begin{numcases}{f(x) =}``."""
    before = parser.argument(f"\\begin{{{name}}}")
    found, rules = rows(parser, name, position, words_after=1)
    grid = Grid(found, "mat", ("{", None), "l", "display", row_gap=0.4, **ruled(rules))
    return Sequence([before, grid])


def _emphasised(parser: Parser, name: str, position: int) -> Node:
    r"""Read ``\begin{empheq}[left=\empheqlbrace]{align}``."""
    options = parser.stream.raw_option() or []
    inner = "".join(text for text, _ in parser.stream.raw_argument()).strip().rstrip("*") + "*"
    inside = body(parser, name, position)
    inside = [*_edge("begin", inner, position), *inside, *_edge("end", inner, position)]
    texts = [text for text, _ in options]
    key = "".join(texts).partition("=")[0].strip()
    if key == "left":
        left = options[texts.index("=") + 1 :] if "=" in texts else []
        if "\\empheqlbrace" not in texts:
            left = [("\\left", position), (".", position), *left]
        inside = [*left, *inside, ("\\right", position), (".", position)]
    elif key == "box":
        inside = [("\\boxed", position), ("{", position), *inside, ("}", position)]
    parser.stream.push([("{", position), *inside, ("}", position)])
    return parser.argument(name)


def _edge(which: str, name: str, position: int) -> list[Token]:
    """Write the beginning or the end of an environment."""
    return [(text, position) for text in (f"\\{which}", "{", *name, "}")]


def _without_cells(parser: Parser, name: str, position: int) -> Node:
    """Read cells that stand side by side again."""
    found, _ = rows(parser, name, position)
    return Sequence([item for row in found for cell in row.cells for item in cell.items])


def _array(parser: Parser, name: str, position: int) -> Node:
    parser.stream.raw_option()
    if name in {"tabular*", "tabularx"}:
        parser.stream.raw_argument()
    found = columns(parser.stream.raw_argument(), position)
    return _table(parser, name, position, found, (None, None))


def _table(
    parser: Parser,
    name: str,
    position: int,
    found: Columns,
    delimiters: tuple[str | None, str | None],
) -> Node:
    """Read the cells of columns that are specified."""
    words = 0 if name.startswith("tabular") else None
    table, rules = rows(parser, name, position, words_after=words, prefixes=found.prefixes)
    for column, tokens in found.between.items():
        parser.stream.push([("{", position), *tokens, ("}", position)])
        node = parser.argument(f"\\begin{{{name}}}")
        for row in table:
            if column == 0:
                row.cells[0].items.insert(0, node)
            elif len(row.cells) >= column:
                row.cells[column - 1].items.append(node)
    size: Size = "display" if found.shown or name == "darray" else "inline"
    return Grid(
        table, "mat", delimiters, found.align or "c", size, vlines=found.vlines,
        column_gap=0.2 if found.tight else 1.0, **ruled(rules),
    )  # fmt: skip


def _subarray(parser: Parser, name: str, position: int) -> Node:
    align = "c"
    if name == "subarray":
        align = columns(parser.stream.raw_argument(), position).align
    found, _ = rows(parser, name, position)
    return Grid(found, "substack", align=align, size="script", row_gap=0.15)


def _lines(kind: str, *, numbered: bool, arguments: int = 0) -> Environment:
    def read(parser: Parser, name: str, position: int) -> Node:
        parser.stream.raw_option()
        for _ in range(arguments):
            parser.stream.raw_argument()
        starred = name.endswith("*")
        per_line = numbered and kind not in {"equation", "multline"}
        outer_rows = parser.row
        if numbered and not per_line:
            parser.row = whole = Row()
        found, _hlines = rows(parser, name, position, numbered=per_line)
        if numbered and not per_line:
            first = found[0]
            first.tag, first.starred, first.label = whole.tag, whole.starred, whole.label
            first.silent = whole.silent
            for row in found[1:]:
                row.silent = True
        parser.row = outer_rows
        if starred:
            for row in found:
                row.silent = True
        if kind == "eqnarray":
            found = [_merged(row) for row in found]
        return Grid(found, kind, None, "", "display", row_gap=0.5, numbered=numbered)

    return read


def _merged(row: Row) -> Row:
    """Join the relation of ``eqnarray`` with what stands to its right."""
    if len(row.cells) > 2:  # noqa: PLR2004 (left, relation, right)
        left, *others = row.cells
        row.cells = [left, Sequence([item for cell in others for item in cell.items])]
    return row


def _math(parser: Parser, name: str, position: int) -> Node:
    if name == "spreadlines":
        parser.stream.raw_argument()
    inside = parser.list()
    end = parser.stream.next()
    if end[0] != "\\end":
        raise unexpected(end, f"`\\begin{{{name}}}` has no `\\end`", position)
    ending, place = parser.word()
    if ending != name:
        raise MathError(f"`\\end{{{ending}}}` where `\\end{{{name}}}` is expected", place)
    return Styled("display", inside) if name == "displaymath" else inside


def _environments() -> dict[str, Environment]:
    found: dict[str, Environment] = {
        "array": _array, "subarray": _subarray, "substack": _subarray, "math": _math,
        "displaymath": _math, "tabular": _array, "tabular*": _array, "tabularx": _array,
        "darray": _array, "numcases": _numbered_cases, "subnumcases": _numbered_cases,
        "empheq": _emphasised, "noalign": _without_cells,
        **dict.fromkeys(("center", "small", "footnotesize", "normalsize", "large"), _math),
        "spreadlines": _math, "CD": read_cd, "tikzcd": read_tikzcd, "prooftree": read_prooftree,
        "bprooftree": read_prooftree, "mathpar": _lines("gather", numbered=False),
    }  # fmt: skip
    sides = {"": (None, None), "p": ("(", ")"), "b": ("[", "]"), "B": ("{", "}"),
             "v": ("|", "|"), "V": ("‖", "‖")}  # fmt: skip
    for letter, (left, right) in sides.items():
        for star in ("", "*"):
            found[f"{letter}matrix{star}"] = _matrix(left, right)
            found[f"{letter}smallmatrix{star}"] = _matrix(left, right, "script")
    for star in ("", "*"):
        found |= {
            f"cases{star}": _cases("{", None), f"rcases{star}": _cases(None, "}"),
            f"dcases{star}": _cases("{", None, "display"),
            f"drcases{star}": _cases(None, "}", "display"),
            f"align{star}": _lines("align", numbered=True),
            f"flalign{star}": _lines("align", numbered=True),
            f"alignat{star}": _lines("alignat", numbered=True, arguments=1),
            f"xalignat{star}": _lines("align", numbered=True, arguments=1),
            f"gather{star}": _lines("gather", numbered=True),
            f"multline{star}": _lines("multline", numbered=True),
            f"equation{star}": _lines("equation", numbered=True),
            f"eqnarray{star}": _lines("eqnarray", numbered=True),
            f"dmath{star}": _lines("equation", numbered=True),
            f"IEEEeqnarray{star}": _lines("eqnarray", numbered=True, arguments=1),
        }  # fmt: skip
    return found | {
        "aligned": _lines("align", numbered=False), "split": _lines("align", numbered=False),
        "alignedat": _lines("alignat", numbered=False, arguments=1),
        "gathered": _lines("gather", numbered=False),
        "multlined": _lines("multline", numbered=False),
        "subequations": _math, "lgathered": _lines("align", numbered=False),
        "rgathered": _lines("gather", numbered=False),
        "IEEEeqnarraybox": _lines("eqnarray", numbered=False, arguments=1),
    }  # fmt: skip


_ENVIRONMENTS: Final = _environments()


COMMANDS: Final[dict[str, Handler]] = {"\\begin": _begin}
