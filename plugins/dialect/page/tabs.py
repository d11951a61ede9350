"""Content tabs that need no script, linked by label as in Material for MkDocs.

Input: the tree with the groups of pymdownx.tabbed (all inputs, then all labels, then all panels). Output: each input
followed by its label and its panel, so that one CSS rule shows the panel of the checked input. Groups of a page that
share a label share the name of their inputs, so that only one choice among all of them is checked; `tab_rules` shows
this choice in each group that has it, and the group's first choice in the others.
"""

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from plugins.dialect.page.nodes import line_text

# The class of a linked group: the name of its family, and the numbers of its labels, its first choice first.
LINKED = re.compile(r"(?P<name>tabs-\d+)-of-(?P<numbers>[\d-]+)")
CHOSEN = "border-color:var(--color-link);color:var(--color-link)"

Group = tuple[LexborNode, tuple[str, ...]]


def arrange_tabs(tree: LexborHTMLParser, are_linked: bool) -> None:
    """Rearrange every group of tabs; with `are_linked`, link those that share a label."""
    groups = [(group, _rearrange(group)) for group in tree.css("div.tabbed-set")]
    for position, family in enumerate(_families(groups) if are_linked else (), 1):
        _link(family, f"tabs-{position}")


def tab_rules(tree: LexborHTMLParser) -> str:
    """The CSS rules for the linked tabs of a finished page."""
    values = dict.fromkeys(node.attrs["value"] for node in tree.css(".tabs > input[value^='tabs-']"))
    shown = [(f":root:has(input[value={value}]:checked) .tabs", value) for value in values]
    kinds = {node.attrs["class"]: None for node in tree.css(".tabs[class*='-of-']")}
    for match in filter(None, map(LINKED.search, kinds)):
        first, *others = (f"{match['name']}-{number}" for number in match["numbers"].split("-"))
        chosen = ",".join(f"[value={other}]" for other in others)
        shown.append((f":root:not(:has(:is({chosen}):checked)) .{match[0]}", first))
    panels = ",".join(f"{start} > .{value}" for start, value in shown)
    labels = ",".join(f"{start} > label:has(+ .{value})" for start, value in shown)
    return f"{panels}{{display:block}}{labels}{{{CHOSEN}}}" if shown else ""


def _rearrange(group: LexborNode) -> tuple[str, ...]:
    inputs = _children(group, "input")
    boxes = _children(group, "div")
    labels = [label for box in _children(group, "div", "tabbed-labels") for label in _children(box, "label")]
    panels = [panel for box in _children(group, "div", "tabbed-content") for panel in _children(box, "div")]
    if not len(inputs) == len(labels) == len(panels):
        return ()  # markup in the panels broke the group
    for control, label, panel in zip(inputs, labels, panels, strict=True):
        panel.attrs["class"] = "tab"
        for node in (control, label, panel):
            group.insert_child(node, move=True)
    for box in boxes:
        box.decompose()
    group.attrs["class"] = "tabs"
    del group.attrs["data-tabs"]
    return tuple(map(line_text, labels))


def _families(groups: list[Group]) -> list[list[Group]]:
    """Groups that share labels, directly or through other groups; no group contains another of its family."""
    families: list[list[Group]] = []
    for group, labels in groups:
        if len(labels) < 2 or len(set(labels)) < len(labels) or not all(labels):
            continue
        related = [family for family in families if any(set(labels) & set(known) for _, known in family)]
        families = [family for family in families if family not in related]
        families.append([*(member for family in related for member in family), (group, labels)])
    apart = [[member for member in family if not _is_within(member[0], family)] for family in families]
    return [family for family in apart if len(family) > 1]


def _is_within(group: LexborNode, family: list[Group]) -> bool:
    others, parent = {other.mem_id for other, _ in family}, group.parent
    while parent is not None and parent.mem_id not in others:
        parent = parent.parent
    return parent is not None


def _link(family: list[Group], name: str) -> None:
    known = list(dict.fromkeys(label for _, labels in family for label in labels))
    for order, (group, labels) in enumerate(family):
        numbers = [known.index(label) + 1 for label in labels]
        first = 0
        for place, (control, panel) in enumerate(zip(_children(group, "input"), _children(group, "div"), strict=True)):
            control.attrs["name"], control.attrs["value"] = name, f"{name}-{numbers[place]}"
            panel.attrs["class"] = f"tab {name}-{numbers[place]}"
            if "checked" in control.attributes:
                first = place
                if order:
                    del control.attrs["checked"]
        if len(numbers) < len(known):
            numbers.insert(0, numbers.pop(first))
            group.attrs["class"] = f"tabs {name}-of-{'-'.join(map(str, numbers))}"


def _children(node: LexborNode, tag: str, name: str = "") -> list[LexborNode]:
    return [child for child in node.iter() if child.tag == tag and name in (child.attrs.get("class") or "")]
