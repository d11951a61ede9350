"""People: content/people.toml → a registry, and whom a name in a list of authors means."""

from plugins.people.reader import Person, Registry, read

__all__ = ["Person", "Registry", "read"]
