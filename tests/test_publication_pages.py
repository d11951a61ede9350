"""The pages of publications, their lists and files, on the built site of sites/scholar.

What `citation_*` tags may hold is told at https://scholar.google.com/intl/en/scholar/inclusion.html#indexing.
"""

import json
import os
import re
import subprocess
import sys
import tomllib
from collections import defaultdict
from itertools import pairwise
from pathlib import Path
from posixpath import normpath
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

import pytest
from pybtex.database import parse_string

from plugins.building import build
from plugins.core.folding import fold_text
from plugins.publications.typeset import plain
from tests.pages import read
from tests.small_site import ROOT, everything

pytest_plugins = ["tests.scholar"]
TABLE = tomllib.loads(Path(__file__).with_name("publications").joinpath("pages.toml").read_text("utf-8"))
SOURCE = Path(__file__).with_name("sites") / "scholar"
SOURCES = (SOURCE / "content/publications.bib").read_text("utf-8")
PEOPLE = tomllib.loads((SOURCE / "content/people.toml").read_text("utf-8"))["person"]
LIST = "publications/index.html"
VENUES = {
    "article": "citation_journal_title",
    "inproceedings": "citation_conference_title",
    "incollection": "citation_inbook_title",
    "phdthesis": "citation_dissertation_institution",
    "mastersthesis": "citation_dissertation_institution",
    "techreport": "citation_technical_report_institution",
}
DATE = re.compile(r"\d{4}(/\d\d(/\d\d)?)?")
RIS = re.compile(r"[A-Z][A-Z0-9]  - [^\r\n]*")
HIDDEN = {"sfos2025"}  # parents that the owner did not edit, and data for other entries


@pytest.fixture(scope="module")
def publications(library):
    """The page of each publication, by its folder's name."""
    pages = {path.split("/")[1]: tree for path, tree in library.pages.items() if re.match("publications/.+/", path)}
    assert len(pages) > 50
    return pages


@pytest.fixture(scope="module")
def bibs(publications):
    """The entries on the page of each publication, the newest first, as pybtex reads them strictly."""
    texts = {slug: [node.text() for node in tree.css("pre.bibtex")] for slug, tree in publications.items()}
    newest_first = {slug: [found[-1], *found[:-1]] for slug, found in texts.items()}
    return {slug: list(parse_string("".join(found), "bibtex").entries.values()) for slug, found in newest_first.items()}


def tags(tree):
    """The contents of each `citation_*` tag, without that prefix."""
    found = defaultdict(list)
    for node in tree.css("meta[name^=citation_]"):
        found[node.attrs["name"].removeprefix("citation_")].append(node.attrs["content"])
    return found


def facts(tree):
    return json.loads(tree.css_first("script[type='application/ld+json']").text())


def shown_keys(tree, selector):
    return [node.attrs["href"].split("/")[-2] for node in tree.css(f"{selector} .publication a.title")]


def names_of(person):
    return {person["name"], *person.get("variants", []), *person.get("names", {}).values()}


# Pages


def test_every_entry_is_on_one_page(bibs):
    written = re.findall(r"^@(?!string|comment|xdata)\w+\{([^,\s]+),", SOURCES, re.M | re.I)
    assert sorted(entry.key for entries in bibs.values() for entry in entries) == sorted({*written} - HIDDEN)


@pytest.mark.parametrize("slug", TABLE)
def test_tags_are_those_of_the_table(publications, slug):
    nodes = publications[slug].css("meta[name^=citation_], meta[name^='z:']")
    found = [f"{node.attrs['name'].removeprefix('citation_')} {node.attrs['content']}" for node in nodes]
    assert [line for line in found if not line.startswith("abstract ")] == TABLE[slug]["tags"]


def test_abstract_is_told_as_it_stands_on_the_page(publications):
    for slug, tree in publications.items():
        for node in tree.css("math"):
            node.replace_with(plain(f"${node.css_first('annotation').text()}$"))
        shown = " ".join(node.text() for node in tree.css("#abstract ~ p") if node.prev.prev.id == "abstract")
        assert [fold_text(text) for text in tags(tree)["abstract"]] == [fold_text(shown)] * bool(shown), slug


def people(found):
    """Who wrote a publication, or edited it."""
    return found["author"] or found["editor"]


def test_required_tags_are_there_once(publications):
    for slug, tree in publications.items():
        found = tags(tree)
        assert [len(found[name]) for name in ("title", "abstract_html_url")] == [1, 1], slug
        assert all(people(found)) and bool(found["author"]) != bool(found["editor"]), slug
        assert len(found["publication_date"]) == (slug != "madeup2026quiet"), slug  # which is to appear
        assert all(DATE.fullmatch(date) for date in found["publication_date"]), slug
        single = {name for name, contents in found.items() if len(contents) > 1}
        assert single <= {"author", "author_orcid", "editor", "keywords"}, slug


def test_authors_are_each_in_a_tag_without_marks(publications, bibs):
    for slug, tree in publications.items():
        persons = bibs[slug][0].persons.get("author") or bibs[slug][0].persons["editor"]
        assert len(people(tags(tree))) == len([person for person in persons if str(person) != "others"]), slug
        assert not re.search(r"[*†\d{}\\$]|\band\b|\bothers\b", " ".join(people(tags(tree)))), slug


def test_venue_s_tag_is_that_of_the_kind(publications, bibs):
    for slug, tree in publications.items():
        found = {f"citation_{name}" for name in tags(tree)} & {*VENUES.values()}
        kind = bibs[slug][0]
        is_preprint = kind.type == "article" and re.search("arxiv|corr", kind.fields.get("journal", ""), re.I)
        assert found == ({VENUES[kind.type]} if kind.type in VENUES and not is_preprint else set()), slug


def test_pages_have_a_first_and_a_last(publications):
    for slug, tree in publications.items():
        found = tags(tree)
        assert all(re.fullmatch(r"[\w:]+", page) for page in found["firstpage"] + found["lastpage"]), slug
        assert not found["lastpage"] or found["firstpage"], slug


def test_pdf_lies_beside_the_page(library, publications):
    named = {slug: tags(tree)["pdf_url"] for slug, tree in publications.items() if tags(tree)["pdf_url"]}
    assert sorted(named) == ["madeup2016kettleos", "madeup2020ladders", "madeup2024steamarxiv"]
    for slug, [address] in named.items():
        folder, _, file = address.rpartition("/")
        assert f"{folder}/" == library.url(f"publications/{slug}/index.html")
        assert (library.folder / "publications" / slug / file).read_bytes() == (
            SOURCE / f"content/files/{file}"
        ).read_bytes()
        assert file in [link.attrs["href"] for link in publications[slug].css(".publication-links a")]


def test_addresses_of_a_page_agree(library, publications):
    listed = (library.folder / "sitemap.xml").read_text("utf-8")
    for slug, tree in publications.items():
        address = library.url(f"publications/{slug}/index.html")
        assert tree.css_first("link[rel=canonical]").attrs["href"] == address
        assert tags(tree)["abstract_html_url"] == [facts(tree)["@id"]] == [address]
        assert f"<loc>{address}</loc>" in listed
    assert f"<loc>{library.url(LIST)}</loc>" in listed


def test_json_ld_says_what_the_tags_say(publications):
    for slug, tree in publications.items():
        found, said = tags(tree), facts(tree)
        assert [said["name"]] == found["title"], slug
        assert said.get("datePublished", "").replace("-", "/").startswith("".join(found["publication_date"])), slug
        assert said.get("identifier", {}).get("value", "") == "".join(found["doi"] or found["patent_number"]), slug
        assert len(said.get("author") or said["editor"]) == len(people(found)), slug
        assert [one["@id"] for one in said.get("author", ()) if "@id" in one] == found["author_orcid"], slug
        assert said.get("encoding", {}).get("contentUrl", "") == "".join(found["pdf_url"]), slug
        assert all(said.values()), slug


def test_orcid_is_that_of_the_person(publications):
    orcids = {name: person.get("orcid") for person in PEOPLE for name in names_of(person)}
    for slug, tree in publications.items():
        for author in facts(tree).get("author") or facts(tree)["editor"]:
            expected = orcids.get(author["name"])
            assert author.get("@id") == (f"https://orcid.org/{expected}" if expected else None), (slug, author)


def test_neighbors_lead_from_the_newest_to_the_oldest_and_back(library, publications):
    order = shown_keys(library.pages[LIST], "main")
    assert sorted(order) == sorted(publications)
    leads = {
        slug: {link.attrs["rel"]: link.attrs["href"].split("/")[-2] for link in tree.css(".neighbors a")}
        for slug, tree in publications.items()
    }
    assert (leads[order[0]].get("next"), leads[order[-1]].get("prev")) == (None, None)
    for newer, older in pairwise(order):
        assert (leads[newer]["prev"], leads[older]["next"]) == (older, newer)


def test_lists_go_from_the_newest_to_the_oldest(library):
    years = [int(node.text()) for node in library.pages[LIST].css(".group h2") if node.text().isdigit()]
    assert years == sorted(years, reverse=True)
    assert library.pages[LIST].css_first(".group h2").text() == "To appear"


# Files


def test_bibtex_says_what_the_source_says(bibs):
    source = parse_string(re.sub(r"^%.*$", "", SOURCES, flags=re.M), "bibtex").entries
    for entry in (entry for entries in bibs.values() for entry in entries):
        written = source[entry.key]
        assert entry.type == written.type
        for field in ("title", "subtitle", "volume", "number", "pages", "year", "isbn", "journal", "booktitle"):
            if field in written.fields:
                assert entry.fields[field] == written.fields[field], (entry.key, field)
        assert entry.fields.get("doi", "") == written.fields.get("doi", "").removeprefix("https://doi.org/")
        if "date" in written.fields:
            assert entry.fields["year"] == written.fields["date"][:4], entry.key
            assert ("month" in entry.fields) == (len(written.fields["date"]) > 4), entry.key
        assert entry.fields.get("journal") == written.fields.get("journaltitle", written.fields.get("journal"))
        names = [person.last_names[-1].strip("*†") for person in written.persons.get("author", [])]
        assert names == [person.last_names[-1] for person in entry.persons.get("author", [])], entry.key


def test_bibtex_holds_nothing_for_this_site_alone(bibs):
    own = {"selected", "abbr", "keywords", "abstract", "pdf", "code", "preview", "crossref", "xdata", "award"}
    own |= {"date", "journaltitle", "location", "arxiv"}  # which only biblatex knows
    for entry in (entry for entries in bibs.values() for entry in entries):
        assert not own & {*map(str.lower, entry.fields)}, entry.key


def test_bibtex_of_the_page_is_that_of_the_file(scholar, publications):
    for slug, tree in publications.items():
        file = (scholar / f"publications/{slug}/{slug}.bib").read_text("utf-8")
        shown = parse_string(tree.css_first("#cite ~ pre.bibtex").text(), "bibtex")
        whole = parse_string(file, "bibtex")
        for entry in whole.entries.values():
            for name in ("keywords", "abstract"):
                entry.fields.pop(name, None)
        assert whole == shown, slug


def identifiers(tree):
    """Its DOI, which for a preprint of arXiv is that of arXiv."""
    found = tags(tree)
    kind = tree.css_first("meta[name='z:itemType']").attrs["content"]
    return found["doi"] or [f"10.48550/arXiv.{number}" for number in found["arxiv_id"] if kind == "preprint"]


def test_whole_bibliography_parses(scholar, bibs):
    whole = parse_string((scholar / "publications.bib").read_text("utf-8"), "bibtex").entries
    assert len(whole) == sum(map(len, bibs.values()))


def test_ris_is_well_formed(scholar, publications):
    for slug, tree in publications.items():
        text = (scholar / f"publications/{slug}/{slug}.ris").read_bytes().decode()
        lines = text.removesuffix("\r\n").split("\r\n")
        assert [line for line in lines if not RIS.fullmatch(line)] == [], slug
        assert (lines[0][:2], lines[-1]) == ("TY", "ER  - "), slug
        assert [line[6:] for line in lines if line[:2] == "TI"] == [
            title.replace("\xa0", " ") for title in tags(tree)["title"]
        ]
        assert [line[6:] for line in lines if line[:2] == "DO"] == identifiers(tree)
        assert len([line for line in lines if line[:2] == "AU"]) == len(tags(tree)["author"]), slug


def test_coins_of_the_list_decode_to_the_facts(library, publications):
    spans = {
        item.css_first("a.title").attrs["href"].split("/")[-2]: item.css_first("span.Z3988").attrs["title"]
        for item in library.pages[LIST].css(".publication")
    }
    assert spans.keys() == publications.keys()
    for slug, title in spans.items():
        said, found = parse_qs(title, strict_parsing=True), tags(publications[slug])
        titles = [said.get(f"rft.{name}") for name in ("atitle", "btitle", "title")]
        assert found["title"] in titles, slug
        named = [said.get(f"rft.{name}", []) for name in ("au", "aucorp", "inventor")]
        assert sum(map(len, named)) == len(people(found)), slug
        ids = [*(f"info:doi/{doi}" for doi in identifiers(publications[slug])), *found["abstract_html_url"]]
        assert said.get("rft_id", []) == ids, slug
        assert said.get("rft.volume", []) == found["volume"], slug


# Lists and links


def test_people_s_homepages_are_the_same_everywhere(library):
    homes = {name: person["homepage"] for person in PEOPLE if "homepage" in person for name in names_of(person)}
    [without] = [person for person in PEOPLE if person.get("page") and "homepage" not in person]
    homes |= dict.fromkeys(names_of(without), "people/ismail-uydurma/index.html")
    owner = names_of(PEOPLE[0])
    linked, plain = defaultdict(set), set()
    lists = ((path, node) for path, tree in library.pages.items() for node in read(tree.html).css(".authors"))
    for path, node in lists:
        for link in node.css("a"):
            href = link.attrs["href"]
            linked[link.text()].add(href if "://" in href else normpath(f"{path}/../{href}"))
        assert {name.text() for name in node.css(".owner")} <= owner
        for child in node.css("a, .owner, sup, details"):
            child.decompose()
        plain |= {name.strip() for name in node.text().split(",")}
    assert {name: [homes[name]] for name in linked} == {name: [*addresses] for name, addresses in linked.items()}
    assert not plain & homes.keys()
    assert len(linked) > 20


def test_news_and_papers_lead_to_one_another(library, publications):
    for file in sorted((SOURCE / "content/news").glob("*.md")):
        if "." in file.stem:  # in another language
            continue
        named = re.search(r"^publications: \[(.*)\]", file.read_text("utf-8"), re.M)
        slug = file.stem[11:]
        article = library.pages[f"news/{slug}/index.html"]
        keys = named[1].split(", ") if named else []
        shown = [bib_key(library, one) for one in shown_keys(article, "main")]
        assert sorted(shown) == sorted(keys), slug
        for one in shown_keys(article, "main"):
            hrefs = [link.attrs["href"] for link in publications[one].css(".news-lines a")]
            assert hrefs == [f"../../news/{slug}/index.html"]


def test_feed_shows_the_publications_that_an_article_names(library):
    atom = "{http://www.w3.org/2005/Atom}"
    entries = ElementTree.parse(library.folder / "feed.xml").getroot().iter(f"{atom}entry")
    texts = {entry.find(f"{atom}link").get("href"): entry.find(f"{atom}content").text for entry in entries}
    assert len(texts) == len([file for file in (SOURCE / "content/news").iterdir() if "." not in file.stem])
    for address, text in texts.items():
        page = library.pages[f"{address.removeprefix(library.address).strip('/')}/index.html"]
        publications = [library.url(f"publications/{slug}/index.html") for slug in shown_keys(page, "main")]
        links = [link.attrs["href"] for link in read(f"<body>{text}").css("a")]
        assert [link for link in links if link in publications] == publications, address


def bib_key(library, slug):
    """The key of the newest version."""
    return re.search(r"@\w+\{(.+),", (library.folder / f"publications/{slug}/{slug}.bib").read_text("utf-8"))[1]


def test_home_page_lists_the_selected(library):
    wanted = re.findall(r"@\w+\{([^,]+),(?:(?!\n\}).)*?selected += \{true\}", SOURCES, re.S)
    shown = [bib_key(library, slug) for slug in shown_keys(library.pages["index.html"], "main")]
    assert sorted(shown) == sorted(wanted)
    assert library.pages["index.html"].css_first("#publications-2 ~ .more a").attrs["href"] == "publications/index.html"


def test_lists_of_topics_end_at_their_limit(library, publications):
    lists = library.pages["research/index.html"].css(".publication-list")
    assert [len(one.css(".publication")) for one in lists] == [4, 4]
    for one, topic in zip(lists, ("scheduling", "human factors"), strict=True):
        slugs = [link.attrs["href"].split("/")[-2] for link in one.css("a.title")]
        assert all(topic in tags(publications[slug])["keywords"] for slug in slugs)
        newest = [
            slug for slug in shown_keys(library.pages[LIST], "main") if topic in tags(publications[slug])["keywords"]
        ]
        assert slugs == newest[:4]


def test_cv_groups_all_by_kind(library, publications):
    groups = library.pages["cv/index.html"].css(".group")
    assert [group.css_first("h3").text() for group in groups][:4] == [
        "Journal articles",
        "Conference papers",
        "Workshop papers",
        "Preprints",
    ]
    assert sum(len(group.css(".publication")) for group in groups) == len(publications)


def test_legend_explains_the_marks_that_occur_and_no_others(library):
    for path, node in library.nodes(".publication-list, article.publication-page"):
        signs = {sign for mark in node.css(".authors sup") for sign in mark.text()}
        assert {mark.text() for mark in node.css(".legend sup")} == signs, path


def test_long_lists_of_authors_fold_the_owner_s_name_too(library):
    [item] = [item for item in library.pages[LIST].css(".publication") if item.css_first(".authors details")]
    assert item.css_first("summary").text() == "32 more, with Ada Madeup-Example"
    assert len(item.css_first("details").text().split(",")) > 30


def test_no_entry_has_two_links_to_one_place(library):
    for path, node in library.nodes(".publication, article.publication-page"):
        addresses = [link.attrs["href"] for link in node.css(".publication-links a")]
        assert len(addresses) == len({*addresses}), path
        assert all(urlsplit(address).scheme in ("https", "") for address in addresses), path


def test_bytes_do_not_depend_on_the_order_of_sets(tmp_path, copy_scholar):
    built = []
    for seed in ("1", "4"):
        folder = copy_scholar(tmp_path / seed)
        code = "import sys; from pathlib import Path; from plugins.building import build; build(Path(sys.argv[1]))"
        command = [sys.executable, "-c", code, str(folder / "publishconf.py")]
        subprocess.run(command, cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": seed}, check=True)
        built.append(everything(folder / "output"))
    assert built[0] == built[1]


def test_two_builds_write_the_same_bytes(tmp_path, library, copy_scholar):
    folder = copy_scholar(tmp_path / "site")
    build(folder / "publishconf.py", folder / "output")
    assert everything(folder / "output") == everything(library.folder)
    assert read((folder / "output" / LIST).read_text("utf-8")).css_first(".publication")
