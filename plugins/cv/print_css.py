"""The site's CSS → CSS that WeasyPrint 70 understands."""

import re
from collections import Counter

# WeasyPrint ignores widths in @media: between their margins, both papers are about 650 pixels wide, more than a phone,
# and too narrow for a layout with two columns. It fails at floats within a line that are named by the direction of the
# text.
REPLACED = (
    (re.compile(r"@media ?\(width ?>= ?[1-6]\d\dpx\)"), "@media all"),
    (re.compile(r"float: ?inline-start"), "float:left"),
    (re.compile(r"float: ?inline-end"), "float:right"),
)
# A font of several files, each for some characters.
FACE = re.compile(r"@font-face ?\{(?P<rules>[^}]*\.woff2[^}]*)\}")
FAMILY = re.compile(r"""font-family: ?["']?(?P<family>[^;"']+)["']?""")
STYLE = re.compile(r"font-style: ?(\w+)")
# WeasyPrint would draw a character of the range that the file lacks as a box.
RANGE = re.compile(r"unicode-range:[^;}]*;?")


def adapt_css(css: str) -> str:
    for pattern, replacement in REPLACED:
        css = pattern.sub(replacement, css)
    return _number_families(css)


def _number_families(css: str) -> str:
    """Give each file a family of its own: WeasyPrint would draw the characters of one file with another's font.

    A file of italics has the family of the upright one, so that no italics are slanted copies.
    """
    count: Counter[tuple[str, str]] = Counter()

    def numbered(face: re.Match) -> str:
        family, style = FAMILY.search(face["rules"]), STYLE.search(face["rules"])
        key = family["family"], style[1] if style else "normal"
        count[key] += 1
        return RANGE.sub("", face[0]).replace(key[0], f"{key[0]} {count[key]}", 1)

    css = FACE.sub(numbered, css)
    for family in {family for family, _ in count}:
        most = max(number for (name, _), number in count.items() if name == family)
        names = ", ".join(f'"{family} {place + 1}"' for place in range(most))
        css = re.sub(rf"""(?<=[:,]) ?["']?{re.escape(family)}["']?(?=[,;])""", f" {names}", css)
    return css
