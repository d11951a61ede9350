"""pelicanconf.py and publishconf.py of the new site.

In: a `MovedSite`, and the sources of the settings files of the target, or of this repository. Out: their new sources.
"""

from collections.abc import Mapping

from plugins.building.settings_table import GROUPS, SETTINGS
from plugins.migrate.moved_site import MovedSite
from plugins.migrate.redirects import redirect_settings
from plugins.migrate.settings_file import REMOVED, read_setting, replace_settings

AFTER = {"MENU": "SOCIAL", "LOOK": "TIMEZONE", "EMBEDS_SCRIPTS": "EMBEDS_HOSTS"}
# What an author sees in the file even where it is as usual
KEPT = {*GROUPS["Who you are"], "DEFAULT_LANG", "TIMEZONE", "LOOK"}
# What nobody else's site may keep of this repository's sample
IDENTITY = ("AUTHOR", "SITENAME", "SITESUBTITLE", "COPYRIGHT", "SOCIAL", "FAVICON")
NO_ADDRESS = "https://example.org"


def new_pelicanconf(site: MovedSite, source: str) -> str:
    """The settings of the site; those of `source` about looks and other hosts stay where the site says nothing."""
    given = dict.fromkeys(IDENTITY, REMOVED) | dict(site.settings)
    if site.redirects:
        given = {"STATIC_PATHS": SETTINGS["STATIC_PATHS"].default} | given
        given |= redirect_settings(given)
    given["LOOK"] = {**_table(source, "LOOK"), **site.settings.get("LOOK", {})} or REMOVED
    known = _table(source, "EMBEDS_HOSTS")
    given["EMBEDS_HOSTS"] = {name: known.get(name, to) for name, to in site.settings["EMBEDS_HOSTS"].items()}
    return replace_settings(source, _without_defaults(given), AFTER)


def new_publishconf(site: MovedSite, source: str) -> str:
    """The public address of the site, and where it is published: as `source` says, with the site's domain."""
    given = {"SITEURL": NO_ADDRESS, "FEED_COPIES": REMOVED} | dict(site.public)
    publish = {"domain": ""} | dict(site.public.get("PUBLISH") or {})
    given["PUBLISH"] = {**_table(source, "PUBLISH"), **publish}
    return replace_settings(source, given)


def _table(source: str, name: str) -> dict:
    written = read_setting(source, name)
    return written if isinstance(written, dict) else {}


def _without_defaults(given: Mapping[str, object]) -> dict[str, object]:
    """Settings of which only those stay that differ from their defaults."""
    same = {name for name, value in given.items() if name in SETTINGS and value == SETTINGS[name].default}
    return {name: REMOVED if name in same - KEPT else value for name, value in given.items()}
