"""`invoke init`."""

import sys
from contextlib import suppress
from pathlib import Path

from plugins.commands import ROOT, print_problems, today_of
from plugins.core.manifest import Manifest
from plugins.init.answers import Answers
from plugins.init.plan import Plan, carry_out, has_author, make_plan, read_sample, unchanged_files

NOTHING = "nothing was written"
HELLO = "Enter takes what stands in brackets. Nothing is written before the end; Ctrl-C ends this at any time.\n"
YOURS = (
    f"pelicanconf.py is yours already: {NOTHING}. `invoke init` replaces only the sample,"
    " `invoke migrate PATH --force` moves an older site in"
)
NEXT = """The site is yours. Next:
  content/pages/index.md   your page: go on writing
  invoke livereload        shows it while you write
  invoke check             finds what is left to do
  invoke publish           publishes it"""


def init_site(answers_file: str, is_agreed: bool) -> None:
    """Ask, or read the answers from a file; then write the author's site over the sample."""
    sample = read_sample()
    if has_author(ROOT, sample):
        raise SystemExit(YOURS)
    with suppress(ImportError):  # Windows has none; its terminal edits lines itself
        import readline  # noqa: F401 (gives `input` its editing)
    answers = _read_file(Path(answers_file)) if answers_file else _interview()
    if isinstance(answers, Path):
        _move_in(answers, sample)
        return
    plan = _make_plan(answers, sample)
    print(_shown(plan))
    if not is_agreed and not _agrees():
        raise SystemExit(NOTHING)
    try:
        carry_out(plan, ROOT)
    except OSError as error:
        raise SystemExit(f"{error.filename}: cannot be written: {error.strerror or error}; {NOTHING}") from None
    print(f"\n{NEXT}")


def _interview() -> Answers | Path:
    """The answers, or the folder of the older site that moves in."""
    from plugins.init.interview import Terminal, ask, interview
    from plugins.init.machine import remote_of
    from plugins.init.questions import older_site, questions

    here = Path.cwd()
    terminal = Terminal(_ask, print)
    print(HELLO)
    if folder := ask(terminal, older_site(here)):
        return folder
    return interview(terminal, questions(here), _defaults(), remote_of(ROOT))


def _read_file(path: Path) -> Answers | Path:
    """The same from a file; paths in it begin at its folder."""
    from plugins.core.problems import Problem
    from plugins.init.answers_file import read_answers
    from plugins.init.questions import older_site, questions

    try:
        text = path.read_text("utf-8-sig")
    except OSError as error:
        raise SystemExit(f"{path}: cannot be read: {error.strerror or error}") from None
    except UnicodeDecodeError:
        raise SystemExit(f"{path}: this is not UTF-8 text: save it as UTF-8") from None
    answers, problems = read_answers(text, older_site(path.parent), questions(path.parent), _defaults())
    if problems:
        print_problems(Problem(str(path), problem.line, problem.message) for problem in problems)
        raise SystemExit(f"{len(problems)} error{'s' * (len(problems) > 1)} in the answers: {NOTHING}")
    return answers


def _defaults() -> dict[str, str]:
    from plugins.init.machine import timezone_here

    return {"languages": "en", "timezone": timezone_here()}


def _make_plan(answers: Answers, sample: Manifest) -> Plan:
    from plugins.init.machine import remote_of
    from plugins.init.new_site import new_site

    files = new_site(answers, today_of({"TIMEZONE": answers.timezone}), remote_of(ROOT))
    return make_plan(files, ROOT, sample)


def _move_in(folder: Path, sample: Manifest) -> None:
    from plugins.migrate import MigrationFailed, migrate

    try:
        migrate(folder, ROOT, replaces=unchanged_files(ROOT, sample))
    except MigrationFailed as error:
        raise SystemExit(str(error)) from None


def _shown(plan: Plan) -> str:
    """What will be written, removed and left, a file on each line."""
    groups = (
        ("Written", plan.writes),
        ("Removed, as it is the sample's", plan.removes),
        ("Left as it is, since you changed it", plan.stays),
    )
    return "\n".join("\n  ".join([f"\n{title}:", *names]) for title, names in groups if names)


def _agrees() -> bool:
    return _ask("\nGo on? [Y/n] ", ": --yes agrees without being asked").strip().casefold() in ("", "y", "yes")


def _ask(prompt: str, advice: str = ": the answers ended") -> str:
    """A line from the terminal, or from what stands in for one. If there is none, SystemExit, with `advice`."""
    try:
        return input(prompt)
    except UnicodeDecodeError:
        return "\x00"  # which no question accepts
    except (EOFError, KeyboardInterrupt):
        print()
        raise SystemExit(NOTHING if sys.stdin.isatty() else NOTHING + advice) from None
