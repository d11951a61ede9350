"""What other systems read as Markdown in the form that Python-Markdown asks for: four spaces before what belongs to an
item of a list, `1.` for `1)`, no line break by a backslash, our options of code for Hugo's.

In: the text of a page. Out: the same text, in that form.
"""

import re
from collections.abc import Iterator

ITEM = re.compile(r"(?P<space> *)(?P<marker>(?:[-*+]|\d{1,9}[.)])(?: {1,4}|(?=$)))(?P<text>.*)")
FENCE = re.compile(r" *(?P<rail>`{3,}|~{3,})")
RULE = re.compile(r" {0,3}(?:(?:- *){3,}|(?:\* *){3,}|(?:_ *){3,})$")
ALONE = re.compile(r" *(?:#|<|\||>|!!!|\?\?\?|===|///|:)|.*\|.*\||$")  # lines that are no words of a paragraph
STEP = 4
PARENTHESIS = re.compile(r"^(?P<before>[ \t]*(?:[-*+][ \t]+)?\d{1,9})\)(?=[ \t]+\S)")
BREAK = re.compile(r"(?<!\\)\\$")
HUGO_FENCE = re.compile(r"^(?P<indent>[ \t>]*(?:[-*+][ \t]+)?)(?P<rail>`{3,}|~{3,})(?P<info>[^`]*)$")
OPTIONS = re.compile(r"\{(?P<options>[^{}]*)\}")
LINES = re.compile(r"hl_lines\s*=\s*\[(?P<lines>[^\]]*)\]")
FIRST = re.compile(r"linenostart\s*=\s*(?P<first>\d+)")
NUMBERED = re.compile(r"linenos\s*=\s*\"?(?:true|table|inline)")


def indent_lists(text: str) -> str:
    """The text with its lists as Python-Markdown wants them."""
    return "\n".join(_new_lines(text.expandtabs(STEP).split("\n") if "\t" in text else text.split("\n")))


def _new_lines(lines: list[str]) -> Iterator[str]:
    levels: list[int] = []  # where the text of each open item begins
    rail, shift, before = "", 0, ""
    for line in lines:
        fence = FENCE.match(line)
        if rail:
            rail = "" if fence and fence["rail"].startswith(rail) and not line.strip(" `~") else rail
            yield _moved(line, shift)
            continue
        space = len(line) - len(line.lstrip(" "))
        item = None if RULE.match(line) else ITEM.fullmatch(line)
        if item and not levels and before and _is_number(item["marker"]) and not ALONE.match(before):
            item = None  # a number at the beginning of a line of words
        if not line.strip():
            before = ""
            yield line
            continue
        was_in_list = bool(levels)
        if RULE.match(line) and levels and space < levels[0]:
            levels.clear()
        if item or fence or not before:
            while levels and space < levels[-1] and not (item and _is_loose_child(space, levels)):
                levels.pop()
        if item and (levels or space < STEP):
            if before and not was_in_list and not ALONE.match(before):
                yield ""
            shift = STEP * len(levels) - space
            levels.append(space + len(item["marker"]))
            yield _moved(line, shift)
        else:
            shift = STEP * len(levels) - min(space, levels[-1]) if levels and space >= levels[-1] else 0
            yield _moved(line, shift) if levels else line
        rail = fence["rail"] if fence else ""
        before = line


def _is_number(marker: str) -> bool:
    """Whether a list that begins within a paragraph would not begin with this: only `1.` does."""
    return marker[0].isdecimal() and marker.strip(" .)") != "1"


def _is_loose_child(space: int, levels: list[int]) -> bool:
    """Whether an item is below the last one although it is not as far in as its text: two spaces below `1. `."""
    above = levels[-2] if len(levels) > 1 else 0
    return levels[-1] - above > 2 and space >= above + 2


def _moved(line: str, shift: int) -> str:
    if not line.strip():
        return line
    return " " * shift + line if shift >= 0 else line[min(-shift, len(line) - len(line.lstrip(" "))) :]


def to_python_markdown(text: str) -> str:
    """The text as Python's Markdown reads it."""
    lines, rail = [], ""
    for line in text.split("\n"):
        fence = HUGO_FENCE.match(line)
        if rail:
            is_end = fence and fence["rail"].startswith(rail) and not fence["info"].strip()
            rail = "" if is_end else rail
            lines.append(line)
        elif fence:
            rail = fence["rail"]
            lines.append(fence["indent"] + _opening(fence["rail"], fence["info"]))
        else:
            lines.append(BREAK.sub("  ", PARENTHESIS.sub(r"\g<before>.", line)))
    return indent_lists("\n".join(lines))


def _opening(rail: str, info: str) -> str:
    """The opening of a fence with Hugo's options as those of the dialect."""
    options = OPTIONS.search(info)
    if not options:
        return rail + info
    language = info[: options.start()].strip()
    lines, first = LINES.search(options[0]), FIRST.search(options[0])
    parts = [f"{rail} {language}".rstrip()]
    if NUMBERED.search(options[0]) or first:
        parts.append(f'linenums="{first["first"] if first else 1}"')
    if lines and (numbers := re.findall(r"\d+(?:-\d+)?", lines["lines"])):
        parts.append(f'hl_lines="{" ".join(numbers)}"')
    return " ".join(parts)
