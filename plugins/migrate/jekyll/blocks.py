"""Blocks of Markdown in place of Liquid: they stand alone, outside of the HTML that enclosed the Liquid.

In: a text in which `mark_block` marked them. Out: the text without marks, and without HTML that encloses nothing now.
"""

import re
from textwrap import dedent, indent

START, END = "\ue010", "\ue011"  # no author types these
ENCLOSING = "div|ul|ol|section|article|main|center|p|span"
TAG = re.compile(rf"[ \t]*<(?P<close>/?)(?P<name>{ENCLOSING})\b(?P<rest>[^<>]*)>[ \t]*", re.I)
EMPTY = re.compile(
    rf"[ \t]*<(?P<name>{ENCLOSING}|table|tbody|a|h[1-6])\b(?![^<>]*\bid=)[^<>]*>\s*</(?P=name)>[ \t]*", re.I
)


def mark_block(text: str) -> str:
    return f"\n\n{START}{text.strip()}{END}\n\n" if text.strip() else ""


def indented(text: str) -> str:
    """A text within a block of Markdown."""
    return indent(dedent(text.strip("\n")).rstrip(), "    ")


def free_blocks(text: str) -> str:
    """The text whose blocks stand at the beginning of a line, and in no HTML element that held only Liquid."""
    if START in text:
        text = _without_tags_around(text)
        text = re.sub(rf"[ \t]*{START}", START, text)
    before = ""
    while before != text:
        before, text = text, EMPTY.sub("", text)
    return re.sub(r"\n(?:[ \t]*\n){2,}", "\n\n", text.replace(START, "").replace(END, ""))


def _without_tags_around(text: str) -> str:
    """The text without the tags of elements in which a block stands."""
    open_tags: list[tuple[str, re.Match]] = []
    blocks, drop = [match.start() for match in re.finditer(START, text)], []
    for match in TAG.finditer(text):
        name = match["name"].lower()
        if not match["close"]:
            open_tags.append((name, match))
            continue
        at = next((place for place in range(len(open_tags) - 1, -1, -1) if open_tags[place][0] == name), None)
        if at is None:
            continue
        opening = open_tags[at][1]
        del open_tags[at:]
        if any(opening.end() <= block < match.start() for block in blocks):
            drop += [opening.span(), match.span()]
    for start, end in sorted(drop, reverse=True):
        text = text[:start] + "\n" + text[end:]
    return text
