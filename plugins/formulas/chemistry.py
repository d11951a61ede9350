r"""Read what the LaTeX package mhchem writes in `\ce{…}`.

Input: `2H2 + O2 ->[heat] 2H2O`. Output: its parts. Raises CannotDraw for what is not read here. The rules are those of
mhchem's manual, version 4: a number after a letter or a bracket is a subscript, one before is an amount; a + or - at
the end of a word is a charge; ^ and v alone are a gas and a precipitate.
"""

import re
from collections.abc import Iterator

from plugins.formulas.notation import CannotDraw, Part

GROUP = r"\{(?:[^{}]|\{[^{}]*\})*\}"
LABEL = r"\[(?:[^\[\]]|\[[^\]]*\])*\]"
SCRIPT = rf"(?:{GROUP}|\d+(?:[./]\d+)?(?:\++|-+)?|\++|-+|[.*]-?|[A-Z]+|[a-z][+-]?|\\[A-Za-z]+|\$[^$]+\$)"
TOKEN = re.compile(
    rf"""
      (?P<arrow> <(?:--|–)>|<->|<=>>?|<<=>|->|<- ) \s* (?P<above>{LABEL})? \s* (?P<below>{LABEL})?
    | (?P<math> \$[^$]*\$ | \\\([^()]*\\\) )
    | (?P<bond> \\bond\s*\{{(?P<bonded>[^{{}}]*)\}} )
    | (?P<command> \\[A-Za-z]+\s*(?:{GROUP})* | \\. )
    | (?P<up> (?<![^\s(]) \^ (?![^\s)]) ) | (?P<down> (?<![^\s(]) v (?![^\s)]) )
    | \^ (?P<sup>{SCRIPT}) | _ (?P<sub>{SCRIPT})
    | (?P<group> {GROUP} )
    | (?P<fraction> \d+/\d+ ) | (?P<number> \d+(?:[.,]\d+)? )
    | (?P<space> \s+ )
    | (?P<operator> (?<![^\s]) (?:\+-|[+=<>-]) (?![^\s]) )
    | (?P<charge> (?<=[\w)\]}}]) (?:\++|-+) (?=[\s)\]}},.;:/*]|\Z|\((?:aq|s|l|g)\)) )
    | (?P<dot> [*.] ) | (?P<symbol> [=#~-] | \+ )
    | (?P<text> [^\W\d_]+ | [()\[\],;:/|!?'"−·°] )
    """,
    re.X,
)
BONDS = {"-": "-", "1": "-", "=": "=", "2": "=", "#": "#", "3": "#", "~": "~", "...": "...", "....": "..."}
# A number as a subscript: of CuSO4.5H2O only the 4, of Fe0.95O all.
COUNT = re.compile(r"0\.\d+|\d+(?:\.\d+(?![\dA-Z(]))?")
RADICAL = re.compile(r"\*|(?<!\d)\.(?!\d)")
NO_BASE = ("(", "[", ",", ";", ":", "/", "|", "°")  # a number after one is an amount


def parse_chemistry(written: str) -> list[Part]:
    r"""The parts of what `\ce{…}` holds. Raises CannotDraw."""
    parts = list(_parts(written.strip()))
    return [part for number, part in enumerate(parts) if part.kind != "space" or _is_wanted(parts, number)]


def _is_wanted(parts: list[Part], number: int) -> bool:
    """Whether a space stands between two parts that bring none themselves."""
    return not any(part.kind in ("arrow", "operator") for part in parts[max(0, number - 1) : number + 2])


def _parts(written: str) -> Iterator[Part]:
    place, has_base = 0, False  # whether a number or a script belongs to what stands before
    while place < len(written):
        match = TOKEN.match(written, place)
        if match is None:
            raise CannotDraw(f"'{written[place]}' in '\\ce{{{written}}}' cannot be drawn")
        place = match.end()
        if match["number"] and has_base:
            count = COUNT.match(written, match.start())
            yield Part("sub", count[0])
            place = count.end()
            continue
        if (match["sup"] or match["sub"]) and not has_base:
            yield Part("tex")
        yield _part(match)
        has_base = match[0] not in NO_BASE and any(
            match[kind] for kind in ("text", "sup", "sub", "charge", "group", "command", "math")
        )


def _part(match: re.Match) -> Part:
    if match["arrow"]:
        return _arrow(match)
    if match["bond"]:
        if match["bonded"] not in BONDS:
            raise CannotDraw(f"'{match[0]}' cannot be drawn")
        return Part("symbol", BONDS[match["bonded"]])
    for kind in ("sup", "sub"):
        if match[kind]:
            return Part(kind, _script(match[kind]))
    if match["charge"]:
        return Part("sup", match["charge"])
    if match["group"]:
        inner = match[0][1:-1]
        return Part("tex" if "\\" in inner else "text", inner)
    if match["math"]:
        return Part("tex", match[0].strip("$").removeprefix(r"\(").removesuffix(r"\)"))
    if match["up"] or match["down"]:
        return Part("symbol", match[0])
    if match["dot"]:
        return Part("symbol", "*")
    return Part("tex" if match["command"] else match.lastgroup, match[0])


def _arrow(match: re.Match) -> Part:
    if match["arrow"] in ("<=>>", "<<=>"):
        raise CannotDraw(f"the arrow '{match['arrow']}' cannot be drawn: write '<=>'")
    above, below = (tuple(parse_chemistry(match[name][1:-1])) if match[name] else () for name in ("above", "below"))
    return Part("arrow", match["arrow"].replace("–", "--"), above, below)


def _script(written: str) -> str:
    bare = written[1:-1].strip() if written.startswith("{") else written
    return RADICAL.sub("•", bare.strip("$"))
