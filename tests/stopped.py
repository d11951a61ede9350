"""Builds that are stopped at a step: before the N-th event that Python audits and that concerns what lies beside an
output, or the cache.

In: the path of a settings file; on standard input, a line for each request. Out: on standard output, a line of JSON.
`steps` answers with the events of a whole build. `kill 3` kills a build before step 3, `other 3 publishconf.py` runs a
whole build of other settings there, and `together publishconf.py` runs one at the same time: these answer with exit
codes. Each build is a fork of a process that has loaded all that builds need, which saves most of the time.
"""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from plugins import flow  # noqa: F401 (what a build loads late)
from plugins.building import build, pelican_run, swap  # noqa: F401

ROOT = Path(__file__).parents[1]
EVENTS = ("os.rename", "os.mkdir", "os.remove", "os.rmdir", "shutil.rmtree", "open", "sqlite3.connect")
BESIDE = (".new-", ".old-", "results.sqlite3")


class Builds:
    """The builds of one settings file, for tests; to be used as a context."""

    def __init__(self, settings: Path) -> None:
        command = [sys.executable, "-m", "tests.stopped", str(settings)]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT, env={**os.environ}
        )

    def __enter__(self) -> "Builds":
        return self

    def __exit__(self, *_: object) -> None:
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait(60)

    def ask(self, *words: object) -> object:
        """The answer to a line of these words."""
        self._process.stdin.write(" ".join(map(str, words)) + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())


def fork(run: Callable[[], object]) -> int:
    """The id of a process that does this."""
    process = os.fork()
    if not process:
        code = 1
        try:
            run()
            code = 0
        finally:
            sys.stderr.flush()
            os._exit(code)
    return process


def exit_code(process: int) -> int:
    """How a process ended; negative where a signal ended it."""
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def build_watched(settings: Path, act: Callable[[int, str], object]) -> None:
    """Build, and `act` before each step, with its number and what it is."""
    count = 0

    def hook(event: str, arguments: tuple) -> None:
        nonlocal count
        if event == "fcntl.flock" or (event in EVENTS and is_step(event, arguments)):
            count += 1
            act(count - 1, f"{event} {arguments[0]}")

    sys.addaudithook(hook)
    build(settings)


def is_step(event: str, arguments: tuple) -> bool:
    """Whether an event changes something beside the output, or the cache."""
    is_beside = any(part in str(argument) for part in BESIDE for argument in arguments[:2])
    return is_beside and not (event == "open" and arguments[1] in ("r", "rb"))


def answer(settings: Path, words: list[str]) -> object:
    """What a request gives."""
    match words:
        case ["steps"]:
            reading, writing = os.pipe()
            process = fork(
                lambda: build_watched(settings, lambda number, step: os.write(writing, f"{step}\n".encode()))
            )
            os.close(writing)
            with os.fdopen(reading) as steps:
                found = steps.read().splitlines()
            exit_code(process)
            return found
        case ["kill", step]:

            def kill(number: int, what: str) -> None:
                if number == int(step):
                    os.kill(os.getpid(), signal.SIGKILL)

            return exit_code(fork(lambda: build_watched(settings, kill)))
        case ["other", step, other]:
            path = settings.with_name(other)

            def run_other(number: int, what: str) -> None:
                if number == int(step) and exit_code(fork(lambda: build(path))):
                    os._exit(2)

            return exit_code(fork(lambda: build_watched(settings, run_other)))
        case ["together", other]:
            processes = [fork(lambda path=path: build(path)) for path in (settings, settings.with_name(other))]
            return [exit_code(process) for process in processes]


if __name__ == "__main__":
    for line in sys.stdin:
        print(json.dumps(answer(Path(sys.argv[1]), line.split())), flush=True)
