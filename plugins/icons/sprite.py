"""An icon that a page shows often is drawn once and used where it stands.

In: the tree of a page, in which icons of templates stand without their drawing, by name (`outline`), and the pack. Out:
the same tree with the drawings that it repeats, and what `draw` puts into the page's HTML: a tree would read each anew.
"""

import re
from collections import defaultdict
from collections.abc import Mapping
from html import escape, unescape

from selectolax.lexbor import LexborHTMLParser

from plugins.icons.pack import Icon, Pack, svg

USE = len('<use href="#icon-00"></use>')
SYMBOL = len('<symbol id="icon-00" viewBox="0 0 000 000"></symbol>')
NAME = "data-drawn"
OUTLINE = re.compile(rf' {NAME}="([^"]*)"([^>]*)></svg>')
SHAPE_END = re.compile(r"></(?:path|rect|circle|ellipse|line|polygon|polyline)>")  # as a tree writes them


def outline(icon: Icon) -> str:
    """An icon for `draw` to fill: a long list holds thousands."""
    return svg(Icon(icon.name, icon.view_box, "")).replace("<svg ", f'<svg {NAME}="{escape(icon.name)}" ', 1)


def share(tree: LexborHTMLParser, pack: Pack) -> dict[str, str]:
    """Turn repeated drawings into one `<symbol>` each, in a hidden `<svg>` of the body; return what is to be drawn, by
    the names of icons."""
    places, bodies = defaultdict(list), {}
    for icon in tree.css("svg.icon"):
        attributes = icon.attributes
        name = attributes.get(NAME) or ""
        if name and name not in bodies:
            bodies[name] = pack.get(name)
        known = bodies.get(name)
        body = known.body if known else SHAPE_END.sub("/>", icon.inner_html)
        places[attributes.get("viewBox") or "", body].append((icon, name if known else ""))
    symbols, drawings = [], {}
    for (box, body), icons in places.items():
        drawing = body
        if len(body) * (len(icons) - 1) > USE * len(icons) + SYMBOL:
            symbol = f"icon-{len(symbols) + 1}"
            symbols.append(f'<symbol id="{symbol}" viewBox="{escape(box)}">{body}</symbol>')
            drawing = f'<use href="#{symbol}"></use>'
        for icon, name in icons:
            if name:
                drawings[name] = drawing
            elif drawing is not body:
                icon.inner_html = drawing
    if symbols:
        holder = tree.create_node("div")
        holder.inner_html = f'<svg class="sprite" aria-hidden="true">{"".join(symbols)}</svg>'
        tree.body.insert_child(holder.child, move=True)
    return drawings


def draw(html: str, drawings: Mapping[str, str]) -> str:
    """The page's HTML with its icons drawn."""

    def drawn(match: re.Match) -> str:
        drawing = drawings.get(unescape(match[1]))
        return match[0] if drawing is None else f"{match[2]}>{drawing}</svg>"

    return OUTLINE.sub(drawn, html)
