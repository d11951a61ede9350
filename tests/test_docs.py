"""What the documents say is true: paths, commands, options and settings exist, and quoted messages are real."""

import ast
import re
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from invoke import Task

import tasks
from plugins.audit import check
from plugins.building.settings_table import IN_LANGUAGE
from plugins.core.problems import BuildFailed
from plugins.init.answers_file import read_answers
from plugins.init.questions import older_site, questions
from plugins.look import CHOICES, look_problems
from tests.small_site import built, write
from tests.test_errors import CASES
from tools.write_settings import document

ROOT = Path(__file__).parents[1]
PAGES = sorted(path.relative_to(ROOT).as_posix() for path in ROOT.glob("docs/**/*.md"))
DOCUMENTS = ["README.md", "CONTRIBUTING.md", "CREDITS.md", *PAGES]
ACCESSIBILITY = sorted(Path(__file__).parent.glob("accessibility/*.toml"))
COMMANDS = {name.replace("_", "-"): value for name, value in vars(tasks).items() if isinstance(value, Task)}

FENCE = re.compile(r"^ *(`{3,}) *(\w*)[^\n]*\n(.*?)^ *\1$", re.M | re.S)
SPAN = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)\s#]+)")
IS_PATH = re.compile(r"\.?[\w-]+(?:/[\w.-]+)+/?|[\w.-]+/|[\w-]+\.(?:md|py|toml|txt|bib|css|html|sh|yml)|LICENSE")
MESSAGE = re.compile(r"(?:content/[\w./-]+|pelicanconf\.py|publishconf\.py):\d+: .+")
INVOKE = re.compile(r"\binvoke ([a-z]+(?:-[a-z]+)*)([^`\n]*)")
OPTION = re.compile(r"(?<![\w-])--([a-z][a-z-]*)")
SETTING = re.compile(r"[A-Z]{2,}(?:_[A-Z0-9]+)+|AUTHOR|MENU|SITEURL|SOCIAL")
TEST_COMMAND = re.compile(r"^python3 -m venv .*invoke test$", re.M)

# Folders from which a document may name a path, besides its own
PLACES = ("", "theme/static/css", "theme/templates", "plugins", "tests")
# Made by a command, by a build, or by the author
MADE = re.compile(
    r"(?:output|\.venv|\.cache|public_html|news|cv|publications|content\.before-migrate|upgrade\.before)/.*|cv\.pdf|publications\.bib|content/(?:sync\.json|citations\.toml)|migrate-report\.md"
)
MADE_BY_AUTHORS = {
    "answers.toml",
    "content/cv.toml",
    *(f"content/{name}" for name in ("talks.toml", "courses.toml", "projects.toml", "openings.toml")),
    *(f"content/{name}/" for name in ("talks", "courses", "projects", "openings")),
    "content/pages/group.md",
    "content/publications/",
    "content/references.bib",
    "content/publications/KEY.md",
    "boil.md",
    "courses.toml",
    "openings.toml",
    "projects.toml",
    "os.md",
    "os.de.md",
    "content/extra/_headers",
    "content/extra/_redirects",
    "content/icons/",
    "content/papers/",
    "content/redirects/",
    "content/extra/custom.css",
    "content/pages/accessibility.md",
    "content/pages/cv.md",
    "content/pages/publications.md",
    "content/files/.well-known/",
    "lab/owl.svg",
    "netlify.toml",
    "public_html.vita-before/",
    "pages/demo.md",
    "content/pages/teaching.md",
    "content/locales/",
    "content/locales/de.toml",
    "content/news/2026-03-01-award.de.md",
    "content/pages/cv.de.md",
    "content/pages/de/index.md",
    "content/pages/de/teaching.md",
    "content/pages/index.de.md",
    "content/pages/lehre.md",
    "content/pages/teaching.de.md",
    "about.de.md",
    "about.md",
    "de/about.md",
    "teaching.de.md",
    "cs/",
    "it/",
    "teaching/index.md",
    "teaching/os.md",
}
# Of other projects, or of the site that moves in
FOREIGN = {"home.html", "overrides/.icons", "papers.bib", "mkdocs.yml", "zensical.toml", "resume.json"}
FOREIGN |= {"assets/", "content/assets/", "files/", "images/", "projects/"}
FOREIGN |= {"assets/media/", "cite.bib", "config/_default/", "data/authors/", "index.md", "layouts/", "static/"}
FOREIGN |= {"content/_index.md", "content/media/", "extra/", "feeds/all.atom.xml", "index2.html"}
FOREIGN |= {
    f"content/{name}/" for name in ("authors", "blog", "event", "home", "post", "project", "publication", "talk")
}
JEKYLL = re.compile(r"_[\w./*-]+")

# A choice of LOOK, and in its section, a value with its picture
LOOK = re.compile(r"LOOK = (\{[^}]*\})")
CHOICE = re.compile(r"^## (\w+)(.*?)(?=^## |\Z)", re.M | re.S)
VALUE = re.compile(r"^`([^`]+)`: .+\.\n\n!\[.+\]\(pictures/looks/(.+)\.png\)$", re.M)

# Sites with every error, and one with every finding, that a document quotes
BROKEN = {
    "content/pages/index.md": "# Ann Lee\n" + "\n" * 10 + ":fontawesome-brands-githb:\n\n[talk](talk.md)\n",
    "content/publications.bib": """@inproceedings{example2026kettles,
  title = {Quiet Kettles}
  author = {Example, Ada},
  booktitle = {C},
  year = 2026
}
""",
}
WRONG = {"pelicanconf.py": 'LOOK = {"layout": "margn", "accent": "#0af"}\n'}
FOUND = {
    "content/people.toml": '[[person]]\nname = "Jun-Hao Wang"\n',
    "content/publications.bib": """@article{lee2023owls,
  title = {Owls},
  author = {Lee, Ann and J. Wang},
  journal = {J},
  year = 2023,
  doi = {10.1000/1}
}

@article{lee2024owls,
  title = {Owls},
  author = {Lee, Ann},
  journal = {J},
  year = 2024,
  doi = {10.1000/2}
}
""",
}
WRONG_ANSWERS = 'name = "Ann Lee"\n\n\ntimezone = "Berlin"\n'


def text_of(document):
    return (ROOT / document).read_text("utf-8")


def spans(document):
    """Every code span outside fenced blocks."""
    return SPAN.findall(FENCE.sub("", text_of(document)))


def fences(document, *languages):
    return [body for _, language, body in FENCE.findall(text_of(document)) if language in languages]


def exists(name, document):
    folders = [(ROOT / document).parent, *(ROOT / place for place in PLACES)]
    return any(any(folder.glob(name.rstrip("/"))) for folder in folders)


def messages(document):
    """The messages that a document quotes: the lines of `text` fences, and code spans that begin with path and line."""
    lines = [line for fence in fences(document, "text") for line in fence.splitlines()]
    return lines + [span for span in spans(document) if MESSAGE.fullmatch(span)]


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_path_exists(document):
    named = {name for name in spans(document) if IS_PATH.fullmatch(name) and not MADE.fullmatch(name)}
    named = {name for name in named if not JEKYLL.fullmatch(name)} - MADE_BY_AUTHORS - FOREIGN | set(
        LINK.findall(FENCE.sub("", text_of(document)))
    )
    assert [name for name in sorted(named) if not exists(name, document)] == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_command_and_its_options_exist(document):
    for name, words in INVOKE.findall(text_of(document)):
        assert name in COMMANDS, name
        known = {option for argument in COMMANDS[name].get_arguments() for option in argument.names}
        assert set(OPTION.findall(words)) <= known, f"invoke {name} {words}"


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_option_belongs_to_a_command(document):
    known = {option for task in COMMANDS.values() for argument in task.get_arguments() for option in argument.names}
    known |= {"help", "print-completion-script"}  # Invoke's own
    assert {name for span in spans(document) for name in OPTION.findall(span)} <= known


def test_every_command_is_in_the_readme():
    assert COMMANDS.keys() - {name for name, _ in INVOKE.findall(text_of("README.md"))} == set()


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_setting_is_read(document):
    code = "".join(path.read_text("utf-8") for path in [ROOT / "pelicanconf.py", *ROOT.glob("plugins/**/*.py")])
    named = {name for span in spans(document) for name in SETTING.findall(span)}
    assert [name for name in sorted(named) if name not in code and not IN_LANGUAGE.fullmatch(name)] == []


@pytest.fixture(scope="module")
def said(tmp_path_factory):
    """Every error of the broken sites, of the cases of tests/test_errors.py and of answers; every finding in a site."""
    folder = write(tmp_path_factory.mktemp("found"), {"pelicanconf.py": 'AUTHOR = "Ann Lee"\n', **FOUND})
    said = check(folder)
    for files in (BROKEN, WRONG):
        with pytest.raises(BuildFailed) as failure:
            built(write(tmp_path_factory.mktemp("broken"), files))
        said = [*said, *failure.value.errors]
    _, wrong = read_answers(WRONG_ANSWERS, older_site(folder), questions(folder), {"languages": "en"})
    said = [*said, *(replace(problem, path="answers.toml") for problem in wrong)]
    cases = [*CASES.values(), *(tomllib.loads(path.read_text("utf-8")) for path in ACCESSIBILITY)]
    return {str(problem) for problem in said} | {line for case in cases for line in case.get("lines", ())}


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_quoted_message_is_real(document, said):
    assert [message for message in messages(document) if message not in said] == [], sorted(said)


def test_messages_are_quoted():
    assert {document for document in DOCUMENTS if messages(document)} >= {"README.md", "docs/publications.md"}


def test_continuous_integration_runs_the_readme_s_test_command():
    [command] = TEST_COMMAND.findall(text_of("README.md"))
    assert command in (ROOT / ".ci/run").read_text("utf-8").splitlines()


def test_the_changelog_begins_with_this_version():
    version = tomllib.loads(text_of("pyproject.toml"))["project"]["version"]
    assert re.findall(r"^## (\S+)", text_of("CHANGELOG.md"), re.M)[0] == version


def test_the_page_of_settings_is_that_of_the_table():
    assert text_of("docs/settings.md") == document(), "run `python -m tools.write_settings`"


def test_every_look_is_described_and_drawn():
    sections = {name.lower(): VALUE.findall(text) for name, text in CHOICE.findall(text_of("docs/looks.md"))}
    for name, choice in CHOICES.items():
        values = [str(value) for group in choice.groups for value in group]
        if values:
            assert sections[name] == [(value, f"{name}-{value}".lower()) for value in values]
    linked = {picture for values in sections.values() for _, picture in values}
    assert linked == {path.stem for path in ROOT.glob("docs/pictures/looks/*")}
    assert len(sections["accent"]) == 2


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_look_is_accepted(document):
    looks = [ast.literal_eval(written) for written in LOOK.findall(text_of(document))]
    assert [*map(problems_of, looks)] == [[]] * len(looks)


def problems_of(look):
    return [*look_problems({"LOOK": look, "THEME": str(ROOT / "theme")})]
