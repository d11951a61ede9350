"""Parse a list of names in a `.bib` file: `author` or `editor` in LaTeX, with biblatex's data annotations."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from pybtex.bibtex.utils import split_name_list, split_tex_string
from pybtex.database import Person
from pybtex.exceptions import PybtexError

from plugins.bibtex import name_marks
from plugins.bibtex.latex_text import latex_to_text
from plugins.core.names import Name, is_east_asian

Annotations = Mapping[str, Mapping[int, tuple[str, ...]]]

ET_AL = re.compile(r",?\s+(?:\{?\\(?:emph|textit)\{|\{\\(?:it|em) )?et\.?[\s~]+al\b\.?\}*\s*$", re.I)
OTHERS = re.compile(r"\{*(?:others|et\.?[\s~]+al\.?|\\ldots|\.\.\.|…)\}*\.?", re.I)
END_OF_GROUP = re.compile(r"\b(?:Collaboration|Consortium|Working Group)$", re.I)
OTHER_SCRIPT = re.compile(r"\s*[(（](?P<name>[^()（）]+)[)）]\s*")
EXTENDED = re.compile(r"(?:^|,)\s*\"?(?:family|given)\s*=", re.I)
SUFFIX = re.compile(r"\{?(?:Jr|Sr|Jnr|Snr|I{2,3}|IV|VI{0,3}|\d(?:nd|rd|th)|Esq|Ph\.?\s?D|M\.?\s?D)\.?\}?", re.I)
STRAY_AND = re.compile(r"^\s*and(?=\s|$)|\sand\s*$|\sand(?=\s+and\s)", re.I)
# The site owner's name in bold, as in CVs: `\textbf{Doe, Jane}`, `{\bf Doe, Jane}`.
INNER = r"((?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*)"
EMPHASIS = re.compile(
    rf"\\(?:textbf|textit|emph|underline|uline|textsc)\s*\{{{INNER}\}}|\{{\s*\\(?:bf|bfseries|it|em|sc)\s+{INNER}\}}"
)
DBLP_NUMBER = re.compile(r"\s+0\d{3}$")  # DBLP numbers people who share a name
INITIALS_FIRST = re.compile(r"(?:[A-Z]\.[\s~-]?)+[^\W\d_][\w'’-]+(?: [^\W\d_][\w'’-]+)?")
STRAY_AND_MESSAGE = "'and' stands between two names: one at the beginning, at the end or beside another is too many"
COMMAS_MESSAGE = "names are separated by ' and ', not by commas: 'Doe, Jane and Roe, John'"
SEPARATOR_MESSAGE = "names are separated by ' and ', not by '{}': 'Doe, Jane and Roe, John'"
SUFFIX_MESSAGE = "the suffix stands second: 'King, Jr., Martin'"


@dataclass(frozen=True)
class NameList:
    """The names in their order.

    `has_more` is true for `and others`. `annotations` are keyed by their name (empty for biblatex's default) and then
    by position from 1; those called `script` are names in another script. `problem` is a message, or empty.
    """

    names: tuple[Name, ...] = ()
    has_more: bool = False
    annotations: Annotations = field(default_factory=dict)
    problem: str = ""


@dataclass(frozen=True)
class _ListItem:
    """A part of a list: a name (None for `others`), the same name in another script, and a problem with it."""

    name: Name | None
    other_script: str = ""
    problem: str = ""
    has_more: bool = False


def parse_names(value: str, annotations: Annotations | None = None) -> NameList:
    """Parse the value of `author` or `editor`. Marks such as `*` stand after a name, or in an annotation."""
    annotations = dict(annotations or {})
    problem = STRAY_AND_MESSAGE if STRAY_AND.search(value) else ""
    value = EMPHASIS.sub(lambda match: match[1] or match[2] or "", STRAY_AND.sub("", value)).strip()
    items = [_parse_item(part) for part in split_name_list(value) if part.strip(" ,")]
    names, scripts = [], {}
    for item in items:
        if item.name:
            names.append(_with_marks(item.name, annotations.get("", {}).get(len(names) + 1, ())))
        if item.other_script:
            scripts[len(names)] = (item.other_script,)
    if scripts:
        annotations["script"] = {**scripts, **annotations.get("script", {})}
    problem = problem or next((item.problem for item in items if item.problem), "")
    return NameList(tuple(names), any(item.has_more for item in items), annotations, problem)


def parse_annotations(fields: Mapping[str, str], name: str = "author") -> Annotations:
    """The data annotations of a field, in `author+an` and `author+an:…`; their values without quotation marks."""
    annotations: dict[str, dict[int, tuple[str, ...]]] = {}
    for field_name, value in fields.items():
        if field_name != f"{name}+an" and not field_name.startswith(f"{name}+an:"):
            continue
        positions = annotations.setdefault(field_name.partition("+an")[2].removeprefix(":"), {})
        for item in re.findall(r'(?:"[^"]*"|[^;"])+', value):
            place, _, values = item.partition("=")
            position = int(re.match(r"\s*(\d{0,6})", place)[1] or 0)
            texts = tuple(part.strip().strip('"') for part in re.findall(r'(?:"[^"]*"|[^,"])+', values) if part.strip())
            positions[position] = positions.get(position, ()) + texts
    return annotations


def is_in_braces(written: str) -> bool:
    """Whether one pair of braces encloses all of it, as in `{The ATLAS Collaboration}`, which is not a person."""
    if not written.startswith("{") or not written.endswith("}") or written.startswith("{\\"):
        return False
    depths, depth = [], 0
    for character in written:
        depth += (character == "{") - (character == "}")
        depths.append(depth)
    return depth == 0 and 0 not in depths[:-1]


def _with_marks(name: Name, annotations: tuple[str, ...]) -> Name:
    known = [name_marks.ANNOTATIONS[text.lower()] for text in annotations if text.lower() in name_marks.ANNOTATIONS]
    return replace(name, marks=tuple(dict.fromkeys((*name.marks, *known)))) if known else name


def _parse_item(written: str) -> _ListItem:
    if OTHERS.fullmatch(written.strip()):
        return _ListItem(None, has_more=True)
    has_more = ET_AL.search(written) is not None
    written = DBLP_NUMBER.sub("", ET_AL.sub("", written).strip().rstrip(","))
    written, marks = name_marks.split_marks(written)
    script = ""
    match = OTHER_SCRIPT.search(written)
    if match and is_east_asian(latex_to_text(match["name"]).strip()):
        script, written = latex_to_text(match["name"]).strip(), OTHER_SCRIPT.sub(" ", written).strip()
    name, problem = _parse_name(written)
    return _ListItem(replace(name, marks=marks), script, problem, has_more)


def _parse_name(written: str) -> tuple[Name, str]:
    """A name without its marks, and a problem with it, or an empty string."""
    if is_in_braces(written) or (END_OF_GROUP.search(written) and "," not in written):
        return Name(literal=latex_to_text(written)), ""
    if EXTENDED.search(written):
        return _parse_extended_name(written), ""
    parts = [part.strip() for part in split_tex_string(written, ",")]
    problem = _problem_of(written, parts)
    if len(parts) == 2 and SUFFIX.fullmatch(parts[1]) and " " in parts[0].strip("{}"):
        return replace(_parse_person(parts[0].strip("{}")), suffix=latex_to_text(parts[1])), ""
    if len(parts) > 3 or not "".join(parts):
        return Name(literal=latex_to_text(written)), problem
    return _parse_person(written), problem


def _parse_person(written: str) -> Name:
    text = latex_to_text(written)
    if is_east_asian(text):
        family, _, given = text.partition(" ")
        return Name(family, given.replace(" ", ""))
    try:
        person = Person(written)
    except (PybtexError, ValueError, IndexError):
        return Name(literal=text)
    family = person.prelast_names + person.last_names
    given = person.first_names + person.middle_names
    return Name(*(latex_to_text(" ".join(words)) for words in (family, given, person.lineage_names)))


def _parse_extended_name(written: str) -> Name:
    """Parse biblatex's extended format: `family=Berg, given=Jane, prefix=van den, suffix=Jr`."""
    parts = {}
    for part in split_tex_string(written, ","):
        name, _, value = part.strip().strip('"').partition("=")
        parts[name.strip().lower()] = latex_to_text(value.strip().strip('"'))
    family = " ".join(filter(None, (parts.get("prefix"), parts.get("family"))))
    return Name(family or parts.get("given", ""), parts.get("given", "") if family else "", parts.get("suffix", ""))


def _problem_of(written: str, parts: list[str]) -> str:
    outside_braces = re.sub(r"\{[^{}]*\}", "", written)
    for separator in (";", "\\&", "&"):
        if separator in outside_braces:
            return SEPARATOR_MESSAGE.format(separator)
    if len(parts) == 3 and SUFFIX.fullmatch(parts[2]):
        return SUFFIX_MESSAGE
    has_suffix = len(parts) == 3 and SUFFIX.fullmatch(parts[1])
    are_names = len(parts) == 2 and all(map(INITIALS_FIRST.fullmatch, parts))
    return COMMAS_MESSAGE if are_names or not (len(parts) < 3 or has_suffix) else ""
