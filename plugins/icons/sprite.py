"""An icon that a page shows often is drawn once and used where it stands.

In: the tree of a page. Out: the tree, in which repeated drawings are one `<symbol>` each, at the end of its body.
"""

from collections import defaultdict
from html import escape

from selectolax.lexbor import LexborHTMLParser

USE = len('<use href="#icon-00"></use>')
SYMBOL = len('<symbol id="icon-00" viewBox="0 0 000 000"></symbol>')


def share_drawings(tree: LexborHTMLParser) -> None:
    """Replace drawings where that makes the page smaller."""
    places, symbols = defaultdict(list), []
    for icon in tree.css("svg.icon"):
        places[icon.attributes.get("viewBox") or "", icon.inner_html].append(icon)
    for (box, drawing), icons in places.items():
        if len(drawing) * (len(icons) - 1) > USE * len(icons) + SYMBOL:
            symbol = f"icon-{len(symbols) + 1}"
            symbols.append(f'<symbol id="{symbol}" viewBox="{escape(box)}">{drawing}</symbol>')
            for icon in icons:
                icon.inner_html = f'<use href="#{symbol}"></use>'
    if symbols:
        holder = tree.create_node("div")
        holder.inner_html = f'<svg class="sprite" aria-hidden="true">{"".join(symbols)}</svg>'
        tree.body.insert_child(holder.child, move=True)
