"""Whose site it is: portrait, profiles, settings; and content/people.toml and content/cv.toml.

In: a `Plan`. Out: settings, and the text of the two files.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from plugins.core.services import service_of
from plugins.migrate.hugoblox.front_matter import first_of, plain, table_of
from plugins.migrate.hugoblox.plan import Plan
from plugins.migrate.hugoblox.site import HugoPage
from plugins.migrate.new_text import portrait
from plugins.migrate.profiles import profile_name
from plugins.migrate.shared_settings import is_picture

BRAND = re.compile(r"(?:fontawesome-brands|academicons|simple)-(?P<name>.+)")


def name_and_portrait(plan: Plan, person: HugoPage) -> str:
    """The words of a heading: the name of a person, and the picture if there is one."""
    own = [name for name in plan.site.files_of(person) if is_picture(name)]
    named = [plan.place_of(name) for name in own if "avatar" in name.rpartition("/")[2].lower()]
    form = re.compile(rf"(?:authors/)?{re.escape(person.folder_name)}\.\w+")
    named += [f"media/{name}" for name in plan.site.media if form.fullmatch(name)]
    name = plain(person.title)
    return name + portrait(name, next(iter(named), ""), "width:7.5em; border-radius: 50%;")


def profiles_of(plan: Plan, person: HugoPage) -> Iterator[dict[str, str]]:
    """The profiles of a person: name, icon, address."""
    for profile in [*person.text.tables("profiles"), *person.text.tables("social")]:
        icon = plan.icon(first_of(profile, "icon"), first_of(profile, "icon_pack"))
        if address := _profile_address(plan, person, first_of(profile, "url", "link")):
            name = first_of(profile, "label") or first_of(table_of(profile.get("display")), "name")
            name = name or _brand_of(address, icon) or profile_name(address, icon)
            yield {"name": name, "icon": icon or "fontawesome-solid-link", "url": address}


def _brand_of(address: str, icon: str) -> str:
    """What the icon of an address says that is of no known service."""
    brand = BRAND.fullmatch(icon) if not address.startswith("/") and not service_of(address) else None
    return brand["name"].replace("-", " ").capitalize() if brand else ""


def _profile_address(plan: Plan, person: HugoPage, written: str) -> str:
    if re.match(r"(?:https?|mailto|tel):\S+$", written) and '"' not in written:
        return written
    if re.fullmatch(r"[^\s@:/]+@[^\s@/]+\.[^\s@/]+", written):
        return f"mailto:{written}"
    if not written or written.startswith(("#", "/#")):  # a block of the page
        return ""
    file = plan.file(person, written)
    return f"/{file}" if file else ""


def profile_links(plan: Plan, person: HugoPage) -> str:
    """A line of icons that lead to the profiles of a person."""
    links = [(one["icon"], one["url"], one["name"].replace('"', "")) for one in profiles_of(plan, person)]
    return " ".join(f'[:{icon}:]({address}){{ title="{name}" }}' for icon, address, name in links)


def organizations_of(person: HugoPage) -> list[Mapping[str, Any]]:
    """Where a person works; older sites call it `organizations`, newer ones `affiliations` too."""
    for key in ("organizations", "affiliations"):
        if found := person.text.tables(key) or [{"name": one} for one in person.text.words(key)]:
            return found
    return []


def identity(plan: Plan) -> dict[str, object]:
    """AUTHOR, SITENAME, SITESUBTITLE, SOCIAL."""
    owner, title = plan.site.owner, plan.site.config.text("title")
    if owner is None:
        return {"AUTHOR": title or "Your name", "SITENAME": title or "Your name"}
    name = owner.title
    places = [first_of(one, "name") for one in organizations_of(owner)]
    subtitle = ", ".join(filter(None, [owner.text.text("role"), *places]))
    social = [one for one in profiles_of(plan, owner) if not one["url"].startswith("/")]
    return {"AUTHOR": name, "SITENAME": title or name, "SITESUBTITLE": subtitle, "SOCIAL": social}
