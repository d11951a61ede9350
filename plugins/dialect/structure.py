"""Lists and tables of raw HTML: items stand in lists, and rows have as many cells as their table.

In: the tree of a text, as the parser made it. Out: the same tree, valid and looking as before.
"""

from selectolax.lexbor import LexborHTMLParser, LexborNode

from plugins.dialect.outdated import add_style, rename

LISTS = ("ul", "ol", "menu")


def mend(tree: LexborHTMLParser) -> None:
    """Mend the lists and tables of the text."""
    _mend_lists(tree)
    _mend_tables(tree)


def _mend_lists(tree: LexborHTMLParser) -> None:
    """Items stand in lists, and lists hold nothing else."""
    for item in tree.css("li"):
        if item.parent.tag not in LISTS:
            _wrap(tree, item)
    for item in tree.css("dt, dd"):
        if "dl" not in (item.parent.tag, item.parent.parent.tag):
            add_style(item, {"margin-inline-start": "40px"} if item.tag == "dd" else {})
            rename(tree, item, "div")
    for entry in tree.css("ul, ol, menu"):
        for child in list(entry.iter(include_text=True)):
            if child.tag not in ("li", "script", "template") and not (child.is_text_node and not child.text().strip()):
                _into_item(tree, child)


def _wrap(tree: LexborHTMLParser, first: LexborNode) -> None:
    """A list around this item and those that follow it."""
    holder = tree.create_node("ul")
    first.insert_before(holder, move=True)
    node = first
    while node is not None and (node.tag == "li" or (node.is_text_node and not node.text().strip())):
        following = node.next
        holder.insert_child(node, move=True)
        node = following


def _into_item(tree: LexborHTMLParser, child: LexborNode) -> None:
    """Put what stands between items into the item before it, where browsers show it, or into one of its own."""
    before = child.prev
    while before is not None and before.is_text_node and not before.text().strip():
        before = before.prev
    if before is not None and before.tag == "li":
        before.insert_child(child, move=True)
        return
    item = tree.create_node("li")
    item.attrs["style"] = "list-style: none"
    child.insert_before(item, move=True)
    item.insert_child(child, move=True)


def _mend_tables(tree: LexborHTMLParser) -> None:
    """Rows have as many cells as their table; rows without any are gone."""
    for row in tree.css("tr"):
        if row.css_first("td, th") is None:
            row.decompose()
    for table in tree.css("table"):
        rows = [row for row in table.css("tr") if _table_of(row) == table.mem_id]
        if len(rows) < 2 or table.css_first("[rowspan]") is not None:
            continue
        widths = [sum(_span(cell) for cell in row.iter()) for row in rows]
        for row, width in zip(rows, widths, strict=True):
            for _ in range(max(widths) - width):
                row.insert_child(tree.create_node("td"), move=True)


def _table_of(row: LexborNode) -> int:
    node = row.parent
    while node.tag != "table":
        node = node.parent
    return node.mem_id


def _span(cell: LexborNode) -> int:
    span = cell.attrs.get("colspan") or "1"
    return int(span) if span.isdigit() and 0 < int(span) < 100 else 1
