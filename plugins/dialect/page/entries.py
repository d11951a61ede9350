"""Portrait and logos: a picture with `align` in a heading or a first line floats beside its entry.

Input: the tree of a page. Output: the same tree, where such a picture is before its line, with its size in pixels, and
`<div class="entry">` wraps the blocks of an entry, so that a logo ends inside its entry.
"""

from selectolax.lexbor import LexborHTMLParser, LexborNode

from plugins.core.css import declarations, in_pixels, pixels
from plugins.dialect.page.nodes import add_class, line_text

# The sizes of text in Material for MkDocs, in pixels, to which the `em` of an author refers.
TEXT = 16.0
EM = {"h1": 32.0, "h2": 25.0, "h3": 20.0, "h4": 16.0, "h5": 12.8, "h6": 12.8}
HEADINGS = tuple(EM)
PLACEHOLDERS = {"", "image title"}
LONGEST_LINE = 600  # characters: longer paragraphs are prose below a bold line, not lines of an entry


def arrange_entries(tree: LexborHTMLParser) -> None:
    """Float the portrait and the logos of the page, and wrap its entries."""
    for picture in tree.css("img[align]"):
        line = _line_of(picture)
        if picture.attrs.get("align") not in ("left", "right"):
            continue
        side = picture.attrs["align"]
        del picture.attrs["align"]
        _size_in_pixels(picture, EM.get(line.tag, TEXT) if line else TEXT)
        if line is None or not line_text(line):
            add_class(picture, f"align-{side}")
            continue
        if (picture.attrs.get("alt") or "").strip().lower() in PLACEHOLDERS:
            picture.attrs["alt"] = _name_in_line(line)
        is_portrait = line.tag == "h1"
        add_class(picture, "portrait" if is_portrait else "logo")
        if side == "left":
            add_class(picture, "at-start")
        link = picture.parent if picture.parent.tag == "a" else picture
        line.insert_before(link, move=True)
        _trim_end(line)
        if not is_portrait:
            _wrap_entry(tree, link, line)
    wrap_titled(tree)


def wrap_titled(tree: LexborHTMLParser) -> None:
    """Wrap a line that is all bold with the lines after it: the title, authors and venue of a publication."""
    for paragraph in tree.css("body > p, .tab > p, div:not(.entry):not(.admonition) > p"):
        if not {"entry", "grid"}.isdisjoint((paragraph.parent.attrs.get("class") or "").split()):
            continue
        if not _is_title(paragraph):
            continue
        lines = [paragraph, *_following_lines(paragraph)]
        if len(lines) == 1 or any(len(line.text()) > LONGEST_LINE for line in lines):
            continue
        entry = tree.create_node("div")
        entry.attrs["class"] = "entry"
        paragraph.insert_before(entry, move=True)
        for line in lines:
            entry.insert_child(line, move=True)


def _is_title(paragraph: LexborNode) -> bool:
    bold = paragraph.css_first("strong, b")
    return bold is not None and line_text(bold) == line_text(paragraph) != ""


def _following_lines(paragraph: LexborNode) -> list[LexborNode]:
    lines, node = [], paragraph.next
    while node is not None and (node.tag == "p" or (node.is_text_node and not node.text().strip())):
        if node.tag == "p":
            if _is_title(node):
                break
            lines.append(node)
        node = node.next
    return lines


def _size_in_pixels(picture: LexborNode, em: float) -> None:
    """Turn width and height in a floated picture's style into attributes; the theme places it, so drop its margins."""
    style = declarations(picture.attrs.get("style") or "")
    for side in ("width", "height"):
        length = pixels(style.pop(side, None) or picture.attrs.get(side), em)
        if length:
            picture.attrs[side] = str(length)
    others = {name: in_pixels(value, em) for name, value in style.items() if not name.startswith(("margin", "float"))}
    if others:
        picture.attrs["style"] = "; ".join(f"{name}: {value}" for name, value in others.items())
    elif "style" in picture.attrs:
        del picture.attrs["style"]


def _name_in_line(line: LexborNode) -> str:
    """The text that a line begins with in bold, or else all of it."""
    first = next((node for node in line.iter(include_text=True) if node.text().strip()), None)
    node = first if first is not None and first.tag in ("strong", "b") else line
    return line_text(node)


def _trim_end(line: LexborNode) -> None:
    """Remove the white space that a picture leaves at the end of its line."""
    last = line.last_child
    if last is not None and last.is_text_node and last.text() != last.text().rstrip():
        last.replace_with(last.text().rstrip())


def _line_of(picture: LexborNode) -> LexborNode | None:
    node = picture.parent
    while node is not None and node.tag not in (*HEADINGS, "p", "body", "li", "td", "figure"):
        node = node.parent
    return node if node is not None and node.tag in (*HEADINGS, "p") else None


def _wrap_entry(tree: LexborHTMLParser, picture: LexborNode, line: LexborNode) -> None:
    entry = tree.create_node("div")
    entry.attrs["class"] = "entry"
    picture.insert_before(entry, move=True)
    level = HEADINGS.index(line.tag) if line.tag in HEADINGS else len(HEADINGS)
    nodes, node = [picture, line], line.next
    while node is not None and not _ends_entry(node, level):
        nodes.append(node)
        node = node.next
    for node in nodes:
        entry.insert_child(node, move=True)


def _ends_entry(node: LexborNode, level: int) -> bool:
    if node.tag in (*HEADINGS, "p") and node.css_first("img[align]") is not None:
        return True  # it begins an entry of its own
    if node.tag in HEADINGS:
        return HEADINGS.index(node.tag) <= level
    return node.tag == "hr" or (level == len(HEADINGS) and node.tag in ("div", "table", "section"))
