"""Roles and states for assistive technology: those that WAI-ARIA has, where it has them.

In: the tree of a text. Out: the same tree without roles and `aria-…` that mean nothing where they stand
(https://www.w3.org/TR/html-aria/, https://www.w3.org/TR/wai-aria-1.2/).
"""

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from plugins.dialect.outdated import is_foreign


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Elements that may play any role.
FREE = _words(
    "abbr address b bdi bdo blockquote cite code del dfn div em i ins kbd mark output p pre q s samp small span strong "
    "sub sup time u var"
)
ANY = _words(
    "alert alertdialog application article banner button checkbox complementary contentinfo definition dialog document "
    "feed figure form grid group heading img link list log marquee math menu menubar meter navigation none note "
    "presentation progressbar radio radiogroup region search searchbox separator slider spinbutton status switch table "
    "tablist term textbox timer toolbar tooltip tree doc-abstract doc-acknowledgments doc-afterword doc-appendix "
    "doc-bibliography doc-chapter doc-conclusion doc-endnotes doc-epigraph doc-epilogue doc-example doc-footnote "
    "doc-foreword doc-glossary doc-index doc-introduction doc-notice doc-preface doc-prologue doc-subtitle doc-tip"
)
LISTS = _words("group menu menubar none presentation radiogroup tablist toolbar tree")
ROLES = {
    "a": _words("button checkbox radio switch doc-backlink doc-biblioref doc-glossref doc-noteref"),
    "aside": _words("doc-footnote doc-pullquote doc-tip note none presentation region search"),
    "button": _words("checkbox combobox link radio separator slider switch"),
    "img": _words("button checkbox link math meter progressbar radio separator slider switch"),
    "nav": _words("menu menubar none presentation tablist"),
    "section": _words(
        "alert alertdialog application banner complementary contentinfo dialog document feed group log marquee "
        "navigation none note presentation search status doc-bibliography doc-endnotes doc-glossary doc-index"
    ),
    **dict.fromkeys(("ol", "ul", "menu"), LISTS),
}
# The roles that elements have by themselves, as far as they have states of their own.
OWN = {
    "a": "link",
    "button": "button",
    "h1": "heading",
    "h2": "heading",
    "h3": "heading",
    "h4": "heading",
    "h5": "heading",
    "h6": "heading",
    "select": "combobox",
    "textarea": "textbox",
}
NAMELESS = _words(
    "abbr address b bdi bdo br caption cite code data del dfn div dt em figcaption hgroup i ins kbd label legend mark "
    "p pre q rp rt ruby s samp slot small span strong sub sup template time u var wbr"
)
NAMELESS_ROLES = _words("definition none presentation term")
REFERENCES = r"\S.*"
FLAG = r"true|false"
GLOBAL = {
    "atomic": FLAG,
    "busy": FLAG,
    "controls": REFERENCES,
    "current": r"page|step|location|date|time|true|false",
    "describedby": REFERENCES,
    "description": r"\S.*",
    "details": REFERENCES,
    "flowto": REFERENCES,
    "hidden": FLAG,
    "keyshortcuts": r"\S.*",
    "label": r"\S.*",
    "labelledby": REFERENCES,
    "live": r"off|polite|assertive",
    "owns": REFERENCES,
    "relevant": r"additions|removals|text|all|additions text",
    "roledescription": r"\S.*",
}
# What some roles have beyond, each with its form.
STATES = {
    "button": {
        "disabled": FLAG,
        "expanded": FLAG,
        "haspopup": rf"{FLAG}|menu|listbox|tree|grid|dialog",
        "pressed": FLAG,
    },
    "checkbox": {"checked": rf"{FLAG}|mixed", "disabled": FLAG, "required": FLAG},
    "combobox": {"disabled": FLAG, "expanded": FLAG, "required": FLAG},
    "heading": {"level": r"[1-9]"},
    "link": {"disabled": FLAG, "expanded": FLAG, "haspopup": rf"{FLAG}|menu|dialog"},
    "meter": dict.fromkeys(("valuemax", "valuemin", "valuenow"), r"-?\d+(\.\d+)?") | {"valuetext": r"\S.*"},
    "radio": {"checked": FLAG, "disabled": FLAG},
    "separator": {"orientation": r"horizontal|vertical"},
    "switch": {"checked": FLAG, "disabled": FLAG},
    "textbox": {"disabled": FLAG, "multiline": FLAG, "placeholder": r".+", "readonly": FLAG, "required": FLAG},
}
STATES["progressbar"] = STATES["slider"] = STATES["meter"]
NEEDED = {
    "checkbox": "checked",
    "heading": "level",
    "meter": "valuenow",
    "radio": "checked",
    "slider": "valuenow",
    "switch": "checked",
}


def mend(tree: LexborHTMLParser) -> None:
    """Leave out roles and states that have no meaning."""
    for node in tree.css("body *"):
        attributes = node.attributes
        if any(name == "role" or name.startswith("aria-") for name in attributes) and not is_foreign(node):
            role = _role(node)
            if role is None and "role" in attributes:
                del node.attrs["role"]
            for name in [name for name in attributes if name.startswith("aria-")]:
                if not _means_something(node, role, name.removeprefix("aria-"), attributes[name] or ""):
                    del node.attrs[name]


def _role(node: LexborNode) -> str | None:
    """The role that an author gave an element which may have it."""
    role = (node.attributes.get("role") or "").strip()
    may = role in ROLES.get(node.tag, ()) or (node.tag in FREE and role in ANY)
    return role if may and f"aria-{NEEDED.get(role, 'x')}" in {*node.attributes, "aria-x"} else None


def _means_something(node: LexborNode, role: str | None, name: str, value: str) -> bool:
    is_nameless = node.tag in NAMELESS or (node.tag == "a" and "href" not in node.attributes)
    if name in ("label", "labelledby") and (role in NAMELESS_ROLES or (is_nameless and role is None)):
        return False
    form = GLOBAL.get(name) or STATES.get(role or OWN.get(node.tag, ""), {}).get(name)
    return form is not None and re.fullmatch(form, value.strip(), re.S) is not None
