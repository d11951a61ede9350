"""Findings for an author before publishing: remains of a copied page, dates that have passed, heavy pages.

In: the site's folder and its public build. Out: findings as `Problem` records, without those that CHECK_KNOWN lists.
To add a kind of finding, write a function from a `Site` to its findings, and add it to FINDERS.
"""

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

from plugins.audit.built_pages import find_heavy_pages, find_uncalled_hosts, list_calls
from plugins.audit.comments import find_addresses_in_comments, find_people_in_comments
from plugins.audit.counters import find_counters
from plugins.audit.identity import (
    find_mixed_identity,
    find_other_title,
    find_publications_of_others,
    find_sample,
)
from plugins.audit.known import drop_known
from plugins.audit.logos import find_shared_logos
from plugins.audit.ownership import find_borrowed_pictures, find_other_domains, find_other_host, find_other_profiles
from plugins.audit.past_dates import find_past_dates
from plugins.audit.placeholders import find_placeholders
from plugins.audit.sample import find_untouched_sample
from plugins.audit.similar_names import find_similar_names
from plugins.audit.sources import SETTINGS, Site, read_site
from plugins.audit.sparse_entries import find_sparse_entries
from plugins.audit.unlinked_versions import find_unlinked_versions
from plugins.core.problems import Problem

# Findings with which a site is not published: it would speak for two people.
OF_IDENTITY = (find_mixed_identity, find_sample, find_other_domains, find_other_host, find_other_profiles)
FINDERS = (
    find_untouched_sample,
    *OF_IDENTITY,
    find_other_title,
    find_publications_of_others,
    find_counters,
    find_borrowed_pictures,
    find_placeholders,
    find_shared_logos,
    find_people_in_comments,
    find_addresses_in_comments,
    find_past_dates,
    find_similar_names,
    find_unlinked_versions,
    find_sparse_entries,
)


def check(
    root: Path,
    output: Path | None = None,
    today: date | None = None,
    find_others: Callable[[], Iterable[Problem]] = tuple,
) -> list[Problem]:
    """The findings in the sources of the site at `root`, and in its build at `output`, sorted by file and line.
    CHECK_KNOWN may also list what `find_others` finds."""
    site = read_site(root, today or date.today())
    found = {finding for find in FINDERS for finding in find(site)}
    if output:
        found.update(find_heavy_pages(output))
        found.update(find_uncalled_hosts(output, site))
    settings = {source.path: source.text for source in site.sources if source.path in SETTINGS}
    return sorted(drop_known(sorted(found, key=_sort_key), settings, find_others), key=_sort_key)


def check_identity(root: Path) -> list[Problem]:
    """The findings with which a site is not published."""
    return _find_unlisted(root, *OF_IDENTITY)


def check_sample(root: Path) -> list[Problem]:
    """The finding that nobody has made the sample's site their own yet."""
    return _find_unlisted(root, find_untouched_sample)


def _find_unlisted(root: Path, *finders: Callable[[Site], Iterable[Problem]]) -> list[Problem]:
    site = read_site(root, date.today())
    found = sorted({finding for find in finders for finding in find(site)}, key=_sort_key)
    settings = {source.path: source.text for source in site.sources if source.path in SETTINGS}
    return [finding for finding in drop_known(found, settings) if finding in found]


def calls(root: Path, output: Path) -> list[str]:
    """A line for each built page that loads from other hosts: which hosts, and where the author named them."""
    return list(list_calls(output, read_site(root, date.today()).sources))


def _sort_key(finding: Problem) -> tuple[str, int, str]:
    return finding.path, finding.line or 0, finding.message
