"""A curriculum vitae as data, of al-folio, RenderCV or JSON Resume → cv.toml.

In: sections by their headings, lists of mappings or texts. Out: the text of cv.toml. A value that has no key of its own
there is part of the entry's text, so that no word is lost.
"""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from plugins.core.locales import english
from plugins.cv.sections import NAMES
from plugins.migrate.new_text import TAG, plain_words
from plugins.migrate.toml_text import toml_table, toml_tables

# What other systems call our sections, without spaces and hyphens
SECTIONS = {
    "positions": "experience work workexperience professionalexperience employment",
    "awards": "honors honorsandawards awardsandhonors",
    "grants": "funding",
    "teaching": "teachingexperience",
    "service": "professionalservice",
    "talks": "presentations",
}
SHOWN = {"work": "Work", "basics": "About"}
# The keys of the systems, the strongest first
WHAT = ("title", "position", "name", "label", "language", "network", "bullet", "award")
WHERE = ("institution", "company", "organization", "awarder", "issuer", "journal", "publisher", "venue", "entity")
WHERE += ("department", "location")
WHEN = ("date", "releasedate", "year", "when")
FROM, UNTIL = ("startdate", "start", "from"), ("enddate", "end", "until")
ADDRESSES = ("url", "website", "link")
DAY = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?:T.*)?")
NOW = r"now|present|current|today"
SPAN = re.compile(rf"(?P<start>\d{{4}}(?:-\d\d)?)\s*(?:-|–|—|to)\s*(?P<end>\d{{4}}(?:-\d\d)?|{NOW})?", re.I)
LINK = re.compile(r"\]\((?P<url>https?://[^\s()]+)\)")
IGNORED = ("type", "logo", "image", "hidden", "icon", "color")  # about the look


def write_cv(sections: Iterable[tuple[str, Any]]) -> str:
    """The text of cv.toml; sections of one name are one."""
    found: dict[str, list[dict[str, object]]] = {}
    titles: dict[str, str] = {}
    for heading, entries in sections:
        name = section_name(heading)
        single = [one for each in _as_list(entries) for one in _split_items(each)]
        records = [entry for each in single if (entry := read_entry(each))]
        if records:
            found.setdefault(name, []).extend(records)
            shown = SHOWN.get(heading, heading if heading != heading.lower() else heading.capitalize())
            if name not in NAMES or english().word(f"cv.{name}") != shown:
                titles.setdefault(name, " ".join(TAG.sub("", shown).split()))
    return toml_table("titles", titles) + "".join(toml_tables(name, records) for name, records in found.items())


def section_name(heading: str) -> str:
    """The name of a section in cv.toml."""
    plain = re.sub(r"[\W_]+", "-", heading.lower(), flags=re.A).strip("-")
    plain = plain if re.match("[a-z]", plain) else f"section-{plain}".strip("-")
    return next((name for name, others in SECTIONS.items() if plain.replace("-", "") in others.split()), plain)


def _as_list(entries: Any) -> list:
    if isinstance(entries, dict):
        return [{"name": key, "value": value} for key, value in entries.items()]
    return entries if isinstance(entries, list) else [entries] if entries else []


def _split_items(written: Any) -> list:
    """Of an entry that is only a year with several items, an entry for each."""
    items = written.get("items") if isinstance(written, dict) else None
    is_list = isinstance(items, list) and all(isinstance(one, str) for one in items)
    if not is_list or not written.keys() <= {"items", *WHEN}:
        return [written]
    return [{"title": item, **{key: value for key, value in written.items() if key != "items"}} for item in items]


def read_entry(written: Any) -> dict[str, object]:
    """An entry of cv.toml; empty if there are no words in it."""
    if not isinstance(written, dict):
        return _titled({"text": _markdown(written)})
    left = {re.sub(r"[_ -]", "", str(key).lower()): value for key, value in written.items() if value not in (None, "")}
    left = {key: value for key, value in left.items() if key not in IGNORED}
    entry: dict[str, object] = {"what": _take_degree(left) or _take(left, WHAT)}
    entry["where"] = ", ".join(filter(None, (_take(left, (key,)) for key in (*WHERE, "name") if key in left)))
    entry |= _take_dates(left)
    address = next((key for key in ADDRESSES if re.match(r"https?://\S+$", str(left.get(key, "")))), "")
    entry["url"] = left.pop(address, "")
    entry["text"] = "\n\n".join(filter(None, (_markdown(value) for value in left.values())))
    return _titled(entry)


def _take(left: dict[str, Any], keys: Iterable[str]) -> str:
    """The first of these values, as a line, which is then no longer left."""
    key = next((key for key in keys if isinstance(left.get(key), str | int | float)), None)
    return " ".join(TAG.sub("", str(left.pop(key))).split()) if key else ""


def _take_degree(left: dict[str, Any]) -> str:
    degree, area = _take(left, ("studytype", "degree")), _take(left, ("area",))
    return f"{degree} in {area}" if degree and area else degree or area


def _take_dates(left: dict[str, Any]) -> dict[str, object]:
    start, end = (next((key for key in keys if key in left), "") for keys in (FROM, UNTIL))
    if day := _to_date(left.get(start)):
        del left[start]
        last = _to_date(left.get(end))
        if last or re.fullmatch(NOW, str(left.get(end)).strip(), re.I):
            del left[end]
        return {"from": day, "until": last}
    key = next((key for key in (*WHEN, *UNTIL) if key in left), "")
    if day := _to_date(left.get(key)):
        del left[key]
        return {"when": day}
    if span := SPAN.fullmatch(str(left.get(key)).strip()):
        del left[key]
        return {"from": _to_date(span["start"]), "until": _to_date(span["end"])}
    return {}


def _to_date(value: Any) -> object:
    """A year as a number, a month or day in quotes; None if it is none."""
    if isinstance(value, date):
        return f"{value:%Y-%m-%d}"
    match = DAY.fullmatch(str(value).strip())
    if not match:
        return None
    numbers = [int(part) for part in match.groups() if part]
    try:
        date(*[*numbers, 1, 1][:3])
    except ValueError:
        return None
    return numbers[0] if len(numbers) == 1 else "-".join([str(numbers[0]), *(f"{part:02d}" for part in numbers[1:])])


def _markdown(value: Any, depth: int = 0) -> str:
    """Text, lists and lists below them as Markdown."""
    if isinstance(value, list):
        return "\n".join(_item(each, depth) for each in value)
    if isinstance(value, dict):
        return "\n".join(_item(each, depth) if isinstance(each, list | dict) else str(each) for each in value.values())
    return "" if value is None else str(value).strip()


def _item(value: Any, depth: int) -> str:
    """An item of a list; of a mapping, its words and below them its lists."""
    indent = "    " * depth
    if not isinstance(value, dict):
        return f"{indent}- {' '.join(_markdown(value).split())}"
    words = [" ".join(str(each).split()) for each in value.values() if not isinstance(each, list | dict)]
    below = [_markdown(each, depth + 1) for each in value.values() if isinstance(each, list | dict)]
    return "\n".join([f"{indent}- {' '.join(words)}".rstrip(), *below])


def _titled(entry: dict[str, object]) -> dict[str, object]:
    """The entry with a `what`: if it has none, its place, or the first words of its text."""
    if not entry.get("what") and entry.get("where"):
        entry["what"] = entry.pop("where")
    if not entry.get("what"):
        first, _, rest = str(entry.get("text") or "").lstrip("- ").partition("\n")
        entry |= {"what": first, "text": rest.strip()}
    what = str(entry["what"] or "")
    if link := LINK.search(what):
        entry["url"] = entry.get("url") or link["url"]
    entry["what"] = plain_words(what)
    order = ("what", "where", "url", "when", "from", "until", "text")
    return {key: entry[key] for key in order if entry.get(key)} if entry["what"] else {}
