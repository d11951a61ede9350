"""Set quotes, dashes and ellipses, and mark the language of Chinese, Japanese and Korean text.

Input: the HTML of a page or of one text (attributes quoted, no comments). Output: the same HTML with the filters of
typogrify applied to its text; code, formulas, drawings, scripts and attributes stay as they are.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from html import escape, unescape

from smartypants import Attr, smartypants
from typogrify import filters

# Pelican's names of smartypants' attributes: "oldschool" makes -- an en dash and --- an em dash.
DASHES = {"default": Attr.set1, "oldschool": Attr.set2, "oldschool_inverted": Attr.set3}
UNTOUCHED = "pre|code|kbd|samp|tt|var|script|style|svg|math|textarea|iframe|noscript"
TAG = re.compile(
    rf"""<(?P<untouched>{UNTOUCHED})\b (?:[^"'>]|"[^"]*"|'[^']*')* > .*? </(?P=untouched)>
       | <(?P<name>[a-zA-Z][^\s/>]*) (?=\s) (?:[^"'>]|"[^"]*"|'[^']*')* >""",
    re.X | re.S | re.I,
)
# A text without any of these is not given to smartypants, which reads backslashes as escapes.
TYPESET = ('"', "'", "`", "--", "..", ". .")
HIDDEN = re.compile(r"<[a-z0-9-]+ \ue000>", re.I)
# Unicode blocks. Han characters are Japanese if kana are beside them, else Chinese.
SCRIPTS = re.compile(
    r"(?P<ja>(?:[\u3005\u3400-\u9fff\uf900-\ufaff]*[\u3041-\u30ff][\u3005\u3041-\u30ff\u3400-\u9fff]*)+)"
    r"|(?P<ko>[\uac00-\ud7af\u1100-\u11ff]+(?:\s[\uac00-\ud7af]+)*)"
    r"|(?P<zh>[\u3005\u3007\u3400-\u9fff\uf900-\ufaff]+)"
)


@dataclass(frozen=True)
class Typography:
    """Which of typogrify's filters run, and how dashes are written; values as in Pelican's TYPOGRIFY_ settings."""

    enabled: bool = True
    dashes: str = "oldschool"
    omitted: Collection[str] = ("amp", "caps", "initial_quotes", "widont")

    def typeset(self, html: str, lang: str) -> str:
        """Typeset the HTML of a text in the language `lang`."""
        tags: list[str] = []
        masked = TAG.sub(lambda match: _hide(match, tags), html)
        if self.enabled:
            masked = self._apply_filters(masked)
        if not lang.startswith(("zh", "ja", "ko")):
            masked = SCRIPTS.sub(_with_language, masked)
        remaining = iter(tags)
        return HIDDEN.sub(lambda _: next(remaining), masked)

    def typeset_text(self, text: str) -> str:
        """Typeset plain text, such as a title or a description; the result is plain text too."""
        return unescape(self._smarten(escape(text, quote=False))) if self.enabled else text

    def _apply_filters(self, text: str) -> str:
        """As `typogrify.filters.applyfilters`, which has no argument for the dashes."""
        every = {
            "amp": filters.amp,
            "smartypants": self._smarten,
            "caps": filters.caps,
            "initial_quotes": filters.initial_quotes,
            "widont": filters.widont,
        }
        for name, apply in every.items():
            if name not in self.omitted:
                text = apply(text)
        return text

    def _smarten(self, text: str) -> str:
        has_any = any(characters in text for characters in TYPESET)
        return smartypants(text, DASHES[self.dashes] | Attr.u) if has_any else text


def _hide(match: re.Match, tags: list[str]) -> str:
    tags.append(match[0])
    return f"<{match['name'] or 'i'} \ue000>"  # after <code> or <kbd>, smartypants would wait for its end


def _with_language(match: re.Match) -> str:
    return f'<span lang="{match.lastgroup}">{match[0]}</span>'
