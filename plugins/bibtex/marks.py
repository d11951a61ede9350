r"""Signs that stand after a name: `*`, `$^\dagger$`, `\textsuperscript{1,*}`, `\thanks{Equal contribution}`.

In: one name as written in LaTeX. Out: the name without them, and what they mean.
"""

import re

MEANINGS = {
    "*": "equal", "∗": "equal", "⋆": "equal", "＊": "equal", r"\ast": "equal", r"\star": "equal",
    r"\textasteriskcentered": "equal",
    "†": "corresponding", "✉": "corresponding", "📧": "corresponding", r"\dag": "corresponding",
    r"\dagger": "corresponding", r"\textdagger": "corresponding", r"\letter": "corresponding",
    r"\envelope": "corresponding",
    r"\ddag": "‡", r"\ddagger": "‡", r"\textdaggerdbl": "‡", r"\#": "#", r"\s": "§", r"\p": "¶",
}  # fmt: skip
ANNOTATED = {
    **dict.fromkeys(("equal", "equally", "equal contribution", "cofirst", "co-first", "first", "*"), "equal"),
    **dict.fromkeys(("corresponding", "correspondence", "corresponding author", "†"), "corresponding"),
}
MACRO = r"\\(?:ast|star|textasteriskcentered|ddag(?:ger)?|dag(?:ger)?|textdaggerdbl|textdagger|Letter|Envelope|S|P)"
SIGNS = rf"\\?[*#]|[∗⋆＊†‡✉📧§¶⁰¹²³⁴⁵⁶⁷⁸⁹]\ufe0f?|{MACRO}(?![A-Za-z])(?:\{{\}})?"
MARK = re.compile(
    rf"""
      \\thanks \s* \{{ (?P<thanks> (?:[^{{}}]|\{{[^{{}}]*\}})* ) \}}
    | \\textsuperscript \s* \{{ (?P<raised> (?:[^{{}}]|\{{[^{{}}]*\}})* ) \}}
    | \$ \s* \^? \s* (?P<formula> [^$]* ) \$
    | (?<!\\) \^ \s* (?: \{{ (?P<power> [^{{}}]* ) \}} | (?P<digit> \w ) )
    | (?P<sign> {SIGNS} )
    """,
    re.X,
)
EMPTY = re.compile(r"\{\s*\}")
IN_FORMULA = re.compile(r"\\(?:text|mathrm|textrm|mathbf|rm)(?![A-Za-z])|[{}^$]")


def taken(written: str) -> tuple[str, tuple[str, ...]]:
    """A name without its marks, and those in their order, each once."""
    signs: list[str] = []
    for match in MARK.finditer(written):
        if match["thanks"] is not None:
            signs += _thanked(match["thanks"])
        else:
            inner = next(filter(None, (match[kind] for kind in ("raised", "formula", "power", "digit", "sign"))), "")
            signs += (_meaning(sign) for sign in re.split(r"[,\s]+|(?<=[*†‡])", IN_FORMULA.sub("", inner)) if sign)
    if not signs and not MARK.search(written):
        return written.strip(), ()
    rest = EMPTY.sub(lambda braces: "" if not _is_ending(written, braces) else braces[0], MARK.sub("", written))
    return re.sub(r"\s+(?=,)|\s{2,}", "", rest).strip(), tuple(dict.fromkeys(signs))


def _is_ending(written: str, braces: re.Match) -> bool:
    r"""Whether the empty braces end a macro, as in `\o{}`."""
    return re.search(r"\\[A-Za-z]+$", braces.string[: braces.start()]) is not None


def _meaning(sign: str) -> str:
    plain = sign.strip("\ufe0f")
    return MEANINGS.get(plain.lower(), MEANINGS.get(plain.removeprefix("\\"), plain))


def _thanked(text: str) -> list[str]:
    words = text.lower()
    kinds = {"equal": ("equal",), "corresponding": ("correspond", "e-mail", "email")}
    found = [kind for kind, stems in kinds.items() if any(stem in words for stem in stems)]
    return found or ([text.strip()] if text.strip() else [])
