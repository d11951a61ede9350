r"""Marks after a name: `*`, `$^\dagger$`, `\textsuperscript{1,*}`, `\thanks{Equal contribution}`."""

import re

MEANINGS = {
    "*": "equal", "∗": "equal", "⋆": "equal", "＊": "equal", r"\ast": "equal", r"\star": "equal",
    r"\textasteriskcentered": "equal",
    "†": "corresponding", "✉": "corresponding", "📧": "corresponding", r"\dag": "corresponding",
    r"\dagger": "corresponding", r"\textdagger": "corresponding", r"\letter": "corresponding",
    r"\envelope": "corresponding",
    r"\ddag": "‡", r"\ddagger": "‡", r"\textdaggerdbl": "‡", r"\#": "#", r"\s": "§", r"\p": "¶",
}  # fmt: skip
ANNOTATIONS = {
    **dict.fromkeys(("equal", "equally", "equal contribution", "cofirst", "co-first", "first", "*"), "equal"),
    **dict.fromkeys(("corresponding", "correspondence", "corresponding author", "†"), "corresponding"),
}
MACRO = r"\\(?:ast|star|textasteriskcentered|ddag(?:ger)?|dag(?:ger)?|textdaggerdbl|textdagger|Letter|Envelope|S|P)"
CHARACTERS = rf"\\?[*#]|[∗⋆＊†‡✉📧§¶⁰¹²³⁴⁵⁶⁷⁸⁹]\ufe0f?|{MACRO}(?![A-Za-z])(?:\{{\}})?"
MARK = re.compile(
    rf"""
      \\thanks \s* \{{ (?P<thanks> (?:[^{{}}]|\{{[^{{}}]*\}})* ) \}}
    | \\textsuperscript \s* \{{ (?P<raised> (?:[^{{}}]|\{{[^{{}}]*\}})* ) \}}
    | \$ \s* \^? \s* (?P<formula> [^$]* ) \$
    | (?<!\\) \^ \s* (?: \{{ (?P<power> [^{{}}]* ) \}} | (?P<digit> \w ) )
    | (?P<character> {CHARACTERS} )
    """,
    re.X,
)
EMPTY_BRACES = re.compile(r"\{\s*\}")
FORMULA_COMMANDS = re.compile(r"\\(?:text|mathrm|textrm|mathbf|rm)(?![A-Za-z])|[{}^$]")


def split_marks(written: str) -> tuple[str, tuple[str, ...]]:
    """A name in LaTeX without its marks, and what these mean (`equal`, `corresponding` or as written), each once."""
    if not MARK.search(written):
        return written.strip(), ()
    marks: list[str] = []
    for match in MARK.finditer(written):
        if match["thanks"] is not None:
            marks += _thanks_marks(match["thanks"])
        else:
            inner = next(filter(None, map(match.group, ("raised", "formula", "power", "digit", "character"))), "")
            parts = re.split(r"[,\s]+|(?<=[*†‡])", FORMULA_COMMANDS.sub("", inner))
            marks += (_meaning(part) for part in parts if part)
    rest = EMPTY_BRACES.sub(lambda braces: braces[0] if _ends_macro(braces) else "", MARK.sub("", written))
    return re.sub(r"\s+(?=,)|\s{2,}", "", rest).strip(), tuple(dict.fromkeys(marks))


def _ends_macro(braces: re.Match) -> bool:
    r"""Whether the empty braces end a macro, as in `\o{}`."""
    return re.search(r"\\[A-Za-z]+$", braces.string[: braces.start()]) is not None


def _meaning(mark: str) -> str:
    plain = mark.strip("\ufe0f")
    return MEANINGS.get(plain.lower(), MEANINGS.get(plain.removeprefix("\\"), plain))


def _thanks_marks(text: str) -> list[str]:
    words = text.lower()
    stems = {"equal": ("equal",), "corresponding": ("correspond", "e-mail", "email")}
    marks = [mark for mark, found in stems.items() if any(stem in words for stem in found)]
    return marks or ([text.strip()] if text.strip() else [])
