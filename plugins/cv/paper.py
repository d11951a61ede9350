"""A style sheet of the site in what WeasyPrint reads of CSS. In: CSS as a page has it. Out: the same for paper."""

import re
from collections import Counter

# WeasyPrint 70 evaluates no widths in @media (both papers are wider than a phone between their margins), and fails at
# floats that are named by the text's direction where they stand in a line.
NOT_READ = (
    (re.compile(r"@media ?\(width ?>= ?\d+px\)"), "@media all"),
    (re.compile(r"float: ?inline-start"), "float:left"),
    (re.compile(r"float: ?inline-end"), "float:right"),
)
# A family in several files, each for some characters.
FACE = re.compile(
    r"""@font-face ?\{[^}]*?font-family: ?["']?(?P<family>[^;"']+)["']?[^}]*/(?P<file>[\w-]+)\.woff2[^}]*\}"""
)


def readable(css: str) -> str:
    """A style sheet of the site in what WeasyPrint reads of CSS."""
    for pattern, instead in NOT_READ:
        css = pattern.sub(instead, css)
    return _with_a_family_for_each_file(css)


def _with_a_family_for_each_file(css: str) -> str:
    """WeasyPrint 70 takes fonts of one name for one font, and draws the characters of the second with the first."""
    count: Counter[str] = Counter()

    def named(face: re.Match) -> str:
        family = face["family"]
        count[family] += 1
        return face[0].replace(family, f"{family} {count[family]}", 1)

    css = FACE.sub(named, css)
    for family, number in count.items():
        names = ", ".join(f'"{family} {place + 1}"' for place in range(number))
        css = re.sub(rf"""(?<=[:,]) ?["']?{re.escape(family)}["']?(?=[,;])""", f" {names}", css)
    return css
