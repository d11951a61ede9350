"""What a header's values mean: each checked, with what would be right.

In: a key and its value as YAML or Pelican's header gave it. Out: the value as Pelican takes it, or a ValueError.
"""

from collections.abc import Callable
from datetime import datetime

from dateutil.parser import ParserError, parse

from plugins.dialect.site import check_address
from plugins.mistakes import did_you_mean

ADDRESSES = frozenset(("slug", "url", "save_as"))
DATES = frozenset(("date", "modified"))
TYPESET = frozenset(("title", "description", "summary"))
TEXTS = TYPESET | ADDRESSES | DATES | {"status", "template", "lang", "category"}
WORDS = frozenset(("tags", "authors", "author", "hide"))
STATUSES = ("published", "draft", "hidden", "skip")


def checked(key: str, value: object, has_template: Callable[[str], bool]) -> object:
    """The value, a text for what is a text. Raises ValueError with what would be right."""
    if key in WORDS:
        words = value if isinstance(value, list) else [value]
        if not all(isinstance(word, str) for word in words):
            raise ValueError(f"'{key}' is a list of words")
    if key not in TEXTS:
        return value
    if isinstance(value, list | dict):
        raise ValueError(f"'{key}' is one line of text, not a list")
    text = " ".join(str(value).split()) if key in TYPESET else str(value)
    if key in DATES:
        check_date(text)
    if key == "status" and text.lower() not in STATUSES:
        known = did_you_mean(text.lower(), STATUSES) or f" (there are {', '.join(STATUSES)})"
        raise ValueError(f"no status '{text}'{known}")
    if key in ADDRESSES:
        check_address(key, text)
    if key == "template" and not has_template(text):
        raise ValueError(f"no template '{text}'")
    return text


def check_date(text: str) -> None:
    """Raise ValueError unless the text names a day: year, month and day."""
    try:
        first, second = (parse(text, default=datetime(year, month, year)) for year, month in ((4, 1), (8, 3)))
    except (ParserError, ValueError, OverflowError):
        first, second = None, text
    if first != second:
        raise ValueError(f"'{text}' is no date: write year, month and day, as in 2026-08-13")
