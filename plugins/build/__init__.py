"""Run Pelican once: all its errors as one list, its output whole or not at all."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from plugins.build.note import Note, recall, remember
from plugins.build.running import run_pelican
from plugins.build.settings import read_settings
from plugins.build.swap import NotOurs, replaced
from plugins.build.takeover import share, whole_folders
from plugins.build.unchanged import digest_of_stamps, inputs_of, stamps_of, times_of
from plugins.core.problems import BuildFailed, Problem, Report
from plugins.run import Run


@dataclass(frozen=True)
class Built:
    """A finished build: where it lies, how many pages it wrote, and what it warns of."""

    output: Path
    pages: int
    warnings: tuple[Problem, ...]


def build(settings_file: Path, output: Path | None = None) -> Built:
    """Build the site that `settings_file` describes into `output` (by default, where its settings say).

    Raises BuildFailed with every error; `output` is then what it was before.
    """
    report = Report(settings_file.resolve().parent)
    settings = read_settings(settings_file.resolve(), report)
    output = (output or settings_file.resolve().parent / settings["OUTPUT_PATH"]).absolute()
    cache, times = Path(settings["PATH"]).parent / ".cache" / "builds", inputs_of(settings, times_of)
    inputs = inputs_of(settings)
    old, new = stamps_of(output) if inputs.everything else {}, {}
    note = recall(cache, output, old) if inputs.everything else None
    if note and note.is_of(inputs.everything):
        return Built(output, note.pages, note.errors)
    run = Run(report, inputs.without_pages, note, output)
    site = dict(settings, RUN=run)  # Pelican and its plugins write into theirs

    def take_over(fresh: Path) -> Collection[str]:
        whole, inside = whole_folders(output, fresh, old, run.records.taken)
        new.update(stamps_of(fresh) | {name: old[name] for name in inside | run.records.taken})
        share(output, fresh, run.records.taken - inside)
        return whole

    try:
        with replaced(output, take_over) as fresh:
            site["OUTPUT_PATH"] = str(fresh)
            run_pelican(site, report)
    except NotOurs as error:
        report.error(output, None, str(error))
        raise BuildFailed(report.errors) from None
    except OSError as error:
        report.error(error.filename or output, None, f"cannot be written: {(error.strerror or str(error)).lower()}")
        raise BuildFailed(report.errors) from None
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
