"""Plain text that a service answers → values of BibTeX fields, before `tidy_fields` tidies them."""

import re
from collections.abc import Iterable

END_OF_GROUP = re.compile(r"\b(?:collaboration|team|group|consortium|project)s?$", re.I)


def join_names(names: Iterable[str]) -> str:
    """The value of `author`: groups, and names with `and` in them, are in braces."""
    return " and ".join(filter(None, map(_name, names)))


def balanced(value: str) -> str:
    """The value without braces that do not match, escaped or not, which would end the entry at the wrong place."""
    depth = 0
    for character in value:
        depth += (character == "{") - (character == "}")
        if depth < 0:
            break
    return value if depth == 0 else re.sub(r"\\?[{}]", "", value)


def _name(text: str) -> str:
    name = " ".join(text.split())
    return f"{{{name}}}" if END_OF_GROUP.search(name) or re.search(r"\band\b", name) else name
