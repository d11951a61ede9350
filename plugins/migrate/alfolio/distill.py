"""Elements of Distill, in which al-folio's posts of that layout are written, as Markdown.

In: the text of a document, without Liquid. Out: the same with footnotes, formulas and links.
"""

import re
from collections.abc import Callable

CITE = re.compile(r"<d-cite\s+(?:bibtex-)?key=[\"'](?P<keys>[^\"'<>]+)[\"']\s*>(?:\s*</d-cite>)?", re.I)
FOOTNOTE = re.compile(r"<d-footnote>(?P<words>.*?)</d-footnote>", re.I | re.S)
MATH = re.compile(r"<d-math(?P<block>\s+block)?\s*>(?P<formula>.*?)</d-math>", re.I | re.S)
LANGUAGE = r"(?:\s+language=[\"'](?P<language>\w+)[\"'])?"
CODE = re.compile(rf"<d-code(?:\s+block)?{LANGUAGE}[^<>]*>\n?(?P<code>.*?)</d-code>", re.I | re.S)
BLOCK = re.compile(r"[ \t]*</?d-(?:appendix|footnote-list|citation-list|article|figure)[^<>]*>[ \t]*", re.I)


def translate_distill(text: str, cite: Callable[[str], str | None]) -> str:
    """`cite` makes links of keys, or returns None if it does not know one: they are shown as they are."""
    if "</d-" not in text:
        return text
    notes: list[str] = []

    def footnote(match: re.Match) -> str:
        notes.append(" ".join(match["words"].split()))
        return f"[^d{len(notes)}]"

    def keys(match: re.Match) -> str:
        written = " ".join(part.strip() for part in match["keys"].split(","))
        return cite(written) or f"({written.replace(' ', ', ')})"

    text = CODE.sub(lambda match: f"\n``` {match['language'] or 'text'}\n{match['code'].rstrip()}\n```\n", text)
    text = MATH.sub(
        lambda match: f"$${match['formula']}$$" if match["block"] else f"${match['formula'].strip()}$", text
    )
    text = FOOTNOTE.sub(footnote, CITE.sub(keys, BLOCK.sub("", text)))
    defined = "\n".join(f"[^d{number}]: {words}" for number, words in enumerate(notes, 1))
    return f"{text.rstrip()}\n\n{defined}\n" if notes else text
