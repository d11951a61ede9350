"""Icons and emoji: from the names that authors write to the markup in the page."""

import re
import shutil
from pathlib import Path
from zipfile import ZipFile

import pytest
from markdown import Markdown

from plugins.icons import emoji_config, svg
from plugins.icons.pack import ZIP, NotAnIcon, Pack
from tests.pages import read
from tests.small_site import built, write

HERE = Path(__file__).parent / "icons"
NAMES = (HERE / "names.txt").read_text("utf-8").split()


@pytest.fixture(scope="module")
def pack():
    return Pack(HERE / "own")


def render(text, pack):
    settings = {"pymdownx.emoji": emoji_config(pack)}
    return Markdown(extensions=list(settings), extension_configs=settings).convert(text)


@pytest.mark.parametrize("name", NAMES)
def test_the_name_resolves(name):
    icon = Pack().get(name)
    assert icon.name == name
    assert len(icon.view_box.split()) == 4
    assert icon.body.startswith(("<path ", "<g "))


def test_markup_fits_text_and_is_silent():
    assert re.fullmatch(
        r'<svg class="icon" viewBox="0 0 \d+ 512" aria-hidden="true" fill="currentColor"><path d="[^"]+"/></svg>',
        svg(Pack().get("fontawesome-brands-github")),
    )


def test_the_own_icon_comes_first(pack):
    icon = pack.get("academicons-google-scholar")
    assert (icon.view_box, icon.body) == ("0 0 20 10", '<path d="M0 0h20v10z"/>')


def test_an_own_icon_is_read_once_however_many_pages_show_it(tmp_path):
    shutil.copytree(HERE / "own", tmp_path / "own")
    pack = Pack(tmp_path / "own")
    first = pack.get("outline")
    (tmp_path / "own/outline.svg").unlink()
    assert pack.get("outline") is first


def test_an_own_icon_cannot_bring_anything_but_shapes(pack):
    assert pack.get("hostile").body == '<path d="M0 0&quot;&gt;&lt;i"/>'


def test_an_own_icon_of_outlines_keeps_its_drawing(pack):
    assert pack.get("outline").body == (
        '<g fill="none" stroke="currentColor" stroke-width="2"><line x2="9" stroke-width="1px"/>'
        '<g transform="translate(5 0)"><circle r="3"/></g></g>'
    )


@pytest.mark.parametrize(("name", "reason"), [("text", "not well-formed"), ("photo", "draws no shape")])
def test_a_file_that_is_no_icon_is_named(name, reason, pack):
    with pytest.raises(NotAnIcon, match=rf"^\S+/own/{name}\.svg: no icon: .*{reason}") as error:
        pack.get(name)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("fontawesome-brands-githb", "fontawesome-brands-github"),
        ("fontawsome-solid-inbox", "fontawesome-solid-inbox"),
        ("academicons-googlescholar", "academicons-google-scholar"),
        ("octicons-repo", "octicons-repo-16"),
        ("mdi-account", "material-account"),
        ("hostil", "hostile"),
        ("lucide-graduation-hat", "lucide-graduation-cap"),
        ("lucide-email", "lucide-mail"),
        ("lucide-github", "fontawesome-brands-github"),
        ("lucide-linkedin", "fontawesome-brands-linkedin"),
        ("lucide-envelope", "fontawesome-solid-envelope"),
        ("lucide-orcid", "fontawesome-brands-orcid"),
        ("xyzzy", None),
    ],
)
def test_an_unknown_name_gets_the_closest_one(wrong, right, pack):
    assert pack.get(wrong) is None
    assert pack.suggest(wrong) == right


def test_names_are_found_by_word(pack):
    assert pack.names("google scholar") == [
        "academicons-google-scholar",
        "academicons-google-scholar-square",
        "fontawesome-brands-google-scholar",
        "simple-googlescholar",
    ]
    assert "hostile" in pack.names()


def test_the_zip_can_be_made_again_byte_for_byte():
    with ZipFile(ZIP) as archive:
        members = archive.infolist()
    assert {member.date_time for member in members} == {(1980, 1, 1, 0, 0, 0)}
    assert [member.filename for member in members] == sorted(member.filename for member in members)


def test_a_shortcode_becomes_an_icon_in_text_and_links(pack):
    icon = svg(pack.get("academicons-arxiv")).replace("<svg", '<svg data-icon="academicons-arxiv"')
    assert render("See :academicons-arxiv: here", pack) == f"<p>See {icon} here</p>"
    assert render("[:academicons-arxiv: arXiv](u)", pack) == f'<p><a href="u">{icon} arXiv</a></p>'
    assert render(":academicons-arxiv:", pack) == f"<p>{icon}</p>"


@pytest.mark.parametrize("text", [":fontawesome-brands-githb:", "at 10:30:45", ":no_such_emoji:"])
def test_an_unknown_shortcode_stays_text(text, pack):
    assert render(text, pack) == f"<p>{text}</p>"


def test_a_shortcode_in_code_stays_text(pack):
    assert render("`:tada: :academicons-arxiv:`", pack) == "<p><code>:tada: :academicons-arxiv:</code></p>"


@pytest.mark.parametrize(
    ("shortcode", "label", "character"),
    [
        (":tada:", "party popper", "\N{PARTY POPPER}\ufe0f"),
        (":party_popper:", "party popper", "\N{PARTY POPPER}\ufe0f"),
        (":beach_with_umbrella:", "beach with umbrella", "\N{BEACH WITH UMBRELLA}\ufe0f"),
        (":wave_tone1:", "waving hand: light skin tone", "\U0001f44b\U0001f3fb"),
        (":one:", "keycap: 1", "1\ufe0f\u20e3"),
    ],
)
def test_an_emoji_is_a_labelled_character(shortcode, label, character, pack):
    assert render(shortcode, pack) == f'<p><span role="img" aria-label="{label}">{character}</span></p>'


def page_of(folder, text):
    return (built(write(folder, {"content/pages/index.md": f"# Ann\n\n{text}\n"})).output / "index.html").read_text(
        "utf-8"
    )


def test_an_icon_of_the_text_and_of_the_theme_is_drawn_once(tmp_path):
    html, drawing = page_of(tmp_path, ":fontawesome-brands-github:"), Pack().get("fontawesome-brands-github").body
    tree = read(html)
    symbols = {node.attrs["id"] for node in tree.css(".sprite symbol")}
    used = [node.attrs["href"].removeprefix("#") for node in tree.css("svg.icon use")]
    assert re.findall('<path d="[^"]*', drawing)[0] in html
    assert html.count(re.findall(' d="[^"]*"', drawing)[0]) == 1
    assert len(used) == 2  # the other stands in the footer
    assert set(used) <= symbols


def test_every_icon_of_a_page_is_drawn(tmp_path):
    for icon in read(page_of(tmp_path, ":fontawesome-brands-github: :academicons-doi: ")).css("svg.icon"):
        assert icon.inner_html, icon.html


@pytest.mark.parametrize("name", ["no-such-icon", "", "a&amp;b"])
def test_what_looks_like_an_icon_of_the_theme_stays_as_it_is(name, tmp_path):
    written = f'<svg class="icon" viewBox="0 0 1 1" data-drawn="{name}"></svg>'
    assert written in page_of(tmp_path, written)
