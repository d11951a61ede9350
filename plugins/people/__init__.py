"""The people of content/people.toml, and the person whom a name in a list of authors means."""

from plugins.people.person import Person
from plugins.people.reader import read_people
from plugins.people.registry import Registry

__all__ = ["Person", "Registry", "read_people"]
