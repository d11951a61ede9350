"""Lists and readings of raw HTML: items stand in lists, terms have what is said of them, and each text its reading.

In: the tree of a text, as the parser made it. Out: the same tree, valid and looking as before.
"""

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from plugins.dialect import tables
from plugins.dialect.nesting import plain
from plugins.dialect.outdated import rename
from plugins.dialect.parts import is_blank

ANNOTATED = re.compile(r"(?:t+(?:r|prp)+)+")
HEADED = "h2, h3, h4, h5, h6"
PAIRS = re.compile(r"(?:t+d+)+")  # terms and what is said of them
TERMS = re.compile(r"(?:t+d+)*|g*")
LISTS = ("ul", "ol", "menu")


def mend(tree: LexborHTMLParser) -> None:
    """Mend the lists and tables of the text."""
    _mend_lists(tree)
    tables.mend(tree)
    for ruby in tree.css("ruby"):
        _mend_ruby(tree, ruby)
    for section in tree.css("article, section"):
        if section.css_first(HEADED) is None:
            rename(tree, section, "div")


def _mend_lists(tree: LexborHTMLParser) -> None:
    """Items stand in lists, and lists hold nothing else."""
    for item in tree.css("li"):
        if item.parent.tag not in LISTS:
            _wrap(tree, item)
    for terms in tree.css("dl"):
        _mend_terms(tree, terms)
    for item in tree.css("dt, dd"):
        if (item.parent.parent if item.parent.tag == "div" else item.parent).tag != "dl":
            plain(tree, item)
    for entry in tree.css("ul, ol, menu"):
        for child in list(entry.iter(include_text=True)):
            if child.tag not in ("li", "script", "template") and not is_blank(child):
                _into_item(tree, child)


def _mend_terms(tree: LexborHTMLParser, terms: LexborNode) -> None:
    """Terms and what is said of them, in pairs; where there are none, it is no such list."""
    for child in list(terms.iter(include_text=True)):
        is_group = child.tag == "div" and PAIRS.fullmatch(_kinds(child))
        if child.tag not in ("dd", "dt") and not is_group and not is_blank(child):
            _into_item(tree, child, "dd")
    groups = [child for child in terms.iter() if child.tag == "div"]
    if not TERMS.fullmatch(_kinds(terms)):
        for node in [*groups, terms]:
            for item in [child for child in node.iter() if child.tag in ("dd", "dt")]:
                plain(tree, item)
        plain(tree, terms)


def _kinds(holder: LexborNode) -> str:
    """One letter for each child: a term, a description, a group of both, or anything else."""
    children = [child for child in holder.iter(include_text=True) if not is_blank(child)]
    return "".join({"dt": "t", "dd": "d", "div": "g"}.get(child.tag, "x") for child in children)


def _wrap(tree: LexborHTMLParser, first: LexborNode) -> None:
    """A list around this item and those that follow it."""
    holder = tree.create_node("ul")
    first.insert_before(holder, move=True)
    node = first
    while node is not None and (node.tag == "li" or is_blank(node)):
        following = node.next
        holder.insert_child(node, move=True)
        node = following


def _into_item(tree: LexborHTMLParser, child: LexborNode, name: str = "li") -> None:
    """Put what stands between items into the item before it, where browsers show it, or into one of its own."""
    before = child.prev
    while before is not None and is_blank(before):
        before = before.prev
    if before is not None and before.tag == name:
        before.insert_child(child, move=True)
        return
    item = tree.create_node(name)
    item.attrs["style"] = "list-style: none" if name == "li" else "margin: 0"
    child.insert_before(item, move=True)
    item.insert_child(child, move=True)


def _mend_ruby(tree: LexborHTMLParser, ruby: LexborNode) -> None:
    """Each text has its reading; what stands around readings, for browsers that know none, stands on both sides."""
    if _readings(ruby).endswith("t"):
        ruby.insert_child(tree.create_node("rt"), move=True)
    if not ANNOTATED.fullmatch(_readings(ruby)):
        for part in ruby.css("rp"):
            part.decompose()
    if not ANNOTATED.fullmatch(_readings(ruby)):
        for part in ruby.css("rt"):
            plain(tree, part)
        plain(tree, ruby)


def _readings(ruby: LexborNode) -> str:
    parts = (part for part in ruby.iter(include_text=True) if not is_blank(part))
    return "".join({"rt": "r", "rp": "p"}.get(part.tag, "t") for part in parts)
