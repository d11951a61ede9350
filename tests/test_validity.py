"""What the Nu HTML Checker says of every page, style sheet and drawing of the site."""

import json
import re
import subprocess
import tomllib

from selectolax.lexbor import LexborHTMLParser

from plugins import policy
from tests import tools
from tests.test_dialect import CASES, read

pytest_plugins = ["tests.lively", "tests.scholar"]
# The accents that math-core sets over letters are combining characters in an element of their own
ACCENT = re.compile(r"<mo[^>]*>.* Text run starts with a composing character")

PAGE = '<!DOCTYPE html><html lang="en"><head><title>T</title></head><body><main>{}</main></body></html>'


def find(site, *suffixes):
    return sorted(file for file in site.rglob("*") if file.suffix in suffixes)


def check(*what):
    """What the checker says of files or addresses."""
    options = ["--format", "json", "--stdout", "--also-check-css", "--also-check-svg"]
    java = ["-XX:TieredStopAtLevel=1", "-Xss4m", "-Dnu.validator.servlet.allow-forbidden-hosts=true"]
    command = [tools.path("Java 11"), *java, "-jar", tools.VNU, *options, *what]
    messages = json.loads(subprocess.run(command, capture_output=True, text=True).stdout)["messages"]
    said = [f"{each['url']}:{each.get('lastLine')}: {each.get('extract')} {each['message']}" for each in messages]
    return [line for line in said if not ACCENT.search(line)]


def page_of(case, folder):
    """The text of a case in a page such as the theme's."""
    html, metadata, _ = read(case, folder)
    title = "" if metadata["document"].has_heading or "<h1" in html else "<h1>T</h1>"
    tree = LexborHTMLParser(PAGE.format(title + html.replace("{static}", "")))
    policy.styles_to_head(tree)
    sheet = tree.create_node("style")
    sheet.inner_html = policy.styles_to_classes(tree)
    tree.head.insert_child(sheet, move=True)
    return tree.html


def test_nu_checker_finds_nothing(request, served):
    """Pages come from a server, because the checker cannot tell from a file what a policy's 'self' is.

    One run for all sites: a Java machine takes seconds to warm up.
    """
    pages, drawings = [], []
    for name in ("site", "lively", "scholar"):
        site = request.getfixturevalue(name)
        pages += [f"{served(name)}/{file.relative_to(site).as_posix()}" for file in find(site, ".html", ".css")]
        drawings += find(site, ".svg")  # as files and last: the checker recognizes them by their names only
    assert check(*pages, *drawings) == []


def test_nu_checker_finds_nothing_in_raw_html(tmp_path):
    """Of what is fixed in it: what is only named (cases `passed-*`) is published as its author wrote it."""
    for path in CASES:
        case = tomllib.loads(path.read_text("utf-8"))
        if path.stem.startswith(("heading", "html")) and "errors" not in case:
            folder = tmp_path / "cases" / path.stem
            (tmp_path / f"{path.stem}.html").write_text(page_of(case, folder), "utf-8")
    assert check(*sorted(tmp_path.glob("*.html"))) == []
