"""What may stand in what: HTML's content models, as far as raw HTML breaks them.

See https://html.spec.whatwg.org/multipage/dom.html#content-models. Styles are those of a browser's own style sheet.
"""

from plugins.dialect.elements import KNOWN, PHRASES

RANKS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
# Their content is what their parent may hold.
TRANSPARENT = frozenset(("a", "audio", "canvas", "del", "ins", "map", "noscript", "object", "slot", "video"))
# They hold lines of text, no blocks; a heading may stand in the last two.
LINES = PHRASES - TRANSPARENT | RANKS | {"p", "pre", "summary", "legend"}
HOLD_HEADINGS = frozenset(("summary", "legend"))
# They have parts of their own, or none, which other rules see to.
CLOSED = frozenset(
    ("datalist", "iframe", "math", "picture", "script", "select", "style", "svg", "template", "textarea")
)
# No blocks, but parts of what may stand in a line.
PARTS_OF_PHRASES = frozenset(("area", "base", "link", "meta", "optgroup", "option", "param", "source", "track"))
BLOCKS = KNOWN - PHRASES - PARTS_OF_PHRASES - CLOSED
# Around blocks these become blocks with the same look; in any other element of a line the block becomes a line.
INLINE = {
    "b": {"font-weight": "bolder"},
    "strong": {"font-weight": "bolder"},
    "i": {"font-style": "italic"},
    "em": {"font-style": "italic"},
    "u": {"text-decoration": "underline"},
    "s": {"text-decoration": "line-through"},
    "small": {"font-size": "smaller"},
    "code": {"font-family": "monospace"},
    "span": {},
}
# How blocks look that have to be lines.
LOOKS = {
    "blockquote": {"display": "block", "margin-inline": "40px"},
    "caption": {"display": "table-caption", "text-align": "center"},
    "col": {"display": "table-column"},
    "colgroup": {"display": "table-column-group"},
    "dd": {"display": "block", "margin-inline-start": "40px"},
    "dt": {"display": "block", "font-weight": "bolder"},
    "hr": {"display": "block", "border-block-start": "1px solid"},
    "li": {"display": "list-item"},
    "menu": {"display": "block", "list-style": "disc", "padding-inline-start": "40px"},
    "ol": {"display": "block", "list-style": "decimal", "padding-inline-start": "40px"},
    "pre": {"display": "block", "font-family": "monospace", "white-space": "pre"},
    "rt": {"font-size": "smaller"},
    "table": {"display": "table"},
    "tbody": {"display": "table-row-group"},
    "td": {"display": "table-cell"},
    "tfoot": {"display": "table-footer-group"},
    "th": {"display": "table-cell", "font-weight": "bolder", "text-align": "center"},
    "thead": {"display": "table-header-group"},
    "tr": {"display": "table-row"},
    "ul": {"display": "block", "list-style": "disc", "padding-inline-start": "40px"},
}
# What an element must not hold, however deep.
_SECTIONS = frozenset(("article", "aside", "footer", "header", "nav", "section"))
BANNED = {
    "a": frozenset(("a", "button", "dialog", "label")),
    "address": RANKS | _SECTIONS | {"address"},
    "audio": frozenset(("audio", "video")),
    "button": frozenset(("a", "button", "dialog", "label")),
    "caption": frozenset(("table",)),
    "dfn": frozenset(("dfn",)),
    "dt": RANKS | _SECTIONS,
    "footer": frozenset(("footer", "header")),
    "form": frozenset(("form",)),
    "header": frozenset(("footer", "header")),
    "label": frozenset(("label",)),
    "meter": frozenset(("meter",)),
    "noscript": frozenset(("noscript",)),
    "progress": frozenset(("progress",)),
    "th": RANKS | _SECTIONS,
    "video": frozenset(("audio", "video")),
}
# What a reader works with, which no link and no button may hold.
CONTROLS = (
    "input:not([type=hidden]), select, textarea, iframe, embed, details, audio[controls], video[controls], "
    "object[usemap]"
)
