"""The HTML of one page as a template rendered it → the finished page, with facts for the checks of the whole site.

In: the HTML, and the `Site` that the page is part of. Out: a `Finished` page. Nothing is written here, and the result
depends only on the inputs, so it can be cached.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from plugins import embeds, pictures, policy
from plugins.core.digests import digest
from plugins.core.locales import Locales
from plugins.dialect.page import style_links, tabs
from plugins.embeds import videos
from plugins.embeds.frames import Frame
from plugins.finish import narrow_screens
from plugins.finish.addresses import Addresses, Target
from plugins.finish.check import find_problems
from plugins.finish.stylesheet import Sheets
from plugins.icons.sprite import share_drawings
from plugins.pictures import PictureFiles, Published

MATH_FONT = "theme/stix-two-math.woff2"
NOT_FOUND = "404.html"  # served at any address, so no address on it may be relative


@dataclass(frozen=True)
class Site:
    """The site that is being written to `folder`.

    `root` is its path on its host; `hosts` are those that it may call, each with the hosts that that one calls in
    turn; `scripted` are the pages that may have scripts; `code` is a digest of the plugins' code.
    """

    folder: Path
    root: str
    hosts: Mapping[str, Iterable[str]]
    sheets: Sheets
    scripted: Collection[str]
    addresses: Addresses
    pictures: PictureFiles
    code: bytes
    locales: Locales

    def moved_to(self, folder: Path) -> "Site":
        """The same site, moved to another folder."""
        return replace(self, folder=folder, pictures=PictureFiles(folder, self.pictures.sources))

    @property
    def key(self) -> bytes:
        """A digest of what every page depends on."""
        hosts = {host: tuple(further) for host, further in self.hosts.items()}
        return digest(self.code, self.root, repr(hosts), repr(self.sheets), self.locales.key)


@dataclass(frozen=True)
class Finished:
    """A finished page, and the facts that the rest of the site needs.

    `style_files` are files that its styles name; `guesses` are those of `Addresses.make_relative`.
    """

    html: bytes
    ids: frozenset[str]
    targets: tuple[Target, ...]
    problems: tuple[str, ...] = ()
    has_math: bool = False
    style_files: frozenset[str] = frozenset()
    pictures: Published = field(default_factory=Published)
    frames: tuple[Frame, ...] = ()
    guesses: tuple[tuple[str, bool], ...] = ()
    is_scripted: bool = False

    def has_anchor(self, anchor: str) -> bool:
        """Whether the page has that anchor; a script may make any."""
        return self.is_scripted or anchor in self.ids

    def is_current(self, site: Site) -> bool:
        """Whether the files that this page depends on are unchanged."""
        return all((path in site.addresses.folders) == is_folder for path, is_folder in self.guesses) and all(
            site.pictures.digest(name) == known for name, known in self.pictures.asked
        )


def finish(html: str, name: str, site: Site) -> Finished:
    """Finish the page at `name`, its path from the site's root."""
    tree, is_scripted = LexborHTMLParser(html), name in site.scripted
    base = site.root if name == NOT_FOUND else ""
    locale = site.locales.of(tree.root.attributes.get("lang") or "")
    frames = embeds.frame_scripts(tree, site.hosts, locale)
    embeds.prepare_foreign(tree, locale)
    css = site.sheets.of(tree, base or "../" * name.count("/"))
    has_math = bool(tree.tags("math"))
    if has_math and MATH_FONT in css:
        _preload_math_font(tree, base or "../" * name.count("/"))
    published = pictures.publish(tree, name, site.pictures)
    frames += videos.frame_videos(tree, name)
    style_files = style_links.make_relative(tree, name, base)
    alone = narrow_screens.stand_alone(tree)
    narrow_screens.fit_boxes(tree)
    rules = policy.styles_to_classes(tree) + tabs.tab_rules(tree) + alone
    policy.styles_to_head(tree)
    targets, guesses = site.addresses.make_relative(tree, name, base)
    share_drawings(tree)
    sheets = _set_style(tree, css + (f"@layer author{{{rules}}}" if rules else ""))
    calling = tree.css(policy.CALLING)
    policy.set_policy(tree, calling, sheets, site.hosts, is_scripted)
    return Finished(
        html=f"{tree.html}\n".encode(),
        ids=frozenset(node.id for node in tree.css("[id]")),
        targets=tuple(dict.fromkeys(targets)),
        problems=tuple(find_problems(tree, calling, site.hosts, is_scripted)),
        has_math=has_math,
        style_files=frozenset(style_files),
        pictures=published,
        frames=tuple(frames),
        guesses=tuple(guesses.items()),
        is_scripted=is_scripted,
    )


def _preload_math_font(tree: LexborHTMLParser, root: str) -> None:
    """Have browsers fetch the font of most formulas at once; they do not show one that comes late (`math.css`)."""
    link = tree.create_node("link")
    font = {"rel": "preload", "as": "font", "type": "font/woff2", "href": f"{root}{MATH_FONT}", "crossorigin": ""}
    for attribute, value in font.items():
        link.attrs[attribute] = value
    tree.css_first("head > style").insert_before(link, move=True)


def _set_style(tree: LexborHTMLParser, css: str) -> list[str]:
    """Write the page's style sheet into its head; return the texts of all its style sheets."""
    nodes = tree.tags("style")
    if nodes and nodes[0].parent.tag == "head":
        nodes[0].inner_html = css
    return [node.text() for node in nodes]
