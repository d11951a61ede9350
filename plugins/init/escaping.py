"""Text that an author answered, written so that it is read as that text: in Markdown, and in TOML."""

import json
import re

# What a line of Markdown would read as markup; the other characters get a backslash.
ENTITIES = {"<": "&lt;", ">": "&gt;", "&": "&amp;", "~": "&#126;", "^": "&#94;", "=": "&#61;", "$": "&#36;"}
ENTITIES[":"] = "<span>:</span>"  # of a word between colons, which would be an emoji even so
SPECIAL = re.compile(r"[\\`*_{}\[\]<>&~^$]|#(?=\s*$)|(?<=[=+:-])[=+:-]|:(?=[\w+-]+:)|//+|@(?=\w)|\.(?=\.\.)")


def escape_markdown(text: str) -> str:
    """The text for a line of Markdown; quotes stay, and become typographic ones."""
    return SPECIAL.sub(_escaped, text)


def _escaped(match: re.Match) -> str:
    return "".join(ENTITIES.get(character) or _reference(character) for character in match[0])


def _reference(character: str) -> str:
    return f"\\{character}" if character in r"\`*_{}[]#+-." else f"&#{ord(character)};"


def toml_text(text: str) -> str:
    """The text in quotes, for TOML, and for YAML."""
    return json.dumps(text, ensure_ascii=False)
