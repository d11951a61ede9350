"""Whom names mean by content/people.toml: one case is one file of tests/publications/people.

`people` is that file's text and `author` AUTHOR of the settings. `finds` and `likes` give each name as BibTeX writes it
(`Family, Given`, `Family, Jr., Given`, `{Whole}`) and the ids of the people meant; `problems` lists every one.
"""

import tomllib
from pathlib import Path

import pytest

from plugins.core.dates import Date
from plugins.core.names import Name
from plugins.core.toml_lines import value_lines
from plugins.people.reader import read_people
from tests.steps import steps

CASES = {
    path.stem: tomllib.loads(path.read_text("utf-8"))
    for path in Path(__file__).parent.glob("publications/people/*.toml")
}


def name(written):
    if written.startswith("{"):
        return Name(literal=written.strip("{}"))
    family, *rest = written.split(", ")
    return Name(family, rest[-1] if rest else "", rest[0] if len(rest) == 2 else "")


def ids(people):
    return " ".join(person.id for person in people if person)


def date(written):
    return Date(*map(int, written.split("-")))


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_case(case):
    registry, problems = read_people(case["people"], case.get("author", ""))
    assert [f"{problem.line}: {problem}" for problem in problems] == case.get("problems", [])
    for written, meant in case.get("finds", {}).items():
        person, _, orcid = written.partition(" orcid:")
        assert (written, ids([registry.find(name(person), orcid)])) == (written, meant)
    for written, meant in case.get("likes", {}).items():
        assert (written, ids(registry.alike(name(written)))) == (written, meant)
    if "owner" in case:
        assert ids([registry.owner]) == case["owner"]
    for work in case.get("works", []):
        found = registry.authors([name(one) for one in work["authors"]])
        assert [person.id if person else "" for person in found] == work["are"]
    if persons := case.get("persons"):
        for person in registry.people:
            shown = {key: getattr(person, key) for key in persons.get(person.id, {})}
            assert shown == {
                key: tuple(value) if isinstance(value, list) else value for key, value in persons[person.id].items()
            }


@pytest.mark.parametrize("case", [case for case in CASES.values() if "at" in case])
def test_roles_and_affiliations_have_their_time(case):
    registry, _ = read_people(case["people"])
    [person] = registry.people
    for day, meant in case["at"].items():
        role, place = registry.role_at(person, date(day)), registry.affiliation_at(person, date(day))
        assert (day, role.kind if role else "", place.name if place else "") == (day, *meant)
    assert registry.role_at(person, Date(text="in press")) is None


def test_role_of_some_kinds_is_asked_for():
    roles = '[{role = "student", until = 2024}, {role = "staff", from = 2023}]'
    registry, _ = read_people(f'[[person]]\nname = "Ada Example"\nroles = {roles}\n')
    [person] = registry.people
    assert registry.role_at(person, Date(2024)).kind == "staff"
    assert registry.role_at(person, Date(2024), ["student", "mentee"]).kind == "student"
    assert registry.role_at(person, Date(2025), ["student"]) is None


def test_line_of_every_value_is_known():
    text = (
        '# [[x]]\n[[a]]\nk = """\n[[a]]\n"""\n"q.r" = [ # ]\n  {m = 1, n = [\n2, "]"]},\n]\n[a.b]\n'
        "c.d = 1979-05-27 07:32:00\n"
        "[[a]]\n[[a.t]]\ns = '''\n'''\n[[a.t]]\n"
    )
    found = value_lines(text)
    assert found["a", 0, "q.r"] == 6
    assert found["a", 0, "q.r", 0, "n", 0] == 8
    assert found["a", 0, "b", "c", "d"] == 11
    assert (found["a", 1], found["a", 1, "t", 0, "s"], found["a", 1, "t", 1]) == (12, 14, 16)


def test_broken_files_give_problems_and_nothing_else():
    whole = next(case["people"] for case in CASES.values() if "at" in case)
    for end in range(len(whole)):
        registry, problems = read_people(whole[:end], "Ada Example")
        assert registry.owner
        assert all(1 <= problem.line <= whole.count("\n") + 1 and "\n" not in str(problem) for problem in problems)


def test_ten_times_the_people_take_no_more_calls_to_search():
    work = []
    for count in (50, 500):
        people = (f'name = "Ada{n:04} Example{n:04}"\nvariants = ["A{n:04} Example"]\n' for n in range(count))
        registry, problems = read_people("".join(f"[[person]]\n{one}" for one in people))
        names = [Name(f"Example{n:04}", f"Ada{n:04} B.") for n in range(50)]
        assert all(map(registry.find, names)) and not problems
        work.append(steps(lambda found=registry, names=names: [*map(found.find, names)]))
    assert work[1] < 2 * work[0]
