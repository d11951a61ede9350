"""The answers as one record."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from plugins.init.links import Link
from plugins.init.reading import Institution, Portrait


@dataclass(frozen=True)
class Hosting:
    """Where the site goes: its `address`, PUBLISH, and the `files` that the host needs, each with its source in
    `plugins/publish/hosts/`. `user` is the account there, if the host has accounts."""

    address: str = ""
    setting: Mapping[str, object] | None = None
    files: Mapping[str, str] = field(default_factory=dict)
    user: str = ""


@dataclass(frozen=True)
class Answers:
    """Who the author is, and where the site goes; the field names are the keys of the questions."""

    name: str
    other_name: str = ""
    role: str = ""
    institution: Institution = Institution()
    languages: tuple[str, ...] = ("en",)
    links: tuple[Link, ...] = ()
    portrait: Portrait | None = None
    timezone: str = "UTC"
    hosting: Hosting = Hosting()

    @property
    def mail(self) -> str:
        """The first e-mail address among the links."""
        return next((link.mail for link in self.links if link.mail), "")
