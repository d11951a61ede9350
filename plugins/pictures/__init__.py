"""Each local picture of a page in the size in which it is shown, at 1× and 2×, as AVIF, WebP and its own format.

In: the tree of a page and the files of the site. Out: the tree with `<picture>` elements that reserve their space, and
the variants that `write_variants` then writes.
"""

import functools
import os
import posixpath
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from hashlib import sha256
from html import escape
from operator import attrgetter
from os.path import normpath
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from plugins.core.cache import Cache
from plugins.core.css import declarations, pixels
from plugins.core.digests import digest
from plugins.pictures.variants import LARGEST_SIDE, TYPES, NotAPicture, Picture, encode, encoding_of, variant_name

COLUMN = 736  # CSS pixels: the widest that a picture in the text is shown, --column of tokens.css
MANY = 12  # pictures to encode, which take long enough to wait for
SMALL = 320  # up to here a picture is as wide on a phone; beyond, it shrinks with the screen


@dataclass(frozen=True, order=True)
class Variant:
    """A picture in one width and format; `original` and `file` are paths from the site's root."""

    original: str
    width: int
    kind: str
    file: str


@dataclass(frozen=True)
class BadPicture:
    """A file that a page shows as a picture, but that is not one: its path from the site's root, and the reason."""

    path: str
    reason: str


@dataclass(frozen=True)
class Published:
    """The pictures of one page: `originals` that it shows in other sizes, their `variants`, and bad ones.

    `asked` are the files that the page depends on: paths from the site's root, each with the digest of its content, or
    None if there is no such file.
    """

    originals: frozenset[str] = frozenset()
    variants: tuple[Variant, ...] = ()
    bad: tuple[BadPicture, ...] = ()
    asked: tuple[tuple[str, str | None], ...] = ()


@dataclass(frozen=True)
class PictureFiles:
    """The files of the site in `folder`; `sources` maps paths from the site's root to the author's files.

    Each file is read once for its digest.
    """

    folder: Path
    sources: Mapping[str, Path]
    _digests: dict[str, str | None] = field(default_factory=dict)

    def file(self, name: str) -> Path:
        """The file that is published at the path `name`."""
        return self.sources.get(name) or self.folder / name

    def digest(self, name: str) -> str | None:
        """A digest of the file's content; None if there is no such file."""
        if name not in self._digests:
            file = self.file(name)
            self._digests[name] = sha256(file.read_bytes()).hexdigest() if file.is_file() else None
        return self._digests[name]

    def name_of(self, address: str, page: str) -> str | None:
        """The path from the site's root of the file that an address on `page` means; None for one outside the site."""
        file = local_file(address, self.folder / page, self.folder)
        return file.relative_to(self.folder).as_posix() if file and file.is_relative_to(self.folder) else None


@dataclass(frozen=True)
class Shown:
    """An `<img>` of a page, or a `<video>` with a still; its picture with the picture's path; its box in CSS pixels."""

    node: LexborNode
    name: str
    picture: Picture
    width: int
    height: int


def publish(tree: LexborHTMLParser, page: str, files: PictureFiles) -> Published:
    """Replace the local pictures on `page`, a path from the site's root, by `<picture>` elements, and the stills of
    videos by files of the size in which they are shown."""
    shown, bad, asked, is_first = [], [], {}, True
    for node in tree.css("img[src], video[poster]"):
        name = files.name_of(node.attrs[source_attribute(node)] or "", page)
        if name is None:
            continue
        asked[name] = files.digest(name)
        if asked[name] is None:
            continue
        try:
            picture = Picture(files.file(name))
            width, height = box(node, picture.size)
            if node.tag == "img":
                _set_priority(node, is_first)
                is_first = False
            if picture.is_drawing or picture.is_animated:
                node.attrs["width"], node.attrs["height"] = str(width), str(height)
            else:
                shown.append(Shown(node, name, picture, width, height))
        except NotAPicture as error:
            bad.append(BadPicture(name, str(error)))
    widest = defaultdict(int)
    for image in shown:
        widest[image.name] = max(widest[image.name], image.width)
    variants = [variant for image in shown for variant in _replace(tree, image, widest[image.name], page)]
    return Published(frozenset(widest), tuple(dict.fromkeys(variants)), tuple(bad), tuple(asked.items()))


def source_attribute(node: LexborNode) -> str:
    """The attribute of an `<img>`, or of a `<video>` with a still, that names the picture."""
    return "poster" if node.tag == "video" else "src"


def write_variants(variants: Iterable[Variant], files: PictureFiles, cache: Cache) -> list[BadPicture]:
    """Write the variants below the site's folder, on all cores; return the pictures that turn out to be damaged."""
    missing = defaultdict(list)
    for one in sorted(set(variants)):
        if (files.folder / one.file).exists():  # its name holds the content's digest
            continue
        data = cache.get_data(*_cache_key(one, files))
        if data is None:
            missing[one.original].append(one)
        else:
            (files.folder / one.file).write_bytes(data)
    bad = []
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        tasks = {pool.submit(_encode_all, files.file(name), wanted): name for name, wanted in missing.items()}
        for count, task in enumerate(as_completed(tasks), 1):
            _show_progress(count, len(tasks))
            try:
                for one, data in zip(missing[tasks[task]], task.result(), strict=True):
                    cache.put_data(*_cache_key(one, files), data)
                    (files.folder / one.file).write_bytes(data)
            except NotAPicture as error:
                bad.append(BadPicture(tasks[task], str(error)))
    return sorted(bad, key=attrgetter("path"))


def _cache_key(one: Variant, files: PictureFiles) -> tuple[str, bytes]:
    key = digest(files.digest(one.original) or "", str(one.width), encoding_of(one.kind))
    return f"picture:{one.original}:{one.width}:{one.kind}", key


def _encode_all(file: Path, wanted: Iterable[Variant]) -> list[bytes]:
    """The bytes of each variant of one picture. Raises NotAPicture."""
    scaled = functools.cache(Picture(file).scaled)
    return [encode(scaled(one.width), one.kind) for one in wanted]


def _show_progress(count: int, total: int) -> None:
    """On a terminal, where there are many pictures."""
    if total >= MANY and sys.stderr.isatty():
        print(f"\rpictures: {count} of {total}", end="" if count < total else "\n", file=sys.stderr, flush=True)


def picture_variant(name: str, picture: Picture, width: int, kind: str) -> Variant:
    """A variant of the picture at the path `name`, in the same folder."""
    return Variant(name, width, kind, posixpath.join(posixpath.dirname(name), variant_name(picture, width, kind)))


def local_file(address: str, page: Path, folder: Path) -> Path | None:
    """The file of the site in `folder` that an address on the page at `page` means; None for other hosts."""
    parts = urlsplit(address)
    if parts.scheme or parts.netloc or not parts.path:
        return None
    path = unquote(parts.path)
    return Path(folder, path.lstrip("/")) if path.startswith("/") else Path(normpath(page.parent / path))


def box(node: LexborNode, natural: tuple[int, int]) -> tuple[int, int]:
    """The width and height of a picture on the page: those of its attributes or style, else its `natural` size.

    It is never wider than the column. All sizes are CSS pixels.
    """
    style = declarations(node.attrs.get("style") or "")
    width = pixels(node.attrs.get("width") or style.get("width"), 16)
    height = pixels(node.attrs.get("height") or style.get("height"), 16)
    ratio = natural[0] / natural[1]
    if width is None:
        width = round(height * ratio) if height else min(natural[0], _percent(node, style) or COLUMN)
    if width > COLUMN:
        width, height = COLUMN, None
    return width, height or max(1, round(width / ratio))


def _percent(node: LexborNode, style: dict[str, str]) -> int | None:
    value = node.attrs.get("width") or style.get("width") or ""
    number = value.removesuffix("%")
    return (
        max(1, round(COLUMN * float(number) / 100))
        if value.endswith("%") and number.isdigit() and len(number) < 6
        else None
    )


def _replace(tree: LexborHTMLParser, image: Shown, widest: int, page: str) -> Iterator[Variant]:
    """Replace an `<img>` by a `<picture>`; yield the variants that it names."""
    widths = sorted({min(width, image.picture.size[0]) for width in (widest, widest * 2)})
    here, sources = posixpath.dirname(page) or ".", []
    longest = widths[-1] * max(1, image.picture.size[1] / image.picture.size[0])
    kinds = [kind for kind in ("AVIF", "WEBP") if longest <= LARGEST_SIDE[kind]]
    own = image.picture.own_format
    own = own if longest <= LARGEST_SIDE.get(own, longest) else "PNG"
    if image.node.tag == "video":
        still = picture_variant(image.name, image.picture, widths[-1], own)
        yield still
        image.node.attrs["poster"] = quote(posixpath.relpath(still.file, here))
        image.node.attrs["width"], image.node.attrs["height"] = str(image.width), str(image.height)
        return
    for kind in (*kinds, own):
        variants = [picture_variant(image.name, image.picture, width, kind) for width in widths]
        yield from variants
        sources.append((kind, [quote(posixpath.relpath(variant.file, here)) for variant in variants]))
    own = sources.pop()[1]
    node = image.node
    node.attrs["src"] = own[0]
    if len(own) > 1:
        node.attrs["srcset"] = _srcset(own, widths, image.width)
        if image.width > SMALL:
            node.attrs["sizes"] = _sizes(image.width)
    node.attrs["width"], node.attrs["height"] = str(image.width), str(image.height)
    picture = tree.create_node("picture")
    picture.inner_html = "".join(_source(kind, names, widths, image.width) for kind, names in sources)
    node.insert_before(picture, move=True)
    picture.insert_child(node, move=True)


def _source(kind: str, names: list[str], widths: list[int], shown: int) -> str:
    sizes = f' sizes="{_sizes(shown)}"' if shown > SMALL and len(names) > 1 else ""
    return f'<source type="{TYPES[kind]}" srcset="{escape(_srcset(names, widths, shown))}"{sizes}>'


def _srcset(names: list[str], widths: list[int], shown: int) -> str:
    if len(names) == 1:
        return names[0]
    if shown > SMALL:
        return ", ".join(f"{name} {width}w" for name, width in zip(names, widths, strict=True))
    return f"{names[0]}, {names[1]} 2x"


def _sizes(shown: int) -> str:
    return f"(max-width: {shown + 32}px) 100vw, {shown}px"


def _set_priority(node: LexborNode, is_first: bool) -> None:
    """Have the first picture of a page load first, and the others when they are scrolled near."""
    if is_first:
        node.attrs["fetchpriority"] = "high"
    else:
        node.attrs["loading"] = "lazy"
    node.attrs["decoding"] = "async"
