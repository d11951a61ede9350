"""An author's style sheets: the rules that still mean something here, and those that do not.

In: a sheet's text. Out: the kept rules as text, the others with their line and the reason, and the colors that
it sets for Material.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

OPAQUE = re.compile(r"""/\*.*?(?:\*/|\Z)|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'""", re.S)
GROUPS = ("@media", "@supports", "@container", "@layer", "@scope")
WHOLE = ("@keyframes", "@property", "@counter-style")
FOREIGN = re.compile(r"\.md-|\.mdx-|data-md-|\.tabbed-|\.headerlink|\.linenodiv|\.doc-", re.I)
WANTED = re.compile(r"--md-(?P<name>primary-fg-color|typeset-a-color|accent-fg-color):\s*(?P<color>[^;}!]+)", re.I)
VARIABLE = re.compile(r"^\s*--md-|var\(\s*--md-", re.I)
ADDRESS = re.compile(r"url\(", re.I)
NO_LAYOUT = "it is about the layout of Material, which is not here"


@dataclass(frozen=True)
class Rule:
    """A rule or statement of a sheet: its line, what stands before the braces, what stands in them (or None)."""

    line: int
    prelude: str
    body: str | None

    def __str__(self) -> str:
        return f"{self.prelude};" if self.body is None else f"{self.prelude} {{{self.body}}}"


@dataclass(frozen=True)
class Dropped:
    """A rule that is not taken over: where it begins, its first words, and why."""

    line: int
    written: str
    reason: str


def sorted_rules(css: str, first_line: int = 1) -> tuple[list[str], list[Dropped]]:
    """Kept rules and dropped ones, in order."""
    kept, dropped = [], []
    for rule in rules(css, first_line):
        text, reasons = _kept(rule)
        if text:
            kept.append(text)
        dropped += reasons
    return kept, dropped


def _kept(rule: Rule) -> tuple[str, list[Dropped]]:
    name = rule.prelude.split(None, 1)[0].lower() if rule.prelude else ""
    if rule.body is not None and name.startswith(GROUPS):
        kept, dropped = sorted_rules(rule.body, rule.line + rule.prelude.count("\n"))
        return (f"{rule.prelude} {{\n{_indented(kept)}\n}}" if kept else ""), dropped
    wishes = [line.strip() for line in _declarations(rule.body or "")]
    if wishes and all(WANTED.match(wish) for wish in wishes):
        return "", []
    if reason := _reason(rule, name):
        return "", [Dropped(rule.line, " ".join(rule.prelude.split())[:80], reason)]
    if name.startswith(WHOLE):
        return str(rule), []
    ours = [wish for wish in wishes if not VARIABLE.search(wish)]
    lost = [Dropped(rule.line, wish[:80], NO_LAYOUT) for wish in wishes if wish not in ours and not WANTED.match(wish)]
    return (f"{' '.join(rule.prelude.split())} {{\n  " + ";\n  ".join(ours) + ";\n}" if ours else ""), lost


def _reason(rule: Rule, name: str) -> str:
    if "</" in str(rule):
        return "it would end the style sheet of a page"
    if ADDRESS.search(str(rule)) or name == "@import":
        return "it loads a file, which a style sheet may not do here"
    if rule.body is None or name == "@font-face":
        return "the theme brings its own font"
    return NO_LAYOUT if FOREIGN.search(rule.prelude) else ""


def rules(css: str, first_line: int = 1) -> Iterator[Rule]:
    """The rules of a sheet, or of a group's braces; comments gone."""
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


def _declarations(body: str) -> list[str]:
    blank = OPAQUE.sub(lambda match: "x" * len(match[0]), body)
    ends = [match.start() for match in re.finditer(";", blank)] + [len(body)]
    pieces = [body[start:end] for start, end in zip([0, *(end + 1 for end in ends)], ends, strict=False)]
    return [piece for piece in pieces if piece.strip()]


def _indented(texts: list[str]) -> str:
    return "\n".join(f"  {line}" for text in texts for line in text.splitlines())


def wanted_colors(css: str) -> dict[str, dict[str, str]]:
    """What a sheet sets for Material's own colors, by scheme and name."""
    found: dict[str, dict[str, str]] = {"light": {}, "dark": {}}
    for rule in rules(css):
        scheme = "dark" if "slate" in rule.prelude or "dark" in rule.prelude else "light"
        for match in WANTED.finditer(rule.body or ""):
            found[scheme][match["name"].lower()] = match["color"].strip()
    return found
