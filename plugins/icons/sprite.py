"""An icon that a page shows often is drawn once and used where it stands.

In: the tree of a page, in which icons of templates stand without their drawing, by name (`outline`), and the pack. Out:
the same tree, each icon drawn, or using a drawing of the page where this makes it smaller.
"""

from collections import defaultdict

from selectolax.lexbor import LexborHTMLParser

from plugins.icons.pack import Icon, Pack, svg

USE = len('<use href="#icon-00"></use>')
SYMBOL = len('<symbol id="icon-00" viewBox="0 0 000 000"></symbol>')
NAME = "data-drawn"


def outline(icon: Icon) -> str:
    """An icon for `share` to draw: a long list holds thousands."""
    return svg(Icon(icon.name, icon.view_box, "")).replace("<svg ", f'<svg {NAME}="{icon.name}" ', 1)


def share(tree: LexborHTMLParser, pack: Pack) -> None:
    """Draw what is not drawn yet; turn repeated drawings into one `<symbol>` each, in a hidden `<svg>` of the body."""
    places, bodies = defaultdict(list), {}
    for icon in tree.css("svg.icon"):
        if name := icon.attributes.get(NAME):
            del icon.attrs[NAME]
            body = bodies[name] if name in bodies else bodies.setdefault(name, pack.get(name).body)
        else:
            name, body = "", icon.inner_html
        places[icon.attributes.get("viewBox") or "", body].append((icon, name))
    symbols = []
    for (box, body), icons in places.items():
        drawing = body
        if len(body) * (len(icons) - 1) > USE * len(icons) + SYMBOL:
            symbol = f"icon-{len(symbols) + 1}"
            symbols.append(f'<symbol id="{symbol}" viewBox="{box}">{body}</symbol>')
            drawing = f'<use href="#{symbol}"></use>'
        for icon, name in icons:
            if name or drawing != body:
                icon.inner_html = drawing
    if symbols:
        holder = tree.create_node("div")
        holder.inner_html = f'<svg class="sprite" aria-hidden="true">{"".join(symbols)}</svg>'
        tree.body.insert_child(holder.child, move=True)
