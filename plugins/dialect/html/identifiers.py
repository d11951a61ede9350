"""The ids of a page, to which links lead.

In: the tree of a page. Out: the same tree with `id` in place of `<a name>`, and with unique ids.
"""

from collections import Counter
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser

OF_THE_THEME = ("main",)  # the id of the element around the text


def name_anchors(tree: LexborHTMLParser) -> None:
    """Give each `<a name="x">` of an old page the id `x`, or a `<span>` before it if it has another id."""
    known = {node.attrs["id"] for node in tree.css("[id]")}
    for anchor in tree.css("a[name]"):
        place = anchor.attrs["name"] or ""
        del anchor.attrs["name"]
        if not place or place in known:
            continue
        known.add(place)
        if "id" not in anchor.attributes:
            anchor.attrs["id"] = place
            continue
        other = tree.create_node("span")
        other.attrs["id"] = place
        anchor.insert_before(other, move=True)


def make_unique(tree: LexborHTMLParser) -> Iterator[tuple[str, str]]:
    """Rename the second of two equal ids, and remove empty ones; yield a message and the id as its author wrote it."""
    count, taken = Counter(), set(OF_THE_THEME)
    for node in tree.css("[id]"):
        name = "-".join((node.attrs["id"] or "").split())
        if not name:
            del node.attrs["id"]
            continue
        place = f"{name}_{count[name]}" if count[name] else name
        while place in taken:
            count[name] += 1
            place = f"{name}_{count[name]}"
        node.attrs["id"] = place
        if place != name and name not in OF_THE_THEME:
            yield f"a second place '#{name}': it is '#{place}' here, links lead to the first", name
        count[name] += 1
        taken.add(place)
