"""Controls of forms, and gauges: what they need, and values that fit each other.

In: the tree of a text, its attributes known and their values valid. Out: the same tree, valid and looking as before.
"""

from selectolax.lexbor import LexborHTMLParser, LexborNode

from plugins.dialect.nesting import plain

MENDED = "input, meter, optgroup, option, progress, select"
LABELED = "button, input:not([type=hidden]), meter, output, progress, select, textarea"
SHOWN = {"button": " ", "image": "Submit"}  # what buttons must be called, and in which attribute
NAMED_BY = {"button": "value", "image": "alt"}


def mend(tree: LexborHTMLParser) -> None:
    """Mend the controls of the text."""
    for label in tree.css("label"):
        if len(label.css(LABELED)) > 1:
            plain(tree, label)
    there = tree.css(MENDED)
    for node in tree.css("[autofocus]")[1:]:
        del node.attrs["autofocus"]
    for node in there:
        if node.tag in MENDERS:
            MENDERS[node.tag](node)


def _mend_gauge(node: LexborNode) -> None:
    """Bring its numbers into its bounds, as a browser does."""
    low = _number(node, "min", 0.0)
    high = max(_number(node, "max", 1.0), low)
    _between(node, "max", high, high)
    if node.tag == "meter":
        node.attrs["value"] = node.attributes.get("value") or "0"
        _between(node, "low", low, high)
        _between(node, "high", _number(node, "low", low), high)
        _between(node, "optimum", low, high)
    _between(node, "value", low, high)


def _number(node: LexborNode, name: str, default: float) -> float:
    try:
        return float(node.attributes.get(name) or default)
    except ValueError:
        return default


def _between(node: LexborNode, name: str, low: float, high: float) -> None:
    if name in node.attributes or (name == "max" and high != 1):
        number = _number(node, name, high)
        written = node.attributes.get(name) or ""
        if not written.replace(".", "", 1).removeprefix("-").isdigit() or not low <= number <= high:
            node.attrs[name] = f"{min(max(number, low), high):g}"


def _mend_input(node: LexborNode) -> None:
    kind = (node.attributes.get("type") or "").lower()
    if kind in NAMED_BY and not (node.attributes.get(NAMED_BY[kind]) or "").strip():
        node.attrs[NAMED_BY[kind]] = node.attributes.get("title") or SHOWN[kind]
    if kind == "hidden" and (node.attributes.get("autocomplete") or "").lower() in ("on", "off"):
        del node.attrs["autocomplete"]


def _mend_option(node: LexborNode) -> None:
    """An option is one line of text."""
    text = node.text().strip()
    if next(node.iter(), None) is not None or (not text and "label" not in node.attributes):
        for child in list(node.iter(include_text=True)):
            child.decompose()
        node.insert_child(text or "\N{NO-BREAK SPACE}")
        if not text:
            node.attrs["value"] = node.attributes.get("value") or ""


def _mend_options(node: LexborNode) -> None:
    node.attrs["label"] = node.attributes.get("label") or ""


def _mend_select(node: LexborNode) -> None:
    """One choice has one option selected; a choice is required only where the first option says so."""
    if "multiple" in node.attributes:
        return
    for option in node.css("option[selected]")[:-1]:
        del option.attrs["selected"]
    first = next((child for child in node.iter() if child.tag == "option"), None)
    is_place = first is not None and not (first.attributes.get("value", first.text()) or "").strip()
    if "required" in node.attributes and not is_place:
        del node.attrs["required"]


MENDERS = {
    "input": _mend_input,
    "meter": _mend_gauge,
    "optgroup": _mend_options,
    "option": _mend_option,
    "progress": _mend_gauge,
    "select": _mend_select,
}
