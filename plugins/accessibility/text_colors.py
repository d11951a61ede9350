"""Colors in texts: those of `style` attributes, which the build has made classes of."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from selectolax.lexbor import LexborNode

from plugins.accessibility.colors import LINK, TEXT, Judgment, Palette, has_colors, is_large, judge, own_color
from plugins.accessibility.languages import UNREAD
from plugins.accessibility.published import Page, closest
from plugins.accessibility.style_rules import read_style_rules
from plugins.core.css import declarations
from plugins.core.problems import Problem

CLASS = re.compile(r"\.(?P<name>s\d+)\{(?P<style>[^{}]*)\}")
AUTHOR = "@layer author{"  # what the build puts these classes into
OF_BOTH = re.compile(r"^light-dark\((.*),[^,]*\)$")  # the build adds the color of dark pages

Classes = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class TextStyle:
    """A text's color and background, as an author wrote them or as the theme has them; which of both is `written`; and
    whether the text keeps the light scheme and is large."""

    text: str
    background: str
    written: str
    is_light: bool
    is_large: bool


def judge_texts(page: Page, palettes: Sequence[Palette]) -> Iterator[Judgment]:
    """Judge each color of a page's text once. A style sheet in the text is not read."""
    sheets = [node.text() for node in page.tree.css("head > style")]
    if any(has_colors(rule.values) for sheet in sheets[1:] for rule in read_style_rules(sheet)):
        yield Judgment(Problem(page.path, None, "colors of a style sheet in this text"), is_unread=True)
    own = sheets[0].rpartition(AUTHOR)[2] if sheets and AUTHOR in sheets[0] else ""
    classes = {match["name"]: declarations(match["style"]) for match in CLASS.finditer(own)}
    if not any(map(has_colors, classes.values())):
        return
    texts = (node for node in page.main.traverse(include_text=True) if node.is_text_node and node.text().strip())
    styles = dict.fromkeys(_style_of(text, classes) for text in texts if closest(text, *UNREAD) is None)
    for style in filter(lambda style: style.written, styles):
        place = page.problem("", (OF_BOTH.sub(r"\1", style.written), 0))
        for palette in palettes:
            shown = replace(palette, scheme="light") if style.is_light else palette
            background = style.background or palette.page
            yield from judge(style.text, background, shown, place, "text", style.is_large)


def _style_of(text: LexborNode, classes: Classes) -> TextStyle:
    color = background = written = ""
    scheme, merged, outer = "", {}, text.parent
    while outer is not None and outer.tag not in ("main", "body"):
        values = _values_of(outer, classes)
        if not color and (color := own_color(values, "color")):
            written = written or color.replace(TEXT, "")  # the build adds that to a box with a background
        if not background and (background := own_color(values, "background")):
            written = written or background
        if not color and outer.tag == "a" and outer.attributes.get("href") is not None:
            color = LINK
        scheme, merged = scheme or values.get("color-scheme", ""), {**values, **merged}
        outer = outer.parent
    large = is_large(merged, closest(text, "h1") is not None)
    return TextStyle(color or TEXT, background, written, scheme == "light", large)


def _values_of(node: LexborNode, classes: Classes) -> dict[str, str]:
    names = (node.attributes.get("class") or "").split()
    return {name: value for each in names for name, value in classes.get(each, {}).items()}
