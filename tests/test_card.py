"""What stands for a site elsewhere: the card that others show with a link to it, and the icon in a browser's tab."""

from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image, ImageChops

from plugins.finish.favicon import initials_of
from plugins.pictures.card import SIZE, CardFonts, CardTexts, card
from tests.small_site import ICON, ROOT, built, write

FONTS = ROOT / "theme/static/fonts"
FACES = CardFonts(
    *(
        tuple(FONTS / f"{name}{part}.woff2" for part in ("", "-latin-1", "-latin-ext"))
        for name in ("gabarito", "vita-sans")
    )
)
PUBLIC = 'SITEURL = "https://ann.example/~ann"\n'
LONG = "Maximiliane-Theophanu von und zu Hohenlohe-Schillingsfürst " * 2


def drawn(name, role="", address="ann.example", accent="#4e078d"):
    data = card(CardTexts(name, role, address), None, FACES, accent)
    return Image.open(BytesIO(data)).convert("RGB")


def ink(picture):
    """The box of what is drawn above the line at the foot: left, top, right, bottom."""
    paper = picture.crop((0, 0, SIZE[0], 600))
    return (
        ImageChops.difference(paper, Image.new("RGB", paper.size, "white"))
        .convert("L")
        .point(lambda x: x > 40 and 255)
        .getbbox()
    )


def height(box):
    return box[3] - box[1]


def test_card_has_the_role():
    assert height(ink(drawn("Ann Lee", "Professor, Northern University"))) > height(ink(drawn("Ann Lee"))) + 30


@pytest.mark.parametrize(
    "name", [LONG, "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamter" * 2, "A"]
)
def test_nothing_on_the_card_is_cut_off(name):
    left, top, right, bottom = ink(
        drawn(name, LONG, "a-very-long-name-of-a-host.of-some-institute.example/~somebody/else")
    )
    assert left >= 80 and right <= SIZE[0] - 80 and top > 20 and bottom < 590


@pytest.mark.parametrize(
    ("name", "same"),
    [("Ann Lee 李安", "Ann Lee"), ("Ann Lee (李安)", "Ann Lee"), ("Ann Le\u1eb9", "Ann Lee"), ("李安", "ann.example")],
)
def test_no_box_stands_for_a_character_that_no_font_has(name, same):
    fonts = CardFonts(FACES.head[:1], FACES.text[:1])
    texts = CardTexts(name, "", "ann.example"), CardTexts(same, "", "" if same == "ann.example" else "ann.example")
    assert card(texts[0], None, fonts, "#4e078d") == card(texts[1], None, fonts, "#4e078d")


def test_letters_come_from_every_file_of_the_font():
    assert drawn("Łukasz Żółć").tobytes() != drawn("Lukasz Zolc").tobytes()


def test_card_has_the_accent():
    assert drawn("Ann", accent="#00695c").getpixel((600, 622)) == pytest.approx((0, 105, 92), abs=6)


def test_card_of_a_site_changes_with_its_role(tmp_path):
    cards = []
    for role in ("", "Professor", "Dean"):
        write(tmp_path, {"pelicanconf.py": f"{PUBLIC}SITESUBTITLE = {role!r}\n"})
        cards.append((built(tmp_path).output / "card.jpg").read_bytes())
    assert len(set(cards)) == 3


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("Ada Madeup-Example", "AM"),
        ("Ludwig van Beethoven", "LB"),
        ("Ada Lovelace (艾达)", "AL"),
        ("Madonna", "M"),
        ("E\u0301mile Zola", "ÉZ"),
        ("李 小龙", "李"),
        ("أدا لوف", "أ"),
        ("<b> & 3", ""),
    ],
)
def test_initials(name, initials):
    assert initials_of(name) == initials


def without_icon(folder, settings=""):
    write(folder, {"pelicanconf.py": settings})
    Path(folder, "content/extra/favicon.svg").unlink()
    return built(folder)


def test_site_without_an_icon_gets_its_initials(tmp_path):
    done = without_icon(tmp_path, 'AUTHOR = "Ann Lee"\n')
    assert not done.warnings
    svg = ElementTree.parse(done.output / "favicon.svg").getroot()
    assert [text.text for text in svg.iter("{http://www.w3.org/2000/svg}text")] == ["AL"]
    assert not {"script", "image", "use"} & {node.tag.rpartition("}")[2] for node in svg.iter()}
    assert "prefers-color-scheme: dark" in ElementTree.tostring(svg, "unicode")
    for page in done.output.rglob("*.html"):
        assert 'rel="icon"' in page.read_text("utf-8")


def test_icon_has_the_accent(tmp_path):
    svg = (without_icon(tmp_path, 'LOOK = {"accent": "#00594e"}\n').output / "favicon.svg").read_text("utf-8")
    assert "#00594e" in svg and "#4e078d" not in svg


def test_own_icon_stays(tmp_path):
    write(tmp_path, {})
    assert (built(tmp_path).output / "favicon.svg").read_text("utf-8") == ICON


def test_icon_that_came_later_replaces_the_initials(tmp_path):
    without_icon(tmp_path)
    write(tmp_path, {"content/extra/favicon.svg": ICON})
    assert (built(tmp_path).output / "favicon.svg").read_text("utf-8") == ICON


def test_site_that_wants_no_icon_has_none(tmp_path):
    output = without_icon(tmp_path, 'FAVICON = ""\n').output
    assert not (output / "favicon.svg").exists()
    assert 'rel="icon"' not in (output / "index.html").read_text("utf-8")
