"""What the home page may weigh (design section 9), and what templates and style sheets must not contain."""

import gzip
import re
from pathlib import Path

import pytest

from tests.pages import read

ROOT = Path(__file__).parents[1]
THEME = ROOT / "theme"
KB = 1000
BUDGET = {"requests": 8, "bytes": 60 * KB, "document": 14 * KB, "scripts": 0}
RENDERED = {"article.content", "article.summary", "page.content", "page.summary"}


@pytest.fixture(scope="module")
def weight(browser, server, site):
    """What a first visit to the whole home page fetches from its own host, with a device pixel ratio of 2."""
    requests = fetched(browser, f"{server}/")
    sizes = {request.url: request.sizes()["responseBodySize"] for request in requests}
    icon = read((site / "index.html").read_text("utf-8")).css_first("link[rel=icon]").attrs["href"]
    sizes.setdefault(f"{server}/{icon}", (site / icon).stat().st_size)  # headless Chromium does not ask for it
    return {
        "requests": len(sizes),
        "bytes": sum(sizes.values()),
        "document": sizes[f"{server}/"],
        "scripts": sum(request.resource_type == "script" for request in requests),
    }


def fetched(browser, address):
    """The requests to its own host when a visitor reads the page to the end; other hosts do not answer."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, device_scale_factor=2)
    context.route(re.compile(r"^https?://(?!127\.0\.0\.1:)"), lambda route: route.abort())
    page, requests = context.new_page(), []
    page.on("requestfinished", lambda request: requests.append(request))
    page.goto(address)
    page.evaluate("document.querySelectorAll('[loading=lazy]').forEach((late) => { late.loading = 'eager' })")
    page.wait_for_load_state("networkidle")
    return requests


@pytest.mark.parametrize("what", BUDGET)
def test_home_page_keeps_the_budget(weight, what):
    assert weight[what] <= BUDGET[what], weight


def test_build_reports_the_weight_that_a_browser_measures(weight, site):
    from plugins.finish.weight import weigh

    reported = weigh(site / "index.html", site)
    assert reported.requests == weight["requests"]
    assert reported.total == pytest.approx(weight["bytes"], rel=0.03)
    assert reported.html == pytest.approx(weight["document"], rel=0.03)


def test_every_page_s_html_keeps_the_budget(site):
    for file in site.rglob("*.html"):
        assert len(gzip.compress(file.read_bytes())) <= BUDGET["document"], file


def test_templates_trust_only_rendered_content():
    for file in (THEME / "templates").rglob("*.html"):
        text = file.read_text("utf-8")
        assert set(re.findall(r"(\S+)\s*\|\s*safe\b", text)) <= RENDERED, file.name
        assert not re.search(
            r"autoescape|\|\s*e(?:scape)?\b|<script(?! type=\"application/ld\+json\")|\sstyle=", text
        ), file.name


def test_every_style_is_in_a_layer():
    names = (THEME / "static/css/layers.css").read_text("utf-8").split("@layer ")[1].split(";")[0].split(", ")
    for file in (THEME / "static/css").rglob("*.css"):
        text = re.sub(r"/\*.*?\*/", "", file.read_text("utf-8"), flags=re.S)
        outside = re.sub(r"@layer [a-z]+ \{.*?\n\}", "", text, flags=re.S).strip()
        is_free = all(rule.strip().startswith("@font-face") for rule in outside.split("}") if rule.strip())
        assert is_free or file.name == "layers.css", (file.name, outside[:80])
        assert set(re.findall(r"@layer ([a-z]+) \{", text)) <= set(names), file.name
