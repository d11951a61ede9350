"""Languages: what is a tag, what its author meant, and how pages in several languages know each other."""

import re
from pathlib import PurePosixPath

import pytest
from selectolax.lexbor import LexborHTMLParser

from plugins.core.languages import language_error, text_direction
from plugins.core.problems import BuildFailed
from plugins.dialect.source.file_language import split_language
from tests.small_site import built, write

MEANT = {
    "german": "de",
    "Deutsch": "de",
    "germn": "de",
    "ger": "de",
    "deu": "de",
    "de_DE@euro": "de-DE",
    "zh_CN": "zh-CN",
    "中文": "zh",
    "简体中文": "zh-Hans",
    "Simplified Chinese": "zh-Hans",
    "cn": "zh",
    "jp": "ja",
    "日本語": "ja",
    "français": "fr",
    "pt_BR.UTF-8": "pt-BR",
    "en-UK": "en-GB",
    "English-US": "en-US",
    "العربية": "ar",
}


@pytest.mark.parametrize("written", MEANT)
def test_who_writes_no_tag_reads_what_to_write(written):
    assert language_error(written) == f"'{written}' is no language: write '{MEANT[written]}'"


@pytest.mark.parametrize("written", ["xx", "klingon", "1", "x", "none of these"])
def test_a_word_that_is_no_language_gets_an_example(written):
    assert language_error(written).endswith("is no language: write a code such as 'de' or 'zh-CN'")


@pytest.mark.parametrize(
    "tag", ["de", "DE", "de-AT", "de-CH-1996", "zh-Hant-TW", "sr-Latn", "gsw", "es-419", "no", "en-x-own", "zh-yue"]
)
def test_a_tag_of_bcp_47_is_right(tag):
    assert language_error(tag) == ""


def test_direction_follows_the_language_or_its_script():
    assert [text_direction(tag) for tag in ("ar", "he-IL", "fa", "ur", "yi", "pa-Arab", "AR")] == ["rtl"] * 7
    assert [text_direction(tag) for tag in ("en", "zh", "az", "ar-Latn", "ks-Deva", "tr", "pa", "")] == ["ltr"] * 8


def test_pages_and_sitemap_name_every_language_of_a_text(tmp_path):
    write(
        tmp_path,
        {
            "pelicanconf.py": 'SITEURL = "https://example.org/~ann"\n',
            "content/pages/teaching.md": "---\nslug: teaching\n---\n# Teaching\n",
            "content/pages/teaching.de.md": "---\nlang: de\nslug: teaching\n---\n# Lehre\n",
            "content/pages/teaching.fr.md": "---\nlang: fr\nslug: teaching\n---\n# Cours\n",
            "content/pages/alone.md": "# Alone\n",
        },
    )
    built(tmp_path)
    output = tmp_path / "output"
    expected = {
        ("en", "https://example.org/~ann/teaching/"),
        ("de", "https://example.org/~ann/de/teaching/"),
        ("fr", "https://example.org/~ann/fr/teaching/"),
        ("x-default", "https://example.org/~ann/teaching/"),
    }
    link = re.compile(r'rel="alternate" hreflang="([\w-]+)" href="([^"]+)"')
    for page in ("teaching", "de/teaching", "fr/teaching"):
        html = (output / page / "index.html").read_text("utf-8")
        assert set(link.findall(html)) == expected
        assert len(re.findall(r'<a href="[^"]+" hreflang="', html)) == 2
    sitemap = (output / "sitemap.xml").read_text("utf-8")
    entries = {
        loc: set(link.findall(entry))
        for entry in sitemap.split("<url>")[1:]
        for loc in re.findall("<loc>(.*?)<", entry)
    }
    assert all(entries[address] == expected for _, address in expected)
    assert entries["https://example.org/~ann/alone/"] == set()
    assert " ref=" not in sitemap


SPLIT = {
    "about.de.md": ("de", "about.md"),
    "index.pt-BR.md": ("pt-BR", "index.md"),
    "de/about.md": ("de", "about.md"),
    "de/teaching/os.md": ("de", "teaching/os.md"),
    "teaching/os.zh.md": ("zh", "teaching/os.md"),
    "cs/about.md": ("", "cs/about.md"),  # a subject: the theme has no words in Czech
    "notes.v2.md": ("", "notes.v2.md"),
    "paper.pdf.md": ("", "paper.pdf.md"),
    "about.md": ("", "about.md"),
    "en.md": ("", "en.md"),
}


@pytest.mark.parametrize("name", SPLIT)
def test_a_file_says_its_language_by_its_ending_or_its_folder(name):
    lang, rest = split_language(PurePosixPath(name), lambda tag: tag in ("de", "zh"))
    assert (lang, str(rest)) == SPLIT[name]


FILES = {
    "pelicanconf.py": """
SITEURL = "https://example.org"
AUTHOR = "Ann Lee"
SITESUBTITLE = "Professor of Owls"
SITESUBTITLE_DE = "Professorin für Eulen"
NEWS_TITLE = "Blog"
DEFAULT_PAGINATION = 1
""",
    "content/pages/index.md": "# Ann Lee\n\n/// news\n///\n",
    "content/pages/index.de.md": "# Ann Lee\n\n/// news\n    limit: 1\n///\n\n/// publications\n///\n",
    "content/pages/research.md": "# Research\n",
    "content/pages/de/research.md": "# Forschung\n\n!!! note\n    Eule.\n\n- [x] Nest[^1]\n\n[^1]: Ast.\n",
    "content/pages/group.md": "# Group\n",
    "content/pages/cv.md": "# CV\n\n/// cv\n///\n",
    "content/pages/cv.de.md": "# Lebenslauf\n\n/// cv\n///\n",
    "content/pages/group.ar.md": "# المجموعة\n",
    "content/news/2024-03-05-owl.md": "# An owl\n",
    "content/news/2024-03-05-owl.de.md": "---\npublications: [owls]\n---\n\n# Eine Eule\n\nHuhu.\n",
    "content/news/2024-04-01-nest.md": "# A nest\n",
    "content/locales/de.toml": '[news]\nall = "Alles Neue"\n',
    "content/publications.bib": """
@article{owls, title = {Owls}, title+de = {Eulen}, journal = {Nature}, journal+de = {Natur}, author = {Lee, Ann},
  year = {to appear}}
@phdthesis{nests, title = {Nests}, author = {Lee, Ann}, school = {U}, year = 2020, langid = {french}}
""",
    "content/cv.toml": """
[titles]
trees = "Trees"
trees-de = "Bäume"
[[positions]]
what = "Professor"
what-de = "Professorin"
where = "Wood"
from = "2020-10"
[[trees]]
what = "Oak"
when = 2021
""",
}


@pytest.fixture(scope="module")
def several(tmp_path_factory):
    """A site in English and German, with a page in Arabic."""
    folder = write(tmp_path_factory.mktemp("several"), FILES)
    built(folder)
    return folder / "output"


def page(site, name):
    return LexborHTMLParser((site / name).read_bytes())


def texts(tree, selector):
    return [" ".join(node.text().split()) for node in tree.css(selector)]


def links(tree, selector):
    return [(node.attrs["href"], node.attrs.get("lang"), node.text().strip()) for node in tree.css(selector)]


def test_the_menu_has_what_the_language_has_and_marks_the_rest(several):
    home = page(several, "de/index.html")
    assert links(home, ".site-header nav:first-of-type a") == [
        ("cv/index.html", None, "Lebenslauf"),
        ("../group/index.html", "en", "Group"),
        ("research/index.html", None, "Forschung"),
        ("publications/index.html", None, "Veröffentlichungen"),
        ("news/index.html", None, "Aktuelles"),
    ]
    assert links(page(several, "index.html"), ".site-header nav:first-of-type a")[-1] == (
        "news/index.html",
        None,
        "Blog",
    )


def test_a_language_may_have_a_menu_of_its_own(tmp_path):
    menu = 'MENU = [("Work", [("Research", "research.md"), ("Group", "group.md")])]\n'
    menu += (
        'MENU_DE = [("Arbeit", [("Forschen", "research.md"), ("Leben", "de/lebenslauf.md")]), ("Gruppe", "group.md")]\n'
    )
    files = {name: text for name, text in FILES.items() if name != "content/pages/cv.de.md"}
    files["content/pages/de/lebenslauf.md"] = "---\nslug: cv\n---\n\n# Leben\n"
    output = built(write(tmp_path, files | {"pelicanconf.py": FILES["pelicanconf.py"] + menu})).output
    home, about = page(output, "de/index.html"), page(output, "de/research/index.html")
    first, second = (".site-header .bar:first-child nav:first-of-type a", ".site-header .bar:nth-child(2) a")
    assert links(home, first) == [("research/index.html", None, "Arbeit"), ("../group/index.html", None, "Gruppe")]
    assert [text for _, _, text in links(about, second)] == ["Forschen", "Leben"]
    assert [text for _, _, text in links(page(output, "research/index.html"), second)] == ["Research", "Group"]


def test_the_header_leads_to_the_same_page_in_other_languages(several):
    assert links(page(several, "de/research/index.html"), ".translations a") == [
        ("../../research/index.html", "en", "English")
    ]
    assert links(page(several, "news/index.html"), ".translations a") == [("../de/news/index.html", "de", "Deutsch")]
    assert page(several, "group/index.html").css_first(".translations a").attrs["dir"] == "rtl"
    assert page(several, "news/nest/index.html").css_first(".translations") is None


def test_the_whole_page_runs_as_its_language_does(several):
    arabic = page(several, "ar/group/index.html")
    assert (arabic.root.attrs["lang"], arabic.root.attrs["dir"]) == ("ar", "rtl")
    assert texts(arabic, ".skip-link") == ["انتقل إلى المحتوى"]
    assert arabic.css_first(".site-header nav a[lang=en]").attrs["dir"] == "ltr"


def test_the_home_page_of_a_language_is_one(several):
    home = page(several, "de/index.html")
    assert texts(home, ".role") == ["Professorin für Eulen"]
    assert texts(home, "title") == ["Ann Lee"] and home.css_first("[property='og:type']").attrs["content"] == "profile"
    assert page(several, "de/cv/index.html").css_first(".site-name").attrs["href"] == "../index.html"


def test_news_that_are_not_translated_are_shown_and_marked(several):
    first, second = (page(several, f"de/news/{name}index.html") for name in ("", "page/2/"))
    assert [node.attrs.get("lang") for node in (*first.css(".news-item h2"), *second.css(".news-item h2"))] == [
        "en",
        None,
    ]
    assert texts(second, "h2, .date") == ["Eine Eule", "5. März 2024"]
    home = page(several, "de/index.html")
    assert (texts(home, ".news-lines li"), texts(home, ".more")) == (["1. April 2024 A nest"], ["Alles Neue"])
    older = page(several, "news/nest/index.html").css_first("[rel=prev]")
    assert older.attrs["href"] == "../owl/index.html"
    newer = page(several, "de/news/owl/index.html").css_first("[rel=next]")
    assert newer.attrs["href"] == "../../../news/nest/index.html" and newer.css_first("[lang=en]")


def test_each_language_has_a_feed(several):
    feed = (several / "de/feed.xml").read_text("utf-8")
    assert re.findall("<title>(.*?)</title>", feed) == ["Ann Lee", "A nest", "Eine Eule"]
    assert 'xml:lang="de"' in feed and "<id>https://example.org/de/</id>" in feed and "Eulen" in feed
    for name in ("de/index.html", "de/research/index.html"):
        link = page(several, name).css_first("link[type='application/atom+xml']")
        assert (several / name).parent.joinpath(link.attrs["href"]).resolve() == (several / "de/feed.xml").resolve()
    assert re.findall("<title>(.*?)</title>", (several / "feed.xml").read_text("utf-8")) == [
        "Ann Lee",
        "A nest",
        "An owl",
    ]


def test_publications_say_in_each_language_what_they_have_for_it(several):
    german, english = page(several, "de/index.html"), page(several, "publications/index.html")
    assert texts(german, ".publication .title") == ["Eulen", "Nests"]
    assert texts(english, ".publication .title") == ["Owls", "Nests"]
    assert [node.attrs.get("lang") for node in german.css(".publication .title")] == [None, "fr"]
    assert texts(german, ".publication-venue") == ["Natur, erscheint demnächst", "U, Dissertation, 2020"]
    assert texts(english, ".publication-venue") == ["Nature, to appear", "U, PhD thesis, 2020"]
    assert texts(page(several, "de/publications/index.html"), "h1, h2") == [
        "Veröffentlichungen",
        "Erscheint demnächst",
        "2020",
    ]
    assert b"+de" not in (several / "publications.bib").read_bytes()


def test_a_cv_says_in_each_language_what_it_has_for_it(several):
    german, english = page(several, "de/cv/index.html"), page(several, "cv/index.html")
    assert texts(german, "h2") == ["Berufliche Stationen", "Bäume"]
    assert texts(english, "h2") == ["Positions", "Trees"]
    assert texts(german, ".cv-line") == ["Professorin, Wood Okt. 2020 – heute", "Oak 2021"]
    assert texts(german, "[lang=en]")[-2:] == ["Wood", "Oak"]


def test_texts_say_the_words_of_the_theme_in_their_language(several):
    german = page(several, "de/research/index.html")
    assert texts(german, ".admonition-title") == ["Hinweis"]
    assert german.css_first("[type=checkbox]").attrs["aria-label"] == "Erledigt"
    assert german.css_first(".footnote-backref").attrs["title"] == "Zurück zur Fußnote 1 im Text"


def test_own_words_are_checked(tmp_path):
    write(tmp_path, {"content/locales/de.toml": '[news]\nalle = "Alles Neue"\n'})
    with pytest.raises(BuildFailed) as failure:
        built(tmp_path)
    message = "content/locales/de.toml:2: no word 'news.alle' (did you mean 'news.all'?)"
    assert [*map(str, failure.value.errors)] == [message]


def test_a_folder_for_each_language(tmp_path):
    pages = {"en": "# Ann Lee\n", "de": "# Ann Lee\n", "de/about": "# Über\n", "en/about": "# About\n"}
    write(
        tmp_path, {f"content/pages/{name if '/' in name else f'{name}/index'}.md": text for name, text in pages.items()}
    )
    (tmp_path / "content/pages/index.md").unlink()
    built(tmp_path)
    files = {file.relative_to(tmp_path / "output").as_posix() for file in (tmp_path / "output").rglob("index.html")}
    assert {"index.html", "about/index.html", "de/index.html", "de/about/index.html"} <= files
    assert not any(name.startswith("en/") for name in files)


def test_what_is_said_about_people_is_marked(tmp_path):
    people = '[[person]]\nname = "Bo Bey"\ntext = "Hoots."\nroles = [{ role = "postdoc", topic = "Owls" }]\n\n'
    people += '[[person]]\nname = "Cy Coe"\ntext = "Hoots."\ntext-de = "Ruft."\nroles = [{ role = "postdoc" }]\n'
    block = "\n/// people\n///\n"
    files = {"content/pages/group.md": f"# Group\n{block}", "content/pages/group.de.md": f"# Gruppe\n{block}"}
    built(write(tmp_path, {**files, "content/people.toml": people}))
    output = tmp_path / "output"
    assert texts(page(output, "de/group/index.html"), ".people [lang=en]") == ["Owls", "Hoots."]
    assert texts(page(output, "group/index.html"), ".people [lang]") == []


def test_records_in_the_cv_have_the_commas_of_the_language(tmp_path):
    talk = '[[talk]]\ntitle = "Owls"\ntitle-ar = "البوم"\nevent = "E"\nevent-ar = "ندوة"\nplace = "Bern"\ndate = 2099\n'
    files = {f"content/pages/cv{end}.md": "# CV\n\n/// cv\n///\n" for end in ("", ".ar")}
    files |= {"content/talks.toml": talk, "content/cv.toml": '[[talks]]\nrecords = "talks"\n'}
    built(write(tmp_path, files))
    lines = [texts(page(tmp_path / "output", name), ".cv-line") for name in ("cv/index.html", "ar/cv/index.html")]
    assert lines == [["Owls, E, Bern 2099"], ["البوم، ندوة، Bern 2099"]]


def test_links_to_publications_have_titles_in_the_language(tmp_path):
    talk = '[[talk]]\ntitle = "Owls"\npublications = ["owls"]\ndate = 2099\n'
    block = "# Ann Lee\n\n/// talks\n///\n"
    files = {"content/pages/index.md": block, "content/pages/index.de.md": block, "content/talks.toml": talk}
    built(write(tmp_path, {**files, "content/publications.bib": FILES["content/publications.bib"]}))
    titles = [
        page(tmp_path / "output", name).css_first(".record-links a").attrs["title"]
        for name in ("index.html", "de/index.html")
    ]
    assert titles == ["Owls", "Eulen"]


def test_texts_that_run_the_other_way_begin_where_the_page_does(tmp_path, browser):
    from tests.browser import visiting
    from tests.serve import serving

    blocks = "# Group\n\n/// talks\n///\n\n/// people\n///\n\n/// news\n    style: excerpts\n///\n\n/// cv\n///\n"
    files = {f"content/pages/group{end}.md": blocks for end in ("", ".ar")} | {
        "content/talks.toml": '[[talk]]\ntitle = "Owls"\ndate = 2099\ntext = "Hoot."\n',
        "content/people.toml": '[[person]]\nname = "Bo Bey"\ntext = "Hoots."\nroles = [{ role = "postdoc" }]\n',
        "content/news/2026-01-01-owl.md": "# An owl\n\nHoots.\n",
        "content/cv.toml": '[[education]]\nwhat = "PhD"\nwhere = "U"\ntext = "Hoots."\nwhen = 2020\n',
    }
    output = built(write(tmp_path, files)).output
    with serving(output) as address, visiting(browser, f"{address}/ar/group/", width=1280) as visit:
        gaps = visit.page.locator("main [dir=ltr]").evaluate_all(
            """(marked) => marked.map((one) => {
                const box = (node) => node.getBoundingClientRect(), text = document.createRange();
                text.selectNodeContents(one);
                const around = one.closest(".record > div, .person > div, li");
                return Math.round(box(around).right - box(text).right);
            })"""
        )
    assert len(gaps) == 8 and set(gaps) == {0}
