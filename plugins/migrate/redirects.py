"""Redirects from old addresses: a small page for each, which needs neither a script nor a server.

In: old and new addresses, and the site's. Out: files below content/redirects/, each at its path in the output.
"""

from collections.abc import Mapping
from html import escape
from math import ceil
from pathlib import Path
from posixpath import dirname, relpath
from string import Template
from urllib.parse import quote, urlsplit

from plugins.migrate.moved_site import Files
from plugins.migrate.settings_file import Pattern

FOLDER = "content/redirects"
PUBLISHED_PATH = r"redirects/(?P<path>.+)"  # of PATH_METADATA: where the build publishes such a page
PAGE = Template(Path(__file__).with_name("redirect.html").read_text("utf-8"))


def output_file(address: str) -> str:
    """The file of the output that answers at an address."""
    return f"{address}index.html" if address.endswith("/") or not address else address


def further_pages(number: int, length: object) -> range:
    """The numbers of the second and further pages of a list of `number` texts, of which a page shows `length`, or ten
    if that is no number of texts."""
    length = length if isinstance(length, int) and length > 0 else 10
    return range(2, ceil(number / length) + 1)


def address_of(file: str) -> str:
    """The address at which a file of the output answers."""
    return file.removesuffix("index.html") if file == "index.html" or file.endswith("/index.html") else file


def address_settings(name: str, address: str) -> dict[str, object]:
    """The two settings of Pelican about an address, such as `PAGE_URL` and `PAGE_SAVE_AS`."""
    return {f"{name}_URL": address, f"{name}_SAVE_AS": output_file(address)}


def redirect_files(redirects: Mapping[str, str], site_url: str) -> Files:
    """A page for each redirect whose old address is on this site."""
    files = {output_file(old.lstrip("/")): new for old, new in redirects.items() if ".." not in old.split("/")}
    return {f"{FOLDER}/{file}": _redirect_page(file, new, site_url).encode() for file, new in files.items()}


def redirect_settings(settings: Mapping[str, object]) -> dict[str, object]:
    """The settings with which the build publishes the pages, added to those that the site has."""
    written = settings.get("PATH_METADATA") or ""
    parts = written.parts if isinstance(written, Pattern) else (str(written),) if written else ()
    pattern = Pattern((f"{PUBLISHED_PATH}|", *parts) if parts else (PUBLISHED_PATH,))
    return {"PATH_METADATA": pattern, "STATIC_PATHS": [*settings["STATIC_PATHS"], "redirects"]}


def _redirect_page(file: str, target: str, site_url: str) -> str:
    """A page at `file` that leads to `target`, an address of the site or of another one."""
    path, mark, anchor = target.partition("#")
    if urlsplit(target).scheme:
        return PAGE.substitute(target=escape(target), canonical=escape(target))
    path = path.lstrip("/")
    near = quote(relpath(output_file(path), dirname(file) or ".")) + mark + quote(anchor)
    return PAGE.substitute(target=escape(near), canonical=escape(f"{site_url}/{quote(path)}" if site_url else near))
