"""LaTeX, names and dates as they stand in fields, and what is read: tables of tests/publications."""

import tomllib
from pathlib import Path

import pytest

from plugins.bibtex.entry_dates import parse_date
from plugins.bibtex.latex_text import latex_to_text
from plugins.bibtex.name_lists import parse_annotations, parse_names
from plugins.publications.typeset import Typesetter, Typesetting, plain

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


def test_plain_text_has_no_escaped_dollars():
    assert plain(latex_to_text(r"For \$5")) == "For $5"


def test_names_that_stand_for_a_group_are_literal():
    group, person = parse_names("{The ATLAS Collaboration} and Doe, Jane").names
    assert (group.literal, group.family, person.literal) == ("The ATLAS Collaboration", "", "")


def test_braces_within_each_other_without_end_are_no_crash():
    assert latex_to_text("{" * 5000 + "a" + "}" * 5000) == "a"


@pytest.mark.parametrize(
    ("written", "html"),
    [
        ("Remarks on {'t Voorbeeld's} law in the '90s", "Remarks on ’t Voorbeeld’s law in the ’90s"),
        ("'t Voorbeeld, Piet", "’t Voorbeeld, Piet"),
        (r"\emph{Ada}'s {CVPR}'24 and rock 'n' roll", "Ada’s CVPR’24 and rock ’n’ roll"),
        ("O'Brien, d'Alembert, {\\O}'s and {'s-Hertogenbosch}", "O’Brien, d’Alembert, Ø’s and ’s-Hertogenbosch"),
        ("He said `yes' to 'no', ``no'' and \"it's\"", "He said ‘yes’ to ‘no’, “no” and “it’s”"),
        ("\\ce{H2O}'s role at 5'10\" on 1/4/2024 (c)", "H₂O’s role at 5'10\" on 1/4/2024 (c)"),
        ("See https://e.org/a--b'c", "See https://e.org/a--b'c"),
    ],
)
def test_apostrophes_and_quotes_are_set(written, html):
    assert Typesetter(Typesetting()).html(latex_to_text(written)) == html


def test_an_apostrophe_after_a_formula_is_set():
    html = Typesetter(Typesetting()).html(latex_to_text(r"$x$'s and TGF-$\beta$1's"))
    assert "</math>’s</span> and" in html
    assert "</math>1’s</span>" in html


def test_a_formula_in_plain_text_keeps_its_units_and_code():
    assert plain(r"$g = \SI{9.8}{m/s^2}$ and $\verb|a_b|(x)$") == "g = 9.8 m/s² and a_b(x)"
