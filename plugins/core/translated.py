"""Values of a record for pages in other languages: `title-de` stands beside `title` in a file, and in `translated`.

A record is a frozen dataclass with a field `translated`, a mapping of such keys to values.
"""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from typing import TypeVar

from markupsafe import Markup

from plugins.core.languages import language_error
from plugins.core.locales import broader
from plugins.core.toml_tables import Table, to_line, to_text

KEY = re.compile(r"(?P<base>[a-z][a-z0-9-]*?)-(?P<tag>[a-z]{2,3}(?:-[A-Za-z0-9]+)*)")
Record = TypeVar("Record")


def translated_values(table: Table, names: Collection[str]) -> dict[str, str]:
    """The values of a table that say one of `names` in another language. A tag that is none is a problem."""
    matches = {key: match for key in table.values if (match := KEY.fullmatch(str(key))) and match["base"] in names}
    for key, match in matches.items():
        check_tag(table, key, match["tag"])
    return {key: table.get(key, to_text if match["base"] == "text" else to_line) for key, match in matches.items()}


def check_tag(table: Table, key: str, tag: str) -> None:
    if problem := language_error(tag):
        table.add_problem(problem, key)


def in_language(record: Record, lang: str, values: Mapping[str, object] | None = None) -> Record:
    """The record with its values for the language, over other `values`."""
    found = dict(values or {})
    for tag in reversed(list(broader(lang))):
        names = {name: name.removesuffix(f"-{tag}") for name in record.translated if name.endswith(f"-{tag}")}
        found |= {name: record.translated[written] for written, name in names.items()}
    return replace(record, **found) if found else record


def is_said_in(record: Record, name: str, lang: str) -> bool:
    return any(f"{name}-{tag}" in record.translated for tag in broader(lang))


def with_html(record: Record, to_html: Callable[[str, str], Markup]) -> Record:
    """The record with the HTML of its `text` in each language; `to_html` reads Markdown in a language, which is empty
    for that of the site."""
    texts = {key.removeprefix("text-"): text for key, text in record.translated.items() if key.startswith("text-")}
    others = {f"html-{lang}": to_html(text, lang) for lang, text in texts.items()}
    own = to_html(record.text, "") if record.text else Markup("")
    return replace(record, html=own, translated={**record.translated, **others})


def map_html(record: Record, change: Callable[[str], Markup]) -> Record:
    """The record with changed HTML, in each language."""
    others = {key: change(html) for key, html in record.translated.items() if key.startswith("html-")}
    return replace(record, html=change(record.html), translated={**record.translated, **others})
