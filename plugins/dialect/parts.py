"""Elements that hold parts of certain kinds: each part in its place, no holder without what it needs.

In: the tree of a text. Out: the same tree, valid and looking as before.
"""

from selectolax.lexbor import LexborHTMLParser, LexborNode

from plugins.dialect.nesting import plain
from plugins.dialect.outdated import is_foreign, rename
from plugins.dialect.values import means_something

# What has a meaning in certain parents only.
PLACES = {
    "area": "map area[href]",
    "figcaption": "figure > figcaption",
    "legend": "fieldset > legend, optgroup > legend",
    "optgroup": "select > optgroup",
    "option": "select > option, optgroup > option, datalist option",
    "rb": "ruby > rb",
    "rp": "ruby > rp",
    "rt": "ruby > rt",
    "rtc": "ruby > rtc",
    "source": "picture > source[srcset], audio:not([src]) > source[src], video:not([src]) > source[src]",
    "summary": "details > summary",
    "track": "audio > track[src], video > track[src]",
}
UNSEEN = frozenset(("area", "rp", "source", "track"))  # where they have no meaning, a browser shows nothing
# These have no meaning without something.
NEEDS = {
    "bdo": "bdo[dir]",
    "data": "data[value]",
    "map": "map[name]",
    "object": "object[data]",
    "picture": "picture:has(> img)",
    "ruby": "ruby:has(> rt)",
}
# The first of a kind stands first; where there are more, the others are plain.
FIRST = {"details": "summary", "fieldset": "legend"}
HOLD = {
    "colgroup": frozenset(("col",)),
    "datalist": frozenset(("option",)),
    "optgroup": frozenset(("option", "legend")),
    "picture": frozenset(("source", "img")),
    "select": frozenset(("option", "optgroup", "hr")),
}
MENDED = ", ".join({**PLACES, **NEEDS, **FIRST, **HOLD})


def mend(tree: LexborHTMLParser) -> None:
    """Mend parts, then what holds them."""
    there = {node.tag for node in tree.css(MENDED)}
    for name in there & HOLD.keys():
        for holder in tree.css(name):
            _keep_parts(holder)
    for name, place in {**NEEDS, **PLACES}.items():
        if name in there:
            _mend_misplaced(tree, name, place)
    for name in there & FIRST.keys():
        for holder in tree.css(name):
            _put_first(tree, holder, FIRST[name])
    _mend_others(tree)


def _keep_parts(holder: LexborNode) -> None:
    """What a browser shows nowhere in a holder is left out; what it shows beside a picture goes there."""
    for child in list(holder.iter(include_text=True)):
        if child.tag in HOLD[holder.tag] or is_blank(child):
            continue
        if holder.tag == "picture":
            holder.insert_before(child, move=True)
        else:
            child.decompose()


def _mend_misplaced(tree: LexborHTMLParser, name: str, place: str) -> None:
    right = {node.mem_id for node in tree.css(place)}
    for node in tree.css(name):
        if node.mem_id in right or is_foreign(node):
            continue
        if name in UNSEEN:
            node.decompose()
        else:
            plain(tree, node)


def _put_first(tree: LexborHTMLParser, holder: LexborNode, name: str) -> None:
    parts = [child for child in holder.iter() if child.tag == name]
    if not parts and name == "summary":
        parts = [tree.create_node(name)]
        parts[0].inner_html = "Details"
    for other in parts[1:]:
        plain(tree, other)
    if parts:
        put_first(holder, parts[0])


def put_first(holder: LexborNode, part: LexborNode) -> None:
    """Move a part to the begin of its holder, if only white space is not before it anyhow."""
    first = next((node for node in holder.iter(include_text=True) if not is_blank(node)), None)
    if first is None:
        holder.insert_child(part, move=True)
    elif first.mem_id != part.mem_id:
        first.insert_before(part, move=True)


def is_blank(node: LexborNode) -> bool:
    return node.is_text_node and not node.text().strip()


def _mend_others(tree: LexborHTMLParser) -> None:
    for main in tree.css("main, hgroup"):  # the page has its own
        rename(tree, main, "div")
    for slot in tree.css("slot"):
        plain(tree, slot)
    for player in tree.css("audio, picture, video"):
        for part in reversed([*player.css("source"), *player.css("track")]):
            put_first(player, part)
    for places in tree.css("map[id]"):
        if places.attrs["id"] != places.attrs["name"]:
            del places.attrs["id"]
    for area in tree.css("area:not([alt])"):
        area.attrs["alt"] = ""
    for time in tree.css("time:not([datetime])"):
        if next(time.iter(), None) is not None or not means_something("time", "datetime", time.text()):
            plain(tree, time)
    for figure in tree.css("figure"):
        _mend_figure(tree, figure)
    for frame in tree.css("iframe"):
        frame.inner_html = ""


def _mend_figure(tree: LexborHTMLParser, figure: LexborNode) -> None:
    """Its caption is its first part or its last."""
    parts = [part for part in figure.iter(include_text=True) if not is_blank(part)]
    captions = [part for part in parts if part.tag == "figcaption"]
    right = next((part.mem_id for part in captions if part.mem_id in (parts[0].mem_id, parts[-1].mem_id)), None)
    for caption in captions:
        if caption.mem_id != right:
            plain(tree, caption)
