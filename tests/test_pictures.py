"""Pictures of every mode, profile and size: what comes out looks like what went in."""

from io import BytesIO

import pytest
from PIL import Image, ImageCms
from selectolax.lexbor import LexborHTMLParser

from plugins.core.problems import BuildFailed
from tests.small_site import built, picture, write

SIZE = (64, 16)
RAMP = Image.linear_gradient("L").rotate(90).resize(SIZE)  # from black over gray to white
COLORS = Image.merge("RGB", (RAMP, RAMP.rotate(180), Image.new("L", SIZE, 90)))
ALPHA = Image.new("L", SIZE, 200)


def file_of(image, kind="PNG", **options):
    buffer = BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def with_alpha(image):
    image = image.convert("RGBA")
    image.putalpha(ALPHA)
    return image


def in_profile(image, profile):
    """The same colors in the numbers of another profile, which lies in the file."""
    other = ImageCms.ImageCmsProfile(profile)
    return ImageCms.profileToProfile(image, ImageCms.createProfile("sRGB"), other, outputMode="RGB"), other.tobytes()


def wide_profile():
    """A profile whose primaries are not those of sRGB: red and green change places."""
    data = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    count = int.from_bytes(data[128:132], "big")
    rows = {bytes(data[132 + 12 * n : 136 + 12 * n]): 132 + 12 * n for n in range(count)}
    red, green = rows[b"rXYZ"], rows[b"gXYZ"]
    data[red + 4 : red + 12], data[green + 4 : green + 12] = data[green + 4 : green + 12], data[red + 4 : red + 12]
    name = data.find("sRGB".encode("utf-16-be"))
    while name >= 0:
        data[name : name + 8] = "Wide".encode("utf-16-be")
        name = data.find("sRGB".encode("utf-16-be"))
    return BytesIO(bytes(data))


def in_wide_profile():
    image, profile = in_profile(COLORS, wide_profile())
    return file_of(image, icc_profile=profile)


gray16 = RAMP.convert("I").point(lambda value: value * 257)
FILES = {
    "gray-of-16-bits.png": (file_of(gray16.convert("I;16")), RAMP),
    "gray-of-32-bits.tiff": (file_of(gray16, "TIFF"), RAMP),
    "fractions.tiff": (file_of(RAMP.convert("F").point(lambda value: value / 255 + 0), "TIFF"), RAMP),
    "gray.png": (file_of(RAMP), RAMP),
    "gray-with-alpha.png": (file_of(with_alpha(RAMP).convert("LA")), with_alpha(RAMP)),
    "palette.png": (file_of(COLORS.quantize(256)), COLORS),
    "black-and-white.png": (file_of(RAMP.point(lambda value: 255 * (value > 127)).convert("1")), None),
    "colors.bmp": (file_of(COLORS, "BMP"), COLORS),
    "colors-with-alpha.png": (file_of(with_alpha(COLORS)), with_alpha(COLORS)),
    "print.jpg": (file_of(COLORS.convert("CMYK"), "JPEG", quality=95), COLORS),
    "print.tiff": (file_of(COLORS.convert("CMYK"), "TIFF"), COLORS),
    "video.tiff": (file_of(COLORS.convert("YCbCr"), "TIFF"), COLORS),
    "wide-profile.png": (in_wide_profile(), COLORS),
    "useless-profile.png": (file_of(COLORS, icc_profile=b"nothing"), COLORS),
}


def variants(folder, name):
    """The variants that the home page shows of a picture, opened."""
    site = write(
        folder, {"content/pages/index.md": f"# A\n\n![x](images/{name})\n", f"content/images/{name}": FILES[name][0]}
    )
    output = built(site).output
    files = [file for file in (output / "images").iterdir() if file.suffix in (".avif", ".webp", ".png", ".jpg")]
    return {file.suffix: Image.open(file) for file in files}


@pytest.mark.parametrize("name", FILES)
def test_every_variant_looks_like_its_original(name, tmp_path):
    found, wanted = variants(tmp_path, name), FILES[name][1]
    assert {".avif", ".webp"} < found.keys()
    for suffix, image in found.items():
        assert image.size == SIZE and image.mode in ("RGB", "RGBA"), (suffix, image.mode)
        if wanted is not None:
            assert ("A" in image.mode) == ("A" in wanted.mode)
            pairs = zip(
                image.convert("RGB").get_flattened_data(), wanted.convert("RGB").get_flattened_data(), strict=True
            )
            far = sum(max(abs(a - b) for a, b in zip(one, other, strict=True)) for one, other in pairs)
            assert far / (SIZE[0] * SIZE[1]) < 16, suffix


def page_with(text, tmp_path, **files):
    """The `<img>` of a home page."""
    site = write(tmp_path, {"content/pages/index.md": f"# A\n\n{text}\n", **files})
    output = built(site).output
    return LexborHTMLParser((output / "index.html").read_text("utf-8")).css_first("main img"), output


@pytest.mark.parametrize(
    ("asked", "width"),
    [
        ("width=0", 1),
        (f"width={'9' * 400}", 736),
        (f'style="width:{"9" * 400}em"', 40),
        ("width=²", 40),
        ("width=-5", 40),
    ]
    + [(f"width={'9' * 400}%", 40), ("width=50%", 40), (f"height={'9' * 5000}", 736)],
)
def test_a_size_that_no_picture_has(asked, width, tmp_path):
    image, _ = page_with(f"![x](images/p.png){{ {asked} }}", tmp_path, **{"content/images/p.png": picture("PNG")})
    assert int(image.attrs["width"]) == width and int(image.attrs["height"]) > 0


def test_a_picture_that_is_longer_than_a_format_allows(tmp_path):
    data = file_of(Image.new("RGB", (700, 18_000), "teal"))
    image, output = page_with("![x](images/long.png)", tmp_path, **{"content/images/long.png": data})
    assert (image.attrs["width"], image.attrs["height"]) == ("700", "18000")
    assert {file.suffix for file in (output / "images").iterdir()} == {".png"}


@pytest.mark.parametrize("name", ["p.png", "p.svg", "p.jpg"])
@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is an empty file"),
        (
            b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n",
            "is a Git LFS pointer, not the picture itself: run 'git lfs pull'",
        ),
    ],
)
def test_a_file_that_stands_for_a_picture(name, data, reason, tmp_path):
    with pytest.raises(BuildFailed, match=rf"^content/images/{name}: this picture {reason}$"):
        page_with(f"![x](images/{name})", tmp_path, **{f"content/images/{name}": data})
