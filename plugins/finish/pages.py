"""One page as a template rendered it → the finished page, and what the checks of the whole site need to know of it.

In: a page's HTML and the `Site` to which it belongs. Out: a `Finished` page. Nothing is written here: the result
depends on its inputs alone, so that it can be cached.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from plugins import embeds, pictures, policy
from plugins.core.digests import digest
from plugins.embeds import Frame
from plugins.finish.addresses import Addresses, Target
from plugins.finish.check import problems_of_page
from plugins.finish.styles import move_styles
from plugins.finish.stylesheet import Sheets
from plugins.icons.sprite import share_drawings
from plugins.pictures import PictureFiles, Published

LOST = "404.html"  # served for any address, so that nothing on it may be relative


@dataclass(frozen=True)
class Site:
    """The site that is being written to `folder`: its path `root` on its host, the `hosts` that it may call, style
    sheets, pages that may hold scripts, its addresses, pictures, and a digest of the code that makes it."""

    folder: Path
    root: str
    hosts: Mapping[str, Iterable[str]]
    sheets: Sheets
    scripted: Collection[str]
    addresses: Addresses
    pictures: PictureFiles
    code: bytes

    def moved_to(self, folder: Path) -> "Site":
        """The same site, which now lies in `folder`."""
        return replace(self, folder=folder, pictures=PictureFiles(folder, self.pictures.sources))

    @property
    def key(self) -> bytes:
        """A digest of what all pages have in common."""
        hosts = {host: tuple(further) for host, further in self.hosts.items()}
        return digest(self.code, self.root, repr(hosts), repr(self.sheets))


@dataclass(frozen=True)
class Finished:
    """A finished page: its HTML, its ids, what it points at, its problems; `style_files` that its own styles name,
    pictures and frames to be written beside it; `guesses` as in `Addresses.make_relative`."""

    html: bytes
    ids: frozenset[str]
    targets: tuple[Target, ...]
    problems: tuple[str, ...] = ()
    has_math: bool = False
    style_files: frozenset[str] = frozenset()
    pictures: Published = field(default_factory=Published)
    frames: tuple[Frame, ...] = ()
    guesses: tuple[tuple[str, bool], ...] = ()

    def is_current(self, site: Site) -> bool:
        """Whether the files that this page depends on are what they were when it was made."""
        return all((path in site.addresses.folders) == is_folder for path, is_folder in self.guesses) and all(
            site.pictures.digest(name) == known for name, known in self.pictures.asked
        )


def finish(html: str, name: str, site: Site) -> Finished:
    """Finish the page that is written to `name`, a path from the site's root."""
    tree, is_scripted = LexborHTMLParser(html), name in site.scripted
    base = site.root if name == LOST else ""
    css = site.sheets.of(tree, base or "../" * name.count("/"))
    frames = embeds.frame_scripts(tree, site.hosts)
    embeds.mend_foreign(tree)
    published = pictures.publish(tree, name, site.pictures)
    rules, style_files = move_styles(tree, name, base)
    targets, guesses = site.addresses.make_relative(tree, name, base)
    share_drawings(tree)
    sheets = _set_style(tree, css + rules)
    calling = tree.css(policy.CALLING)
    policy.set_policy(tree, calling, sheets, site.hosts, is_scripted)
    return Finished(
        html=f"{tree.html}\n".encode(),
        ids=frozenset(node.id for node in tree.css("[id]")),
        targets=tuple(dict.fromkeys(targets)),
        problems=tuple(problems_of_page(tree, calling, site.hosts, is_scripted)),
        has_math=bool(tree.tags("math")),
        style_files=frozenset(style_files),
        pictures=published,
        frames=tuple(frames),
        guesses=tuple(guesses.items()),
    )


def _set_style(tree: LexborHTMLParser, css: str) -> list[str]:
    """Write the page's style into its head; return the texts of all its style sheets."""
    nodes = tree.tags("style")
    if nodes and nodes[0].parent.tag == "head":
        nodes[0].inner_html = css
    return [node.text() for node in nodes]
