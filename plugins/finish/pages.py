"""One page as Pelican wrote it → the finished page, and what the checks of the whole site need to know of it.

In: a page's HTML and the `Site` to which it belongs. Out: a `Finished` page. Pictures and frames are written beside it.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from plugins import embeds, pictures, policy
from plugins.finish.addresses import Addresses
from plugins.finish.check import Seen, seen
from plugins.finish.styles import seat_styles
from plugins.finish.stylesheet import Sheets
from plugins.icons import Pack, sprite
from plugins.pictures.variants import NotAPicture

LOST = "404.html"  # served for any address, so that nothing on it may be relative


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
class Finished:
    """A page's HTML, what was seen on it, originals of pictures that stand there in other sizes, files that its
    styles name, and what is no picture."""

    html: str
    seen: Seen
    originals: frozenset[Path] = frozenset()
    of_styles: frozenset[Path] = frozenset()
    bad: tuple[NotAPicture, ...] = ()

    @property
    def stands_alone(self) -> bool:
        """Whether nothing was written beside it."""
        return not (self.originals or self.of_styles or any(embeds.is_frame(file) for _, file, _ in self.seen.targets))


def finish(html: str, name: str, site: Site) -> Finished:
    """Finish the page that lies at `name`, seen from the site's root."""
    tree, page = LexborHTMLParser(html), site.folder / name
    base, is_scripted = site.root if page.name == LOST else "", name in site.scripted
    css = site.sheets.of(tree, base or "../" * name.count("/"))
    for frame in embeds.frame_scripts(tree, site.hosts):
        written = site.folder / frame.path
        written.parent.mkdir(exist_ok=True)
        written.write_text(frame.html, "utf-8", newline="\n")
    embeds.mend_foreign(tree)
    originals, bad = pictures.publish(tree, page, site.folder, site.cache)
    targets = site.addresses.make_relative(tree, name, base)
    sprite.share(tree, site.icons)
    of_styles = seat_styles(tree, page, site.folder, css, base)
    policy.set_policy(tree, site.hosts, is_scripted)
    found = seen(tree, targets, site.hosts, is_scripted)
    return Finished(tree.html + "\n", found, frozenset(originals), frozenset(of_styles), tuple(bad))
