"""Names in publications.bib that resemble the author or a person of people.toml, but match nobody."""

from collections.abc import Iterator

from plugins import people
from plugins.audit.sources import Site, read_content_file
from plugins.bibtex.bib_reader import read_bibtex
from plugins.bibtex.name_lists import parse_names
from plugins.core.names import Name
from plugins.core.problems import Problem

BIBLIOGRAPHY, PEOPLE = "publications.bib", "people.toml"


def find_similar_names(site: Site) -> Iterator[Problem]:
    """A finding for each spelling, at its first place."""
    registry, _ = people.read_people(read_content_file(site, PEOPLE), site.author)
    seen: set[str] = set()
    for line, name in _find_names(read_content_file(site, BIBLIOGRAPHY)):
        if name.inverted not in seen and (like := registry.alike(name)):
            yield Problem(f"{site.folder}/{BIBLIOGRAPHY}", line, _message(name, like, site.folder))
        seen.add(name.inverted)


def _message(name: Name, like: tuple[people.Person, ...], folder: str) -> str:
    shown = list(dict.fromkeys(person.name for person in like))
    if len(shown) < len(like):
        message = f"'{name}' may be more than one {shown[0]} of {folder}/{PEOPLE}, and is linked to none"
        return f"{message}: write a fuller name"
    one = "" if len(shown) == 1 else " of one"
    advice = f"if it is the same person, add it to the variants{one} in {folder}/{PEOPLE}"
    return f"'{name}' looks like {' or '.join(shown[:3])}: {advice}"


def _find_names(text: str) -> Iterator[tuple[int, Name]]:
    """The authors and editors of a bibliography, each with the line of the field."""
    entries, _ = read_bibtex(text)
    for entry in entries:
        for field in ("author", "editor"):
            for name in parse_names(entry.fields.get(field, "")).names:
                yield entry.line_of(field), name
