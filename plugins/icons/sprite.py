"""Share the drawings of icons that a page shows several times.

In: the tree of a page. Out: the tree with one `<symbol>` for each repeated drawing, at the end of the body.
"""

from collections import defaultdict
from html import escape

from selectolax.lexbor import LexborHTMLParser

USE_LENGTH = len('<use href="#icon-00"></use>')
SYMBOL_LENGTH = len('<symbol id="icon-00" viewBox="0 0 000 000"></symbol>')


def share_drawings(tree: LexborHTMLParser) -> None:
    """Replace repeated drawings by references, where that makes the page smaller."""
    places, symbols = defaultdict(list), []
    for icon in tree.css("svg.icon"):
        places[icon.attributes.get("viewBox") or "", icon.inner_html].append(icon)
    for (box, drawing), icons in places.items():
        if len(drawing) * (len(icons) - 1) > USE_LENGTH * len(icons) + SYMBOL_LENGTH:
            symbol = f"icon-{len(symbols) + 1}"
            symbols.append(f'<symbol id="{symbol}" viewBox="{escape(box)}">{drawing}</symbol>')
            for icon in icons:
                icon.inner_html = f'<use href="#{symbol}"></use>'
    if symbols:
        box = tree.create_node("div")
        box.inner_html = f'<svg class="sprite" aria-hidden="true">{"".join(symbols)}</svg>'
        tree.body.insert_child(box.child, move=True)
