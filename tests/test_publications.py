"""What a bibliography becomes: one case is one file of tests/publications/works.

`text` is content/publications.bib, `people` content/people.toml, `author` AUTHOR of the settings, and `files` lie in
content/. `keys` are those of the works in their order; each `[[work]]` says of the work with its `key` what it has.
`errors` are all that the build would say, without the file's name where that is publications.bib.
"""

import json
import re
import tomllib
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from selectolax.lexbor import LexborHTMLParser

from plugins.core.problems import BuildFailed, Report
from plugins.dialect.page.typography import Typography
from plugins.publications import library
from plugins.publications.lists import Options, listing
from plugins.publications.typeset import Typesetter, plain
from tests.small_site import FAKES, built, everything, write

CASES = {
    path.stem: tomllib.loads(path.read_text("utf-8"))
    for path in sorted(Path(__file__).parent.glob("publications/works/*.toml"))
}


def read(case, folder):
    """The library of a case, and what was said of it."""
    files = {f"content/{name}": text for name, text in case.get("files", {}).items()}
    texts = {"content/publications.bib": case["text"], "content/people.toml": case.get("people", "")}
    write(folder, {**files, **texts})
    report = Report(folder)
    found = library.read(folder / "content", case.get("author", ""), Typesetter(Typography()), report)
    return found, [str(one).removeprefix("content/publications.bib:").strip() for one in report.errors]


def name(author):
    """An author as a list shows it: `[Ada](address)`, the owner `_so_`, signs after the name."""
    text = re.sub("<[^>]+>", "", author.name)
    shown = f"_{text}_" if author.is_owner else f"[{text}]({author.url})" if author.url else text
    return f"{shown}{author.signs}"


def shown(work):
    """What a case may say of a work."""
    latest = work.publication.latest
    return {
        "key": work.publication.key,
        "slug": work.slug,
        "kind": work.kind,
        "title": plain(latest.title),
        "html": str(work.title),
        "authors": [name(author) for author in work.authors],
        "more": latest.has_more_authors,
        "where": re.sub(r'<span class="pages">(.*?)</span>', r"\1", str(work.where)).replace("\u00a0", " "),
        "venue": latest.venue,
        "date": str(latest.date),
        "year": work.year,
        "doi": latest.doi,
        "eprint": f"{latest.eprint_type}:{latest.eprint}".strip(":"),
        "links": [f"{link.kind} {link.target}" for link in work.publication.links],
        "ways": [f"{way.title} {way.icon.rpartition('-')[2]} {way.url}" for way in work.ways],
        "versions": list(work.publication.related),
        "history": [f"{one.date} {kind}" for kind, one in work.history],
        "topics": list(work.topics),
        "selected": work.publication.selected,
        "status": work.publication.status,
        "abstract": list(map(str, work.abstract)),
        "annotation": str(work.annotation),
        "award": work.publication.award,
        "short": work.publication.venue_short,
        "pdf": work.pdf,
        "preview": work.preview,
    }


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_the_bibliography_becomes_what_the_case_says(case, tmp_path):
    found, errors = read(case, tmp_path)
    assert errors == case.get("errors", [])
    assert [work.publication.key for work in found.works] == case["keys"]
    by_key = {work.publication.key: shown(work) for work in found.works}
    for wanted in case.get("work", []):
        assert {name: by_key[wanted["key"]][name] for name in wanted} == wanted


def test_topics_that_differ_in_case_are_one_choice_and_in_signs_two(tmp_path):
    words = ("Owls", "owls", "C", "C++", "C#", "c++", "C", "c#", "night owls", "Night-Owls")
    text = "".join(
        f"@misc{{w{number}, title = {{W}}, author = {{A}}, year = {2000 - number}, topics = {{{word}}}}}\n"
        for number, word in enumerate(words)
    )
    found, _ = read({"text": text}, tmp_path)
    choices = listing(found.works, Options(filters=True), lambda year, span: True).topics
    assert [choice.title for choice in choices] == ["C", "C#", "C++", "night owls", "Owls"]
    assert [choice.count for choice in choices] == [2] * 5
    assert len({choice.name for choice in choices}) == 5


# What other programs write

GROUPS = Path(__file__).parent / "publications/groups"
LOCAL = re.compile(r"\s*(?:pdf|slides|poster|supp|preview)\s*=\s*\{([^:{}]+)\}")


@pytest.mark.parametrize(("name", "works"), [("acl-anthology", 40), ("jabref", 50), ("zotero", 60)])
def test_what_programs_export_is_read_without_an_edit(name, works, tmp_path):
    write(tmp_path, {"content/publications.bib": (GROUPS / f"{name}.bib").read_text("utf-8")})
    pages = (built(tmp_path) and tmp_path / "output/publications").glob("*/index.html")
    assert len(list(pages)) == works


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
