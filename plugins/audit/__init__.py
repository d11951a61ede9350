"""What an author wants to know before publishing: leftovers of a copied page, dates that have passed, heavy pages.

In: the site's folder and its public build. Out: findings as `Problem` records, without those that CHECK_KNOWN lists.
A new kind of finding is a module with a function from a `Site` to its findings, and a line in FINDERS.
"""

from datetime import date
from pathlib import Path

from plugins.audit.built_pages import find_heavy_pages, list_calls
from plugins.audit.comments import find_addresses_in_comments, find_people_in_comments
from plugins.audit.counters import find_counters
from plugins.audit.known import drop_known
from plugins.audit.logos import find_shared_logos
from plugins.audit.ownership import (
    find_borrowed_pictures,
    find_other_domains,
    find_other_profiles,
    find_sample_pictures,
)
from plugins.audit.past_dates import find_past_dates
from plugins.audit.placeholders import find_placeholders
from plugins.audit.similar_names import find_similar_names
from plugins.audit.sources import SETTINGS, read_site
from plugins.audit.sparse_entries import find_sparse_entries
from plugins.audit.unlinked_versions import find_unlinked_versions
from plugins.core.problems import Problem

FINDERS = (
    find_counters,
    find_other_domains,
    find_borrowed_pictures,
    find_sample_pictures,
    find_other_profiles,
    find_placeholders,
    find_shared_logos,
    find_people_in_comments,
    find_addresses_in_comments,
    find_past_dates,
    find_similar_names,
    find_unlinked_versions,
    find_sparse_entries,
)


def check(root: Path, output: Path | None = None, today: date | None = None) -> list[Problem]:
    """The findings in the sources of the site at `root`, and in its build at `output`, sorted by file and line."""
    site = read_site(root, today or date.today())
    found = {finding for find in FINDERS for finding in find(site)}
    found.update(find_heavy_pages(output) if output else ())
    settings = {source.path: source.text for source in site.sources if source.path in SETTINGS}
    return sorted(drop_known(sorted(found, key=_sort_key), settings), key=_sort_key)


def calls(root: Path, output: Path) -> list[str]:
    """A line for each built page that loads from other hosts: which hosts, and where the author named them."""
    return list(list_calls(output, read_site(root, date.today()).sources))


def _sort_key(finding: Problem) -> tuple[str, int, str]:
    return finding.path, finding.line or 0, finding.message
