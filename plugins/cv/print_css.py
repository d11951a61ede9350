"""The site's CSS → CSS that WeasyPrint 70 understands."""

import re
from collections import Counter

# WeasyPrint ignores widths in @media (both papers are wider than a phone between their margins), and fails at floats
# within a line that are named by the direction of the text.
REPLACED = (
    (re.compile(r"@media ?\(width ?>= ?\d+px\)"), "@media all"),
    (re.compile(r"float: ?inline-start"), "float:left"),
    (re.compile(r"float: ?inline-end"), "float:right"),
)
# A font of several files, each for some characters.
FACE = re.compile(
    r"""@font-face ?\{[^}]*?font-family: ?["']?(?P<family>[^;"']+)["']?[^}]*/(?P<file>[\w-]+)\.woff2[^}]*\}"""
)


def adapt_css(css: str) -> str:
    for pattern, replacement in REPLACED:
        css = pattern.sub(replacement, css)
    return _number_families(css)


def _number_families(css: str) -> str:
    """Give each file a family of its own: WeasyPrint would draw the characters of one file with another's font."""
    count: Counter[str] = Counter()

    def numbered(face: re.Match) -> str:
        family = face["family"]
        count[family] += 1
        return face[0].replace(family, f"{family} {count[family]}", 1)

    css = FACE.sub(numbered, css)
    for family, number in count.items():
        names = ", ".join(f'"{family} {place + 1}"' for place in range(number))
        css = re.sub(rf"""(?<=[:,]) ?["']?{re.escape(family)}["']?(?=[,;])""", f" {names}", css)
    return css
