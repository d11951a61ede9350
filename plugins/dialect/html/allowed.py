"""The elements, attributes and addresses of raw HTML that are published; everything else is removed.

In: the tree of a page. Out: the same tree; errors about removed parts that run or load something, and warnings about
others.
"""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from plugins.core.css_addresses import loaded_addresses
from plugins.dialect.html.addresses import leads_outside, read_address, runs_code
from plugins.dialect.source.elements import KNOWN, MATHML, PUBLISHED, REMOVED, SVG
from plugins.embeds import STYLE_URL, scripts

# https://html.spec.whatwg.org/#attributes-3, and obsolete ones that load nothing; `legacy_look.py` has replaced others.
ATTRIBUTES = frozenset(
    """
    abbr accept accept-charset accesskey action allow allowfullscreen allowtransparency alt as async autocapitalize
    autocomplete autofocus autoplay axis char charoff charset checked cite class codetype color cols colspan
    contenteditable controls coords crossorigin data datetime decoding default defer dir dirname disabled download
    draggable enctype enterkeyhint fetchpriority for form formaction formenctype formmethod formnovalidate formtarget
    frame headers height hidden high href hreflang id inert inputmode integrity is ismap itemid itemprop itemref
    itemscope itemtype kind label lang language link list loading loop low max maxlength media method min minlength
    mozallowfullscreen multiple muted name nohref nomodule novalidate open optimum part pattern placeholder playsinline
    popover popovertarget popovertargetaction poster preload readonly referrerpolicy rel required rev reversed role rows
    rowspan rules sandbox scope scoped selected shape size sizes span spellcheck src srclang srcset start step style
    summary tabindex target text title translate type usemap value webkitallowfullscreen width wrap xmlns
    """.split()  # noqa: SIM905 (words are easier to read than a list of strings)
)
# https://www.w3.org/TR/wai-aria-1.2/#state_prop_def
ARIA = frozenset(
    """
    activedescendant atomic autocomplete braillelabel brailleroledescription busy checked colcount colindex colspan
    controls current describedby description details disabled dropeffect errormessage expanded flowto grabbed haspopup
    hidden invalid keyshortcuts label labelledby level live modal multiline multiselectable orientation owns placeholder
    posinset pressed readonly relevant required roledescription rowcount rowindex rowspan selected setsize sort valuemax
    valuemin valuenow valuetext
    """.split()  # noqa: SIM905
)
MARKDOWN = "markdown"  # the attribute of Markdown's own extension
ADDRESSES = frozenset("action cite data formaction href poster src".split())  # noqa: SIM905
PICTURES = frozenset(("audio", "image", "img", "input", "source", "track", "video"))
DRAWINGS = {"svg": SVG, "math": MATHML}
FREE_ATTRIBUTE = re.compile(r"xlink:href|xml:(?:lang|space)|xmlns:\w+|[a-z][\w.-]*", re.I)
DRAWN_FILE = re.compile(r"(?<![\w-])url\(\s*[\"']?(?!#)", re.I)
CSS_COMMENT = re.compile(r"/\*.*?\*/", re.S)
CSS_ESCAPE = re.compile(r"\\(?:(?P<code>[0-9a-f]{1,6})\s?|(?P<letter>.))", re.I)
# Older browsers ignore these tags here, and so take the text between them for HTML.
TEXT_IN_SELECT = "select :is(iframe, script, style, textarea, xmp)"
UNSAFE_STYLE = re.compile(
    r"(?<![\w-])behavior\s*:|-moz-binding|expression\s*\(|javascript:"
    r"|(?:image(?:-set)?|src|cross-fade)\([^)]*[\"']\s*(?:\w+:)?//",
    re.I,
)
STYLE_IN_ADDRESS = re.compile(r"\s*data:text/", re.I)
UNSAFE = "a style runs code, or its spelling hides what it loads"

Found = tuple[str, str]  # a message, and the text in the source that it is about


def remove_unlisted(tree: LexborHTMLParser, is_scripted: bool = False) -> tuple[list[Found], list[Found]]:
    """Remove what is not listed; return errors and warnings, each once.

    A page that `is_scripted` keeps everything but unsafe addresses and styles.
    """
    errors, warnings, removed = [], [], []
    misread = {node.mem_id for node in tree.css(TEXT_IN_SELECT)}
    drawings: dict[int, str] = {}  # id of an element in a drawing or a formula → `svg` or `math`
    for node in tree.css("body *"):
        drawing = drawings.get(node.parent.mem_id) or (node.tag if node.tag in DRAWINGS else "")
        if drawing:
            drawings[node.mem_id] = drawing
        errors += _unsafe_attributes(node, drawing)
        if node.tag == "style" and (_is_unsafe_style(node.text()) or (drawing and "<" in node.text())):
            errors.append((UNSAFE, node.text().strip().partition("\n")[0]))
            removed.append((node, True))
        elif node.tag in ("base", "meta"):
            errors.append((f"<{node.tag}> has no place in a text", f"<{node.tag}"))
            removed.append((node, True))
        elif not is_scripted:
            if _is_listed(node, drawing) and node.mem_id not in misread:
                warnings += _unlisted_attributes(node, drawing)
                continue
            with_content = bool(drawing) or node.tag in (*REMOVED, "script") or node.mem_id in misread
            removed.append((node, with_content))
            if node.tag != "script" and (drawing or node.tag in KNOWN):
                warnings.append((f"<{node.tag}> is left out", f"<{node.tag}"))
    for node, with_content in reversed(removed):
        if with_content:
            node.decompose()
        else:
            node.unwrap(delete_empty=True)
    return list(dict.fromkeys(errors)), list(dict.fromkeys(warnings))


def _is_listed(node: LexborNode, drawing: str) -> bool:
    if drawing:
        return node.tag.lower() in DRAWINGS[drawing]
    if node.tag == "script":
        return not scripts.runs(node) or scripts.is_foreign(node.attrs.get("src") or "")
    return node.tag in PUBLISHED or "-" in node.tag


def _unsafe_attributes(node: LexborNode, drawing: str) -> Iterator[Found]:
    """Remove each attribute that runs code or hides what it loads, and spell addresses as a browser reads them."""
    for name, value in node.attributes.items():
        value = value or ""
        message = ""
        if name in ADDRESSES or name.endswith(":href"):
            address = read_address(value)
            if address != value:
                node.attrs[name] = address
            message = _problem_of_address(node, name, address, drawing)
        elif name == "srcset" and "\\" in value:
            node.attrs[name] = value.replace("\\", "/")
        elif name == "style":
            message = UNSAFE if _is_unsafe_style(value) else ""
        elif drawing and name.lower() == "attributename" and value.strip().lower().endswith("href"):
            message = f"<{node.tag}> may not change an address"
        elif drawing and DRAWN_FILE.search(_read_style(value)):
            message = f"'{name}' of a drawing may name a part of it alone, such as 'url(#part)'"
        if message:
            del node.attrs[name]
            yield message, f"<{node.tag}" if name.lower() == "attributename" else value.strip()


def _problem_of_address(node: LexborNode, name: str, address: str, drawing: str) -> str:
    if runs_code(address, node.tag in PICTURES):
        return f"a link may not run code: '{address if len(address) <= 80 else f'{address[:77]}…'}'"
    is_link = node.tag == "a" or drawing == "math"
    if drawing and not is_link and leads_outside(address) and not address.lower().startswith("data:image/"):
        return f"'{name}' of <{node.tag}> leads out of this site, which no drawing may"
    return ""


def _unlisted_attributes(node: LexborNode, drawing: str) -> Iterator[Found]:
    """Remove attributes that are not listed."""
    for name in node.attributes:
        is_code = name.startswith("on") or name == "srcdoc"  # reported as a script
        if drawing or "-" in node.tag:  # an element of an author's own may have any attribute
            is_listed = FREE_ATTRIBUTE.fullmatch(name) is not None
        else:
            prefix, _, rest = name.partition("-")
            is_listed = name in ATTRIBUTES or (prefix == "data" and rest) or (prefix == "aria" and rest in ARIA)
        if is_code or not is_listed:
            del node.attrs[name]
            if not (is_code or drawing or name == MARKDOWN):
                yield f"<{node.tag}> has no attribute '{name}', which is left out", f"{name}="


def _is_unsafe_style(style: str) -> bool:
    """Whether a style runs code, or hides an address that it loads in comments or escapes."""
    read = _read_style(style)
    hidden = set(STYLE_URL.findall(read)) - set(STYLE_URL.findall(style))
    is_elsewhere = any(address == "?" or STYLE_IN_ADDRESS.match(address) for address, _ in loaded_addresses(style))
    return bool(hidden) or is_elsewhere or UNSAFE_STYLE.search(read) is not None


def _read_style(style: str) -> str:
    """The style without comments and escapes, as a browser reads it."""
    return CSS_ESCAPE.sub(_unescape, CSS_COMMENT.sub("", style))


def _unescape(match: re.Match) -> str:
    code = int(match["code"] or "0", 16)
    return match["letter"] or (chr(code) if 0 < code < 0x110000 else "")
