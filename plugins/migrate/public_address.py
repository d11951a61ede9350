"""Where the new site is published and in which language, from what the old one says of itself."""

import re
from pathlib import Path
from urllib.parse import urlsplit

from plugins.migrate.report import MigrationReport

LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]+)*")
DOMAIN = re.compile(r"(?:[a-z0-9-]+\.)+[a-z0-9-]{2,}", re.I)
ADDRESS = re.compile(r"https?://[^\s/<>\"]+[^\s<>\"]*")


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
