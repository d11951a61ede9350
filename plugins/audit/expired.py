"""What was true when it was written: "a third-year student", "will join in Fall 2024", a deadline gone by.

A date in the phrase decides; without one, the age of its line does. Only what an author says of a person counts, not
what a title says: a phrase begins a line or follows "I am a", a comma, a colon or a bracket.
"""

import re
from collections.abc import Iterator

from plugins.audit.dates import DATE, FULL_DATE, last_days
from plugins.audit.since import said_since
from plugins.audit.sources import Site, Source
from plugins.core.problems import Problem

OLD = 365  # days
NAME = r"(?:\s+[A-Z][\w.'’-]*){0,4}(?:\s*\([^)\n]*\))?,?"
I_AM = rf"\bI(?:\s+a|['’])m{NAME}\s+(?:(?:currently|now|also|still)\s+)?"
LINE = r"(?:^|\n)[ \t>#+-]{0,12}"
IS = r"\b[A-Z][\w'’-]+\s+is\s+(?:(?:currently|now|also)\s+)?"
BEFORE = rf"(?:{LINE}(?:Currently,?\s+)?|{I_AM}|{IS}|[,(:–—]\s*)(?:an?\s+|the\s+)?"
# Up to five words of one person's title: "third-year Computer Science Ph.D. student".
WORDS = r"(?:(?!(?:professor|with|who|of|for|and|at|in|to|from|by)\b)[\w.&/’'-]+\s+){0,5}?"
ORDINAL = r"(?:[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|[Ff]ifth|[Ss]ixth|[Ff]inal|1st|2nd|3rd|4th|5th|6th)"
PUPIL = r"(?:student|undergraduate|undergrad|candidate|PhD|Ph\.D\.|resident|postdoc)(?![\w'’])"
AFTER = r"(?=\s*(?:$|\n|[,.;:()@–—|])|\s+(?:at|in|of|from|with|who|and|advised|supervised|working|studying|majoring)\b)"
SENTENCE = r"(?:(?!\.\s|\n).)"
PHRASES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{BEFORE}(?P<said>{ORDINAL}[-\s]year\s+{WORDS}{PUPIL}){AFTER}",
        rf"{I_AM}(?P<said>in\s+(?:my|the)\s+{ORDINAL}\s+year)\b",
        rf"{BEFORE}(?P<said>(?:[Ss]enior|[Jj]unior|[Ss]ophomore|[Ff]reshman)\s+{WORDS}(?:student|undergrad(?:uate)?))(?![\w'’]){AFTER}",
        rf"{I_AM}(?:an?\s+)?(?P<said>(?:rising\s+)?(?:senior|junior|sophomore|freshman))\s+(?=at|in|majoring|studying)",
        rf"{BEFORE}(?P<said>[Ii]ncoming\s+{WORDS}(?:student|intern|professor|faculty|researcher|scientist|engineer|postdoc|Ph\.?D\.?)"
        rf"(?![\w'’]){SENTENCE}{{0,120}})",
        rf"(?P<said>\bI(?:['’]ll|\s+will|\s+am\s+going\s+to)\s+(?:be\s+)?(?:\w+\s+)?join(?:ing)?\b{SENTENCE}{{0,100}})",
        rf"(?:{I_AM}(?:actively\s+)?|\bI\s+will\s+be\s+|{LINE})"
        rf"(?P<said>[Oo]n\s+the\s+(?:[\w–/-]+\s+){{0,3}}job\s+market\b{SENTENCE}{{0,60}})",
        r"(?P<said>我是[^。\n]{0,40}?(?:大[一二三四]|研[一二三]|博[一二三四五])(?:的)?(?:在读|学生|本科生|研究生|博士生))",
    )
)
DATED = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?P<said>\b[Ee]xpected(?:\s+(?:graduation|in|by|date|to\s+graduate))*\s*:?\s+{DATE}|{DATE}\s*\(\s*[Ee]xpected\b)",
        rf"(?<!after )(?<!After )(?<!since )(?<!before )(?<!upon )(?P<said>\b(?:graduating|(?:will|to)\s+graduate)"
        rf"\s+(?:in|by)?\s*{DATE})",
    )
)
LEADS = r"(?:\s+(?:is|was|extended|to|on|by|until|date|for(?:\s+[\w-]+){1,5}?)){0,3}"
DEADLINES = re.compile(
    rf"(?P<said>\b(?:[Dd]eadlines?{LEADS}|[Dd]ue(?:\s+(?:on|by|date))?|(?:[Aa]pply|[Rr]egister|RSVP|[Ss]ubmit(?:\s+\w+){{0,3}})\s+by"
    rf"|(?:[Oo]pen|[Ee]xtended|[Aa]pplications?(?:\s+\w+){{0,3}})\s+(?:until|till))\s*[:–—-]?\s*(?:\w+day,?\s+)?"
    rf"{FULL_DATE}|截止(?:日期|时间)?(?:为|是|到)?\s*[:：]?\s*{FULL_DATE})"
)


def phrases(site: Site) -> Iterator[Problem]:
    for source in site.pages:
        for pattern in (*PHRASES, *DATED):
            for match in pattern.finditer(source.prose):
                yield from _judged(site, source, match)


def deadlines(site: Site) -> Iterator[Problem]:
    for source in site.pages:
        for match in DEADLINES.finditer(source.prose):
            written, day = list(last_days(match["said"]))[-1]
            if day < site.today and not _is_of_its_year(source, str(day.year)):
                message = f"'{_short(match)}' has gone by: say what holds now, or take it out"
                yield source.at(match.start("said"), message)


def _judged(site: Site, source: Source, match: re.Match) -> Iterator[Problem]:
    said, dates = _short(match), [day for _, day in last_days(match["said"])]
    if dates and max(dates) < site.today:
        yield source.at(match.start("said"), f"'{said}' has gone by: say what is true now")
    since = site.today if dates else said_since(site, source, match.start("said"))
    if (site.today - since).days > OLD:
        message = f"'{said}', said since {since:%Y-%m}: say what is true now"
        yield source.at(match.start("said"), message)


def _is_of_its_year(source: Source, year: str) -> bool:
    """Whether a heading or the file's name dates the page, as a course of that year."""
    return year in source.path or any(year in line for line in source.prose.split("\n") if line.startswith("#"))


def _short(match: re.Match) -> str:
    said = " ".join(match["said"].split()).rstrip(" ,;(!")
    return said if len(said) <= 80 else f"{said[:77]}…"
