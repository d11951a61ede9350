"""The attributes that HTML has, and those that are left out because it has not.

In: the tree of a text. Out: the same tree, its attributes valid (https://html.spec.whatwg.org/#attributes-3); what had
no meaning.
"""

import re
from collections.abc import Iterator
from urllib.parse import quote

from selectolax.lexbor import LexborHTMLParser, LexborNode

from plugins.dialect import inputs
from plugins.dialect.elements import KNOWN
from plugins.dialect.outdated import is_foreign
from plugins.dialect.values import BOOLEAN, means_something

EVERYWHERE = frozenset(
    """
    accesskey autocapitalize autofocus class contenteditable dir draggable enterkeyhint hidden id inert inputmode is
    itemid itemprop itemref itemscope itemtype lang popover role slot spellcheck style tabindex title translate
    """.split()  # noqa: SIM905 (words are easier to read than a list of strings)
)
FREE = re.compile(r"(?:data|aria)-[\w.-]+|on[a-z]+")
LINK = "href target download ping rel hreflang type referrerpolicy"
MEDIA = "src crossorigin preload autoplay loop muted controls"
FORM = "disabled form formaction formenctype formmethod formnovalidate formtarget name type value"
OWN = {
    "a": LINK,
    "area": f"{LINK} alt coords shape",
    "audio": MEDIA,
    "blockquote": "cite",
    "button": f"{FORM} popovertarget popovertargetaction",
    "canvas": "width height",
    "col": "span",
    "colgroup": "span",
    "data": "value",
    "del": "cite datetime",
    "details": "name open",
    "dialog": "open",
    "embed": "src type width height",
    "fieldset": "disabled form name",
    "form": "accept-charset action autocomplete enctype method name novalidate target rel",
    "iframe": "src srcdoc name sandbox allow allowfullscreen width height referrerpolicy loading",
    "img": "alt src srcset sizes crossorigin usemap ismap width height referrerpolicy decoding loading fetchpriority",
    "input": f"{FORM} accept alt autocomplete checked dirname height list max maxlength min minlength multiple pattern "
    "placeholder readonly required size src step width",
    "ins": "cite datetime",
    "label": "for",
    "li": "value",
    "link": "href crossorigin rel media integrity hreflang type referrerpolicy sizes",
    "map": "name",
    "meter": "value min max low high optimum",
    "object": "data type name form width height",
    "ol": "reversed start type",
    "optgroup": "disabled label",
    "option": "disabled label selected value",
    "output": "for form name",
    "progress": "value max",
    "q": "cite",
    "script": "src type nomodule async defer crossorigin integrity referrerpolicy",
    "select": "autocomplete disabled form multiple name required size",
    "source": "type media src srcset sizes width height",
    "style": "media",
    "td": "colspan rowspan headers",
    "textarea": "autocomplete cols dirname disabled form maxlength minlength name placeholder readonly required rows "
    "wrap",
    "th": "colspan rowspan headers scope abbr",
    "time": "datetime",
    "track": "default kind label src srclang",
    "video": f"{MEDIA} poster playsinline width height",
}
ALLOWED = {tag: EVERYWHERE | set(OWN.get(tag, "").split()) for tag in KNOWN}
# Attributes that mean something only with an address.
OF_LINKS = frozenset("target download ping rel hreflang type referrerpolicy".split())  # noqa: SIM905
# Attributes that mean something only with a value.
NOT_EMPTY = frozenset("action cite data formaction id poster src".split())  # noqa: SIM905
NOT_FOREIGN = EVERYWHERE - frozenset("class id lang role style".split())  # noqa: SIM905
# Outdated or other tools' own: nobody misses them.
QUIETLY = frozenset(
    """
    abbr allowtransparency axis bgcolor border char charoff charset classid codebase codetype coords datetime frame
    label language link longdesc lowsrc markdown methods name nohref profile rev rules scope scoped shape summary text
    type vlink webkitallowfullscreen mozallowfullscreen xmlns zoomandpan
    """.split()  # noqa: SIM905
)
ADDRESSES = frozenset("href src cite data action formaction poster".split())  # noqa: SIM905
ILLEGAL = re.compile(r"[\s\"<>\\^`{|}]")


def mend(tree: LexborHTMLParser, is_scripted: bool = False) -> Iterator[tuple[str, str]]:
    """Leave out what HTML has not; yield each such element and attribute. A page's own scripts may know more."""
    for node in tree.css("body *"):
        attributes = node.attributes
        if not attributes or node.tag not in ALLOWED:
            continue
        if node.tag in ("svg", "math"):
            _mend_foreign(node)
        if is_foreign(node):
            continue
        for name in [name for name in attributes if name not in ALLOWED[node.tag] and not FREE.fullmatch(name)]:
            if not (name == "name" and node.tag == "a"):
                if not is_scripted:
                    del node.attrs[name]
                if name not in QUIETLY:
                    yield node.tag, name
        _mend_values(node)
        _mend_addresses(node)


def _mend_foreign(node: LexborNode) -> None:
    """What HTML gives its own elements alone."""
    for name, value in node.attributes.items():
        if name in NOT_FOREIGN or not means_something(node.tag, name, value or ""):
            del node.attrs[name]


def _mend_values(node: LexborNode) -> None:
    """Leave out attributes whose value, or whose place, gives them no meaning."""
    kind = (node.attributes.get("type") or "text").strip().lower()
    for name, value in node.attributes.items():
        value = (value or "").strip()
        if name in BOOLEAN:
            node.attrs[name] = ""
        is_idle = (name in NOT_EMPTY and not value) or not means_something(node.tag, name, value)
        is_idle |= node.tag == "a" and name in OF_LINKS and "href" not in node.attributes
        is_idle |= node.tag == "input" and not inputs.means_something(kind, name, value)
        if is_idle:
            del node.attrs[name]
    if "id" in node.attributes:
        node.attrs["id"] = "-".join((node.attrs["id"] or "").split())


def _mend_addresses(node: LexborNode) -> None:
    for name, value in node.attributes.items():
        address = (value or "").strip() if name in ADDRESSES else ""
        if (name == "cite" or "//" in address or address.startswith("#")) and ILLEGAL.search(address):
            node.attrs[name] = legal(address)


def legal(address: str) -> str:
    """An address, each sign that it must not hold encoded."""
    return ILLEGAL.sub(lambda match: quote(match[0]), address)
