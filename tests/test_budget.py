"""What the home page and the theme may weigh: numbers of the design and of the house style."""

import re
from pathlib import Path

import pytest

from tests.pages import read

ROOT = Path(__file__).parents[1]
THEME = ROOT / "theme"
KB = 1000
BUDGET = {"requests": 7, "bytes": 60 * KB, "document": 14 * KB, "scripts": 0}
LINES = {"base.html": 60, "*.html": 40, "partials/*.html": 30}
RENDERED = {"article.content", "article.summary", "page.content", "page.summary"}


@pytest.fixture(scope="module")
def weight(browser, server, site):
    """What a first visit to the whole home page fetches from the own host, on a screen of double density."""
    requests = fetched(browser, f"{server}/")
    sizes = {request.url: request.sizes()["responseBodySize"] for request in requests}
    icon = read((site / "index.html").read_text("utf-8")).css_first("link[rel=icon]").attrs["href"]
    sizes.setdefault(f"{server}/{icon}", (site / icon).stat().st_size)  # without a tab, this Chromium asks for no icon
    return {
        "requests": len(sizes),
        "bytes": sum(sizes.values()),
        "document": sizes[f"{server}/"],
        "scripts": sum(request.resource_type == "script" for request in requests),
    }


def fetched(browser, address):
    """The requests to the own host of a visit that reads the page to its end; other hosts do not answer."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, device_scale_factor=2)
    context.route(re.compile(r"^https?://(?!127\.0\.0\.1:)"), lambda route: route.abort())
    page, requests = context.new_page(), []
    page.on("requestfinished", lambda request: requests.append(request))
    page.goto(address)
    page.evaluate("document.querySelectorAll('[loading=lazy]').forEach((late) => { late.loading = 'eager' })")
    page.wait_for_load_state("networkidle")
    return requests


@pytest.mark.parametrize("what", BUDGET)
def test_home_page_keeps_its_budget(weight, what):
    assert weight[what] <= BUDGET[what], weight


def test_command_says_the_weight_that_a_browser_finds(weight, site):
    from plugins.finish.weight import weigh

    said = weigh(site / "index.html", site)
    assert said.requests == weight["requests"]
    assert said.total == pytest.approx(weight["bytes"], rel=0.03)
    assert said.html == pytest.approx(weight["document"], rel=0.03)


def test_every_page_s_html_keeps_the_budget(site):
    import gzip

    for file in site.rglob("*.html"):
        assert len(gzip.compress(file.read_bytes())) <= BUDGET["document"], file


def test_style_sheets_are_short():
    lines = {file: len(file.read_text("utf-8").splitlines()) for file in (THEME / "static/css").rglob("*.css")}
    assert [file.name for file, count in lines.items() if count > 120] == []
    assert sum(lines.values()) <= 600


@pytest.mark.parametrize("pattern", LINES)
def test_templates_are_short(pattern):
    files = list((THEME / "templates").glob(pattern))
    assert files
    for file in files:
        limit = LINES.get(file.name, LINES[pattern])
        assert len(file.read_text("utf-8").splitlines()) <= limit, file.name


def test_templates_trust_nothing_but_rendered_content():
    for file in (THEME / "templates").rglob("*.html"):
        text = file.read_text("utf-8")
        assert set(re.findall(r"(\S+)\s*\|\s*safe\b", text)) <= RENDERED, file.name
        assert not re.search(
            r"autoescape|\|\s*e(?:scape)?\b|<script(?! type=\"application/ld\+json\")|\sstyle=", text
        ), file.name


def test_every_style_stands_in_a_layer():
    names = (THEME / "static/css/layers.css").read_text("utf-8").split("@layer ")[1].split(";")[0].split(", ")
    for file in (THEME / "static/css").rglob("*.css"):
        text = re.sub(r"/\*.*?\*/", "", file.read_text("utf-8"), flags=re.S)
        outside = re.sub(r"@layer [a-z]+ \{.*?\n\}", "", text, flags=re.S).strip()
        is_free = all(rule.strip().startswith("@font-face") for rule in outside.split("}") if rule.strip())
        assert is_free or file.name == "layers.css", (file.name, outside[:80])
        assert set(re.findall(r"@layer ([a-z]+) \{", text)) <= set(names), file.name
