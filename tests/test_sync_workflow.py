"""`.github/workflows/sync.yml`: what it may do, and that its scripts turn changes into a pull request."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

TEXT = Path(__file__).parents[1].joinpath(".github/workflows/sync.yml").read_text("utf-8")
WORKFLOW = yaml.safe_load(TEXT)
STEPS = WORKFLOW["jobs"]["propose"]["steps"]
# In place of GitHub's own program: it notes what it is asked; a file `open` is an open pull request
GH = """#!/bin/bash
printf '%s\\n' "$*" >> "$RUNNER_TEMP/asked"
if [ "$1 $2" = "pr list" ] && [ -e "$RUNNER_TEMP/open" ]; then echo 7; fi
"""


def run(script, folder, **variables):
    environment = {
        "PATH": f"{folder / 'bin'}:{Path(sys.executable).parent}:/usr/local/bin:/usr/bin:/bin",
        "HOME": str(folder),
        "RUNNER_TEMP": str(folder),
        "BASE": "main",
        **variables,
    }
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script]
    return subprocess.run(command, cwd=folder / "site", env=environment, check=True, capture_output=True, text=True)


@pytest.fixture
def site(tmp_path):
    """A clone of a repository, with a `gh` of our own beside it."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin/gh").write_text(GH)
    (tmp_path / "bin/gh").chmod(0o755)
    (tmp_path / "site").mkdir()
    identity = "git config user.name Ann && git config user.email ann@x.example"
    run(f"git init --quiet --bare ../origin && git init --quiet -b main . && {identity}", tmp_path)
    (tmp_path / "site/content").mkdir()
    (tmp_path / "site/content/publications.bib").write_text("% mine\n")
    run("git add . && git commit -qm first && git remote add origin ../origin && git push -q origin main", tmp_path)
    return tmp_path / "site"


def test_it_pins_its_actions_and_asks_for_little():
    assert len(re.findall(r"uses: actions/[\w-]+@[0-9a-f]{40}  # v\d+\.\d+\.\d+\n", TEXT)) == TEXT.count("uses:") == 2
    assert WORKFLOW["permissions"] == {} and not STEPS[0]["with"]["persist-credentials"]
    assert WORKFLOW["jobs"]["propose"]["permissions"] == {"contents": "write", "pull-requests": "write"}
    assert [("GH_TOKEN" in step.get("env", {})) for step in STEPS] == [False] * (len(STEPS) - 1) + [True]
    assert "${{" not in "".join(step.get("run", "") for step in STEPS)


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ("", "has-lists=false\noptions=\n"),
        ("SYNC = []\nCITATIONS = True\n", "has-lists=false\noptions=--citations\n"),
        ("SYNC = ['https://dblp.org/pid/65/9612']\n", "has-lists=true\noptions=\n"),
    ],
)
def test_without_lists_it_does_nothing(settings, expected, site):
    (site / "pelicanconf.py").write_text(settings)
    output = site.parent / "output"
    [script] = [step["run"] for step in STEPS if step.get("id") == "settings"]
    run(script, site.parent, GITHUB_OUTPUT=str(output))
    assert output.read_text() == expected
    later = STEPS[STEPS.index(next(step for step in STEPS if step.get("id") == "settings")) + 1 :]
    assert {step["if"] for step in later} == {"steps.settings.outputs.has-lists == 'true'"}


def test_changes_become_a_pull_request_and_no_changes_none(site):
    script, folder = STEPS[-1]["run"], site.parent
    (folder / "changes").write_text("+ new  a: @ann ![x](https://x.example/y.png)\n")
    run(script, folder)
    assert not (folder / "asked").exists()
    (site / "content/publications.bib").write_text("% mine\n@misc{a, title={A}}\n")
    run(script, folder)
    asked = (folder / "asked").read_text().splitlines()
    assert asked[0] == "auth setup-git" and asked[-1].startswith("pr create --head sync-publications --base main")
    assert (folder / "body").read_text().startswith("````text\n+ new  a: @ann") and "\n````\n" in (
        folder / "body"
    ).read_text()
    pushed = run("git --git-dir ../origin show sync-publications:content/publications.bib", folder).stdout
    assert pushed == "% mine\n@misc{a, title={A}}\n"


def test_an_open_pull_request_is_renewed(site):
    folder = site.parent
    (folder / "open").touch()
    (folder / "changes").write_text("+ new  a: A\n")
    for number in range(2):
        (site / "content/publications.bib").write_text(f"% mine {number}\n")
        run(STEPS[-1]["run"], folder)
        run("git switch -q main", folder)
    assert (folder / "asked").read_text().count("api --silent --method PATCH repos/{owner}/{repo}/pulls/7") == 2
    assert run("git --git-dir ../origin log --format=%s main..sync-publications", folder).stdout.count("\n") == 1
