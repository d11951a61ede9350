"""The people of a group: one case is one file of tests/people.

`people` is the text of content/people.toml and `today` a day. Each of `lists` has the `options` of a block and the
`groups` that it shows, each with its members and where they are now, or its `error`; `theses` are all of them.
"""

import json
import re
import tomllib
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from plugins.core.dates import Date, Span, next_turn
from plugins.core.locales import english
from plugins.core.problems import BuildFailed
from plugins.finish.pages import finish
from plugins.people import read_people
from plugins.people.group import Options, list_people, list_theses
from tests.small_site import built, picture, write

CASES = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in Path(__file__).parent.glob("people/*.toml")}
PEOPLE = """
[[person]]
name = "Ann Lee"
owner = true
roles = ["head"]

[[person]]
name = "Cem <Sample>"
photo = "images/cem.png"
page = true
orcid = "0000-0002-1825-0097"
links = ["https://github.com/cem", "https://cem.example/blog"]
text = "Likes [owls](pages/group.md)."
roles = [{ role = "student", degree = "PhD", from = 2023, topic = "Owls & <b>bees</b>" }]

[[person]]
name = "Bea Model"
homepage = "https://bea.example"
page = true
roles = [{ role = "postdoc", until = 2024 }]
affiliations = [{ name = "Bureau", url = "https://bureau.example", from = 2025 }]
"""
BIBLIOGRAPHY = """
@article{owls, title = {Owls}, author = {Lee, Ann and {Cem <Sample>} and Model, Bea}, journal = {J}, year = 2024}
@article{bees, title = {Bees}, author = {Lee, Ann}, journal = {J}, year = 2023}
"""
SITE = {
    "content/people.toml": PEOPLE,
    "content/publications.bib": BIBLIOGRAPHY,
    "content/images/cem.png": picture("PNG", 240, 240),
    "content/pages/group.md": "# Group\n\n/// people\n///\n",
    "pelicanconf.py": 'SITEURL = "https://ann.example/~ann"\n',
}


def date(written):
    return Date(*map(int, written.split("-")))


def shown(group):
    members = (f"{each.person.name}{f' ({place(each.place)})' if each.place else ''}" for each in group.members)
    return f"{group.title}: {', '.join(members)}"


def place(affiliation):
    return ", ".join(filter(None, (affiliation.position, affiliation.name)))


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_case(case):
    registry, problems = read_people(case["people"])
    assert problems == []
    for each in case.get("lists", ()):
        today, options = date(each.get("today", case["today"])), Options(**each.get("options", {}))
        if "error" in each:
            with pytest.raises(ValueError) as failure:
                list_people(registry, today, options, english())
            assert failure.value.args[0] == each["error"]
        else:
            assert [shown(group) for group in list_people(registry, today, options, english())] == each["groups"]
    if "theses" in case:
        theses = list_theses(registry, Options(), english())
        found = [f"{one.role.thesis}: {one.person.name}, {one.kind}" for one in theses]
        assert [one.removesuffix(", ") for one in found] == case["theses"]


@pytest.mark.parametrize(
    ("start", "end", "turn"),
    [
        ("2026-12", "", "2026-12-01"),
        ("2020", "2026-11-29", "2026-11-30"),
        ("2020", "2027-02", "2027-03-01"),
        ("2020", "2027", "2028-01-01"),
        ("2020", "", None),
        ("2020", "2021", None),
    ],
)
def test_a_list_changes_on_the_first_day_after_a_role_and_on_its_first(start, end, turn):
    found = next_turn([Span(date(start), date(end) if end else Date())], date("2026-11-29"))
    assert (str(found) if found else None) == turn


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = write(tmp_path_factory.mktemp("group"), SITE)
    built(folder)
    return folder / "output"


@pytest.fixture
def page(folder):
    return lambda path: LexborHTMLParser((folder / path).read_text("utf-8"))


def test_people_have_cards_and_alumni_lines(page):
    tree = page("group/index.html")
    assert [one.text() for one in tree.css(".people .group > h2")] == ["Head of the group", "PhD students", "Alumni"]
    assert [one.text(strip=True) for one in tree.css(".person .name")] == ["Ann Lee", "Cem <Sample>"]
    assert tree.css_first(".person .initials").text() == "AL"
    assert " ".join(tree.css_first(".people-lines li").text().split()) == "2024 Bea Model, postdoc. Now at Bureau"


def test_texts_are_escaped_and_photos_have_the_size_shown(page):
    card = page("group/index.html").css(".person")[1]
    assert "Owls &amp; &lt;b&gt;bees&lt;/b&gt;" in card.html
    assert card.css_first("img").attrs["width"] == "96" and card.css("source")
    assert [link.attrs["aria-label"] for link in card.css(".profiles a")] == [
        "Cem <Sample>: ORCID",
        "Cem <Sample>: GitHub",
        "Cem <Sample>: cem.example",
    ]


def test_a_person_s_page_lists_what_they_wrote(page):
    tree = page("people/cem-sample/index.html")
    assert [one.text() for one in tree.css(".publication .title")] == ["Owls"]
    facts = json.loads(tree.css_first('script[type="application/ld+json"]').text())
    assert (facts["@type"], facts["name"], facts["url"]) == (
        "Person",
        "Cem <Sample>",
        "https://ann.example/~ann/people/cem-sample/",
    )


def test_names_of_authors_lead_to_the_homepage_else_to_the_page(page):
    links = page("publications/owls/index.html").css(".authors a")
    assert [link.attrs["href"] for link in links] == ["../../people/cem-sample/index.html", "https://bea.example"]


def test_names_in_the_group_lead_to_the_page_else_to_the_homepage(page):
    assert [link.attrs["href"] for link in page("group/index.html").css(".people .name a")] == [
        "../people/cem-sample/index.html",
        "../people/bea-model/index.html",
    ]


def test_links_in_texts_lead_to_pages(page):
    for path, target in (("group", "index.html"), ("people/cem-sample", "../../group/index.html")):
        links = page(f"{path}/index.html").css("main p a")
        assert [link.attrs["href"] for link in links if link.text() == "owls"] == [target]


def test_pages_are_in_the_sitemap(folder):
    assert "https://ann.example/~ann/people/cem-sample/" in (folder / "sitemap.xml").read_text("utf-8")


def test_a_change_of_a_person_makes_only_pages_that_show_them(tmp_path, monkeypatch):
    built(write(tmp_path, SITE))
    made = []
    monkeypatch.setattr("plugins.finish.finish", lambda html, name, site: made.append(name) or finish(html, name, site))
    built(write(tmp_path, {"content/people.toml": PEOPLE.replace("Likes", "Loves")}))
    assert sorted(made) == ["group/index.html", "people/cem-sample/index.html"]


def test_setting_gives_every_member_a_page(tmp_path):
    people = PEOPLE.replace("page = true\n", "") + '\n[[person]]\nname = "Far Away"\nroles = ["advisor"]\n'
    settings = "PEOPLE_PAGES = True\n"
    write(tmp_path, {**SITE, "content/people.toml": people, "pelicanconf.py": settings})
    built(tmp_path)
    pages = sorted(path.parent.name for path in Path(tmp_path, "output/people").glob("*/index.html"))
    assert pages == ["bea-model", "cem-sample"]


def test_a_heading_over_nobody_is_not_shown(tmp_path):
    blocks = "## Interns\n\n/// people\n    role: intern\n///\n\n## Theses\n\n/// people\n    style: theses\n///\n"
    write(tmp_path, {**SITE, "content/pages/group.md": f"# Group\n\n{blocks}"})
    built(tmp_path)
    assert not re.search("Interns|Theses", Path(tmp_path, "output/group/index.html").read_text("utf-8"))


PROBLEMS = {
    "    role: studnt\n": "content/pages/group.md:4: no role 'studnt' (did you mean 'student'?); known:",
    "    topic: bats\n": "content/pages/group.md:4: nobody in content/people.toml has the topic 'bats'",
    "    style: card\n": "content/pages/group.md:4: 'style' of '/// people' is one of cards, lines, theses (did",
    "    roles: staff\n": "content/pages/group.md:4: '/// people' has no option 'roles' (did you mean 'role'?)",
}


@pytest.mark.parametrize(("options", "line"), PROBLEMS.items())
def test_wrong_options_are_named_with_their_line(tmp_path, options, line):
    write(tmp_path, {**SITE, "content/pages/group.md": f"# Group\n\n/// people\n{options}///\n"})
    with pytest.raises(BuildFailed) as failure:
        built(tmp_path)
    assert str(failure.value).startswith(line)


def test_missing_photos_and_broken_texts_are_named_with_their_line(tmp_path):
    people = '[[person]]\nname = "Ada"\nphoto = "no.png"\n\n[[person]]\nname = "Bob"\ntext = "[x](no.md)"\n'
    write(tmp_path, {"content/people.toml": people})
    with pytest.raises(BuildFailed) as failure:
        built(tmp_path)
    assert [*map(str, failure.value.errors)] == [
        "content/people.toml:3: Ada: no picture 'no.png' in content/",
        "content/people.toml:7: no page or file 'no.md'",
    ]
