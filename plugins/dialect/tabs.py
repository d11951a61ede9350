"""Content tabs that need no script and no rule for each number of tabs.

In: the tree with pymdownx.tabbed's groups (all inputs, then all labels, then all panels). Out: each input followed by
its label and its panel, so that one rule shows the panel of the checked input.
"""

from selectolax.lexbor import LexborHTMLParser, LexborNode


def arrange(tree: LexborHTMLParser) -> None:
    """Rearrange every group of tabs, inner groups with their panels."""
    for group in tree.css("div.tabbed-set"):
        inputs = _children(group, "input")
        labels = [label for holder in _children(group, "div", "tabbed-labels") for label in _children(holder, "label")]
        panels = [panel for holder in _children(group, "div", "tabbed-content") for panel in _children(holder, "div")]
        holders = _children(group, "div")
        for control, label, panel in zip(inputs, labels, panels, strict=True):
            panel.attrs["class"] = "tab"
            for node in (control, label, panel):
                group.insert_child(node, move=True)
        for holder in holders:
            holder.decompose()
        group.attrs["class"] = "tabs"


def _children(node: LexborNode, tag: str, name: str = "") -> list[LexborNode]:
    return [child for child in node.iter() if child.tag == tag and name in (child.attrs.get("class") or "")]
