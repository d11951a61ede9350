"""Markdown for citations, as pandoc reads it: `[see @key, p. 3; -@other]`, and `@key [p. 3]` in a sentence.

Input: the text of a paragraph, in which Markdown has replaced code, links and tags. Output: `<vita-citation>`, which
holds a `<vita-cite>` for each key. Which keys there are is known only after all files are read: until then, a `@word`
in a sentence may be a citation or the name of an account.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement

from markdown import Extension, Markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.util import AtomicString

GROUP, CITE, PREFIX, SUFFIX = "vita-citation", "vita-cite", "vita-prefix", "vita-suffix"
BRACKETS, TEXT = "brackets", "text"  # where a citation stands
MOST = 200  # keys in one citation

KEY = r"(?:\{(?P<braced>[^{}\s]+)\}|(?P<key>\w(?:\w|[:.#$%&+?<>~/-](?=\w))*+))"
MARK = rf"(?P<minus>-?)@{KEY}(?!@\w)"  # and not `@ada@example.org`, which is an account
CITED = re.compile(rf"(?<![\w@./\\-]){MARK}")
# An address that an author typed without angle brackets is no longer text here.
IN_SENTENCE = rf"(?<![\w@./:\\&=+#~%-]){MARK}(?:[ ]\[(?P<after>[^\[\]@]*)\])?"
IN_BRACKETS = r"(?<!\\)\[(?P<inside>[^\[\]]*@[^\[\]]*)\](?![\[(])"

# CSL's names of locators, and how authors write them: https://docs.citationstyles.org/en/stable/specification.html
LOCATORS = {
    "page": "pages page pp p",
    "chapter": "chapters chapter chaps chap ch",
    "section": "sections section secs sec §§ §",
    "figure": "figures figure figs fig",
    "paragraph": "paragraphs paragraph paras para ¶¶ ¶",
    "volume": "volumes volume vols vol",
    "book": "books book bks bk",
    "part": "parts part pts pt",
    "column": "columns column cols col",
    "folio": "folios folio fols fol",
    "line": "lines line ll l",
    "note": "notes note nn n",
    "issue": "numbers number nos no",
    "verse": "verses verse vv v",
}
WORDS = {word: label for label, words in LOCATORS.items() for word in words.split()}
NAMED = "|".join(sorted(map(re.escape, WORDS), key=len, reverse=True))
# After a word, also Roman numerals and `A3`; without a word, nothing but digits are pages.
NUMBER = r"(?:\w*\d\w*(?:[.:]\w+)*|[ivxlcdm]+\b|[IVXLCDM]+\b)"
DIGITS = r"[0-9]+[a-z]?"
RANGE = r"{0}(?:\s?[-–—]+\s?{0}|,\s{0}(?!\w)|\s(?:and|&)\s{0})*"
LOCATOR = re.compile(
    rf"""\s*,?\s*(?P<typed>
    (?P<word>{NAMED})(?:(?<=[§¶])\s?|\.?\s+)(?P<named>{RANGE.format(NUMBER)})
    | (?P<bare>{RANGE.format(DIGITS)})
    )(?!\w)""",
    re.X,
)


@dataclass(frozen=True)
class Cite:
    """One key in a citation, with the text around it, as Markdown or, once converted, as HTML. `locator` is as the
    author typed it, `p. 3`; `label` is CSL's name for its kind, and `numbers` are the rest of it."""

    key: str
    prefix: str = ""
    suffix: str = ""
    locator: str = ""
    label: str = ""
    numbers: str = ""
    is_without_author: bool = False


def parse_brackets(inside: str) -> list[Cite] | None:
    """The cites of what stands between brackets; None if that is no citation."""
    cites = []
    for part in inside.split(";", MOST):
        match = CITED.search(part)
        if match is None:
            return None
        cites.append(_cite(match, part[: match.start()].strip(), part[match.end() :]))
    return cites


def parse_sentence(match: re.Match) -> Cite | None:
    """The cite of a match of IN_SENTENCE; None if what follows it in brackets is no locator."""
    cite = _cite(match, "", match["after"] or "")
    return None if match["after"] and not cite.locator else cite


def _cite(match: re.Match, prefix: str, after: str) -> Cite:
    found = LOCATOR.match(after)
    facts = {"key": match["braced"] or match["key"], "prefix": prefix, "is_without_author": bool(match["minus"])}
    if found is None:
        return Cite(suffix=after.rstrip(), **facts)
    facts |= {"locator": found["typed"], "label": WORDS.get(found["word"] or "", "page")}
    return Cite(suffix=after[found.end() :].rstrip(), numbers=found["named"] or found["bare"], **facts)


class BracketedCitation(InlineProcessor):
    ANCESTOR_EXCLUDES = ("a",)

    def handleMatch(self, m: re.Match, data: str) -> tuple[Element | None, int | None, int | None]:
        cites = parse_brackets(m["inside"])
        if cites is None:
            return None, None, None
        group = Element(GROUP, {"place": BRACKETS, "written": self.unescape(m[0])})
        for cite in cites:
            node = SubElement(group, CITE, dict(_attributes(cite)))
            for name, text in ((PREFIX, cite.prefix), (SUFFIX, cite.suffix)):
                if text:
                    SubElement(node, name).text = text
        return group, m.start(), m.end()


class CitationInSentence(InlineProcessor):
    """What may be a citation; its text is what the author typed, for the case that it is none."""

    ANCESTOR_EXCLUDES = ("a",)

    def handleMatch(self, m: re.Match, data: str) -> tuple[Element, int, int]:
        cite, end = parse_sentence(m), m.end()
        if cite is None:
            end = m.start("after") - len(" [")
            cite = Cite(m["braced"] or m["key"], is_without_author=bool(m["minus"]))
        group = Element(GROUP, {"place": TEXT})
        group.text = AtomicString(data[m.start() : end])
        node = SubElement(group, CITE, dict(_attributes(cite)))
        if cite.suffix:
            node.set("suffix", cite.suffix)
        return group, m.start(), end


def _attributes(cite: Cite) -> Iterator[tuple[str, str]]:
    yield "key", cite.key
    if cite.locator:
        yield from (("locator", cite.locator), ("kind", cite.label), ("numbers", cite.numbers))
    if cite.is_without_author:
        yield "without", "author"


class Citations(Extension):
    """Register both processors after links, addresses and tags, and before emphasis, which keys may look like."""

    def extendMarkdown(self, md: Markdown) -> None:
        md.ESCAPED_CHARS = [*md.ESCAPED_CHARS, "@"]
        md.inlinePatterns.register(BracketedCitation(IN_BRACKETS, md), "citation-in-brackets", 86)
        md.inlinePatterns.register(CitationInSentence(IN_SENTENCE, md), "citation-in-sentence", 85)
