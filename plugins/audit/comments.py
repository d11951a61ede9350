"""People and addresses of a former owner in comments: not published, but visible in a public repository."""

import re
from collections.abc import Iterator

from plugins.audit.profiles import find_profiles
from plugins.audit.sources import Site
from plugins.audit.text_views import prose_of
from plugins.core.problems import Problem

MANY = 3  # names that make a list of people
WORD = r"[A-ZÀ-Þ][\w'’-]+"
NAME = re.compile(rf"{WORD}(?:\s+(?:{WORD}|[A-Z]\.|de|da|van|von|der|den|bin|el|al)){{0,2}}\s+{WORD}")
LINKED = re.compile(r"(?<!!)\[(?P<name>[^\[\]\n]{1,100})\]\(https?://")
CHINESE = re.compile(r"[\u4e00-\u9fff]{2,4}")
SEPARATOR = re.compile(r"[,;&\n、，；·|]|\band\b")
NOT_A_PERSON = re.compile(
    r"\b(?:award|prize|scholarship|honou?r|medal|fellow|student|universit|institut|college|school|cent(?:er|re)|lab|conference"
    r"|workshop|symposium|journal|transactions|letters|program|project|research|learning|vision|language|systems?"
    r"|science|engineering|data|network|theory|analysis|introduction|course|computer|machine|machines|office|page|code|paper"
    r"|google|semantic|scholar|github|new|north|south|united|hong|best|outstanding|dean|first|second|third)\w*\b",
    re.I,
)
MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+")
STREET = re.compile(
    r"\b\d+\s+(?:[A-Z]\w+|\d+(?:st|nd|rd|th))(?:\s+[A-Z]\w+)?\s+"
    r"(?:Ave(?:nue)?|St(?:reet)?|R(?:oa)?d|B(?:oulevard|lvd)|Dr(?:ive)?|Lane|Way|Plaza|Square)\b"
    r"|[\u4e00-\u9fff]{2,6}路\s*\d+\s*号"
)
LINK_TARGET = re.compile(r"(?:\]\(|href\s*=\s*[\"']?)(?P<address>https?://[^)\s\"'>]+)")
ADVICE = "which is not published, but is in the repository: remove it unless it is yours"


def find_people_in_comments(site: Site) -> Iterator[Problem]:
    """Comments that list people without the author."""
    for source in site.sources:
        for offset, comment in source.comments:
            names = _find_names(comment)
            if len(names) >= MANY and not _names_author(comment, site.author):
                shown = f"{len(names)} people ('{names[0]}', '{names[1]}', …)"
                yield source.at(offset, f"names {shown} in a comment, {ADVICE}")


def find_addresses_in_comments(site: Site) -> Iterator[Problem]:
    """Mail, street and profile addresses in comments that no page shows and that do not hold the author's name."""
    for source in site.sources:
        for offset, comment in source.comments:
            if len(_find_names(comment)) >= MANY:
                continue
            found = [match[0] for pattern in (MAIL, STREET) for match in pattern.finditer(comment)]
            found = [words for words in found if not (site.shows(words) or _is_authors(words, site))]
            found += _find_other_profiles(comment, site)
            if found:
                shown = "', '".join(dict.fromkeys(found))
                yield source.at(offset, f"holds '{shown}' in a comment, {ADVICE}")


def _find_names(comment: str) -> list[str]:
    """Names of people in the order of the comment: texts of links, and items of lists that are only a name."""
    linked = [match["name"].strip(" *_") for match in LINKED.finditer(comment)]
    listed = SEPARATOR.split(prose_of(comment.removeprefix("<!--").removesuffix("-->")))
    names = {" ".join(name.strip(" -+").split()) for name in (*linked, *listed)}
    people = {name for name in names if NAME.fullmatch(name) and not NOT_A_PERSON.search(name)}
    return sorted(people | {name for name in linked if CHINESE.fullmatch(name)}, key=comment.find)


def _names_author(comment: str, author: str) -> bool:
    words = author.split()
    if not words:
        return False
    first, last = re.escape(words[0][0]), re.escape(words[-1])
    short = rf"\b{first}\.\s*{last}\b|\b{last},\s*{first}"
    return author.casefold() in prose_of(comment).casefold() or bool(re.search(short, comment))


def _is_authors(words: str, site: Site) -> bool:
    return any(part.casefold() in words.casefold() for part in site.author.split() if len(part) > 2)


def _find_other_profiles(comment: str, site: Site) -> list[str]:
    links = [match["address"] for match in LINK_TARGET.finditer(comment)]
    named = [(service, user) for link in links for _, service, user in find_profiles(link)]
    shown = {user.casefold() for _, user in site.social}
    shown |= {user.casefold() for source in site.sources for _, _, user in find_profiles(source.visible)}
    return [
        f"{service} {user}" for service, user in named if user.casefold() not in shown and not _is_authors(user, site)
    ]
