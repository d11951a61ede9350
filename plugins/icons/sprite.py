"""An icon that a page shows often is drawn once and used where it stands.

In: the tree of a page, in which icons of templates stand without their drawing, by name (`outline`), and the pack. Out:
what `draw` puts into the page's HTML: a tree would read each drawing anew.
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
MARK = f' {NAME}="'.encode()
SHAPE_END = re.compile(r"></(?:path|rect|circle|ellipse|line|polygon|polyline)>")  # as a tree writes them


def outline(icon: Icon) -> str:
    """An icon for `draw` to fill: a long list holds thousands."""
    return svg(Icon(icon.name, icon.view_box, "")).replace("<svg ", f'<svg {NAME}="{escape(icon.name)}" ', 1)


def share(tree: LexborHTMLParser, pack: Pack) -> tuple[dict[str, str], str]:
    """Return what is to be drawn, by the names of icons, and a hidden `<svg>` with one `<symbol>` for each drawing that
    the page repeats; in a text's own icons, these are used already."""
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
    return drawings, f'<svg class="sprite" aria-hidden="true">{"".join(symbols)}</svg>' if symbols else ""


def draw(html: bytes, drawings: Mapping[str, str], symbols: str) -> bytes:
    """The page's HTML with its icons drawn, and what they share at the end of its body."""
    before, end, after = html.rpartition(b"</body>")
    text, *pieces = b"".join((before, symbols.encode(), end, after)).split(MARK)
    return text + b"".join(_drawn(piece, drawings) for piece in pieces)


def _drawn(piece: bytes, drawings: Mapping[str, str]) -> bytes:
    """What begins with an icon's name, that icon drawn; what only looks like one as it is."""
    name, _, rest = piece.partition(b'"')
    attributes, end, after = rest.partition(b"></svg>")
    drawing = drawings.get(unescape(name.decode()))
    if drawing is None or not end or b"<" in attributes:
        return MARK + piece
    return b"".join((attributes, b">", drawing.encode(), b"</svg>", after))
