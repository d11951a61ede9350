"""Citations and their lists of references, as a visitor gets them: one case is one file of tests/citations.

`text` is below the heading of a page of its own, on a site with tests/citations/publications.bib. `style` is
CITATION_STYLE, and `files` are others. `shown` is the text of the paragraphs, `references` that of the list's entries;
the page `has` and `lacks` fragments.
"""

import subprocess
import sys
import tomllib
from collections import defaultdict
from pathlib import Path

import pytest

from plugins.building.preview import Preview
from tests.browser import visiting
from tests.pages import read
from tests.serve import serving
from tests.small_site import ROOT, built, write

FOLDER = Path(__file__).with_name("citations")
BIBLIOGRAPHY = (FOLDER / "publications.bib").read_text("utf-8")
CASES = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.toml"))}
OWN = {name: case for name, case in CASES.items() if "style" not in case}
CITES = "# Ann Lee\n\nSee [@owls2020] and @lovelace1843.\n"
SITE = """
import sys
from pathlib import Path
from plugins.building import build
build(Path(sys.argv[1], "pelicanconf.py"))
print("citeproc" in sys.modules)
"""


def site_of(cases, folder):
    """The pages of a site with these cases, which have one style."""
    files = {"content/publications.bib": BIBLIOGRAPHY}
    for name, case in cases.items():
        files |= {f"content/pages/{name}.md": f"# Case\n\n{case['text']}", **case.get("files", {})}
        files["pelicanconf.py"] = f"CITATION_STYLE = {case.get('style', '')!r}\n"
    built(write(folder, files))
    return {name: (folder / f"output/{name}/index.html").read_text("utf-8") for name in cases}


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """The page of each case; the cases of a style share a site."""
    by_style = defaultdict(dict)
    for name, case in CASES.items():
        by_style[case.get("style", "")][name] = case
    sites = [site_of(cases, tmp_path_factory.mktemp("citing")) for cases in by_style.values()]
    return {name: page for site in sites for name, page in site.items()}


def text_of(nodes):
    for node in nodes:
        for hidden in node.css(".back, annotation"):
            hidden.decompose()
        yield " ".join(node.text().split())


@pytest.mark.parametrize("name", CASES)
def test_citations_come_out_as_the_case_says(name, pages):
    case, tree = CASES[name], read(pages[name])
    if "references" in case:
        assert [*text_of(tree.css(".reference"))] == case["references"]
    if "shown" in case:
        assert " ".join(text_of(tree.css("main > p"))) == " ".join(case["shown"].split())
    assert [part for part in case.get("has", []) if part not in pages[name]] == []
    assert [part for part in case.get("lacks", []) if part in pages[name]] == []


@pytest.mark.parametrize("name", CASES)
def test_citations_and_entries_lead_to_each_other(name, pages):
    tree = read(pages[name])
    for link in tree.css("[role=doc-biblioref], [role=doc-backlink]"):
        assert tree.css_first(f'[id="{link.attrs["href"][1:]}"]') is not None
        assert link.attrs["role"] == "doc-backlink" or link.attrs["title"]
    entries = {entry.attrs["id"] for entry in tree.css(".reference")}
    assert {link.attrs["href"][1:] for link in tree.css("[role=doc-biblioref]")} == entries
    ours = tree.css(".reference:not([id^=ref-of-others-])")
    assert all(entry.css_first("a.title[href^='../publications/']") for entry in ours)


@pytest.fixture
def folder(tmp_path):
    return write(tmp_path, {"content/publications.bib": BIBLIOGRAPHY, "content/pages/index.md": CITES})


def home_of(folder):
    return (folder / "output/index.html").read_bytes()


def test_a_page_changes_with_what_it_cites_and_only_then(folder):
    built(folder)
    before = home_of(folder)
    write(folder, {"content/publications.bib": BIBLIOGRAPHY.replace("A Second Note", "A Third Note")})
    built(folder)
    assert home_of(folder) == before
    write(folder, {"content/publications.bib": BIBLIOGRAPHY.replace("On Owls", "On Mice")})
    built(folder)
    assert b"On Mice" in home_of(folder)


def loads_citeproc(folder):
    done = subprocess.run(
        [sys.executable, "-c", SITE, str(folder)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return done.stdout.strip() == "True"


def test_the_library_of_styles_is_loaded_for_what_is_not_cached_alone(folder):
    assert not loads_citeproc(folder)
    write(folder, {"pelicanconf.py": 'CITATION_STYLE = "apa"\n'})
    assert loads_citeproc(folder)
    write(folder, {"content/pages/other.md": "# Other\n\nText.\n"})
    assert not loads_citeproc(folder)
    assert b"(2020). <i>" in home_of(folder)


def test_a_saved_page_is_shown_as_a_full_build_writes_it(folder):
    preview = Preview(folder / "pelicanconf.py", folder / "live")
    preview.build()
    page = write(folder, {"content/pages/index.md": CITES + "\nAlso [@edited] and @nobody.\n"})
    assert preview.quick({page / "content/pages/index.md"}) == ["/"]
    quick = (folder / "live/index.html").read_bytes()
    preview.build()
    assert (folder / "live/index.html").read_bytes() == quick
    assert b"Lee and Roe 2021" in quick


def test_the_feed_has_citations_and_references_with_whole_addresses(folder):
    news = "# News\n\nText [@owls2020] and @nobody.\n"
    conf = 'SITEURL = "https://ann.example"\n'
    built(write(folder, {"content/news/2026-01-02-a.md": news, "pelicanconf.py": conf}))
    feed = (folder / "output/feed.xml").read_text("utf-8")
    assert 'href="https://ann.example/news/a/#ref-owls2020"' in feed
    assert 'href="https://ann.example/publications/owls2020/"' in feed
    assert "vita-" not in feed and "@nobody" in feed


def test_a_description_is_prose(folder):
    text = "# Ann Lee\n\nOwls fly at night [see @owls2020, p. 3], which @edited had known long before [-@edited].\n"
    built(write(folder, {"content/pages/index.md": text}))
    home = read(home_of(folder).decode())
    assert home.css_first("meta[name=description]").attrs["content"] == (
        "Owls fly at night, which Lee and Roe (2021) had known long before."
    )


def test_a_citation_in_the_heading_of_an_article(folder):
    news = "# On @owls2020 and [@edited]\n\nText.\n"
    built(write(folder, {"content/news/2026-01-02-a.md": news}))
    page = read((folder / "output/news/a/index.html").read_text("utf-8"))
    assert page.css_first("h1").text() == "On 王小明 (2020) and (Lee and Roe 2021)"
    assert page.css_first("h1").attrs["id"] == "on-owls2020-and"
    assert page.css_first("title").text().startswith("On 王小明 (2020) and – ")


def test_a_visitor_goes_to_an_entry_and_back_by_keyboard_and_prints_the_list(browser, folder):
    built(write(folder, {"pelicanconf.py": 'CITATION_STYLE = "apa"\n'}))
    with serving(folder / "output") as address, visiting(browser, address, bypass_csp=True) as visit:
        page = visit.page
        page.locator("[role=doc-biblioref]").first.press("Enter")
        assert page.evaluate("document.querySelector('.reference:target').id") == "ref-owls2020"
        assert page.locator(".reference:target").evaluate("(node) => getComputedStyle(node).backgroundColor") != (
            page.locator(".reference").first.evaluate("(node) => getComputedStyle(node).backgroundColor")
        )
        page.keyboard.press("Tab")  # to the title, then to the way back
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert page.evaluate("location.hash") == "#cite-owls2020-1"
        assert visit.violations() == []
        page.emulate_media(media="print")
        after = "(all) => all.map((one) => getComputedStyle(one, '::after').content)"
        assert set(page.locator(".reference a").evaluate_all(after)) == {"none"}  # an address is printed once
        assert page.locator(".references").is_visible() and not page.locator(".back").first.is_visible()


def test_a_list_of_publications_in_a_style(folder):
    own = CASES["style-of-an-author"]
    styles = {"apa": "apa", "ieee": "ieee", "own": own["style"]}
    pages = {f"content/pages/{n}.md": f"# P\n\n/// publications\n    style: {s}\n///\n" for n, s in styles.items()}
    built(write(folder, {**pages, **own["files"]}))
    for name in styles:
        list_of_all = read((folder / f"output/{name}/index.html").read_text("utf-8"))
        items = [*text_of(list_of_all.css(".publication-list.styled .publication"))]
        references = CASES["style-of-an-author" if name == "own" else name]["references"]
        assert len(items) == 7 and items[-1] in [entry.removeprefix("[2] ") for entry in references]
        assert list_of_all.css_first(".styled .title").attrs["href"].startswith("../publications/")
