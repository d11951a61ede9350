"""What CommonMark reads and Python's Markdown does not: `1)`, a line break by a backslash, Hugo's options of code.

In: a text of Hugo. Out: the same text as Python's Markdown reads it, with its lists as that wants them.
"""

import re

from plugins.migrate.list_indents import indent_lists

PARENTHESIS = re.compile(r"^(?P<before>[ \t]*(?:[-*+][ \t]+)?\d{1,9})\)(?=[ \t]+\S)")
BREAK = re.compile(r"(?<!\\)\\$")
FENCE = re.compile(r"^(?P<indent>[ \t>]*(?:[-*+][ \t]+)?)(?P<rail>`{3,}|~{3,})(?P<info>[^`]*)$")
OPTIONS = re.compile(r"\{(?P<options>[^{}]*)\}")
LINES = re.compile(r"hl_lines\s*=\s*\[(?P<lines>[^\]]*)\]")
FIRST = re.compile(r"linenostart\s*=\s*(?P<first>\d+)")
NUMBERED = re.compile(r"linenos\s*=\s*\"?(?:true|table|inline)")


def to_python_markdown(text: str) -> str:
    """The text as Python's Markdown reads it."""
    lines, rail = [], ""
    for line in text.split("\n"):
        fence = FENCE.match(line)
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
