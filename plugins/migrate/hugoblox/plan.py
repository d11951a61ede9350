"""What the parts of a migration from HugoBlox share: where each text, file, person and publication is on the new site.

In: a `HugoSite`. Out: a `Plan`, which resolves links, names and icons.
"""

import re
from dataclasses import dataclass, field
from functools import cached_property
from posixpath import dirname, join, normpath, relpath
from urllib.parse import unquote

from plugins.icons import Pack
from plugins.migrate.hugoblox.addresses import urlize
from plugins.migrate.hugoblox.site import PUBLICATIONS, HugoPage, HugoSite
from plugins.migrate.page_source import quote_path, split_address
from plugins.migrate.report import MigrationReport

ICON_SETS = {"fas": "fontawesome-solid", "fa": "fontawesome-solid", "far": "fontawesome-regular"}
ICON_SETS |= {"fab": "fontawesome-brands", "brands": "fontawesome-brands"}
ICON_SETS |= {"ai": "academicons", "academicons": "academicons"}
SETS = ("fontawesome-solid", "fontawesome-brands", "academicons", "lucide", "material", "octicons", "simple")
# Names of Heroicons, and of older sets, that other sets call otherwise
OTHER_NAMES = {
    "at-symbol": "at",
    "academic-cap": "graduation-cap",
    "document-text": "file-text",
    "document": "file",
    "building-library": "landmark",
    "x": "x-twitter",
    "home": "house",
    "paper-airplane": "paper-plane",
    "code-bracket": "code",
    "arrow-down-tray": "download",
}


@dataclass
class Plan:
    """The `site`; the key of each publication by the name of its text; the anchors on the home page; the `report`."""

    site: HugoSite
    report: MigrationReport
    keys: dict[str, str] = field(default_factory=dict)
    anchors: set[str] = field(default_factory=set)
    articles: set[str] = field(default_factory=set)  # names of texts
    cv_sections: set[str] = field(default_factory=set)
    redirects: dict[str, str] = field(default_factory=dict)  # old to new address
    icons: Pack = field(default_factory=Pack)

    @cached_property
    def own_icons(self) -> dict[str, str]:
        """The names of the author's own icons, by their paths below assets/media/icons/."""
        found = [name for name in self.site.media if name.startswith("icons/") and name.endswith(".svg")]
        return {name[6:-4]: re.sub(r"[^\w-]+", "-", name[6:-4]) for name in found}

    @cached_property
    def lists(self) -> set[str]:
        """The addresses of the sections, for which nobody needs to write a text."""
        return {f"{page.section}/" for page in self.site.texts if page.kind == "page" and page.section}

    @property
    def people_page(self) -> str:
        """The address of the page that lists the people of a group; the home page if there is none."""
        return next((f"{name}/" for name in ("people", "team") if f"{name}/" in self.site.by_address), "")

    @cached_property
    def base_host(self) -> str:
        return (split_address(self.site.config.text("baseurl")).hostname or "").removeprefix("www.")

    def icon(self, name: str, pack: str = "") -> str:
        """The name of the icon here, without its colons; empty if there is none like it."""
        name = name.strip().lower()
        if name in self.own_icons:
            return self.own_icons[name]
        folder, _, last = name.rpartition("/")
        pack = ICON_SETS.get(pack or folder.removeprefix("fa-"), "")
        last = re.sub(r"^fa-", "", last)
        for word in dict.fromkeys((last, OTHER_NAMES.get(last, last))):
            for first in dict.fromkeys((pack, *SETS)):
                if first and f"{first}-{word}" in self.icons:
                    return f"{first}-{word}"
        return ""

    def file(self, page: HugoPage, written: str) -> str:
        """The file that a path in a text means, as a path below content/ of the new site: a file of its own, one of
        assets/media, or one of static; empty if there is none."""
        path = unquote(written.partition("?")[0]).strip()
        if not path or "\x00" in path:
            return ""
        own = normpath(join(page.folder, path)) if page.folder and not path.startswith("/") else ""
        if own in self.site.files:
            return self.place_of(own)
        names = (normpath(path.lstrip("/")), normpath(path).lstrip("./"))
        meant = [address for name in names for address in (f"media/{name}", name)]
        meant.append(normpath(join("/", page.address, path)).lstrip("/"))
        return next((self._published[address] for address in meant if address in self._published), "")

    @cached_property
    def _published(self) -> dict[str, str]:
        """The place of each file by its old address, which is the same for all but a few of static/."""
        same = [*map(self.place_of, self.site.files), *(f"media/{name}" for name in self.site.media)]
        return dict(zip(same, same, strict=True)) | {name: static_place(name) for name in self.site.static}

    @cached_property
    def _owners(self) -> dict[str, HugoPage]:
        return {page.folder: page for page in self.site.texts if page.folder}

    def place_of(self, name: str) -> str:
        """Where a file below content/ goes: to the path of its old address."""
        folder = dirname(name)
        while folder and folder not in self._owners:
            folder = dirname(folder)
        page = self._owners.get(folder)
        if not page or page.address.endswith(".html"):
            return urlize(name, True)
        return f"{page.address}{relpath(name, folder)}"

    def page(self, written: str) -> HugoPage | None:
        """The text that an address, a path of a file, or its last part means."""
        path = unquote(written.partition("#")[0].partition("?")[0]).strip().strip("/")
        path = re.sub(r"(?:^|/)_?index(?:\.md|\.html)?$", "", path)
        by_address, by_name = self.site.by_address, self.site.by_name
        found = next((by_address[one] for one in _addresses(path) if one in by_address), None)
        return found or (by_name.get(path) or by_name.get(path.removesuffix(".md")) if path else None)

    def new_address(self, page: HugoPage) -> str:
        """The address of a text on the new site, with a slash before it."""
        return f"/{self.redirects.get(page.address, page.address)}"

    def link(self, page: HugoPage, written: str) -> str | None:
        """A link of a text as it is on the new site; None if it stays as it is."""
        parts = split_address(written)
        is_own = parts.hostname and parts.hostname.removeprefix("www.") == self.base_host
        if (parts.scheme or parts.netloc) and not is_own:
            return None
        path, anchor = parts.path, f"#{parts.fragment}" if parts.fragment else ""
        if not path and not is_own:
            return None
        own = normpath(join(page.folder, unquote(path))) if page.folder else ""
        is_moved = page.name in self.articles or page.name in self.keys
        if own in self.site.files and page.kind in ("page", "section") and not is_moved:
            return None  # the file stays beside the page
        if file := self.file(page, path):
            return f"/{quote_path(file)}{anchor}"
        path = path or "/"
        target = self._target(page, path)
        if target == "/" and parts.fragment and parts.fragment not in self.anchors:
            return "/"
        return target + anchor if target else None

    def _target(self, page: HugoPage, path: str) -> str:
        """The new address that a path leads to; empty if the old site has nothing there."""
        absolute = path if path.startswith("/") else normpath(join("/", page.address, path))
        old = normpath(absolute).strip("/")
        for address in _addresses(old):
            if address in self.redirects:
                return f"/{self.redirects[address]}"
            if address in self.site.by_address or address in self.lists:
                return f"/{address}"
        if path.endswith(".md") and (found := self.page(normpath(join(page.folder, path)))):
            return self.new_address(found)
        return ""

    def person(self, written: str) -> HugoPage | None:
        """The person whose folder, or name, a text gives."""
        return next((one for one in self.site.people if written in (one.folder_name, one.title)), None)

    def name_of(self, written: str) -> str:
        person = self.person(written)
        return person.title if person else written

    def key_of(self, written: str) -> str:
        """The key of the publication that a path means."""
        page = self.page(written)
        if page is None:
            page = next((found for name in PUBLICATIONS if (found := self.page(f"{name}/{written}"))), None)
        return self.keys.get(page.name, "") if page else ""


def static_place(name: str) -> str:
    """Where a file of static/ goes."""
    return f"extra/{name}" if name in ("CNAME", "robots.txt") else name


def _addresses(path: str) -> tuple[str, str, str]:
    """The addresses that a path without slashes at its ends may mean."""
    return f"{path}/" if path else "", path, f"{path.lower()}/"
