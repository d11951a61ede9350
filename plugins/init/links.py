"""Links as authors type them, in full or in short → their addresses, with what visitors call each and its icon."""

import re
from dataclasses import dataclass

from plugins.core.services import ELSEWHERE, Service, service_of
from plugins.core.toml_tables import to_url
from plugins.people.orcid import check_digit, parse_orcid

BETWEEN = re.compile(r"[\s,，、]+")
MAIL = re.compile(r"(?:mailto:)?([^\s@/:<>]+@(?:[\w-]+\.)+[^\W\d_]{2,})", re.I)
ON_MASTODON = re.compile(r"@([\w.-]+)@((?:[\w-]+\.)+[\w-]{2,})")
ON_BLUESKY = re.compile(r"@((?:[\w-]+\.)+[\w-]{2,})|([\w-]+\.bsky\.social)", re.I)
WITHOUT_SCHEME = re.compile(r"(?:[\w-]+\.)+[^\W\d_]{2,}(?::\d+)?(?:[/?#].*)?")
# What would end a link in Markdown, or begin something else there
UNSAFE = re.compile(r"[\"'()<>\\`{}|^$]")
MAIL_ICON = "fontawesome-solid-inbox"  # on the page, as the reference page has it


@dataclass(frozen=True)
class Link:
    name: str
    icon: str
    url: str

    @property
    def mail(self) -> str:
        """The e-mail address; empty if the link leads to a page."""
        return self.url.removeprefix("mailto:") if self.url.startswith("mailto:") else ""


def split_links(text: str) -> list[str]:
    """The links on a line, between spaces or commas."""
    return [part for part in BETWEEN.split(text) if part]


def read_link(text: str) -> Link:
    """The link that an address, a handle or an ORCID iD stands for. Raises ValueError with what is wrong."""
    address = _address_of(text)
    service = service_of(address)
    if service and not re.match(r"mailto:|https?://[^/]+/[^?#]|https?://[^/]+/?\?.", address):
        raise ValueError(f"'{text}' leads to {service.name}, and not to you there: add your name, as the site shows it")
    service = service or Service(re.sub(r"https?://(?:www\.)?([^/?#]+).*", r"\1", address))
    return Link(service.name, service.icon or ELSEWHERE, address)


def _address_of(text: str) -> str:
    if mail := MAIL.fullmatch(text):
        return f"mailto:{mail[1]}"
    if orcid := parse_orcid(text):
        if check_digit(orcid) != orcid[-1]:
            message = f"'{orcid}' is not an ORCID iD: after these digits, the last would be {check_digit(orcid)}"
            raise ValueError(message)
        return f"https://orcid.org/{orcid}"
    if handle := ON_MASTODON.fullmatch(text):
        return f"https://{handle[2]}/@{handle[1]}"
    if handle := ON_BLUESKY.fullmatch(text):
        return f"https://bsky.app/profile/{handle[1] or handle[2]}"
    if text.startswith("@"):
        raise ValueError(f"'{text}' may be on several sites: write its address, as in github.com/{text[1:]}")
    if WITHOUT_SCHEME.fullmatch(text):
        text = f"https://{text}"
    elif not re.match(r"https?:", text, re.I):
        raise ValueError(f"'{text}' is no address: write it as in github.com/ada, ada@uni.edu or @ada@mastodon.social")
    return UNSAFE.sub(lambda character: f"%{ord(character[0]):02X}", to_url(text))
