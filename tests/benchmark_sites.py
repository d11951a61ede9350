"""The sites that the benchmark builds: the same made-up articles for each site generator, and made-up publications.

`TOOLS` holds each generator by its name: how to write a site, and the commands that build it and that serve it.
"""

import compileall
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
COPIED = ("content", "plugins", "theme", "tasks.py", "pelicanconf.py", "publishconf.py")
PROSE = "of the method that we present shows how a large model learns to read long texts and to answer in a few words "
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
FAMILIES = ("Abel", "Bose", "Curie", "Dirac", "Euler", "Fermi", "Gauss", "Ito", "Joule", "Li", "Noether", "Ohm", "Roe")
GIVEN = ("Ada", "Ben", "Chen", "Dana", "Emil", "Fei", "Grace", "Hugo", "Ines", "Jan", "Kim", "Lena", "Omar")
VENUES = ("Proceedings of the Conference on Language Models", "Advances in Neural Systems", "Journal of Owls")
PELICAN_CONF = """AUTHOR = "A"
SITENAME = "S"
SITEURL = "https://x.example"
TIMEZONE = "UTC"
PATH = "content"
THEME = "simple"
"""
PELICAN_CACHE = """CACHE_CONTENT = True
LOAD_CONTENT_CACHE = True
CONTENT_CACHING_LAYER = "generator"
"""
HUGO_PAGE = "<!doctype html><title>{{ .Title }}</title><h1>{{ .Title }}</h1>{{ .Content }}"
HUGO_LIST = """<!doctype html><title>{{ .Title }}</title>
{{ range .Pages }}<h2><a href="{{ .RelPermalink }}">{{ .Title }}</a></h2>{{ .Summary }}{{ end }}"""


@dataclass(frozen=True)
class Tool:
    """A site generator.

    `write(count, folder)` writes a site with so many articles. `build` and `serve` are commands to run in its folder;
    `serve` lacks the value of its last option: a port, for Zensical an address. `article` is the source of article 0,
    and `page` the file that `serve` writes for it.
    """

    write: Callable[[int, Path], None]
    build: list[str]
    serve: list[str]
    article: str
    page: str


GROUP_PAGES = {
    f"{name}{ending}": f"# {title}\n\n{PROSE}.\n\n/// {block}\n///\n"
    for name, block, titles in (
        ("index", "news", ("Owls", "Eulen")),
        ("group", "people", ("Group", "Gruppe")),
        ("talks", "talks", ("Talks", "Vorträge")),
        ("teaching", "courses", ("Teaching", "Lehre")),
    )
    for ending, title in zip(("", ".de"), titles, strict=True)
}


def day(number: int) -> str:
    return f"{2001 + number // 336}-{1 + number // 28 % 12:02}-{1 + number % 28:02}"


def article(number: int) -> str:
    """The Markdown of an article of about 345 words with two links, a list and a block of code."""
    prose = (PROSE * 5)[number % len(PROSE) :].strip()
    return (
        f'{prose}. See [it](https://example.org/{number}) -- it\'s "new".\n\n'
        f"## Results\n\n{prose}.\n\n- one\n- two\n- three\n\n"
        f"```python\n{CODE.format(number=number)}```\n\n"
        f"{prose}. And [the code](https://example.org/code/{number}).\n"
    )


def entry(number: int) -> str:
    """A BibTeX entry with five authors, an abstract of about 110 words, links and topics."""
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


def write_vita(articles: int, folder: Path, publications: int = 0) -> None:
    """A copy of this repository, with articles (a picture in every fifth) and publications."""
    folder.mkdir(exist_ok=True)
    for name in COPIED:
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, folder / name)
    for number in range(articles):
        picture = f"![Figure](../images/uf.png){{ width={200 + number % 3 * 50} }}\n\n" if number % 5 == 0 else ""
        head = f"---\ntitle: Article {number}\nslug: article-{number}\n---\n\n"
        (folder / f"content/news/{day(number)}-a{number}.md").write_text(head + picture + article(number), "utf-8")
    if publications:
        (folder / "content/publications.bib").write_text("\n".join(map(entry, range(publications))), "utf-8")
    compileall.compile_dir(folder, quiet=1)  # as on every machine on which a build has run


def write_group(publications: int, folder: Path) -> None:
    """The same publications, with a group of twelve, twenty talks and six courses, in English and in German."""
    write_vita(0, folder, publications)
    content = folder / "content"
    with (folder / "pelicanconf.py").open("a", encoding="utf-8") as settings:
        settings.write("\nPEOPLE_PAGES = True\n")
    (content / "people.toml").write_text("\n".join(map(_member, range(12))), "utf-8")
    (content / "talks.toml").write_text("\n".join(map(_talk, range(20))), "utf-8")
    (content / "courses").mkdir()
    for number in range(6):
        (content / f"courses/course-{number}.md").write_text(_course(number), "utf-8")
    for name, text in GROUP_PAGES.items():
        (content / f"pages/{name}.md").write_text(text, "utf-8")
    compileall.compile_dir(folder, quiet=1)


def _member(number: int) -> str:
    """A member of the group, who wrote some of the publications of `entry`."""
    name = f"{GIVEN[number % 13]} {FAMILIES[number % 13]}"
    role = ("student", "postdoc", "alumnus")[number % 3]
    return (
        f'[[person]]\nname = "{name}"\nhomepage = "https://example.org/{number}"\ntext = "Reads *owls*."\n'
        f'topics = ["topic {number % 7}"]\nroles = [{{ role = "{role}", from = {2015 + number % 9} }}]\n'
    )


def _talk(number: int) -> str:
    return (
        f'[[talk]]\ntitle = "Owls, part {number}"\nevent = "Night of Birds"\nplace = "Bern"\n'
        f'date = {day(300 * number)}\nslides = "https://example.org/{number}.pdf"\npublications = ["owl{number}"]\n'
    )


def _course(number: int) -> str:
    rows = "".join(f'  - {{ date: 20{20 + number}-09-{1 + week * 7:02}, title: "Week {week}" }}\n' for week in range(4))
    head = f"title: Owls {number}\ncode: OWL {number}\nfrom: 20{20 + number}-09\nuntil: 20{20 + number}-12\n"
    return f"---\n{head}schedule:\n{rows}---\n\n{article(number)}"


def write_pelican(articles: int, folder: Path, conf: str = PELICAN_CONF) -> None:
    (folder / "pelicanconf.py").write_text(conf, "utf-8")
    _write_articles(articles, folder / "content", "Title: Article {}\nDate: {}\n\n")


def write_cached_pelican(articles: int, folder: Path) -> None:
    write_pelican(articles, folder, PELICAN_CONF + PELICAN_CACHE)


def write_zensical(articles: int, folder: Path) -> None:
    (folder / "zensical.toml").write_text('[project]\nsite_name = "S"\n', "utf-8")
    _write_articles(articles, folder / "docs", "---\ntitle: Article {}\ndate: {}\n---\n\n")
    (folder / "docs/index.md").write_text("# S\n", "utf-8")


def write_hugo(articles: int, folder: Path) -> None:
    layouts = folder / "layouts/_default"
    layouts.mkdir(parents=True)
    (folder / "hugo.toml").write_text('baseURL = "https://x.example/"\ntitle = "S"\n', "utf-8")
    (layouts / "single.html").write_text(HUGO_PAGE, "utf-8")
    (layouts / "list.html").write_text(HUGO_LIST, "utf-8")
    _write_articles(articles, folder / "content", "---\ntitle: Article {}\ndate: {}\n---\n\n")


def _write_articles(count: int, folder: Path, head: str) -> None:
    folder.mkdir()
    for number in range(count):
        (folder / f"a{number}.md").write_text(head.format(number, day(number)) + article(number), "utf-8")


PYTHON = [sys.executable, "-m"]
PELICAN = [*PYTHON, "pelican", "content", "-s", "pelicanconf.py", "-q"]
VITA = Tool(
    write_vita,
    [*PYTHON, "invoke", "build"],
    [*PYTHON, "invoke", "livereload", "--port"],
    f"content/news/{day(0)}-a0.md",
    ".cache/livereload/news/article-0/index.html",
)
TOOLS = {
    "Vita": VITA,
    "Pelican": Tool(write_pelican, PELICAN, [*PELICAN, "-r", "-l", "-p"], "content/a0.md", "output/article-0.html"),
    "Pelican, cached": Tool(
        write_cached_pelican, PELICAN, [*PELICAN, "-r", "-l", "-p"], "content/a0.md", "output/article-0.html"
    ),
    "Zensical": Tool(
        write_zensical, ["zensical", "build"], ["zensical", "serve", "-a"], "docs/a0.md", "site/a0/index.html"
    ),
    "Hugo": Tool(write_hugo, ["hugo"], ["hugo", "server", "-p"], "content/a0.md", "public/a0/index.html"),
}
