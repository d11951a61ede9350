"""Headings and first lines of a page: one `h1`, the title, the sentence that describes it.

In: the tree of a text. Out: the same tree with one first heading; texts in plain characters.
"""

from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from plugins.dialect.outdated import rename
from plugins.dialect.page.entries import add_class, line_text

HEADINGS = "h1, h2, h3, h4, h5, h6"
SHORTEST_SENTENCE = 60  # characters: below, a paragraph is a line of contact or a caption


@dataclass(frozen=True)
class Heading:
    """A heading's `rank` from 1, its `id` and its `text`."""

    rank: int
    id: str
    text: str


def drop_comments(tree: LexborHTMLParser) -> None:
    """Comments that only the tree shows, within raw HTML, are not published either."""
    for node in [node for node in tree.body.traverse(include_text=True) if node.is_comment_node]:
        node.remove()


def one_first_heading(tree: LexborHTMLParser) -> None:
    """Where a page has several headings of the first rank, the second and all that follow it go down a rank."""
    others = tree.css("h1")[1:]
    if not others:
        return
    headings = tree.css("h1, h2, h3, h4, h5")
    begin = [node.mem_id for node in headings].index(others[0].mem_id)
    for node in headings[begin:]:
        lower = tree.create_node(f"h{int(node.tag[1]) + 1}")
        for name, value in node.attributes.items():
            lower.attrs[name] = value or ""
        lower.inner_html = node.inner_html
        node.replace_with(lower, move=True)


def even_ranks(tree: LexborHTMLParser) -> None:
    """Below a heading stands none that is more than one rank lower; what is moved up keeps the look of its rank.

    The page's title is the first heading, in the text or above it.
    """
    outer = [1]
    for node in tree.css(HEADINGS):
        written = int(node.tag[1])
        while outer and outer[-1] >= written:
            outer.pop()
        outer.append(written)
        if len(outer) < written:
            add_class(node, f"rank-{written}")
            rename(tree, node, f"h{len(outer)}")


def first_heading(tree: LexborHTMLParser) -> LexborNode | None:
    return tree.css_first(HEADINGS)


def first_sentence(tree: LexborHTMLParser) -> str:
    """The first paragraph of prose, else the longest one."""
    paragraphs = [(line_text(node), node.css_first("svg.icon") is None) for node in tree.css("p")]
    prose = (text for text, is_prose in paragraphs if is_prose and len(text) >= SHORTEST_SENTENCE)
    return next(prose, max((text for text, _ in paragraphs), key=len, default=""))


def lift_heading(tree: LexborHTMLParser, anywhere: bool) -> tuple[str, str] | None:
    """Take out the first heading if it is of the first rank and begins the text, or stands `anywhere`.

    Returns its id and its HTML, for the template to show, or None.
    """
    heading = first_heading(tree)
    if heading is None or heading.tag != "h1" or not (anywhere or _begins(heading)):
        return None
    if not anywhere and set(heading.attributes) - {"id"}:
        return None  # it has a look of its own, which the template would not know
    lifted = heading.attrs.get("id") or "", heading.inner_html.strip()
    heading.decompose()
    return lifted


def _begins(heading: LexborNode) -> bool:
    node = heading.prev
    while node is not None and node.is_text_node and not node.text().strip():
        node = node.prev
    return node is None and heading.parent.tag == "body"


def headings(tree: LexborHTMLParser) -> tuple[Heading, ...]:
    """What a table of contents lists: headings of the second and third rank."""
    found = ((int(node.tag[1]), node.attrs.get("id") or "", line_text(node)) for node in tree.css("h2[id], h3[id]"))
    return tuple(Heading(rank, identifier, text) for rank, identifier, text in found if text)


def ids(tree: LexborHTMLParser) -> frozenset[str]:
    return frozenset(node.attrs["id"] for node in tree.css("[id]") if node.attrs["id"])
