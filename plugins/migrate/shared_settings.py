"""Settings that the readers of all systems make alike: the public address, the language, the files that are published
even if no page links to them.
"""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from urllib.parse import urlsplit

from plugins.building.settings_table import SETTINGS
from plugins.migrate.report import MigrationReport

LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]+)*")
DOMAIN = re.compile(r"(?:[a-z0-9-]+\.)+[a-z0-9-]{2,}", re.I)
ADDRESS = re.compile(r"https?://[^\s/<>\"]+[^\s<>\"]*")
PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg", ".bmp", ".tif", ".tiff", ".heic", ".ico")


def is_address(written: str) -> bool:
    """Whether this is an address on some site, not a path on this one."""
    return bool(ADDRESS.fullmatch(written))


def language_code(written: str) -> str:
    """The value of DEFAULT_LANG."""
    return written.replace("_", "-") if LANGUAGE.fullmatch(written) else "en"


def read_domain(cname: Path) -> str:
    """The domain in a CNAME file, or nothing."""
    words = cname.read_text("utf-8", "replace").split() if cname.is_file() else []
    return words[0] if words and DOMAIN.fullmatch(words[0]) else ""


def public_address(
    written: str, domain: str, setting: str, place: tuple[str, int | None], report: MigrationReport
) -> dict[str, object]:
    """SITEURL and PUBLISH: the address in the old site's `setting`, which stands at `place`, or its domain."""
    address = written.rstrip("/")
    if ADDRESS.fullmatch(address):
        host = urlsplit(address).hostname
        if domain and host != domain:
            report.leave(*place, f"CNAME says {domain}, {setting} says {host}: correct one of them")
    elif domain:
        address = f"https://{domain}"
        report.change(*place, f"no {setting}: SITEURL in publishconf.py is the domain of CNAME, {address}")
    else:
        report.leave(*place, f"no {setting}: write the site's address as SITEURL in publishconf.py")
        return {}
    return {"SITEURL": address, "PUBLISH": {"domain": domain}}


def is_picture(name: str) -> bool:
    return name.lower().endswith(PICTURES)


def cover(names: list[str], folder: str = "") -> list[str]:
    """For STATIC_PATHS, the fewest folders and files that together hold all of `names` below `folder` but pictures."""
    inside = [name for name in names if name.startswith(folder)]
    if folder and not any(map(is_picture, inside)):
        return [folder.rstrip("/")]
    parts = sorted({name.removeprefix(folder).partition("/")[:2] for name in inside if not is_picture(name)})
    held = [cover(names, f"{folder}{first}/") if slash else [f"{folder}{first}"] for first, slash in parts]
    return [path for paths in held for path in paths]


def file_settings(paths: Iterable[str], files: Mapping[str, object]) -> dict[str, object]:
    """STATIC_PATHS with `paths` below content/, and what the site's icon, if it is among its `files`, needs."""
    static = list(dict.fromkeys([*paths, *SETTINGS["STATIC_PATHS"].default]))
    extra = SETTINGS["EXTRA_PATH_METADATA"].default
    icons = (name.removeprefix("content/") for name in files if name.startswith("content/extra/favicon."))
    icon = next(icons, "extra/favicon.svg")
    name = icon.removeprefix("extra/")
    if icon in extra:
        return {"STATIC_PATHS": static, "EXTRA_PATH_METADATA": extra}
    return {"STATIC_PATHS": [*static, icon], "EXTRA_PATH_METADATA": {**extra, icon: {"path": name}}, "FAVICON": name}
