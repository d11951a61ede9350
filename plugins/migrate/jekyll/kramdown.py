"""What kramdown reads and Python-Markdown does not: attributes in `{: }`, its options, formulas in `$$` in a line.

In: the text of a page without Liquid. Out: the same for this site.
"""

import re
from collections.abc import Callable

from plugins.dialect.source.regions import indented_code, regions

TOC = re.compile(r"^[ \t]*(?:[*+-]|\d+\.)[ \t]+\S.*\n[ \t]*\{:[ \t]*toc[^{}\n]*\}[ \t]*$", re.M)
TIP = re.compile(
    r"(?P<quote>(?:^[ \t]*>[^\n]*\n)+)[ \t]*\{:[ \t]*\.block-(?P<kind>tip|warning|danger)[ \t]*\}[ \t]*$", re.M
)
QUOTED = re.compile(r"^[ \t]*> ?", re.M)
TITLE = re.compile(r"\A#{1,6}[ \t]+(?P<title>[^\n]+)\n*")
ATTRIBUTES = re.compile(r"(?P<before>^[ \t]*)?\{:(?P<list>[^{}\n]*)\}", re.M)
COMMENT = re.compile(r"\{::comment\}.*?\{:/(?:comment)?\}", re.S)
OPTION = re.compile(r"^[ \t]*\{::.*?/?\}[ \t]*$|\{::[^{}\n]*/?\}|\{:/[^{}\n]*\}", re.M)
NAMES = "id|class|width|height|title|style|target|rel|alt|lang"
KEPT = re.compile(rf"""[#.][\w-]+|(?:{NAMES})\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"']+)""")
THEIR_CLASSES = re.compile(r"\.(?:no_toc|no-toc|toc|notice[\w-]*|align-\w+|sr-only|text-\w+|btn[\w-]*)$")
IN_LINE = re.compile(r"\$\$(?P<formula>[^$\n]+)\$\$")
LONGEST_LINE = 2_000  # characters in which a formula looks for words
NO_WORDS = re.compile(r"[>\s*+-]|\d+\.")


def translate_kramdown(text: str) -> str:
    for needed, pattern, replace in (
        (".block-", TIP, _admonition),
        ("toc", TOC, lambda match: "[TOC]"),
        ("{:/", COMMENT, lambda match: ""),
        ("{:", OPTION, lambda match: ""),
        ("{:", ATTRIBUTES, _attributes),
        ("$$", IN_LINE, _formula),
    ):
        text = _replace_outside_code(pattern, text, replace) if needed in text else text
    return text


def _replace_outside_code(pattern: re.Pattern, text: str, replace: Callable[[re.Match], str]) -> str:
    code = [(start, end) for kind, start, end in regions(text) if kind != "formula"] + [*indented_code(text)]

    def replace_if_text(match: re.Match) -> str:
        is_code = any(start <= match.start() < end for start, end in code)
        return match[0] if is_code else replace(match)

    return pattern.sub(replace_if_text, text)


def _admonition(match: re.Match) -> str:
    """al-folio's colored quotation as a note; its heading is the note's."""
    words = QUOTED.sub("", match["quote"]).strip("\n")
    title = TITLE.match(words)
    shown = f' "{title["title"]}"'.replace('\\"', "'") if title else ""
    inside = "\n".join(f"    {line}".rstrip() for line in TITLE.sub("", words).splitlines())
    return f"!!! {match['kind']}{shown}\n\n{inside}"


def _attributes(match: re.Match) -> str:
    """The attributes as Python-Markdown writes them, without references, and without classes of themes."""
    kept = [one for one in KEPT.findall(match["list"]) if not THEIR_CLASSES.match(one)]
    before = match["before"] or ""
    return f"{before}{{ {' '.join(kept)} }}" if kept else before


def _formula(match: re.Match) -> str:
    """A formula that stands in a line with words is one of the line here."""
    start, end = match.string.rfind("\n", 0, match.start()) + 1, match.string.find("\n", match.end())
    line = match.string[start : end if end >= 0 else None][:LONGEST_LINE]
    is_alone = not NO_WORDS.sub("", IN_LINE.sub("", line))
    return match[0] if is_alone else f"${match['formula'].strip()}$"
