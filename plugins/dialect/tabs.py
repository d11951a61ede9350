"""Content tabs that need no script and no rule for each number of tabs, linked by label as in Material for MkDocs.

In: the tree with pymdownx.tabbed's groups (all inputs, then all labels, then all panels). Out: each input followed by
its label and its panel, so that one rule shows the panel of the checked input. Groups of a page that have the same
labels share their inputs' name, so that one choice is checked among all of them; `rules` shows it in each.
"""

from collections import defaultdict

from selectolax.lexbor import LexborHTMLParser, LexborNode


def arrange(tree: LexborHTMLParser) -> None:
    """Rearrange every group of tabs, inner groups with their panels; link those of the same labels."""
    alike = defaultdict(list)
    for group in tree.css("div.tabbed-set"):
        labels = _rearrange(group)
        alike[labels].append(group)
    for position, (labels, groups) in enumerate(alike.items(), 1):
        if len(groups) > 1 and len(labels) > 1:
            _link(groups, f"tabs-{position}")


def rules(tree: LexborHTMLParser) -> str:
    """Style rules for the linked tabs of a finished page: one choice shows in every group."""
    values = dict.fromkeys(node.attrs["value"] for node in tree.css(".tabs > input[value^='tabs-']"))
    chosen = [f":root:has(input[value={value}]:checked) .tabs > " for value in values]
    panels = ",".join(f"{start}.{value}" for start, value in zip(chosen, values, strict=True))
    labels = ",".join(f"{start}label:has(+ .{value})" for start, value in zip(chosen, values, strict=True))
    lit = "border-color:var(--color-link);color:var(--color-link)"
    return f"{panels}{{display:block}}{labels}{{{lit}}}" if values else ""


def _rearrange(group: LexborNode) -> tuple[str, ...]:
    inputs = _children(group, "input")
    labels = [label for holder in _children(group, "div", "tabbed-labels") for label in _children(holder, "label")]
    panels = [panel for holder in _children(group, "div", "tabbed-content") for panel in _children(holder, "div")]
    if not len(inputs) == len(labels) == len(panels):
        return ()  # markup in the panels broke the group: left as it is
    holders = _children(group, "div")
    for control, label, panel in zip(inputs, labels, panels, strict=True):
        panel.attrs["class"] = "tab"
        for node in (control, label, panel):
            group.insert_child(node, move=True)
    for holder in holders:
        holder.decompose()
    group.attrs["class"] = "tabs"
    del group.attrs["data-tabs"]
    return tuple(" ".join(label.text().split()) for label in labels)


def _link(groups: list[LexborNode], name: str) -> None:
    for order, group in enumerate(groups):
        inputs, panels = _children(group, "input"), _children(group, "div")
        for number, (control, panel) in enumerate(zip(inputs, panels, strict=True), 1):
            control.attrs["name"], control.attrs["value"] = name, f"{name}-{number}"
            panel.attrs["class"] = f"tab {name}-{number}"
            if order and "checked" in control.attributes:
                del control.attrs["checked"]


def _children(node: LexborNode, tag: str, name: str = "") -> list[LexborNode]:
    return [child for child in node.iter() if child.tag == tag and name in (child.attrs.get("class") or "")]
