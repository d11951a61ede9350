"""Languages: what is a tag, what its author meant, and how pages in several languages know each other."""

import re

import pytest

from plugins.core.languages import language_error, text_direction
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
    }
    link = re.compile(r'rel="alternate" hreflang="(\w+)" href="([^"]+)"')
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
