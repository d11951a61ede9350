"""An author's style sheets: the rules that still apply on the new site, those that do not, and Material's colors."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

OPAQUE = re.compile(r"""/\*.*?(?:\*/|\Z)|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'""", re.S)
DECLARATION = re.compile(r"""(?:"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|[^;])+""", re.S)
GROUPS = ("@media", "@supports", "@container", "@layer", "@scope")
WHOLE = ("@keyframes", "@property", "@counter-style")
FOREIGN = re.compile(r"\.md-|\.mdx-|data-md-|\.tabbed-|\.headerlink|\.linenodiv|\.doc-", re.I)
MATERIAL_COLOR = re.compile(
    r"--md-(?P<name>primary-fg-color|typeset-a-color|accent-fg-color):\s*(?P<color>[^;}!]+)", re.I
)
VARIABLE = re.compile(r"^\s*--md-|var\(\s*--md-", re.I)
ADDRESS = re.compile(r"url\(", re.I)
NO_LAYOUT = "it styles the layout of Material, which is not used here"


@dataclass(frozen=True)
class Rule:
    """A rule of a sheet: its line, the text before the braces and in them; a statement has no `body`."""

    line: int
    prelude: str
    body: str | None

    def __str__(self) -> str:
        return f"{self.prelude};" if self.body is None else f"{self.prelude} {{{self.body}}}"


@dataclass(frozen=True)
class Dropped:
    """A rule that is not copied: its line, its beginning, and the reason."""

    line: int
    written: str
    reason: str


def sort_rules(css: str, first_line: int = 1) -> tuple[list[str], list[Dropped]]:
    """The texts of the rules to copy, and the others, each in order."""
    kept, dropped = [], []
    for rule in parse_rules(css, first_line):
        text, reasons = _sort_rule(rule)
        if text:
            kept.append(text)
        dropped += reasons
    return kept, dropped


def _sort_rule(rule: Rule) -> tuple[str, list[Dropped]]:
    name = rule.prelude.split(None, 1)[0].lower() if rule.prelude else ""
    if rule.body is not None and name.startswith(GROUPS):
        kept, dropped = sort_rules(rule.body, rule.line + rule.prelude.count("\n"))
        return (f"{rule.prelude} {{\n{_indented(kept)}\n}}" if kept else ""), dropped
    declared = [text.strip() for text in DECLARATION.findall(rule.body or "") if text.strip()]
    others = [text for text in declared if not MATERIAL_COLOR.match(text)]
    if declared and not others:
        return "", []
    if reason := _reason_to_drop(rule, name):
        return "", [Dropped(rule.line, " ".join(rule.prelude.split())[:80], reason)]
    if name.startswith(WHOLE):
        return str(rule), []
    kept = [text for text in others if not VARIABLE.search(text)]
    dropped = [Dropped(rule.line, text[:80], NO_LAYOUT) for text in others if text not in kept]
    return (f"{' '.join(rule.prelude.split())} {{\n  " + ";\n  ".join(kept) + ";\n}" if kept else ""), dropped


def _reason_to_drop(rule: Rule, name: str) -> str:
    if "</" in str(rule):
        return "it would end the style sheet of a page"
    if ADDRESS.search(str(rule)) or name == "@import":
        return "it loads a file, which a style sheet may not do here"
    if rule.body is None or name == "@font-face":
        return "the theme brings its own font"
    return NO_LAYOUT if FOREIGN.search(rule.prelude) else ""


def parse_rules(css: str, first_line: int = 1) -> Iterator[Rule]:
    """The rules of a sheet, or of the body of a group such as `@media`, without comments."""
    blank = OPAQUE.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), css)
    clean = OPAQUE.sub(lambda match: re.sub(r"[^\n]", " ", match[0]) if match[0].startswith("/*") else match[0], css)
    at = 0
    while match := re.compile(r"[{;]").search(blank, at):
        start = at + len(blank[at:]) - len(blank[at:].lstrip())
        end = _closing(blank, match.start()) if match[0] == "{" else match.start()
        prelude = clean[start : match.start()].strip("} \t\r\n")
        if prelude:
            line = first_line + css.count("\n", 0, start)
            yield Rule(line, prelude, clean[match.end() : end] if match[0] == "{" else None)
        at = end + 1


def _closing(blank: str, opening: int) -> int:
    depth = 0
    for match in re.compile(r"[{}]").finditer(blank, opening):
        depth += 1 if match[0] == "{" else -1
        if not depth:
            return match.start()
    return len(blank)


def _indented(texts: list[str]) -> str:
    return "\n".join(f"  {line}" for text in texts for line in text.splitlines())


def find_material_colors(css: str) -> dict[str, dict[str, str]]:
    """The values that a sheet gives Material's own colors, by scheme and name."""
    found: dict[str, dict[str, str]] = {"light": {}, "dark": {}}
    for rule in parse_rules(css):
        scheme = "dark" if "slate" in rule.prelude or "dark" in rule.prelude else "light"
        for match in MATERIAL_COLOR.finditer(rule.body or ""):
            found[scheme][match["name"].lower()] = match["color"].strip()
    return found
