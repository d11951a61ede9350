"""What belongs to somebody else: a domain, pictures in another repository, a profile."""

import re
from collections.abc import Iterator

from plugins.audit.profiles import find_profiles
from plugins.audit.sources import Site, Source
from plugins.core.problems import Problem
from plugins.publish.hosts import HOSTS

PICTURE = r"\.(?:png|jpe?g|gif|svg|webp|avif|ico)(?:\?[^\s)\"'>]*)?"
SHOWN = r"""(?:!\[[^\]\n]{0,300}\]\(\s*<?|\bsrc\s*=\s*["']?)\s*(?:https?:)?//"""
BORROWED = re.compile(
    rf"""{SHOWN}(?P<address>(?:www\.)?github\.com/(?P<a>[\w-]+)/[^\s)"'>]*?(?:assets|raw|blob)/[^\s)"'>]*"""
    rf"""|(?:raw|media)\.githubusercontent\.com/(?P<b>[\w-]+)/[^\s)"'>]*"""
    rf"""|(?P<c>[\w-]+)\.github\.io/[^\s)"'>]*?{PICTURE})""",
    re.I,
)
NOBODY = frozenset(("user-attachments",))  # GitHub's own folder, which does not name its user
OWN_LINK = re.compile(r"\[(?P<text>[^\[\]\n]{0,100})\]\((?P<address>https?://[^)\s]+)")
SECTION = re.compile(r"^##[^#]", re.M)


def find_other_domains(site: Site) -> Iterator[Problem]:
    """A CNAME, or the domain of PUBLISH, that is not the host of SITEURL."""
    named = [(source, source.text.strip()) for source in site.sources if source.path.endswith("/extra/CNAME")]
    target = site.settings.get("PUBLISH")
    if isinstance(target, dict) and target.get("domain"):
        named += [(source, target["domain"]) for source in site.sources if target["domain"] in source.visible][:1]
    for source, domain in named:
        if site.host and domain.casefold() != site.host:
            message = f"'{domain}' is not this site's domain, which SITEURL says is '{site.host}': fix one of them"
            yield source.at(max(0, source.visible.find(domain)), message)


def find_other_host(site: Site) -> Iterator[Problem]:
    """A SITEURL that one host gave, where PUBLISH names another."""
    target = site.settings.get("PUBLISH")
    to = target.get("to") if isinstance(target, dict) else None
    for name, host in HOSTS.items() if to else ():
        if host.domain and site.host.endswith(host.domain) and to not in (name, f"{name}-pages"):
            message = f"SITEURL is an address at {host.title}, and PUBLISH says '{to}': fix one of them"
            named = [source for source in site.sources if site.settings["SITEURL"] in source.visible]
            yield from (source.at(source.visible.index(site.settings["SITEURL"]), message) for source in named[:1])


def find_borrowed_pictures(site: Site) -> Iterator[Problem]:
    """Pictures that another user's repository on GitHub serves."""
    own = {user.casefold() for service, user in site.social if service == "GitHub"}
    own |= {site.host.removesuffix(".github.io")} if site.host.endswith(".github.io") else set()
    for source in site.sources if own else ():
        for match in BORROWED.finditer(source.visible):
            user = match["a"] or match["b"] or match["c"]
            if user.casefold() not in own | NOBODY:
                message = f"{user}'s repository serves this picture, '{match['address']}', and may stop at any time"
                yield source.at(match.start("address"), f"{message}: put a copy into {site.folder}/images/")


def find_other_profiles(site: Site) -> Iterator[Problem]:
    """Links above the home page's first section that lead to another user of a service than SOCIAL names."""
    homes = (page for page in site.pages if page.path == f"{site.folder}/pages/index.md")
    for home in homes:
        linked = [(offset, *one) for offset, _, *one in _own_links(home)]
        for offset, service, user in linked:
            meant = [name for kind, name in site.social if kind == service]
            here = {name.casefold() for _, kind, name in linked if kind == service}
            if meant and not here & {name.casefold() for name in meant}:
                message = f"{service} is '{user}' here and '{meant[0]}' in SOCIAL of pelicanconf.py: which is yours?"
                yield home.at(offset, message)


def _own_links(home: Source) -> Iterator[tuple[int, str, str, str]]:
    """Links whose text is an icon or a service's name; a link to another person shows that person's name."""
    section = SECTION.search(home.visible)
    for match in OWN_LINK.finditer(home.visible, 0, section.start() if section else len(home.visible)):
        for _, service, user in find_profiles(match["address"]):
            words = re.sub(r":[a-z]+(?:-[a-z0-9]+)+:", "", match["text"]).strip()
            if not words or service.casefold() in words.casefold():
                yield match.start("address"), match["text"], service, user
