"""What an author wants to know before publishing: leftovers of a copied page, heavy pages, other hosts.

In: the site's folder and its public build. Out: `Problem` records, less those that CHECK_KNOWN lists; none of them
stops a build.
"""

from datetime import date
from pathlib import Path

from plugins.audit.comments import addresses, people
from plugins.audit.identifiers import identifiers
from plugins.audit.known import unknown
from plugins.audit.logos import shared_logos
from plugins.audit.names import near_names
from plugins.audit.ownership import borrowed_pictures, domains, other_profiles, samples
from plugins.audit.pages import calls_of, overweight
from plugins.audit.past_dates import past_dates
from plugins.audit.placeholders import placeholders
from plugins.audit.sources import SETTINGS, Site, read_site
from plugins.audit.versions import unjoined_versions
from plugins.core.problems import Problem

FINDERS = (
    identifiers,
    domains,
    borrowed_pictures,
    samples,
    other_profiles,
    placeholders,
    shared_logos,
    people,
    addresses,
    past_dates,
    near_names,
    unjoined_versions,
)


def check(root: Path, output: Path | None = None, today: date | None = None) -> list[Problem]:
    """Everything found in the site of the folder `root`, and in its build in `output`, in the order of files."""
    site = read_site(root, today or date.today())
    found = {finding for find in FINDERS for finding in find(site)}
    found.update(overweight(output) if output else ())
    return sorted(unknown(sorted(found, key=_place), _settings(site)), key=_place)


def calls(root: Path, output: Path) -> list[str]:
    """A line for each page of the build that calls other hosts: which, and where that is written."""
    return list(calls_of(output, read_site(root, date.today()).sources))


def _settings(site: Site) -> dict[str, str]:
    return {source.path: source.text for source in site.sources if source.path in SETTINGS}


def _place(finding: Problem) -> tuple[str, int, str]:
    return finding.path, finding.line or 0, finding.message
