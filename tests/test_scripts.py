"""An author's own scripts, in a real browser: they run as written where EMBEDS_SCRIPTS names their text."""

import pytest

from tests.browser import visiting
from tests.serve import serving
from tests.small_site import built, write

FILTER = """# Filter

<button onclick="document.querySelectorAll('.old').forEach((item) => item.remove())">New only</button>

<ul><li class="old">old_paper_</li><li>new</li></ul>

<canvas id="c" width="4" height="4"></canvas>
<script type="x-shader/x-fragment" id="shader">void main() { gl_FragColor = vec4(1.0); } // **a** _b_</script>

<script>
const text = "<b>**not bold**</b> $x$ :smile:";

if (1 < 2 && text.length) document.title = text + document.getElementById("shader").textContent.length;
</script>
"""


@pytest.fixture(scope="module")
def scripted(tmp_path_factory):
    """Where a site with one text whose scripts are allowed is served."""
    folder = write(
        tmp_path_factory.mktemp("scripted"),
        {"content/pages/demo.md": FILTER, "pelicanconf.py": 'EMBEDS_SCRIPTS = ["pages/demo.md"]\n'},
    )
    built(folder)
    with serving(folder / "output") as address:
        yield address


def test_an_allowed_script_runs_as_it_was_written(browser, scripted):
    with visiting(browser, f"{scripted}/demo/") as visit:
        assert visit.page.title().startswith("<b>**not bold**</b> $x$ :smile:")
        assert visit.complaints == []


def test_an_allowed_handler_filters_a_list(browser, scripted):
    with visiting(browser, f"{scripted}/demo/") as visit:
        visit.page.click("button")
        assert visit.page.locator("main li").all_inner_texts() == ["new"]
        assert visit.complaints == []


def test_the_policy_lets_nothing_else_run(browser, scripted):
    with visiting(browser, f"{scripted}/demo/") as visit:
        policy = visit.page.locator("meta[http-equiv]").get_attribute("content")
        assert "'unsafe-inline'" not in policy
        visit.page.evaluate("document.body.append(Object.assign(document.createElement('script'), {text: 'x = 1'}))")
        assert visit.page.evaluate("typeof x") == "undefined"
