"""Icons with attributes, pictures that suit one color scheme, and figures, as Material for MkDocs writes them.

In: the tree of a text. Out: the same tree, in which `picture.png#only-dark` has a class, and a figure holds no line
break between its picture and its caption; no `markdown` attribute is left where Markdown does not look for one.
"""

from selectolax.lexbor import LexborHTMLParser

from plugins.dialect.page import shortcodes

FITS = 36  # characters of code: more has to scroll on a telephone, or at four times the size, and not by touch alone
SCHEMES = {
    "#only-light": "only-light",
    "#only-dark": "only-dark",
    "#gh-light-mode-only": "only-light",
    "#gh-dark-mode-only": "only-dark",
}


def arrange(tree: LexborHTMLParser) -> None:
    shortcodes.unwrap(tree)
    for picture in tree.css("img[src*='-only'], img[src*='#only-']"):
        address, sign, fragment = (picture.attrs["src"] or "").partition("#")
        if name := SCHEMES.get(sign + fragment):
            picture.attrs["src"] = address
            picture.attrs["class"] = f"{picture.attrs.get('class') or ''} {name}".strip()
    for line_break in tree.css("figure > br"):
        line_break.decompose()
    for block in tree.css("pre:not([tabindex])"):
        if max(map(len, block.text().splitlines()), default=0) > FITS:
            block.attrs["tabindex"] = "0"
    for node in tree.css("[markdown]"):
        del node.attrs["markdown"]
