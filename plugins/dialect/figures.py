"""Pictures that suit one color scheme, and figures, as Material for MkDocs writes them.

In: the tree of a text. Out: the same tree, in which `picture.png#only-dark` has a class, and a figure holds no line
break between its picture and its caption.
"""

from selectolax.lexbor import LexborHTMLParser

SCHEMES = {
    "#only-light": "only-light",
    "#only-dark": "only-dark",
    "#gh-light-mode-only": "only-light",
    "#gh-dark-mode-only": "only-dark",
}


def arrange(tree: LexborHTMLParser) -> None:
    for picture in tree.css("img[src*='-only'], img[src*='#only-']"):
        address, sign, fragment = (picture.attrs["src"] or "").partition("#")
        if name := SCHEMES.get(sign + fragment):
            picture.attrs["src"] = address
            picture.attrs["class"] = f"{picture.attrs.get('class') or ''} {name}".strip()
    for line_break in tree.css("figure > br"):
        line_break.decompose()
