"""Every picture of the author's site and of the lively one: size, kind, place and manners."""

from pathlib import Path

import pytest
from PIL import Image

from tests.pages import candidates, host_of, is_own, read

pytest_plugins = ["tests.lively"]
FORMATS = {".avif": "AVIF", ".webp": "WEBP", ".jpg": "JPEG", ".png": "PNG", ".gif": "GIF"}
TYPES = {"image/avif": ".avif", "image/webp": ".webp"}
SOURCES = {"wide": (2000, 900), "phone": (600, 800), "logo": (300, 240)}


def shown(built):
    """Every variant: the page, the `<img>` that it stands for, its file and descriptor."""
    for path, node in built.nodes("img"):
        if is_own(node.attrs["src"]):
            sets = [node.attrs.get("srcset") or node.attrs["src"]]
            if node.parent.tag == "picture":
                sets += [source.attrs["srcset"] for source in node.parent.css("source")]
            for address, descriptor in (pair for srcset in sets for pair in candidates(srcset)):
                yield path, node, built.file(address, path), descriptor


def guide(lively):
    return read((lively / "guide/index.html").read_text("utf-8"))


def source(file):
    """The size of the lively site's original that a variant was made from."""
    return SOURCES[file.name.split("-")[0]]


def test_every_image_has_alt_text(built):
    for path, node in built.nodes("img"):
        assert (node.attrs.get("alt") or "").strip(), (path, node.html)


def test_every_image_keeps_its_place(built):
    for path, node in built.nodes("img"):
        sides = [node.attrs.get(side) or "" for side in ("width", "height")]
        assert all(side.isdigit() and int(side) > 0 for side in sides), (path, node.html)


def test_every_image_has_the_shape_of_its_place(built):
    for path, node, file, _ in shown(built):
        if node.parent.tag == "picture":
            width, height = Image.open(file).size
            box = int(node.attrs["width"]) / int(node.attrs["height"])
            assert box == pytest.approx(width / height, rel=0.03), (path, node.html)


def test_drawing_keeps_its_place(lively):
    drawing = guide(lively).css_first("img[src$='.svg']")
    assert (drawing.attrs.get("width"), drawing.attrs.get("height")) == ("400", "200")


def test_animated_picture_stays_animated_and_keeps_its_place(lively):
    dancing = guide(lively).css_first("img[alt='A dancing dot']")
    assert Image.open(lively / "guide" / dancing.attrs["src"]).n_frames == 3
    assert (dancing.attrs.get("width"), dancing.attrs.get("height")) == ("60", "40")


def test_every_variant_is_what_its_name_says(built):
    for path, _, file, _ in shown(built):
        if file.suffix != ".svg":
            assert Image.open(file).format == FORMATS[file.suffix], (path, file.name)


def test_source_type_matches_its_files(built):
    for path, node in built.nodes("picture > source"):
        endings = {Path(address).suffix for address, _ in candidates(node.attrs["srcset"])}
        assert endings == {TYPES[node.attrs["type"]]}, path


def test_every_picture_comes_as_avif_webp_and_its_own_kind(built):
    for path, node in built.nodes("picture"):
        kinds = [source.attrs["type"] for source in node.css("source")]
        assert kinds == ["image/avif", "image/webp"], path
        assert Path(node.css_first("img").attrs["src"]).suffix in (".jpg", ".png"), path


def test_variant_is_as_wide_as_srcset_claims(built):
    for path, _, file, descriptor in shown(built):
        if descriptor.endswith("w"):
            assert Image.open(file).width == int(descriptor[:-1]), (path, file.name)


def test_picture_comes_at_its_width_and_at_twice_that(lively):
    tree = guide(lively)
    for alt, widths in {
        "A wide landscape": [736, 1472],
        "A thumbnail": [200, 400],
        "A logo, small": [100, 200],
    }.items():
        srcset = tree.css(f"img[alt='{alt}']")[-1].attrs["srcset"]
        found = [Image.open(lively / "guide" / address).width for address, _ in candidates(srcset)]
        assert found == widths or (alt == "A thumbnail" and found == [736, 1472]), alt


def test_no_variant_is_larger_than_its_source(lively):
    for file in (lively / "images").glob("*-*.*"):
        width, height = Image.open(file).size
        assert width <= source(file)[0] and height <= source(file)[1], file.name
        assert width / height == pytest.approx(source(file)[0] / source(file)[1], rel=0.02), file.name


def test_photo_stands_as_the_camera_was_held(lively):
    photo = guide(lively).css_first("img[alt='A photo from a phone']")
    assert (photo.attrs["width"], photo.attrs["height"]) == ("600", "800")
    assert Image.open(lively / "guide" / photo.attrs["src"]).size == (600, 800)


def test_variants_hold_no_metadata(lively):
    for file in (lively / "images").glob("phone-*"):
        assert len(Image.open(file).getexif()) == 0, file.name


def test_transparency_stays(lively):
    for file in (lively / "images").glob("logo-*"):
        assert Image.open(file).convert("RGBA").getpixel((0, 0))[3] == 0, file.name


def test_original_is_published_only_where_it_is_linked(lively):
    originals = {file.name for file in (lively / "images").iterdir() if "-" not in file.name}
    assert originals == {"wide.jpg", "drawing.svg", "dancing.gif"}


def test_every_published_picture_is_used(built):
    used = {file.resolve() for _, _, file, _ in shown(built)}
    used |= {
        built.file(node.attrs["href"], path).resolve()
        for path, node in built.nodes("a[href]")
        if is_own(node.attrs["href"])
    }
    feed = (built.folder / "feed.xml").read_text("utf-8")
    unused = {
        file for file in (built.folder / "images").rglob("*") if file.resolve() not in used and file.name not in feed
    }
    assert unused == set()


def test_first_picture_comes_at_once_and_the_others_lazily(built):
    for path, tree in built.pages.items():
        pictures = tree.css("main img")
        eager = [node for node in pictures if node.attrs.get("loading") != "lazy"]
        own = [node for node in pictures if is_own(node.attrs["src"])]
        assert [node.mem_id for node in eager] == [node.mem_id for node in own[:1]], path


def test_one_picture_at_most_is_urgent(built):
    for path, tree in built.pages.items():
        assert len(tree.css("[fetchpriority=high]")) <= 1, path


def test_foreign_pictures_are_encrypted_lazy_sized_and_without_referrer(built):
    for path, node in built.nodes("img"):
        if host_of(node.attrs["src"]):
            assert node.attrs["src"].startswith("https://"), path
            assert node.attrs["loading"] == "lazy"
            assert node.attrs["referrerpolicy"] == "no-referrer"
            assert node.attrs["width"].isdigit() and node.attrs["height"].isdigit()


def test_placeholder_text_gives_way_to_the_entry_s_name(lively):
    home = read((lively / "index.html").read_text("utf-8"))
    assert [node.attrs["alt"] for node in home.css("main img.portrait, main img.logo")] == [
        "Ada O'Neill & Co",
        "Example University",
    ]
