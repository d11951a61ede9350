"""The headings of a page, its table of contents and the sentence that describes it.

Input: the tree of a page. Output: the same tree with one `h1`; plain text.
"""

from collections.abc import Callable
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from plugins.dialect.page.nodes import add_class, line_text

HEADINGS = "h1, h2, h3, h4, h5, h6"
SHORTEST_SENTENCE = 60  # characters: a shorter paragraph is most likely a line of contacts or a caption


@dataclass(frozen=True)
class Heading:
    """A heading's `rank` from 1, its `id` and its `text`."""

    rank: int
    id: str
    text: str


def drop_comments(tree: LexborHTMLParser) -> None:
    """Remove comments that raw HTML has left in the tree."""
    for node in [node for node in tree.body.traverse(include_text=True) if node.is_comment_node]:
        node.remove()


def one_first_heading(tree: LexborHTMLParser) -> None:
    """Where a page has several `h1`, lower the second and all headings after it by one rank."""
    others = tree.css("h1")[1:]
    if not others:
        return
    headings = tree.css("h1, h2, h3, h4, h5")
    begin = [node.mem_id for node in headings].index(others[0].mem_id)
    for node in headings[begin:]:
        rename(tree, node, f"h{int(node.tag[1]) + 1}")


def even_ranks(tree: LexborHTMLParser) -> None:
    """Raise headings that skip a rank; they keep the look of the rank that the author wrote.

    The first rank is that of the page's title, which is in the tree or above it.
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


def rename(tree: LexborHTMLParser, node: LexborNode, name: str) -> None:
    """Give an element another name."""
    renamed = tree.create_node(name)
    for attribute, value in node.attributes.items():
        renamed.attrs[attribute] = value or ""
    renamed.inner_html = node.inner_html
    node.replace_with(renamed, move=True)


def first_heading(tree: LexborHTMLParser) -> LexborNode | None:
    return tree.css_first(HEADINGS)


def first_paragraph(tree: LexborHTMLParser) -> LexborNode | None:
    """The first paragraph of prose, or else the longest paragraph."""
    paragraphs = [(node, len(line_text(node))) for node in tree.css("p")]
    prose = (node for node, length in paragraphs if length >= SHORTEST_SENTENCE and not node.css_first("svg.icon"))
    longest = max(paragraphs, key=lambda paragraph: paragraph[1], default=(None, 0))
    return next(prose, longest[0])


def lift_heading(tree: LexborHTMLParser, anywhere: bool) -> tuple[str, str] | None:
    """Remove the first heading if it is an `h1` at the start of the tree, or `anywhere`.

    Return its id and its HTML, which the template shows, or None.
    """
    heading = first_heading(tree)
    if heading is None or heading.tag != "h1" or not (anywhere or _begins(heading)):
        return None
    if not anywhere and set(heading.attributes) - {"id"}:
        return None  # the template would drop its attributes
    lifted = heading.attrs.get("id") or "", heading.inner_html.strip()
    heading.decompose()
    return lifted


def _begins(heading: LexborNode) -> bool:
    node = heading.prev
    while node is not None and node.is_text_node and not node.text().strip():
        node = node.prev
    return node is None and heading.parent.tag == "body"


def table_of_contents(tree: LexborHTMLParser, text_of: Callable[[LexborNode], str]) -> tuple[Heading, ...]:
    """The headings of the second and third rank; `text_of` gives the text of one."""
    found = ((int(node.tag[1]), node.attrs.get("id") or "", text_of(node)) for node in tree.css("h2[id], h3[id]"))
    return tuple(Heading(rank, identifier, text) for rank, identifier, text in found if text)


def all_ids(tree: LexborHTMLParser) -> frozenset[str]:
    return frozenset(node.attrs["id"] for node in tree.css("[id]") if node.attrs["id"])
