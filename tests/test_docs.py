"""What README and CONTRIBUTING say: every path that they name exists, and the test command is the one that CI runs."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
DOCUMENTS = ["README.md", "CONTRIBUTING.md"]
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)\s#]+)")
NAMED = re.compile(r"(?<!`)`([^`\s]+)`(?!`)([^|\n;.]*)")
IS_PATH = re.compile(r"\.?[\w-]+(?:/[\w.*-]*)+|[\w-]+\.(?:md|py|toml|txt|bib|css|html|sh|yml)|LICENSE")
MADE_LATER = ("output", ".venv", ".cache", "public_html")
TEST_COMMAND = re.compile(r"^python3 -m venv .*invoke test$", re.M)


def text_of(document):
    return (ROOT / document).read_text("utf-8")


def paths(document):
    """What the document names as a path of this repository, less what its own words say the reader makes."""
    text = text_of(document)
    for name, after in NAMED.findall(text):
        is_made = name.startswith(MADE_LATER) or "that you make" in after
        if IS_PATH.fullmatch(name) and not is_made:
            yield name
    yield from LINK.findall(text)


def exists(name):
    places = (ROOT, ROOT / "theme/static/css", ROOT / "theme/templates", ROOT / "plugins")
    return any((place / name).exists() for place in places)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_path_that_is_named_exists(document):
    named = list(paths(document))
    assert len(named) > 5
    assert [name for name in named if not exists(name)] == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_command_that_is_named_exists(document):
    import tasks

    commands = re.findall(r"\binvoke ([a-z]+(?:-[a-z]+)*)", text_of(document))
    assert commands
    assert [name for name in commands if not hasattr(tasks, name.replace("-", "_"))] == []


def test_every_command_is_in_the_readme():
    from invoke import Task

    import tasks

    commands = {name.replace("_", "-") for name, value in vars(tasks).items() if isinstance(value, Task)}
    assert commands - set(re.findall(r"\binvoke ([a-z]+(?:-[a-z]+)*)", text_of("README.md"))) == set()


def test_continuous_integration_runs_the_readme_s_test_command():
    [command] = TEST_COMMAND.findall(text_of("README.md"))
    assert command in (ROOT / ".ci/run").read_text("utf-8").splitlines()


def test_contributing_is_one_page():
    assert len(text_of("CONTRIBUTING.md").splitlines()) <= 80
