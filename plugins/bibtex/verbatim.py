r"""Addresses and identifiers in `url`, `doi` and `eprint`, without the LaTeX that programs put into them.

`10.1007/1{\_}2`, `\url{https://x.org/\~{}me}`, `{{2101.01234}}` → `10.1007/1_2`, `https://x.org/~me`, `2101.01234`.
"""

import re

NAMED = {
    "textasciitilde": "~",
    "sim": "~",
    "textless": "<",
    "textgreater": ">",
    "textunderscore": "_",
    "textdollar": "$",
}
MACRO = re.compile(
    rf"\$?\\(?P<name>{'|'.join(NAMED)})(?![A-Za-z])\s?(?:\{{\s*\}})?\$?|\\(?P<character>[_%&#$~{{}}])(?:\{{\s*\}})?"
)
WRAPPED = re.compile(r"\\(?:url|path|nolinkurl|href)\s*\{(.*?)\}(?:\s*\{.*\})?", re.S)
ADDRESS = re.compile(r"\s*\{*(?:\\(?:url|href)\s*\{)?\s*(https?://(?:[^\s{}]|\{\\?[^{}\s]{0,2}\})+)", re.I)


def verbatim(value: str) -> str:
    """The value without LaTeX, as a browser or a registry expects it."""
    if "\\" in value or "{" in value:
        value = MACRO.sub(lambda match: NAMED.get(match["name"]) or match["character"], value)
        value = WRAPPED.sub(r"\1", value).replace("{", "").replace("}", "")
    return value.strip()


def address(value: str) -> str:
    r"""The address with which a value begins, as in `\url{https://x.org} (2024)`; empty if there is none."""
    match = ADDRESS.match(value)
    return verbatim(match[1]) if match else ""
