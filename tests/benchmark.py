"""How much a build costs: `python -m tests.benchmark [ARTICLES …]` prints CPU seconds of whole processes.

`--publications N …` measures bibliographies of so many entries instead, beside the same site without any. Each run is
a fresh copy of this repository with the home page and what was made up. "cold" has no cache and no output, "again" is
the same build once more with nothing changed, "one changed" comes after a word was added to one article, or to the home
page.

Absolute figures say little: the last lines are the peer of that run, Pelican as it comes with as many of the same
articles, and with one, which says how fast the machine is just now. Where files cost much, TMPDIR may name a folder in
memory.
"""

import compileall
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

ROOT = Path(__file__).parents[1]
RUNS = 3
PROSE = "of the method that we present shows how a large model learns to read long texts and to answer in a few words "
COPIED = ("content", "plugins", "theme", "tasks.py", "pelicanconf.py", "publishconf.py")
CODE = '''import json
from pathlib import Path


def answer(text: str, limit: int = {number}) -> int:
    """Count the words of a text."""
    words = [word for word in text.split() if word]
    if len(words) > limit:
        raise ValueError(f"more than {{limit}} words")
    return len(words)  # as many as there are


print(answer(json.loads(Path("text.json").read_text("utf-8"))["text"]))
'''
FAMILIES = (
    "Abel",
    "Bose",
    "Curie",
    "Dirac",
    "Euler",
    "Fermi",
    "Gauss",
    "Ito",
    "Joule",
    "Li",
    "Noether",
    "Ohm",
    "Planck",
)
GIVEN = ("Ada", "Ben", "Chen", "Dana", "Emil", "Fei", "Grace", "Hugo", "Ines", "Jan", "Kim", "Lena", "Omar")
VENUES = ("Proceedings of the Conference on Language Models", "Advances in Neural Systems", "Journal of Owls")


def day(number: int) -> str:
    return f"{2001 + number // 336}-{1 + number // 28 % 12:02}-{1 + number % 28:02}"


def article(number: int) -> str:
    """The text of an article of about 345 words with two links, a list and a block of code, which is what static site
    generators were compared with: of Pelican alone, Markdown takes three fifths of the time, and colors a fifth."""
    prose = (PROSE * 5)[number % len(PROSE) :].strip()
    return (
        f'{prose}. See [it](https://example.org/{number}) -- it\'s "new".\n\n'
        f"## Results\n\n{prose}.\n\n- one\n- two\n- three\n\n"
        f"```python\n{CODE.format(number=number)}```\n\n"
        f"{prose}. And [the code](https://example.org/code/{number}).\n"
    )


def with_picture(number: int) -> str:
    """An article as we have it; each fifth has a picture."""
    picture = f"![Figure {number}](../images/uf.png){{ width={200 + number % 3 * 50} }}\n\n" if number % 5 == 0 else ""
    return f"---\ntitle: Article {number}\n---\n\n{picture}{article(number)}"


def entry(number: int) -> str:
    """An entry with five authors, an abstract of about 110 words, links and topics."""
    names = [f"{FAMILIES[(number * 7 + i * 3) % 13]}, {GIVEN[(number // 3 + i * 5) % 13]}" for i in range(5)]
    kind, place = ("article", "journal") if number % 3 == 2 else ("inproceedings", "booktitle")
    fields = {
        "title": f"{{Owl}}{number}: How the Method of ${{\\alpha}}$ Models Reads Long Texts \\& Answers",
        "author": " and ".join(names),
        place: VENUES[number % 3],
        "year": 1990 + number % 35,
        "month": "jul",
        "pages": f"{number}--{number + 12}",
        "doi": f"10.1234/owl.{number}",
        "arxiv": f"{2001 + number // 1000}.{number % 1000:05}",
        "code": f"https://github.com/owl/owl{number}",
        "video": f"https://youtu.be/owl{number}",
        "keywords": f"topic {number % 7}, reading",
        "abstract": (PROSE * 6)[number % 50 :].strip(),
        **({"selected": number // 100 + 1} if number % 100 == 0 else {}),
    }
    rows = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    return f"@{kind}{{owl{number},\n{rows}}}\n"


def copy_with(articles: int, folder: Path, publications: int = 0) -> Path:
    for name in COPIED:
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, folder / name)
    for number in range(articles):
        (folder / f"content/news/{day(number)}-article-{number}.md").write_text(with_picture(number), "utf-8")
    if publications:
        (folder / "content/publications.bib").write_text("\n".join(map(entry, range(publications))), "utf-8")
    compileall.compile_dir(folder, quiet=1)  # as on every machine on which a build has run
    return folder


def peer_with(articles: int, folder: Path) -> Path:
    """A site of Pelican as it comes."""
    (folder / "content/pages").mkdir(parents=True)
    for number in range(articles):
        head = f"Title: Article {number}\nDate: {day(number)}\n\n"
        (folder / f"content/a{number}.md").write_text(f"{head}{article(number)}", "utf-8")
    settings = 'AUTHOR = "A"\nSITENAME = "S"\nTIMEZONE = "UTC"\nPATH = "content"\n'
    (folder / "pelicanconf.py").write_text(f'{settings}SITEURL = "https://x.example"\n', "utf-8")
    return folder


BUILD, PELICAN = ["invoke", "build"], ["pelican", "content", "-s", "pelicanconf.py", "-q"]


def cpu_of(folder: Path, command: list[str]) -> float:
    """CPU seconds, user and system, of a module's command and all that it starts."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-m", *command], cwd=folder, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def add_word(file: Path) -> None:
    file.write_text(f"{file.read_text('utf-8')}\nA word.\n", "utf-8")


def measure(what: str, place: Path, make: Callable[[Path], Path], changed: str) -> None:
    figures = {"cold": [], "again": [], "one changed": []}
    for _ in range(RUNS):
        site = make(fresh(place))
        for name, each in figures.items():
            if name == "one changed":
                add_word(max(site.glob(changed)))
            each.append(cpu_of(site, BUILD))
    for name, each in figures.items():
        tell(f"{what}, {name}", each)


def measure_peer(count: int, place: Path) -> None:
    each = [cpu_of(peer_with(count, fresh(place)), PELICAN) for _ in range(RUNS)]
    tell(f"peer: Pelican alone, {count} articles", each)


def fresh(place: Path) -> Path:
    """A new folder. All are deleted at the end: for minutes after, ext4 makes new files twenty times slower."""
    return Path(tempfile.mkdtemp(dir=place))


def tell(what: str, each: list[float]) -> None:
    print(f"{what:>36}: {statistics.median(each):.2f} CPU-s ({min(each):.2f}–{max(each):.2f})", flush=True)


def main(words: list[str]) -> None:
    of_publications = "--publications" in words
    counts = [int(word) for word in words if word.isdigit()] or [1000 if of_publications else 20]
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        for count in [0] * of_publications + counts:
            if of_publications:
                make = partial(copy_with, 0, publications=count)
                measure(f"{count} publications", place, make, "content/pages/index.md")
            else:
                measure(f"{count} articles", place, partial(copy_with, count), "content/news/*.md")
        for count in [1, *counts]:
            measure_peer(count, place)


if __name__ == "__main__":
    main(sys.argv[1:])
