"""Attributes of `<input>`, by the types that have them (https://html.spec.whatwg.org/#input-type-attr-summary)."""

import re

from plugins.dialect.values import DAY, NUMBER, TIME, WORDS

_LINES = "text search tel url email password"
_DATES = "date month week time datetime-local"
_SENDS = "submit image"
OF_TYPES = {
    "accept": "file",
    "alt": "image",
    "autocomplete": f"{_LINES} {_DATES} number range color hidden",
    "checked": "checkbox radio",
    "dirname": "text search tel url email password hidden submit",
    **dict.fromkeys(("formaction", "formenctype", "formmethod", "formnovalidate", "formtarget"), _SENDS),
    **dict.fromkeys(("height", "src", "width"), "image"),
    "list": f"text search tel url email {_DATES} number range color",
    **dict.fromkeys(("max", "min", "step"), f"{_DATES} number range"),
    **dict.fromkeys(("maxlength", "minlength", "pattern", "size"), _LINES),
    "multiple": "email file",
    "placeholder": f"{_LINES} number",
    "popovertarget": "submit image reset button",
    "popovertargetaction": "submit image reset button",
    "readonly": f"{_LINES} {_DATES} number",
    "required": f"{_LINES} {_DATES} number checkbox radio file",
}
KINDS = WORDS["input.type"]
NO_VALUE = frozenset(("file", "image"))
VALUES = {
    "number": NUMBER,
    "range": NUMBER,
    "color": r"#[0-9A-Fa-f]{6}",
    "date": DAY,
    "time": TIME,
    "url": r"[A-Za-z][\w+.-]*:\S+",
    "month": r"\d{4}-(?:0[1-9]|1[0-2])",
    "week": r"\d{4}-W\d\d",
    "datetime-local": rf"{DAY}[T ]{TIME}",
}


def means_something(kind: str, name: str, value: str) -> bool:
    """Whether an input of this type has the attribute, with such a value."""
    kind = kind if kind in KINDS else "text"
    if name == "value" and kind in NO_VALUE:
        return False
    if name in ("max", "min", "value") and kind in VALUES:
        return not value or re.fullmatch(VALUES[kind], value) is not None
    if name == "step" and re.fullmatch(r"any|(?=.*[1-9])\d*\.?\d+", value) is None:
        return False
    return name not in OF_TYPES or kind in OF_TYPES[name].split()
