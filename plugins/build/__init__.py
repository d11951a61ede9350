"""Run Pelican once: all its mistakes as one list, its output whole or not at all."""

import difflib
import logging
import re
import sys
import traceback
from collections.abc import Collection
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from jinja2 import TemplateError
from jinja2.exceptions import TemplateNotFound, TemplateSyntaxError

from plugins.build.lean import pelican
from plugins.build.note import Note, recall, remember
from plugins.build.swap import NotOurs, replaced
from plugins.build.takeover import share, whole_folders
from plugins.build.unchanged import digest_of_stamps, inputs_of, stamps_of, times_of
from plugins.mistakes import BuildFailed, Mistake, Report, did_you_mean
from plugins.run import Run

# What Pelican says of things that are right here, or that plugins/dialect says better.
NOT_TOLD = (
    "Empty alt attribute",
    "Unable to find",
    "Feeds generated without SITEURL",
    "There are ",
    "%s items with ",
    "Could not process",
    "Skipping %s: could not find",
    "{filename} used for linking",
)

OURS = """
CHECK_KNOWN COPYRIGHT CV_PDF EMBEDS_HOSTS EMBEDS_SCRIPTS FAVICON FORMULAS_MACROS HEADING_IDS LOOKUP_HOSTS MENU
NEWS_TITLE PUBLICATIONS_TITLE PUBLISH SITEMAP SOCIAL TABS_LINKED TIMEZONE ARCHIVES_URL ARCHIVES_SAVE_AS INDEX_URL
INDEX_SAVE_AS FEED_DOMAIN FEED_ATOM FEED_RSS FEED_ALL_ATOM_URL FEED_ALL_RSS CATEGORY_FEED_RSS TAG_FEED_ATOM TAG_FEED_RSS
TRANSLATION_FEED_RSS SITESUBTITLE AUTHOR MENUITEMS LINKS TAGS_SAVE_AS TAGS_URL CATEGORIES_SAVE_AS CATEGORIES_URL
AUTHORS_SAVE_AS AUTHORS_URL
"""
KNOWN = frozenset((*pelican.settings.DEFAULT_CONFIG, *OURS.split()))


@dataclass(frozen=True)
class Built:
    """A finished build: where it lies, how many pages it wrote, and what it warns of."""

    output: Path
    pages: int
    warnings: tuple[Mistake, ...]


def build(settings_file: Path, output: Path | None = None) -> Built:
    """Build the site that `settings_file` describes into `output` (by default, where its settings say).

    Raises BuildFailed with every mistake; `output` is then what it was before.
    """
    report = Report(settings_file.resolve().parent)
    settings = _settings(settings_file.resolve(), report)
    output = (output or settings_file.resolve().parent / settings["OUTPUT_PATH"]).absolute()
    cache, times = Path(settings["PATH"]).parent / ".cache" / "builds", inputs_of(settings, times_of)
    inputs = inputs_of(settings)
    old, new = stamps_of(output) if inputs.everything else {}, {}
    note = recall(cache, output, old) if inputs.everything else None
    if note and note.is_of(inputs.everything):
        return Built(output, note.pages, note.mistakes)
    run = Run(report, inputs.without_pages, note, output)
    site = dict(settings, RUN=run)  # Pelican and its plugins write into theirs

    def take_over(fresh: Path) -> Collection[str]:
        whole = whole_folders(output, fresh, old, run.records.taken)
        stays = {name for name in old if name.partition("/")[0] in whole}
        new.update(stamps_of(fresh) | {name: old[name] for name in stays | run.records.taken})
        share(output, fresh, run.records.taken - stays)
        return whole

    try:
        with replaced(output, take_over) as fresh, _logged_to(report):
            site["OUTPUT_PATH"] = str(fresh)
            _run(site, report)
            if report.mistakes:
                raise BuildFailed(report.mistakes)
    except NotOurs as error:
        report.mistake(output, None, str(error))
        raise BuildFailed(report.mistakes) from None
    except OSError as error:
        report.mistake(error.filename or output, None, f"cannot be written: {(error.strerror or str(error)).lower()}")
        raise BuildFailed(report.mistakes) from None
    if inputs.everything and times == inputs_of(settings, times_of):  # else somebody wrote while we read
        warnings = tuple((one.path, one.line, one.message) for one in report.warnings)
        facts = (
            digest_of_stamps(new),
            run.pages,
            warnings,
            run.due,
            run.records.digest,
            run.inputs,
            run.records.seen,
        )
        remember(cache, output, Note(inputs.everything, *facts))
    return Built(output, run.pages, tuple(report.warnings))


def _settings(path: Path, report: Report) -> dict:
    sys.modules.pop("pelicanconf", None)  # publishconf.py imports its neighbor, not that of an earlier build
    try:
        settings = pelican.settings.read_settings(str(path))
    except SyntaxError as error:
        report.mistake(error.filename or path, error.lineno, f"this is no Python: {error.msg}")
    except Exception as error:  # whatever a settings file raises is its author's mistake
        frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.endswith("conf.py")]
        place = frames[-1] if frames else None
        message = "PATH leads to no folder" if str(error).startswith("You need to specify a path") else _one_line(error)
        report.mistake(place.filename if place else path, place.lineno if place else None, message)
    else:
        unknown = [name for name in settings if name.isupper() and name not in KNOWN]
        misspelled = [name for name in unknown if difflib.get_close_matches(name, KNOWN, n=1, cutoff=0.87)]
        for name in misspelled:
            report.mistake(path, None, f"no setting named '{name}'{did_you_mean(name, KNOWN)}")
        for name in _unread(set(unknown) - set(misspelled), settings):
            report.warning(path, None, f"nothing reads the setting '{name}'{did_you_mean(name, KNOWN)}")
        try:
            ZoneInfo(settings["TIMEZONE"])
        except (KeyError, ValueError):
            report.mistake(path, None, f"no time zone '{settings['TIMEZONE']}'")
        if not report.mistakes:
            return settings
    raise BuildFailed(report.mistakes)


def _unread(names: set[str], settings: dict) -> list[str]:
    """Settings that no template names; who has plugins of others may have settings for them."""
    if not names or any(name.partition(".")[0] not in ("plugins", "sitemap") for name in settings["PLUGINS"]):
        return []
    folders = [*settings["THEME_TEMPLATES_OVERRIDES"], Path(settings["THEME"], "templates")]
    files = (file for folder in folders for file in Path(folder).rglob("*.html"))
    templates = "\n".join(file.read_text("utf-8", "replace") for file in files)
    return sorted(name for name in names if not re.search(rf"\b{name}\b", templates))


def _run(settings: dict, report: Report) -> None:
    """Run Pelican in this process, with nothing left of an earlier run."""
    pelican.log.LimitFilter._raised_messages.clear()
    pelican.log.LimitFilter._group_count.clear()
    pelican.contents.Content.get_content.cache.clear()
    pelican.contents.Content.get_summary.cache.clear()
    pelican.console = _Silent()
    try:
        pelican.Pelican(settings).run()
    except BuildFailed:
        raise
    except pelican.generators.PelicanTemplateNotFound as error:
        report.mistake("theme/templates", None, _one_line(error))
    except Exception as error:  # whatever a template raises is its author's mistake; anything else is ours
        if not isinstance(error, TemplateError) and not _template_frames(error):
            raise
        message = f"no template '{error.name}'" if isinstance(error, TemplateNotFound) else _one_line(error)
        report.mistake(*_template_place(error), message)
    else:
        return
    raise BuildFailed(report.mistakes)


class _Silent:
    """Stands in for rich's console, which renders what it is told even when it is quiet."""

    def print(self, *said: object, **how: object) -> None:
        pass


def _template_frames(error: BaseException) -> list[traceback.FrameSummary]:
    return [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.endswith(".html")]


def _template_place(error: Exception) -> tuple[str, int | None]:
    if isinstance(error, TemplateSyntaxError):
        return error.filename or error.name or "theme", error.lineno
    frames = _template_frames(error)
    return (frames[-1].filename, frames[-1].lineno) if frames else ("theme/templates", None)


def _one_line(error: BaseException) -> str:
    return " ".join(str(error).split()) or type(error).__name__


class _Collector(logging.Handler):
    """Turns what Pelican and its plugins log into mistakes and warnings."""

    def __init__(self, report: Report) -> None:
        super().__init__(logging.WARNING)
        self._report = report

    def emit(self, record: logging.LogRecord) -> None:
        error = sys.exc_info()[1]
        if record.msg.startswith("Could not process") and error is not None:
            self._report.mistake(f"content/{record.args[0]}", None, _one_line(error))
        elif not str(record.msg).startswith(NOT_TOLD):
            tell = self._report.mistake if record.levelno >= logging.ERROR else self._report.warning
            tell("Pelican", None, " ".join(record.getMessage().split()))


@contextmanager
def _logged_to(report: Report):
    root = logging.getLogger()
    before, collector = root.handlers[:], _Collector(report)
    root.handlers[:] = [collector]
    try:
        yield
    finally:
        root.handlers[:] = before
