"""A settings file → settings, in which nothing is misspelled.

In: the path of a settings file, and the report of a build. Out: Pelican's settings; what nothing reads is a warning.
"""

import difflib
import re
import sys
import traceback
from pathlib import Path
from zoneinfo import ZoneInfo

import pelican

from plugins.building.paths import OTHER_FILES, paths_out
from plugins.core.problems import BuildFailed, Report, did_you_mean, one_line

OURS = """
CHECK_KNOWN COPYRIGHT CV_PDF EMBEDS_HOSTS EMBEDS_SCRIPTS FAVICON FORMULAS_MACROS HEADING_IDS LOOKUP_HOSTS MENU
NEWS_TITLE PUBLICATIONS_TITLE PUBLISH SITEMAP SOCIAL TABS_LINKED TIMEZONE ARCHIVES_URL ARCHIVES_SAVE_AS INDEX_URL
INDEX_SAVE_AS FEED_DOMAIN FEED_ATOM FEED_RSS FEED_ALL_ATOM_URL FEED_ALL_RSS CATEGORY_FEED_RSS TAG_FEED_ATOM TAG_FEED_RSS
TRANSLATION_FEED_RSS SITESUBTITLE AUTHOR MENUITEMS LINKS TAGS_SAVE_AS TAGS_URL CATEGORIES_SAVE_AS CATEGORIES_URL
AUTHORS_SAVE_AS AUTHORS_URL
"""
OWN_PLUGINS = ("plugins.", "sitemap")
KNOWN = frozenset((*pelican.settings.DEFAULT_CONFIG, *OURS.split()))


def read_settings(path: Path, report: Report) -> dict:
    """Settings as Pelican takes them. Raises BuildFailed with every error."""
    if not path.is_file():
        report.error(path, None, "there is no such file")
        raise BuildFailed(report.errors)
    sys.modules.pop("pelicanconf", None)  # publishconf.py imports its neighbor, not that of an earlier build
    try:
        settings = pelican.settings.read_settings(str(path))
    except SyntaxError as error:
        report.error(error.filename or path, error.lineno, f"this is no Python: {error.msg}")
    except Exception as error:  # whatever a settings file raises is its author's error
        frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.endswith("conf.py")]
        place = frames[-1] if frames else None
        message = "PATH leads to no folder" if str(error).startswith("You need to specify a path") else one_line(error)
        report.error(place.filename if place else path, place.lineno if place else None, message)
    else:
        # The flow of a build calls what these older settings list.
        settings["PLUGINS"] = [name for name in settings["PLUGINS"] or () if not name.startswith(OWN_PLUGINS)]
        unknown = [name for name in settings if name.isupper() and name not in KNOWN]
        misspelled = [name for name in unknown if difflib.get_close_matches(name, KNOWN, n=1, cutoff=0.87)]
        for name in misspelled:
            report.error(path, None, f"no setting named '{name}'{did_you_mean(name, KNOWN)}")
        for name in _unread(set(unknown) - set(misspelled), settings):
            report.warning(path, None, f"nothing reads the setting '{name}'{did_you_mean(name, KNOWN)}")
        try:
            ZoneInfo(settings["TIMEZONE"])
        except (KeyError, ValueError):
            report.error(path, None, f"no time zone '{settings['TIMEZONE']}'")
        for problem in paths_out(settings):
            report.error(path, None, problem)
        if not report.errors:
            return settings | OTHER_FILES
    raise BuildFailed(report.errors)


def _unread(names: set[str], settings: dict) -> list[str]:
    """Settings that no template names; who has plugins of others may have settings for them."""
    if not names or settings["PLUGINS"]:
        return []
    folders = [*settings["THEME_TEMPLATES_OVERRIDES"], Path(settings["THEME"], "templates")]
    files = (file for folder in folders for file in Path(folder).rglob("*.html"))
    templates = "\n".join(file.read_text("utf-8", "replace") for file in files)
    return sorted(name for name in names if not re.search(rf"\b{name}\b", templates))
