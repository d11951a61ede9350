"""Functions for nodes of a page's tree that several steps share."""

from collections.abc import Collection

from selectolax.lexbor import LexborNode


def add_class(node: LexborNode, name: str) -> None:
    node.attrs["class"] = f"{node.attrs.get('class') or ''} {name}".strip()


def line_text(node: LexborNode) -> str:
    """The text of a node in one line."""
    return " ".join(node.text().split())


def is_within(node: LexborNode, tags: Collection[str]) -> bool:
    """Whether an ancestor of the node is one of `tags`."""
    parent = node.parent
    while parent is not None and parent.tag not in tags:
        parent = parent.parent
    return parent is not None
