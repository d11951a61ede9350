"""Places to link to: `<a name=x>` of old pages, and ids that stand twice.

In: the tree of a text. Out: the same tree, in which every such place has an id of its own.
"""

from collections import Counter
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser


def name(tree: LexborHTMLParser) -> None:
    """`<a name=x>` is a place to link to."""
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


def unique(tree: LexborHTMLParser) -> Iterator[tuple[str, str, bool]]:
    """Rename the second of two alike; yield what to say, what stands in the source, and that it is the second."""
    count = Counter()
    for node in tree.css("[id]"):
        name = node.attrs["id"]
        if count[name]:
            node.attrs["id"] = f"{name}_{count[name]}"
            yield f"a second place '#{name}': it is '#{node.attrs['id']}' here, links lead to the first", name, True
        count[name] += 1
