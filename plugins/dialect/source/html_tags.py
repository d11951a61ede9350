"""Read a tag of raw HTML as a browser does, and write it so that Markdown reads the same.

Source: https://html.spec.whatwg.org/multipage/parsing.html#tokenization.
"""

import re
from html import escape, unescape

from plugins.dialect.source.elements import VOID

TAG = re.compile(
    r"""(?<!\]\()(?<!\\)<(?P<close>/?)(?P<name>[a-zA-Z][a-zA-Z0-9-]*)"""  # after "](" it is an address
    r"""(?P<rest>(?=[\s/"'=>])(?>=\s*"[^"\n]*"(?=[\s/>])|=\s*'[^'\n]*'(?=[\s/>])|"[^"<>]*"|'[^'<>]*'|[^<>])*+)>"""
)
UNFINISHED = re.compile(r"""<(?P<name>[a-zA-Z][a-zA-Z0-9-]*)\s[^<>]*\Z""")
REGULAR = re.compile(r"""(?>\s+[^\s"'<>/=]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+))?)*+\s*/?""")
# The attribute states of the HTML tokenizer in one pattern: an unquoted value ends only at white space or ">".
ATTRIBUTE = re.compile(r"""[\s/]*(?P<name>[^\s/>=]+)(?:\s*=\s*(?:"(?P<d>[^"]*)"|'(?P<s>[^']*)'|(?P<u>[^\s>]*)))?""")
EMPTY = re.compile(r"""(?:^|["'\s]|\s[^\s"'=<>/]+)/\s*\Z""")  # as in XHTML; the slash of `href=a/` is part of its value
MARKDOWN = re.compile(r"""\smarkdown(?:\s*=\s*["']?(?:1|block|span|markdown)["']?)?(?=[\s/]|\Z)""")


def is_regular(match: re.Match) -> bool:
    """Whether a tag's attributes are well-formed."""
    return REGULAR.fullmatch(match["rest"]) is not None


def is_empty(match: re.Match) -> bool:
    """Whether a tag is closed as in XHTML, which HTML ignores: `<a name="x"/>`."""
    return not match["close"] and match["name"].lower() not in VOID and EMPTY.search(match["rest"]) is not None


def is_markdown(match: re.Match) -> bool:
    """Whether a tag has the attribute `markdown`: its content is Markdown."""
    return MARKDOWN.search(match["rest"]) is not None


def spelled(tag: str, match: re.Match) -> str:
    """The tag with each attribute quoted and without duplicates, as a browser reads it; a regular tag is unchanged."""
    rest = tag[match.start("rest") - match.start() : -1]
    if is_regular(match) and not set(rest) & set("<>"):
        return tag
    attributes: dict[str, str | None] = {}
    for found in ATTRIBUTE.finditer(rest.rstrip("/")):
        value = next((found[key] for key in "dsu" if found[key] is not None), None)
        name = found["name"].lower()
        if not set(name) & set("\"'<"):
            attributes.setdefault(name, value)
    every = [
        f" {name}" if value is None else f' {name}="{escape(unescape(value))}"' for name, value in attributes.items()
    ]
    return f"<{match['close']}{match['name']}{''.join(every) if not match['close'] else ''}>"
