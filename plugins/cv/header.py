"""Who a CV is about and how to reach them: from the site's settings to what stands at the top of the printed CV."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup
from selectolax.lexbor import LexborHTMLParser, LexborNode

LONG = 40  # characters: a longer address is shown by its name
SCHEME = re.compile(r"^(?:mailto:|tel:|https?://(?:www\.)?)", re.I)


@dataclass(frozen=True)
class Contact:
    """An address, and a name for it if it is too long to read."""

    url: str
    name: str = ""

    @property
    def is_mail(self) -> bool:
        return self.url.lower().startswith("mailto:")

    @property
    def words(self) -> str:
        """What a reader of a sheet of paper can type: `code.example/ada` for `https://www.code.example/ada/`."""
        address = unquote(SCHEME.sub("", self.url)).split("?subject")[0].rstrip("/")
        return self.name if self.name and len(address) > LONG else address


@dataclass(frozen=True)
class Owner:
    """The person whose CV it is."""

    name: str = ""
    role: str = ""
    contacts: tuple[Contact, ...] = ()


def owner_of(settings: Mapping) -> Owner:
    """The owner of a site with these settings, whose contacts are mail, the site itself, and the rest of SOCIAL."""
    name = settings.get("AUTHOR") or settings.get("SITENAME") or ""
    links = [Contact(link.get("url") or "", link.get("name") or "") for link in settings.get("SOCIAL") or ()]
    contacts = [contact for contact in (Contact(settings.get("SITEURL") or ""), *links) if SCHEME.match(contact.url)]
    contacts.sort(key=lambda contact: not contact.is_mail)
    return Owner(name, settings.get("SITESUBTITLE") or "", tuple(contacts))


def add_header(tree: LexborHTMLParser, owner: Owner, templates: Iterable[Path], **options: str) -> None:
    """Put the header before the page's text: in place of its heading, if that has the owner's name.

    `templates` are folders, and `options` further variables of the template.
    """
    heading = tree.css_first("main h1")
    is_name = heading is not None and owner.name in heading.text()
    title = Markup(heading.inner_html) if heading is not None else ""
    header = _render(
        templates,
        name=title if is_name else owner.name,
        title="" if is_name else title,
        role=owner.role,
        contacts=_not_in(_introduction(heading), owner.contacts),
        **options,
    )
    _insert(header.css("body > *"), tree, heading)
    if heading is not None:
        heading.decompose()


def _render(templates: Iterable[Path], **variables: object) -> LexborHTMLParser:
    environment = Environment(
        loader=FileSystemLoader(list(templates)), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    return LexborHTMLParser(f"<body>{environment.get_template('partials/cv-header.html').render(variables)}")


def _introduction(heading: LexborNode | None) -> Iterator[LexborNode]:
    """The paragraphs between the page's heading and its first section."""
    node = heading.next if heading is not None else None
    while node is not None and node.tag not in ("h2", "ul", "div", "section"):
        if node.tag == "p":
            yield node
        node = node.next


def _not_in(paragraphs: Iterable[LexborNode], contacts: Iterable[Contact]) -> list[Contact]:
    """The contacts to which no words of the paragraphs lead, so that nobody reads one twice."""
    links = [link for paragraph in paragraphs for link in paragraph.css("a[href]") if link.text().strip()]
    said = {_comparable(link.attrs["href"] or "") for link in links}
    return [contact for contact in contacts if _comparable(contact.url) not in said]


def _comparable(url: str) -> str:
    return SCHEME.sub("", url).rstrip("/").lower()


def _insert(nodes: Iterable[LexborNode], tree: LexborHTMLParser, heading: LexborNode | None) -> None:
    """Insert the nodes before the heading, or before everything else."""
    parent = tree.css_first("main") or tree.body
    place = heading if heading is not None else parent.child
    for node in nodes:
        if place is None:
            parent.insert_child(node, move=True)
        else:
            place.insert_before(node, move=True)
