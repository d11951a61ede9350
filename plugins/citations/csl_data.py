"""A publication in CSL's terms (https://docs.citationstyles.org/en/stable/specification.html#appendix-iv-variables).

In: its newest version. Out: CSL-JSON, whose texts are plain: styles add the markup.
"""

from plugins.citations import marked
from plugins.core.names import Name, is_east_asian
from plugins.publications.kinds import KINDS
from plugins.publications.records import Author, Version
from plugins.publications.ris import address_of, publisher_of
from plugins.publications.typeset import plain

CONTAINED = ("journal", "conference", "workshop", "chapter", "other")
NUMBERED = ("report", "patent")


def csl_item(version: Version) -> dict[str, object]:
    """Return the item for a version, without what it lacks; the style's own processor needs an `id` besides."""
    first, last = version.pages
    number = version.value("number", "issue")
    is_numbered = version.kind in NUMBERED
    address = address_of(version)
    item = {
        "type": KINDS[version.kind].csl_type,
        "title": plain(version.title),
        "author": _names(version.authors, version.has_more_authors),
        "editor": _names(version.further_editors or version.editors_of_book),
        "translator": _names(version.translators),
        "issued": _date(version),
        "container-title": plain(version.venue) if version.kind in CONTAINED else "",
        "event": plain(version.venue) if version.kind == "talk" else "",
        "collection-title": version.value("series") if version.venue != version.value("series") else "",
        "volume": version.value("volume"),
        "issue": "" if is_numbered else number,
        "number": number if is_numbered else "",
        "page": f"{first}-{last}" if last else first,
        "edition": version.value("edition"),
        "version": version.value("version"),
        "publisher": publisher_of(version),
        "publisher-place": version.value("location", "address", "place"),
        "genre": version.degree or version.value("type"),
        "DOI": version.any_doi,
        "URL": "" if version.any_doi else address,
        # Styles capitalize English titles. The author's capitals, as in names and acronyms, are right.
        "language": "",
    }
    return {name: _without_marks(value) for name, value in item.items() if value or name == "language"}


def _without_marks(value: object) -> object:
    """The value without characters that mean something in `marked.py`."""
    if isinstance(value, str):
        return marked.plain(value)
    if isinstance(value, list):
        return [_without_marks(each) for each in value]
    return {name: _without_marks(each) for name, each in value.items()} if isinstance(value, dict) else value


def _names(authors: tuple[Author, ...], has_more: bool = False) -> list[dict[str, str]]:
    names = [_name(author.name) for author in authors]
    return [*names, {"literal": "others"}] if names and has_more else names


def _name(name: Name) -> dict[str, str]:
    if name.literal or not name.given or is_east_asian(name.family):
        return {"literal": str(name)}
    parts = {"family": name.family, "given": name.given, "suffix": name.suffix}
    return {part: text for part, text in parts.items() if text}


def _date(version: Version) -> dict[str, object]:
    date = version.date
    if date.year:
        parts = [date.year, date.month, date.day] if date.month else [date.year]
        return {"date-parts": [[part for part in parts if part]]}
    words = date.text or version.status
    return {"literal": words} if words else {}
