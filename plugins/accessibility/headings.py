"""Headings that are no outline of their page: one that skips a rank, a second one of the first rank, an empty one.

The build corrects what Markdown allows here; this looks at what it published, and at the author's own HTML files.
"""

from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from plugins.accessibility.published import Page, file_of, name_of, words_of
from plugins.core.problems import Problem

HEADINGS = "h1, h2, h3, h4, h5, h6"


def find_broken_outline(page: Page) -> Iterator[Problem]:
    before, shown = 0, ""
    for heading in page.main.css(HEADINGS):
        rank, words = int(heading.tag[1]), words_of(heading)
        if not name_of(heading):
            message = f"a heading of rank {rank} has no text: write some, or remove it"
            yield page.problem_at(heading, message, _needles)
        elif rank == 1 and before:
            message = f"'{words}' is a second heading of rank 1: make it one of rank 2"
            yield page.problem_at(heading, message, _needles)
        elif rank > before + 1:
            above = f"'{shown}' of rank {before}" if before else "none"
            message = f"the heading '{words}' of rank {rank} follows {above}: make it one of rank {before + 1}"
            yield page.problem_at(heading, message, _needles)
        before, shown = rank, words
    if not before and page.text:
        yield page.problem("this page has no heading: begin with its title")


def _needles(heading: LexborNode) -> tuple[str, ...]:
    picture = heading.css_first("img")
    return words_of(heading), file_of(picture).name if picture else "", f"<{heading.tag}"
