"""What the Nu HTML Checker says of every page, style sheet and drawing of the site."""

import json
import re
import subprocess

import pytest

from tests import tools

pytest_plugins = ["tests.lively"]
# Data is never run, so no policy speaks of it: the checker (26.9.27) takes it for a script
DATA_TAKEN_FOR_SCRIPT = re.compile(r'<script type="application/ld\+json">.* Inline script violates Content Security')
# The accents that math-core sets over letters are combining characters in an element of their own
ACCENT = re.compile(r"<mo[^>]*>.* Text run starts with a composing character")


def find(site, *suffixes):
    return sorted(file for file in site.rglob("*") if file.suffix in suffixes)


@pytest.mark.parametrize("name", ["site", "lively"])
def test_nu_checker_finds_nothing(request, served, name):
    """Pages are asked for as a browser asks: from disk the checker could not tell what a policy's 'self' is."""
    site = request.getfixturevalue(name)
    pages = [f"{served(name)}/{file.relative_to(site).as_posix()}" for file in find(site, ".html", ".css")]
    drawings = find(site, ".svg")  # as files and last: the checker knows them by their names only
    options = ["--format", "json", "--stdout", "--also-check-css", "--also-check-svg"]
    loopback = "-Dnu.validator.servlet.allow-forbidden-hosts=true"
    command = [tools.path("Java 11"), loopback, "-jar", tools.VNU, *options, *pages, *drawings]
    messages = json.loads(subprocess.run(command, capture_output=True, text=True).stdout)["messages"]
    said = [f"{each['url']}:{each.get('lastLine')}: {each.get('extract')} {each['message']}" for each in messages]
    assert [line for line in said if not (DATA_TAKEN_FOR_SCRIPT.search(line) or ACCENT.search(line))] == []
