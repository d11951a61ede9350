"""What publishconf.py may say about publishing, and the workflow that publishes from GitHub."""

import re
from pathlib import Path

import pytest
import yaml

from plugins.publish import GitHubPages, PublishFailed, Rsync, target_from

GITHUB = {"to": "github-pages"}
RSYNC = {"to": "rsync", "host": "me@host", "folder": "public_html"}


@pytest.mark.parametrize(
    ("settings", "target"),
    [
        (GITHUB, GitHubPages("origin", "gh-pages", "")),
        (
            GITHUB | {"branch": "pages", "domain": "jane.example.org"},
            GitHubPages("origin", "pages", "jane.example.org"),
        ),
        (RSYNC, Rsync("me@host", "public_html")),
        (RSYNC | {"folder": "~/my site/", "port": 2222}, Rsync("me@host", "my site", 2222)),
        (RSYNC | {"host": "me@[::1]", "folder": "/srv/www/"}, Rsync("me@[::1]", "/srv/www")),
        (RSYNC | {"options": "-i '~/a key'"}, Rsync("me@host", "public_html", 22, ("-i", "~/a key"))),
    ],
)
def test_settings_become_a_target(settings, target):
    assert target_from(settings) == target


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        (None, "not None"),
        ({}, "not None"),
        ({"to": ["rsync"]}, "not ['rsync']"),
        ({"to": "github"}, "did you mean 'github-pages'?"),
        (RSYNC | {"ports": 22}, "no 'ports' (did you mean 'port'?)"),
        (GITHUB | {"host": "x"}, "no 'host'"),
        (RSYNC | {7: 7}, "no 7"),
        (GITHUB | {"domain": "https://jane.example.org/"}, "a domain and no more"),
        (GITHUB | {"remote": "--upload-pack=x"}, "the name of a git remote"),
        (GITHUB | {"branch": "-d"}, "the name of a branch"),
        ({"to": "rsync", "folder": "site"}, "and it is missing"),
        ({"to": "rsync", "host": "host"}, "and it is missing"),
        (RSYNC | {"port": "22"}, "not '22'"),
        (RSYNC | {"port": True}, "not True"),
        (RSYNC | {"port": 70000}, "at most 65535"),
        (RSYNC | {"options": "host"}, "options for ssh"),
        (RSYNC | {"options": "-i 'key"}, "no closing quotation"),
        *(
            (RSYNC | {"host": host}, '"host"')
            for host in ("-oProxyCommand=x", "me@-x", "a b", "a\nb", "a\u00a0b", "a:b", "a/b")
        ),
        *(
            (RSYNC | {"folder": name}, '"folder"')
            for name in ("", "/", "//", "~", "~/", ".", "./", "..", "../x", "a/..")
        ),
        *((RSYNC | {"folder": name}, '"folder"') for name in ("~you/x", "a\nb", "a*b", "a?", "[a]", "a\\b", 7)),
    ],
)
def test_a_wrong_setting_is_one_line(settings, words):
    with pytest.raises(PublishFailed) as failure:
        target_from(settings)
    assert words in str(failure.value) and str(failure.value).startswith("publishconf.py: ")
    assert len(str(failure.value).splitlines()) == 1


def test_the_workflow_pins_its_actions_and_asks_for_little():
    text = Path(__file__).parent.parent.joinpath(".github/workflows/publish.yml").read_text("utf-8")
    workflow = yaml.safe_load(text)
    assert "main" not in text and "repository.default_branch" in workflow["jobs"]["build"]["if"]
    assert len(re.findall(r"uses: actions/[\w-]+@[0-9a-f]{40}  # v\d+\.\d+\.\d+\n", text)) == text.count("uses:") == 5
    assert workflow["permissions"] == {}
    assert workflow["jobs"]["deploy"]["permissions"] == {"pages": "write", "id-token": "write"}
