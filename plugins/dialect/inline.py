"""Markdown's patterns within lines, each tried only on text that holds a sign without which it cannot match.

In: Python-Markdown's processor of lines. Out: the same HTML, in half the time: most pieces of prose hold no sign at
all. A pattern that is not named here is always tried.
"""

from markdown import Markdown
from markdown.treeprocessors import InlineProcessor
from markdown.util import AtomicString

DIGITS = "0123456789"
SIGNS = {
    "backtick": "`",
    "formula": "$\\",
    "keys-custom": "+",
    "keys": "+",
    "escape": "\\",
    **dict.fromkeys(("footnote", "reference", "link", "image_link", "image_reference"), "["),
    **dict.fromkeys(("short_reference", "short_image_ref"), "["),
    **dict.fromkeys(("autolink", "automail", "html"), "<"),
    "linebreak": "\n",
    "magic-link": ":wW",
    "magic-mail": "@",
    "entity": "&",
    "emoji": ":",
    "em_strong": "*_",
    "delimiter": "^=~",
    **dict.fromkeys(("smart-trademark", "smart-copyright", "smart-registered"), "("),
    "smart-plus-minus": "+",
    "smart-arrows": "-",
    "smart-not-equal": "=",
    **dict.fromkeys(("smart-fractions", "smart-ordinal-numbers"), DIGITS),
    "smart-care-of": "/",
}


class Signed(InlineProcessor):
    """Python-Markdown 3.11's loop over all patterns, without those that cannot match."""

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803 (the host's)
        if isinstance(data, AtomicString):
            return data
        start, there = 0, set(data)
        for pattern, signs in self.signed[patternIndex:]:
            matched = signs is None or not signs.isdisjoint(there)
            while matched:
                data, matched, start = self._InlineProcessor__applyPattern(pattern, data, patternIndex, start)
                if matched:
                    there = set(data)
            patternIndex += 1  # noqa: SIM113 (it begins anywhere)
        return data


def skip_idle_patterns(md: Markdown) -> None:
    """Give both processors of lines their patterns with their signs."""
    for name in ("inline", "smart-symbols"):
        processor = md.treeprocessors[name]
        patterns = list(processor.inlinePatterns)  # which sorts them
        names = [one.name for one in processor.inlinePatterns._priority]
        signs = [frozenset(SIGNS[name]) if name in SIGNS else None for name in names]
        processor.signed = list(zip(patterns, signs, strict=True))
        processor.__class__ = Signed
