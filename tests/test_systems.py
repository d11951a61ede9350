"""Made-up sites of other systems, one in each file of `tests/systems`: recognized, moved in, and built at once.

A case names the folder of its `site` below `tests/sites` and the `system`; the files that the old system would write,
by its documentation (`addresses`); under `words`, the page of the new site that holds every word of an old text,
besides the words that it may lack (`without`); settings; and how lines of the report begin.
"""

import re
import tomllib
from functools import cache
from html import unescape
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from plugins.building import build
from plugins.migrate import migrate
from plugins.migrate.settings_file import read_setting
from plugins.migrate.systems import readers, recognize
from tests.moved_sites import link_code
from tests.small_site import everything

ROOT = Path(__file__).parents[1]
FILES = sorted(Path(__file__).with_name("systems").glob("*.toml"))
CASES = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in FILES}
WORDS = [(name, source) for name, case in CASES.items() for source in case["words"]]
LINES = [(name, kind, line) for name, case in CASES.items() for kind in ("changed", "left") for line in case[kind]]
# What no visitor reads in an old text: front matter, comments, tags of templates and of HTML, addresses
UNSEEN = re.compile(
    r"\A---\n.*?^---\n|<!--.*?-->|\{%.*?%\}|(?<=\])\([^()]*\)|\{\{.*?\}\}|\{:[^{}\n]*\}|<[^<>]*>|^\[[^\]]+\]:.*?$",
    re.S | re.M,
)
TEMPLATE = re.compile(r"\{%|%\}|\{\{|\}\}|\{:|\{\{<|\{\{%")
NOT_SHOWN = "script, style, code, pre, annotation, annotation-xml, svg, template"


@pytest.fixture(scope="session")
def moved(tmp_path_factory):
    """The folder of a moved site, its report, what was shown, and the files of its output."""

    @cache
    def move(name):
        target = tmp_path_factory.mktemp(name)
        link_code(target)
        shown = []
        report = migrate(ROOT / "tests/sites" / CASES[name]["site"], target, show=shown.append)
        return target, report, shown, everything(build(target / "publishconf.py").output)

    return move


def words_of(text):
    return set(re.findall(r"[^\W\d_]{2,}", text.lower()))


def visible(page):
    tree = LexborHTMLParser(page.decode())
    pictures = (picture.attrs.get("alt") or "" for picture in tree.css("img"))
    return " ".join([tree.body.text(separator=" "), *pictures])


@pytest.mark.parametrize("name", CASES)
def test_a_site_is_recognized(name):
    reader, _ = recognize(ROOT / "tests/sites" / CASES[name]["site"])
    assert CASES[name]["system"] == reader.NAME


@pytest.mark.parametrize("name", CASES)
def test_a_site_is_built_at_once(name, moved):
    _, report, shown, output = moved(name)
    assert (report.stops, "index.html" in output) == ([], True)
    assert report.summary == CASES[name]["summary"]
    assert shown[-1].startswith(report.summary)
    assert len(shown[-1].splitlines()) <= 24  # one screen


@pytest.mark.parametrize("name", CASES)
def test_every_address_is_kept_or_leads_on(name, moved):
    output = moved(name)[3]
    assert [address for address in CASES[name]["addresses"] if address not in output] == []


@pytest.mark.parametrize("name", CASES)
def test_redirects_lead_to_pages(name, moved):
    output = moved(name)[3]
    for address, page in output.items():
        if found := re.search(rb'http-equiv="refresh" content="0; url=([^"]+)"', page):
            to = Path("/", address).parent.joinpath(unescape(found[1].decode()))
            assert str(to.resolve().relative_to("/")) in output, address


@pytest.mark.parametrize(
    ("name", "source"), [(name, source) for name, case in CASES.items() for source in case["words"]]
)
def test_no_word_of_a_text_is_lost(name, source, moved):
    case = CASES[name]
    old = UNSEEN.sub(" ", Path(ROOT, "tests/sites", case["site"], source).read_text("utf-8"))
    page = visible(moved(name)[3][case["words"][source]])
    assert sorted(words_of(old) - words_of(page) - set(case.get("without", {}).get(source, ()))) == []


@pytest.mark.parametrize("name", CASES)
def test_no_template_tag_is_shown(name, moved):
    for address, page in moved(name)[3].items():
        if address.endswith(".html"):
            tree = LexborHTMLParser(page.decode())
            tree.strip_tags([tag.strip() for tag in NOT_SHOWN.split(",")])
            assert not TEMPLATE.search(tree.body.text()), address


@pytest.mark.parametrize(("name", "kind", "start"), LINES)
def test_the_report_names_the_place(name, kind, start, moved):
    lines = list(map(str, getattr(moved(name)[1], kind)))
    assert [line for line in lines if line.startswith(start)], lines


@pytest.mark.parametrize("name", CASES)
def test_nothing_but_what_a_case_lists_is_left(name, moved):
    starts = tuple(CASES[name].get("left", ()))
    assert [line for line in map(str, moved(name)[1].left) if not line.startswith(starts)] == []


@pytest.mark.parametrize("name", CASES)
def test_settings_come_from_the_old_ones(name, moved):
    sources = [Path(moved(name)[0], file).read_text("utf-8") for file in ("publishconf.py", "pelicanconf.py")]
    for setting, value in CASES[name]["settings"].items():
        found = next(filter(None, (read_setting(source, setting) for source in sources)), None)
        assert _plain(found) == value, setting


def _plain(value):
    """A value with lists in place of tuples, as in TOML."""
    return [_plain(each) for each in value] if isinstance(value, list | tuple) else value


@pytest.mark.parametrize("name", CASES)
def test_records_and_texts_say_what_the_old_ones_said(name, moved):
    for file, parts in CASES[name]["written"].items():
        text = Path(moved(name)[0], "content", file).read_text("utf-8")
        assert [part for part in parts if part not in text] == [], text


def test_every_reader_says_what_it_is_recognized_by():
    assert [reader.NAME for reader in readers() if not (reader.NAME and reader.SIGNS)] == []
