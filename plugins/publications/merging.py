"""Versions of one work: by DOI, by eprint, or because `related` names the other.

In: `Version`s. Out: lists of those that belong together, and what contradicts itself.
"""

from difflib import SequenceMatcher
from unicodedata import combining, normalize

from plugins.core.problems import Problem
from plugins.publications import fields
from plugins.publications.records import Version

# Values of biblatex's `relatedtype` that name another work.
OTHER_WORKS = ("multivolume", "reviewof", "translationof", "translationas", "translationfrom", "bytranslator")
OTHER_WORKS += ("origpubin", "origpubas", "reprintof", "reprintas", "reprintfrom")
LIKE = 0.5  # how alike titles of one work are, which is renamed on its way to print


def grouped(versions: list[Version], faults: list[Problem]) -> list[list[Version]]:
    """Versions of one work together: those of one DOI, of one eprint, and those that `related` names."""
    groups = {one.entry.key.lower(): [one] for one in versions}
    known: dict[tuple[str, str], Version] = {}
    for one in versions:
        for mark in (("doi", one.doi), ("eprint", one.eprint.lower())):
            other = known.setdefault(mark, one) if mark[1] else one
            if other is not one and not _are_alike(one, other):
                if mark[0] == "doi" and not all("doi" in version.entry.fields for version in (one, other)):
                    continue  # read from an address, which may be that of the whole book
                said = f"has the {mark[0]} of '{other.entry.key}', and another title"
                faults.append(Problem.at(one.entry.line_of(mark[0]), said, one.entry.key))
            elif other is not one:
                _join(groups, one, other)
        for key in fields.words(one.entry.fields.get("related", "")) if _names_versions(one) else ():
            if key.lower() in groups:
                _join(groups, one, groups[key.lower()][0])
            else:
                line = one.entry.line_of("related")
                faults.append(Problem.at(line, f"is related to '{key}', and there is no such entry", one.entry.key))
    return list({id(group): group for group in groups.values()}.values())


def _names_versions(one: Version) -> bool:
    """Whether `related` names other versions, and not works that biblatex connects otherwise."""
    kind = one.entry.fields.get("relatedtype", "").lower()
    return kind not in OTHER_WORKS and bool(kind or "relatedstring" not in one.entry.fields)


def _join(groups: dict[str, list[Version]], one: Version, other: Version) -> None:
    first, second = groups[other.entry.key.lower()], groups[one.entry.key.lower()]
    if first is not second:
        first += second
        groups |= {member.entry.key.lower(): first for member in second}


def _are_alike(one: Version, other: Version) -> bool:
    first, second = folded(one.title), folded(other.title)
    return first == second or SequenceMatcher(None, first, second).ratio() >= LIKE


def folded(title: str) -> str:
    """A title as it is compared: letters and digits of any script, without case and accents."""
    plain = "".join(character for character in normalize("NFKD", title.casefold()) if not combining(character))
    return "".join(character for character in plain if character.isalnum())
