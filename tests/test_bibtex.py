"""Reading `.bib` files: a case is a file of tests/publications/bibtex.

`text` is the file, `keys` are those of its readable entries, `problems` the errors with their lines, `warnings` the
warnings, `fields` those of some entries, and `types` the types of some.
"""

import tomllib
from pathlib import Path

import pytest

from plugins.bibtex.bib_reader import read_bibtex
from plugins.bibtex.bib_splitter import split_bibtex
from plugins.bibtex.decoding import decode
from plugins.bibtex.entry_parser import parse_entry
from tests.steps import steps

CASES = sorted((Path(__file__).parent / "publications" / "bibtex").glob("*.toml"))
ENTRY = "@article{{doe{},\n  title = {{A {{Title}}}},\n  author = {{Doe, Jane}},\n  year = 2020\n}}\n\n"


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_file_is_read_as_the_case_says(path):
    case = tomllib.loads(path.read_text("utf-8"))
    entries, problems = read_bibtex(case["text"])
    assert [entry.key for entry in entries] == case["keys"]
    for name, is_warning in (("problems", False), ("warnings", True)):
        found = [f"{problem.line}: {problem}" for problem in problems if problem.is_warning == is_warning]
        assert found == case.get(name, [])
    found = {entry.key: dict(entry.fields) for entry in entries}
    assert {key: found[key] for key in case.get("fields", {})} == case.get("fields", {})
    types = {entry.key: entry.type for entry in entries}
    assert {key: types[key] for key in case.get("types", {})} == case.get("types", {})


def test_every_field_has_its_line():
    text = "\n@string{p = {P}}\n@misc{a,\n  title = {One\n    two}, year = 2020,\n\n  note = p}\n@misc{b, xdata = {a}}"
    first, second = read_bibtex(text)[0]
    assert {field: first.line_of(field) for field in first.fields} == {"title": 4, "year": 5, "note": 7}
    assert (first.line, second.line, {second.line_of(field) for field in second.fields}) == (3, 8, {8})


def test_an_entry_that_moved_is_the_same_but_for_its_line():
    text = "@misc{a,\n  title = {A},\n  title = {B}\n  year = aug}"
    macros = split_bibtex(text).macros
    parsed = parse_entry(text, macros)
    moved = parsed.at_line(11)
    assert (moved.entry.fields, moved.entry.line_of("year")) == (parsed.entry.fields, 14)
    assert [problem.line for problem in moved.problems] == [line + 10 for line in (3, 3)]
    assert read_bibtex("\n" * 10 + text) == ([moved.entry], list(moved.problems))


def test_a_long_comment_hides_its_entries():
    hidden = "".join(map(ENTRY.format, range(50)))
    entries, problems = read_bibtex(f"@comment{{{hidden}}}\n@misc{{a, title = {{A}}}}")
    assert ([entry.key for entry in entries], problems) == (["a"], [])


def test_line_ends_of_windows_and_a_byte_order_mark_are_not_text():
    text, _ = decode('\ufefftext\r\n@Misc( a ,\r\n\tTitle = "É"\r\n) more'.encode())
    [entry], problems = read_bibtex(text)
    assert (entry.key, entry.fields, entry.line, problems) == ("a", {"title": "É"}, 2, [])


def test_a_file_that_is_not_utf_8_is_reported_and_read():
    text, [problem] = decode("@misc{a,\n title = {Müller}}".encode("latin-1"))
    assert read_bibtex(text)[0][0].fields["title"] == "Müller"
    assert problem.line == 2
    assert "byte 0xfc is not UTF-8 ('ü' in Windows-1252?): save the file as UTF-8" in problem.message


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_reported_and_read(encoding):
    text, [problem] = decode("@misc{a,\n title = {Müller}}".encode(encoding))
    assert read_bibtex(text)[0][0].fields["title"] == "Müller"
    assert problem.message.startswith("this is UTF-16: save the file as UTF-8, for example with 'iconv -f utf-16")


def test_many_control_characters_are_reported_once():
    text, problems = decode(b"@misc{a, title = {x" + b"\x01\n" * 1000 + b"}}")
    assert (len(problems), problems[-1].line, str(problems[-1])) == (21, 21, "and 980 more control characters")
    assert "\x01" not in text


def test_line_ends_of_old_macintoshes():
    text, _ = decode(b"@misc{a,\r title = {A},\r year = }\r")
    assert [problem.line for problem in read_bibtex(text)[1]] == [3]


def test_ten_times_the_entries_are_ten_times_the_work():
    texts = ["".join(map(ENTRY.format, range(count))) for count in (200, 2000)]
    assert [len(read_bibtex(text)[0]) for text in texts] == [200, 2000]
    few, many = (steps(lambda text=text: read_bibtex(text)) for text in texts)
    assert many < 11 * few


def test_many_entries_without_an_end_are_each_reported():
    text = "".join(f"@article{{doe{number},\n  title = {{A,\n  year = {{2020}}\n}}\n" for number in range(500))
    entries, problems = read_bibtex(text)
    assert (entries, [problem.line for problem in problems]) == ([], list(range(2, 2000, 4)))


def test_a_long_chain_of_parents_does_not_crash():
    text = "".join(f"@book{{b{number}, crossref = {{b{number + 1}}}}}\n" for number in range(3000)) + "@book{b3000}"
    assert all("circle" in problem.message for problem in read_bibtex(text)[1])
