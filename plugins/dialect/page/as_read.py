"""What Markdown made of a text, as `source/misread.py` compares it with the source.

Input: the tree of a page before typography. Output: a `TextAsRead`; and unused footnotes in the tree
lose their way back.
"""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from plugins.dialect.markdown.record_blocks import RECORDS
from plugins.dialect.page.record_blocks import OTHERS
from plugins.dialect.source.misread import CHANGED, Pair, TextAsRead

UNREAD = ("code", "pre", "script", "style", "textarea", "svg", "math", "kbd")
NOTES = ",;:.!?)]}†‡§¶#&"  # what follows an asterisk at the end of a word
IN_SOURCE = {"a": "[", "img": "!", "strong": "**", "br": "<br"}
LONGEST_BEGINNING = 20  # characters


def arrange_footnotes(tree: LexborHTMLParser) -> frozenset[str]:
    """Spell references as the ids that they mean, which have no spaces; return the unused labels.

    Their footnotes stay at the end of the page, without a link back.
    """
    for link in tree.css("a.footnote-ref, a.footnote-backref"):
        link.attrs["href"] = "-".join((link.attrs["href"] or "").split())
    known = {"-".join((node.attrs["id"] or "").split()) for node in tree.css("[id^='fnref']")}
    unused = set()
    for link in tree.css("a.footnote-backref"):
        if (link.attrs["href"] or "").removeprefix("#") in known:
            continue
        parent = link.parent
        while parent.tag not in ("li", "body"):
            parent = parent.parent
        unused.add((parent.attrs.get("id") or "").removeprefix("fn:"))
        if link.prev is not None and link.prev.is_text_node:
            link.prev.replace_with(link.prev.text().rstrip())  # of the space before the link
        link.decompose()
    return frozenset(unused)


def text_as_read(tree: LexborHTMLParser, pairs: frozenset[Pair], unused_footnotes: frozenset[str]) -> TextAsRead:
    """What became of a text whose paragraphs have these `pairs` of lines."""
    nodes = tree.body.traverse(include_text=True)
    text = " ".join("".join(node.text() for node in nodes if node.is_text_node and not _is_unread(node)).split())
    return TextAsRead(pairs, text, tuple(_emphases(tree)), frozenset({**OTHERS, **RECORDS}), unused_footnotes)


def _is_unread(node: LexborNode) -> bool:
    parent = node.parent
    while parent is not None and parent.tag not in UNREAD:
        parent = parent.parent
    return parent is not None


def _emphases(tree: LexborHTMLParser) -> Iterator[str]:
    for node in tree.css("em, strong"):
        text, first = node.text(), next(node.iter(include_text=True), None)
        if first is None or not text or node.parent.tag in ("em", "strong"):
            continue
        if first.tag == "br":
            yield "<br"
        elif first.is_text_node and _is_note(text, node.prev):
            beginning = CHANGED.split(first.text())[0][:LONGEST_BEGINNING]
            following = first.next.tag if first.next is not None and beginning == first.text() else ""
            yield beginning + IN_SOURCE.get(following, "")


def _is_note(text: str, before: LexborNode | None) -> bool:
    """Whether emphasis begins or ends as no author would mean it, so that asterisks after words were meant."""
    if text[0].isspace() or text[-1].isspace() or re.match(r"\^|[,;.]\s", text):
        return True
    if before is None or text[0] not in NOTES:
        return False
    last = before.text()[-1:] if before.is_text_node else "a"
    return last.isalnum() or last in ")]’'."
