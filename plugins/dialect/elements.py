"""Names of HTML's elements, by how a browser's parser treats them.

See https://html.spec.whatwg.org/multipage/parsing.html and, for what only outdated pages use,
https://html.spec.whatwg.org/multipage/obsolete.html.
"""


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


VOID = _names("area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr")
# Begun in one block and not ended there, these go on in the next one.
FORMATTING = _names("a b big code em font i nobr s small strike strong tt u")
OUTDATED = _names(
    "acronym applet basefont bgsound big blink center dir font frame frameset isindex keygen listing marquee multicol "
    "nobr noembed noframes param plaintext rb rtc spacer strike tt xmp"
)
BLOCKS = _names(
    "address article aside blockquote center details dialog dir div dl dd dt fieldset figcaption figure footer form h1 "
    "h2 h3 h4 h5 h6 header hgroup hr li listing main menu nav ol p pre search section summary table tbody td tfoot th "
    "thead tr ul caption colgroup"
)
PHRASES = _names(
    "a abbr audio b bdi bdo button canvas cite code data datalist del dfn em embed i iframe img input ins kbd label "
    "map mark math meter noscript object output picture progress q rp rt ruby s samp script select slot small span "
    "strong sub sup svg template textarea time u var video wbr br"
)
OTHERS = _names("area base body col head html legend link meta optgroup option source style title track")
KNOWN = BLOCKS | PHRASES | OTHERS | OUTDATED
# What `</…>` of an outer element does not close without a word: https://html.spec.whatwg.org/#syntax-tag-omission
OPTIONAL_END = _names(
    "body caption colgroup dd dt head html li optgroup option p rb rp rt rtc tbody td tfoot th thead tr"
)
# Elements that end an open paragraph where they begin.
END_PARAGRAPH = BLOCKS - _names("caption colgroup dd dt li tbody td tfoot th thead tr") | {"p"}
# What ends what, up to which element: a row ends the row before it, in the same table.
SAME_CELL = _names("td th")
SAME_ROW = SAME_CELL | {"tr"}
SAME_PART = SAME_ROW | _names("caption colgroup tbody tfoot thead")
LISTS = _names("dir menu ol ul")
TABLE = frozenset(("table",))
ENDS = {
    "li": (frozenset(("li",)), LISTS),
    **dict.fromkeys(("dd", "dt"), (_names("dd dt"), frozenset(("dl",)))),
    **dict.fromkeys(SAME_CELL, (SAME_CELL, TABLE | {"tr"})),
    "tr": (SAME_ROW, TABLE),
    **dict.fromkeys(("caption", "colgroup", "tbody", "tfoot", "thead"), (SAME_PART, TABLE)),
    "option": (frozenset(("option",)), frozenset(("select", "datalist"))),
}
# Where an element has a meaning; elsewhere a list item is no item, and a row is dropped.
WITHIN = {
    "li": LISTS,
    **dict.fromkeys(("dd", "dt"), frozenset(("dl",))),
    **dict.fromkeys(SAME_PART, TABLE),
    **dict.fromkeys(SAME_CELL, TABLE | {"tr"}),
}
