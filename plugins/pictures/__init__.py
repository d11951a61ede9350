"""Each local picture of a page at the size at which it is shown, once and twice, as AVIF, WebP and its own kind.

In: the tree of a written page and the folder of the site. Out: the same tree with `<picture>` elements that reserve
their place, the variants as files, and which originals they stand for.
"""

from collections import defaultdict
from dataclasses import dataclass
from html import escape
from os.path import normpath, relpath
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from plugins.core.css import declarations, pixels
from plugins.pictures.variants import TYPES, NotAPicture, Picture, encoded, name_of

COLUMN = 736  # CSS pixels: the widest that a picture in the text is shown, --column of tokens.css
SMALL = 320  # up to here a picture is as wide on a phone; beyond, it shrinks with the screen


@dataclass(frozen=True)
class Shown:
    """One `<img>` of a page, the picture behind it, and its box in CSS pixels."""

    node: LexborNode
    picture: Picture
    width: int
    height: int


def publish(tree: LexborHTMLParser, page: Path, folder: Path, cache: Path) -> tuple[set[Path], list[NotAPicture]]:
    """Replace the local pictures of the page at `page`; return the originals replaced, and what is no picture."""
    shown, bad, is_first = [], [], True
    for node in tree.css("img[src]"):
        path = local_file(node.attrs["src"] or "", page, folder)
        if path is None or not path.is_file():
            continue
        try:
            picture = Picture(path)
            width, height = box(node, picture.size)
            _lazy(node, is_first)
            is_first = False
            if picture.is_drawing or picture.is_animated:
                node.attrs["width"], node.attrs["height"] = str(width), str(height)
                continue
            shown.append(Shown(node, picture, width, height))
        except NotAPicture as error:
            bad.append(NotAPicture(f"{path.relative_to(folder).as_posix()}|{error}"))
    widest = defaultdict(int)
    for one in shown:
        widest[one.picture.path] = max(widest[one.picture.path], one.width)
    done = set()
    for one in shown:
        try:
            _replace(tree, one, widest[one.picture.path], page, folder, cache)
            done.add(one.picture.path)
        except NotAPicture as error:
            bad.append(NotAPicture(f"{one.picture.path.relative_to(folder).as_posix()}|{error}"))
    return done, bad


def local_file(address: str, page: Path, folder: Path) -> Path | None:
    """The file of the site that an address on a page means; None for other hosts."""
    parts = urlsplit(address)
    if parts.scheme or parts.netloc or not parts.path:
        return None
    path = unquote(parts.path)
    return Path(folder, path.lstrip("/")) if path.startswith("/") else Path(normpath(page.parent / path))


def box(node: LexborNode, natural: tuple[int, int]) -> tuple[int, int]:
    """Width and height at which a picture is shown: as asked, else as it is, and never wider than the column."""
    style = declarations(node.attrs.get("style") or "")
    width = pixels(node.attrs.get("width") or style.get("width"), 16)
    height = pixels(node.attrs.get("height") or style.get("height"), 16)
    share = natural[0] / natural[1]
    if width is None:
        width = round(height * share) if height else min(natural[0], _percent(node, style) or COLUMN)
    if width > COLUMN:
        width, height = COLUMN, None
    return width, height or max(1, round(width / share))


def _percent(node: LexborNode, style: dict[str, str]) -> int | None:
    value = node.attrs.get("width") or style.get("width") or ""
    number = value.removesuffix("%")
    return max(1, round(COLUMN * float(number) / 100)) if value.endswith("%") and number.isdigit() else None


def _replace(tree: LexborHTMLParser, one: Shown, widest: int, page: Path, folder: Path, cache: Path) -> None:
    widths = sorted({min(width, one.picture.size[0]) for width in (widest, widest * 2)})
    sources = []
    for kind in ("AVIF", "WEBP", one.picture.own_format):
        names = [_write(one.picture, width, kind, folder, cache) for width in widths]
        sources.append((kind, [quote(_relative(name, page)) for name in names]))
    own = sources.pop()[1]
    node = one.node
    node.attrs["src"] = own[0]
    if len(own) > 1:
        node.attrs["srcset"] = _srcset(own, widths, one.width)
        if one.width > SMALL:
            node.attrs["sizes"] = _sizes(one.width)
    node.attrs["width"], node.attrs["height"] = str(one.width), str(one.height)
    holder = tree.create_node("picture")
    holder.inner_html = "".join(_source(kind, names, widths, one.width) for kind, names in sources)
    node.insert_before(holder, move=True)
    holder.insert_child(node, move=True)


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


def _write(picture: Picture, width: int, kind: str, folder: Path, cache: Path) -> Path:
    path = picture.path.with_name(name_of(picture, width, kind))
    if not path.exists():
        path.write_bytes(encoded(picture, width, kind, cache))
    return path


def _relative(path: Path, page: Path) -> str:
    return Path(relpath(path, page.parent)).as_posix()


def _lazy(node: LexborNode, is_first: bool) -> None:
    """The first picture of a page is what the visitor came to see; the others wait until they come near."""
    if is_first:
        node.attrs["fetchpriority"] = "high"
    else:
        node.attrs["loading"] = "lazy"
    node.attrs["decoding"] = "async"
