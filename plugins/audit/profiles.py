"""Links to profiles: the service, and the user's name there."""

import re
from collections.abc import Iterator

END = r"""/?(?=["')\s>#?]|$)"""
SERVICES = {
    "GitHub": r"github\.com/(?P<user>[\w-]+)" + END,
    "LinkedIn": r"linkedin\.com/in/(?P<user>[\w%-]+)",
    "ORCID": r"orcid\.org/(?P<user>\d{4}-\d{4}-\d{4}-\d{3}[\dX])",
    "Google Scholar": r"scholar\.google\.[\w.]+/citations\?(?:[^\"')\s]*&)?user=(?P<user>[\w-]+)",
    "Semantic Scholar": r"semanticscholar\.org/author/(?:[^/\"')\s]+/)?(?P<user>\d+)",
    "Zhihu": r"zhihu\.com/people/(?P<user>[\w-]+)",
    "X": r"(?:twitter|\bx)\.com/(?P<user>\w+)" + END,
    "DBLP": r"dblp\.(?:org|uni-trier\.de)/pid/(?P<user>[\w/-]+)",
    "ResearchGate": r"researchgate\.net/profile/(?P<user>[\w-]+)",
    "OpenReview": r"openreview\.net/profile\?id=(?P<user>[\w~-]+)",
}
PATTERNS = [(service, re.compile(rf"https?://(?:[\w-]+\.)*?{pattern}", re.I)) for service, pattern in SERVICES.items()]


def find_profiles(text: str) -> Iterator[tuple[int, str, str]]:
    """Each profile that the text links to: offset, service, user."""
    for service, pattern in PATTERNS:
        for match in pattern.finditer(text):
            yield match.start(), service, match["user"]
