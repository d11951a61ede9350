"""Build a site: all its errors as one list, its output whole or not at all, nothing where nothing has changed."""

import time
from dataclasses import dataclass, field
from pathlib import Path

from plugins.building.content_files import check_content_files
from plugins.building.inputs import digest_of_code, digest_of_inputs, digest_of_makers
from plugins.building.settings import read_settings
from plugins.building.swap import NotOurs, recover, replaced
from plugins.core.cache import Cache
from plugins.core.digests import stamp_of_folder
from plugins.core.problems import BuildFailed, Problem, Report

CACHE = ".cache"


@dataclass(frozen=True)
class Built:
    """A finished build: where it lies, how many pages it has, its warnings, the notes about what is right, and what it
    knew: None where nothing had to be built."""

    output: Path
    pages: int
    warnings: tuple[Problem, ...]
    notes: tuple[Problem, ...]
    flow: "Flow | None" = field(default=None, compare=False, repr=False)  # noqa: F821


@dataclass(frozen=True)
class LastBuild:
    """What the last build of an output left: a stamp of its files, valid `since` it began `until` the next article is
    due (both in seconds of Unix). Before, the clock was ahead, and articles appeared too early."""

    stamp: bytes | None
    since: float
    until: float
    pages: int
    warnings: tuple[Problem, ...]
    notes: tuple[Problem, ...]


def build(settings_file: Path, output: Path | None = None, is_forced: bool = False) -> Built:
    """Build the site that `settings_file` describes into `output` (by default, where its settings say); if it is
    unchanged, only where that `is_forced`.

    Raises BuildFailed with every error; `output` is then what it was before.
    """
    root = settings_file.resolve().parent
    report = Report(root)
    settings = read_settings(settings_file.resolve(), report)
    check_content_files(Path(settings["PATH"]), report)
    if report.errors:
        raise BuildFailed(report.errors)
    output = (output or root / settings["OUTPUT_PATH"]).absolute()
    cache = Cache(Path(settings["PATH"]).parent / CACHE, str(output))
    is_complete, makers = False, None
    try:
        recover(output)
        code = digest_of_code()
        slot, before = f"build:{output}", digest_of_inputs(settings, code)
        last = cache.get(slot, before) if before and not is_forced else None
        if last and last.since <= time.time() < last.until and last.stamp == stamp_of_folder(output):
            return Built(output, last.pages, last.warnings, last.notes)
        from plugins.flow import Flow  # which an unchanged site does not need

        makers = digest_of_makers(settings, code)
        flow = Flow(report, cache, str(output), code, makers)
        stamp = _run(settings, output, report, flow)
        built = Built(output, flow.pages, tuple(report.warnings), tuple(report.notes), flow)
        if before and before == digest_of_inputs(settings, code):  # else somebody wrote while we read
            last = LastBuild(stamp, flow.begun, flow.due, built.pages, built.warnings, built.notes)
            cache.put(slot, before, last)
        is_complete = True
        return built
    finally:
        if makers and makers != digest_of_makers(settings, code):
            cache.forget_new()  # somebody wrote while we read: which values are of the old theme is unknown
        cache.close(is_complete)


def _run(settings: dict, output: Path, report: Report, flow: "Flow") -> bytes | None:  # noqa: F821
    """Run Pelican once; what it writes takes the place of the old output. Return the stamp of these files, taken before
    another build can replace them. Raises BuildFailed."""
    from plugins.building.pelican_run import run_pelican

    try:
        with replaced(output) as fresh:
            run_pelican(settings | {"OUTPUT_PATH": str(fresh)}, flow, report)
            return stamp_of_folder(fresh)
    except NotOurs as error:
        report.error(output, None, str(error))
        raise BuildFailed(report.errors) from None
    except OSError as error:
        report.error(error.filename or output, None, f"cannot be written: {(error.strerror or str(error)).lower()}")
        raise BuildFailed(report.errors) from None
