"""The values of Liquid's expressions: literals, variables, filters, conditions. What is not known is None.

In: an expression and the variables by name. Nothing but lookups in plain data is done.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from operator import eq, ge, gt, le, lt, ne
from typing import Any

from plugins.migrate.new_text import TAG

Variables = Mapping[str, Any]
STRING = re.compile(r"\"([^\"]*)\"|'([^']*)'")
PATH = re.compile(r"[A-Za-z_][\w-]*(?:\.[\w-]+|\[(?:\"[^\"]*\"|'[^']*'|\d+)\])*\??")
STEP = re.compile(r"[\w-]+")
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
FILTER = re.compile(r"\s*\|\s*(?P<name>\w+)(?:\s*:\s*(?P<words>(?:\"[^\"]*\"|'[^']*'|[^|\"'])*))?")
COMPARISON = re.compile(r"\s*(==|!=|>=|<=|>|<|\bcontains\b)\s*")
PARTS = re.compile(r"(?:\"[^\"]*\"|'[^']*'|[^,\"'])+")
WORDS = {"true": True, "false": False, "nil": None, "null": None, "blank": "", "empty": ""}
COMPARISONS = {"==": eq, "!=": ne, ">": gt, "<": lt, ">=": ge, "<=": le}
KNOWN = ("site.", "page.", "include.")  # what is missing in these is nothing
LONGEST = 100_000  # characters of a value


def value_of(expression: str, variables: Variables) -> Any:
    """The value of an expression with its filters; None if it is not known."""
    head = re.match(r"(?:\"[^\"]*\"|'[^']*'|[^|\"'])*", expression)[0]
    value = _operand(head.strip(), variables)
    for match in FILTER.finditer(expression, len(head)):
        words = [_operand(part.strip(), variables) for part in PARTS.findall(match["words"] or "")]
        value = _filtered(match["name"], value, words)
    return value[:LONGEST] if isinstance(value, str) else value


def _operand(written: str, variables: Variables) -> Any:
    if match := STRING.fullmatch(written):
        return match[1] if match[1] is not None else match[2]
    if written in WORDS:
        return WORDS[written]
    if NUMBER.fullmatch(written):
        return float(written) if "." in written else int(written)
    if not PATH.fullmatch(written):
        return None
    value: Any = variables
    for step in STEP.findall(written):
        if isinstance(value, Mapping):
            value = value.get(step)
        elif isinstance(value, list):
            value = _of_list(value, step)
        else:
            value = len(value) if isinstance(value, str) and step == "size" else None
    return value


def _of_list(values: list, step: str) -> Any:
    if step == "size":
        return len(values)
    place = {"first": 0, "last": len(values) - 1}.get(step, int(step) if step.isdecimal() and len(step) < 6 else -1)
    return values[place] if 0 <= place < len(values) else None


def _date(value: Any, words: list) -> Any:
    if not isinstance(value, date):
        return None if value in ("now", "today") else value
    if not words:
        return value
    try:
        return value.strftime(str(words[0]))
    except ValueError:
        return str(value)


TEXT_FILTERS: dict[str, Callable[[str], str]] = {
    "downcase": str.lower,
    "upcase": str.upper,
    "capitalize": str.capitalize,
    "strip": str.strip,
    "strip_html": lambda text: TAG.sub("", text),
    "strip_newlines": lambda text: text.replace("\n", ""),
}
LINKS = ("relative_url", "absolute_url")


def _filtered(name: str, value: Any, words: list) -> Any:
    """What a filter makes of a value; a filter that is not known leaves it as it is."""
    word = "" if not words or words[0] is None else str(words[0])
    if name == "default":
        return word if value in (None, "", False) else value
    if name == "date":
        return _date(value, words)
    if name in ("prepend", "append"):
        shown = "" if value is None else str(value)
        return word + shown if name == "prepend" else shown + word
    if isinstance(value, list):
        return {"join": lambda: word.join(map(str, value)), "size": lambda: len(value)}.get(name, lambda: value)()
    if name in LINKS:
        return value if value is None or re.match(r"[a-z]+:", str(value)) else f"/{str(value).lstrip('/')}"
    if not isinstance(value, str):
        return value
    if name in ("remove", "replace") and word:
        return value.replace(word, str(words[1]) if name == "replace" and len(words) > 1 else "")
    if name == "split":
        return value.split(word or None)
    return TEXT_FILTERS.get(name, lambda text: text)(value)


def is_true(condition: str, variables: Variables) -> bool | None:
    """Whether a condition holds; None if it depends on what is not known."""
    for word, decides in ((" or ", True), (" and ", False)):
        if word in condition:
            found = [is_true(part, variables) for part in condition.split(word)]
            return decides if decides in found else None if None in found else not decides
    left, *rest = COMPARISON.split(condition, maxsplit=1)
    first = value_of(left.strip(), variables)
    if first is None and not left.strip().startswith(KNOWN):
        return None
    if not rest:
        return first not in (None, False)
    return _compare(rest[0], first, value_of(rest[1].strip(), variables))


def _compare(sign: str, first: Any, second: Any) -> bool | None:
    if sign == "contains":
        return str(second) in first if isinstance(first, str | list) else None
    try:
        return COMPARISONS[sign](first, second)
    except TypeError:
        return None
