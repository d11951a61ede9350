"""What a header's values mean: Material for MkDocs' words as Pelican's, each value checked, with what would be right.

In: keys and values as YAML or Pelican's header gave them. Out: values as Pelican takes them, or a ValueError.
"""

from collections.abc import Callable
from datetime import datetime

from dateutil.parser import ParserError, parse

from plugins.core.problems import did_you_mean
from plugins.dialect.site import check_address

TYPESET = frozenset(("title", "description", "summary"))
ADDRESSES = frozenset(("slug", "url", "save_as"))
DATES = frozenset(("date", "modified"))
TEXTS = TYPESET | ADDRESSES | DATES | {"status", "template", "lang", "category", "icon"}
WORDS = frozenset(("tags", "authors", "author", "hide"))
STATUSES = ("published", "draft", "hidden", "skip")
LABELS = ("new", "deprecated")  # Material's `status`, a sign beside a page in its side bar
YES = ("true", "yes", "on")  # YAML 1.1's: what its author holds back is not published for want of a word
HIDDEN = ("navigation", "toc", "tabs", "path", "feedback", "footer")


def as_pelican(values: dict[str, object]) -> dict[str, object]:
    """Material's header in Pelican's words: `date` with `created` and `updated`, `draft`, a template of its theme."""
    values = dict(values)
    dates = values.get("date")
    if isinstance(dates, dict) and "created" in dates:
        values["date"] = dates["created"]
        values |= {"modified": dates["updated"]} if "updated" in dates else {}
    if str(values.pop("draft", "")).lower() in YES:
        values["status"] = "draft"
    if values.get("status") in LABELS:
        values["label"] = values.pop("status")
    if str(values.get("template", "")).endswith(".html"):
        values["material_template"] = values.pop("template")
    return values


def checked(key: str, value: object, has_template: Callable[[str], bool]) -> object:
    """The value, a text for what is a text. Raises ValueError with what would be right."""
    if key in WORDS:
        _check_words(key, value if isinstance(value, list) else [value])
    if key not in TEXTS:
        return value
    if key == "date" and isinstance(value, dict) and "updated" in value:
        raise ValueError("'date' needs the day of creation: 'created: 2026-08-13'")
    if isinstance(value, list | dict):
        raise ValueError(f"'{key}' is one line of text, not a list")
    text = " ".join(str(value).split()) if key in TYPESET else str(value)
    if key in DATES:
        check_date(text)
    if key == "status" and text.lower() not in STATUSES:
        known = did_you_mean(text.lower(), STATUSES + LABELS) or f" (there are {', '.join(STATUSES)})"
        raise ValueError(f"no status '{text}'{known}")
    if key in ADDRESSES:
        check_address(key, text)
    if key == "template" and not has_template(text):
        raise ValueError(f"no template '{text}'")
    return text


def _check_words(key: str, words: list) -> None:
    if not all(isinstance(word, str) for word in words):
        raise ValueError(f"'{key}' is a list of words")
    unknown = [word for word in words if word not in HIDDEN] if key == "hide" else []
    if unknown:
        among = f" (there are {', '.join(HIDDEN)})"
        said = (f"nothing called '{word}' to hide{did_you_mean(word, HIDDEN) or among}" for word in unknown)
        raise ValueError("; ".join(said))


def check_date(text: str) -> None:
    """Raise ValueError unless the text names a day: year, month and day."""
    try:
        first, second = (parse(text, default=datetime(year, month, year)) for year, month in ((4, 1), (8, 3)))
    except (ParserError, ValueError, OverflowError):
        first, second = None, text
    if first != second:
        raise ValueError(f"'{text}' is no date: write year, month and day, as in 2026-08-13")
