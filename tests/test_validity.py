"""What the Nu HTML Checker says of every page, style sheet and drawing of the site."""

import json
import re
import subprocess

from tests import tools

# What browsers know and the checker does not yet; each with the month since which every browser knows it
UNKNOWN_TO_CHECKER = re.compile("^$")


def find(site, *suffixes):
    return sorted(file for file in site.rglob("*") if file.suffix in suffixes)


def test_nu_checker_finds_nothing(site, server):
    """The checker asks for the pages as a browser does: from disk it could not tell what a policy's 'self' is."""
    pages = [f"{server}/{file.relative_to(site).as_posix()}" for file in find(site, ".html", ".css")]
    addresses = [*pages, *find(site, ".svg")]  # drawings as files and last: it knows them by their names only
    loopback = "-Dnu.validator.servlet.allow-forbidden-hosts=true"
    options = ["--format", "json", "--stdout", "--also-check-css", "--also-check-svg"]
    command = [tools.path("Java 11"), loopback, "-jar", tools.VNU, *options, *addresses]
    messages = json.loads(subprocess.run(command, capture_output=True, text=True).stdout)["messages"]
    said = [f"{message['url']}:{message.get('lastLine')}: {message['message']}" for message in messages]
    assert [line for line in said if not UNKNOWN_TO_CHECKER.search(line)] == []
