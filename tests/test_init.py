"""`invoke init`: answers, from a terminal or a file, become the author's site, and nothing of the author's is lost."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path
from runpy import run_path

import pytest
from selectolax.lexbor import LexborHTMLParser

from plugins.audit import check
from plugins.building import build
from plugins.building.settings import run_settings
from plugins.core.services import SERVICES
from plugins.init.answers import Answers, Hosting
from plugins.init.answers_file import read_answers
from plugins.init.hosting import address_question, default_address, defaults_of, hosting_of, questions_of
from plugins.init.interview import Terminal, interview
from plugins.init.links import read_link, split_links
from plugins.init.new_site import new_site
from plugins.init.page import words_in
from plugins.init.plan import carry_out, has_author, make_plan, read_sample
from plugins.init.questions import older_site, questions
from plugins.init.reading import Institution, Portrait, read_portrait, read_timezone
from plugins.init.scripts import language_of_script
from plugins.people.reader import read_people
from plugins.publish.hosts import HOSTS
from tests.commands import copy_code, in_terminal, invoke
from tests.small_site import everything, picture

ROOT = Path(__file__).parents[1]
TODAY = date(2026, 11, 29)
NO_DEFAULTS = {"languages": "en", "timezone": "UTC"}
LINKS = ("ada@nowhere.university", "github.com/ada", "@ada@mastodon.social", "0000-0002-1825-0097")
ADA = Answers(
    "Ada Lovelace",
    "阿达",
    "PhD student",
    Institution("Nowhere University", "https://nowhere.university"),
    links=tuple(map(read_link, LINKS)),
    portrait=Portrait("portrait.png", picture("PNG", 20, 20)),
    hosting=Hosting("https://ada.github.io", {"to": "github-pages"}),
)
FILE = """
name = "Ada Lovelace"
role = "PhD student"
links = ["github.com/ada", "ada@nowhere.university"]
[publish]
to = "github"
user = "ada"
"""
# What belongs to the author of the sample, in small letters
OF_THE_SAMPLE = (
    *(
        "songrun",
        "soryxie",
        "sory.xie",
        "sory_xie",
        "sory [dot]",
        "谢松润",
        "tongji",
        "bytedance",
        "lingming",
        "fanlai",
    ),
    *(
        "fanlai",
        "evalperf",
        "evalplus",
        "2408.06450",
        "liu2024",
        "colm",
        "jiawei",
        "xichenpan",
        "clustrmaps",
        "easycounter",
    ),
)


def sample_site(folder):
    """The sample as a clone has it, without the code."""
    shutil.copytree(ROOT / "content", folder / "content")
    for name in ("pelicanconf.py", "publishconf.py"):
        shutil.copy(ROOT / name, folder)
    return folder


def make_own(folder, answers=ADA):
    """The plan for these answers, carried out."""
    plan = make_plan(new_site(answers, TODAY), folder, read_sample())
    carry_out(plan, folder)
    return plan


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    """Ada's site, made of the sample, and its public build."""
    folder = sample_site(tmp_path_factory.mktemp("own"))
    make_own(folder)
    return folder, build(folder / "publishconf.py").output


def read_file(text, folder=ROOT):
    return read_answers(text, older_site(folder), questions(folder), NO_DEFAULTS)


ADDRESSES = {
    "https://github.com/ada": ("GitHub", "https://github.com/ada"),
    "github.com/ada": ("GitHub", "https://github.com/ada"),
    "www.github.com/ada/": ("GitHub", "https://www.github.com/ada/"),
    "gitlab.com/ada": ("GitLab", "https://gitlab.com/ada"),
    "https://gitlab.inria.fr/ada": ("GitLab", "https://gitlab.inria.fr/ada"),
    "scholar.google.co.uk/citations?user=a_B&hl=en": (
        "Google Scholar",
        "https://scholar.google.co.uk/citations?user=a_B&hl=en",
    ),
    "0000-0002-1825-0097": ("ORCID", "https://orcid.org/0000-0002-1825-0097"),
    "orcid.org/0000-0002-1694-233x": ("ORCID", "https://orcid.org/0000-0002-1694-233X"),
    "dblp.uni-trier.de/pid/1/2": ("DBLP", "https://dblp.uni-trier.de/pid/1/2"),
    "openreview.net/profile?id=~Ada1": ("OpenReview", "https://openreview.net/profile?id=~Ada1"),
    "de.linkedin.com/in/ada": ("LinkedIn", "https://de.linkedin.com/in/ada"),
    "x.com/ada": ("X", "https://x.com/ada"),
    "twitter.com/ada": ("X", "https://twitter.com/ada"),
    "https://mathstodon.xyz/@ada": ("Mastodon", "https://mathstodon.xyz/@ada"),
    "@ada@mastodon.social": ("Mastodon", "https://mastodon.social/@ada"),
    "@ada.bsky.social": ("Bluesky", "https://bsky.app/profile/ada.bsky.social"),
    "ada.bsky.social": ("Bluesky", "https://bsky.app/profile/ada.bsky.social"),
    "@ada.university": ("Bluesky", "https://bsky.app/profile/ada.university"),
    "researchgate.net/profile/Ada-L": ("ResearchGate", "https://researchgate.net/profile/Ada-L"),
    "www.zhihu.com/people/ada": ("Zhihu", "https://www.zhihu.com/people/ada"),
    "youtube.com/@ada": ("YouTube", "https://youtube.com/@ada"),
    "ada@uni.edu": ("Email", "mailto:ada@uni.edu"),
    "mailto:ada@uni.edu": ("Email", "mailto:ada@uni.edu"),
    "ada.university/~ada": ("ada.university", "https://ada.university/~ada"),
    "https://ada.university/a_(b)": ("ada.university", "https://ada.university/a_%28b%29"),
}


@pytest.mark.parametrize("written", ADDRESSES)
def test_a_link_is_recognized_by_its_form(written):
    link = read_link(written)
    assert (link.name, link.url) == ADDRESSES[written]
    known = {service.name: service.icon for service in SERVICES.values()}
    assert link.name not in known or link.icon == known[link.name]


WRONG_LINKS = {
    "ada": "is no address: write it as in github.com/ada",
    "@ada": "may be on several sites: write its address, as in github.com/ada",
    "0000-0002-1825-0098": "after these digits, the last would be 7",
    "github.com": "leads to GitHub, and not to you there",
    "https://scholar.google.com/": "leads to Google Scholar, and not to you there",
    "javascript:alert(1)": "is no address",
    "file:///etc/passwd": "is no address",
    "https://": "is not a web address",
    "https://[x": "is not a web address",
}


@pytest.mark.parametrize("written", WRONG_LINKS)
def test_a_link_that_leads_nowhere_is_explained(written):
    with pytest.raises(ValueError) as failure:
        read_link(written)
    assert WRONG_LINKS[written] in str(failure.value)


def test_several_links_stand_on_a_line():
    assert split_links(" a.b/c, d@e.f  @g@h.i，j ") == ["a.b/c", "d@e.f", "@g@h.i", "j"]


NAMES = {"谢松润": "zh", "あだ": "ja", "에이다": "ko", "أحمد": "ar", "Ада": "ru", "עדה": "he", "Ada": "", "Ἄδα": "el"}


@pytest.mark.parametrize("name", NAMES)
def test_the_language_of_a_name_follows_from_its_script(name):
    assert language_of_script(name, ("en",)) == NAMES[name]


def test_the_site_s_languages_come_before_others_of_the_script():
    assert [language_of_script("李", ("en", "ja")), language_of_script("Ада", ("uk",))] == ["ja", "uk"]


def test_the_example_in_the_documents_is_right(tmp_path):
    (tmp_path / "ada.jpg").write_bytes(picture("JPEG"))
    (tmp_path / "site").mkdir()
    document = (ROOT / "docs/begin.md").read_text("utf-8")
    example = re.search(r"```toml\n(.*?)```", document, re.S)[1]
    answers, problems = read_file(example, tmp_path / "site")
    assert problems == []
    assert {key for key, value in vars(answers).items() if value} == {*vars(ADA)}
    assert answers.hosting.address == "https://ada.github.io"


ERRORS = {
    "": "1: there is no name",
    'nme = "A"\nname = "Ada"': "1: unknown key 'nme' (did you mean 'name'?)",
    'name = "!"': "1: a name needs a letter",
    "name = 3": "1: 3 is not text",
    'older_site = "nowhere"': "1: 'nowhere': there is no such file or folder",
    'name = "Ada"\nlanguages = ["en",\n "german"]': "3: 'german' is no language: write 'de'",
    'name = "Ada"\nlinks = [\n"x.com/a",\n"@a"]': "4: '@a' may be on several sites",
    'name = "Ada"\ntimezone = "Berlin"': "2: there is no time zone 'Berlin' (did you mean 'Europe/Berlin'?)",
    'name = "Ada"\nportrait = "no.jpg"': "2: 'no.jpg': there is no such file",
    'name = "Ada"\nportrait = "tasks.py"': "2: 'tasks.py' is no picture of a kind that is known",
    'name = "Ada"\n[publish]\nto = "githb"': "3: no host is called 'githb' (did you mean 'github'?)",
    'name = "Ada"\n[publish]\nto = "github"\nusr = "a"': "4: unknown key 'usr' (did you mean 'user'?)",
    'name = "Ada"\n[publish]\nto = "github"': "2: 'https://.github.io' would be no address",
    'name = "Ada"\n[publish]\nto = "server"\nhost = "a b"': "4: 'a b' holds a space",
    'name = "Ada"\n[publish]\nto = "server"\nhost = "a@b"\nfolder = ".."': '2: PUBLISH["folder"] is emptied',
    'name = "Ada"\n[publish]\naddress = "ada.uni.edu"': "3: 'ada.uni.edu' is not a web address (did you mean",
    'name = "Ada\n': "1: bad TOML",
    'name = "A\\u0000da"': "1: it holds a character that cannot be shown",
}


@pytest.mark.parametrize("text", ERRORS)
def test_an_error_in_a_file_of_answers_has_its_line(text):
    answers, problems = read_file(text)
    assert answers is None
    assert f"{problems[0].line}: {problems[0].message}".startswith(ERRORS[text])


def test_a_terminal_and_a_file_lead_to_the_same_answers():
    typed = ["Ada Lovelace", "", "PhD student", "", "", "github.com/ada ada@nowhere.university", "", "", "", "", ""]
    lines = iter([*typed, "", ""])
    assert interview(Terminal(lambda prompt: next(lines), print), questions(ROOT), NO_DEFAULTS, "") == replace(
        read_file(FILE)[0],
        hosting=hosting_of(HOSTS["github"], {"user": "ada", "repository": ""}, "https://ada.github.io"),
    )


def test_a_wrong_answer_is_explained_and_asked_again():
    typed = iter(["", "7", "Ada", "", "", "", "xx", "en de", "@a", "", "", "Nowhere", "", "nowhere", "none", ""])
    shown = []
    answers = interview(Terminal(lambda prompt: next(typed), shown.append), questions(ROOT), NO_DEFAULTS, "")
    assert (answers.name, answers.languages, answers.links) == ("Ada", ("en", "de"), ())
    said = [line.strip().partition(":")[0] for line in shown if line.startswith("  ") and "   " not in line.strip()]
    assert said[:3] == ["this answer is needed", "a name needs a letter", "'xx' is no language"]


@pytest.mark.parametrize(
    ("links", "remote", "host"),
    [
        ("", "", None),
        ("github.com/ada", "", "https://ada.github.io"),
        ("gitlab.com/ada", "", "https://ada.gitlab.io"),
        ("", "git@github.com:ada/ada.github.io.git", "https://ada.github.io"),
    ],
)
def test_only_a_name_is_needed(links, remote, host):
    """Enter takes a host where the site's user is known."""
    typed = iter(["Ada", "", "", "", "", links, *[""] * 9])
    answers = interview(Terminal(lambda prompt: next(typed), print), questions(ROOT), NO_DEFAULTS, remote)
    assert (answers.name, answers.hosting.address or None) == ("Ada", host)


@pytest.mark.parametrize("quote", ["{}", "'{}'", '"{}"'])
def test_a_portrait_is_found_however_a_terminal_writes_it(quote, tmp_path):
    (tmp_path / "my me.jpeg").write_bytes(picture("PNG"))
    assert read_portrait(quote.format("my me.jpeg"), tmp_path).name == "portrait.png"
    assert read_portrait("my\\ me.jpeg", tmp_path).name == "portrait.png"


def test_half_a_picture_is_no_portrait(tmp_path):
    (tmp_path / "a.jpg").write_bytes(picture("JPEG")[:600])
    with pytest.raises(ValueError, match="'a.jpg' is damaged"):
        read_portrait("a.jpg", tmp_path)


def test_a_time_zone_may_have_a_space():
    assert read_timezone("America/New York") == "America/New_York"


def test_every_language_has_every_word():
    words = tomllib.loads((ROOT / "plugins/init/words.toml").read_text("utf-8"))
    assert {frozenset(each) for each in words.values()} == {frozenset(words["en"])}
    assert (words_in("zh-Hant-TW"), words_in("nl")) == (words["zh"], words["en"])


def test_a_new_site_has_no_findings(own):
    folder, output = own
    assert [str(finding) for finding in check(folder, output, TODAY)] == []


def test_nothing_of_the_sample_is_left(own):
    folder, output = own
    pictures = [path.read_bytes() for path in ROOT.glob("content/images/*")]
    for path in [*output.rglob("*"), *(folder / "content").rglob("*"), *folder.glob("*.py")]:
        data = path.read_bytes() if path.is_file() else b""
        found = [word for word in OF_THE_SAMPLE if word in data.decode("utf-8", "replace").casefold()]
        assert (found, data in pictures and data != b"") == ([], False), path


def test_the_first_page_shows_the_author(own):
    home = LexborHTMLParser((own[1] / "index.html").read_text("utf-8"))
    assert home.css_first("h1").text() == "Ada Lovelace"
    assert home.css_first("img.portrait") is not None
    assert "I am Ada Lovelace (阿达), PhD student at Nowhere University." in home.body.text()
    assert [heading.text() for heading in home.css("main h2")] == ["Bio", "News"]  # and no empty list of publications
    marked = [link.attrs["href"] for link in home.css("main a[rel=me]")]
    assert marked == [link.url for link in ADA.links if not link.mail]


def test_settings_are_short(own):
    folder = own[0]
    for name in ("pelicanconf.py", "publishconf.py"):
        assert len((folder / name).read_text("utf-8").splitlines()) <= 25
    settings = run_path(str(folder / "pelicanconf.py"))
    assert (settings["AUTHOR"], settings["SITESUBTITLE"]) == ("Ada Lovelace", "PhD student, Nowhere University")
    assert settings["SOCIAL"][0] == {"name": "Email", "url": "mailto:ada@nowhere.university"}


HARD_NAMES = [
    """O"Brien 'n' Sons""",
    r"Ada\b {{ c }} {% d %} $e$ `f`",
    "<b>Ada</b> & *Co* _x_ ~~y~~ ==z== :tada: C#",
    "李雷",
    "أحمد بن علي",
    "Zoë Ó Súilleabháin-d’Arc",
]


@pytest.mark.parametrize("name", HARD_NAMES)
def test_a_name_comes_through_as_it_is(name, tmp_path):
    sample_site(tmp_path)
    make_own(tmp_path, Answers(name, "阿达 *x*", f"of {name}", Institution(name), ("en", "zh-CN")))
    assert run_path(str(tmp_path / "pelicanconf.py"))["AUTHOR"] == name
    assert read_people((tmp_path / "content/people.toml").read_text("utf-8"))[0].owner.name == name
    output = build(tmp_path / "publishconf.py").output
    for page, start in (("index.html", "I am "), ("zh-CN/index.html", "我是")):
        home = LexborHTMLParser((output / page).read_text("utf-8"))
        straight = str.maketrans("‘’“”", "''\"\"")
        assert home.css_first("h1").text().translate(straight) == name.translate(straight)
        assert f"{start}{name}".translate(straight) in home.body.text().translate(straight)
    assert [str(finding) for finding in check(tmp_path, output, TODAY)] == []


HOSTINGS = {
    "github": ({"user": "ada", "repository": "home"}, "https://ada.github.io/home"),
    "server": ({"host": "ada@nowhere.university", "folder": "public_html"}, "https://nowhere.university/~ada"),
    "none": ({}, ""),
}


@pytest.mark.parametrize("key", HOSTS)
def test_each_host_has_a_site_without_findings(key, tmp_path):
    host = HOSTS[key]
    known, address = HOSTINGS.get(key, (None, "https://ada.nowhere.university"))
    words = known if known is not None else {question.key: "ada" for question in questions_of(host)}
    address = default_address(host, words) or address
    sample_site(tmp_path)
    make_own(tmp_path, replace(ADA, hosting=hosting_of(host, words, address)))
    settings = run_settings(tmp_path / "publishconf.py")
    assert (settings["SITEURL"], settings.get("PUBLISH")) == (address, host.setting(words))
    assert [name for name in host.files if not (tmp_path / name).is_file()] == []
    assert not (tmp_path / "content/extra/CNAME").exists()
    assert [str(finding) for finding in check(tmp_path, today=TODAY)] == []


def test_a_domain_of_one_s_own_is_set_where_the_host_needs_it():
    words = {"user": "ada", "repository": "ada.github.io"}
    assert hosting_of(HOSTS["github"], words, "https://ada.university").setting["domain"] == "ada.university"
    assert hosting_of(HOSTS["github"], words, "https://ada.github.io").setting["domain"] == ""


def test_answers_about_the_host_follow_from_the_repository_or_a_profile():
    links = (read_link("github.com/ada"),)
    remote = "git@github.com:lab/home.git"
    assert defaults_of(HOSTS["github"], links, remote) == {"user": "lab", "repository": "home"}
    assert defaults_of(HOSTS["github"], links, "") == {"user": "ada"}
    assert address_question(HOSTS["none"]).is_needed is False


def test_a_group_s_repository_is_no_finding_on_its_member_s_site(tmp_path):
    remote = "https://github.com/lab/home"
    sample_site(tmp_path)
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git/config").write_text(f'[remote "origin"]\n\turl = {remote}\n')
    hosting = hosting_of(HOSTS["github"], {"user": "lab", "repository": "home"}, "https://lab.github.io/home")
    files = new_site(replace(ADA, hosting=hosting), TODAY, remote)
    carry_out(make_plan(files, tmp_path, read_sample()), tmp_path)
    assert [str(finding) for finding in check(tmp_path, today=TODAY)] == []


def test_what_the_author_changed_stays_and_is_named(tmp_path):
    sample_site(tmp_path)
    mine = {
        "content/pages/index.md": b"# Ada\n\nMine.\n",
        "content/images/uf.png": picture("PNG"),
        "content/images/cat.png": picture("PNG"),
        "publishconf.py": b"from pelicanconf import *\n",
    }
    for name, data in mine.items():
        (tmp_path / name).write_bytes(data)
    plan = make_own(tmp_path)
    assert plan.stays == ("content/images/uf.png", "content/pages/index.md", "publishconf.py")
    now = everything(tmp_path)
    assert {name: now[name] for name in mine} == mine
    assert "content/images/por.jpg" not in now


def test_an_older_version_of_the_sample_and_one_with_windows_lines_are_no_author_s(tmp_path):
    sample_site(tmp_path)
    settings = tmp_path / "pelicanconf.py"
    settings.write_bytes(settings.read_bytes().replace(b"\n", b"\r\n"))
    assert not has_author(tmp_path, read_sample())
    settings.write_text("AUTHOR = 'Ada'\n")
    assert has_author(tmp_path, read_sample())


def test_a_link_is_not_written_through(tmp_path):
    site, elsewhere = sample_site(tmp_path / "site"), tmp_path / "elsewhere"
    shutil.move(site / "content", elsewhere)
    (site / "content").symlink_to(elsewhere)
    before = everything(elsewhere)
    plan = make_plan(new_site(ADA, TODAY), site, read_sample())
    assert not plan.removes
    carry_out(plan, site)
    assert {name: data for name, data in everything(elsewhere).items() if name in before} == before


def test_a_failure_half_way_leaves_every_file_as_it_was(tmp_path, monkeypatch):
    sample_site(tmp_path)
    before, rename = everything(tmp_path), Path.rename
    is_last = lambda to: Path(to) == tmp_path / "pelicanconf.py"  # noqa: E731 (read once, below)
    fail_once = iter([True])
    monkeypatch.setattr(
        Path, "rename", lambda path, to: rename(path, "/nowhere/x" if is_last(to) and next(fail_once, False) else to)
    )
    with pytest.raises(OSError):
        make_own(tmp_path)
    assert everything(tmp_path) == before


@pytest.fixture
def clone(tmp_path):
    """The sample with its code, as a clone has them."""
    folder = tmp_path / "vita"
    folder.mkdir()
    copy_code(folder)
    return sample_site(folder)


def test_from_answers_to_a_green_check(clone):
    (clone / "answers.toml").write_text(FILE, "utf-8")
    done = invoke(clone, "init", "--answers", "answers.toml", "--yes")
    assert (done.returncode, done.stderr) == (0, "")
    assert "\n  content/images/por.jpg\n" in done.stdout
    assert len(done.stdout.partition("The site is yours")[2].splitlines()) <= 6
    checked = invoke(clone, "check")
    assert (checked.returncode, checked.stdout.splitlines()[-1]) == (0, "no findings"), checked.stdout
    before = everything(clone / "content")
    again = invoke(clone, "init", "--answers", "answers.toml", "--yes")
    [line] = again.stderr.splitlines()
    assert again.returncode == 1 and line.startswith("pelicanconf.py is yours already: nothing was written.")
    assert everything(clone / "content") == before


@pytest.mark.parametrize(
    ("text", "words", "message"),
    [
        (None, ["--yes"], "answers.toml: cannot be read: No such file or directory"),
        ('name = "Ada"\nrol = "x"\n', ["--yes"], "answers.toml:2: unknown key 'rol' (did you mean 'role'?)"),
        (FILE, [], "nothing was written: --yes agrees without being asked"),
    ],
)
def test_without_answers_nothing_is_written(text, words, message, clone):
    if text:
        (clone / "answers.toml").write_text(text, "utf-8")
    before = everything(clone)
    command = [sys.executable, "-m", "invoke", "init", "--answers", "answers.toml", *words]
    done = subprocess.run(command, cwd=clone, input="", capture_output=True, text=True, timeout=60)
    assert done.returncode == 1 and done.stderr.startswith(message), done.stderr
    assert "Traceback" not in done.stderr
    assert everything(clone) == before


def init_in_terminal(folder, *typed):
    """What `invoke init` prints in a terminal of its own when `typed` is typed there, and its exit code."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"} | {"COLUMNS": "200"}
    return in_terminal([sys.executable, "-m", "invoke", "init"], folder, environment, typed)


def test_a_session_in_a_terminal(clone):
    """With the terminal's own editing: a typing error is deleted, and a word goes before another."""
    name = "Lovlace\x7f\x7f\x7f\x7felace\x01Ada \n"
    shown, code = init_in_terminal(clone, "\n", name, *["\n"] * 4, "github.com/ada\n", *["\n"] * 7, "y\n")
    assert code == 0, shown
    settings = run_settings(clone / "publishconf.py")
    assert (settings["AUTHOR"], settings["SITEURL"]) == ("Ada Lovelace", "https://ada.github.io")


@pytest.mark.parametrize("last", ["\x03", "\x04"])
def test_leaving_a_terminal_writes_nothing(last, clone):
    before = everything(clone)
    shown, code = init_in_terminal(clone, "\n", "Ada\n", last)
    assert code == 1 and shown.rstrip().endswith("nothing was written") and "Traceback" not in shown, shown
    assert everything(clone) == before


def test_an_older_site_moves_in_over_the_sample(clone):
    shutil.copytree(ROOT / "tests/sites/material", clone.parent / "old")
    command = [sys.executable, "-m", "invoke", "init"]
    done = subprocess.run(command, cwd=clone, input="../old\n", capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert run_path(str(clone / "pelicanconf.py"))["AUTHOR"] == "Nobody Example"
    assert not [name for name in everything(clone) if "por.jpg" in name or "before-migrate" in name]


def test_an_older_site_does_not_move_in_over_an_author_s_files(clone):
    (clone / "content/pages/mine.md").write_text("# Mine\n")
    (clone / "answers.toml").write_text(f"older_site = '{ROOT / 'tests/sites/material'}'\n")
    before = everything(clone)
    done = invoke(clone, "init", "--answers", "answers.toml")
    assert done.returncode == 1
    assert done.stderr.splitlines()[:2] == ["These files are in the way:", "  content/pages/mine.md"]
    assert everything(clone) == before
