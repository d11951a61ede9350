"""The names of HTML's elements: how a browser's parser treats them, and which of them are published.

See https://html.spec.whatwg.org/multipage/parsing.html and, for obsolete elements,
https://html.spec.whatwg.org/multipage/obsolete.html.
"""


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


VOID = _names("area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr")
# A browser opens these again if an element around them ended first.
FORMATTING = _names("a b big code em font i nobr s small strike strong tt u")
# Browsers still show these.
OBSOLETE = _names("acronym big blink center dir font listing nobr rb rtc strike tt xmp")
BLOCKS = _names(
    "address article aside blockquote center details dialog dir div dl dd dt fieldset figcaption figure footer form h1 "
    "h2 h3 h4 h5 h6 header hgroup hr li listing main menu nav ol p pre search section summary table tbody td tfoot th "
    "thead tr ul caption colgroup"
)
PHRASES = _names(
    "a abbr audio b bdi bdo br button canvas cite code data datalist del dfn em embed i iframe img input ins kbd label "
    "map mark math meter object output picture progress q rp rt ruby s samp script select small span strong sub sup "
    "svg textarea time u var video wbr"
)
PARTS = _names("area col legend link optgroup option source style track")
# Removed with their content: they load or hide something, or have a meaning only in the head.
REMOVED = _names(
    "applet base basefont bgsound frame frameset keygen meta noembed noframes noscript param template title"
)
# Replaced by their content: nothing moves, and a page already has a `<main>`.
UNWRAPPED = _names("body head html isindex main marquee multicol plaintext slot spacer")
PUBLISHED = (BLOCKS | PHRASES | PARTS | OBSOLETE) - UNWRAPPED
KNOWN = PUBLISHED | REMOVED | UNWRAPPED
# Elements that may lack their end tag: https://html.spec.whatwg.org/#syntax-tag-omission
OPTIONAL_END = _names(
    "body caption colgroup dd dt head html li optgroup option p rb rp rt rtc tbody td tfoot th thead tr"
)
# Elements that are only valid inside one of these.
WITHIN = {
    "area": ("map",),
    **dict.fromkeys(("caption", "colgroup", "tbody", "tfoot", "thead", "tr"), ("table",)),
    **dict.fromkeys(("td", "th"), ("table", "tr")),
    **dict.fromkeys(("dd", "dt"), ("dl",)),
    "figcaption": ("figure",),
    "legend": ("fieldset", "optgroup"),
    "li": ("ul", "ol", "menu", "dir"),
    "option": ("select", "datalist"),
    **dict.fromkeys(("rp", "rt"), ("ruby",)),
    "source": ("picture", "video", "audio"),
    "summary": ("details",),
    "track": ("video", "audio"),
}
# Elements of drawings and formulas that neither run code, nor load anything, nor contain HTML.
SVG = _names(
    "a animate animatemotion animatetransform circle clippath defs desc ellipse feblend fecolormatrix "
    "fecomponenttransfer fecomposite feconvolvematrix fediffuselighting fedisplacementmap fedistantlight fedropshadow "
    "feflood fefunca fefuncb fefuncg fefuncr fegaussianblur feimage femerge femergenode femorphology feoffset "
    "fepointlight fespecularlighting fespotlight fetile feturbulence filter g image line lineargradient marker mask "
    "metadata mpath path pattern polygon polyline radialgradient rect set stop style svg switch symbol text textpath "
    "title tspan use view"
)
MATHML = _names(
    "annotation maction math menclose merror mfenced mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts "
    "mroot mrow ms mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover none semantics"
)
