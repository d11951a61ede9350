"""An icon that a page shows often is drawn once and used where it stands.

In: the tree of a finished page. Out: the same tree, where this makes it smaller.
"""

from collections import defaultdict

from selectolax.lexbor import LexborHTMLParser

USE = len('<use href="#icon-00"></use>')
SYMBOL = len('<symbol id="icon-00" viewBox="0 0 000 000"></symbol>')


def share(tree: LexborHTMLParser) -> None:
    """Turn repeated drawings into one `<symbol>` each, in a hidden `<svg>` at the end of the body."""
    places = defaultdict(list)
    for icon in tree.css("svg.icon"):
        places[icon.attrs.get("viewBox") or "", icon.inner_html].append(icon)
    symbols = []
    for (box, body), icons in places.items():
        if len(body) * (len(icons) - 1) <= USE * len(icons) + SYMBOL:
            continue
        name = f"icon-{len(symbols) + 1}"
        symbols.append(f'<symbol id="{name}" viewBox="{box}">{body}</symbol>')
        for icon in icons:
            icon.inner_html = f'<use href="#{name}"></use>'
    if symbols:
        holder = tree.create_node("div")
        holder.inner_html = f'<svg class="sprite" aria-hidden="true">{"".join(symbols)}</svg>'
        tree.body.insert_child(holder.child, move=True)
