"""Formulas: what authors write and what it becomes, one case in one file of tests/formulas; and how Chromium sets them.

A case's `tex` are its formulas in order: `inline:…` or `display:…`. `has` and `lacks` are fragments of the page,
`errors` its errors, `macros` those of the site.
"""

import re
import tomllib
from contextlib import ExitStack
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from plugins.core.problems import Report
from plugins.dialect.reading import DialectReader
from plugins.formulas import macro_errors
from tests.serve import serving
from tests.small_site import built, dialect_settings, write

CASES = sorted(Path(__file__).with_name("formulas").glob("*.toml"))
LONG = " + ".join(f"x_{{{number}}}" for number in range(40))
PAGE = rf"""# On $\mathbb{{R}}^n$, $\mathcal{{O}}(n\log n)$, $L^{{2}}$-norms, $\ell_1$ and $\widetilde{{O}}(\sqrt{{n}})$

Inline $x^2$, $\mathcal{{L}}(\theta)$, wide ${LONG}$.

$$ \left( \sum_{{i=1}}^n \frac{{a}}{{b}} \right) = {LONG} $$

\begin{{align}} a &= {LONG} \end{{align}}
"""


def read(text: str, folder: Path, macros: dict | None = None) -> tuple[str, dict, Report]:
    page = write(folder, {"content/pages/index.md": text}) / "content/pages/index.md"
    settings = dialect_settings(folder, FORMULAS_MACROS=macros or {})
    return *DialectReader(settings).read(str(page)), settings["READING"].report


def formulas(html: str) -> list[str]:
    """The source of every formula, and whether it is displayed."""
    nodes = LexborHTMLParser(html).css("math")
    kinds = ["display" if node.attrs.get("display") == "block" else "inline" for node in nodes]
    return [f"{kind}:{node.css_first('annotation').text()}" for kind, node in zip(kinds, nodes, strict=True)]


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_text_comes_out_as_the_case_says(path, tmp_path):
    case = tomllib.loads(path.read_text("utf-8"))
    html, metadata, report = read(case["text"], tmp_path, case.get("macros"))
    html = f"{metadata['document'].heading}{html}"
    assert formulas(html) == case.get("tex", [])
    assert [part for part in case.get("has", []) if part not in html] == []
    assert [part for part in case.get("lacks", []) if part in html] == []
    expected = case.get("metadata", {})
    assert {key: metadata.get(key) for key in expected} == expected
    assert [str(error) for error in report.errors] == case.get("errors", [])


def test_a_long_formula_is_drawn(tmp_path):
    html, _, report = read(f"# T\n\n$${'x + ' * 25_000}x$$\n", tmp_path)
    assert html.count("<mi>x</mi>") == 25_001
    assert not report.errors


@pytest.mark.parametrize("opened", ["{", r"\frac{1}{", r"\sqrt", r"\left(", "x^{", r"\begin{matrix}"])
def test_what_is_nested_too_deep_is_an_error_and_no_crash(opened, tmp_path):
    *_, report = read(f"# T\n\n$${opened * 20_000}x$$\n", tmp_path)
    assert [error.line for error in report.errors] == [3]
    assert "nested too deep" in report.errors[0].message


@pytest.mark.parametrize("line", ["$a ", r"\(a ", "$$a ", r"\begin{a} ", r"\begin{a}" + "\n", r"\[" + "\n"])
def test_unclosed_delimiters_take_little_time(line, tmp_path):
    html, _, _ = read(f"# T\n\n{line * 2000}\n", tmp_path)
    assert html


def test_a_macro_that_does_not_parse_is_named():
    faults = macro_errors({r"\R": r"\mathbb{R}", "E": r"\mathbbb{E}", "n!": "x", "k": 5})
    assert faults == [
        r"""FORMULAS_MACROS: 'E': Unknown command "\mathbbb\"""".replace(r"\"", '"'),
        r"""FORMULAS_MACROS: 'n!': Invalid macro name: "\n!\"""".replace(r"\"", '"'),
        "FORMULAS_MACROS: 'k': 5 is not text in quotes",
    ]


@pytest.fixture(scope="module")
def with_formulas(tmp_path_factory):
    folder = tmp_path_factory.mktemp("formulas")
    plain = "# Plain\n\nCosts $5 and $6, or `$x$`.\n"
    return built(write(folder, {"content/pages/index.md": PAGE, "content/pages/plain.md": plain})).output


@pytest.fixture
def open_page(browser, with_formulas):
    from tests.browser import visiting

    with ExitStack() as stack:
        address = stack.enter_context(serving(with_formulas))
        yield lambda **how: stack.enter_context(visiting(browser, f"{address}/", **how))


def test_pages_without_formulas_carry_nothing_for_them(with_formulas):
    assert "STIX" in (with_formulas / "index.html").read_text("utf-8")
    assert "STIX" not in (with_formulas / "plain/index.html").read_text("utf-8")


def test_a_page_with_common_formulas_fetches_one_small_font(open_page, with_formulas):
    fetched = "performance.getEntriesByType('resource').map(({name}) => name.split('/').pop())"
    names = open_page().page.evaluate(f"document.fonts.ready.then(() => {fetched})")
    assert [name for name in names if name.startswith("stix")] == ["stix-two-math.woff2"]
    assert (with_formulas / "theme/stix-two-math.woff2").stat().st_size < 60_000


def test_formulas_stand_in_the_math_font_and_brackets_grow(open_page):
    page = open_page().page
    page.reload()  # a font that comes late is shown on the next page
    assert page.evaluate("document.fonts.ready.then(() => document.fonts.check('16px \"STIX Two Math\"', 'x'))")
    height = "document.querySelector('math[display] mo').getBoundingClientRect().height"
    assert page.evaluate(height) > 45  # a bracket of one line is 20 high


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("late", ["stix", "woff2"])
def test_formulas_in_a_title_move_nothing(open_page, width, late):
    visit = open_page(width=width, late=re.compile(late))
    visit.read_to_the_end()
    assert visit.shift() == 0


def test_wide_formulas_scroll_in_their_boxes_and_the_page_does_not(open_page):
    visit = open_page(width=320, bypass_csp=True)
    assert visit.page.evaluate("document.documentElement.scrollWidth") == 320
    wide = "[...document.querySelectorAll('.formula, .formula-line')].map((box) => box.scrollWidth > box.clientWidth)"
    assert visit.page.evaluate(wide) == [True, True, True]
    assert visit.violations() == []
