"""One page as Pelican wrote it → the finished page, and what the checks of the whole site need to know of it.

In: a page's HTML and the `Site` to which it belongs. Out: its bytes, and the rest of a `Finished` page. Pictures and
frames are written beside it.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from plugins import embeds, pictures, policy
from plugins.finish.addresses import Addresses
from plugins.finish.check import Seen, seen
from plugins.finish.styles import seat_styles
from plugins.finish.stylesheet import Sheets, place, put
from plugins.icons import Pack, sprite
from plugins.pictures.variants import NotAPicture

LOST = "404.html"  # served for any address, so that nothing on it may be relative
RICH = f"{policy.CALLING}, body script[src], [style], body style, .tabs"  # a work's page has none of these


@dataclass(frozen=True)
class Site:
    """The written site in `folder`: its path `root` on its host, the `cache` of pictures, hosts that are allowed,
    style sheets, pages that may hold scripts, its files' addresses, and icons."""

    folder: Path
    root: str
    cache: Path
    hosts: Mapping[str, Iterable[str]]
    sheets: Sheets
    scripted: Collection[str]
    addresses: Addresses
    icons: Pack


@dataclass(frozen=True)
class Media:
    """Pictures, frames and styles of a text, as they are on its page: originals of pictures that stand there in other
    sizes, files that its styles name, what is no picture, and rules that stand for its styles."""

    originals: frozenset[Path] = frozenset()
    of_styles: frozenset[Path] = frozenset()
    bad: tuple[NotAPicture, ...] = ()
    rules: str = ""


@dataclass(frozen=True)
class Finished:
    """What was seen on a page, and its media."""

    seen: Seen
    media: Media = Media()

    @property
    def stands_alone(self) -> bool:
        """Whether nothing was written beside it."""
        media = (*self.media.originals, *self.media.of_styles)
        return not (media or any(embeds.is_frame(file) for _, file, _ in self.seen.targets))


def finish(html: str, name: str, site: Site) -> tuple[bytes, Finished]:
    """Finish the page that lies at `name`, seen from the site's root: what to write there, and what to know of it."""
    tree, is_scripted = LexborHTMLParser(html), name in site.scripted
    base = site.root if name == LOST else ""
    css = site.sheets.of(tree, base or "../" * name.count("/"))
    is_rich = tree.css_first(RICH) is not None
    media = _media(tree, name, site, base) if is_rich else Media()
    targets = site.addresses.make_relative(tree, name, base)
    drawings, symbols = sprite.share(tree, site.icons)
    sheets = place(tree, css + media.rules)
    calling = tree.css(policy.CALLING) if is_rich else []
    policy.set_policy(tree, calling, sheets, site.hosts, is_scripted)
    found = seen(tree, calling, targets, site.hosts, is_scripted)
    drawn = sprite.draw(f"{tree.html}\n".encode(), drawings, symbols)
    return put(drawn, css + media.rules), Finished(found, media)


def _media(tree: LexborHTMLParser, name: str, site: Site, base: str) -> Media:
    page = site.folder / name
    for frame in embeds.frame_scripts(tree, site.hosts):
        written = site.folder / frame.path
        written.parent.mkdir(exist_ok=True)
        written.write_text(frame.html, "utf-8", newline="\n")
    embeds.mend_foreign(tree)
    originals, bad = pictures.publish(tree, page, site.folder, site.cache)
    rules, of_styles = seat_styles(tree, page, site.folder, base)
    return Media(frozenset(originals), frozenset(of_styles), tuple(bad), rules)
