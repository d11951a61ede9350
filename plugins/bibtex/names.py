"""A list of names as it stands in a `.bib` file → names, and what is marked at them.

In: `author` or `editor` in LaTeX, and biblatex's data annotations (`author+an`). Out: `Names`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from pybtex.bibtex.utils import split_name_list, split_tex_string
from pybtex.database import Person
from pybtex.exceptions import PybtexError

from plugins.bibtex import latex, marks
from plugins.core.names import Name, is_east_asian

Annotations = Mapping[str, Mapping[int, tuple[str, ...]]]

ET_AL = re.compile(r",?\s+(?:\{?\\(?:emph|textit)\{|\{\\(?:it|em) )?et\.?[\s~]+al\b\.?\}*\s*$", re.I)
OTHERS = re.compile(r"\{*(?:others|et\.?[\s~]+al\.?|\\ldots|\.\.\.|…)\}*\.?", re.I)
GROUP = re.compile(r"\b(?:Collaboration|Consortium|Working Group)$", re.I)
OTHER_SCRIPT = re.compile(r"\s*[(（](?P<name>[^()（）]+)[)）]\s*")
EXTENDED = re.compile(r"(?:^|,)\s*\"?(?:family|given)\s*=", re.I)
SUFFIX = re.compile(r"\{?(?:Jr|Sr|Jnr|Snr|I{2,3}|IV|VI{0,3}|\d(?:nd|rd|th)|Esq|Ph\.?\s?D|M\.?\s?D)\.?\}?", re.I)
TOO_MANY_ANDS = re.compile(r"^\s*and(?=\s|$)|\sand\s*$|\sand(?=\s+and\s)", re.I)
TOO_MANY = "'and' stands between two names: one at the beginning, at the end or beside another is too many"
# An author's own name in bold, as CVs have it: `\textbf{Doe, Jane}`, `{\bf Doe, Jane}`.
INNER = r"((?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*)"
LOUD = re.compile(
    rf"\\(?:textbf|textit|emph|underline|uline|textsc)\s*\{{{INNER}\}}|\{{\s*\\(?:bf|bfseries|it|em|sc)\s+{INNER}\}}"
)
HOMONYM = re.compile(r"\s+0\d{3}$")  # DBLP's number of several persons of one name
INITIALS_FIRST = re.compile(r"(?:[A-Z]\.[\s~-]?)+[^\W\d_][\w'’-]+(?: [^\W\d_][\w'’-]+)?")
NOT_BY_COMMAS = "names are separated by ' and ', not by commas: 'Doe, Jane and Roe, John'"
SUFFIX_LAST = "the suffix stands second: 'King, Jr., Martin'"
NOT_BY_SIGNS = "names are separated by ' and ', not by '{}': 'Doe, Jane and Roe, John'"


@dataclass(frozen=True)
class Names:
    """The names in their order; `has_more` for `and others`. `annotations` by name ('' for the unnamed) and position
    from 1; those called `script` are names in another script. `problem` says what is wrong and would be right.
    """

    names: tuple[Name, ...] = ()
    has_more: bool = False
    annotations: Annotations = field(default_factory=dict)
    problem: str = ""


def read(value: str, annotations: Annotations | None = None) -> Names:
    """The names of a list; marks stand after them, or in an annotation."""
    annotations = dict(annotations or {})
    problem = TOO_MANY if TOO_MANY_ANDS.search(value) else ""
    value = LOUD.sub(lambda match: match[1] or match[2] or "", TOO_MANY_ANDS.sub("", value)).strip()
    written = [part for part in split_name_list(value) if part.strip(" ,")]
    names, scripts, has_more = [], {}, False
    for part in written:
        name, script, wrong, ends_in_more = _part(part)
        problem, has_more = problem or wrong, has_more or ends_in_more
        if name is None:
            continue
        names.append(_annotated(name, annotations.get("", {}).get(len(names) + 1, ())))
        if script:
            scripts[len(names)] = (script,)
    if scripts:
        annotations["script"] = {**scripts, **annotations.get("script", {})}
    return Names(tuple(names), has_more, annotations, problem)


def annotations(fields: Mapping[str, str], name: str = "author") -> Annotations:
    """What stands in `author+an` and `author+an:…`: its name → position → its values, quotation marks removed."""
    found: dict[str, dict[int, tuple[str, ...]]] = {}
    for field_name, value in fields.items():
        if field_name != f"{name}+an" and not field_name.startswith(f"{name}+an:"):
            continue
        for item in re.findall(r'(?:"[^"]*"|[^;"])+', value):
            place, _, values = item.partition("=")
            position = re.match(r"\s*(\d{0,6})", place)[1]
            texts = tuple(part.strip().strip('"') for part in re.findall(r'(?:"[^"]*"|[^,"])+', values) if part.strip())
            of_name = found.setdefault(field_name.partition("+an")[2].removeprefix(":"), {})
            of_name[int(position or 0)] = of_name.get(int(position or 0), ()) + texts
    return found


def _annotated(name: Name, values: tuple[str, ...]) -> Name:
    if not values:
        return name
    known = [marks.ANNOTATED[value.lower()] for value in values if value.lower() in marks.ANNOTATED]
    return replace(name, marks=tuple(dict.fromkeys((*name.marks, *known))))


@lru_cache(maxsize=20_000)
def _part(written: str) -> tuple[Name | None, str, str, bool]:
    """A part of the list: a name or none, the same in another script, what is wrong, and whether it says `et al.`."""
    if OTHERS.fullmatch(written.strip()):
        return None, "", "", True
    return *_name(ET_AL.sub("", written)), bool(ET_AL.search(written))


def _name(written: str) -> tuple[Name, str, str]:
    """One name, the same in another script, and what is wrong with it."""
    written, signs = marks.taken(HOMONYM.sub("", written.strip().rstrip(",")))
    script = ""
    match = OTHER_SCRIPT.search(written)
    if match and is_east_asian(latex.text(match["name"]).strip()):
        script, written = latex.text(match["name"]).strip(), OTHER_SCRIPT.sub(" ", written).strip()
    if is_whole(written) or (GROUP.search(written) and "," not in written):
        return Name(literal=latex.text(written), marks=signs), script, ""
    if EXTENDED.search(written):
        return replace(_extended(written), marks=signs), script, ""
    parts = [part.strip() for part in split_tex_string(written, ",")]
    problem = _problem(written, parts)
    if len(parts) == 2 and SUFFIX.fullmatch(parts[1]) and " " in parts[0].strip("{}"):
        return replace(_person(parts[0].strip("{}"), parts[:1]), suffix=latex.text(parts[1]), marks=signs), script, ""
    if len(parts) > 3 or not "".join(parts):
        return Name(literal=latex.text(written), marks=signs), script, problem
    return replace(_person(written, parts), marks=signs), script, problem


def is_whole(written: str) -> bool:
    """Whether braces around all of it say that it is no person's name: `{The ATLAS Collaboration}`."""
    if not written.startswith("{") or not written.endswith("}") or written.startswith("{\\"):
        return False
    depths, depth = [], 0
    for character in written:
        depth += (character == "{") - (character == "}")
        depths.append(depth)
    return depth == 0 and 0 not in depths[:-1]


def _person(written: str, parts: list[str]) -> Name:
    plain = latex.text(written)
    if len(parts) == 1 and is_east_asian(plain):
        family, _, given = plain.partition(" ")
        return Name(family, given.replace(" ", ""))
    try:
        person = Person(written)
    except (PybtexError, ValueError, IndexError):
        return Name(literal=plain)
    family, given, suffix = (
        latex.text(" ".join(names))
        for names in (
            person.prelast_names + person.last_names,
            person.first_names + person.middle_names,
            person.lineage_names,
        )
    )
    return Name(family, given, suffix)


def _extended(written: str) -> Name:
    """biblatex's extended format: `family=Berg, given=Jane, prefix=van den, suffix=Jr`."""
    parts = {}
    for part in split_tex_string(written, ","):
        name, _, value = part.strip().strip('"').partition("=")
        parts[name.strip().lower()] = latex.text(value.strip().strip('"'))
    family = " ".join(filter(None, (parts.get("prefix"), parts.get("family"))))
    return Name(family or parts.get("given", ""), parts.get("given", "") if family else "", parts.get("suffix", ""))


def _problem(written: str, parts: list[str]) -> str:
    outside = re.sub(r"\{[^{}]*\}", "", written)
    for sign in (";", "\\&", "&"):
        if sign in outside:
            return NOT_BY_SIGNS.format(sign)
    if len(parts) == 3 and SUFFIX.fullmatch(parts[2]):
        return SUFFIX_LAST
    is_suffix = len(parts) == 3 and SUFFIX.fullmatch(parts[1])
    are_names = len(parts) == 2 and all(map(INITIALS_FIRST.fullmatch, parts))
    return NOT_BY_COMMAS if are_names or not (len(parts) < 3 or is_suffix) else ""
