"""LaTeX, names and dates as they stand in fields, and what is read: tables of tests/publications."""

import tomllib
from pathlib import Path

import pytest

from plugins.bibtex.entry_dates import parse_date
from plugins.bibtex.latex_text import latex_to_text, unescape_dollars
from plugins.bibtex.name_lists import parse_annotations, parse_names

FOLDER = Path(__file__).with_name("publications")


def table(name: str) -> list[dict]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", table("latex"), ids=lambda case: case["written"][:40])
def test_latex_becomes_text(case):
    assert latex_to_text(case["written"]) == case["text"]


@pytest.mark.parametrize("case", table("names"), ids=lambda case: case["written"][:40])
def test_names_are_read(case):
    read = parse_names(case["written"], parse_annotations({"author": case["written"], **case.get("beside", {})}))
    shown = [
        "|".join((name.literal or name.family, name.given, name.suffix, " ".join(name.marks))).rstrip("|")
        for name in read.names
    ]
    assert shown == case["names"]
    assert read.has_more == case.get("more", False)
    assert (read.problem, read.warning) == (case.get("problem", ""), case.get("warning", ""))
    values = {name: {str(key): list(texts) for key, texts in of.items()} for name, of in read.annotations.items()}
    assert values == case.get("annotations", values)


@pytest.mark.parametrize("case", table("dates"), ids=lambda case: str(case["fields"]))
def test_dates_are_read(case):
    if "wrong" in case:
        with pytest.raises(ValueError, match=".") as error:
            parse_date(case["fields"])
        assert str(error.value) == case["wrong"]
    else:
        date = parse_date(case["fields"])
        assert (str(date), date.text) == (case["date"], case.get("text", ""))


def test_a_dollar_that_is_none_is_one_again_where_no_formula_is_looked_for():
    assert unescape_dollars(latex_to_text(r"For \$5")) == "For $5"


def test_names_that_stand_for_a_group_are_literal():
    group, person = parse_names("{The ATLAS Collaboration} and Doe, Jane").names
    assert (group.literal, group.family, person.literal) == ("The ATLAS Collaboration", "", "")


def test_braces_within_each_other_without_end_are_no_crash():
    assert latex_to_text("{" * 5000 + "a" + "}" * 5000) == "a"
