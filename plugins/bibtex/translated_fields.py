"""Fields for pages in one language, such as `title+de`: an entry → the entry as pages in that language show it."""

from dataclasses import replace

from plugins.bibtex.entry import Entry
from plugins.core.languages import language_error
from plugins.core.locales import broader


def in_language(entry: Entry, lang: str) -> Entry:
    """The entry with what it says in the language; its title then has the language of the page."""
    tags = [tag.lower() for tag in broader(lang)]
    found = {}
    for tag in reversed(tags):
        names = [name for name in entry.fields if name.endswith(f"+{tag}") and is_translated(name)]
        found |= {name.removesuffix(f"+{tag}"): entry.fields[name] for name in names if entry.fields[name]}
    if "title" in found:
        found["langid"] = lang.lower()
    return replace(entry, fields=dict(entry.fields) | found) if found else entry


def is_translated(name: str) -> bool:
    """Whether a field is for pages in one language; `+an` marks annotations in biblatex."""
    base, _, tag = name.rpartition("+")
    return bool(base) and tag != "an" and not language_error(tag)
