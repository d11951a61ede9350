"""Parse a list of names in a `.bib` file: `author` or `editor` in LaTeX, with biblatex's data annotations."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from pybtex.bibtex.utils import split_name_list, split_tex_string
from pybtex.database import Person
from pybtex.exceptions import PybtexError

from plugins.bibtex import name_marks
from plugins.bibtex.latex_text import latex_to_text, unescape_entities
from plugins.core.names import Name, is_east_asian

Annotations = Mapping[str, Mapping[int, tuple[str, ...]]]

ET_AL = re.compile(r",?\s+(?:\{?\\(?:emph|textit)\{|\{\\(?:it|em) )?et\.?[\s~]+al\b\.?\}*\s*$", re.I)
OTHERS = re.compile(r"\{*(?:others|et\.?[\s~]+al\.?|\\ldots|\.\.\.|…)\}*\.?", re.I)
END_OF_GROUP = re.compile(r"\b(?:Collaboration|Consortium|Working Group)$", re.I)
OTHER_SCRIPT = re.compile(r"\s*[(（](?P<name>[^()（）]+)[)）]\s*")
EXTENDED = re.compile(r"(?:^|,)\s*\"?(?:family|given)\s*=", re.I)
SUFFIX = re.compile(r"\{?(?:Jr|Sr|Jnr|Snr|I{2,3}|IV|VI{0,3}|\d(?:st|nd|rd|th)|Esq|Ph\.?\s?D|M\.?\s?D)\.?\}?", re.I)
# A suffix that cannot be a given name or an initial, as the last word of a name.
LAST_SUFFIX = re.compile(r"(?P<name>\S.*\S)\s+(?P<suffix>[JS]n?r\.?|I{2,3}|IV|VI{1,3}|\d(?:st|nd|rd|th)\.?)", re.S)
STRAY_AND = re.compile(r"^\s*and(?=\s|$)|\sand\s*$|\sand(?=\s+and\s)", re.I)
# The site owner's name in bold, as in CVs: `\textbf{Doe, Jane}`, `{\bf Doe, Jane}`.
INNER = r"((?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*)"
EMPHASIS = re.compile(
    rf"\\(?:textbf|textit|emph|underline|uline|textsc)\s*\{{{INNER}\}}|\{{\s*\\(?:bf|bfseries|it|em|sc)\s+{INNER}\}}"
)
DBLP_NUMBER = re.compile(r"\s+0\d{3}$")  # DBLP numbers people who share a name
INITIALS_FIRST = re.compile(r"(?:[A-Z]\.[\s~-]?)+[^\W\d_][\w'’-]+(?: [^\W\d_][\w'’-]+)?")
INITIALS = re.compile(r"(?:[^\W\d_a-z]\.?[\s~-]?){1,4}")
SEPARATOR = re.compile(r";|\\?&")
STRAY_AND_MESSAGE = "'and' stands between two names: one at the beginning, at the end or beside another is too many"
COMMAS_MESSAGE = "names are separated by ' and ', not by commas: 'Doe, Jane and Roe, John'"
SEPARATOR_MESSAGE = "names are separated by ' and ', not by '{}': 'Doe, Jane and Roe, John'"
GROUP_MESSAGE = "'{0}' is read as the name of a group: put it in braces, {{{0}}}, or separate names by ' and '"
SUFFIX_MESSAGE = "the suffix stands second: 'King, Jr., Martin'"


@dataclass(frozen=True)
class NameList:
    """The names in their order.

    `has_more` is true for `and others`. `annotations` are keyed by their name (empty for biblatex's default) and then
    by position from 1; those called `script` are names in another script. `problem` says what is wrong in the list and
    what would be right, `warning` the same where the names could be read all the same.
    """

    names: tuple[Name, ...] = ()
    has_more: bool = False
    annotations: Annotations = field(default_factory=dict)
    problem: str = ""
    warning: str = ""


@dataclass(frozen=True)
class _ListItem:
    """A part of a list: a name (None for `others`), the same name in another script, and a problem with it."""

    name: Name | None
    other_script: str = ""
    problem: str = ""
    warning: str = ""
    has_more: bool = False


def parse_names(value: str, annotations: Annotations | None = None) -> NameList:
    """Parse the value of `author` or `editor`. Marks such as `*` stand after a name, or in an annotation."""
    annotations = dict(annotations or {})
    warnings = [STRAY_AND_MESSAGE] if STRAY_AND.search(value) else []
    value = unescape_entities(STRAY_AND.sub("", value))
    value = EMPHASIS.sub(lambda match: match[1] or match[2] or "", value).strip()
    items = []
    for part in split_name_list(value):
        if part.strip(" ,"):
            written, warning = _separate(part)
            items += map(_parse_item, written)
            warnings.append(warning)
    names, scripts = [], {}
    for item in items:
        if item.name:
            names.append(_with_marks(item.name, annotations.get("", {}).get(len(names) + 1, ())))
        if item.other_script:
            scripts[len(names)] = (item.other_script,)
    if scripts:
        annotations["script"] = {**scripts, **annotations.get("script", {})}
    problem = next((item.problem for item in items if item.problem), "")
    warning = next(filter(None, [*warnings, *(item.warning for item in items)]), "")
    return NameList(tuple(names), any(item.has_more for item in items), annotations, problem, warning)


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
    name, problem, warning = _parse_name(written)
    return _ListItem(replace(name, marks=marks), script, problem, warning, has_more)


def _separate(written: str) -> tuple[list[str], str]:
    """The names in a part of a list, which something else than `and` may separate, and a warning where it does."""
    if _is_one_name(written):
        return [written], ""
    hidden = re.sub(r"\{[^{}]*\}", lambda group: "x" * len(group[0]), written)
    if separators := list(SEPARATOR.finditer(hidden)):
        starts = [0, *(match.end() for match in separators)]
        ends = [*(match.start() for match in separators), len(written)]
        pieces = [piece for a, b in zip(starts, ends, strict=True) if (piece := written[a:b].strip(" ,"))]
        if len(pieces) > 1 and separators[0][0] != ";" and not all("," in one or " " in one for one in pieces):
            return [f"{{{written}}}"], GROUP_MESSAGE.format(" ".join(written.split()))
        names = [name for piece in pieces for name in _separate(piece)[0]]
        return names, SEPARATOR_MESSAGE.format(separators[0][0])
    parts = [part.strip() for part in split_tex_string(written.strip(" ,"), ",")]
    if names := _split_at_commas(parts):
        return names, COMMAS_MESSAGE
    return [written], ""


def _is_one_name(written: str) -> bool:
    """Whether it is the name of a group, in biblatex's extended format, or the others."""
    return bool(
        is_in_braces(written.strip())
        or (END_OF_GROUP.search(written) and "," not in written)
        or EXTENDED.search(written)
        or OTHERS.fullmatch(written.strip())
    )


def _split_at_commas(parts: list[str]) -> list[str]:
    """The names where commas stand between names, as in `J. Doe, R. Roe` or `Doe, J., Roe, R.`; empty elsewhere."""
    if any(map(SUFFIX.fullmatch, parts[1:])):
        return []
    if len(parts) == 2 and all(map(INITIALS_FIRST.fullmatch, parts)):
        return parts
    if len(parts) > 2 and all(" " in part or "~" in part for part in parts):
        return parts
    if len(parts) > 3 and len(parts) % 2 == 0 and all(map(INITIALS.fullmatch, parts[1::2])):
        return [", ".join(pair) for pair in zip(parts[::2], parts[1::2], strict=True)]
    return []


def _parse_name(written: str) -> tuple[Name, str, str]:
    """A name without its marks, what is wrong with it, and a warning where it was read all the same."""
    if is_in_braces(written) or (END_OF_GROUP.search(written) and "," not in written):
        return Name(literal=latex_to_text(written)), "", ""
    if EXTENDED.search(written):
        return _parse_extended_name(written), "", ""
    parts = [part.strip() for part in split_tex_string(written, ",")]
    if len(parts) == 3 and SUFFIX.fullmatch(parts[2]) and not SUFFIX.fullmatch(parts[1]):
        family, given, suffix = parts
        return _parse_person(f"{family}, {suffix}, {given}"), "", SUFFIX_MESSAGE
    if len(parts) == 2 and SUFFIX.fullmatch(parts[1]) and " " in parts[0].strip("{}"):
        return replace(_parse_person(parts[0].strip("{}")), suffix=latex_to_text(parts[1])), "", ""
    if len(parts) < 3 and (last := LAST_SUFFIX.fullmatch(parts[-1])) and (len(parts) == 2 or " " in last["name"]):
        person = _parse_person(", ".join([*parts[:-1], last["name"]]))
        return replace(person, suffix=latex_to_text(last["suffix"])), "", SUFFIX_MESSAGE if len(parts) == 2 else ""
    if len(parts) > 3 or not "".join(parts):
        return Name(literal=latex_to_text(written)), _problem_of(parts), ""
    return _parse_person(written), _problem_of(parts), ""


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


def _problem_of(parts: list[str]) -> str:
    has_suffix = len(parts) == 3 and SUFFIX.fullmatch(parts[1])
    return "" if len(parts) < 3 or has_suffix else COMMAS_MESSAGE
