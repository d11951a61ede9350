"""What stands in `.bib` files and what is read: a case is a file of tests/publications/bibtex.

`text` is the file, `keys` are those of the entries that are read, `faults` what is said, with lines; `fields` of some.
"""

import tomllib
from pathlib import Path

import pytest

from plugins.bibtex import reader
from plugins.bibtex.decoding import decode
from tests.steps import steps

CASES = sorted((Path(__file__).parent / "publications" / "bibtex").glob("*.toml"))
ENTRY = "@article{{doe{},\n  title = {{A {{Title}}}},\n  author = {{Doe, Jane}},\n  year = 2020\n}}\n\n"


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_file_is_read_as_the_case_says(path):
    case = tomllib.loads(path.read_text("utf-8"))
    entries, faults = reader.read(case["text"])
    assert [entry.key for entry in entries] == case["keys"]
    assert [f"{fault.line}: {fault}" for fault in faults] == case["faults"]
    found = {entry.key: dict(entry.fields) for entry in entries}
    assert {key: found[key] for key in case.get("fields", {})} == case.get("fields", {})


def test_every_field_has_its_line():
    text = "\n@string{p = {P}}\n@misc{a,\n  title = {One\n    two}, year = 2020,\n\n  note = p}\n@misc{b, xdata = {a}}"
    first, second = reader.read(text)[0]
    assert first.lines == {"title": 4, "year": 5, "note": 7}
    assert (first.line, second.line, set(second.lines.values())) == (3, 8, {8})


def test_line_ends_of_windows_and_a_mark_of_byte_order_are_no_text():
    text, _ = decode('\ufefftext\r\n@Misc( a ,\r\n\tTitle = "É"\r\n) more'.encode())
    [entry], faults = reader.read(text)
    assert (entry.key, entry.fields, entry.line, faults) == ("a", {"title": "É"}, 2, [])


def test_what_is_no_utf_8_is_said_and_read():
    text, [fault] = decode("@misc{a,\n title = {Müller}}".encode("latin-1"))
    assert reader.read(text)[0][0].fields["title"] == "Müller"
    assert fault.line == 2
    assert "byte 0xfc is no UTF-8 ('ü' in Windows-1252?): save the file as UTF-8" in fault.message


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_what_is_utf_16_is_said_and_read(encoding):
    text, [fault] = decode("@misc{a,\n title = {Müller}}".encode(encoding))
    assert reader.read(text)[0][0].fields["title"] == "Müller"
    assert fault.message.startswith("this is UTF-16: save the file as UTF-8, for example with 'iconv -f utf-16")


def test_many_control_characters_are_told_once():
    text, faults = decode(b"@misc{a, title = {x" + b"\x01\n" * 1000 + b"}}")
    assert (len(faults), faults[-1].line, str(faults[-1])) == (21, 21, "and 980 more control characters")
    assert "\x01" not in text


def test_line_ends_of_old_macintoshes():
    text, _ = decode(b"@misc{a,\r title = {A},\r year = }\r")
    assert [fault.line for fault in reader.read(text)[1]] == [3]


def test_ten_times_the_entries_are_ten_times_the_work():
    texts = ["".join(map(ENTRY.format, range(count))) for count in (200, 2000)]
    assert [len(reader.read(text)[0]) for text in texts] == [200, 2000]
    few, many = (steps(lambda text=text: reader.read(text)) for text in texts)
    assert many < 11 * few


def test_many_entries_without_an_end_are_each_said():
    text = "".join(f"@article{{doe{number},\n  title = {{A,\n  year = {{2020}}\n}}\n" for number in range(500))
    entries, faults = reader.read(text)
    assert (entries, [fault.line for fault in faults]) == ([], list(range(2, 2000, 4)))


def test_a_long_chain_of_parents_is_no_crash():
    text = "".join(f"@book{{b{number}, crossref = {{b{number + 1}}}}}\n" for number in range(3000)) + "@book{b3000}"
    assert all("circle" in fault.message for fault in reader.read(text)[1])
