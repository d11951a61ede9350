"""Colors of custom.css: those of a selector, or of one that begins it, belong together, as the theme's tokens do."""

import re
from collections.abc import Iterator, Mapping, Sequence

from plugins.accessibility.colors import LINK, ROOTS, TEXT, Judgment, Palette, has_colors, is_large, judge, own_color
from plugins.accessibility.style_rules import StyleRule
from plugins.core.problems import Problem

TOKENS = ("--color-text", "--color-strong", "--color-muted", "--color-link")
BACKGROUNDS = ("--color-page", "--color-raised")
OF_LINKS = re.compile(r"(?:^|[\s>+~])a(?![\w-])[^\s>+~]*$")
OF_NAMES = re.compile(r"(?:^|[\s>])h1\b")

Rules = Mapping[str, Mapping[str, str]]


def judge_sheet(rules: Sequence[StyleRule], path: str, palettes: Sequence[Palette]) -> Iterator[Judgment]:
    """Judge the rules of the style sheet at `path` in each scheme."""
    for palette in palettes:
        shown = [rule for rule in rules if rule.scheme in ("", palette.scheme)]
        merged: dict[str, dict[str, str]] = {}
        for rule in shown:
            merged.setdefault(rule.selector, {}).update(rule.values)
            if rule.selector in ROOTS:
                yield from _judge_tokens(rule, palette, path)
        lines = {rule.selector: rule.line for rule in shown}
        for selector, values in merged.items():
            if has_colors(values):
                yield from _judge_selector(selector, merged, palette, Problem(path, lines[selector], ""))


def _judge_tokens(rule: StyleRule, palette: Palette, path: str) -> Iterator[Judgment]:
    """The tokens that the author set, each with those that it is shown with."""
    for token in TOKENS:
        for background in BACKGROUNDS:
            if token in rule.values or background in rule.values:
                place, what = Problem(path, rule.line, ""), f"'{token}' on '{background}'"
                yield from judge(f"var({token})", f"var({background})", palette, place, what)


def _judge_selector(selector: str, rules: Rules, palette: Palette, place: Problem) -> Iterator[Judgment]:
    text = _color_for(selector, "color", rules) or (LINK if OF_LINKS.search(selector) else TEXT)
    background = _color_for(selector, "background", rules) or palette.page
    large = is_large(rules[selector], bool(OF_NAMES.search(selector)))
    yield from judge(text, background, palette, place, f"'{selector}'", large)


def _color_for(selector: str, kind: str, rules: Rules) -> str:
    """What a selector sets, or the longest one that begins it, such as `.box` in `.box p`."""
    outer = [each for each in rules if selector.startswith(each) and not re.match(r"[\w-]", selector[len(each) :])]
    found = (own_color(rules[each], kind) for each in sorted(outer, key=len, reverse=True))
    return next(filter(None, found), "")
