"""Values of a record for pages in other languages: `title-de` stands beside `title` in a file, and in `translated`.

A record is a frozen dataclass with a field `translated`, a mapping of such keys to values. Tags are equal in capital
and small letters: `title-pt-br` is for pages in `pt-BR`.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

from markupsafe import Markup

from plugins.core.languages import language_error
from plugins.core.locales import broader
from plugins.core.problems import Problem
from plugins.core.toml_tables import Table, to_line, to_text

KEY = re.compile(r"(?P<base>[a-z][a-z0-9-]*?)-(?P<tag>[A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*)")
Record = TypeVar("Record")


def translated_values(table: Table, names: Collection[str]) -> dict[str, str]:
    """The values of a table that say one of `names` in another language; reports tags that are no language."""
    matches = {key: match for key in table.values if (match := KEY.fullmatch(str(key))) and match["base"] in names}
    first: dict[str, str] = {}
    for key, match in matches.items():
        check_tag(table, key, match["tag"])
        if (other := first.setdefault(key.lower(), key)) != key:
            table.add_problem(f"'{key}' is '{other}': keep one of the two", key)
    return {key: table.get(key, to_text if match["base"] == "text" else to_line) for key, match in matches.items()}


def check_tag(table: Table, key: str, tag: str) -> None:
    if problem := language_error(tag):
        table.add_problem(problem, key)


def in_language(record: Record, lang: str, values: Mapping[str, object] | None = None) -> Record:
    """The record with its values for the language, over other `values`."""
    found = {**(values or {}), **_values_in(record, lang)}
    return replace(record, **found) if found else record


def unsaid_in(record: Record, names: Iterable[str], lang: str) -> tuple[str, ...]:
    """The names that have a value, but no value in the language."""
    said = _values_in(record, lang)
    return tuple(name for name in names if getattr(record, name) and name not in said)


def _values_in(record: Record, lang: str) -> dict[str, object]:
    """The values for the language by their names; those for `pt-BR` before those for `pt`."""
    found = {}
    for tag in reversed([tag.lower() for tag in broader(lang)]):
        parts = ((key.partition("-"), value) for key, value in record.translated.items() if value)
        found |= {name: value for (name, _, written), value in parts if written.lower() == tag}
    return found


def with_html(
    record: Record, convert: Callable[[str, str], object], label: str = ""
) -> tuple[Record, list[tuple[str, Problem]]]:
    """The record with the HTML of its `text` in each language, and the problems in these texts by language; `label`
    begins each message.

    `convert` reads Markdown in a language, which is empty for that of the site, and returns a `Converted`.
    """
    texts = {key.removeprefix("text-"): text for key, text in record.translated.items() if key.startswith("text-")}
    read = {lang: convert(text, lang) for lang, text in ({"": record.text} | texts).items() if text}
    html = {lang: Markup(converted.document.html) for lang, converted in read.items()}
    others = {f"html-{lang}": written for lang, written in html.items() if lang}
    wrong = [
        (lang, Problem.at(record.line, each.message, label))
        for lang, converted in read.items()
        for each in converted.errors
    ]
    return replace(record, html=html.get("", Markup("")), translated={**record.translated, **others}), wrong


def map_html(record: Record, change: Callable[[str], Markup]) -> Record:
    """The record with changed HTML, in each language."""
    others = {key: change(html) for key, html in record.translated.items() if key.startswith("html-")}
    return replace(record, html=change(record.html), translated={**record.translated, **others})
