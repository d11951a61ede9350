"""Attributes that mean something only with another one, or that name another element.

In: the tree of a text, its attributes known and their values valid. Out: the same tree without those that lead nowhere.
"""

from selectolax.lexbor import LexborHTMLParser, LexborNode

# Where these stand, an element has to be: `{}` is their value.
TARGETS = {
    "for": ":is(button, input:not([type=hidden]), meter, output, progress, select, textarea)[id='{}']",
    "form": "form[id='{}']",
    "list": "datalist[id='{}']",
    "popovertarget": "[popover][id='{}']",
    "usemap": "map[name='{}']",
}
# Lists of ids.
TARGETS_OF_MANY = frozenset(
    """
    aria-controls aria-describedby aria-details aria-errormessage aria-flowto aria-labelledby aria-owns for headers
    itemref
    """.split()  # noqa: SIM905 (words are easier to read than a list of strings)
)
# What an element must have for its attribute to mean something.
NEEDED = {
    "coords": "area[shape]:not([shape=default])",
    "formaction": "[type=submit], [type=image], button",
    "hreflang": "[href]",
    "ismap": "a[href] img",
    "itemid": "[itemscope][itemtype]",
    "itemprop": "[itemscope] *",
    "itemref": "[itemscope]",
    "itemtype": "[itemscope]",
    "popovertargetaction": "[popovertarget]",
    "sizes": "img[srcset], picture > source[srcset]",
    "src": ":not(picture) > [src], img[src]",
    "srcset": "img, picture > source",
    "value": "ol > li, :not(li)",
    "wrap": "[cols]",
}
MENDED = ", ".join(f"[{name}]" for name in (*TARGETS, *TARGETS_OF_MANY, *NEEDED))


def mend(tree: LexborHTMLParser) -> None:
    """Leave out attributes that lead nowhere."""
    there = {name for node in tree.css(MENDED) for name in node.attributes}
    ids = {node.attrs["id"] for node in tree.css("[id]")} if there else set()
    for name in there & NEEDED.keys():
        right = {node.mem_id for node in tree.css(NEEDED[name])}
        for node in tree.css(f"[{name}]"):
            if node.mem_id not in right:
                del node.attrs[name]
    for name in there & TARGETS.keys():
        for node in tree.css(f"[{name}]"):
            if node.tag != "output" and not _leads(tree, TARGETS[name], node.attrs[name] or ""):
                del node.attrs[name]
    for name in there & TARGETS_OF_MANY:
        for node in tree.css(f"[{name}]" if name != "for" else "output[for]"):
            _keep_known(node, name, ids)


def _leads(tree: LexborHTMLParser, target: str, value: str) -> bool:
    value = value.removeprefix("#")
    return bool(value) and not {"'", "\\", "\n"} & set(value) and tree.css_first(target.format(value)) is not None


def _keep_known(node: LexborNode, name: str, ids: set[str]) -> None:
    kept = [word for word in (node.attrs[name] or "").split() if word in ids]
    if kept:
        node.attrs[name] = " ".join(kept)
    else:
        del node.attrs[name]
