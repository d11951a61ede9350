"""Shortcodes of icons and emoji after Markdown: their attributes, line breaks beside them, and unknown names.

Input: the tree of a page. Output: the same tree, without a line break between an icon and the word after it; the
shortcodes that are still text because there is no such icon or emoji.
"""

import re

from selectolax.lexbor import LexborHTMLParser

from plugins.dialect.page.nodes import is_within

ICON_SETS = "fa|fas|fab|far|fontawesome|material|octicons|simple|academicons|lucide"
ICON = re.compile(rf"(?<![\w:]):(?:{ICON_SETS})-[\w-]+:(?![\w:])")
# A word between colons, but not the minutes of a time, part of a name in a program, or `[:alpha:]`.
EMOJI = re.compile(r"(?<![\w:/.])(?!(?<=\[):\w+:\]):[a-z][a-z0-9_+]{2,40}:(?![\w:/])")
# Several words with hyphens between them: a misspelled name of an icon, if one is similar.
MISSPELLED_ICON = re.compile(r"(?<![\w:/.]):[a-z]+(?:-[a-z0-9]+){1,8}:(?![\w:/])")
ROLES = frozenset(
    """
    :attr: :cite: :class: :data: :doc: :eq: :exc: :file: :func: :math: :meth: :mod: :numref: :obj: :param: :raises:
    :ref: :return: :returns: :role: :rtype: :term: :type:
    """.split()  # noqa: SIM905 (words are easier to read than a list of strings)
)  # of Sphinx, in prose about programs
NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
LITERAL = frozenset(("code", "pre", "kbd", "samp", "script", "style", "svg", "math", "textarea"))


def unwrap_shortcodes(tree: LexborHTMLParser) -> None:
    """Remove the elements around shortcodes that have no attributes; a title becomes the icon's name."""
    for node in tree.css("span[data-shortcode]"):
        del node.attrs["data-shortcode"]
        if not node.attributes:
            node.unwrap()
        elif (title := node.attrs.get("title")) and node.css_first("[role=img]") is None:
            node.attrs["role"], node.attrs["aria-label"] = "img", title


def keep_with_words(tree: LexborHTMLParser) -> None:
    """Prevent a line break between an icon and the text after it."""
    for icon in tree.css("svg.icon"):
        text = icon.next
        if text is None or not text.is_text_node or not text.text()[:1].isspace():
            continue
        written, after = text.text(), text.next
        rest = written.lstrip()
        space = written[: len(written) - len(rest)]
        if icon.parent.tag == "a" and icon.prev is None:
            text.replace_with(rest)  # the theme sets it apart; a space would be underlined
        elif rest or (after is not None and after.text().strip()):
            box = tree.create_node("span")
            box.attrs["class"] = "nowrap"
            icon.insert_before(box, move=True)
            box.insert_child(icon, move=True)
            box.insert_child(space if NO_BREAK_SPACE in space else NO_BREAK_SPACE)
            text.replace_with(rest)


def find_unknown_shortcodes(tree: LexborHTMLParser, pattern: re.Pattern) -> list[str]:
    """The shortcodes that match the pattern and are still text, outside code, each once."""
    found: dict[str, None] = {}
    for node in tree.body.traverse(include_text=True):
        if node.is_text_node and ":" in (text := node.text()) and not is_within(node, LITERAL):
            names = pattern.findall(text)
            is_role = names and text.endswith(names[-1]) and node.next is not None and node.next.tag == "code"
            found.update(dict.fromkeys(names[:-1] if is_role else names))
    return [name for name in found if name not in ROLES]
