"""An author's style sheets: the rules that apply on the new site, in its terms; those that do not; colors of links.

What stands below `.md-typeset` is below `main` here; Material's custom properties are those of `tokens.css`, as far as
there is one for the same thing.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from textwrap import indent

from plugins.core.contrast import contrast, parse_color
from plugins.dialect.source.line_numbers import line_at
from plugins.dialect.source.regions import regions
from plugins.migrate.mkdocs.palette import theme_colors
from plugins.migrate.report import counted

OPAQUE = re.compile(r"""/\*.*?(?:\*/|\Z)|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'""", re.S)
DECLARATION = re.compile(r"""(?:"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|\([^()]*\)|[^;])+""", re.S)
GROUPS = ("@media", "@supports", "@container", "@layer", "@scope")
WHOLE = ("@keyframes", "@property", "@counter-style")
STYLE = re.compile(r"<style\b[^>]*>(?P<css>.*?)</style\s*>", re.S | re.I)
SPACE = re.compile(r"\s*")
SCHEME = re.compile(
    r"""(?:html|body|:root)?\[data-md-color-scheme(?:=["']?(?P<name>[\w-]+)["']?)?\]\s*(?:>\s*)?""", re.I
)
TEXT = re.compile(r"[\w-]*(?:\.md-(?:typeset|content__inner|content|main__inner|main|container)(?![\w-]))+", re.I)
NESTED = re.compile(r"\bmain(?:\s*[\s>]\s*main\b)+")
ICON = re.compile(r"\.twemoji(?![\w-])(?P<own>(?:\.[\w-]+)*)(?P<svg>\s*>?\s*svg\b)?")
FOREIGN = re.compile(r"\.md-(?!button)|\.mdx-|data-md-|\.tabbed-|\.headerlink|\.linenodiv|\.doc-", re.I)
LINKS = {"a", "main a", "a:link", "main a:link"}
LINK_COLOR = re.compile(
    r"(?P<name>color|--md-(?:primary-fg|typeset-a|accent-fg)-color)\s*:\s*(?P<color>[^!]+?)\s*(?:!\s*important)?", re.I
)
PROPERTY = re.compile(r"--md-(?P<name>[\w-]+)\s*:\s*(?P<value>.+)", re.I | re.S)
USE = re.compile(r"var\(\s*--md-(?P<name>[\w-]+)\s*(?:,(?P<fallback>(?:[^()]|\([^()]*\))*))?\)", re.I)
REM = re.compile(r"(?<![\w.])(?P<number>\d*\.?\d+)rem\b", re.I)
ROOT_SIZE = 1.25  # that of Material in ours: 20 of 16 pixels
# What loads a file, also with letters that are written as escapes
ADDRESS = re.compile(r"url\(|image-set\(|\bsrc\(|\\[^;]*//|//[^;]*\\", re.I)
# Material's custom properties, as far as there is something like them in tokens.css
TOKENS = {
    "color-link": "primary-fg-color primary-fg-color--light primary-fg-color--dark accent-fg-color typeset-a-color",
    "color-link-line": "primary-fg-color--transparent accent-fg-color--transparent",
    "color-page": "primary-bg-color primary-bg-color--light accent-bg-color accent-bg-color--light default-bg-color"
    " default-bg-color--light default-bg-color--lighter default-bg-color--lightest admonition-bg-color",
    "color-text": "default-fg-color typeset-color code-fg-color admonition-fg-color footer-fg-color",
    "color-muted": "default-fg-color--light default-fg-color--lighter footer-fg-color--light",
    "color-line": "default-fg-color--lightest typeset-table-color typeset-table-color--light",
    "color-raised": "code-bg-color footer-bg-color footer-bg-color--dark",
    "color-mark": "typeset-mark-color",
    "font-text": "text-font text-font-family",
    "font-code": "code-font code-font-family",
}
OURS = {name: f"var(--{token})" for token, names in TOKENS.items() for name in names.split()}
OURS |= {f"shadow-z{depth}": f"0 {depth}px {4 * depth}px var(--color-line)" for depth in (1, 2, 3)}
# Those that an author sets: the token, what follows the value, and the token of the color that it must contrast with
SETTABLE = {
    **dict.fromkeys(("text-font", "text-font-family"), ("font-text", ", system-ui, sans-serif", None)),
    **dict.fromkeys(("code-font", "code-font-family"), ("font-code", ", ui-monospace, monospace", None)),
    **dict.fromkeys(("default-fg-color", "typeset-color"), ("color-text", "", "color-raised")),
    "default-bg-color": ("color-page", "", "color-text"),
    "code-bg-color": ("color-raised", "", "color-text"),
}
MOST_NAMED = 12  # rules of a style sheet that are not copied, before the rest is counted
COLOR_TOKENS = tuple({f"--{token}:" for token, _, ground in SETTABLE.values() if ground})
CONTRAST = 7
NO_LAYOUT = "styles of Material's layout"
NO_PROPERTY = "properties of Material without a counterpart"
UNREADABLE = "too little contrast, or no plain color"
LOADS = "a style sheet may load no file here"
NEVER_CLOSED = "a bracket or a quotation mark is never closed"
ACCENT = "the color of links is accent in LOOK of pelicanconf.py"


@dataclass(frozen=True)
class Rule:
    """A rule of a sheet: its line, the text before the braces and in them; a statement has no `body`."""

    line: int
    prelude: str
    body: str | None

    def __str__(self) -> str:
        return f"{self.prelude};" if self.body is None else f"{self.prelude} {{{self.body}}}"


@dataclass(frozen=True)
class LinkColor:
    """The color of links in a scheme, and the name of the property that sets it."""

    line: int
    scheme: str
    name: str
    color: str


@dataclass(frozen=True)
class Dropped:
    """A rule that is not copied: its line, its beginning, and the reason."""

    line: int
    written: str
    reason: str


def sort_rules(css: str, only_scheme: str = "", first_line: int = 1) -> tuple[list[str], list[Dropped]]:
    """The texts of the rules to copy, and what is not copied, each in order. `only_scheme` is light or dark on a site
    that has only that."""
    kept, dropped = [], []
    for rule in parse_rules(css, first_line):
        texts, others = _sort_rule(rule, only_scheme)
        kept += texts
        dropped += others
    return kept, dropped


def _sort_rule(rule: Rule, only_scheme: str) -> tuple[list[str], list[Dropped]]:
    name = rule.prelude.split(None, 1)[0].lower()
    shown = " ".join(rule.prelude.split())
    if rule.body is not None and name.startswith(GROUPS):
        kept, dropped = sort_rules(rule.body, only_scheme, rule.line + rule.prelude.count("\n"))
        inside = indent("\n".join(kept), "  ")
        return ([f"{shown} {{\n{inside}\n}}"] if kept else []), dropped
    if reason := _reason_to_drop(rule, name):
        return [], [Dropped(rule.line, shown[:80], reason)]
    if name.startswith(WHOLE):
        return [str(rule)], []
    selectors, foreign = _translate_selectors(rule.prelude)
    dropped = [Dropped(rule.line, selector[:80], NO_LAYOUT) for selector in foreign]
    texts = []
    for scheme, names in selectors.items():
        if only_scheme and scheme not in ("", only_scheme):
            continue
        declared, lost = _translate_body(rule.body or "", scheme, names)
        dropped += [Dropped(rule.line, text[:80], reason) for text, reason in lost]
        # Material sets its colors for the dark scheme again, so that those without a scheme are for the light one.
        light = [] if scheme else [text for text in declared if text.startswith(COLOR_TOKENS)]
        for part, where in (([text for text in declared if text not in light], scheme), (light, "light")):
            if part and (not only_scheme or where in ("", only_scheme)):
                texts.append(_wrapped(f"{', '.join(names)} {{\n  " + ";\n  ".join(part) + ";\n}", where, only_scheme))
    return texts, list(dict.fromkeys(dropped))


def describe_dropped(dropped: list[Dropped]) -> str:
    """How many rules of a sheet are not copied and which, by reason."""
    by_reason: dict[str, list[str]] = {}
    for one in dropped[:MOST_NAMED]:
        by_reason.setdefault(one.reason, []).append(f"'{one.written}' (line {one.line})")
    named = "; ".join(f"{', '.join(names)}: {reason}" for reason, names in by_reason.items())
    more = f"; and {len(dropped) - MOST_NAMED} more" if len(dropped) > MOST_NAMED else ""
    return f"{counted(len(dropped), 'rule or declaration is', 'rules and declarations are')} not copied: {named}{more}"


def translate_styles(text: str, only_scheme: str) -> tuple[str, list[int], list[Dropped]]:
    """The text of a page with the rules in its `<style>` elements in our terms; the lines of those that changed, and
    what is dropped."""
    pieces, end, lines, dropped = [], 0, [], []
    for kind, start, stop in regions(text) if "--md-" in text or ".md-" in text or "data-md-" in text else ():
        match = STYLE.fullmatch(text, start, stop)
        if kind == "raw" and match and re.search(r"\bmd-", match["css"]):
            kept, lost = sort_rules(match["css"], only_scheme, line_at(match.start("css"), text))
            pieces += [text[end : match.start("css")], "\n" + "\n".join(kept) + "\n"]
            end = match.end("css")
            lines.append(line_at(start, text))
            colors = find_link_colors(match["css"], lines[-1])
            dropped += [*lost, *(Dropped(one.line, one.name, ACCENT) for one in colors)]
    return "".join([*pieces, text[end:]]), lines, dropped


def aliases_for(texts: Iterable[str]) -> str:
    """A rule that gives the custom properties of Material that pages use in inline styles those of ours."""
    used = sorted({use["name"].lower() for text in texts for use in USE.finditer(text)} & OURS.keys())
    lines = "".join(f"  --md-{name}: {OURS[name]};\n" for name in used)
    return f"/* Properties of Material that pages use. */\n:root {{\n{lines}}}\n" if used else ""


def _wrapped(text: str, scheme: str, only_scheme: str) -> str:
    """The rule in the scheme of a visitor's system to which it belongs."""
    if not scheme or only_scheme:
        return text
    return f"@media (prefers-color-scheme: {scheme}) {{\n{indent(text, '  ')}\n}}"


def _reason_to_drop(rule: Rule, name: str) -> str:
    if "</" in str(rule):
        return "it would end the style sheet of a page"
    if name in ("@import", "@font-face"):
        return LOADS
    if not _is_whole(rule.prelude):
        return NEVER_CLOSED
    if rule.body is None or name.startswith("@") and not name.startswith(WHOLE):
        return "rules that mean something only in a file of their own"
    if "{" in rule.body and not name.startswith(WHOLE) and (FOREIGN.search(str(rule)) or "--md-" in str(rule)):
        return "rules within rules of Material's"
    return LOADS if name.startswith(WHOLE) and ADDRESS.search(rule.body) else ""


def _translate_selectors(prelude: str) -> tuple[dict[str, list[str]], list[str]]:
    """The selectors in our terms, by the color scheme to which they belong, and those that select nothing here."""
    found: dict[str, list[str]] = {}
    foreign = []
    for written in re.split(r",(?![^(]*\))", " ".join(prelude.split())):
        selector, scheme = written.strip(), ""
        if match := SCHEME.search(selector):
            scheme = "dark" if (match["name"] or "") in ("slate", "dark") else "light" if match["name"] else ""
            selector = SCHEME.sub("", selector).strip() or ":root"
        selector = ICON.sub(_icon, NESTED.sub("main", TEXT.sub("main", selector)))
        if FOREIGN.search(selector):
            foreign.append(written.strip())
        elif selector not in found.setdefault(scheme, []):
            found[scheme].append(selector)
    return {scheme: names for scheme, names in found.items() if names}, foreign


def _icon(match: re.Match) -> str:
    """A selector of icons: the author's classes stand on an element around the drawing."""
    own, drawing = match["own"], ".icon" if match["svg"] or not match["own"] else ""
    return f"{own} {drawing}".strip()


def _translate_body(body: str, scheme: str, selectors: list[str]) -> tuple[list[str], list[tuple[str, str]]]:
    """The declarations in our terms, and those that are lost, each with the reason."""
    if "{" in body:  # rules within a rule, none of which is about Material
        return ([], [(" ".join(body.split()), LOADS)]) if ADDRESS.search(body) else ([body.strip().rstrip(";")], [])
    kept, lost = [], []
    for text in (text.strip() for text in DECLARATION.findall(body)):
        if text and not _match_link_color(text, selectors):  # which LOOK chooses
            new, reason = _translate_declaration(text, scheme or "light")
            kept += [new] if new else []
            lost += [(text, reason)] if not new else []
    return kept, lost


def _translate_declaration(text: str, scheme: str) -> tuple[str | None, str]:
    """The declaration in our terms, or the reason why there is none."""
    if ADDRESS.search(text):
        return None, LOADS
    if not _is_whole(text):
        return None, NEVER_CLOSED
    if not (match := PROPERTY.fullmatch(text)):
        new = _translate_value(text)
        return new and _scale_font(new), NO_PROPERTY
    name = match["name"].lower()
    return _translate_property(name, match["value"].strip(), scheme), UNREADABLE if name in SETTABLE else NO_PROPERTY


def _is_whole(text: str) -> bool:
    """Whether all brackets and quotation marks are closed: else a browser would not read what follows."""
    bare = OPAQUE.sub("", text)
    return not re.search("[\"']", bare) and all(bare.count(a) == bare.count(b) for a, b in ("()", "[]", "{}"))


def _translate_property(name: str, value: str, scheme: str) -> str | None:
    token, after, ground = SETTABLE.get(name, ("", "", None))
    new = _translate_value(value)
    if not token or new is None:
        return None
    color = parse_color(new) if ground else None
    if ground and (color is None or contrast(color, theme_colors()[scheme][ground]) < CONTRAST):
        return None
    return f"--{token}: {new}{after}"


def _translate_value(text: str) -> str | None:
    """A text whose uses of Material's properties are those of ours; None if there is nothing like one of them."""
    unknown = [use for use in USE.finditer(text) if use["name"].lower() not in OURS and use["fallback"] is None]
    if unknown:
        return None
    new = USE.sub(lambda use: OURS.get(use["name"].lower()) or use["fallback"].strip(), text)
    return None if "--md-" in new.lower() else new


def _scale_font(declaration: str) -> str:
    """A size of type in `rem` as large as it was."""
    if not declaration.lower().startswith("font"):
        return declaration
    return REM.sub(lambda match: f"{float(match['number']) * ROOT_SIZE:g}rem", declaration)


def parse_rules(css: str, first_line: int = 1) -> Iterator[Rule]:
    """The rules of a sheet, or of the body of a group such as `@media`, without comments."""
    blank = OPAQUE.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), css)
    clean = OPAQUE.sub(lambda match: re.sub(r"[^\n]", " ", match[0]) if match[0].startswith("/*") else match[0], css)
    at = 0
    while match := re.compile(r"[{;]").search(blank, at):
        start = SPACE.match(blank, at).end()
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


def find_link_colors(css: str, first_line: int = 1, above: str = "") -> Iterator[LinkColor]:
    """The colors of links that a sheet sets, or the body of the group `above`."""
    for rule in parse_rules(css, first_line):
        where, line = f"{above} {rule.prelude}", rule.line + rule.prelude.count("\n")
        if rule.prelude.lower().startswith(GROUPS):
            yield from find_link_colors(rule.body or "", line, where)
            continue
        selectors = [name for names in _translate_selectors(rule.prelude)[0].values() for name in names]
        scheme = "dark" if "slate" in where or "dark" in where else "light"
        for written in DECLARATION.finditer(rule.body or ""):
            match = _match_link_color(written[0].strip(), selectors)
            if match and "print" not in above and "--md-" not in match["color"]:
                at = line + rule.body.count("\n", 0, written.end())
                yield LinkColor(at, scheme, match["name"].lower(), " ".join(match["color"].split()))


def _match_link_color(declaration: str, selectors: list[str]) -> re.Match | None:
    match = LINK_COLOR.fullmatch(declaration)
    if not match or match["name"].startswith("--"):
        return match
    return match if selectors and LINKS.issuperset(selectors) and parse_color(match["color"]) else None
