"""Fonts: what each set looks like in Chromium, which files a page fetches, and what moves when they come late."""

import re
import shutil
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from plugins.finish.fonts import FONTS_TO_PRELOAD
from plugins.finish.stylesheet import read_sheets
from tests.browser import visiting
from tests.font_loading import WIDTHS, load
from tests.serve import serving
from tests.small_site import built, write

pytest_plugins = ["tests.scholar"]
THEME = Path(__file__).parents[1] / "theme/static"
FACE = re.compile(r"@font-face \{(.*?)\n\}", re.S)
# Page, and the files that it fetches besides those that every page fetches
TEXTS = {
    "plain": ("A plain text.", set()),
    "emphasis": ("A text with *emphasis*.", {"vita-sans-italic"}),
    "names": ("Paul Erdős met Nguyễn Ánh.", {"vita-sans-latin-ext", "vita-sans-vietnamese", "vita-sans-latin-1"}),
    "chinese": ("""<p lang="zh">我<em>很</em>好</p>""", set()),
}
SAMPLE = "<h1>One <em>two</em></h1><p>One <em>two</em> <strong>three</strong></p><h2>Nguyễn</h2>"
SETS = {
    "fonts-sans": {"Gabarito-Regular", "VitaSans-Regular", "VitaSans-Italic"},
    "fonts-serif": {"Gabarito-Regular", "VitaSerif-Regular", "VitaSerif-Italic", "VitaSans-Regular"},
    "fonts-gabarito": {"Gabarito-Regular", "VitaSans-Italic", "VitaSans-Regular"},
    "fonts-system": set(),
}
FETCHED = """document.fonts.ready.then(() => performance.getEntriesByType("resource")
    .map(({name}) => name.match(/([^/]*)\\.woff2$/)?.[1]).filter(Boolean))"""
STYLE = "(element) => { const {fontStyle, fontWeight} = getComputedStyle(element); return [fontStyle, fontWeight]; }"
WEIGHTS = "[...new Set([...document.querySelectorAll('body *')].map((each) => getComputedStyle(each).fontWeight))]"


@pytest.fixture(scope="module")
def texts(tmp_path_factory):
    """The address of a site that has each text on a page of that name."""
    pages = {f"content/pages/{name}.md": f"# Page {name}\n\n{text}\n" for name, (text, _) in TEXTS.items()}
    folder = write(tmp_path_factory.mktemp("texts"), pages)
    with serving(built(folder).output) as address:
        yield address


@pytest.mark.parametrize("name", TEXTS)
def test_page_fetches_only_the_files_whose_characters_it_has(browser, texts, name):
    with visiting(browser, f"{texts}/{name}/") as visit:
        fetched = visit.page.evaluate(FETCHED)
    assert set(fetched) == {"vita-sans", "gabarito"} | TEXTS[name][1]
    assert len(fetched) == len(set(fetched))


def test_chinese_emphasis_is_bold_and_not_slanted(browser, texts):
    with visiting(browser, f"{texts}/chinese/") as visit:
        assert visit.page.eval_on_selector("main em", STYLE) == ["normal", "600"]


@pytest.mark.parametrize("chosen", SETS)
def test_each_set_has_real_italics_and_preloads_what_it_uses(browser, tmp_path, chosen):
    sheets = read_sheets(THEME / "css", chosen=[chosen])
    css = (sheets.always + sheets.chosen).replace("FONTS/", "theme/")
    shutil.copytree(THEME / "fonts", tmp_path / "theme")
    (tmp_path / "index.html").write_text(f"<!doctype html><html lang=en><style>{css}</style>{SAMPLE}", "utf-8")
    with serving(tmp_path) as address, visiting(browser, f"{address}/") as visit:
        fetched = visit.page.evaluate(FETCHED)
        assert used_fonts(visit.page) == SETS[chosen]
    assert set(FONTS_TO_PRELOAD[chosen]) <= set(fetched)


def used_fonts(page) -> set[str]:
    """The PostScript names of the site's own fonts in which the page's text stands."""
    session = page.context.new_cdp_session(page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    nodes = session.send("DOM.querySelectorAll", {"nodeId": root, "selector": "body *"})["nodeIds"]
    fonts = [font for node in nodes for font in session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]]
    return {font["postScriptName"] for font in fonts if font["isCustomFont"] and is_ours(font["postScriptName"])}


def is_ours(name: str) -> bool:
    return name.startswith(("Vita", "Gabarito"))


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(("of", "path"), [("site", "/"), ("scholar", "/publications/"), ("scholar", "/cv/")])
def test_nothing_moves_on_a_slow_first_visit(browser, served, of, path, width):
    loading = load(browser, served(of) + path, width, round_trip=100)
    assert loading.fonts > 0
    assert loading.shift <= 0.002


@pytest.mark.parametrize(
    ("of", "path"), [("site", "/"), ("scholar", "/"), ("scholar", "/publications/"), ("scholar", "/cv/")]
)
def test_every_weight_in_use_has_a_font(visit, of, path):
    assert set(visit(path, of=of).page.evaluate(WEIGHTS)) == {"400", "600"}


def test_site_holds_only_fonts_that_a_page_can_use(site):
    pages = "".join(file.read_text("utf-8") for file in site.rglob("*.html"))
    assert [font.name for font in site.rglob("*.woff2") if f"/{font.name}" not in pages] == []
    assert sorted(file.name for file in site.rglob("OFL-*")) == ["OFL-gabarito.txt", "OFL-vita-sans.txt"]


@pytest.mark.parametrize("file", sorted((THEME / "css/choices").glob("fonts-*.css")), ids=lambda file: file.stem)
def test_no_character_is_in_two_files_of_a_face(file):
    seen: dict[str, set[int]] = {}
    for face in FACE.findall(file.read_text("utf-8")):
        if "url(" not in face:
            continue
        key = " ".join(re.findall(r"font-(?:family|style|weight): [^;]+", face))
        characters = set().union(*map(code_points, re.findall(r"U\+([\dA-F-]+)", face)))
        assert not characters & seen.setdefault(key, set()), key
        seen[key] |= characters


def code_points(written: str) -> range:
    first, _, last = written.partition("-")
    return range(int(first, 16), int(last or first, 16) + 1)


@pytest.mark.parametrize("file", sorted((THEME / "fonts").glob("*.woff2")), ids=lambda file: file.stem)
def test_no_font_that_we_changed_has_a_reserved_name(file):
    names = TTFont(file)["name"]
    reserved = re.findall(r"Reserved Font Name\W*(\w+)", names.getDebugName(0))
    assert not any(word in names.getDebugName(number) for word in reserved for number in (1, 3, 4, 6))
    assert any(names.getDebugName(0) in text.read_text("utf-8") for text in file.parent.glob("OFL-*")) or not reserved
