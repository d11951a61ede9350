"""Whether everything that the site says about itself is about one person.

What a site says: AUTHOR, SITENAME, COPYRIGHT and SOCIAL, the heading of its home page, the owner in people.toml, the
authors of its publications, the user in its address and in the address of its Git repository. And what the sample site
says, which somebody else's site has left over.
"""

import configparser
import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from plugins import people
from plugins.audit.profiles import find_profiles
from plugins.audit.sources import SETTINGS, Site, read_content_file
from plugins.bibtex.bib_reader import read_bibtex
from plugins.bibtex.entry import Entry
from plugins.bibtex.name_lists import parse_names
from plugins.core.folding import fold_text
from plugins.core.problems import Problem

BIBLIOGRAPHY, PEOPLE, HOME = "publications.bib", "people.toml", "pages/index.md"
HEADING = re.compile(r"^#[ \t]+(?P<title>.+)$", re.M)
MARKUP = re.compile(r"!\[[^\]]*\]\([^)]*\)|\{[^}]*\}|\]\([^)]*\)|<[^>]*>|:[a-z]+(?:-[a-z0-9]+)+:")
# Words of a copyright that name nobody.
LEGAL = set(fold_text("Copyright: all rights reserved by the and of CC license licensed under Inc Ltd").split())
# Words of titles that are nobody's name.
TITLE = set(
    fold_text("The Lab Laboratory Group Team Research Homepage Home Page Site Blog Notes Institute Center").split()
)
REMOTE = re.compile(r"(?:github|gitlab)\.com[:/](?P<user>[\w-]+)/")
PAGES_HOST = re.compile(r"(?P<user>[\w-]+)\.(?:github|gitlab)\.io")

SAMPLE_AUTHOR = "Songrun Xie"
SAMPLE_WORDS = ("songrun", "soryxie", "sory.xie", "sory_xie", "songrunxie", "谢松润")
# The files of the sample site, by a digest of their content.
SAMPLE_FILES = {
    "3fec71e97b3f62e062298a9def60a00350d4df82589b149847bf0e764d96caa3": "the icon",
    "6733d42ba6c358242edd9b98a2478f572d032cc0036f493f841396f625c1f0a9": "a logo",
    "961132732a90b5b40425fb59ee6012b843824e7cbb7426eace38e47259b967ec": "the portrait",
    "d45f81028b4de8df7fe4e52702557a8a7120a660b5246cd2d92d3fd6d55daede": "a logo",
    "d1cb6d30ac192623f8c340d2eaba15f8d66ca01dfae4c9168562b94d58bb78c3": "a news article",
    "2a75fbeb3c3d3f6e687b31d1de6ee960cb79a30a08d8e4412dc463a4434e6ab2": "the home page",
    "8164cdb791e23e813fbd07aadd4da495cf312bf8c6209e1a1db594db2e1099ba": "the list of people",
    "c4f09b27585f1952281f5b718c0a0e7da0771d149f4856778a3724b4668e1c81": "the bibliography",
}


def find_mixed_identity(site: Site) -> Iterator[Problem]:
    """Names, addresses and publications that belong to somebody else than AUTHOR."""
    if not site.author:
        return
    yield from _find_other_names(site)
    yield from _find_other_owner(site)
    yield from _find_other_users(site)
    yield from _find_foreign_bibliography(site)


def find_sample(site: Site) -> Iterator[Problem]:
    """What came with the sample site, on a site of another author."""
    if may_be_sample(site):
        return
    for file in sorted(site.content.rglob("*")):
        if file.is_file() and (what := SAMPLE_FILES.get(digest_of_file(file))):
            path = f"{site.folder}/{file.relative_to(site.content).as_posix()}"
            yield Problem(path, None, f"this is {what} of the sample site, not of {site.author}: replace it with yours")
    for source in site.sources:
        if source.path not in SETTINGS and not source.is_page:
            continue
        for offset, word in _find_sample_words(source.visible):
            yield source.at(offset, f"'{word}' is left over from the sample site: write your own")


def may_be_sample(site: Site) -> bool:
    """Whether its author may be that of the sample, so that the sample's words are not somebody else's."""
    return not site.author or _shares_word(site.author, SAMPLE_AUTHOR)


def _find_sample_words(text: str) -> Iterator[tuple[int, str]]:
    """The first place of each word on a line."""
    seen = set()
    for match in re.finditer("|".join(map(re.escape, SAMPLE_WORDS)), text, re.I):
        line = text.count("\n", 0, match.start())
        if line not in seen:
            seen.add(line)
            word = (
                re.search(r"[^\s\"'(<]*$", text[: match.start()])[0]
                + re.match(r"[^\s\"')>]*", text[match.start() :])[0]
            )
            yield match.start(), word


def _find_other_names(site: Site) -> Iterator[Problem]:
    home = next((page for page in site.pages if page.path == f"{site.folder}/{HOME}"), None)
    heading = HEADING.search(home.visible, home.body) if home else None
    name = " ".join(MARKUP.sub(" ", heading["title"]).split()) if heading else ""
    title = str(site.settings.get("SITENAME") or "")
    if name and not _shares_word(name, site.author) and not _shares_word(name, title):
        message = f"this page is of '{name}', and AUTHOR of pelicanconf.py is '{site.author}': fix one of them"
        yield home.at(heading.start(), message)
    notice = str(site.settings.get("COPYRIGHT") or "")
    named = [word for word in _words(notice) if word not in LEGAL and not word.isdigit()]
    if named and not any(_shares_word(notice, known) for known in (site.author, title, name)):
        yield _at_setting(site, "COPYRIGHT", f"COPYRIGHT '{notice}' does not name {site.author}: fix it")


def find_other_title(site: Site) -> Iterator[Problem]:
    """SITENAME, where it looks like somebody's name; it may well be that of a group."""
    title = str(site.settings.get("SITENAME") or "")
    words = title.split()
    is_name = 2 <= len(words) <= 3 and all(word[:1].isupper() for word in words) and not TITLE & _words(title)
    if site.author and is_name and not _shares_word(title, site.author):
        yield _at_setting(site, "SITENAME", f"SITENAME is '{title}', and AUTHOR is '{site.author}': is that right?")


def _find_other_owner(site: Site) -> Iterator[Problem]:
    registry, _ = people.read_people(read_content_file(site, PEOPLE), "")
    owner = registry.owner
    if owner and not any(
        _shares_word(spelling, site.author) for spelling in (owner.name, *owner.variants, *owner.names.values())
    ):
        message = f"the owner is '{owner.name}', and AUTHOR of pelicanconf.py is '{site.author}': fix one of them"
        yield Problem(f"{site.folder}/{PEOPLE}", owner.line, message)


def _find_other_users(site: Site) -> Iterator[Problem]:
    """The user of GitHub or GitLab in the site's address, in its repository's and in SOCIAL."""
    address = PAGES_HOST.fullmatch(site.host)
    repository = REMOTE.search(_remote(site.root))
    if address and repository and address["user"].casefold() != repository["user"].casefold():
        message = f"SITEURL is '{site.host}', and the Git repository is {repository['user']}'s: fix one of them"
        yield _at_setting(site, "SITEURL", message)
    links = (entry.get("url") or "" for entry in site.settings.get("SOCIAL") or () if isinstance(entry, dict))
    for link in links:
        users = [user for _, service, user in find_profiles(link) if service == "GitHub"]
        if users and repository and users[0].casefold() != repository["user"].casefold():
            message = (
                f"'{link}' in SOCIAL is {users[0]}'s, and the Git repository is {repository['user']}'s: which is yours?"
            )
            yield _at_text(site, link, message)


def _find_foreign_bibliography(site: Site) -> Iterator[Problem]:
    """A bibliography in which no entry names the owner."""
    entries, foreign = _read_entries(site)
    if entries and len(foreign) == len(entries):
        message = f"none of its {len(entries)} entries names {site.author}: whose publications are these?"
        yield Problem(f"{site.folder}/{BIBLIOGRAPHY}", None, message)


def find_publications_of_others(site: Site) -> Iterator[Problem]:
    """Entries that name neither the owner nor anybody who has a role in people.toml, beside others that do."""
    entries, foreign = _read_entries(site)
    for entry in foreign if len(foreign) < len(entries) else ():
        message = f"'{entry.key}' names neither {site.author} nor anybody with a role in {site.folder}/{PEOPLE}"
        message += ": remove it, or list it in CHECK_KNOWN"
        yield Problem(f"{site.folder}/{BIBLIOGRAPHY}", entry.line, message)


def _read_entries(site: Site) -> tuple[list[Entry], list[Entry]]:
    """The entries that have authors or editors, and those of people who are not of this site."""
    registry, _ = people.read_people(read_content_file(site, PEOPLE), site.author)
    entries, foreign = [], []
    for entry in read_bibtex(read_content_file(site, BIBLIOGRAPHY))[0] if site.author else ():
        names = [name for field in ("author", "editor") for name in parse_names(entry.fields.get(field, "")).names]
        entries += [entry] if names else []
        if names and not any(person and (person.is_owner or person.roles) for person in registry.authors(names)):
            foreign.append(entry)
    return entries, foreign


def _at_setting(site: Site, name: str, message: str) -> Problem:
    for source in (source for source in site.sources if source.path in SETTINGS):
        if match := re.search(rf"^{name}\b", source.visible, re.M):
            return source.at(match.start(), message)
    return Problem("pelicanconf.py", None, message)


def _at_text(site: Site, text: str, message: str) -> Problem:
    for source in (source for source in site.sources if source.path in SETTINGS):
        if text in source.visible:
            return source.at(source.visible.index(text), message)
    return Problem("pelicanconf.py", None, message)


def _shares_word(one: str, other: str) -> bool:
    return bool(_words(one) & _words(other))


def _words(text: str) -> set[str]:
    """The words of a name, folded; in scripts that write no spaces, its characters."""
    words = set(fold_text(text).split())
    return {word for word in words if len(word) > 1} | {c for word in words if not word.isascii() for c in word}


def _remote(root: Path) -> str:
    """The address of the repository's remote `origin`; empty if there is none."""
    parser = configparser.ConfigParser(strict=False, interpolation=None)
    try:
        parser.read(root / ".git/config", encoding="utf-8")
        return parser.get('remote "origin"', "url", fallback="")
    except (configparser.Error, OSError, UnicodeDecodeError):
        return ""


def digest_of_file(file: Path) -> str:
    """The digest by which SAMPLE_FILES names a file; empty if there is none, or if it is too large for one of these."""
    if not file.is_file():
        return ""
    return sha256(file.read_bytes()).hexdigest() if file.stat().st_size < 2_000_000 else ""
