"""What a bibliography becomes: one case is one file of tests/publications/entries.

`text` is content/publications.bib, `people` content/people.toml, `author` AUTHOR of the settings, and `files` lie in
content/. `keys` are those of the publications in their order; each `[[publication]]` says of the one with its `key`
what it has. `errors` and `warnings` are all that the build would report, without the file's name where that is
publications.bib.
"""

import gc
import json
import pickle
import re
import tomllib
from collections import Counter
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from jinja2 import Environment, FileSystemLoader
from selectolax.lexbor import LexborHTMLParser

from plugins.bibtex.bib_reader import read_bibtex
from plugins.core.cache import Cache
from plugins.core.locales import Locales, english
from plugins.core.problems import BuildFailed, Report
from plugins.dialect.page.typography import Typography
from plugins.people.registry import Registry
from plugins.publications.library import read_library
from plugins.publications.lists import Options, list_publications
from plugins.publications.typeset import Typesetting, plain
from plugins.publications.versions import read_version
from plugins.templates import add_words
from tests.small_site import FAKES, built, everything, write

TEMPLATES = Environment(
    autoescape=True, trim_blocks=True, lstrip_blocks=True, loader=FileSystemLoader("theme/templates")
)
add_words(TEMPLATES, Locales(), Typography())
VENUES = TEMPLATES.get_template("partials/publication-venue.html").module
CASES = {
    path.stem: tomllib.loads(path.read_text("utf-8"))
    for path in sorted(Path(__file__).parent.glob("publications/entries/*.toml"))
}


def read(case, folder):
    """The library of a case, the errors and the warnings."""
    files = {f"content/{name}": text for name, text in case.get("files", {}).items()}
    texts = {"content/publications.bib": case["text"], "content/people.toml": case.get("people", "")}
    write(folder, {**files, **texts})
    report = Report(folder)
    found = read_library(
        folder / "content", case.get("author", ""), Typesetting(), report, Cache(folder / "no-cache", ""), b""
    )
    messages = (
        [str(one).removeprefix("content/publications.bib:").strip() for one in problems]
        for problems in (report.errors, report.warnings)
    )
    return found, *messages


def name(author):
    """An author as a list shows it: `[Ada](address)`, the owner `_so_`, marks after the name."""
    text = re.sub("<[^>]+>", "", author.html)
    shown = f"_{text}_" if author.is_owner else f"[{text}]({author.url})" if author.url else text
    return f"{shown}{author.marks}"


def shown(publication):
    """What a case may say of a publication."""
    latest, links = publication.latest, publication.links
    where = re.sub(r'<span class="pages">(.*?)</span>', r"\1", str(VENUES.venue(publication)))
    return {
        "key": publication.key,
        "slug": publication.slug,
        "kind": publication.kind,
        "title": plain(latest.title),
        "html": str(publication.title),
        "authors": [name(author) for author in publication.authors],
        "named": [name(author) for author in publication.named_authors],
        "role": latest.role and english().word(f"authors.{latest.role}"),
        "editors": [name(author) for author in latest.further_editors],
        "editors_of_book": [name(author) for author in latest.editors_of_book],
        "translators": [name(author) for author in latest.translators],
        "collaboration": str(latest.collaboration.name) if latest.collaboration else "",
        "more": latest.has_more_authors,
        "where": where.replace("\u00a0", " "),
        "venue": latest.venue,
        "date": str(latest.date),
        "year": publication.year or english().word("publications.undated"),
        "doi": latest.doi,
        "eprint": f"{latest.eprint_type}:{latest.eprint}".strip(":"),
        "links": [f"{link.kind} {link.target}" for link in links],
        "shown_links": [
            f"{english().word(f'links.{one.kind}')} {one.icon.rpartition('-')[2]} {publication.url_of(one)}"
            for one in links
        ],
        "versions": list(publication.keys),
        "history": [f"{one.date} {english().capitalized(f'kinds.{one.kind}')}" for one in publication.history],
        "topics": list(publication.topics),
        "selected": publication.selected,
        "status": latest.status,
        "abstract": list(map(str, publication.abstract)),
        "annotation": str(publication.annotation),
        "award": str(publication.award),
        "short": publication.venue_short,
        "pdf": publication.pdf,
        "preview": publication.preview,
    }


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_the_bibliography_becomes_what_the_case_says(case, tmp_path):
    found, errors, warnings = read(case, tmp_path)
    assert errors == case.get("errors", [])
    assert warnings == case.get("warnings", [])
    assert [one.key for one in found.publications] == case["keys"]
    by_key = {one.key: shown(one) for one in found.publications}
    for wanted in case.get("publication", []):
        assert {name: by_key[wanted["key"]][name] for name in wanted} == wanted


def test_topics_that_differ_in_case_are_one_choice_and_in_signs_two(tmp_path):
    words = ("Owls", "owls", "C", "C++", "C#", "c++", "C", "c#", "night owls", "Night-Owls")
    text = "".join(
        f"@misc{{w{number}, title = {{W}}, author = {{A}}, year = {2000 - number}, topics = {{{word}}}}}\n"
        for number, word in enumerate(words)
    )
    found, _, _ = read({"text": text}, tmp_path)
    [topics] = list_publications(found.publications, Options(filters=["topic"]), english()).filters
    choices = topics.choices
    assert [choice.title for choice in choices] == ["C", "C#", "C++", "night owls", "Owls"]
    assert [choice.count for choice in choices] == [2] * 5
    assert len({choice.name for choice in choices}) == 5


# What other programs write

GROUPS = Path(__file__).parent / "publications/groups"
LOCAL = re.compile(r"\s*(?:pdf|slides|poster|supp|preview)\s*=\s*\{([^:{}]+)\}")


@pytest.mark.parametrize(("name", "count"), [("acl-anthology", 40), ("jabref", 50), ("zotero", 60)])
def test_what_programs_export_is_read_without_an_edit(name, count, tmp_path):
    write(tmp_path, {"content/publications.bib": (GROUPS / f"{name}.bib").read_text("utf-8")})
    pages = (built(tmp_path) and tmp_path / "output/publications").glob("*/index.html")
    assert len(list(pages)) == count


def test_al_folio_s_bibliography_wants_the_files_that_it_names_and_nothing_else(tmp_path):
    text, key, wanted = (GROUPS / "al-folio.bib").read_text("utf-8"), "", {}
    for number, line in enumerate(text.splitlines(), 1):
        key = line.partition("{")[2].rstrip(",") if line.startswith("@") else key
        if match := LOCAL.match(line):
            folders = "content/ or its folders files, papers, images"
            wanted[match[1]] = f"content/publications.bib:{number}: {key}: no file '{match[1]}' in {folders}"
    write(tmp_path, {"content/publications.bib": text})
    with pytest.raises(BuildFailed) as failure:
        built(tmp_path)
    assert sorted(map(str, failure.value.errors)) == sorted(wanted.values())
    where = {True: "assets/pdf", False: "assets/img/publication_preview"}
    fakes = {".png": FAKES["<png>"], ".jpg": FAKES["<jpeg>"], ".gif": FAKES["<animated>"], ".pdf": "%PDF"}
    write(tmp_path, {f"content/{where['pdf' in name]}/{name}": fakes[name[-4:]] for name in wanted})
    built(tmp_path)
    assert len(list(tmp_path.glob("output/publications/*/index.html"))) == 50


# What nobody should trust

HOSTILE = "</script><script>alert(1)</script>\"><img src=x onerror=alert(1)>' {{ SITEURL }} {% raw %}"
FIELDS = (
    *("title", "editor", "journal", "volume", "number", "pages", "eprint", "abstract", "annotation", "note"),
    *("keywords", "award", "abbr", "pubstate", "publisher", "issn", "isbn", "institution"),
)
OTHER = "@misc{l, title = {L}, author = {D}, year = 2019}\n"


def hostile_site(folder):
    fields = "".join(f"  {name} = {{{HOSTILE.replace('; ', ' ')}}},\n" for name in FIELDS)
    own = "  author = {{" + HOSTILE + "} and " + "Doe, <b>J</b>\nTY  - EVIL\r\nER  - },\n  year = {2020 <script>},\n"
    lists = "# A\n\n/// publications\n    filters: yes\n///\n"
    address = '  url = {https://x.example/"><script>alert(1)</script>},\n'
    return write(
        folder,
        {
            "pelicanconf.py": 'SITEURL = "https://ann.example"\n',
            "content/publications.bib": f"@article{{k,\n{fields}{own}{address}}}\n" + OTHER,
            "content/pages/index.md": lists,
        },
    )


def test_nothing_breaks_out_of_a_page_or_a_file(tmp_path):
    built(hostile_site(tmp_path))
    pages = {path: data.decode() for path, data in everything(tmp_path / "output").items() if path.endswith(".html")}
    assert len(pages) > 4
    for path, text in pages.items():
        tree = LexborHTMLParser(text)
        scripts = [node.attrs.get("type") for node in tree.css("script")]
        assert [kind for kind in scripts if kind != "application/ld+json"] == [], path
        assert [node.attrs["src"] for node in tree.css("img")] == [], path
        assert not tree.css("[onerror], main b"), path
        assert not re.search("<script>|<img src=x", text), path
        for node in tree.css("[href]"):
            assert not re.search('[<>" ]', node.attrs["href"]), path
    page = LexborHTMLParser(pages["publications/k/index.html"])
    said = json.loads(page.css_first("script").text())
    assert said["name"].startswith("</script><script>alert(1)</script>")
    lines = (tmp_path / "output/publications/k/k.ris").read_bytes().decode().split("\r\n")
    assert [line for line in lines if line and not re.match(r"[A-Z][A-Z0-9]  - ", line)] == []
    assert [line for line in lines if line.startswith(("TY", "ER"))] == ["TY  - JOUR", "ER  - "]
    spans = LexborHTMLParser(pages["publications/index.html"]).css(".Z3988")
    decoded = [parse_qs(node.attrs["title"], strict_parsing=True) for node in spans]
    assert [said["name"]] in [one.get("rft.atitle") for one in decoded]


@pytest.mark.parametrize("macro", ["\\href", "\\frac", "\\sqrt", "\\text", "\\begin{x}", "\\left(", "^", "\\", "\\hat"])
def test_formula_without_its_end_is_some_text(macro):
    assert isinstance(plain(f"${macro}$ and ${macro}{{a}}{{b}}$"), str)


def test_two_builds_in_one_process_both_write(tmp_path):
    for name in ("one", "two"):
        write(tmp_path / name, {"content/publications.bib": "@misc{a, title = {A}, author = {B}, year = 2020}"})
        built(tmp_path / name)
        assert (tmp_path / name / "output/publications/a/index.html").is_file()


def records_in_memory():
    """How many objects of each class of ours are alive."""
    gc.collect()
    classes = (type(one) for one in gc.get_objects())
    return Counter(one.__qualname__ for one in classes if str(one.__module__).startswith("plugins."))


def test_a_build_leaves_nothing_of_the_builds_before_it(tmp_path):
    """As many objects are alive after the third build as after the second, though every file has changed."""
    alive = []
    for number in range(3):
        text = f"@misc{{a, title = {{A $x_{number}$}}, author = {{Lee, Ann}}, note = {{B{number}}}, year = 2020}}"
        people = f'[[person]]\nname = "Ann Lee"\nhomepage = "https://ann{number}.example/"\n'
        page = f"# Ann Lee\n\n$y_{number}$\n\n/// publications\n///\n"
        files = {"publications.bib": text, "people.toml": people, "pages/index.md": page}
        write(tmp_path, {f"content/{name}": content for name, content in files.items()})
        built(tmp_path)
        alive.append(records_in_memory())
    assert alive[2] - alive[1] == Counter()


def test_a_version_depends_on_its_entry_alone_and_can_be_cached():
    for entry in read_bibtex((GROUPS / "zotero.bib").read_text("utf-8"))[0]:
        moved = replace(entry, line=entry.line + 7)
        version, problems = read_version(entry, Registry(), Typesetting())
        same, same_problems = read_version(moved, Registry(), Typesetting())
        assert (replace(same, entry=entry), same_problems) == (version, problems)
        assert pickle.loads(pickle.dumps((version, problems))) == (version, problems)


def test_an_option_of_a_list_leaves_the_publications_that_have_it(tmp_path):
    kinds = "@book{b1, title = {B}, author = {A}, year = 2021, topics = {Owls}, selected = {2}}\n"
    kinds += "@article{j1, title = {J}, author = {A}, year = 2019, selected = {1}}\n"
    versions = "@misc{%s, title = {T}, author = {A}, year = 2020, related = {%s}}\n"
    found = read({"text": kinds + versions % ("a", "b") + versions % ("b", "a")}, tmp_path)[0].publications

    def keys(**options):
        return [one.key for one in list_publications(found, Options(**options), english()).publications]

    assert keys() == ["b1", "a", "j1"]
    assert keys(keys=["B", "j1"]) == ["a", "j1"]  # of any version, in any case
    assert (keys(kind=["Book"]), keys(topic=["owls"]), keys(year="2020-")) == (["b1"], ["b1"], ["b1", "a"])
    assert (keys(selected=True), keys(limit=1), keys(keys=["j1"], year="2020")) == (["j1", "b1"], ["b1"], [])
    with pytest.raises(ValueError, match="no publication has the key 'c'"):
        keys(keys=["c"])
