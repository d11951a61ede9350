"""`invoke export coauthors`: table 4 of NSF's template, of publications and people."""

import csv
import io
from datetime import date

import pytest

from plugins import people
from plugins.bibtex.bib_reader import read_bibtex
from plugins.publications.coauthors import HEADER, coauthor_table, csv_text, harmless

TODAY = date(2024, 11, 23)
PEOPLE = """
[[person]]
name = "Ann Lee"
owner = true

[[person]]
name = "Jörg Müller"
variants = ["J. Muller"]
email = "jm@example.org"
affiliations = [
  {name = "Old University", until = 2021},
  {name = "=New University", department = "Physics", from = 2022},
]

[[person]]
name = "Eve Roe"
roles = [{role = "student", from = 2021, until = 2022-06-30}]

[[person]]
name = "Gasang Kim"
names = {ko = "김가상"}

[[person]]
name = "Priya Kalpanik"
variants = ["P. R. Kalpanik"]

[[person]]
name = "Max Old"
roles = [{role = "postdoc", from = 2010, until = 2012}]
"""
BIB = """
@article{new, author={Lee, Ann and M{\\"u}ller, J{\\"o}rg and Doe, Jane}, title={N}, year=2024, month=aug, day=12}
@article{mid, author={Muller, J. and Lee, A. and Poe, J.}, title={M}, year=2022, month=may}
@article{edge, author={Ann Lee and Kay, Ed}, title={E}, year=2020, month=nov}
@article{late, author={Ann Lee and May, Flo and others}, title={L}, year=2026}
@article{year, author={Ann Lee and Fay, Gil}, title={Y}, year=2021}
@article{press, author={Ann Lee and Ray, Ida}, title={P}, year={in press}}
@article{before, author={Ann Lee and Gone, Al}, title={B}, year=2020, month=oct}
@article{others, author={Ba, Be and Bi, Bo}, title={O}, year=2024}
@article{group, author={Ann Lee and {The Example Collaboration}}, title={G}, year=2024}
@collection{edited, editor={Ann Lee and Co, Ed}, title={C}, year=2024}
@article{script, author={Ann Lee and 김, 가상 and Kalpanik, P. R.}, title={S}, year=2023}
@article{wrong, author={Ann Lee and Nix, Na}, title={W}, year=2024, month={Juny}}
"""


@pytest.fixture(scope="module")
def made():
    registry, problems = people.read_people(PEOPLE, "Ann Lee")
    assert not problems
    return coauthor_table(read_bibtex(BIB)[0], registry, 48, TODAY)


@pytest.fixture(scope="module")
def rows(made):
    return {row[1]: row for row in made[0]}


def test_columns_are_those_of_table_4():
    expected = ["4", "Name:", "Organizational Affiliation", "Optional  (email, Department)", "Last Active"]
    assert list(HEADER) == expected
    assert next(csv.reader(io.StringIO(csv_text([])))) == expected


def test_rows_are_sorted_by_name_and_leave_the_owner_out(made):
    names = ["Doe, Jane", "Fay, Gil", "Kalpanik, Priya", "Kay, Ed", "Kim, Gasang", "May, Flo", "Müller, Jörg"]
    names += ["Poe, J.", "Ray, Ida", "Roe, Eve"]
    assert [row[1] for row in made[0]] == names


def test_a_person_has_one_row_with_today_s_affiliation_and_the_newest_date(rows):
    expected = ("A:", "Müller, Jörg", "=New University", "jm@example.org, Physics", "08/12/2024")
    assert rows["Müller, Jörg"] == expected


def test_the_date_is_as_exact_as_is_known_and_never_to_come(rows):
    dates = {"Poe, J.": "05/2022", "Fay, Gil": "2021", "May, Flo": "11/23/2024", "Ray, Ida": "11/23/2024"}
    assert {name: rows[name][4] for name in dates} == dates


def test_who_shared_a_project_but_no_publication_is_a_collaborator(rows):
    assert rows["Roe, Eve"] == ("C:", "Roe, Eve", "", "", "06/30/2022")


def test_notes_say_what_the_table_lacks(made):
    notes = "\n".join(made[1])
    assert "late (line 5) ends with 'and others', who are not in the table" in notes
    assert "others (line 9) does not name the owner among its authors: left out" in notes
    assert "group (line 10) is by 'The Example Collaboration', whose members are not in the table" in notes
    assert "edited (line 11) names the owner as editor: co-editors belong in table 5" in notes
    assert "wrong (line 13): 'month' is not a month: 'Juny'" in notes
    assert "9 people have no current affiliation: content/people.toml can give them one" in notes


def test_a_note_names_two_spellings_that_may_be_one_person():
    text = "@misc{a, author={Ann Lee and Doe, J.}, year=2024}\n@misc{b, author={Ann Lee and Doe, Jane}, year=2024}"
    rows, notes = coauthor_table(read_bibtex(text)[0], people.read_people(PEOPLE, "Ann Lee")[0], 48, TODAY)
    assert [row[1] for row in rows if row[0] == "A:"] == ["Doe, J.", "Doe, Jane"]
    assert "'Doe, J.' and 'Doe, Jane' may be one person: " in notes[-1]


@pytest.mark.parametrize("value", ["=1+1", "+1", "-1", "@x", "\tx", "\r=x", "  =x", "＝x"])
def test_no_value_is_a_formula(value):
    assert harmless(value).startswith("'")
    [row] = list(csv.reader(io.StringIO(csv_text([(value,)]))))[1:]
    assert row[0].startswith("'")


def test_plain_values_stay_and_are_quoted_where_they_must_be():
    assert csv_text([("A:", 'Doe, "J"', "x")]).splitlines()[1] == 'A:,"Doe, ""J""",x'
