"""Each command that a document shows runs, with what the author has who reads it, and without the Internet."""

import re
import signal
import subprocess
from itertools import takewhile
from urllib.request import urlopen

import pytest

from tests.agencies import agencies
from tests.doc_home import make_home
from tests.lists import lists, works
from tests.test_docs import DOCUMENTS, FENCE, fences, spans, text_of
from tests.test_publish_rsync import server  # noqa: F401 (a fixture)

POSIX, WINDOWS = ("sh",), ("bat",)
OTHER_LANGUAGES = {"", "bibtex", "css", "diff", "html", "markdown", "python", "text", "toml", "yaml"}
PROGRAM = re.compile(
    r"((\.venv/bin/)?(invoke|pip|python3?)|git|ssh(-add|-copy-id)?|bash|source|eval|\.|cd|cp|rm|curl|wget|rsync|scp|sudo"
    r"|apt(-get)?|brew|npm|npx|gh|code|docker) \S.*"
)
COMMENT = re.compile(r"(^| {2,})(#|::) .*")

# Where a command runs, if it is not my-site/
PLACES = {r"invoke (init|migrate|test)|upgrade --site|python3? -m|git tag": "vita", r"cd vita": "."}
# Which site of tests/sites/ is ../my-old-site in a document
OLD_SITES = {"docs/moving-in/hugoblox.md": "hugoblox", "docs/moving-in/pelican.md": "pelican"}
# A part of a command → what runs in its place. `tests/doc_home.py` has what stands in for hosts and their answers.
STAND_INS = {
    r"PATH$": "../my-old-site --force",
    r"WORD$": "github",
    r"SITE SHEETS": "output sheets",
    r"10\.5555/made\.2026\.1|10\.1145/3292500(\.\d+)?": "10.1145/3292500",
    r"2408\.06450": "1706.03762",
    # A server on this machine, whose folder holds a file of someone else
    r"^ssh me@server\.example\.edu": "ssh -F ~/.ssh/config server.example.edu exit",
    r".*invoke publish --dry-run": r"cat ~/server.py >> publishconf.py && \g<0>",
    r".*invoke publish --force": r"touch ~/public_html/thesis.tex && cat ~/server.py >> publishconf.py && \g<0>",
    # An agent of ssh that does not outlive the test
    r"^eval \$\(ssh-agent\)": r"\g<0> && ssh-agent -k",
    r"^ssh-add .*": r"eval $(ssh-agent) && \g<0>; code=$?; ssh-agent -k; exit $code",
    # There must be something to go back to
    r".*invoke rollback": r"invoke publish && echo Bye. >> content/pages/index.md && invoke publish && \g<0>",
    # A part of the work, which takes minutes as a whole
    r"tests\.draw_looks$": r"\g<0> accent-4e078d",
    r"tests\.benchmark$": r"\g<0> --rows builds --articles 2 --runs 1",
    r"tests\.screenshots \S+ \S+": r"\g<0> home",
    # There must be something to draw
    r"^python -m tests\.\w+ output": r"cp -r ../my-site/output . && \g<0>",
}
# What is typed in a terminal, where it is not "y": no older site, a name, and Enter
TYPED = {r"invoke init$": ["\n", "Ada Lovelace\n", *["\n"] * 20]}
# Not run, and why
NOT_RUN = {
    "sudo apt install rsync": "installs a program on the machine",
    "brew install rsync": "installs a program on the machine",
    "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0": "installs programs on the machine",
    "ssh-copy-id me@server.example.edu": "would let a key into the account that runs the tests",
    "python -m tests.draw_docs": "draws every picture; `tests.draw_looks` draws one in the same way",
    "python -m tests.lighthouse": "needs packages that `invoke test` does not install, and takes a minute",
    "invoke migrate": "only names the command, which needs a folder",
    "invoke add-publication": "only names the command, which needs a publication",
    "invoke upgrade --from": "only names the option, which needs a release",
}


def with_stand_ins(command):
    for pattern, replacement in STAND_INS.items():
        command = re.sub(pattern, replacement, command)
    return command


def lines_of(fence):
    """The commands of a fence, without comments."""
    return [line for line in (COMMENT.sub("", line.strip()).strip() for line in fence.splitlines()) if line]


def posix_commands(document):
    """Each command that a document shows, in a fence or in a sentence."""
    shown = [line for fence in fences(document, *POSIX) for line in lines_of(fence)]
    return shown + [span for span in spans(document) if PROGRAM.fullmatch(span)]


def all_commands():
    """A command and a document that shows it, once for all that run the same."""
    found = {}
    for document in DOCUMENTS:
        for command in posix_commands(document):
            runs = with_stand_ins(command).replace(".venv/bin/", "")
            old_site = OLD_SITES.get(document, "material") if "my-old-site" in runs else ""
            found.setdefault((runs, old_site), (command, document))
    return list(found.values())


ALL = all_commands()
RUN = [(command, document) for command, document in ALL if command not in NOT_RUN and "livereload" not in command]
SERVERS = [(command, document) for command, document in ALL if "livereload" in command]


@pytest.fixture(scope="module")
def made(tmp_path_factory, server):  # noqa: F811
    [answers] = fences("docs/begin.md", "toml")
    with agencies() as agents, lists() as services:
        services.works = works(10)[1:]
        yield make_home(tmp_path_factory.mktemp("author") / "home", server, agents.hosts | services.hosts, answers)


@pytest.fixture
def home(made, request):
    """A home as it was before any command, with the older site of the document."""
    document = request.node.callspec.params["document"]
    made.restore(OLD_SITES.get(document, "material"))
    return made


def first_that_fits(table, command, otherwise):
    return next((value for pattern, value in table.items() if re.search(pattern, command)), otherwise)


@pytest.mark.parametrize(("command", "document"), RUN)
def test_command_runs(command, document, home):
    place = home.folder / first_that_fits(PLACES, command, "my-site")
    typed = first_that_fits(TYPED, command, ["y\n"])
    shown, code = home.run(with_stand_ins(command), place, typed)
    assert code == 0, shown
    assert "Traceback" not in shown


@pytest.mark.parametrize(("command", "document"), SERVERS)
def test_livereload_answers_and_ends(command, document, home):
    place = home.folder / "my-site"
    pipe = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    shell = ["bash", "-c", f"exec {command}"]
    with subprocess.Popen(shell, cwd=place, env=home.environment(place), **pipe) as process:
        try:
            address = re.search(r"http://\S+", "".join(takewhile(is_before_the_build, process.stdout)))[0]
            page = urlopen(address, timeout=20).read()
        finally:
            process.send_signal(signal.SIGINT)
        process.communicate(timeout=20)
    assert b"Ada Lovelace" in page and process.returncode == 0


def is_before_the_build(line):
    return not line.startswith("built in")


def test_every_fence_is_of_a_known_language():
    found = {language for document in DOCUMENTS for _, language, _ in FENCE.findall(text_of(document))}
    assert found - OTHER_LANGUAGES == {*POSIX, *WINDOWS}


def test_every_exception_is_in_a_document():
    shown = {command for document in DOCUMENTS for command in posix_commands(document)}
    assert NOT_RUN.keys() - shown == set()
    for pattern in (*STAND_INS, *PLACES, *TYPED):
        assert [command for command in shown if re.search(pattern, command)], pattern
    assert OLD_SITES.keys() <= {document for _, document in ALL}


@pytest.mark.parametrize("document", [document for document in DOCUMENTS if "Scripts" in text_of(document)])
def test_windows_runs_the_same(document):
    before = []
    for _, language, fence in FENCE.findall(text_of(document)):
        if language in WINDOWS:
            assert steps_of(map(as_posix, lines_of(fence))) == steps_of(before)
        before = lines_of(fence) if language in POSIX else []
    for span in spans(document):
        assert "Scripts" not in span or as_posix(span) in text_of(document), span


def as_posix(command):
    """A command of Windows as other systems have it."""
    command = re.sub(r"^py ", "python3 ", command).replace(".venv\\Scripts\\activate", ". .venv/bin/activate")
    return command.replace(".venv\\Scripts\\", ".venv/bin/").replace("\\", "/")


def steps_of(lines):
    return sorted(step.removeprefix(".venv/bin/") for line in lines for step in line.split(" && "))
