"""How much a build costs: `python -m tests.benchmark [ARTICLES …]` prints CPU seconds of whole processes.

Each run is a fresh copy of this repository with the home page and so many made-up articles; "cold" has no cache of
pictures and no output, "again" is the same build once more with nothing changed.
"""

import compileall
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
RUNS = 5
PROSE = "of the method that we present shows how a large model learns to read long texts and to answer in a few words "
COPIED = ("content", "plugins", "theme", "tasks.py", "pelicanconf.py", "publishconf.py")


def article(number: int) -> str:
    """An article of about 345 words with two links, a list and a block of code."""
    prose = (PROSE * 5)[number % len(PROSE) :].strip()
    return (
        f'---\ntitle: Article {number}\n---\n\n{prose}. See [it](https://example.org/{number}) -- it\'s "new".\n\n'
        f"## Results\n\n{prose}.\n\n- one\n- two\n- three\n\n"
        f"```python\ndef answer(text: str) -> int:\n    return len(text)  # {number}\n```\n\n"
        f"{prose}. And [the code](https://example.org/code/{number}).\n"
    )


def copy_with(articles: int, folder: Path) -> Path:
    for name in COPIED:
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, folder / name)
    for number in range(articles):
        day = f"{2001 + number // 336}-{1 + number // 28 % 12:02}-{1 + number % 28:02}"
        (folder / f"content/news/{day}-article-{number}.md").write_text(article(number), "utf-8")
    compileall.compile_dir(folder, quiet=1)  # as on every machine on which a build has run
    return folder


def cpu_of(folder: Path) -> float:
    """CPU seconds, user and system, of `invoke build` and all that it starts."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-m", "invoke", "build"], cwd=folder, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def measure(articles: int) -> None:
    cold, again = [], []
    for _ in range(RUNS):
        with tempfile.TemporaryDirectory() as folder:
            site = copy_with(articles, Path(folder))
            cold.append(cpu_of(site))
            again.append(cpu_of(site))
    for name, figures in (("cold", cold), ("again", again)):
        median, least, most = statistics.median(figures), min(figures), max(figures)
        print(f"{articles:5} articles, {name:5}: {median:.2f} CPU-s ({least:.2f}–{most:.2f})")


if __name__ == "__main__":
    for count in map(int, sys.argv[1:] or ["20"]):
        measure(count)
