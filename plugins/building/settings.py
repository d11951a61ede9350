"""A settings file → settings, in which nothing is misspelled, and each value is of its kind.

In: the path of a settings file, and the report of a build. Out: Pelican's settings; what nothing reads is a warning.
"""

import difflib
import re
import sys
import traceback
import warnings
from pathlib import Path

import pelican

from plugins.building.last_change import last_change
from plugins.building.setting_lines import SettingLines
from plugins.building.setting_values import check_values, normal_form
from plugins.building.settings_table import IN_LANGUAGE, RENAMED, SETTINGS, with_defaults, with_new_names
from plugins.core.problems import BuildFailed, Report, did_you_mean, one_line

CURLY = re.compile("[“”„«»‘’]")
CONSTANTS = {"true": "True", "false": "False", "null": "None", "none": "None", "nil": "None"}
OWN_PLUGINS = ("plugins.", "sitemap")
# What Pelican could write beside a build: a second cache, copies of sources, links from the output into content/.
OTHER_FILES = {
    "CACHE_CONTENT": False, "LOAD_CONTENT_CACHE": False, "OUTPUT_SOURCES": False, "STATIC_CREATE_LINKS": False,
}  # fmt: skip
# Pelican reads these without a default of its own
ALSO_PELICAN = """
FEED_ATOM FEED_RSS FEED_ALL_ATOM_URL FEED_ALL_RSS CATEGORY_FEED_RSS TAG_FEED_ATOM TAG_FEED_RSS TRANSLATION_FEED_RSS
MENUITEMS LINKS TAGS_SAVE_AS TAGS_URL CATEGORIES_SAVE_AS CATEGORIES_URL AUTHORS_SAVE_AS AUTHORS_URL
"""
KNOWN = frozenset((*pelican.settings.DEFAULT_CONFIG, *SETTINGS, *ALSO_PELICAN.split()))


def read_settings(path: Path, report: Report) -> dict:
    """Settings as the build takes them. Raises BuildFailed with every error, each with the line of its setting."""
    path = path.resolve()
    if not path.is_file():
        report.error(path, None, "there is no such file: it holds the settings of the site")
        raise BuildFailed(report.errors)
    lines = SettingLines(path)
    report.place_of_setting = lines.place
    given = with_defaults(with_new_names(_run_file(path, report)))
    for name in ("PATH", "OUTPUT_PATH", "CACHE_PATH", "THEME"):
        if (
            isinstance(given.get(name), str | Path)
            and str(given[name]).strip()
            and (name != "THEME" or (path.parent / given[name]).exists())
        ):
            given[name] = str((path.parent / given[name]).absolute())
    for name, keys, message in check_values(given):
        report.error_in_setting(message, name, *keys)
    unknown = [name for name in given if name not in KNOWN and not IN_LANGUAGE.fullmatch(name)]
    for name in RENAMED.keys() & {*unknown}:
        report.warning(*lines.place(name), f"'{name}' is now called '{RENAMED[name]}'")
        unknown.remove(name)
    misspelled = [name for name in unknown if difflib.get_close_matches(name, KNOWN, n=1, cutoff=0.87)]
    for name in misspelled:
        report.error_in_setting(f"no setting named '{name}'{did_you_mean(name, KNOWN)}", name)
    if report.errors:
        raise BuildFailed(report.errors)
    try:
        settings = pelican.settings.read_settings(None, override=normal_form(given))
    except Exception as error:  # Pelican's own checks
        name = next((name for name in ("THEME", *given) if name.lower() in str(error).lower()), "")
        report.error_in_setting(one_line(error), name)
        raise BuildFailed(report.errors) from None
    # The flow of a build calls what these older settings list.
    settings["PLUGINS"] = [name for name in settings["PLUGINS"] or () if not str(name).startswith(OWN_PLUGINS)]
    for name in _unread(set(unknown), settings):
        place = lines.place(name)
        report.warning(*place, f"nothing reads the setting '{name}'{did_you_mean(name, KNOWN)}")
    settings.setdefault("LAST_CHANGE", last_change(Path(settings["PATH"])))
    return settings | OTHER_FILES


def run_settings(path: Path) -> dict:
    """What the settings file at `path` assigns. It may import its neighbors, and raise what it will."""
    sys.modules.pop("pelicanconf", None)  # that of an earlier build
    sys.path.insert(0, str(path.parent))
    try:
        return pelican.settings.get_settings_from_file(str(path))
    finally:
        sys.path.remove(str(path.parent))


def _run_file(path: Path, report: Report) -> dict:
    """What the settings file assigns. Raises BuildFailed if it cannot be run."""
    try:
        with warnings.catch_warnings(action="ignore"):  # Python would print its own about a missing comma
            return run_settings(path)
    except SyntaxError as error:
        advice = ": write straight quotes" if CURLY.search(error.msg) else ""
        report.error(error.filename or path, error.lineno, f"this is no Python: {error.msg}{advice}")
    except FileNotFoundError:
        report.error(path, None, "there is no such file: it holds the settings of the site")
    except (Exception, SystemExit) as error:  # whatever a settings file raises is its author's error
        frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.endswith("conf.py")]
        place = frames[-1] if frames else None
        message = one_line(error)
        if isinstance(error, NameError) and error.name in CONSTANTS:
            message += f" (did you mean '{CONSTANTS[error.name]}'?)"
        if isinstance(error, TypeError) and message.endswith("object is not callable"):
            message += ": is there a comma missing?"
        report.error(place.filename if place else path, place.lineno if place else None, message)
    raise BuildFailed(report.errors)


def _unread(names: set[str], settings: dict) -> list[str]:
    """Settings that no template names; who has plugins of others may have settings for them."""
    if not names or settings["PLUGINS"]:
        return []
    folders = [*settings["THEME_TEMPLATES_OVERRIDES"], Path(settings["THEME"], "templates")]
    files = (file for folder in folders for file in Path(folder).rglob("*.html"))
    templates = "\n".join(file.read_text("utf-8", "replace") for file in files)
    return sorted(name for name in names if not re.search(rf"\b{name}\b", templates))
