"""The texts of another site of Pelican as texts of this one: in their places, with links to where everything is now.

In: a `PelicanSite`. Out: the bytes of files by their paths below content/.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from posixpath import dirname, join, normpath
from urllib.parse import quote, unquote

from plugins.dialect.source.dates import parse_date
from plugins.dialect.source.line_numbers import line_at
from plugins.dialect.source.regions import mask_code
from plugins.migrate.new_text import ELSEWHERE, service_link
from plugins.migrate.page_source import rewrite_links, split_address
from plugins.migrate.pelican.site import PelicanSite, PelicanText, find_file
from plugins.migrate.redirects import address_of
from plugins.migrate.report import MigrationReport

WORD = re.compile(
    r"[{|](?P<word>filename|static|attach|index|tag|category|author)[|}](?P<path>[^?#]*)(?P<rest>.*)", re.S
)
CODE = re.compile(
    r"""^(?:[ ]{4}|\t)(?::::|\#!)(?P<language>[\w+-]+)[^\n]*\n
    (?P<code>(?:(?:[ ]{4}|\t)[^\n]*(?:\n|\Z)|[ \t]*\n(?=(?:[ \t]*\n)*(?:[ ]{4}|\t)))*)""",
    re.M | re.X,
)
LIQUID = re.compile(r"\{%[ \t]*(?P<name>\w+)(?P<words>[^%\n]*)%\}")
QUOTED = re.compile(r"\"([^\"]*)\"|'([^']*)'|(\S+)")
TEMPLATES = ("page", "article")  # which this theme has too
DROPPED = ("url", "save_as")  # of the home page


@dataclass
class Places:
    """Where each text is on the new site, below content/; the address of the list of articles; redirects."""

    site: PelicanSite
    report: MigrationReport
    texts: dict[str, str]
    news: str
    redirects: Mapping[str, str] = field(default_factory=dict)


def move_text(places: Places, text: PelicanText, is_home: bool = False) -> bytes:
    """A text of the new site. It is unchanged where nothing needs another form."""
    site, report = places.site, places.report
    place = site.place(text.name)
    changed = {name: None for name in DROPPED if is_home and name in text.lines}
    template = text.values.get("template")
    if template and template not in TEMPLATES and "template" in text.lines:
        changed["template"] = None
        report.leave(place, text.lines["template"], f"template '{template}': the theme has no such template")
    changed |= _new_values(text, places)
    head, body = text.source[: len(text.source) - len(text.body)], text.body
    body = CODE.sub(_fence, body)
    body = _replace_liquid(body, text, places)
    body, links = rewrite_links(body, lambda written: new_link(places, text, written))
    for line, before, after in links:
        report.change(place, line + text.body_line - 1, f"link '{before}' is now '{after}'")
    return (_edit_header(head, changed, text.lines) + body).encode()


def _new_values(text: PelicanText, places: Places) -> dict[str, str | None]:
    """Values that the file's place or the settings gave, and that its header must say now."""
    new: dict[str, str | None] = {}
    name = places.texts[text.name].rpartition("/")[2].rpartition(".")[0]
    if text.day and text.kind == "article" and not re.match(r"\d{4}-\d\d-\d\d", name):
        new["date"] = f"{text.day:%Y-%m-%d}"
    if "date" in text.lines and text.day:
        try:
            parse_date(str(text.values.get("date")))
        except ValueError:
            new["date"] = f"{text.day:%Y-%m-%d %H:%M}"
    is_in_address = text.kind == "article" and "{category}" in places.site.settings.text("ARTICLE_URL")
    if is_in_address and "category" not in text.lines:
        new["category"] = text.category
    if "slug" not in text.lines and re.sub(r"^\d{4}-\d\d-\d\d-", "", name) != text.slug:
        new["slug"] = text.slug
    if "lang" not in text.lines and text.lang:
        new["lang"] = text.lang
    return new


def _edit_header(head: str, changed: Mapping[str, str | None], lines: Mapping[str, int]) -> str:
    """The header with values replaced, removed (None) or added, in the form that it has."""
    if not changed:
        return head
    rows = head.split("\n")
    for key, value in changed.items():
        if key in lines:
            rows[lines[key] - 1] = "\0" if value is None else f"{rows[lines[key] - 1].partition(':')[0]}: {value}"
    rows = [row for row in rows if row != "\0"]
    added = [f"{key}: {value}" for key, value in changed.items() if key not in lines and value is not None]
    if not lines:
        return "---\n" + "\n".join(added) + "\n---\n\n" + head if added else head
    first = min(lines.values()) - 1
    return "\n".join([*rows[:first], *added, *rows[first:]])


def _fence(match: re.Match) -> str:
    """Code with its language above it, `:::python`, as a fence."""
    code = re.sub(r"^(?: {4}|\t)", "", match["code"].rstrip("\n"), flags=re.M)
    return f"``` {match['language']}\n{code}\n```\n"


def _replace_liquid(body: str, text: PelicanText, places: Places) -> str:
    """The tags of the plugin liquid_tags, in links and pictures; others are taken out."""
    masked = mask_code(body)

    def replace(match: re.Match) -> str:
        if masked[match.start() : match.end()] != match[0]:
            return match[0]  # code
        words = [next(filter(None, found.groups()), "") for found in QUOTED.finditer(match["words"])]
        name = match["name"]
        if name in ELSEWHERE and words:
            return service_link(name, words[0])
        address = next((word for word in words if re.search(r"[/.]", word)), "")
        if name == "img" and address:
            quoted = [found[1] or found[2] or "" for found in QUOTED.finditer(match["words"]) if not found[3]]
            return f"![{quoted[-1] if quoted else ''}]({address})"
        line = text.body_line - 1 + line_at(match.start(), body)
        places.report.leave(places.site.place(text.name), line, f"the tag '{name}' has no counterpart here")
        return ""

    return LIQUID.sub(replace, body)


def new_link(places: Places, text: PelicanText, written: str) -> str | None:
    """A link as it is on the new site; None if it stays."""
    if word := WORD.match(written):
        return _word_link(places, text, word)
    parts, path = split_address(written), unquote(split_address(written).path)
    host = split_address(places.site.settings.text("SITEURL")).netloc
    is_elsewhere = (parts.scheme or parts.netloc) and not (host and parts.netloc == host)
    if is_elsewhere or not path:
        return None
    old = normpath(join("/", dirname(text.address), path)).strip("/")
    anchor = f"#{parts.fragment}" if parts.fragment else ""
    found = places.site.by_address.get(address_of(old).rstrip("/"))
    if written.startswith("/") and (found or old in places.site.file_addresses.values()):
        return None  # the address is the same
    if name := places.site.file_addresses.get(old):
        return f"{{static}}/{quote(name)}{anchor}"
    if found and found.name in places.texts:
        return f"{{filename}}/{quote(places.texts[found.name])}{anchor}"
    for address in (old, f"{old}/"):
        if address in places.redirects:
            return f"/{places.redirects[address]}"
    meant = find_file(text.name, path)
    if meant in places.texts:
        return f"{{filename}}/{quote(places.texts[meant])}{anchor}"
    return f"{{static}}/{quote(meant)}{anchor}" if meant in places.site.files else None


def _word_link(places: Places, text: PelicanText, word: re.Match) -> str:
    """`{filename}…` and its like: a text, a file, the list of articles."""
    kind, path = word["word"], unquote(word["path"])
    if kind == "index":
        return f"/{word['rest']}"
    if kind in ("tag", "category", "author"):
        return f"/{places.news}"
    name = find_file(text.name, path)
    if name in places.texts:
        return f"{{filename}}/{quote(places.texts[name])}{word['rest']}"
    return f"{{static}}/{quote(name)}{word['rest']}"
