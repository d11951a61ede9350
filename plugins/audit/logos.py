"""One logo beside the names of two institutions, as when an author copies an entry and keeps its picture.

A finding is a line with a picture and the name of an institution, if a line above has the same picture and a name that
shares no word with this one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath

from plugins.audit.sources import Site, Source
from plugins.audit.text_views import prose_of
from plugins.core.problems import Problem
from plugins.dialect.page.links import Place

PICTURE = re.compile(
    r"!\[[^\]\n]{0,300}\]\(\s*<?(?P<markdown>[^)\s>]{1,2000})[^)\n]{0,300}\)"
    r"|<img\b[^>]*?\bsrc\s*=\s*[\"']?(?P<html>[^\"'\s>]+)",
    re.I,
)
NAMED = re.compile(
    r"^\s*#{2,6}\s+(?P<heading>.+)$|(?:\*\*|__)(?P<bold>[^*_\n]+)(?:\*\*|__)|<(?:b|strong)>(?P<b>[^<\n]+)", re.I
)
PLACE = re.compile(
    r"\b(?:univ\w*|college|institut\w*|(?<!summer )(?<!winter )school|acad[ée]m\w+|centers?|centres?"
    r"|lab(?:s|orator\w+)?|hospital|museum|corporation|inc|ltd|gmbh|hochschule|polytechni\w+|[ée]cole|foundation|department|faculty)\b"
    r"|大学|学院|研究[院所]|实验室|中心|公司",
    re.I,
)
CHINESE = re.compile(r"[\u4e00-\u9fff]")  # has no spaces between words
COMMON = frozenset(
    """
    and at of for the in on with from de la der für science sciences computer computing engineering technology research
    intern internship student visiting assistant teaching national international state key advanced studies technologies
    """.split()  # noqa: SIM905 (words are easier to read than a list of strings)
)


@dataclass(frozen=True)
class Logo:
    """A picture as written at `offset`, and the name of the institution beside it."""

    source: Source
    offset: int
    written: str
    name: str

    @property
    def words(self) -> set[str]:
        """The words that distinguish this institution from others."""
        own = {word.casefold() for word in re.findall(r"\w{2,}", PLACE.sub(" ", self.name))}
        return own - COMMON

    @property
    def initials(self) -> str:
        return "".join(re.findall(r"\b[A-Z]", self.name)).casefold()

    def is_same_place(self, other: "Logo") -> bool:
        own, others = self.words, other.words
        if not (own and others) or own & others or self.initials in others or other.initials in own:
            return True
        if bool(CHINESE.search(self.name)) != bool(CHINESE.search(other.name)):
            return True  # names in two scripts cannot be compared
        return any(a in b or b in a for a in own for b in others if CHINESE.search(a))


def find_shared_logos(site: Site) -> Iterator[Problem]:
    shown: dict[str, list[Logo]] = {}
    for source in site.sources:
        for logo in _find_logos(source) if source.is_page else ():
            before = shown.setdefault(_picture_key(logo, site), [])
            if before and not any(logo.is_same_place(one) for one in before):
                place = before[0].source.at(before[0].offset, "")
                where = f"line {place.line}" if place.path == source.path else f"{place.path}:{place.line}"
                message = f"'{logo.written}' is also the logo of '{before[0].name}' ({where}): which one is right?"
                yield source.at(logo.offset, message)
            before.append(logo)


def _find_logos(source: Source) -> Iterator[Logo]:
    for line in re.finditer(r".+", source.visible[source.body :]):
        name = NAMED.search(PICTURE.sub("", line[0]))
        words = " ".join(prose_of(name["heading"] or name["bold"] or name["b"]).split()) if name else ""
        for picture in PICTURE.finditer(line[0]) if PLACE.search(words) else ():
            offset = source.body + line.start() + picture.start()
            yield Logo(source, offset, picture["markdown"] or picture["html"], words)


def _picture_key(logo: Logo, site: Site) -> str:
    """The same for the same picture: a digest of its bytes, or its address on another host."""
    if "//" in logo.written:
        return logo.written
    source = Path(site.root, logo.source.path).relative_to(site.content)
    file = Place(site.content, PurePosixPath(source)).find(logo.written)
    return sha256((site.content / file).read_bytes()).hexdigest() if file else logo.written
