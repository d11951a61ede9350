"""Tables of raw HTML: their parts in order, rows with as many cells as their table; rows without any are gone.

In: the tree of a text, as the parser made it. Out: the same tree, valid and looking as before.
"""

from selectolax.lexbor import LexborHTMLParser, LexborNode

from plugins.dialect.outdated import rename

ORDER = {"caption": 0, "colgroup": 1, "thead": 2, "tbody": 3, "tfoot": 4}


def mend(tree: LexborHTMLParser) -> None:
    """Mend the tables of the text."""
    for row in tree.css("tr"):
        if row.css_first("td, th") is None:
            row.decompose()
    for table in tree.css("table"):
        _arrange_parts(tree, table)
        rows = [row for row in table.css("tr") if _table_of(row) == table.mem_id]
        _trim_spans(rows)
        if table.css_first("[rowspan]") is None:
            width = max(map(_width, rows), default=0)
            for row in rows:
                for _ in range(width - _width(row)):
                    row.insert_child(tree.create_node("td"), move=True)
            _drop_empty_columns(rows)
            _trim_columns(tree, table, max(map(_width, rows), default=0))


def _drop_empty_columns(rows: list[LexborNode]) -> None:
    """In each column some cell begins."""
    placed = []
    for row in rows:
        column = 0
        for cell in row.iter():
            placed.append((cell, range(column, column + _span(cell))))
            column += _span(cell)
    begun = {columns.start for _, columns in placed}
    for cell, columns in placed:
        kept = len(begun.intersection(columns))
        if kept < len(columns):
            _set_span(cell, "colspan", kept)


def _arrange_parts(tree: LexborHTMLParser, table: LexborNode) -> None:
    """One caption, columns, one head, rows, one foot: in the order in which a browser shows them."""
    parts = list(table.iter())
    for name in ("caption", "thead", "tfoot"):
        for other in [part for part in parts if part.tag == name][1:]:
            rename(tree, other, "tbody") if name != "caption" else other.decompose()
    parts = list(table.iter())
    ordered = sorted(parts, key=lambda part: ORDER.get(part.tag, 3))
    if [part.mem_id for part in parts] != [part.mem_id for part in ordered]:
        for part in ordered:
            table.insert_child(part, move=True)


def _trim_columns(tree: LexborHTMLParser, table: LexborNode, width: int) -> None:
    """A table has as many columns as cells in a row."""
    group = None
    for group in table.css("colgroup"):
        columns = group.css("col") or [group]
        for column in columns:
            span = _span(column, "span")
            if width <= 0:
                column.decompose()
            elif span > width:
                column.attrs["span"] = str(width)
            width -= span
        if columns[0] is not group and next(group.iter(), None) is None:
            group.decompose()
    if group is not None and width > 0:
        further = tree.create_node("colgroup")
        further.attrs["span"] = str(width)
        group.insert_after(further, move=True)


def _trim_spans(rows: list[LexborNode]) -> None:
    """A cell ends with its part of the table."""
    for place, row in enumerate(rows):
        left = sum(other.parent.mem_id == row.parent.mem_id for other in rows[place:])
        for cell in row.css("[rowspan]"):
            if _span(cell, "rowspan") > left:
                _set_span(cell, "rowspan", left)


def _table_of(row: LexborNode) -> int:
    node = row.parent
    while node.tag != "table":
        node = node.parent
    return node.mem_id


def _set_span(cell: LexborNode, name: str, span: int) -> None:
    if span > 1:
        cell.attrs[name] = str(span)
    else:
        del cell.attrs[name]


def _width(row: LexborNode) -> int:
    return sum(_span(cell) for cell in row.iter())


def _span(cell: LexborNode, name: str = "colspan") -> int:
    span = cell.attrs.get(name) or "1"
    return int(span) if span.isdigit() and int(span) else 1
