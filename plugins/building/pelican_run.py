"""One run of Pelican, whose logs and errors become errors and warnings.

In: settings as read, and the report of a build. Out: the site in OUTPUT_PATH; what the report says more.
"""

import logging
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager

import pelican
from jinja2 import TemplateError
from jinja2.exceptions import TemplateNotFound, TemplateSyntaxError
from pelican.contents import Content
from pelican.generators import PelicanTemplateNotFound
from pelican.log import LimitFilter

from plugins.core.problems import BuildFailed, Report, one_line
from plugins.flow import Flow

# What Pelican logs about things that are right here, or that plugins/dialect reports better.
IGNORED = (
    "Empty alt attribute",
    "Unable to find",
    "Feeds generated without SITEURL",
    "There are ",
    "%s items with ",
    "Could not process",
    "{filename} used for linking",
)
OUTSIDE = "Skipping %s: file %r would be written outside output path"


def run_pelican(settings: dict, flow: Flow, report: Report) -> None:
    """Run Pelican in this process. Raises BuildFailed with every error."""
    with steps_called(flow, report):
        pelican.Pelican(settings).run()
    if report.errors:
        raise BuildFailed(report.errors)


@contextmanager
def steps_called(flow: Flow, report: Report) -> Iterator[None]:
    """Have Pelican call the steps of the flow, with nothing left of an earlier run; report what it logs and what
    templates raise."""
    pelican.console.quiet = True
    LimitFilter.LOGS_DEDUP_MIN_LEVEL = logging.INFO  # else a warning of an earlier build is not logged again
    # Pelican holds on to every content object of a process by these.
    Content.get_content.cache.clear()
    Content.get_summary.cache.clear()
    with _logged_to(report), flow.connected():
        try:
            yield
        except BuildFailed:
            raise
        except PelicanTemplateNotFound as error:
            report.error("theme/templates", None, one_line(error))
        except Exception as error:  # whatever a template raises is its author's error; anything else is ours
            if not isinstance(error, TemplateError) and not _template_frames(error):
                raise
            message = f"no template '{error.name}'" if isinstance(error, TemplateNotFound) else one_line(error)
            report.error(*_template_place(error), message)


def _template_frames(error: BaseException) -> list[traceback.FrameSummary]:
    return [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.endswith(".html")]


def _template_place(error: Exception) -> tuple[str, int | None]:
    if isinstance(error, TemplateSyntaxError):
        return error.filename or error.name or "theme", error.lineno
    frames = _template_frames(error)
    return (frames[-1].filename, frames[-1].lineno) if frames else ("theme/templates", None)


class _Collector(logging.Handler):
    """Turns what Pelican and its plugins log into errors and warnings."""

    def __init__(self, report: Report) -> None:
        super().__init__(logging.WARNING)
        self._report = report

    def emit(self, record: logging.LogRecord) -> None:
        error = sys.exc_info()[1]
        if record.msg.startswith("Could not process") and error is not None:
            self._report.error(f"content/{record.args[0]}", None, one_line(error))
        elif record.msg == OUTSIDE:
            content, save_as = record.args
            self._report.error(content.source_path, None, f"would be written to '{save_as}', outside of the site")
        elif not str(record.msg).startswith(IGNORED):
            tell = self._report.error if record.levelno >= logging.ERROR else self._report.warning
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
