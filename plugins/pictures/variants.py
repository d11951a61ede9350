"""Encode a picture in one width and format, with the same bytes on every machine.

In: a picture file, a width in pixels, a format. Out: a file without metadata, turned as its EXIF orientation says.
"""

import re
import warnings
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

from PIL import Image, ImageOps, UnidentifiedImageError
from PIL import __version__ as PILLOW

from plugins.pictures import colors

# Qualities are chosen by eye. One thread and no tiles: otherwise the bytes depend on the number of cores.
OPTIONS = {
    "AVIF": {"quality": 62, "speed": 8, "subsampling": "4:4:4", "max_threads": 1, "autotiling": False},
    "WEBP": {"quality": 80, "method": 4},
    "JPEG": {"quality": 82, "optimize": True, "progressive": True},
    "PNG": {"optimize": True},
}
EXTENSIONS = {"AVIF": "avif", "WEBP": "webp", "JPEG": "jpg", "PNG": "png"}
TYPES = {"AVIF": "image/avif", "WEBP": "image/webp"}
SVG = re.compile(r"<svg\b[^>]*>")
SIDES = re.compile(r"""\s(width|height|viewBox)\s*=\s*["']([^"']*)["']""")
NUMBER = re.compile(r"\d{1,7}(?:\.\d+)?")
ORIENTATION_CHUNKS = (b"eXIf", b"exif", b"adobe.xmp")  # parts of a PNG that may name an orientation
# Variants are made again when what makes them changes, and not with every other change of the code.
CODE = sha256(b"".join(Path(file).read_bytes() for file in (__file__, colors.__file__))).hexdigest()
LFS_POINTER = b"version https://git-lfs.github.com/spec/"
LARGEST_SIDE = {"AVIF": 16_384, "WEBP": 16_383, "JPEG": 65_500}  # pixels: limits of the formats and their decoders
LARGEST = 100_000_000  # pixels: a larger picture is most likely a decompression bomb


class NotAPicture(ValueError):
    """A file that cannot be shown; the message says why."""


@dataclass(frozen=True)
class Picture:
    """A picture file, whose format is that of its content, whatever its name says."""

    path: Path

    @cached_property
    def data(self) -> bytes:
        return self.path.read_bytes()

    @cached_property
    def digest(self) -> str:
        return sha256(self.data).hexdigest()[:10]

    @cached_property
    def opened(self) -> Image.Image:
        """The first frame as it is meant to be seen. Raises NotAPicture."""
        self._check_content()
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", Image.DecompressionBombWarning)
                image = Image.open(BytesIO(self.data))
                if image.width * image.height > LARGEST:
                    raise NotAPicture(f"is {image.width} × {image.height} pixels: more than can be shown")
                return image
        except UnidentifiedImageError:
            raise NotAPicture("is no picture of a kind that is known") from None
        except Image.DecompressionBombError:
            raise NotAPicture("has more pixels than can be shown") from None
        except (OSError, SyntaxError, ValueError):
            raise NotAPicture("is damaged") from None

    @property
    def is_animated(self) -> bool:
        return getattr(self.opened, "is_animated", False)

    @property
    def is_drawing(self) -> bool:
        return self.data[:512].lstrip()[:5] in (b"<?xml", b"<svg ") or self.path.suffix.lower() == ".svg"

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels, after the picture is turned. Raises NotAPicture."""
        if self.is_drawing:
            self._check_drawing()
            return drawing_size(self.data.decode("utf-8", "replace"))
        width, height = self.opened.size
        if self.opened.format == "PNG" and not any(chunk in self.data for chunk in ORIENTATION_CHUNKS):
            return width, height  # to read the orientation, Pillow would decode the whole file
        try:
            is_turned = self.opened.getexif().get(0x0112, 1) >= 5  # orientations 5 to 8 swap width and height
        except (OSError, SyntaxError, ValueError):
            raise NotAPicture("is damaged") from None
        return (height, width) if is_turned else (width, height)

    def _check_content(self) -> None:
        """Raise NotAPicture for a file that stands for a picture elsewhere."""
        if not self.data:
            raise NotAPicture("is an empty file")
        if self.data.startswith(LFS_POINTER):
            raise NotAPicture("is a Git LFS pointer, not the picture itself: run 'git lfs pull'")

    def _check_drawing(self) -> None:
        """A drawing that no browser can read is no picture; `plugins/finish/drawings.py` finds what it may not hold.
        Raises NotAPicture."""
        self._check_content()
        try:
            ElementTree.fromstring(self.data)
        except (ElementTree.ParseError, ValueError, LookupError):
            raise NotAPicture("is no picture of a kind that is known") from None

    @property
    def own_format(self) -> str:
        """JPEG for a JPEG, PNG for all others, which may be transparent."""
        return "JPEG" if self.opened.format in ("JPEG", "MPO") else "PNG"

    @cached_property
    def pixels(self) -> Image.Image:
        """The decoded picture, turned, in a mode that all formats support. Raises NotAPicture."""
        try:
            image = self.opened
            ImageOps.exif_transpose(image, in_place=True)
            image.load()
            return colors.in_srgb(image)
        except (OSError, SyntaxError, ValueError):
            raise NotAPicture("is damaged") from None

    def scaled(self, width: int) -> Image.Image:
        """The picture `width` pixels wide. Raises NotAPicture."""
        size = (width, max(1, round(self.size[1] * width / self.size[0])))
        return self.pixels.resize(size, Image.Resampling.LANCZOS, reducing_gap=3)


def drawing_size(svg: str) -> tuple[int, int]:
    """The width and height of an SVG: its attributes, else its viewBox, else the default of browsers."""
    tag = SVG.search(svg)
    attributes = dict(SIDES.findall(tag[0])) if tag else {}
    box = attributes.get("viewBox", "").replace(",", " ").split()
    drawn = box[2:] if len(box) == 4 and all(map(NUMBER.fullmatch, box[2:])) else ("300", "150")
    given = [attributes.get(side, "").removesuffix("px") for side in ("width", "height")]
    width, height = (side if NUMBER.fullmatch(side) else other for side, other in zip(given, drawn, strict=True))
    return max(1, round(float(width))), max(1, round(float(height)))


def variant_name(picture: Picture, width: int, kind: str) -> str:
    """The name of a variant's file, which contains a digest of the picture: visitors' caches never show an old one."""
    return f"{picture.path.stem}-{picture.digest}-{width}.{EXTENSIONS[kind]}"


def encoding_of(kind: str) -> str:
    """What the bytes of a variant depend on beside the picture and its width."""
    return f"{kind} {OPTIONS[kind]} {PILLOW} {CODE}"


def encode(image: Image.Image, kind: str) -> bytes:
    """The image as a file in the format `kind`, a key of OPTIONS."""
    from PIL import AvifImagePlugin, WebPImagePlugin  # noqa: F401 (otherwise Pillow loads all of its plugins)

    if kind == "JPEG" and image.mode == "RGBA":
        image = image.convert("RGB")
    buffer = BytesIO()
    image.save(buffer, kind, **OPTIONS[kind])
    return buffer.getvalue()
