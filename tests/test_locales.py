"""The words of the theme: complete in every language, found by the language of the page, and nowhere else."""

import re
from datetime import date
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader, nodes

from plugins.core.dates import Date
from plugins.core.locales import FOLDER, Locales, broader, english, placeholders, table_problems
from plugins.core.toml_tables import read_toml

LANGUAGES = sorted(path.stem for path in FOLDER.glob("*.toml"))
TEMPLATES = Path("theme/templates")
PROPER_NAMES = {"BibTeX", "RIS", "arXiv", "doi", "Z39.88"}
TAG = re.compile(r"<(?P<raw>style|script)\b.*?</(?P=raw)>|<[^>]*>", re.S)
SPOKEN_ATTRIBUTE = re.compile(r'\b(?:aria-label|alt|title)="([^"]*)"')
WORD = re.compile(r"[^\W\d_][\w’.]*\w")
# A day, a month and a year; two ends of a span: what a CV shows first
SPANS = {
    "en": ("3 Sept 2021", "Sept 2021", "5", "30 July"),
    "de": ("3. Sept. 2021", "Sept. 2021", "5.", "30. Juli"),
    "fr": ("3 sept. 2021", "sept. 2021", "5", "30 juill."),
    "zh": ("2021年9月3日", "2021年9月", "2024年8月5日", "2024年7月30日"),
    "ko": ("2021년 9월 3일", "2021년 9월", "2024년 8월 5일", "2024년 7월 30일"),
    "he": ("3 בספט׳ 2021", "ספט׳ 2021", "5", "30 ביולי"),
}


def table(language):
    return read_toml((FOLDER / f"{language}.toml").read_text("utf-8")).values


def forms(word):
    return len(word) if isinstance(word, list) else placeholders(word)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_table_has_the_words_and_placeholders_of_the_english_one(language):
    found, wanted = table(language), table("en")
    assert {name: [*section] for name, section in found.items()} == {name: [*wanted[name]] for name in wanted}
    for name, section in wanted.items():
        assert {key: forms(found[name][key]) for key in section} == {key: forms(word) for key, word in section.items()}
    assert all(word and word != "TODO" for section in found.values() for word in section.values())


def test_there_are_eleven_languages_at_least():
    assert {"ar", "de", "en", "es", "fr", "he", "it", "ja", "ko", "pt", "zh"} <= {*LANGUAGES}


def test_a_word_that_a_language_lacks_is_that_of_the_broader_one_then_english(tmp_path):
    (tmp_path / "pt-BR.toml").write_text('[links]\nslides = "Slides em português"\n', "utf-8")
    (tmp_path / "fi.toml").write_text('[links]\nslides = "Kalvot"\n', "utf-8")
    locales = Locales((FOLDER, tmp_path), {"en": {"news.title": "Blog"}})
    assert [*broader("zh-Hant-TW")] == ["zh-Hant-TW", "zh-Hant", "zh"]
    assert [locales.of("pt-BR").word(f"links.{name}") for name in ("slides", "data")] == [
        "Slides em português",
        "Dados",
    ]
    assert [locales.of("fi").word(f"links.{name}") for name in ("slides", "data")] == ["Kalvot", "Data"]
    assert [locales.of(lang).word("news.title") for lang in ("en", "en-GB", "fi", "de")] == [*["Blog"] * 3, "Aktuelles"]


WRONG = {
    '[sight]\nfeed = "Feed"\n': "no word 'sight.feed' (did you mean 'site.feed'?)",
    '[site]\nupdated = "Stand {day}"\n': "'site.updated' knows no {day}",
    '[site]\nupdated = "Stand {date"\n': "'site.updated' has a brace without its partner",
    "[site]\nfeed = 1\n": "'site.feed' is a text",
    '[dates]\nmonths = ["Januar"]\n': "'dates.months' is a list of 12 texts",
    'site = "Feed"\n': "'site' is not a table: write [site], and below it name = \"word\"",
}


@pytest.mark.parametrize("text", WRONG)
def test_an_own_table_says_what_is_wrong(text):
    assert [problem.message for problem in table_problems(text)] == [WRONG[text]]


@pytest.mark.parametrize("language", SPANS)
def test_dates_are_said_as_the_language_says_them(language):
    locale = Locales().of(language)
    day, month = Date(2021, 9, 3), Date(2021, 9)
    ends = ((Date(2024, 8, 5), Date(2024, 8, 9)), (Date(2024, 7, 30), Date(2024, 8, 2)))
    assert (locale.spoken(day), locale.spoken(month), *(locale.spoken(*span) for span in ends)) == SPANS[language]
    assert locale.spoken(Date(2021)) == "2021"


def test_an_own_format_has_the_names_of_the_language():
    german = Locales().of("de")
    assert date(2024, 3, 5).strftime(german.with_months("%d. %B %%B %b", 3)) == "05. März %B März"
    assert german.day(date(2024, 3, 5), "full") == "5. März 2024"
    assert english().day(date(2024, 9, 5), "in_list") == "5 Sep"


@pytest.mark.parametrize("template", sorted(TEMPLATES.rglob("*.html")), ids=str)
def test_no_template_says_a_word_in_english(template):
    environment = Environment(loader=FileSystemLoader(TEMPLATES))
    tree = environment.parse(template.read_text("utf-8"))
    html = "".join(f" {node.data} " for node in tree.find_all(nodes.TemplateData))
    shown = TAG.sub(" ", html) + " ".join(SPOKEN_ATTRIBUTE.findall(html))
    constants = (node.value for node in tree.find_all(nodes.Const) if isinstance(node.value, str))
    capital = [text for text in constants if re.match("[A-Z][a-z]", text)]
    assert {*WORD.findall(shown), *capital} - PROPER_NAMES == set()
