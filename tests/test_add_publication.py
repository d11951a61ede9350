"""`invoke add-publication`: its requests to agencies, the entries it appends, and its messages."""

import stat
import tomllib
from datetime import date
from pathlib import Path

import pytest

from plugins.add_publication.adding import AddFailed, AddOptions, add, agent_of
from plugins.add_publication.doi_arxiv import identify
from plugins.add_publication.duplicates import find_duplicates, traits_of
from plugins.add_publication.fetch import Patience
from plugins.add_publication.lookup import HOSTS, LookupFailed, hosts_of, lookup
from plugins.add_publication.new_entry import format_entry, make_key
from plugins.bibtex.bib_reader import read_bibtex
from plugins.commands.publications import export_table
from tests.agencies import agencies
from tests.commands import copy_code, invoke
from tests.small_site import write

CASES = sorted((Path(__file__).parent / "add").glob("*.toml"))
HELD = b"% mine\r\n@string{x = {y}}\r\n\r\n@article{old2020thing,\r\n title={An Old Thing}, year=2020}   % end"
EARLIER = b"""@misc{vaswani2017preprint, title = {Attention is all you need: {BERT} and 3{D}}, year = 2017,
  author = {Ashish Vaswani}, eprint = {1706.03762v1}, archiveprefix = {arXiv}, primaryclass = {cs.CL}}
"""
FAILURES = {
    "10.5555/none": "127.0.0.1 has no DOI 10.5555/none",
    "10.5555/no-bibtex": "127.0.0.1 has no BibTeX for 10.5555/no-bibtex",
    "10.5555/asks-for-an-hour": "127.0.0.1 asks to wait 3600 seconds: try again then",
    "10.5555/broken": "127.0.0.1 answered with HTTP status 500: try again later",
    "10.5555/page": "127.0.0.1 answered with a web page instead of BibTeX for 10.5555/page: try again later",
    "10.5555/text": "127.0.0.1 has no BibTeX for 10.5555/text",
    "10.5555/oversized": "127.0.0.1 answered with more than 1000 kB, too much for an entry",
    "10.5555/latin-1": "127.0.0.1 did not answer with UTF-8 text",
    "10.5555/file": "127.0.0.1 redirects in a circle, or to an address that is not on the web",
    "10.5555/ring": "127.0.0.1 redirects in a circle, or to an address that is not on the web",
    "2401.00001": "arXiv has no 2401.00001",
    "2401.00002": "arXiv has no 2401.00002",
    "2401.00003": "arXiv answered with a document type, which its feeds do not have",
    "2401.00004": "arXiv did not answer with a feed: try again later",
    "what": "'what' is neither a DOI (10.1000/182), an arXiv id (2408.06450) nor a .bib file",
}


@pytest.fixture(scope="module")
def server():
    with agencies() as server:
        yield server


@pytest.fixture(autouse=True)
def no_requests(monkeypatch, server):
    """Start every test without requests or a proxy."""
    server.asked.clear()
    monkeypatch.setenv("no_proxy", "*")


@pytest.fixture
def pauses():
    return []


@pytest.fixture
def patience(pauses):
    """Little patience: record pauses instead of waiting."""
    return Patience(silence=0.2, answer=0.3, pause=pauses.append)


@pytest.fixture
def bib(tmp_path):
    (tmp_path / "content").mkdir()
    return tmp_path / "content" / "publications.bib"


def added(word, path, server, shown=None, **options):
    show = (shown if shown is not None else []).append
    return add(word, path, AddOptions(**{"is_agreed": True, "hosts": server.hosts, "show": show, **options}))


def entry_of(text):
    [entry] = read_bibtex(text)[0]
    return entry


def refusal(word, path, server, **options):
    with pytest.raises(AddFailed) as caught:
        added(word, path, server, **options)
    return str(caught.value)


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_entry_is_cleaned(case):
    data = tomllib.loads(case.read_text("utf-8"))
    [entry] = read_bibtex(data["raw"])[0]
    text = format_entry(entry, make_key(entry, data.get("taken", [])))
    assert text == data["expected"]
    assert format_entry(entry_of(text), entry_of(text).key) == text


def test_identifiers_are_recognized():
    cases = tomllib.loads((Path(__file__).parent / "add/identifiers.list").read_text("utf-8"))
    for kind, words in cases.items():
        for word, value in words.items():
            found = identify(word)
            assert (found and (found.kind, found.value + found.version)) == ((kind, value) if value else None), word


def test_doi_is_asked_for_politely_and_followed_to_the_agency(server):
    text = lookup("https://doi.org/10.1145/3292500", server.hosts, "Vita/1.0 (mailto:ann@example.org)")
    assert text.lstrip().startswith("@inproceedings{Vaswani_2017,")
    assert [path for path, _ in server.asked] == ["/10.1145/3292500", "/agency/10.1145/3292500"]
    assert {headers["User-Agent"] for _, headers in server.asked} == {"Vita/1.0 (mailto:ann@example.org)"}
    assert {headers["Accept"] for _, headers in server.asked} == {"application/x-bibtex"}


def test_arxiv_s_doi_asks_arxiv(server):
    entry = entry_of(lookup("10.48550/arXiv.1706.03762", server.hosts, "Vita"))
    assert entry.fields["eprint"] == "1706.03762"
    assert (entry.fields["year"], entry.fields["month"]) == ("2017", "jun")
    assert [path for path, _ in server.asked] == ["/api/query?id_list=1706.03762&max_results=1"]


@pytest.mark.parametrize("word", FAILURES)
def test_failure_is_one_line(word, server, pauses):
    with pytest.raises(LookupFailed) as caught:
        lookup(word, server.hosts, "Vita", Patience(pause=pauses.append))
    assert str(caught.value) == FAILURES[word]


@pytest.mark.parametrize(("name", "expected"), [("busy", [1.0]), ("shaky", [1.0, 2.0])])
def test_a_busy_host_is_asked_again(name, expected, server, pauses):
    assert "Vaswani_2017" in lookup(f"10.5555/{name}", server.hosts, "Vita", Patience(pause=pauses.append))
    assert pauses == expected


def test_a_host_is_asked_three_times_at_most_and_a_certain_answer_is_not_doubted(server, pauses):
    for word, times in {"10.5555/broken": 3, "10.5555/none": 1, "10.5555/asks-for-an-hour": 1}.items():
        server.asked.clear()
        with pytest.raises(LookupFailed):
            lookup(word, server.hosts, "Vita", Patience(pause=pauses.append))
        assert len(server.asked) == times


@pytest.mark.parametrize("name", ["silent", "dripping", "hung-up"])
def test_a_host_that_does_not_answer_is_given_up(name, server, patience):
    with pytest.raises(LookupFailed, match=r"^127\.0\.0\.1 (did not|could not) .*: try again later$"):
        lookup(f"10.5555/{name}", server.hosts, "Vita", patience)


def test_no_host_and_no_connection_are_reported(patience):
    for address in ("http://127.0.0.1:9/", "http://nowhere.invalid/"):
        with pytest.raises(LookupFailed) as caught:
            lookup("10.5555/x", {"doi": address}, "Vita", patience)
        assert "\n" not in str(caught.value)


@pytest.mark.parametrize("value", [{"dio": "https://x"}, {"doi": 3}, "https://doi.org"])
def test_a_setting_of_another_form_is_reported(value):
    with pytest.raises(LookupFailed, match="^LOOKUP_HOSTS of pelicanconf.py "):
        hosts_of(value)
    assert hosts_of({}) == HOSTS


def test_who_asks_is_the_author():
    settings = {"SITEURL": "https://ann.example", "SOCIAL": [{"url": "mailto:ann@example.org"}]}
    assert agent_of(settings) == "Vita/1.0 (https://ann.example; mailto:ann@example.org)"
    assert agent_of({"SOCIAL": [{"url": "mailto:a\r\nX: y"}]}) == "Vita/1.0 (mailto:aX:y)"


def test_entry_is_appended_and_every_byte_before_it_stays(bib, server):
    bib.write_bytes(HELD)
    bib.chmod(0o640)
    assert added("10.1145/3292500", bib, server) == ["vaswani2017attention"]
    data = bib.read_bytes()
    assert data.startswith(HELD + b"\r\n\r\n@inproceedings{vaswani2017attention,\r\n  title     = {Attention")
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert stat.S_IMODE(bib.stat().st_mode) == 0o640
    assert list(bib.parent.iterdir()) == [bib]


def test_a_missing_file_is_created(bib, server):
    added("10.5281/zenodo.1234", bib, server)
    assert bib.read_text("utf-8").startswith("@misc{example2023dataset,\n  title     = {A Dataset of Things},\n")


def test_a_link_to_the_file_stays_a_link(bib, server, tmp_path):
    (tmp_path / "real.bib").write_bytes(HELD)
    bib.symlink_to(tmp_path / "real.bib")
    added("10.1145/3292500", bib, server)
    assert bib.is_symlink()
    assert b"vaswani2017attention" in (tmp_path / "real.bib").read_bytes()


def test_a_duplicate_is_refused_without_force(bib, server):
    added("10.1145/3292500", bib, server)
    before = bib.read_bytes()
    assert refusal("https://doi.org/10.1145/3292500", bib, server) == (
        "content/publications.bib has it: the same publication as vaswani2017attention (line 1): DOI 10.1145/3292500; "
        "--force adds it all the same"
    )
    assert bib.read_bytes() == before
    assert added("10.1145/3292500", bib, server, force=True) == ["vaswani2017attentiona"]


def test_the_published_version_of_a_preprint_gets_its_arxiv_id(bib, server):
    bib.write_bytes(EARLIER.replace(b" and 3", b" & 3"))
    added("10.1145/3292500", bib, server, shown := [])
    assert shown[0] == "vaswani2017attention is the published version of vaswani2017preprint (line 1): the same title"
    fields = read_bibtex(bib.read_text("utf-8"))[0][1].fields
    assert (fields["eprint"], fields["archiveprefix"], fields["primaryclass"]) == ("1706.03762", "arXiv", "cs.CL")


def test_a_preprint_of_what_is_published_is_added_and_related(bib, server):
    bib.write_text("@article{x, title={Attention is all you need: BERT and 3D}, journal={J}, year=2018}", "utf-8")
    assert added("1706.03762", bib, server, shown := []) == ["vaswani2017attention"]
    assert shown[0].startswith("vaswani2017attention is the preprint of x (line 1): the same title")
    assert shown[1] == "arXiv names its published version: 'invoke add-publication 10.1145/3292500' adds that"
    assert read_bibtex(bib.read_text("utf-8"))[0][1].fields["related"] == "x"


def test_nothing_is_written_if_nobody_agrees(bib, server):
    shown = []
    assert added("10.1145/3292500", bib, server, shown, is_agreed=False, ask=lambda _: False) == []
    assert shown[0].startswith("\n@inproceedings{vaswani2017attention,")
    assert shown[1] == "content/publications.bib is unchanged"
    assert refusal("10.1145/3292500", bib, server, is_agreed=False).endswith("--yes adds without asking")
    assert not bib.exists()


def test_the_author_is_asked_and_says_yes(bib, server):
    asked = []
    added("10.1145/3292500", bib, server, is_agreed=False, ask=lambda question: not asked.append(question))
    assert asked == ["add it? [y/N] "]
    assert bib.exists()


def test_all_entries_of_a_file_are_added_except_duplicates(bib, server, tmp_path):
    bib.write_bytes(EARLIER)
    source = tmp_path / "more.bib"
    entries = ["@book{Doe99, title={B}, author={Doe, J}, year=1999}", "@misc{again, title={X}, eprint={1706.03762}}"]
    source.write_text("\n".join([*entries, "@book{doe99, title={C}, year=2001}", entries[0]]), "utf-8")
    with pytest.raises(AddFailed, match="^fix 2 errors in "):
        added(str(source), bib, server, shown := [])
    assert any(
        "left out again: the same publication as vaswani2017preprint (line 1): arXiv 1706.03762" in x for x in shown
    )
    assert [entry.key for entry in read_bibtex(bib.read_text("utf-8"))[0]] == ["vaswani2017preprint", "Doe99"]


def test_a_key_can_be_chosen(bib, server):
    bib.write_bytes(HELD)
    assert added("10.1145/3292500", bib, server, key="mine") == ["mine"]
    assert "is taken" in refusal("10.5281/zenodo.1234", bib, server, key="OLD2020thing")
    assert "is not a key" in refusal("10.5281/zenodo.1234", bib, server, key="a b")


def test_an_entry_that_was_never_closed_hides_nothing(bib, server):
    bib.write_bytes(b"@article{open, title = {never closed,\n year = 2020")
    added("10.1145/3292500", bib, server)
    assert [entry.key for entry in read_bibtex(bib.read_text("utf-8"))[0]] == ["vaswani2017attention"]


def test_a_file_that_changes_meanwhile_is_not_overwritten(bib, server):
    bib.write_bytes(HELD)

    def ask(_):
        bib.write_bytes(HELD + b"\n% more")
        return True

    assert "has changed in the meantime" in refusal("10.1145/3292500", bib, server, is_agreed=False, ask=ask)
    assert bib.read_bytes() == HELD + b"\n% more"


@pytest.mark.parametrize(
    ("word", "shown"),
    [
        ("nowhere.bib", "there is no file nowhere.bib"),
        ("10.5555/unreadable", "the BibTeX for 10.5555/unreadable cannot be read"),
    ],
)
def test_what_cannot_be_read_is_reported(word, shown, bib, server):
    assert refusal(word, bib, server).startswith(shown)


def test_characters_that_control_a_terminal_are_removed(bib, server):
    added("10.5555/steering", bib, server, shown := [])
    assert not set("\x1b\u202e") & set("".join(shown) + bib.read_text("utf-8"))


@pytest.mark.parametrize(
    ("new", "old", "expected"),
    [
        ("doi={10.1/A}", "doi={https://doi.org/10.1/a}", None),
        ("doi={10.1000/A}", "doi={https://doi.org/10.1000/a}", "the same: DOI 10.1000/a"),
        (
            "eprint={2408.06450v2}",
            "doi={10.48550/arXiv.2408.06450}",
            "the same: arXiv 2408.06450",
        ),
        ("title={{Th\\'e} $x$: B & C}", "title={the X b \\& c.}", "the same: the same title"),
        ("title={A}, year=2010", "title={A}, year=2013", None),
        (
            "title={A}, author={Lee, A}",
            "title={A}, author={Ann Lee}",
            "the same: the same title",
        ),
        ("title={A}, author={Lee, A}", "title={A}, author={Ann Roe}", None),
        ("title={A}, doi={10.1000/1}", "title={A}, doi={10.1000/2}", "another version of o (line 1): the same title"),
        ("title={A}, eprint={2408.00001}", "title={A}, eprint={2408.00002}", None),
        ("title={}", "title={}", None),
    ],
)
def test_duplicates(new, old, expected):
    found = find_duplicates(traits_of(entry_of(f"@misc{{n, {new}}}")), [traits_of(entry_of(f"@misc{{o, {old}}}"))])
    shown = [str(duplicate).replace("the same publication as o (line 1)", "the same") for duplicate in found]
    assert shown == ([expected] if expected else [])


def test_the_commands_add_and_export(tmp_path, server):
    conf = f"LOOKUP_HOSTS = {server.hosts!r}\nAUTHOR = 'Ann Lee'\n"
    write(tmp_path, {"pelicanconf.py": conf, "content/people.toml": '[[person]]\nname = "Jo Doe"\n'})
    copy_code(tmp_path)
    assert (
        "added to content/publications.bib"
        in invoke(tmp_path, "add-publication", "10.5281/zenodo.1234", "--yes").stdout
    )
    with (tmp_path / "content/publications.bib").open("a") as file:
        file.write("\n@misc{x, title={X}, author={Ann Lee and Jo Doe}, year={in press}}\n")
    before = date.today()
    shown = invoke(tmp_path, "export", "coauthors").stdout
    days = {f"{day:%m/%d/%Y}" for day in (before, date.today())}
    assert shown.splitlines()[1:] in [[f'A:,"Doe, Jo",,,{day}'] for day in days]
    invoke(tmp_path, "export", "coauthors", "--output", "table.csv")
    assert (tmp_path / "table.csv").read_bytes().startswith(b"\xef\xbb\xbf4,Name:,")


@pytest.mark.parametrize("words", [("nothing", "48", ""), ("coauthors", "abc", ""), ("coauthors", "0", "")])
def test_what_cannot_be_exported_is_reported(words):
    with pytest.raises(SystemExit, match="cannot be exported|is no number of months"):
        export_table(*words)


def test_an_entry_of_a_file_keeps_its_parent_where_that_comes_along(bib, server, tmp_path):
    source = tmp_path / "more.bib"
    child = "@inproceedings{c, title={C}, author={Doe, J}, year=2020, crossref={p}}"
    source.write_text(f"{child}\n@proceedings{{p, title={{P}}, year=2020}}", "utf-8")
    added(str(source), bib, server)
    child, parent = read_bibtex(bib.read_text("utf-8"))[0]
    assert (child.fields["crossref"], child.fields["booktitle"]) == ("p", "P")
