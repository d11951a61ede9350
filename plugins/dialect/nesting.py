"""What stands where its content model forbids it, in a place or a shape that is allowed.

In: the tree of a text. Out: the same tree, valid and looking as before, by the tables of `models`.
"""

from selectolax.lexbor import LexborHTMLParser, LexborNode

from plugins.dialect import models
from plugins.dialect.attributes import ALLOWED, FREE
from plugins.dialect.elements import PHRASES
from plugins.dialect.outdated import add_style, is_foreign, rename
from plugins.dialect.page.entries import add_class


def mend(tree: LexborHTMLParser) -> None:
    """Mend links and buttons around controls, then each element by what it stands in, the outer ones first."""
    _free_controls(tree)
    waiting = [(tree.body, False, frozenset())]
    while waiting:
        holder, is_line, banned = waiting.pop()
        for child in list(holder.iter()):
            fitting = _fitting(tree, child, is_line, banned)
            if fitting is not None and fitting.tag not in models.CLOSED:
                is_within_line = is_line if fitting.tag in models.TRANSPARENT else fitting.tag in models.LINES
                waiting.append((fitting, is_within_line, banned | models.BANNED.get(fitting.tag, frozenset())))


def plain(tree: LexborHTMLParser, node: LexborNode, is_line: bool = False) -> LexborNode:
    """The same as an element without a meaning, which looks as it did."""
    is_block = node.tag not in PHRASES
    look = models.LOOKS.get(node.tag, {"display": "block"} if is_block else {})
    if node.tag in models.RANKS:
        add_class(node, f"rank-{node.tag[1]}")
    if is_block and not is_line:
        look = {name: value for name, value in look.items() if (name, value) != ("display", "block")}
    add_style(node, look)
    name = "div" if is_block and not is_line else "span"
    for lost in [lost for lost in node.attributes if lost not in ALLOWED[name] and not FREE.fullmatch(lost)]:
        del node.attrs[lost]
    return rename(tree, node, name)


def _fitting(tree: LexborHTMLParser, node: LexborNode, is_line: bool, banned: frozenset[str]) -> LexborNode | None:
    """The element in the shape that its place allows, if it may stand there at all."""
    if node.tag in banned:
        if node.tag in ("audio", "video"):  # nobody sees what a player holds
            node.decompose()
            return None
        return plain(tree, node, is_line)
    if is_line and _is_block(node):
        return plain(tree, node, is_line)
    if not is_line and node.tag in models.INLINE and _holds_block(node):
        add_style(node, models.INLINE[node.tag])
        return rename(tree, node, "div")
    return node


def _is_block(node: LexborNode) -> bool:
    is_held = node.tag in models.RANKS and node.parent.tag in models.HOLD_HEADINGS
    return node.tag in models.BLOCKS and not is_held


def _holds_block(holder: LexborNode) -> bool:
    waiting = [holder]
    while waiting:
        for child in waiting.pop().iter():
            if _is_block(child):
                return True
            if child.tag in models.INLINE or child.tag in models.TRANSPARENT:
                waiting.append(child)
    return False


def _free_controls(tree: LexborHTMLParser) -> None:
    """Controls work in no link and no button: the link is around what is beside them, the button is none."""
    for button in tree.css("button"):
        if button.css_first(f"a[href], {models.CONTROLS}") is not None:
            plain(tree, button)
    for link in tree.css("a"):
        if link.css_first(models.CONTROLS) is not None and not is_foreign(link):
            _spread(tree, link, link, {control.mem_id for control in link.css(models.CONTROLS)})
            plain(tree, link)
    for node in tree.css(":is(a, button) [tabindex]"):
        del node.attrs["tabindex"]


def _spread(tree: LexborHTMLParser, link: LexborNode, holder: LexborNode, controls: set[int]) -> None:
    """Put a link of its own around each part that holds no control."""
    for child in list(holder.iter(include_text=True)):
        if child.mem_id in controls or (child.is_text_node and not child.text().strip()):
            continue
        if not child.is_text_node and child.css_first(models.CONTROLS) is not None:
            _spread(tree, link, child, controls)
            continue
        copy = tree.create_node("a")
        for name in set(link.attributes) - {"accesskey", "autofocus", "id"}:
            copy.attrs[name] = link.attrs[name] or ""
        child.insert_before(copy, move=True)
        copy.insert_child(child, move=True)
