"""Talks, courses, projects and openings: their files, lists, pages, calendars, and what links to them."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from plugins.core.dates import Date, Span
from plugins.core.problems import BuildFailed
from plugins.finish.pages import finish
from plugins.records.calendar import Event, calendar_text
from plugins.records.record import KEYS, KINDS, Record, Records
from plugins.records.selection import select_courses, select_openings, select_projects, select_talks
from tests.small_site import built, picture, write

TODAY = Date(2026, 11, 29)
BIBLIOGRAPHY = "@article{owls, title = {Owls}, author = {Lee, Ann}, journal = {J}, year = 2024}\n"
TALKS = """
[[talk]]
title = "Owls & <b>bees</b>"
event = "Night of Birds"
place = "Bern; Aula, 2nd floor"
date = 2099-10-25
time = "14:15-15:45"
timezone = "Europe/Zurich"
slides = "files/owls.pdf"
video = "https://video.example/owls"
publications = ["owls"]
people = ["Cem Sample", "Nobody Known"]

[[talk]]
title = "Old owls"
date = 2020
"""
COURSE = """---
code: CS 1
term: Autumn 2099
from: 2099-09
until: 2100-01
publications: [owls]
schedule:
  - { date: 2099-09-21, title: "Sets, and more", slides: files/owls.pdf }
  - { date: 2099-09-28, title: Maps }
---

# Logic

What follows. See [the list](../pages/teaching.md).
"""
SITE = {
    "content/publications.bib": BIBLIOGRAPHY,
    "content/people.toml": '[[person]]\nname = "Cem Sample"\nhomepage = "https://cem.example"\npage = true\n',
    "content/talks.toml": TALKS,
    "content/courses/2099-09-01-logic.md": COURSE,
    "content/courses/old.md": "---\ntitle: Old course\nterm: Spring 2020\nfrom: 2020-03\nuntil: 2020-07\n---\n",
    "content/projects.toml": '[[project]]\ntitle = "Nests"\npicture = "images/nest.png"\nfrom = 2020\n',
    "content/openings.toml": '[[opening]]\ntitle = "PhD"\nuntil = 2099-01-31\n\n'
    '[[opening]]\ntitle = "Gone"\nuntil = 2020-01-31\n',
    "content/cv.toml": '[[talks]]\nrecords = "talks"\n\n[[teaching]]\nrecords = "courses"\n\n'
    '[[teaching]]\nwhat = "By hand"\nwhen = 2019\n',
    "content/files/owls.pdf": "%PDF-1.4\n",
    "content/images/nest.png": picture("PNG", 400, 200),
    "content/pages/talks.md": "# Talks\n\n/// talks\n///\n",
    "content/pages/teaching.md": "# Teaching\n\n/// courses\n///\n",
    "content/pages/work.md": "# Work\n\n/// projects\n///\n\n## Jobs\n\n/// openings\n///\n",
    "content/pages/cv.md": "# CV\n\n/// cv\n///\n",
    "pelicanconf.py": 'AUTHOR = "Ann Lee"\nSITEURL = "https://ann.example/~ann"\n',
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = write(tmp_path_factory.mktemp("records"), SITE)
    built(folder)
    return folder / "output"


@pytest.fixture
def page(folder):
    return lambda path: LexborHTMLParser((folder / path / "index.html").read_text("utf-8"))


def words(node):
    return " ".join(node.text().split())


def hrefs(nodes):
    return [node.attrs["href"] for node in nodes]


def test_talks_to_come_stand_before_past_ones(page):
    tree = page("talks")
    assert [words(one) for one in tree.css("main h2")] == ["Upcoming", "Past"]
    assert [words(one) for one in tree.css(".record .title")] == ["Owls & <b>bees</b>", "Old owls"]
    assert words(tree.css_first(".record .date")) == "25 Oct 2099, 14:15–15:45"
    assert hrefs(tree.css(".record-links a")) == [
        "../files/owls.pdf",
        "https://video.example/owls",
        "../publications/owls/index.html",
    ]
    assert words(tree.css(".record .where")[1]) == "Cem Sample, Nobody Known"


def test_courses_of_past_terms_are_folded(page):
    tree = page("teaching")
    assert [words(one) for one in tree.css("main > .records .title")] == ["CS 1 Logic"]
    assert [words(one) for one in tree.css("details .records .title")] == ["Old course"]


def test_projects_are_cards_and_openings_disappear(page):
    tree = page("work")
    assert words(tree.css_first(".project-cards .title")) == "Nests"
    assert tree.css(".project-cards source") and "Gone" not in tree.body.text()
    assert words(tree.css_first(".record .date")) == "until 31 Jan 2099"


def test_a_text_is_a_page_outside_the_menu(page, folder):
    tree = page("courses/logic")
    assert words(tree.css_first("h1")) == "CS 1 Logic"
    assert [words(row) for row in tree.css(".schedule tbody td:nth-child(2)")] == ["Sets, and more", "Maps"]
    assert hrefs(tree.css("article > p a")) == ["../../teaching/index.html"]
    assert [words(one) for one in tree.css(".publication .title")] == ["Owls"]
    assert "Logic" not in tree.css_first(".site-header").text()
    assert "courses/logic/" in (folder / "sitemap.xml").read_text("utf-8")
    assert not (folder / "courses/old").exists()


def test_machines_read_a_course(page):
    facts = json.loads(page("courses/logic").css_first('script[type="application/ld+json"]').text())
    assert (facts["@type"], facts["courseCode"], facts["url"]) == (
        "Course",
        "CS 1",
        "https://ann.example/~ann/courses/logic/",
    )
    assert facts["subjectOf"][0]["url"] == "https://ann.example/~ann/publications/owls/"


def test_publications_link_to_what_names_them(page):
    tree = page("publications/owls")
    assert [words(one) for one in tree.css("h2")][:2] == ["Talks", "Courses"]
    assert [words(one) for one in tree.css(".record .title")] == ["Owls & <b>bees</b>", "CS 1 Logic"]


def test_a_person_s_page_has_their_talks(page):
    assert [words(one) for one in page("people/cem-sample").css(".record .title")] == ["Owls & <b>bees</b>"]


def test_the_cv_has_a_line_for_each_record(page):
    lists = [[words(one) for one in section.css(".cv-line > p:first-child")] for section in page("cv").css(".cv")]
    assert lists == [
        ["Owls & <b>bees</b>, Night of Birds, Bern; Aula, 2nd floor", "Old owls"],
        ["CS 1 Logic, Autumn 2099", "Old course, Spring 2020", "By hand"],
    ]


NAME = re.compile(r"[A-Z-]+(?:;[A-Z]+=[A-Z]+)?:")
ESCAPED = re.compile(r"(?:[^\\;,\x00-\x1f]|\\[\\;,n])*")
DAY = re.compile(r"\d{8}")
INSTANT = re.compile(r"\d{8}T\d{6}Z")


def read_calendar(data):
    """The events of a calendar, each with its properties; what RFC 5545 forbids fails."""
    assert data.endswith(b"\r\n") and b"\n" not in data.replace(b"\r\n", b"")
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    lines = data.replace(b"\r\n ", b"").decode("utf-8").split("\r\n")[:-1]
    assert lines[:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"] and lines[-1] == "END:VCALENDAR"
    assert any(line.startswith("PRODID:") for line in lines)
    events = []
    for line in lines[1:-1]:
        assert NAME.match(line), line
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            events.append({})
        elif name in ("SUMMARY", "LOCATION", "DESCRIPTION", "UID", "X-WR-CALNAME"):
            assert ESCAPED.fullmatch(value), line
        if events and name not in ("BEGIN", "END"):
            assert name not in events[-1], f"{name} is there twice"
            events[-1][name] = value
    for event in events:
        assert event.keys() >= {"UID", "DTSTAMP", "SUMMARY"} and INSTANT.fullmatch(event["DTSTAMP"])
        is_day = "DTSTART;VALUE=DATE" in event
        end = ";VALUE=DATE" * is_day
        assert (DAY if is_day else INSTANT).fullmatch(event[f"DTSTART{end}"])
        assert event.get(f"DTEND{end}", "99999999") > event[f"DTSTART{end}"]
    assert len({event["UID"] for event in events}) == len(events)
    return events


def test_talks_whose_day_is_known_are_in_the_calendar(folder):
    [event] = read_calendar((folder / "talks.ics").read_bytes())
    assert event["DTSTART"] == "20991025T131500Z"  # the night after, clocks change in Switzerland
    assert event["SUMMARY"] == "Owls & <b>bees</b>"
    assert event["LOCATION"] == "Bern\\; Aula\\, 2nd floor"


def test_sessions_of_a_course_are_in_its_calendar(folder):
    events = read_calendar((folder / "courses/logic.ics").read_bytes())
    assert [(event["DTSTART;VALUE=DATE"], event["SUMMARY"]) for event in events] == [
        ("20990921", "CS 1: Sets\\, and more"),
        ("20990928", "CS 1: Maps"),
    ]
    assert events[0]["URL"] == "https://ann.example/~ann/courses/logic/"


@pytest.mark.parametrize("text", ["猫" * 60, "a\\b;c,d\ne" * 12, "x" * 68, "é" * 200, ""])
def test_no_text_breaks_a_calendar(text):
    event = Event("1@x", text or "-", Date(2026, 2, 28), Date(2026, 2, 28), place=text)
    [read] = read_calendar(calendar_text(text, [event]).encode())
    summary = re.sub(r"\\(.)", lambda match: "\n" if match[1] == "n" else match[1], read["SUMMARY"])
    assert summary == (text or "-") and read["DTEND;VALUE=DATE"] == "20260301"


def record(kind, name, start, end=None, **facts):
    span = Span(Date(*start), Date(*end) if end else Date(*start) if kind == "talks" else Date())
    return Record(kind, name, name, span, **facts)


ALL = Records(
    {
        "talks": (
            record("talks", "a", (2026, 11, 29)),
            record("talks", "b", (2027, 1)),
            record("talks", "c", (2025,)),
            record("talks", "d", (2026, 11, 28)),
        ),
        "courses": (record("courses", "new", (2026, 9), (2027, 2)), record("courses", "old", (2026, 3), (2026, 7))),
        "projects": (
            record("projects", "on", (2020,), topics=("Owls",)),
            record("projects", "over", (2010,), (2012,)),
        ),
        "openings": (
            record("openings", "last day", (2026,), (2026, 11, 29)),
            record("openings", "too late", (2026,), (2026, 11, 28)),
            record("openings", "too early", (2026, 12)),
            record("openings", "always", ()),
        ),
    }
)


@pytest.mark.parametrize(
    ("select", "options", "current", "past"),
    [
        (select_talks, {}, "a b", "d c"),
        (select_talks, {"upcoming": True}, "a b", ""),
        (select_talks, {"upcoming": False}, "", "d c"),
        (select_talks, {"past": True}, "", "d c"),
        (select_talks, {"limit": 1}, "a", "d"),
        (select_talks, {"year": "2025"}, "", "c"),
        (select_courses, {}, "new", "old"),
        (select_courses, {"past": False}, "new", ""),
        (select_projects, {}, "on", "over"),
        (select_projects, {"topic": ["owls"]}, "on", ""),
        (select_openings, {}, "last day|always", ""),
    ],
)
def test_what_is_shown_depends_on_the_day(select, options, current, past):
    found = select(ALL, TODAY, **options)
    shown = ["|".join(one.id for one in group) for group in (found.current, found.past)]
    assert shown == [names if "|" in names else names.replace(" ", "|") for names in (current, past)]


PROBLEMS = {
    ("talks.toml", '[[talk]]\ndate = 2026\n'): ':1: this talk has no title: write title = "…"',
    ("talks.toml", '[[talk]]\ntitle = "A"\n'): ":1: A: a talk needs a date: write date = 2026-10-05",
    ("talks.toml", '[[talk]]\ntitle = "A"\ndate = 2026\nplcae = "B"\n'):
        ":4: A: unknown key 'plcae' (did you mean 'place'?)",
    ("talks.toml", '[[talk]]\ntitle = "A"\ndate = 2026\nwhen = 2026\n'):
        ":4: A: unknown key 'when' (did you mean 'date'?)",
    ("talks.toml", '[[talk]]\ntitle = "A"\ndate = 2026\ntime = "2 pm"\n'):
        ":4: A: '2 pm' is not a time: write \"14:15\"",
    ("talks.toml", '[[talk]]\ntitle = "A"\ndate = 2026\ntime = "14:00"\ntimezone = "Bern"\n'):
        ":5: A: 'Bern' is no time zone",
    ("talks.toml", '[[talk]]\ntitle = "A"\ndate = 2026\nslides = "no.pdf"\n'): ":4: A: no file 'no.pdf' in content/",
    ("talks.toml", '[[talk]]\ntitle = "A"\ndate = 2026\nurl = "javascript://x"\n'):
        ":4: A: 'javascript://x' is not a web",
    ("talks.toml", '[[talk]]\ntitle = "A"\ndate = 2026\npublications = [\n"owl"]\n'):
        ":5: A: no publication has the key 'owl' (did you mean 'owls'?)",
    ("talks.toml", "[[talks]]\n"): ":1: unknown key 'talks' (did you mean 'talk'?)",
    ("courses.toml", '[[course]]\ntitle = "A"\nfrom = 2026\nuntil = 2025\n'): ":4: A: until 2025 is before from 2026",
    ("courses/a.md", "---\ntitle: A\nterms: B\n---\nText.\n"): ":3: A: unknown key 'terms' (did you mean 'term'?)",
    ("courses/a.md", "---\nterm: B\n---\n"): ":1: this course has no title",
    ("projects/a.md", "---\ntitle: A\npicture: no.png\n---\n"): ":3: A: no picture 'no.png' in content/",
    ("projects.toml", '[[project]]\ntitle = "A"\ntext = "[x](no.md)"\n'): ":3: no page or file 'no.md'",
    ("cv.toml", '[[talks]]\nrecords = "talk"\n'): ":2: no records 'talk' (did you mean 'talks'?); there are",
    ("pages/a.md", "# A\n\n/// projects\n    topic: bats\n///\n"): ":4: no project has the topic 'bats'",
    ("pages/a.md", "# A\n\n/// talks\n    upcomming: yes\n///\n"):
        ":4: '/// talks' has no option 'upcomming' (did you",
}  # fmt: skip


@pytest.mark.parametrize(("file", "problem"), PROBLEMS.items(), ids=range(len(PROBLEMS)))
def test_what_is_wrong_is_named_with_its_line(tmp_path, file, problem):
    name, text = file
    write(tmp_path, {"content/publications.bib": BIBLIOGRAPHY, f"content/{name}": text})
    with pytest.raises(BuildFailed) as failure:
        built(tmp_path)
    [error] = failure.value.errors
    assert str(error).startswith(f"content/{name}{problem}")


def test_drafts_are_held_back(tmp_path):
    text = "---\ntitle: A\ndate: 2026\ndraft: true\n---\nText.\n"
    write(tmp_path, {"content/talks/a.md": text, "content/pages/talks.md": "# Talks\n\n/// talks\n///\n"})
    built(tmp_path)
    assert not Path(tmp_path, "output/talks/a").exists()
    assert not LexborHTMLParser(Path(tmp_path, "output/talks/index.html").read_text("utf-8")).css(".record")


def test_a_change_of_a_talk_makes_only_pages_that_show_it(tmp_path, monkeypatch):
    built(write(tmp_path, SITE))
    made = []
    monkeypatch.setattr("plugins.finish.finish", lambda html, name, site: made.append(name) or finish(html, name, site))
    built(write(tmp_path, {"content/talks.toml": TALKS.replace("Night", "Day")}))
    shown = ["cv", "people/cem-sample", "publications/owls", "talks"]
    assert sorted(made) == [f"{name}/index.html" for name in shown]


def test_a_folder_that_the_author_has_as_pages_stays_so(tmp_path):
    settings = 'PAGE_PATHS = ["pages", "projects"]\n'
    write(tmp_path, {"pelicanconf.py": settings, "content/projects/a.md": "# A\n\nText.\n"})
    built(tmp_path)
    assert Path(tmp_path, "output/a/index.html").exists()


def test_the_site_is_due_when_a_list_changes(tmp_path):
    names = ("content/openings.toml", "content/pages/work.md")
    write(tmp_path, {name: SITE[name] for name in names})
    assert datetime.fromtimestamp(built(tmp_path).flow.due, UTC) == datetime(2099, 2, 1, tzinfo=UTC)


GERMAN = {
    "pelicanconf.py": 'DEFAULT_LANG = "en"\n',
    "content/pages/index.md": "# Ann Lee\n\n/// courses\n///\n\n/// talks\n///\n",
    "content/pages/index.de.md": "# Ann Lee\n\n/// courses\n///\n\n/// talks\n///\n",
    "content/pages/cv.md": "# CV\n\n/// cv\n///\n",
    "content/pages/cv.de.md": "# Lebenslauf\n\n/// cv\n///\n",
    "content/cv.toml": '[[talks]]\nrecords = "talks"\n',
    "content/courses/logic.md": COURSE.replace("publications: [owls]\n", "").replace("slides: files/owls.pdf", ""),
    "content/pages/teaching.md": "# Teaching\n",
    "content/courses/logic.de.md": "---\nterm: Herbst 2099\nschedule: [{ title: Mengen }]\n---\n\n# Logik\n\nWas?\n",
    "content/talks.toml": '[[talk]]\ntitle = "Owls"\ntitle-de = "Eulen"\nplace = "Bern"\ndate = 2099-10-25\n'
    'text-de = "Über [Logik](courses/logic.de.md)."\n\n[[talk]]\ntitle = "Bees"\ndate = 2099-10-26\n',
}


@pytest.fixture(scope="module")
def german(tmp_path_factory):
    output = built(write(tmp_path_factory.mktemp("german"), GERMAN)).output
    return {path.relative_to(output).as_posix(): path.read_text("utf-8") for path in output.rglob("*.html")}


def records_of(html):
    return LexborHTMLParser(html).css("li.record")


def test_lists_are_in_the_language_of_their_page(german):
    homes = ("index.html", "de/index.html")
    titles = {name: [node.css_first(".title").text() for node in records_of(german[name])] for name in homes}
    assert titles == {"index.html": ["CS 1 Logic", "Owls", "Bees"], "de/index.html": ["CS 1 Logik", "Eulen", "Bees"]}


def test_what_is_not_translated_is_marked(german):
    marks = [[node.text() for node in record.css("[lang=en]")] for record in records_of(german["de/index.html"])]
    assert marks == [[], ["Bern"], ["Bees"]]
    assert not [node for record in records_of(german["index.html"]) for node in record.css("[lang]")]


def test_a_translated_file_is_a_page_of_the_same_record(german):
    page = LexborHTMLParser(german["de/courses/logic/index.html"])
    assert page.root.attrs["lang"] == "de"
    heads = [node.text().strip() for node in page.css("h1, .record-page h2, th")]
    assert heads == ["CS 1 Logik", "Zeitplan", "Datum", "Thema", "Material"]
    assert "Mengen" in page.css_first("table").text() and "Maps" not in page.css_first("table").text()
    assert "Herbst 2099" in page.css_first(".date").text()
    assert {node.attrs["hreflang"] for node in page.css("link[hreflang]")} == {"de", "en", "x-default"}


def test_a_text_in_another_language_has_links(german):
    [_, talk, _] = records_of(german["de/index.html"])
    assert talk.css_first("a[href='courses/logic/index.html']").text() == "Logik"


def test_the_cv_takes_records_in_its_language(german):
    assert "Eulen" in german["de/cv/index.html"] and "Owls" not in german["de/cv/index.html"]
    assert "Owls" in german["cv/index.html"]


def test_a_translation_says_what_its_record_does_not(tmp_path):
    files = {
        "content/courses/logic.de.md": "---\ntitle: Logik\nfrom: 2099\n---\n",
        "content/courses/sets.de.md": "---\ntitle: Mengen\n---\n",
        "content/talks.toml": '[[talk]]\ntitle = "Owls"\ndate = 2099\nlinks-de = {}\n',
    }
    keys = (*KEYS, *KINDS["talks"].keys)
    with pytest.raises(BuildFailed) as failure:
        built(write(tmp_path, GERMAN | files))
    assert sorted(map(str, failure.value.errors)) == [
        "content/courses/logic.de.md:3: unknown key 'from'; known: title, place, term, text, schedule",
        "content/courses/sets.de.md:1: there is no courses/sets.md, of which this would be the translation",
        f"content/talks.toml:4: Owls: unknown key 'links-de' (did you mean 'links'?); known: {', '.join(keys)}",
    ]


def title_in(html):
    return [node.css_first(".title").text() for node in records_of(html)]


@pytest.mark.parametrize(
    ("tag", "lang", "shown"),
    [
        ("pt-br", "pt-BR", "Corujas"),
        ("DE", "de", "Corujas"),
        ("pt", "pt-BR", "Corujas"),
        ("pt-BR", "pt", "Owls"),
        ("zh-yue", "yue", "Owls"),
        ("en", "en", "Corujas"),
    ],
)
def test_tags_are_equal_in_capital_and_small_letters(tmp_path, tag, lang, shown):
    files = {
        "content/talks.toml": f'[[talk]]\ntitle = "Owls"\ntitle-{tag} = "Corujas"\ndate = 2099\n',
        "content/pages/a.md": f"---\nlang: {lang}\nsave_as: a.html\n---\n\n# A\n\n/// talks\n///\n",
    }
    html = built(write(tmp_path, files)).output.joinpath("a.html").read_text("utf-8")
    assert title_in(html) == [shown]


def test_a_blank_translation_is_none(tmp_path):
    talk = '[[talk]]\ntitle = "Owls"\ntitle-de = " "\ntext = "Hoot."\ntext-de = ""\ndate = 2099\n'
    output = built(write(tmp_path, GERMAN | {"content/talks.toml": talk})).output
    [_, record] = records_of((output / "de/index.html").read_text("utf-8"))
    assert [node.text() for node in record.css("[lang=en]")] == ["Owls", "Hoot."]


def test_drafts_of_translations_are_held_back(tmp_path):
    draft = "---\ndraft: true\n---\n\n# Entwurf\n\nText.\n"
    files = {"content/courses/logic.de.md": draft, "content/pages/teaching.de.md": draft}
    files["content/talks.toml"] = '[[talk]]\ntitle = "Owls"\ndate = 2099\n'
    output = built(write(tmp_path, GERMAN | files)).output
    assert "CS 1 Logic" in title_in((output / "de/index.html").read_text("utf-8"))
    assert not any(b"Entwurf" in path.read_bytes() for path in output.rglob("*.html"))


def test_a_course_has_one_calendar_in_all_languages(tmp_path):
    row = "---\ntitle: Mengen\nschedule: [{ date: 2099-10-12, title: Mengen, slides: files/de.pdf }]\n---\n\nWas?\n"
    files = {
        "content/courses/sets.md": "---\ntitle: Sets\n---\n\nWhat?\n",
        "content/courses/sets.de.md": row,
        "content/files/de.pdf": "%PDF-1.4",
    }
    output = built(write(tmp_path, GERMAN | files)).output
    calendars = "a[href$='courses/sets.ics']", "a[href$='courses/logic.ics']"
    pages = [LexborHTMLParser((output / f"de/courses/{name}/index.html").read_bytes()) for name in ("sets", "logic")]
    assert [bool(page.css_first(selector)) for page, selector in zip(pages, calendars, strict=True)] == [False, True]
    assert not (output / "courses/sets.ics").exists() and (output / "files/de.pdf").exists()


def test_a_file_may_say_in_which_language_its_record_is(tmp_path):
    files = {
        "content/courses/sets.md": "---\nlang: de\nplace: Bern\n---\n\n# Mengen\n\nWas?\n",
        "content/courses/maps.de.md": "---\nlang: fr\n---\n\n# Cartes\n\nQuoi ?\n",
        "content/courses/maps.md": "---\ntitle: Maps\n---\n",
    }
    output = built(write(tmp_path, GERMAN | files)).output
    english, german = ((output / name).read_text("utf-8") for name in ("index.html", "de/index.html"))
    [english], [german] = ([one for one in records_of(html) if "Mengen" in one.text()] for html in (english, german))
    assert [node.text() for node in english.css("[lang=de]")] == ["Mengen", "Bern"]
    assert not german.css("[lang]") and (output / "fr/courses/maps/index.html").exists()


def test_what_is_said_twice_is_an_error(tmp_path):
    files = {
        "content/courses/logic.md": GERMAN["content/courses/logic.md"].replace("term:", "term-de: Winter\nterm:", 1),
        "content/courses/sets.md": "---\ntitle: Sets\ndraft: true\n---\n",
        "content/courses/sets.de.md": "---\ntitle: Mengen\n---\n",
        "content/courses/maps.md": "---\ntitle: Maps\n---\n",
        "content/courses/maps.en.md": "---\ntitle: Maps\n---\n",
        "content/courses/trees.md": "---\ntitle: Trees\nlang: german\n---\n",
        "content/courses/rings.md": "---\ntitle: Rings\n---\n",
        "content/courses/rings.de.md": "---\ntitle: Ringe\n---\n",
        "content/courses/de/rings.md": "---\ntext: Ringe [a](b.md)\n---\n",
        "content/talks.toml": '[[talk]]\ntitle = "Owls"\ntitle-de = "Eulen"\ntitle-DE = "Uhus"\ndate = 2099\n',
    }
    with pytest.raises(BuildFailed) as failure:
        built(write(tmp_path, GERMAN | files))
    assert sorted(map(str, failure.value.errors)) == [
        "content/courses/de/rings.md:2: no page or file 'b.md'",
        "content/courses/logic.de.md:2: courses/logic.md has 'term-de' too: keep one of the two",
        "content/courses/maps.md:1: courses/maps.en.md says the same: keep one of the two",
        "content/courses/rings.de.md:1: courses/de/rings.md says the same: keep one of the two",
        "content/courses/sets.de.md:1: courses/sets.md is a draft: write draft: true here too",
        "content/courses/trees.md:3: 'german' is no language: write 'de'",
        "content/talks.toml:4: Owls: 'title-DE' is 'title-de': keep one of the two",
    ]
