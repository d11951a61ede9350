"""`_headers` and `_redirects`, which Netlify and Cloudflare Pages read: how they serve a file, and where it has gone.

In: the finished site's folder, and the author's content. Out: the two files in that folder. Lines of the author's own
`extra/_headers` and `extra/_redirects` stand first. https://docs.netlify.com/manage/routing/headers/,
https://developers.cloudflare.com/pages/configuration/headers/, and beside each the page on redirects.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from urllib.parse import quote, urljoin

from selectolax.lexbor import LexborHTMLParser

# Netlify shows a file that exists unless a rule insists; Cloudflare follows each rule, and does not know the mark.
STATUS = {"netlify": "301!", "cloudflare": "301"}
HOSTS_WITH_FILES = tuple(STATUS)

ALL = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    # A policy in a page cannot say who may frame it: the site itself, whose frames/ stand in its pages.
    "Content-Security-Policy": "frame-ancestors 'self'",
}
FEED = {"Content-Type": "application/atom+xml; charset=utf-8"}
# A changed picture has another name. All other files keep the hosts' own rule: ask again before each use.
DIGESTED = {"Cache-Control": "public, max-age=31536000, immutable"}
# Cloudflare reads so many rules, and so many redirects; a redirect that is left out still has its page.
MOST_RULES, MOST_REDIRECTS = 100, 2000
REFRESH = re.compile(r"\s*0\s*[;,]\s*url\s*=\s*[\"']?(?P<target>[^\"']+)", re.I)
INDEX = re.compile(r"(?<=/)index\.html(?=$|#)")
ON_THE_WEB = re.compile(r"https?://|/(?!/)")


def write_headers(folder: Path, content: Path, digested: Collection[str], feeds: Iterable[str]) -> None:
    """Write `_headers`; `digested` are the files with a digest of their content in their names."""
    present = {name for name in digested if (folder / name).is_file()}
    rules = [("/*", ALL), *((f"/{quote(name)}", FEED) for name in feeds if (folder / name).is_file())]
    rules += ((path, DIGESTED) for path in _cover(folder, present))
    lines = (line for path, fields in rules[:MOST_RULES] for line in (path, *_field_lines(fields)))
    _write(folder / "_headers", content, lines)


def write_redirects(folder: Path, content: Path, own_html: Iterable[str], host: str) -> None:
    """Write `_redirects`: a rule for each page of the author's own that only leads to another address."""
    targets = {_address(name): _target(folder / name, _address(name)) for name in sorted(own_html)}
    moved = [(source, target) for source, target in targets.items() if target.partition("#")[0] not in ("", source)]
    lines = (f"{source} {target} {STATUS[host]}" for source, target in moved[:MOST_REDIRECTS])
    _write(folder / "_redirects", content, lines)


def _cover(folder: Path, names: Collection[str]) -> Iterator[str]:
    """The fewest paths of rules that match `names` and no other file: a star may stand only at the end of a path."""
    for place in sorted({name.rpartition("/")[0] for name in names}):
        inside = {name for name in names if name.rpartition("/")[0] == place}
        files = {file.relative_to(folder).as_posix() for file in (folder / place).rglob("*") if file.is_file()}
        if place and files == inside:
            yield f"/{quote(place)}/*"
        else:
            yield from (f"/{quote(name)}" for name in sorted(inside))


def _field_lines(fields: dict[str, str]) -> Iterator[str]:
    return (f"  {name}: {value}" for name, value in fields.items())


def _target(file: Path, address: str) -> str:
    """Where the page at `address` sends its visitors at once; empty if it does not, or not to the web."""
    data = file.read_bytes()
    node = LexborHTMLParser(data).css_first("meta[http-equiv=refresh i]") if b"http-equiv" in data else None
    match = REFRESH.match(node.attributes.get("content") or "") if node else None
    target = urljoin(address, match["target"].strip()) if match else ""
    if not ON_THE_WEB.match(target):
        return ""
    quoted = quote(target, "/:?#[]@!$&'()*+,;=%~")
    return quoted if "://" in quoted else INDEX.sub("", quoted)


def _address(name: str) -> str:
    """The address of a file; its percent signs hide what a rule would read as a pattern."""
    return INDEX.sub("", quote(f"/{name}"))


def _write(file: Path, content: Path, lines: Iterable[str]) -> None:
    own = content / "extra" / file.name
    first = own.read_text("utf-8", errors="replace").splitlines() if own.is_file() else []
    if text := "".join(f"{line}\n" for line in [*first, *lines]):
        file.write_text(text, "utf-8", newline="\n")
