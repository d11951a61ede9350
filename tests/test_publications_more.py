"""What a second reading of publications and their lists found: each was wrong once."""

import json
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from plugins.bibtex.bib_reader import read_bibtex
from plugins.core.locales import english
from plugins.core.problems import BuildFailed
from plugins.people.registry import Registry
from plugins.publications.lists import Options, list_publications
from plugins.publications.merging import merge_versions
from plugins.publications.metadata import citation_tags, json_ld
from plugins.publications.typeset import Typesetting
from plugins.publications.versions import read_version
from tests.small_site import built, write
from tests.steps import steps

OWLS = "@article{%s,\n  title = {On Owls},\n  author = {Lee, Ann},\n  journal = {J},\n  year = {2024},\n%s}\n"
NEWS = "content/news/2024-01-02-n.md"


@pytest.fixture
def site(tmp_path):
    """The output of a small site with these files."""

    def build(files, bibliography=OWLS % ("2024", "")):
        write(tmp_path, {"content/publications.bib": bibliography, **files})
        built(tmp_path)
        return Path(tmp_path, "output")

    return build


def tree(file):
    return LexborHTMLParser(file.read_text("utf-8"))


def publications_of(text):
    read = [read_version(entry, Registry(), Typesetting()) for entry in read_bibtex(text)[0]]
    found, problems = merge_versions(version for version, _ in read)
    assert not any([*problems, *(of_entry for _, of_entry in read)])
    return found


@pytest.mark.parametrize("written", ["publications: 2024", "publications: [2024, 2024]", "publications: 2024, x:1"])
def test_an_article_names_publications_in_any_way_that_yaml_reads(site, written):
    text = f"---\n{written}\n---\n# N\n"
    output = site({NEWS: text}, OWLS % ("2024", "") + OWLS.replace("On Owls", "On Bees") % ("x:1", ""))
    found = [link.text() for link in tree(output / "news/n/index.html").css(".publication .title")]
    assert found == ["On Owls", "On Bees"][: 1 + written.endswith("x:1")]


def test_articles_in_other_languages_show_their_publications(site):
    front = "---\npublications: 2024\nslug: n\nlang: "
    output = site({NEWS: f"{front}en\n---\n# N\n", NEWS.replace(".md", ".zh.md"): f"{front}zh\n---\n# M\n"})
    pages = [file for file in output.rglob("*.html") if "publications-of-article" in file.read_text("utf-8")]
    assert [link.text() for page in pages for link in tree(page).css(".publication .title")] == ["On Owls"] * len(pages)
    assert pages


@pytest.mark.parametrize("written", ["[{a: b}]", "{a: b}", "no"])
def test_what_is_no_key_is_said(site, written):
    with pytest.raises(BuildFailed, match="no publication has the key"):
        site({NEWS: f"---\npublications: {written}\n---\n# N\n"})


def test_a_hidden_page_takes_the_place_of_the_list(site):
    output = site({"content/pages/publications.md": "---\nstatus: hidden\n---\n# Mine\n\n/// publications\n///\n"})
    page = tree(output / "publications/index.html")
    assert [node.tag for node in page.css("h1, h2, h3")] == ["h1", "h2"]  # no level is skipped


def test_a_block_stands_one_level_below_the_heading_before_it(site):
    output = site({"content/pages/index.md": "# A\n\n## B\n\n### C\n\n/// publications\n///\n"})
    assert [node.text() for node in tree(output / "index.html").css("h4")] == ["2024"]


@pytest.mark.parametrize("attributes", ['"publications" data-options="x"', '"x" data-options="{}"', '"news"'])
def test_the_sign_of_a_block_is_the_sites_own(site, attributes):
    with pytest.raises(BuildFailed, match=r"index.md:3: 'data-block' is what this site makes"):
        site({"content/pages/index.md": f"# A\n\n<div data-block={attributes}></div>\n"})


def test_a_page_takes_the_place_of_nothing_though_a_file_is_called_like_it(site):
    output = site({"content/files/index.html": "<p>"}, OWLS % ("a", "  pdf = {index.html},\n"))
    assert tree(output / "publications/a/index.html").css_first("h1").text() == "On Owls"


def test_a_key_may_be_called_as_the_list(site):
    assert (site({}, OWLS % ("index.html", "")) / "publications/index.html-2/index.html").is_file()


def test_the_address_of_a_pdf_is_one(site):
    files = {"pelicanconf.py": "SITEURL = 'https://x.org/~u'\n", "content/files/Müller.pdf": "%PDF-1.4"}
    page = tree(site(files, OWLS % ("a", "  pdf = {Müller.pdf},\n")) / "publications/a/index.html")
    [meta] = page.css("meta[name=citation_pdf_url]")
    assert meta.attrs["content"] == "https://x.org/~u/publications/a/M%C3%BCller.pdf"


def test_a_publication_with_letters_of_any_script_in_its_key_can_be_linked_to(site):
    files = {"content/pages/index.md": "# A\n\n[owls](publications/李2024/index.html)\n"}
    assert "owls" in (site(files, OWLS % ("李2024", "")) / "index.html").read_text("utf-8")


def test_names_from_right_to_left_keep_their_order(site):
    text = (OWLS % ("a", "")).replace("Lee, Ann", "الأحمد, محمد and علي, نور")
    page = tree(site({}, text) / "publications/index.html")
    assert [node.text() for node in page.css(".authors bdi")] == ["محمد الأحمد", "نور علي"]


def test_a_version_without_a_date_in_a_history(site):
    text = OWLS % ("a", "  related = {b},\n") + (OWLS % ("b", "")).replace("  year = {2024},\n", "")
    page = tree(site({}, text) / "publications/a/index.html")
    items = page.css("#history + ul li")
    assert [node.text(deep=False).strip() for node in items] == ["2024: Journal article, J", "Journal article, J"]
    entries = [node.text() for node in page.css("pre.bibtex")]
    assert [entry.partition(",")[0] for entry in entries] == ["@article{b", "@article{a"]


def test_an_orcid_of_the_entry_is_told_where_nobody_is_known():
    [publication] = publications_of(OWLS % ("a", "  author+an:orcid = {1=0000-0002-1825-0097},\n"))
    assert ("citation_author_orcid", "https://orcid.org/0000-0002-1825-0097") in citation_tags(publication, "", "")
    assert json_ld(publication, "", "", "")["author"][0]["@id"] == "https://orcid.org/0000-0002-1825-0097"


def test_topics_that_differ_in_case_are_one_group():
    pairs = [("a", "Human Factors"), ("b", "human-factors"), ("c", "C"), ("d", "C++")]
    found = publications_of("".join(OWLS % (key, f"  keywords = {{{topic}}},\n") for key, topic in pairs))
    groups = list_publications(found, Options(group="topic", topic=["HUMAN factors", "c++"]), english()).groups
    assert [(group.title, len(group.publications)) for group in groups] == [("Human Factors", 2), ("C++", 1)]


def test_ten_times_the_topics_are_ten_times_the_steps():
    work = []
    for count in (200, 2000):
        text = "".join(OWLS % (f"k{number}", f"  keywords = {{t{number}, u{number}}},\n") for number in range(count))
        found = publications_of(text)
        assert len(list_publications(found, Options(group="topic"), english()).groups) == 2 * count
        work.append(steps(lambda found=found: list_publications(found, Options(group="topic"), english())))
    assert work[1] < 11 * work[0]


def test_the_home_page_s_person_is_the_author_whom_publications_name(site):
    text = "# Ann Lee\n\n[:academicons-orcid:](https://orcid.org/0000-0002-1825-0097)\n"
    page = tree(site({"content/pages/index.md": text}) / "index.html")
    said = json.loads(page.css_first("script[type='application/ld+json']").text())
    assert said["@id"] == "https://orcid.org/0000-0002-1825-0097"
