"""Small changes to the tree of a page: pictures for one color scheme, figures, wide code."""

from selectolax.lexbor import LexborHTMLParser

from plugins.dialect.page.nodes import add_class

# Characters: a longer line of code scrolls on a phone, and at a zoom of 400 %.
FITTING = 36
SCHEMES = {
    "#only-light": "only-light",
    "#only-dark": "only-dark",
    "#gh-light-mode-only": "only-light",
    "#gh-dark-mode-only": "only-dark",
}


def mark_color_schemes(tree: LexborHTMLParser) -> None:
    """Turn the end of `picture.png#only-dark` into a class."""
    for picture in tree.css("img[src*='-only'], img[src*='#only-']"):
        address, hash_character, fragment = (picture.attrs["src"] or "").partition("#")
        if name := SCHEMES.get(hash_character + fragment):
            picture.attrs["src"] = address
            add_class(picture, name)


def drop_breaks_in_figures(tree: LexborHTMLParser) -> None:
    """Remove the line breaks between pictures and their captions."""
    for line_break in tree.css("figure > br"):
        line_break.decompose()


def make_wide_code_focusable(tree: LexborHTMLParser) -> None:
    """Let visitors scroll wide code by keyboard."""
    for block in tree.css("pre:not([tabindex])"):
        if max(map(len, block.text().splitlines()), default=0) > FITTING:
            block.attrs["tabindex"] = "0"


def drop_markdown_attributes(tree: LexborHTMLParser) -> None:
    """Remove the attribute `markdown` from elements in which Markdown does not look for it."""
    for node in tree.css("[markdown]"):
        del node.attrs["markdown"]
