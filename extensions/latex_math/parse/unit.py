r"""Numbers with units as siunitx writes them: ``\SI``, ``\qty``, ``\num``, ``\unit``, ``\ang``."""

# ruff: noqa: RUF001 (characters that look alike are the subject here)
from __future__ import annotations

import re
from typing import Final

from latex_math.error import MathError
from latex_math.parse.parser import Handler, Parser
from latex_math.parse.token import Token
from latex_math.tree import Node, Script, Sequence, Space, Symbol, Text

_UNITS: Final = {
    "meter": "m", "metre": "m", "second": "s", "gram": "g", "ampere": "A", "kelvin": "K",
    "mole": "mol", "candela": "cd", "hertz": "Hz", "newton": "N", "pascal": "Pa", "joule": "J",
    "watt": "W", "coulomb": "C", "volt": "V", "farad": "F", "ohm": "Ω", "siemens": "S",
    "weber": "Wb", "tesla": "T", "henry": "H", "lumen": "lm", "lux": "lx", "becquerel": "Bq",
    "gray": "Gy", "sievert": "Sv", "katal": "kat", "radian": "rad", "steradian": "sr",
    "celsius": "°C", "degreeCelsius": "°C", "degree": "°", "arcminute": "′", "arcsecond": "″",
    "minute": "min", "hour": "h", "day": "d", "liter": "L", "litre": "l", "tonne": "t",
    "electronvolt": "eV", "dalton": "Da", "hectare": "ha", "bar": "bar", "percent": "%",
    "bit": "bit", "byte": "B", "decibel": "dB", "neper": "Np", "bel": "B", "angstrom": "Å",
    "kilogram": "kg", "m": "m", "s": "s", "kg": "kg", "km": "km", "cm": "cm", "mm": "mm",
    "nm": "nm", "um": "µm", "ms": "ms", "us": "µs", "ns": "ns", "Hz": "Hz", "kHz": "kHz",
    "MHz": "MHz", "GHz": "GHz", "eV": "eV", "keV": "keV", "MeV": "MeV", "GeV": "GeV", "K": "K",
    "g": "g", "mg": "mg", "N": "N", "J": "J", "kJ": "kJ", "W": "W", "kW": "kW", "V": "V",
    "mV": "mV", "A": "A", "mA": "mA", "mol": "mol", "Pa": "Pa", "kPa": "kPa", "L": "L", "mL": "mL",
}  # fmt: skip
_PREFIXES: Final = {
    "yocto": "y", "zepto": "z", "atto": "a", "femto": "f", "pico": "p", "nano": "n",
    "micro": "µ", "milli": "m", "centi": "c", "deci": "d", "deca": "da", "hecto": "h",
    "kilo": "k", "mega": "M", "giga": "G", "tera": "T", "peta": "P", "exa": "E", "zetta": "Z",
    "yotta": "Y", "kibi": "Ki", "mebi": "Mi", "gibi": "Gi", "tebi": "Ti",
}  # fmt: skip
_LONGEST_NUMBER: Final = 100
_POWERS: Final = {"squared": "2", "cubed": "3"}
_POWERS_BEFORE: Final = {"square": "2", "cubic": "3"}
_NUMBER: Final = re.compile(
    r"(?P<sign>[+-]?)(?P<main>\d*[.,]?\d*)"
    r"(?:(?:\+-|\\pm)(?P<error>\d+[.,]?\d*)|\((?P<digits>\d+)\))?(?:[eEdD](?P<power>[+-]?\d+))?",
    re.ASCII,
)


def _number(text: str, position: int) -> list[Node]:
    """Understand ``-1.2(3)e-4``."""
    plain = re.sub(r"[\s~]|\\,", "", text)
    found = _NUMBER.fullmatch(plain) if len(plain) <= _LONGEST_NUMBER else None
    if not found or not (found["main"] or found["power"]) or found["main"] in {".", ","}:
        raise MathError(f"`{text[:_LONGEST_NUMBER]}` is not a number", position, "such as -1.2e-3")
    nodes: list[Node] = []
    if found["sign"]:
        nodes.append(Symbol("−" if found["sign"] == "-" else "+", "bin"))
    nodes += _digits(found["main"])
    if found["error"]:
        nodes += [Symbol("±", "bin"), *_digits(found["error"])]
    if found["digits"]:
        nodes += [Symbol("(", "open"), *_digits(found["digits"]), Symbol(")", "close")]
    if power := found["power"]:
        minus: list[Node] = [Symbol("−", "ord")] if power[0] == "-" else []
        exponent = Sequence([*minus, *_digits(power.lstrip("+-"))])
        if found["main"]:
            nodes.append(Symbol("×", "bin"))
        nodes += [Symbol("1", "digit"), Script(Symbol("0", "digit"), None, exponent)]
    return nodes


def _digits(text: str) -> list[Node]:
    return [
        Symbol(char, "digit") if char.isdigit() else Symbol(".", "ord")
        for char in text.replace(",", ".")
    ]


def _unit(parser: Parser) -> list[Node]:  # noqa: C901, PLR0912 (one branch a case of the grammar)
    """Read a unit, in siunitx' commands or as plain text."""
    nodes: list[Node] = []
    prefix, power, per = "", "", False
    tokens = parser.stream.raw_argument()
    tokens.reverse()
    while tokens:
        text, position = tokens.pop()
        name = text[1:] if text[0] == "\\" else ""
        if name == "per":
            per = True
        elif name in _PREFIXES:
            prefix += _PREFIXES[name]
        elif name in _POWERS_BEFORE:
            power = _POWERS_BEFORE[name]
        elif name in _POWERS and nodes:
            _raise_last(nodes, _POWERS[name])
        elif name == "tothe" or text == "^":
            _raise_last(nodes, _exponent(tokens, position))
        elif name in _UNITS:
            if nodes:
                nodes.append(Space(3 / 18, "thin"))
            exponent = ("-" if per else "") + (power or ("1" if per else ""))
            nodes.append(Text([(prefix + _UNITS[name], "")]))
            if exponent:
                _raise_last(nodes, exponent)
            prefix, power, per = "", "", False
        elif text in {".", "~", "\\,", "\\cdot"}:
            nodes.append(Space(3 / 18, "thin"))
        elif text == "\\%":
            nodes.append(Text([("%", "")]))
        elif text.isalpha() or text in "/°µΩ%()′″":
            nodes.append(Text([(text, "")]))
        elif text != " ":
            raise MathError(f"`{text}` is not known in a unit", position, "such as \\kilo\\meter")
    return nodes


def _exponent(tokens: list[Token], position: int) -> str:
    text = ""
    while tokens:
        part = tokens.pop()[0]
        if part in {"{", "}"}:
            if part == "}":
                break
            continue
        text += part
        if text[-1].isdigit() and (
            not tokens or not (tokens[-1][0].isdigit() or tokens[-1][0] == "}")
        ):
            break
    if not re.fullmatch(r"[+-]?[0-9]{1,6}", text):
        raise MathError(f"`{text}` is no power of a unit", position)
    return text


def _raise_last(nodes: list[Node], exponent: str) -> None:
    """Give the last unit its power; one that has a minus from before keeps it."""
    if not nodes:
        return
    last = nodes.pop()
    if isinstance(last, Script) and last.base is not None:
        exponent = "-" + exponent.lstrip("-")
        last = last.base
    minus: list[Node] = [Symbol("−", "ord")] if exponent[0] == "-" else []
    nodes.append(Script(last, None, Sequence([*minus, *_digits(exponent.lstrip("+-"))])))


def _quantity(parser: Parser, _: Token) -> Node:
    parser.stream.raw_option()
    number, position = parser.word()
    parser.stream.raw_option()
    return Sequence([*_number(number, position), Space(3 / 18, "thin"), *_unit(parser)])


def _plain_number(parser: Parser, _: Token) -> Node:
    parser.stream.raw_option()
    return Sequence(_number(*parser.word()))


def _plain_unit(parser: Parser, _: Token) -> Node:
    parser.stream.raw_option()
    return Sequence(_unit(parser))


def _angle(parser: Parser, _: Token) -> Node:
    parser.stream.raw_option()
    text, position = parser.word()
    nodes: list[Node] = []
    for part, mark in zip(text.split(";"), "°′″", strict=False):
        if part.strip():
            nodes += [*_number(part.strip(), position), Text([(mark, "")])]
    return Sequence(nodes)


COMMANDS: Final[dict[str, Handler]] = {
    "\\SI": _quantity,
    "\\qty": _quantity,
    "\\num": _plain_number,
    "\\si": _plain_unit,
    "\\unit": _plain_unit,
    "\\ang": _angle,
}
