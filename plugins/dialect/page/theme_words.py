"""Say in the language of a text what Markdown's extensions say in English.

Input: the tree of a page. Output: the same tree with titles of notes, and links back from footnotes, in that language.
"""

import re

from selectolax.lexbor import LexborHTMLParser

from plugins.core.locales import Locale

NUMBER = re.compile(r"\d+")


def translate(tree: LexborHTMLParser, locale: Locale) -> None:
    """Replace the titles that are the English name of the kind of a note, which nobody wrote."""
    if locale.lang.partition("-")[0] == "en":
        return
    for title in tree.css(".admonition > .admonition-title, details[class] > summary"):
        name = title.text().strip()
        kinds = (title.parent.attrs.get("class") or "").split()
        if name.lower() in kinds and f"notes.{name.lower()}" in locale.words:
            title.inner_html = locale.word(f"notes.{name.lower()}")
    for link in tree.css("a.footnote-backref[title]"):
        number = NUMBER.search(link.attrs["title"] or "")
        link.attrs["title"] = locale.word("texts.footnote_back", number=number[0] if number else "")
