"""Set quotes, dashes and ellipses, and mark the language of Chinese, Japanese and Korean text.

Input: the HTML of a page or of one text (attributes quoted, no comments). Output: the same HTML with the filters of
typogrify applied to its text; code, formulas, drawings, scripts and attributes stay as they are.
"""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import partial
from html import escape, unescape

from smartypants import Attr, smartypants
from typogrify import filters

from plugins.dialect.page.quotes import ENGLISH, HIDDEN, Marks, curl_quotes

# Pelican's names of smartypants' attributes: "oldschool" makes -- an en dash and --- an em dash.
DASHES = {"default": Attr.d, "oldschool": Attr.D, "oldschool_inverted": Attr.i}
UNTOUCHED = "pre|code|kbd|samp|tt|var|script|style|svg|math|tex-source|textarea|iframe|noscript"
ATTRIBUTES = r"""(?:[^"'>]|"[^"]*"|'[^']*')*"""
ADDRESS = r"(?:(?:https?|ftp)://|mailto:|www\.)"
# What stays as it is: elements, titles of code, addresses, arrows such as -->, and tags with attributes.
UNTYPESET = re.compile(
    rf"""<(?P<untouched>{UNTOUCHED})\b {ATTRIBUTES} > .*? </(?P=untouched)>
       | <span\ class="filename"> [^<]* </span> | <img\b {ATTRIBUTES} >
       | <a\b {ATTRIBUTES} > (?:{ADDRESS}|[^\s<@]+@) [^\s<]* </a>
       | <(?P<name>[a-zA-Z][^\s/>]*) (?=\s) {ATTRIBUTES} >
       | (?<!\w) {ADDRESS} [^\s<>"]* [^\s<>"'.,;:!?)\]}}]
       | (?<![\w.+-]) [\w.+-]++ @ [\w-]++ (?:\.[\w-]+)+
       | (?:&lt;)? -{{2,}} &gt; | &lt; -{{2,}} | -{{4,}}""",
    re.X | re.S | re.I,
)
# A text without any of these is not given to smartypants, which reads backslashes as escapes.
TYPESET = ('"', "'", "`", "--", "..", ". .")
MASK = re.compile(rf"<[a-z0-9-]+ [\ue000{HIDDEN}]>", re.I)
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

    def typeset(self, html: str, lang: str, marks: Marks = ENGLISH) -> str:
        """Typeset the HTML of a text in the language `lang`, whose quotation marks are `marks`."""
        return _around_untypeset(html, lambda masked: self._mark_scripts(self._apply_filters(masked, marks), lang))

    def typeset_text(self, text: str, marks: Marks = ENGLISH) -> str:
        """Typeset plain text, such as a title or a description; the result is plain text too."""
        return unescape(self.smarten(escape(text, quote=False), marks))

    def smarten(self, html: str, marks: Marks = ENGLISH) -> str:
        """The HTML with quotes, dashes and ellipses set, and no further markup."""
        return _around_untypeset(html, partial(self._smarten, marks=marks)) if self.enabled else html

    def _apply_filters(self, text: str, marks: Marks) -> str:
        """As `typogrify.filters.applyfilters`, which has no argument for the dashes."""
        every = {
            "amp": filters.amp,
            "smartypants": partial(self._smarten, marks=marks),
            "caps": filters.caps,
            "initial_quotes": filters.initial_quotes,
            "widont": filters.widont,
        }
        for name, apply in every.items():
            if self.enabled and name not in self.omitted:
                text = apply(text)
        return text

    def _mark_scripts(self, text: str, lang: str) -> str:
        return text if lang.startswith(("zh", "ja", "ko")) else SCRIPTS.sub(_with_language, text)

    def _smarten(self, text: str, marks: Marks) -> str:
        if not any(characters in text for characters in TYPESET):
            return text
        double_backticks = Attr.b if "``" in text else 0
        return curl_quotes(smartypants(text, DASHES[self.dashes] | double_backticks | Attr.e | Attr.u), marks)


def _around_untypeset(html: str, change: Callable[[str], str]) -> str:
    """The HTML with `change` applied to all that is not UNTYPESET."""
    hidden: list[str] = []
    masked = UNTYPESET.sub(lambda match: _hide(match, hidden), html)
    remaining = iter(hidden)
    return MASK.sub(lambda _: next(remaining), change(masked))


def _hide(match: re.Match, hidden: list[str]) -> str:
    hidden.append(match[0])
    # "i": after <code> or <kbd>, smartypants would wait for its end
    return f"<{match['name']} \ue000>" if match["name"] else f"<i {HIDDEN}>"


def _with_language(match: re.Match) -> str:
    return f'<span lang="{match.lastgroup}">{match[0]}</span>'
