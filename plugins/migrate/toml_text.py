"""TOML as an author would write it: `[[person]]`, then lines of keys and values."""

import json
from collections.abc import Iterable, Mapping
from datetime import date


def toml_tables(name: str, records: Iterable[Mapping[str, object]]) -> str:
    """The tables of an array, an empty line after each. Empty values are left out."""
    return "".join(f"[[{name}]]\n{_lines(record)}\n" for record in records)


def toml_table(name: str, values: Mapping[str, object]) -> str:
    return f"[{name}]\n{_lines(values)}\n" if values else ""


def _lines(values: Mapping[str, object]) -> str:
    return "".join(f"{key} = {_value(value)}\n" for key, value in values.items() if value not in (None, "", []))


def _value(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | date):
        return str(value)
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{key} = {_value(one)}" for key, one in value.items() if one) + " }"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_value, value))}]"
    text = str(value)
    if "\n" not in text:
        return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
    escaped = "\n".join(json.dumps(line, ensure_ascii=False)[1:-1].replace("\x7f", "") for line in text.split("\n"))
    return f'"""\n{escaped}"""'
