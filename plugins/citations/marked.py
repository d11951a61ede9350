"""Texts of citations and references before they are HTML: private characters stand for what is not text.

A style's processor changes letters and punctuation of what it is given, and knows nothing of HTML. So it gets and
returns characters; everything else is escaped.
"""

import re
from collections.abc import Callable
from html import escape

from markupsafe import Markup

# Emphasis: an opening and a closing mark each
ITALIC, BOLD, RAISED, LOWERED = (chr(0xE200 + 2 * place) for place in range(4))
TAGS = dict(zip((ITALIC, BOLD, RAISED, LOWERED), ("i", "b", "sup", "sub"), strict=True))
ELEMENTS = str.maketrans(
    {opening: f"<{tag}>" for opening, tag in TAGS.items()}
    | {chr(ord(opening) + 1): f"</{tag}>" for opening, tag in TAGS.items()}
)
TITLE, END_OF_TITLE = "\ue210", "\ue211"
NUMBER = "\ue212"  # of a reference in its list
NOBODY = "\ue213"  # in the place of authors whom the sentence names
NUMBERS = "\ue214"  # before those of a locator
END_OF_CITE = "\ue215"
FIRST_CITE, FIRST_PREFIX, FIRST_SUFFIX = 0xE300, 0xE400, 0xE500  # by the number of a cite in its citation
MOST = 0x100  # cites in one citation
CITES = f"{chr(FIRST_CITE)}-{chr(FIRST_SUFFIX + MOST - 1)}{END_OF_CITE}"  # for a set of characters
LINK = "\ue600"

MARK = re.compile("[\ue200-\ue5ff]")
TITLED = re.compile(f"{TITLE}([^{END_OF_TITLE}]*){END_OF_TITLE}")
OPENINGS, CLOSINGS = "".join(TAGS), "".join(chr(ord(opening) + 1) for opening in TAGS)
LABEL = re.compile(rf"[{OPENINGS}]*[\[(]?{NUMBER}[\]).,:{CLOSINGS}]*")
ADDRESS = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;)\]]")
NOBODY_IS = re.compile(rf"{NOBODY}[,.:]?\s*")


def emphasized(opening: str) -> Callable[[object], str]:
    """A function that puts the marks of an emphasis around a text."""
    return lambda text: f"{opening}{text}{chr(ord(opening) + 1)}"


def plain(marked: str) -> str:
    return MARK.sub("", marked).strip()


def emphasis_to_html(marked: str) -> str:
    """The HTML of a text, in which the marks of cites stay."""
    return escape(re.sub("[\ue210-\ue214]", "", marked), quote=False).translate(ELEMENTS)


def to_html(marked: str) -> Markup:
    """The HTML of a reference; addresses become links."""
    html = emphasis_to_html(marked)
    return Markup(ADDRESS.sub(r'<a href="\g<0>">\g<0></a>', html))


def reference_html(marked: str, title: str, title_html: str, url: str) -> Markup:
    """The HTML of a reference without its number: its title, the plain text of `title_html`, leads to `url`, if any."""
    written = without_label(marked)
    match = TITLED.search(written)
    if match is None:
        return to_html(written)
    shown = Markup(title_html) if match[1] == title else to_html(match[1])
    link = Markup('<a class="title" href="{}">{}</a>').format(url, shown) if url else shown
    return Markup(str(to_html(TITLED.sub(LINK, written, count=1))).replace(LINK, link))


def without_label(marked: str) -> str:
    """A reference without the number that its list gives it."""
    return LABEL.sub("", marked, count=1).strip()


def label_of(marked: str, number: int) -> str:
    """How a list numbers the reference, as in `[1]` or `1.`; empty in a list without numbers."""
    found = LABEL.search(marked)
    return plain(found[0].replace(NUMBER, str(number))) if found else ""
