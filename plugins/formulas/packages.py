r"""The commands of the LaTeX packages mhchem and siunitx, which math-core lacks.

Input: a command and its arguments. Output: TeX without it, or plain text. Raises CannotDraw.
"""

from collections.abc import Sequence

from plugins.formulas.chemistry import parse_chemistry
from plugins.formulas.notation import CannotDraw, Part, to_tex, to_text
from plugins.formulas.units import ARGUMENTS, parse_quantity

COMMANDS = {"ce": 1, **ARGUMENTS}


def package_tex(command: str, arguments: Sequence[str]) -> str:
    r"""TeX for `\command{argument}…`; what follows its arguments stays."""
    return to_tex(_parts(command, arguments)) + "".join(f"{{{more}}}" for more in arguments[COMMANDS[command] :])


def package_text(command: str, arguments: Sequence[str]) -> str:
    r"""Plain text for `\command{argument}…`: `\ce{SO4^2-}` is SO₄²⁻."""
    return to_text(_parts(command, arguments)) + "".join(arguments[COMMANDS[command] :])


def _parts(command: str, arguments: Sequence[str]) -> list[Part]:
    if len(arguments) < COMMANDS[command]:
        raise CannotDraw(f"'\\{command}' is written '\\{command}{'{…}' * COMMANDS[command]}'")
    if command == "ce":
        return parse_chemistry(arguments[0])
    return parse_quantity(command, arguments[: COMMANDS[command]])
