"""What others get of a publication: BibTeX, RIS, JSON-LD and the description of its page."""

import pytest

from plugins.bibtex.bib_reader import read_bibtex
from plugins.core.locales import english
from plugins.people.registry import Registry
from plugins.publications.bibtex_entries import bibtex_entry
from plugins.publications.merging import merge_versions
from plugins.publications.metadata import json_ld
from plugins.publications.pages import byline
from plugins.publications.ris import ris_record
from plugins.publications.typeset import Typesetting
from plugins.publications.versions import read_version

PAGE = "https://ann.example/publications/a1/"
CASE = r"""
@article{a1,
  title    = {Cases},
  author   = {Doe, Jane},
  journal  = {\mnras},
  date     = {2020-03-05},
  keywords = {x, y},
  abstract = {About cases.},
  url      = {www.a.example/a1},
}
"""


def publications_of(text):
    versions = (read_version(entry, Registry(), Typesetting())[0] for entry in read_bibtex(text)[0])
    return merge_versions(versions)[0]


def exported(text, **options):
    return bibtex_entry(publications_of(text)[0].latest, **options)


def ris_of(text):
    lines = ris_record(publications_of(text)[0], PAGE).split("\r\n")
    return [(line[:2], line[6:]) for line in lines if line]


def facts_of(text):
    [publication] = publications_of(text)
    return json_ld(publication, PAGE, "", "https://ann.example")


def test_bibtex_keeps_what_others_need():
    assert exported(CASE) == (
        "@article{a1,\n"
        "  title    = {Cases},\n"
        "  author   = {Doe, Jane},\n"
        "  journal  = {Monthly Notices of the Royal Astronomical Society},\n"
        "  year     = {2020},\n"
        "  month    = mar,\n"
        "  day      = {5},\n"
        "  keywords = {x, y},\n"
        "  abstract = {About cases.},\n"
        "  url      = {https://www.a.example/a1},\n"
        "}\n"
    )


def test_a_page_does_not_repeat_abstract_and_keywords():
    shown = exported(CASE, is_for_page=True)
    assert "day     = {5}" in shown
    assert not any(name in shown for name in ("abstract", "keywords"))


@pytest.mark.parametrize(
    ("written", "name"),
    [
        (r"{\aap}", r"{Astronomy \& Astrophysics}"),
        (r"{{\apjl}}", "{The Astrophysical Journal Letters}"),
        (r"{\aj{}}", "{The Astronomical Journal}"),
        (r"{\apjx}", r"{\apjx}"),
    ],
)
def test_bibtex_names_journals_in_full(written, name):
    assert f"journal = {name}," in exported(f"@article{{a, author = {{A}}, title = {{T}}, journal = {written}}}")


DATES = ("month = {5 March}, year = 2020", "year = 2020, month = mar # {~5}", "date = {2020-03-05}")


@pytest.mark.parametrize("date", DATES)
def test_bibtex_keeps_the_day(date):
    shown = exported(f"@misc{{a, title = {{T}}, {date}}}")
    assert "month = mar,\n" in shown
    assert "day   = {5}" in shown


def test_an_unknown_type_is_exported_as_misc():
    assert exported("@poetry{a, title = {T}}").startswith("@misc{a,")


def test_ris_keeps_what_others_need():
    found = ris_of(CASE)
    for row in (
        ("DA", "2020/03/05"),
        ("KW", "x"),
        ("KW", "y"),
        ("AB", "About cases."),
        ("UR", "https://www.a.example/a1"),
        ("UR", PAGE),
        ("T2", "Monthly Notices of the Royal Astronomical Society"),
    ):
        assert row in found
    people = "author = {Roe, R.}, translator = {Doe, Jane}, editor = {Poe, A.}"
    found = ris_of(f"@book{{b, title = {{B}}, {people}, keywords = {{x}}, topics = {{t}}}}")
    assert [row for row in found if row[0] in ("AU", "A4", "ED", "KW")] == [
        ("AU", "Roe, R."), ("ED", "Poe, A."), ("A4", "Doe, Jane"), ("KW", "t"), ("KW", "x"),
    ]  # fmt: skip


def test_addresses_do_not_depend_on_the_order_of_the_file():
    one = "@article{zeta, title = {One Case}, author = {Doe, J.}, journal = {J}, year = 2020, related = {alpha}}\n"
    other = "@article{alpha, title = {Another Case}, author = {Doe, J.}, journal = {J}, year = 2020}\n"
    twins = "@misc{a b, title = {T}}\n", "@misc{a#b, title = {U}}\n"
    for texts in ((one, other), twins):
        forward, backward = publications_of("".join(texts)), publications_of("".join(texts[::-1]))
        assert {one.key: one.slug for one in forward} == {one.key: one.slug for one in backward}
    assert [one.slug for one in publications_of(other + one)] == ["alpha"]


def test_json_ld_of_a_thesis():
    facts = facts_of("@phdthesis{a, title = {T}, author = {Doe, Jane}, school = {Univ. of X}, year = 2020}")
    assert (facts["@type"], facts["inSupportOf"]) == ("Thesis", "PhD")
    assert facts["sourceOrganization"] == {"@type": "CollegeOrUniversity", "name": "Univ. of X"}
    assert "publisher" not in facts


def test_json_ld_of_a_chapter():
    book = "booktitle = {The Book}, editor = {Roe, R.}, isbn = {1}, edition = 2, publisher = {P}, pages = {1--2}"
    facts = facts_of(f"@incollection{{a, title = {{T}}, author = {{Doe, Jane}}, {book}, year = 2020}}")
    assert facts["@type"] == "Chapter"
    assert (facts["pageStart"], facts["pageEnd"], facts["pagination"]) == ("1", "2", "1–2")
    assert facts["isPartOf"] == {
        "@type": "Book",
        "name": "The Book",
        "isbn": "1",
        "bookEdition": "2nd ed.",
        "editor": [{"@type": "Person", "name": "R. Roe", "familyName": "Roe", "givenName": "R."}],
        "publisher": {"@type": "Organization", "name": "P"},
    }


def test_json_ld_of_software():
    fields = "version = {1.2}, code = {https://github.com/doe/s}, license = {MIT}"
    facts = facts_of(f"@software{{a, title = {{S}}, author = {{Doe, Jane}}, {fields}, year = 2020}}")
    assert facts["@type"] == "SoftwareSourceCode"
    assert (facts["version"], facts["codeRepository"]) == ("1.2", "https://github.com/doe/s")
    assert facts["license"] == "https://spdx.org/licenses/MIT"


def test_json_ld_of_a_book():
    people = "author = {Roe, R.}, translator = {Doe, Jane}, editor = {Poe, A.}"
    facts = facts_of(f"@book{{a, title = {{B}}, {people}, edition = 2, series = {{S}}, number = 7, year = 2020}}")
    names = [[one["name"] for one in facts[role]] for role in ("author", "translator", "editor")]
    assert names == [["R. Roe"], ["Jane Doe"], ["A. Poe"]]
    assert (facts["bookEdition"], facts["position"]) == ("2nd ed.", "7")
    assert facts["isPartOf"] == {"@type": "BookSeries", "name": "S"}


def test_json_ld_of_a_dataset_a_report_and_a_patent():
    [dataset, report, patent] = (
        facts_of(f"@{kind}{{a, title = {{T}}, author = {{Doe, J.}}, number = {{N 1}}, abstract = {{A.}}, year = 2020}}")
        for kind in ("dataset", "techreport", "patent")
    )
    assert dataset["description"] == "A."
    assert report["reportNumber"] == "N 1"
    assert patent["identifier"] == {"@type": "PropertyValue", "propertyID": "patent", "value": "N 1"}


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("https://x.example/l", "https://x.example/l"),
        ("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
        ("cc-by-nc-sa", "https://creativecommons.org/licenses/by-nc-sa/4.0/"),
        ("CC0", "https://creativecommons.org/publicdomain/zero/1.0/"),
        ("Apache-2.0", "https://spdx.org/licenses/Apache-2.0"),
        ("all rights reserved", {"@type": "CreativeWork", "name": "all rights reserved"}),
    ],
)
def test_json_ld_of_a_license(written, address):
    assert facts_of(f"@misc{{a, title = {{T}}, license = {{{written}}}}}")["license"] == address


EIGHT = "Doe, Jane A. and Roe, Richard B. and Poe, Ann C. and Noe, Bob D. and Moe, Cem E. and Loe, Dan F."
EIGHT += " and Koe, Eva G. and Xoe, Eva G."
ATLAS = "{ATLAS Collaboration}"


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        (f"author = {{{EIGHT}}}", "Jane A. Doe, Richard B. Roe, Ann C. Poe et al."),
        ("author = {Doe, Jane and Roe, R.}", "Jane Doe, R. Roe."),
        ("author = {Doe, Jane and King, Jr., Martin}", "Jane Doe, Martin King, Jr."),
        ("author = {Doe, Jane and others}, collaboration = {ATLAS}", "Jane Doe et al. (ATLAS Collaboration)."),
        (f"author = {{{EIGHT} and {ATLAS}}}", "Jane A. Doe, Richard B. Roe, Ann C. Poe et al. (ATLAS Collaboration)."),
        ("editor = {Doe, Jane and Roe, R.}", "Jane Doe, R. Roe (eds.)."),
        ("", ""),
    ],
)
def test_the_description_names_authors_without_many_dots(fields, line):
    assert byline(publications_of(f"@misc{{a, title = {{T}}, {fields}}}")[0].latest, english()) == line
