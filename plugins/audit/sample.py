"""Whether a site is still the sample's: nobody publishes it by mistake, least of all to the product's own remote."""

from collections.abc import Iterator

from plugins.audit.identity import HOME, SAMPLE_AUTHOR, SAMPLE_FILES, SAMPLE_WORDS, digest_of_file, may_be_sample
from plugins.audit.sources import SETTINGS, Site
from plugins.core.problems import Problem

MESSAGE = "this is still the sample's site: run `invoke init` first"


def find_untouched_sample(site: Site) -> Iterator[Problem]:
    """The sample's address, or its author with its home page; `find_sample` reports them where AUTHOR is another."""
    if not may_be_sample(site):
        return
    if any(word in site.host.casefold() for word in SAMPLE_WORDS):
        yield _problem_at(site, site.settings["SITEURL"])
    elif site.author == SAMPLE_AUTHOR and digest_of_file(site.content / HOME) in SAMPLE_FILES:
        yield _problem_at(site, SAMPLE_AUTHOR)


def _problem_at(site: Site, text: str) -> Problem:
    for source in site.sources:
        if source.path in SETTINGS and text in source.visible:
            return source.at(source.visible.index(text), MESSAGE)
    return Problem("publishconf.py", None, MESSAGE)
