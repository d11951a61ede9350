"""Check the values of front matter, and translate the keys of Material for MkDocs to those of Pelican.

Input: keys and values from YAML or from Pelican's own header. Output: values that Pelican accepts, or a ValueError that
says what would be right.
"""

from collections.abc import Callable
from pathlib import PurePosixPath

from plugins.core.languages import language_error
from plugins.core.problems import did_you_mean
from plugins.dialect.source.dates import parse_date

TYPESET = frozenset(("title", "description", "summary"))
ADDRESSES = frozenset(("slug", "url", "save_as"))
DATES = frozenset(("date", "modified"))
TEXTS = TYPESET | ADDRESSES | DATES | {"status", "template", "lang", "category", "icon"}
WORDS = frozenset(("tags", "authors", "author", "hide"))
STATUSES = ("published", "draft", "hidden", "skip")
LABELS = ("new", "deprecated")  # values of Material's `status`: an icon beside the page in its side bar
YES = ("true", "yes", "on")  # with those of YAML 1.1: otherwise `draft: yes` would publish a draft
LONGEST_NAME = 255  # bytes in a file's name, on every common file system
HIDDEN = ("navigation", "toc", "tabs", "path", "feedback", "footer")
ALSO_HIDDEN = ("nav",)  # what people write for navigation


def as_pelican(values: dict[str, object]) -> dict[str, object]:
    """Translate the keys of Material: `date` with `created` and `updated`, `draft`, `status`, `template`."""
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


def check_value(key: str, value: object, has_template: Callable[[str], bool]) -> object:
    """The value: a string if it is text, a `datetime` if it is a date. Raises ValueError with what would be right."""
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
        return parse_date(text)
    if key == "status" and text.lower() not in STATUSES:
        known = did_you_mean(text.lower(), STATUSES + LABELS) or f" (there are {', '.join(STATUSES)})"
        raise ValueError(f"no status '{text}'{known}")
    if key in ADDRESSES:
        check_address(key, text)
    if key == "lang" and (problem := language_error(text)):
        raise ValueError(problem)
    if key == "template" and not has_template(text):
        raise ValueError(f"no template '{text}'")
    return text


def _check_words(key: str, words: list) -> None:
    if not all(isinstance(word, str) for word in words):
        raise ValueError(f"'{key}' is a list of words")
    unknown = [word for word in words if word not in HIDDEN + ALSO_HIDDEN] if key == "hide" else []
    if unknown:
        among = f" (there are {', '.join(HIDDEN)})"
        messages = (f"nothing called '{word}' to hide{did_you_mean(word, HIDDEN) or among}" for word in unknown)
        raise ValueError("; ".join(messages))


def check_address(key: str, text: str) -> None:
    """Raise ValueError if `text` cannot be part of an address inside the site."""
    path = PurePosixPath(text)
    parts = text.split("/")
    if key == "url" and parts[-1] == "":
        parts.pop()
    if not text.startswith("/") and {"", "."} & set(parts):
        raise ValueError(f"{key} '{text[:60]}' names no page: write an address inside the site")
    if text.startswith("/") or ".." in path.parts or "\\" in text or ":" in text.split("/")[0]:
        raise ValueError(f"{key} '{text[:60]}' leads out of the site: write an address inside it")
    if any(ord(character) < 32 for character in text):
        raise ValueError(f"{key} holds a control character")
    if any(len(part.encode()) > LONGEST_NAME - len(".html") for part in path.parts):
        raise ValueError(f"{key} is longer than a file's name may be ({LONGEST_NAME} bytes)")
