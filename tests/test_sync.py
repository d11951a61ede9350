"""`invoke sync`: what it reads from each service, what it proposes, and what it leaves alone."""

import tomllib
from dataclasses import replace
from datetime import date

import pytest

from plugins.add_publication.bibfile import AddFailed, read_bibfile
from plugins.add_publication.fetch import Patience
from plugins.bibtex.bib_reader import read_bibtex
from plugins.bibtex.latex_text import latex_to_text
from plugins.sync.asking import PAUSE, Asking
from plugins.sync.citations import count_citations, write_citations
from plugins.sync.compare import Change
from plugins.sync.sources import parse_source
from plugins.sync.syncing import SyncOptions, sync
from plugins.sync.writing import with_changes
from tests.commands import copy_code, invoke
from tests.lists import lists, next_month, works
from tests.small_site import built, write

COUNT, FEW = 150, 40
SERVICES = ["orcid", "openalex", "dblp", "zotero", "bib"]
# As people write: a comment, several fields in a line, another order, spaces at the end, CRLF
HAND = b"""% My own list\r
@string{jmr = "Journal of Made-up Research"}\r
\r
@Article{mine, year=2003, TITLE = "My Own Words for Part 3" , journal = jmr, volume=9, number = 2, pages={1-2},   \r
   author={Lee, Ann and others}, doi = {https://doi.org/10.5555/MADE.3}, selected = {true}}   % end\r
"""


@pytest.fixture(scope="module")
def running():
    with lists() as server:
        yield server


@pytest.fixture
def server(running, monkeypatch):
    running.works, running.failures = works(FEW), []
    running.asked.clear()
    monkeypatch.setenv("no_proxy", "*")
    return running


@pytest.fixture
def pauses():
    return []


@pytest.fixture
def bib(tmp_path):
    (tmp_path / "content").mkdir()
    return tmp_path / "content" / "publications.bib"


@pytest.fixture
def synced(server, bib, pauses):
    """Sync with some services, and return the changes and what was shown."""

    def run(*services, **options):
        shown = []
        patience = Patience(silence=0.2, answer=5.0, pause=pauses.append)
        asking = Asking(server.hosts, "Vita/1.0 (https://ann.example)", patience)
        given = {"is_agreed": True, "show": shown.append, "owner": "Ann Lee", "asking": asking, **options}
        sources = [parse_source(server.addresses[each]) for each in services]
        return sync(sources, bib, SyncOptions(**given)), shown

    return run


def entries_of(bib):
    entries, problems = read_bibtex(bib.read_text("utf-8"))
    assert [problem for problem in problems if not problem.is_warning] == []
    return {entry.key: entry for entry in entries}


def kinds(changes):
    return sorted(change.kind for change in changes)


@pytest.mark.parametrize("service", SERVICES)
def test_a_list_comes_in_and_the_next_month_is_three_changes(service, server, synced, bib):
    bib.write_bytes(HAND)
    server.works = works(COUNT)
    assert kinds(synced(service)[0]) == ["new"] * (COUNT - 1)
    assert bib.read_bytes().startswith(HAND)
    assert len(entries_of(bib)) == COUNT
    assert synced(service)[0] == []
    server.works = next_month(server.works)
    before = bib.read_bytes()
    changes, shown = synced(service)
    assert kinds(changes) == ["new", "published", "retitled"], shown
    assert bib.read_bytes().startswith(HAND)
    assert changed_lines(before, bib.read_bytes()) == 1
    entries = entries_of(bib)
    assert len(entries) == COUNT + 2
    [printed] = [entry for entry in entries.values() if entry.fields.get("doi", "").lower() == "10.5555/printed.20"]
    assert printed.type == "article" and (printed.fields.get("eprint") == "2401.00020" or "related" in printed.fields)
    assert synced(service)[0] == []


def changed_lines(before, after):
    """How many lines of the file differ, without those that follow it."""
    return sum(old != new for old, new in zip(before.splitlines(), after.splitlines(), strict=False))


def test_all_services_together_bring_each_publication_once(synced, bib, server, pauses):
    assert kinds(synced(*SERVICES)[0]) == ["new"] * FEW
    assert len(server.asked) == 2 + 1 + 1 + 1 + 1
    assert pauses == [PAUSE] * 5
    assert {headers["User-Agent"] for _, headers, _ in server.asked} == {"Vita/1.0 (https://ann.example)"}
    assert synced(*reversed(SERVICES))[0] == []


def test_an_entry_is_tidy(synced, bib):
    synced("openalex")
    text = bib.read_text("utf-8")
    assert r"50\% of {R}\&{D} in {BERT}\_1, Part 1" in text
    assert "Jörg Müller-B and {The Example Collaboration}" in text
    assert "https://doi.org" not in text and "  pages   = {1--12},\n" in text


def test_what_the_author_changed_stays(synced, bib, server):
    synced("dblp")
    [key] = [key for key, entry in entries_of(bib).items() if "Part 31" in entry.fields["title"]]
    text = bib.read_text("utf-8")
    start = text.index(f"{{{key},")
    edited = text[:start] + text[start:].replace("title   = {", "title   = {My words: ", 1)
    edited = edited.replace(
        f"{{{key},\n", f"{{{key},\n  selected = {{true}}, % mine\n  code = {{https://x.example}},\n"
    )
    bib.write_text(edited, "utf-8")
    assert synced("dblp")[0] == []
    server.works = next_month(server.works)
    changes, shown = synced("dblp")
    assert kinds(changes) == ["new", "published"]
    assert f"? yours      {key}: the title there is 'A Wholly New Title for Part 31'; yours stays" in shown
    assert bib.read_text("utf-8").startswith(edited)


def test_a_field_that_nobody_wrote_is_added_and_nothing_else_changes(synced, bib):
    text = "@article{a, % mine\n\ttitle  = {Tides and Rivers: 50\\% of {R\\&D} in BERT\\_9, Part 9}, year = 2009,\n"
    text += "\tauthor = {Lee, Ann},\n\tjournal = {J}\n}\n\n@article{b,\n  title = {X},\n  doi   = {10.5555/made.1}}\n"
    bib.write_text(text, "utf-8")
    changes, shown = synced("zotero")
    assert {"a", "b"} <= {change.key for change in changes if change.kind == "completed"}, shown[:5]
    after = text.replace("journal = {J}\n", "journal = {J},\n\tdoi     = {10.5555/made.9},\n\tvolume  = {7}\n")
    after = after.replace("made.1}}", "made.1},\n  volume = {7}}")
    assert bib.read_text("utf-8")[: len(after)] == after


FORMS = {
    "@misc(a, title={A}, author=Lee)": "@misc(a, title={A}, author=Lee, note={N})",
    "@misc{a, title={A}, author={Lee},\n}": "@misc{a, title={A}, author={Lee}, note={N},\n}",
    "@misc{a,\n  title  = {A}, % one\n  author = {Lee} % two\n}": (
        "@misc{a,\n  title  = {A}, % one\n  author = {Lee},\n  note   = {N} % two\n}"
    ),
    "@misc{a,\n\ttitle={A},\n\tauthor={Lee}}": "@misc{a,\n\ttitle={A},\n\tauthor={Lee},\n\tnote={N}}",
    "@misc{a\n , title = {A}\n , author = {Lee}\n }": "@misc{a\n , title = {A}\n , author = {Lee}, note = {N}\n }",
    '@misc{a, title={A}, author="Lee", note = }\n'.replace("note = }", 'note = "" }'): (
        '@misc{a, title={A}, author="Lee", note = {N} }\n'
    ),
    "@misc{a,\r\n title={A},\r\n author={Lee},\r\n}\r\n": (
        "@misc{a,\r\n title={A},\r\n author={Lee},\r\n note={N},\r\n}\r\n"
    ),
    "@misc{a,\r title={A},\r author={Lee},\r}\r": "@misc{a,\r title={A},\r author={Lee},\r note={N},\r}\r",
    "\ufeff@misc{a, title={A}, author={Lee}} @misc{b, title={B}, author={Lee}}": (
        "\ufeff@misc{a, title={A}, author={Lee}, note={N}} @misc{b, title={B}, author={Lee}}"
    ),
}


@pytest.mark.parametrize("text", FORMS)
def test_a_field_is_added_in_the_form_of_its_entry(text, bib):
    bib.write_bytes(text.encode())
    change = Change("withdrawn", "a", "", "", {"note": "N"})
    assert with_changes(read_bibfile(bib, "publications.bib"), [change]).decode() == FORMS[text]


# What the file has, what a list has under the same title, and what becomes of that
RELATIONS = [
    ("@phdthesis, year=2020", "@article, journal={J}, doi={10.5555/1}", "new"),
    ("@misc, year=2020", "@phdthesis, school={S}", "new"),
    ("@misc, year=2020", "@article, journal={J}, doi={10.5555/1}", "published"),
    ("@article, journal={J}, year=2020", "@misc, eprint={2001.00001}", "new"),
    ("@article, journal={J}, year=2019", "@article, journal={K}, number={3}", "completed"),
    ("@article, journal={J}, year=2020, doi={10.5555/2}", "@article, journal={K}, doi={10.5555/1}", "new"),
    ("@article, journal={CoRR}, year=2020", "@article, journal={CoRR}, volume={abs/1}", ""),
    ("@inproceedings, year=2020", "@article, journal={J}, doi={10.5555/1}", ""),
    ("@misc, doi={10.5555/1}", "@dataset, doi={10.5555/1}", ""),
    ("@article, journal={J}, eprint={2001.00001}", "@misc, eprint={2001.00001}", ""),
]


@pytest.mark.parametrize(("mine", "listed", "kind"), RELATIONS)
def test_what_one_entry_is_to_another(mine, listed, kind, server, synced, bib):
    texts = [text.replace(",", "{owls, title={Owls}, author={Lee, A},", 1) + "}" for text in (mine, listed)]
    bib.write_text(texts[0], "utf-8")
    server.failures = [("answer", 200, {}, texts[1].replace("author", "year=2020, author"))]
    assert kinds(synced("bib")[0]) == ([kind] if kind else [])


def test_an_entry_that_is_not_closed_stops_all(synced, bib):
    bib.write_text("@article{open, title = {never closed,\n year = 2020", "utf-8")
    before = bib.read_bytes()
    synced("bib")
    assert bib.read_bytes().startswith(before)


def test_what_the_author_removed_does_not_come_back(synced, bib, server):
    server.works = server.works[:5]
    synced("openalex")
    bib.write_text("", "utf-8")
    changes, shown = synced("openalex")
    assert changes == [] and bib.read_text("utf-8") == ""
    assert sum(line.startswith("? left out") for line in shown) == 5


def test_what_is_gone_is_only_mentioned(synced, bib, server):
    synced("orcid")
    before, server.works = bib.read_bytes(), server.works[:-12]
    changes, shown = synced("orcid")
    assert changes == [] and bib.read_bytes() == before
    assert sum(line.startswith("- gone") for line in shown) == 10 and "  and 2 more" in shown


@pytest.mark.parametrize(("service", "note"), [("openalex", "Retracted"), ("dblp", "Withdrawn.")])
def test_a_retraction_is_proposed_as_a_note(service, note, synced, bib, server):
    synced(service)
    server.works[7] = replace(server.works[7], is_retracted=True)
    [change] = synced(service)[0]
    assert (change.kind, dict(change.fields)) == ("withdrawn", {"note": note})
    assert entries_of(bib)[change.key].fields["note"] == note
    assert synced(service)[0] == []


def test_nothing_is_written_if_nobody_agrees(synced, bib):
    bib.write_bytes(HAND)
    assert synced("bib", is_trial=True)[0] == []
    assert synced("bib", is_agreed=False, ask=lambda _: False)[0] == []
    with pytest.raises(AddFailed, match="--yes writes without asking"):
        synced("bib", is_agreed=False)
    assert [path.name for path in bib.parent.iterdir()] == ["publications.bib"]
    assert bib.read_bytes() == HAND


def test_the_author_is_asked_once(synced, bib):
    asked = []
    synced("bib", is_agreed=False, ask=lambda question: not asked.append(question))
    assert asked == [f"write these {FEW} changes? [y/N] "]


BUSY = ("answer", 429, {"Retry-After": "1"}, "")
BROKEN = ("answer", 500, {}, "")
HUGE = ("answer", 200, {}, "@misc{x, title={" + "a" * 8_000_000 + "}}")
FAILURES = {
    "cut": ([("cut",)] * 3, "127.0.0.1 could not be reached (IncompleteRead): try again later"),
    "hung up": ([("hung up",)] * 3, "127.0.0.1 could not be reached (RemoteDisconnected): try again later"),
    "silent": ([("silent",)] * 3, "127.0.0.1 did not answer within 0 seconds: try again later"),
    "broken": ([BROKEN] * 3, "127.0.0.1 answered with HTTP status 500: try again later"),
    "busy": ([BUSY] * 3, "127.0.0.1 answered with HTTP status 429: try again later"),
    "an hour": (
        [("answer", 429, {"Retry-After": "3600"}, "")],
        "127.0.0.1 asks to wait 3600 seconds: try again then",
    ),
    "huge": ([HUGE], "127.0.0.1 answered with more than 8 MB"),
    "missing": ([("answer", 404, {}, "")], "there is no such list: check its address in SYNC"),
    "private": (
        [("answer", 403, {}, "")],
        "127.0.0.1 answered with HTTP status 403: is the list public?",
    ),
    "file": (
        [("answer", 302, {"Location": "file:///etc/passwd"}, "")],
        "127.0.0.1 redirects in a circle, or to an address that is not on the web",
    ),
}


@pytest.mark.parametrize("failure", FAILURES)
@pytest.mark.parametrize("service", ["orcid", "zotero"])
def test_a_failure_is_one_line_and_nothing_is_written(service, failure, server, synced, bib):
    bib.write_bytes(HAND)
    server.failures = [*FAILURES[failure][0]]
    with pytest.raises(AddFailed) as caught:
        synced(service)
    assert str(caught.value) == f"{server.addresses[service]}: {FAILURES[failure][1]}"
    assert bib.read_bytes() == HAND and len(list(bib.parent.iterdir())) == 1
    assert len(server.asked) == len(FAILURES[failure][0])


WRONG = {
    "orcid": {"{": "127.0.0.1 did not answer with JSON", "[]": "ORCID answered with JSON that is no list of works"},
    "openalex": {
        "<html>": "127.0.0.1 did not answer with JSON",
        '{"results": 5}': "OpenAlex answered with JSON that is no list of works",
        "[" * 100_000: "127.0.0.1 did not answer with JSON",
    },
    "dblp": {"<html>@misc{x, y}": "127.0.0.1 did not answer with BibTeX", "{}": "127.0.0.1 did not answer with BibTeX"},
    "zotero": {
        "An error": "127.0.0.1 did not answer with BibTeX",
        "": "Zotero did not say how many items the collection has",
    },
    "bib": {"<!DOCTYPE html>": "127.0.0.1 did not answer with BibTeX"},
}


@pytest.mark.parametrize(("service", "body"), [(service, body) for service, of in WRONG.items() for body in of])
def test_a_wrong_answer_is_one_line(service, body, server, synced, bib):
    server.failures = [("answer", 200, {}, body)]
    with pytest.raises(AddFailed) as caught:
        synced(service)
    assert str(caught.value) == f"{server.addresses[service]}: {WRONG[service][body]}: try again later"


def test_a_busy_host_is_asked_again_when_it_says(server, synced, pauses):
    server.failures = [BUSY, BROKEN]
    assert len(synced("dblp")[0]) == FEW
    assert pauses == [1.0, 2.0]


def test_one_failure_among_many_is_named_and_stops_all(server, synced, bib):
    server.failures = [None] * 2 + [("answer", 404, {}, "")]
    with pytest.raises(AddFailed, match=r"^https://openalex\.org/A5000000001: there is no such list"):
        synced(*SERVICES)
    assert not bib.exists()


ODD = {
    "@misc{x, title={Red \x1b[31m \u202eand green}, author={A}, year={2020}}": "Red [31m and green",
    "@article{x, title={{RETRACTED: On Owls}}, author={A}, journal={J}}": "On Owls",
    "@article{x, title={Owls}, author={A}, year={2020}, month={13}, pdf={../../etc/passwd}}": "Owls",
    "@article{x, title={No Authors}, journal={J}, year=2020}": "No Authors",
    "@article{x, author={Nobody}, year=2020}": "",
}


@pytest.mark.parametrize("body", ODD)
def test_odd_entries_do_no_harm(body, server, synced, bib):
    server.failures = [("answer", 200, {}, body)]
    synced("bib")
    entries = entries_of(bib) if bib.exists() else {}
    titles = [latex_to_text(entry.fields["title"]) for entry in entries.values()]
    assert titles == ([ODD[body]] if ODD[body] else [])
    assert not {"pdf", "file"} & {name for entry in entries.values() for name in entry.fields}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("0000-0002-1825-0097", "0000-0002-1825-0097"),
        ("https://orcid.org/0000-0002-1825-0097/", "0000-0002-1825-0097"),
        ("https://pub.orcid.org/v3.0/0000-0002-1825-0097/works", "0000-0002-1825-0097"),
        ("https://openalex.org/authors/a5000000001", "A5000000001"),
        ("https://api.openalex.org/A5000000001", "A5000000001"),
        ("https://dblp.org/pid/h/JohnEHopcroft.html", "h/JohnEHopcroft"),
        ("https://dblp.uni-trier.de/pid/65/9612.bib", "65/9612"),
        (
            "https://www.zotero.org/groups/12345/us/collections/ABCD2345/items",
            "groups/12345/collections/ABCD2345",
        ),
        ("https://api.zotero.org/users/12345/collections/ABCD2345", "users/12345/collections/ABCD2345"),
        ("https://x.example/lee.bib?raw=1", "https://x.example/lee.bib?raw=1"),
    ],
)
def test_addresses_are_understood(text, name):
    assert parse_source(text).name == name


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("ann", "write one such as https://orcid.org/"),
        ("dblp.org/pid/65/9612", "(did you mean 'https://dblp.org/pid/65/9612'?)"),
        ("https://dlbp.org/pid/65/9612", "(did you mean 'dblp.org'?)"),
        ("https://scholar.google.com/citations?user=x", "leads to none of ORCID, OpenAlex, DBLP and Zotero"),
        ("https://orcid.org/0000-0002-1825-0098", "its last digit does not fit the others"),
        ("https://dblp.org/search?q=lee", "as in https://dblp.org/pid/65/9612"),
        ("https://openalex.org/W123", "as in https://openalex.org/A5000000001"),
        ("https://www.zotero.org/ann/collections/ABCD2345", "https://api.zotero.org/users/NUMBER/collections/KEY"),
        ("file:///etc/passwd.bib", "is no address"),
        ("https://x.example/a b.bib", "it has a space"),
    ],
)
def test_another_address_is_one_line_with_what_would_be_right(text, advice):
    with pytest.raises(ValueError) as caught:
        parse_source(text)
    assert advice in str(caught.value) and "\n" not in str(caught.value)


def test_a_record_that_somebody_broke_is_one_line(synced, bib):
    (bib.parent / "sync.json").write_text("{<<<<<<< HEAD", "utf-8")
    with pytest.raises(AddFailed, match=r"^content/sync\.json: this is not what sync wrote: restore it, or delete it"):
        synced("bib")


def test_citations_are_stored_with_source_and_day(server, synced, bib):
    synced("dblp")
    asking = Asking(server.hosts, patience=Patience(pause=lambda _: None))
    entries = entries_of(bib)
    counts = count_citations(entries.values(), asking)
    assert len(counts) == FEW and len(server.asked) == 1 + 1
    write_citations(bib.parent / "citations.toml", counts, date(2026, 11, 29))
    stored = tomllib.loads((bib.parent / "citations.toml").read_text("utf-8"))
    assert (stored["source"], stored["date"], stored["total"]) == ("OpenAlex", date(2026, 11, 29), sum(range(FEW)))
    [key] = [key for key, entry in entries.items() if entry.fields.get("doi", "").lower() == "10.5555/made.9"]
    assert stored["counts"][key] == 9


def test_citations_are_shown_where_a_setting_asks(tmp_path):
    entries = "@misc{a, title={A}, author={Lee, Ann}, year=2020, eprint={2401.00001}}\n"
    entries += "@article{b, title={A}, author={Lee, Ann}, journal={J}, year=2021, eprint={2401.00001}}\n"
    counts = 'source = "OpenAlex"\ndate = 2026-11-29\ntotal = 5\n\n[counts]\n"a" = 2\n"b" = 3\n"gone" = 1\n'
    files = {"content/publications.bib": entries, "content/citations.toml": counts}
    site = write(tmp_path, {**files, "pelicanconf.py": "CITATIONS = True\n"})
    assert not built(site).warnings
    page, listed = site / "output/publications/a/index.html", site / "output/publications/index.html"
    assert "Cited by 5 (OpenAlex, 29 November 2026)" in page.read_text("utf-8")
    assert "Cited by 5" in listed.read_text("utf-8")
    write(site, {"pelicanconf.py": ""})
    built(site)
    assert "Cited by" not in page.read_text("utf-8") + listed.read_text("utf-8")


def test_the_command_syncs(tmp_path, server):
    server.works = server.works[:12]
    conf = f"LOOKUP_HOSTS = {server.hosts!r}\nAUTHOR = 'Ann Lee'\nSYNC = [{server.addresses['dblp']!r}]\n"
    bib = write(tmp_path, {"pelicanconf.py": conf}) / "content/publications.bib"
    copy_code(tmp_path)
    shown = invoke(tmp_path, "sync", "--dry-run")
    assert shown.returncode == 0 and "content/publications.bib is unchanged" in shown.stdout and not bib.exists()
    done = invoke(tmp_path, "sync", "--yes", "--citations")
    assert "written to content/publications.bib: 12 new" in done.stdout, done.stderr
    assert "content/citations.toml: 66 citations of 12 publications, by OpenAlex" in done.stdout
    assert invoke(tmp_path, "build").returncode == 0
    server.failures = [("answer", 404, {}, "")]
    failed = invoke(tmp_path, "sync", "--source", "https://dblp.org/pid/65/9612")
    assert (failed.returncode, failed.stderr) == (
        1,
        "https://dblp.org/pid/65/9612: there is no such list: check its address in SYNC\n",
    )
