"""Quotes, dashes and ellipses as a typesetter sets them, on text alone, and the language of other scripts.

In: finished HTML (attributes quoted, no comments). Out: the same with typogrify's filters run over its text; code,
formulas, drawings, scripts and attributes stay as they are.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from html import escape, unescape

import smartypants
from typogrify.filters import applyfilters

# Pelican's names for smartypants' sets: "oldschool" makes -- an en dash and --- an em dash.
DASHES = {"default": "set1", "oldschool": "set2", "oldschool_inverted": "set3"}
KEPT = "pre|code|kbd|samp|tt|var|script|style|svg|math|textarea|iframe|noscript"
TAG = re.compile(
    rf"""<(?P<kept>{KEPT})\b (?:[^"'>]|"[^"]*"|'[^']*')* > .*? </(?P=kept)>
       | <(?P<name>[a-zA-Z][^\s/>]*) (?=\s) (?:[^"'>]|"[^"]*"|'[^']*')* >""",
    re.X | re.S | re.I,
)
HIDDEN = re.compile(r"<[a-z0-9-]+ \ue000>", re.I)
TO_SET = ('"', "'", "`", "--", "..", ". .")
OTHERS = ("amp", "caps", "initial_quotes", "widont")
# Tags and the text after each that holds nothing to set, up to a further tag; the text's last character matters.
IDLE = re.compile(r"""(?:<[^<>]*+>(?:[^<"'`\\&.\-]|-(?!-)|\.(?!\.|\ \.))*+)+(?=<)""", re.X)
ANY_TAG = re.compile("<[^<>]*>")
ASIDE = re.compile("<\ue001>.?<\ue002>", re.S)
# Han alone may be Chinese or Japanese; kana settles it. Scripts by their Unicode blocks.
SCRIPTS = (
    r"(?P<ja>(?:[\u3005\u3400-\u9fff\uf900-\ufaff]*[\u3041-\u30ff][\u3005\u3041-\u30ff\u3400-\u9fff]*)+)"
    r"|(?P<ko>[\uac00-\ud7af\u1100-\u11ff]+(?:\s[\uac00-\ud7af]+)*)"
    r"|(?P<zh>[\u3005\u3007\u3400-\u9fff\uf900-\ufaff]+)"
)
# How their letters begin in UTF-8: few sites need SCRIPTS, and to compile them takes as long as to set a page.
OF_SCRIPTS = re.compile(rb"[\xe1\xe3-\xff]")


@dataclass(frozen=True)
class Typography:
    """Which of typogrify's filters run, and how dashes are written; names as in Pelican's TYPOGRIFY_ settings."""

    enabled: bool = True
    dashes: str = "oldschool"
    omitted: Collection[str] = ("amp", "caps", "initial_quotes", "widont")

    def typeset(self, html: str, lang: str) -> str:
        """The HTML of a page in `lang`, its text set."""
        tags: list[str] = []
        masked = TAG.sub(lambda match: _hide(match, tags), html) if "<" in html else html
        if self.enabled and _is_to_set(masked):
            smartypants.Attr.default = getattr(smartypants.Attr, DASHES[self.dashes]) | smartypants.Attr.u
            masked = self._filtered(masked)
        if not lang.startswith(("zh", "ja", "ko")) and _has_scripts(masked):
            masked = re.sub(SCRIPTS, _with_language, masked)
        remaining = iter(tags)
        return HIDDEN.sub(lambda _: next(remaining), masked) if tags else masked

    def _filtered(self, masked: str) -> str:
        """Run the filters; where smartypants is the only one, without what it would leave as it is."""
        aside: list[str] = []
        if set(OTHERS) <= set(self.omitted):
            masked = IDLE.sub(lambda match: _set_aside(match, aside), masked)
        found = applyfilters(masked, **dict.fromkeys(self.omitted, False))
        remaining = iter(aside)
        return ASIDE.sub(lambda _: next(remaining), found) if aside else found

    def typeset_text(self, text: str) -> str:
        """Plain text in, plain text out: a title, a description."""
        if not (self.enabled and _is_to_set(text)):
            return text
        smartypants.Attr.default = getattr(smartypants.Attr, DASHES[self.dashes]) | smartypants.Attr.u
        return unescape(smartypants.smartypants(escape(text, quote=False)))


def _is_to_set(text: str) -> bool:
    return any(sign in text for sign in TO_SET)


def _hide(match: re.Match, tags: list[str]) -> str:
    tags.append(match[0])
    return f"<{match['name'] or 'i'} \ue000>"  # after <code> or <kbd>, smartypants would wait for its end


def _set_aside(match: re.Match, aside: list[str]) -> str:
    aside.append(match[0])
    return f"<\ue001>{ANY_TAG.sub('', match[0])[-1:]}<\ue002>"


def _has_scripts(text: str) -> bool:
    return not text.isascii() and OF_SCRIPTS.search(text.encode("utf-8", "replace")) is not None


def _with_language(match: re.Match) -> str:
    return f'<span lang="{match.lastgroup}">{match[0]}</span>'
