"""Names in publications.bib that look like somebody of people.toml, or like the author, and match nobody."""

from collections.abc import Iterator

from plugins import people
from plugins.audit.sources import Site, text_of
from plugins.bibtex.bib_reader import read_bibtex
from plugins.bibtex.name_lists import parse_names
from plugins.core.names import Name
from plugins.core.problems import Problem

BIBLIOGRAPHY, PEOPLE = "publications.bib", "people.toml"


def near_names(site: Site) -> Iterator[Problem]:
    """Each spelling once, where it first stands."""
    registry, _ = people.read_people(text_of(site, PEOPLE), site.author)
    seen: set[str] = set()
    for line, name in _names(text_of(site, BIBLIOGRAPHY)):
        if name.inverted not in seen and (like := registry.alike(name)):
            yield Problem(f"{site.folder}/{BIBLIOGRAPHY}", line, _message(name, like, site.folder))
        seen.add(name.inverted)


def _message(name: Name, like: tuple[people.Person, ...], folder: str) -> str:
    shown = list(dict.fromkeys(person.name for person in like))
    if len(shown) < len(like):
        return f"'{name}' may be more than one {shown[0]} of {folder}/{PEOPLE}, and is linked to none: write more of it"
    one = "" if len(shown) == 1 else " of one"
    return f"'{name}' looks like {' or '.join(shown[:3])}: add it to the variants{one} in {folder}/{PEOPLE}, if it is"


def _names(text: str) -> Iterator[tuple[int, Name]]:
    """Authors and editors of a bibliography, with the line of their field."""
    entries, _ = read_bibtex(text)
    for entry in entries:
        for field in ("author", "editor"):
            for name in parse_names(entry.fields.get(field, "")).names:
                yield entry.line_of(field), name
