r"""Read what the LaTeX package siunitx writes in `\num{…}`, `\unit{…}`, `\qty{…}{…}` and its other commands.

Input: numbers such as `1.5e-3` or `1.23(4)`, units such as `m/s^2` or `\meter\per\second\squared`. Output: their parts.
Raises CannotDraw for what is not read here. The names of units and prefixes are those of siunitx's manual, version 3.
"""

import re
from collections.abc import Iterator
from itertools import product

from plugins.core.problems import did_you_mean
from plugins.formulas.notation import CannotDraw, Part

PREFIXES = {
    "yocto": "y", "zepto": "z", "atto": "a", "femto": "f", "pico": "p", "nano": "n", "micro": "µ", "milli": "m",
    "centi": "c", "deci": "d", "deca": "da", "hecto": "h", "kilo": "k", "mega": "M", "giga": "G", "tera": "T",
    "peta": "P", "exa": "E", "zetta": "Z", "yotta": "Y", "kibi": "Ki", "mebi": "Mi", "gibi": "Gi", "tebi": "Ti",
}  # fmt: skip
UNITS = {
    "ampere": "A", "angstrom": "Å", "arcminute": "′", "arcsecond": "″", "astronomicalunit": "au", "atomicmassunit": "u",
    "bar": "bar", "barn": "b", "becquerel": "Bq", "bel": "B", "bit": "bit", "byte": "B", "candela": "cd",
    "celsius": "°C", "coulomb": "C", "dalton": "Da", "day": "d", "decibel": "dB", "degree": "°", "degreeCelsius": "°C",
    "electronvolt": "eV", "farad": "F", "gram": "g", "gray": "Gy", "hectare": "ha", "henry": "H", "hertz": "Hz",
    "hour": "h", "joule": "J", "katal": "kat", "kelvin": "K", "kilogram": "kg", "liter": "L", "litre": "L",
    "lumen": "lm", "lux": "lx", "meter": "m", "metre": "m", "minute": "min", "mmHg": "mmHg", "mole": "mol",
    "neper": "Np", "newton": "N", "ohm": "Ω", "parsec": "pc", "pascal": "Pa", "percent": "%", "radian": "rad",
    "second": "s", "siemens": "S", "sievert": "Sv", "steradian": "sr", "tesla": "T", "tonne": "t", "volt": "V",
    "watt": "W", "weber": "Wb", "year": "a", "AA": "Å", "degC": "°C", "dB": "dB", "hbar": "ħ", "clight": "c",
    "planckbar": "ħ", "elementarycharge": "e", "SIUnitSymbolMicro": "µ",
    "SIUnitSymbolOhm": "Ω",
}  # fmt: skip
# siunitx's short names: \km, \mol, \keV …
SHORT_UNITS = ("m", "g", "s", "A", "V", "W", "J", "N", "Pa", "Hz", "F", "eV")
SHORT_PREFIXES = ("", "f", "p", "n", "m", "c", "k", "M", "G", "T")
SHORT = {name: name for name in map("".join, product(SHORT_PREFIXES, SHORT_UNITS))}
SHORT |= {f"u{unit}": f"µ{unit}" for unit in ("m", "g", "s", "A", "V", "W", "J", "F", "mol", "l", "L")}
SHORT |= {name: name for name in ("mol", "mmol", "kmol", "K", "l", "ml", "L", "mL", "hl", "dm", "C", "T", "kWh", "H")}
SHORT |= {"ohm": "Ω", "kohm": "kΩ", "Mohm": "MΩ"}
POWERS = {"squared": "2", "cubed": "3", "square": "2", "cubic": "3"}
UNIT = re.compile(
    r"""
      \\(?P<per>per)(?![A-Za-z])\s* | \\(?P<before>square|cubic)(?![A-Za-z])\s* | \\raiseto\s*\{(?P<raised>[^{}]*)\}\s*
    | \\of\s*\{(?P<of>[^{}]*)\}\s* | (?P<times> [.~*·] | \\, | \\cdot(?![A-Za-z]) | \s+ )
    | (?:\\(?P<name>[A-Za-z]+)\s*|(?P<letters>[^\W\d_]+))
      (?:\\(?P<after>squared|cubed)(?![A-Za-z])\s*|(?:\\tothe\s*|\^)?(?P<exponent>\{-?\w+\}|-?\d))?
    | \^\s*(?P<sup>\{[^{}]*\}|-?\d|[A-Za-z]) | _\s*(?P<sub>\{[^{}]*\}|\w)
    | (?P<text> [/°′″()1-] | \\?% | \{[^{}\\^_]*\} )
    """,
    re.X,
)
NUMBER = re.compile(
    r"""
    \s* (?P<sign>[+-]|<|>|\\pm|\\sim)? \s* (?P<whole>\d*) (?:[.,](?P<decimals>\d+))? (?P<uncertain>\(\d+(?:\.\d+)?\))?
    (?:\s* (?:\+-|\\pm|±) \s* (?P<error>\d*[.,]?\d+))? (?:\s*[eEdD]\s*(?P<exponent>[+-]?\d+))? \s*""",
    re.X,
)
SEPARATOR = re.compile(r"\s*(?:;|\\times(?![A-Za-z])|(?<=\d)\s*x)\s*")
BETWEEN = {
    "range": Part("text", "–"),
    "list": Part("text", ", "),
    "product": Part("operator", "x"),
}
# The commands, and how many arguments each has.
ARGUMENTS = {"num": 1, "numlist": 1, "numproduct": 1, "numrange": 2, "ang": 1, "unit": 1, "si": 1, "qty": 2, "SI": 2}
ARGUMENTS |= {"pu": 1, "qtyrange": 3, "SIrange": 3, "qtylist": 2, "SIlist": 2, "qtyproduct": 2}
ANGLE = ("°", "′", "″")


def parse_quantity(command: str, arguments: list[str]) -> list[Part]:
    r"""The parts of `\command{argument}…`. Raises CannotDraw."""
    if command in ("unit", "si"):
        return list(_unit(arguments[0]))
    if command == "pu":
        number = NUMBER.match(arguments[0])[0]
        unit = list(_unit(arguments[0][len(number) :]))
        return [*_number(number), Part("space"), *unit] if number.strip() else unit
    if command == "ang":
        return list(_angle(arguments[0]))
    kind = next((kind for kind in BETWEEN if command.endswith(kind)), "")
    numbers = arguments[:2] if kind == "range" else SEPARATOR.split(arguments[0]) if kind else arguments[:1]
    parts = list(_number(numbers[0]))
    for number in numbers[1:]:
        parts += [BETWEEN[kind], *_number(number)]
    if command.startswith("num"):
        return parts
    unit = list(_unit(arguments[-1]))
    return [*parts, *unit] if not unit or unit[0].value in ANGLE else [*parts, Part("space"), *unit]


def _number(written: str) -> Iterator[Part]:
    match = NUMBER.fullmatch(written)
    if not match or not (match["whole"] or match["decimals"] or match["exponent"]):
        raise CannotDraw(f"'{written}' is not a number")
    if match["sign"]:
        yield Part("symbol", {r"\pm": "+-", r"\sim": "~"}.get(match["sign"], match["sign"]))
    if match["whole"] or match["decimals"]:
        whole, decimals = match["whole"] or "0", match["decimals"] or ""
        yield Part("number", _grouped(whole) + (f".{_grouped_decimals(decimals)}" if decimals else ""))
    if match["uncertain"]:
        yield Part("number", match["uncertain"])
    if match["error"]:
        yield Part("operator", "+-")
        yield Part("number", match["error"].replace(",", "."))
    if match["exponent"]:
        if match["whole"] or match["decimals"]:
            yield Part("operator", "x")
        yield Part("number", "10")
        yield Part("sup", match["exponent"].lstrip("+"))


def _grouped_decimals(digits: str) -> str:
    return re.sub(r"(\d{3})(?=\d)", r"\1\\,", digits) if len(digits) > 4 else digits


def _grouped(digits: str) -> str:
    """The digits of a number in groups of three, if there are more than four."""
    return re.sub(r"(?<=\d)(?=(?:\d{3})+\Z)", r"\\,", digits) if len(digits) > 4 else digits


def _angle(written: str) -> Iterator[Part]:
    """Degrees, or degrees, minutes and seconds with semicolons between them."""
    for value, mark in zip(written.split(";"), ANGLE, strict=False):
        if value.strip():
            yield from _number(value)
            yield Part("text", mark)


def _unit(written: str) -> Iterator[Part]:
    place, sign, power, prefix, is_separate = 0, "", "", "", False
    written = written.strip()
    while place < len(written):
        match = UNIT.match(written, place)
        if match is None:
            raise CannotDraw(f"the unit '{written}' cannot be drawn from '{written[place:]}' on")
        place, name = match.end(), match["name"]
        if match["per"]:
            sign = "-"
        elif match["before"] or match["raised"]:
            power = POWERS.get(match["before"], match["raised"])
        elif name in PREFIXES:
            prefix = PREFIXES[name]
        elif name or match["letters"]:
            if is_separate:
                yield Part("space")
            yield Part("text", prefix + (_symbol(name) if name else match["letters"]))
            power = POWERS.get(match["after"]) or (match["exponent"] or power).strip("{}")
            if power or sign:
                yield Part("sup", f"{sign}{power or 1}")
            sign, power, prefix, is_separate = "", "", "", True
        else:
            yield _literal(match)
            is_separate = is_separate and match["times"] is None and match["text"] not in ("/", "(")


def _symbol(name: str) -> str:
    symbol = UNITS.get(name) or SHORT.get(name)
    if symbol is None:
        raise CannotDraw(f"there is no unit '\\{name}'{did_you_mean(name, [*UNITS, *PREFIXES])}")
    return symbol


def _literal(match: re.Match) -> Part:
    for kind in ("sup", "sub"):
        if match[kind]:
            return Part(kind, match[kind].strip("{}"))
    if match["of"]:
        return Part("sub", match["of"])
    if match["times"]:
        return Part("space")
    return Part("text", match["text"].strip("{}\\"))
