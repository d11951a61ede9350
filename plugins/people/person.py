"""The records of content/people.toml: people, their roles and affiliations."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import quote

from markupsafe import Markup

from plugins.core.dates import Span
from plugins.core.services import ELSEWHERE, service_of
from plugins.people.comparable import ComparableName, make_comparable, parse_name

HOME = "fontawesome-solid-house"
FOLDER = "people"  # of the site, in which a person with a page has a folder
ROLES = (
    "head",
    "student",
    "postdoc",
    "mentee",
    "intern",
    "visitor",
    "assistant",
    "staff",
    "advisor",
    "colleague",
    "collaborator",
    "alumnus",
)


@dataclass(frozen=True)
class Role(Span):
    """What somebody is to the owner: `kind` is one of ROLES. `title` is what the site calls it, if that is more than
    its kind; `thesis` is the title of one, which `url` leads to."""

    kind: str = ""
    degree: str = ""
    topic: str = ""
    title: str = ""
    thesis: str = ""
    url: str = ""


@dataclass(frozen=True)
class Affiliation(Span):
    name: str = ""
    department: str = ""
    position: str = ""
    url: str = ""


@dataclass(frozen=True)
class Profile:
    """An address of a person elsewhere, which may be the homepage."""

    url: str
    is_home: bool = False

    @property
    def name(self) -> str:
        """What visitors call it: the service, or the host."""
        service = service_of(self.url)
        return service.name if service else self.url.partition("://")[2].partition("/")[0].removeprefix("www.")

    @property
    def icon(self) -> str:
        service = service_of(self.url)
        return HOME if self.is_home else (service.icon if service else "") or ELSEWHERE


@dataclass(frozen=True)
class Person:
    """`names` are those in other scripts by language; `line` is the person's line in the file, or 0.

    `photo` is a path below content/; `text` is Markdown, and `html` is made from it. `translated` holds values for
    other languages, such as that of `text-de`; `untranslated` names those in the site's language, if the person is for
    pages in another.
    """

    id: str
    name: str
    variants: tuple[str, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict, hash=False)
    homepage: str = ""
    orcid: str = ""
    email: str = ""
    roles: tuple[Role, ...] = ()
    affiliations: tuple[Affiliation, ...] = ()
    photo: str = ""
    topics: tuple[str, ...] = ()
    links: tuple[Profile, ...] = ()
    text: str = ""
    html: Markup = Markup("")
    is_owner: bool = False
    has_page: bool = False
    line: int = 0
    translated: Mapping[str, str] = field(default_factory=dict, hash=False)
    untranslated: tuple[str, ...] = ()

    @property
    def page_url(self) -> str:
        """The address of the person's page, from the site's root; empty without one."""
        return f"{FOLDER}/{quote(self.id)}/" if self.has_page else ""

    @property
    def url(self) -> str:
        """Where the name leads in a list of authors: to the homepage, else to the page on this site."""
        return self.homepage or (f"/{self.page_url}" if self.has_page else "")

    @property
    def url_in_group(self) -> str:
        """Where the name leads in a list of people: to the page on this site, else to the homepage."""
        return f"/{self.page_url}" if self.has_page else self.homepage

    @property
    def family(self) -> str:
        name = parse_name(self.name)
        return name.family or name.literal

    @property
    def initials(self) -> str:
        """What stands in place of a photo: the first letters of the first and of the last name."""
        name = parse_name(self.name)
        last = next((word for word in name.family.split() if word[0].isupper()), self.family)
        return f"{name.given[:1]}{last[:1]}".upper()

    @property
    def profiles(self) -> tuple[Profile, ...]:
        """The homepage, where the name leads to a page of this site, then ORCID, then the other links."""
        own = [Profile(self.homepage, is_home=True)] if self.homepage and self.has_page else []
        orcid = [Profile(f"https://orcid.org/{self.orcid}")] if self.orcid else []
        return (*own, *orcid, *self.links)

    @cached_property
    def spellings(self) -> dict[ComparableName, str]:
        """Each spelling of the name as the file has it, by its comparable form."""
        texts = (*self.names.values(), *reversed(self.variants), self.name)
        return {make_comparable(parse_name(text)): text for text in texts}

    @cached_property
    def is_written_family_first(self) -> bool:
        """Whether a name has three Han characters or hangul: then `Wang Junhao` can only mean Junhao Wang."""
        return any(each.swapped and len(each.family) > 2 for each in self.spellings)
