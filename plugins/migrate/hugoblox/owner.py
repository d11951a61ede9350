"""Whose site it is: portrait, profiles, settings; and content/people.toml and content/cv.toml.

In: a `Plan`. Out: settings, and the text of the two files.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from plugins.core.services import service_of
from plugins.migrate.hugoblox.front_matter import one_line, tables_of, words_of
from plugins.migrate.hugoblox.plan import Plan
from plugins.migrate.hugoblox.site import HugoPage

PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".svg", ".avif")


def portrait_of(plan: Plan, person: HugoPage) -> str:
    """The picture of a person, as a path below content/."""
    own = [name for name in plan.site.files_of(person) if name.lower().endswith(PICTURES)]
    named = [name for name in own if "avatar" in name.rpartition("/")[2].lower()]
    if named:
        return plan.place_of(named[0])
    slug = person.name.split("/")[1]
    return next(
        (f"media/{name}" for name in plan.site.media if re.fullmatch(rf"(?:authors/)?{re.escape(slug)}\.\w+", name)), ""
    )


def profiles_of(plan: Plan, person: HugoPage) -> Iterator[dict[str, str]]:
    """The profiles of a person: name, icon, address."""
    text = person.text
    for profile in [*tables_of(text.values.get("profiles")), *tables_of(text.values.get("social"))]:
        written = one_line(profile.get("url")) or one_line(profile.get("link"))
        pack = one_line(profile.get("icon_pack"))
        icon = plan.icon(one_line(profile.get("icon")), pack)
        address = _profile_address(plan, person, written)
        if not address:
            continue
        name = one_line(profile.get("label")) or one_line(
            profile.get("display", {}).get("name") if isinstance(profile.get("display"), dict) else ""
        )
        yield {"name": name or _name_of(address, icon), "icon": icon or "fontawesome-solid-link", "url": address}


def _profile_address(plan: Plan, person: HugoPage, written: str) -> str:
    if re.match(r"(?:https?|mailto|tel):\S+$", written) and '"' not in written:
        return written
    if re.fullmatch(r"[^\s@:/]+@[^\s@/]+\.[^\s@/]+", written):
        return f"mailto:{written}"
    if not written or written.startswith(("#", "/#")):  # a block of the page
        return ""
    file = plan.file(person, written)
    return f"/{file}" if file else ""


def _name_of(address: str, icon: str) -> str:
    if service := service_of(address):
        return service.name
    if address.startswith("/"):
        return "CV" if re.search(r"cv|resume", address, re.I) else address.rpartition("/")[2]
    host = (urlsplit(address).hostname or "").removeprefix("www.")
    brand = re.fullmatch(r"(?:fontawesome-brands|academicons|simple)-(?P<name>.+)", icon)
    return brand["name"].replace("-", " ").capitalize() if brand else host


def profile_links(plan: Plan, person: HugoPage) -> str:
    """A line of icons that lead to the profiles of a person."""
    links = [
        f'[:{one["icon"]}:]({one["url"]}){{ title="{one["name"].replace(chr(34), "")}" }}'
        for one in profiles_of(plan, person)
    ]
    return " ".join(links)


def organizations_of(person: HugoPage) -> list[Mapping[str, Any]]:
    """Where a person works; older sites call it `organizations`, newer ones `affiliations` too."""
    for key in ("organizations", "affiliations"):
        written = person.text.values.get(key)
        if found := tables_of(written):
            return found
        if named := words_of(written):
            return [{"name": one} for one in named]
    return []


def identity(plan: Plan) -> dict[str, object]:
    """AUTHOR, SITENAME, SITESUBTITLE, SOCIAL."""
    owner, title = plan.site.owner, plan.site.config.text("title")
    if owner is None:
        return {"AUTHOR": title or "Your name", "SITENAME": title or "Your name"}
    name = " ".join(owner.title.split())
    places = [one_line(one.get("name")) for one in organizations_of(owner)]
    subtitle = ", ".join(filter(None, [owner.text.text("role"), *places]))
    social = [one for one in profiles_of(plan, owner) if not one["url"].startswith("/")]
    return {"AUTHOR": name, "SITENAME": title or name, "SITESUBTITLE": subtitle, "SOCIAL": social}
