"""Shortcodes with attributes, `:name:{ .class title="…" }`, and those that nothing draws.

In: what draws a shortcode; the tree of a text. Out: an element that attributes may stand at, which goes again where
there are none; icons beside their words; names of icons and emoji that are still text, as they were written.
"""

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

ICON = re.compile(r"(?<![\w:]):(?:fontawesome|material|octicons|simple|academicons)-[\w-]+:(?![\w:])")
# A word between colons that stands by itself: not the minutes of a time, nor part of a name in a program.
# Nor `[:alpha:]`, as regular expressions have it.
EMOJI = re.compile(r"(?<![\w:/.])(?!(?<=\[):\w+:\]):[a-z][a-z0-9_+]{2,40}:(?![\w:/])")
# Several words with hyphens between them: a name of an icon, if one is like it.
MISTYPED = re.compile(r"(?<![\w:/.]):[a-z]+(?:-[a-z0-9]+){2,8}:(?![\w:/])")
ROLES = frozenset(
    """
    :attr: :cite: :class: :data: :doc: :eq: :exc: :file: :func: :math: :meth: :mod: :numref: :obj: :param: :raises:
    :ref: :return: :returns: :role: :rtype: :term: :type:
    """.split()  # noqa: SIM905 (words are easier to read than a list of strings)
)  # of Sphinx, in prose about programs
NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
NO_SHORTCODES = frozenset(("code", "pre", "kbd", "samp", "script", "style", "svg", "math", "textarea"))


def unwrap(tree: LexborHTMLParser) -> None:
    """Drop the holders without attributes of their own; one with a title is named by it."""
    for node in tree.css("span[data-shortcode]"):
        del node.attrs["data-shortcode"]
        if not node.attributes:
            node.unwrap()
        elif (title := node.attrs.get("title")) and node.css_first("[role=img]") is None:
            node.attrs["role"], node.attrs["aria-label"] = "img", title


def keep_with_words(tree: LexborHTMLParser) -> None:
    """Have no line end between an icon and the text after it."""
    for icon in tree.css("svg.icon"):
        text = icon.next
        if text is None or not text.is_text_node or not (said := text.text()) or not said[0].isspace():
            continue
        rest, after = said.lstrip(), text.next
        space = said[: len(said) - len(rest)]
        if icon.parent.tag == "a" and icon.prev is None:
            text.replace_with(rest)  # the theme sets it apart; a space would be underlined
        elif rest or (after is not None and after.text().strip()):
            holder = tree.create_node("span")
            holder.attrs["class"] = "nowrap"
            icon.insert_before(holder, move=True)
            holder.insert_child(icon, move=True)
            holder.insert_child(space if NO_BREAK_SPACE in space else NO_BREAK_SPACE)
            text.replace_with(rest)


def unknown(tree: LexborHTMLParser, pattern: re.Pattern) -> list[str]:
    """Names that are still text, outside code, each once."""
    found: dict[str, None] = {}
    for node in tree.body.traverse(include_text=True):
        if node.is_text_node and ":" in (text := node.text()) and not _in_code(node):
            names = pattern.findall(text)
            is_role = names and text.endswith(names[-1]) and node.next is not None and node.next.tag == "code"
            found.update(dict.fromkeys(names[:-1] if is_role else names))
    return [name for name in found if name not in ROLES]


def _in_code(node: LexborNode) -> bool:
    parent = node.parent
    while parent is not None and parent.tag not in NO_SHORTCODES:
        parent = parent.parent
    return parent is not None
