"""Turn straight quotes into the quotation marks and apostrophes that they stand for.

Input: HTML whose code, formulas, drawings and addresses are hidden, each in one tag with HIDDEN in it. Output: the same
HTML with a curly character for each quote in its text, or with the quote as typed where it is none (5'10", a lone one).
What stands before or after a quote counts across inline tags: `**Ada**'s` is read as `Ada's`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape
from unicodedata import east_asian_width

HIDDEN = "\ue001"  # in a tag that stands for a word
INLINE = """
    a abbr b bdi bdo big cite data del dfn em font i ins mark q s small span strike strong sub sup time u
    vita-citation vita-cite wbr
""".split()  # noqa: SIM905 (words are easier to read than a list of strings)
Marks = Sequence[str]
ENGLISH: Marks = ("“", "”", "‘", "’")
APOSTROPHE = "’"
WORD, BREAK = "x", "\n\n"  # what stands for a hidden tag, and for one that begins a block or a line
TAG = re.compile(r"<(?:/?(?P<name>[a-zA-Z][^\s/>]*)[^>]*|[/!?][^>]*)>")
ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[A-Za-z]\w{1,30});")
QUOTE = re.compile("['\"]")
TAG_OR_QUOTE = re.compile(f"{TAG.pattern}|{QUOTE.pattern}")
OPENS_AFTER = re.compile(r"[\s(\[{<=,:;/¿¡“‘«‹„‚「『（，：；。、\u2010-\u2015-]")
ENDS_BEFORE = re.compile(r"[\s,;:!?)\]}”’»›。、，；：！？）」』]|\.(?!\w)|[\u2010-\u2015-](?!\w)|\Z")
# Feet and inches, minutes and seconds, and thousands in Switzerland: 5'10", 5' 10", 48°51'24", 1'000.
PRIMES = re.compile(r"(?<![\w.,])\d+(?:[.,]\d+)?(?:'[ ]?\d+(?:[.,]\d+)?(?:\"|'')|'(?=\d))")
AND = re.compile(r"(?<=\w[ -])'n'(?=[ -]\w)", re.I)  # rock 'n' roll, but not: the letter 'n' is …
NO_AND = re.compile(
    r"\b(?:the|an?|is|let|where|of|with|by|for|in|to|as|and|or|called|letter|variable|symbol|key|parameter) \Z", re.I
)
CLIPPED_AT_ITS_END = re.compile(r"(?<!\w)(?:o|ol|th)\Z", re.I)  # Will o' the Wisp
YEAR = re.compile(r"\d\d(?:s\b|(?!\w))")  # '24, '90s
# Words without their first letters, and particles of names.
CLIPPED = re.compile(
    r"(?:[tsnkdmr]|re|ll|ve|em|tis|twas|twere|twill|twould|twixt|tween|nuff|gainst|cuz|ne[nmr]?|nem|ns|ndrangheta)(?!\w)",
    re.I,
)
# The same, but these may also begin a quotation: 'cause and effect'.
ALSO_WHOLE = re.compile(
    r"(?:cause|round|bout|til|till|cos|ere|fraid|scuse|phone|bus|flu|net|hood|zine|neath|midst|mongst|pon|kay|burgh|rents"
    r"|cept|spect|specially|kerchief|rein|raus|rauf|runter|sto|sta|sti)(?!\w)",
    re.I,
)


def curl_quotes(html: str, marks: Marks = ENGLISH) -> str:
    """The HTML with curly quotes in its text: the `marks` that open and close a quotation, and one within another."""
    if not QUOTE.search(html):
        return html
    text = ENTITY.sub(_character, TAG.sub(_stand_in, html))
    curled = iter(_Quotes(text, marks).curled())
    return TAG_OR_QUOTE.sub(lambda match: match[0] if match[0][0] == "<" else next(curled), html)


def _stand_in(tag: re.Match) -> str:
    if HIDDEN in tag[0]:
        return WORD
    return "" if (tag["name"] or "").lower() in INLINE else BREAK


def _character(entity: re.Match) -> str:
    character = unescape(entity[0])
    return WORD if character in "'\"" else character  # a quote that the author escaped stays


@dataclass(frozen=True)
class _Quote:
    """A quote at `place` in a text, with the characters `before` and `after` it that are no quotes."""

    place: int
    mark: str
    before: str
    after: int  # the place of that character
    ends: bool  # whether what follows may follow a closing quote, or nothing does
    is_prime: bool

    @property
    def may_open(self) -> bool:
        return not self.is_prime and not self.ends and OPENS_AFTER.match(self.before) is not None

    @property
    def is_lone(self) -> bool:
        return self.ends and self.before.isspace()


class _Quotes:
    """The quotes of a text, in which BREAK divides the blocks."""

    def __init__(self, text: str, marks: Marks) -> None:
        self._text = text
        self._opening, self._closing, self._inner_opening, self._inner_closing = marks
        primes = {place for match in PRIMES.finditer(text) for place in range(*match.span())}
        self._ands = {
            place
            for match in AND.finditer(text)
            if not NO_AND.search(text, max(0, match.start() - 12), match.start())
            for place in (match.start(), match.end() - 1)
        }
        self._blocks: list[list[_Quote]] = [[]]
        end = 0
        for run in re.finditer("['\"]+", text):
            if text.find(BREAK, end, run.start()) >= 0:
                self._blocks.append([])
            end = run.end()
            before, ends = text[run.start() - 1 : run.start()] or "\n", ENDS_BEFORE.match(text, end) is not None
            for place in range(*run.span()):
                self._blocks[-1].append(_Quote(place, text[place], before, end, ends, place in primes))

    def curled(self) -> list[str]:
        """The character for each quote, in order."""
        curled = []
        for block in self._blocks:
            doubles = iter(self._doubles([quote for quote in block if quote.mark == '"']))
            singles = iter(self._singles([quote for quote in block if quote.mark == "'"]))
            curled += [next(doubles if quote.mark == '"' else singles) for quote in block]
        return curled

    def _doubles(self, quotes: Sequence[_Quote]) -> list[str]:
        curled, is_open = [], False
        for number, quote in enumerate(quotes, 1):
            is_followed = number < len(quotes)
            is_unit = quote.before.isdigit() and quote.ends  # inches
            is_alone = quote.is_lone and not is_followed
            if quote.is_prime or (not is_open and (is_unit or is_alone)):
                curled.append('"')
            elif quote.may_open or (not is_open and is_followed and (quote.is_lone or self._is_after_wide(quote))):
                curled.append(self._opening)
                is_open = True
            else:
                curled.append(self._closing)
                is_open = False
        return curled

    def _singles(self, quotes: Sequence[_Quote]) -> list[str]:
        curled, is_open, opened = [], False, 0
        for quote, (is_closed, is_closed_next) in zip(quotes, self._closings(quotes), strict=True):
            if quote.is_prime or (quote.is_lone and not is_open):
                curled.append("'")
            elif self._opens(quote, is_open, is_closed, is_closed_next):
                curled.append(self._inner_opening)
                is_open, opened = True, quote.place
            else:
                is_end = is_open and self._closes(quote)
                curled.append(self._inner_closing if is_end else APOSTROPHE)
                is_word = self._is_genitive(quote) and " " not in self._text[opened : quote.place]
                is_open = is_open and not is_word and not self._closes(quote)
        return curled

    def _closings(self, quotes: Sequence[_Quote]) -> list[tuple[bool, bool]]:
        """For each quote: whether any later one may close it, and whether one surely does before another opens."""
        found, is_closed, is_closed_next = [], False, False
        for quote in reversed(quotes):
            found.append((is_closed, is_closed_next))
            if self._closes(quote):
                is_closed, is_closed_next = True, True
            elif self._is_genitive(quote):
                is_closed = True
            elif quote.may_open and not self._is_clipped(quote):
                is_closed_next = False
        return found[::-1]

    def _opens(self, quote: _Quote, is_open: bool, is_closed: bool, is_closed_next: bool) -> bool:
        if quote.place in self._ands:
            return False
        if not quote.may_open:
            return is_closed and not is_open and self._is_after_wide(quote)
        if CLIPPED.match(self._text, quote.after):
            return not is_open and self._is_one_word(quote)
        if self._is_clipped(quote):
            return not is_open and is_closed_next
        return is_closed or self._text[quote.after].isupper()

    def _closes(self, quote: _Quote) -> bool:
        is_after_word = not quote.is_prime and not quote.may_open and quote.place not in self._ands
        is_within_word = re.match(r"\w", self._text[quote.after : quote.after + 1])
        is_clipped = CLIPPED_AT_ITS_END.search(self._text, max(0, quote.place - 2), quote.place)
        return is_after_word and not is_within_word and not is_clipped and not self._is_genitive(quote)

    def _is_genitive(self, quote: _Quote) -> bool:
        """Whether it may be the apostrophe of `students' work`."""
        return quote.before in "sS" and re.compile(r"\s[a-z]").match(self._text, quote.after) is not None

    def _is_clipped(self, quote: _Quote) -> bool:
        """Whether it may be the apostrophe in front of a year or a clipped word."""
        return any(pattern.match(self._text, quote.after) for pattern in (YEAR, CLIPPED, ALSO_WHOLE))

    def _is_one_word(self, quote: _Quote) -> bool:
        return re.compile(r"\w+'(?!\w)").match(self._text, quote.after) is not None

    def _is_after_wide(self, quote: _Quote) -> bool:
        """Whether it may open in Chinese or Japanese, which have no spaces between words."""
        return not quote.ends and not quote.is_prime and east_asian_width(quote.before) in "WF"
