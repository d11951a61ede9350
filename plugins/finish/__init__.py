"""The site that Pelican wrote → the site that is published: frames, pictures, addresses, policy; then the last checks.

Each function is a step of `plugins/flow.py`, or a part of one.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from plugins.core.cache import Cache
from plugins.core.digests import digest
from plugins.finish import stylesheet
from plugins.finish.addresses import Addresses
from plugins.finish.pages import Finished, Site, finish
from plugins.pictures import BadPicture, PictureFiles, write_variants


@dataclass(frozen=True)
class Rendered:
    """A page to be finished: where it is written, from the site's root; a digest of what it depends on; its HTML."""

    name: str
    key: bytes
    render: Callable[[], str]


def site_of(folder: Path, context: Mapping, scripted: Collection[str], code: bytes) -> Site:
    """The site that Pelican wrote to `folder`, whose publications' files are still to be written."""
    theme, content = Path(context["THEME"]), Path(context["PATH"])
    return Site(
        folder=folder,
        root=root_of(context["SITEURL"]),
        hosts=context.get("EMBEDS_HOSTS", {}),
        sheets=stylesheet.read(theme / "static/css", content / "extra/custom.css"),
        scripted=scripted,
        addresses=Addresses.of_files([*files_below(folder), *context["generated"]]),
        pictures=PictureFiles(folder, {one.save_as: Path(one.source_path) for one in context["staticfiles"]}),
        code=code,
    )


def root_of(siteurl: str) -> str:
    """The site's path on its host, for the one page that cannot know its own place."""
    return f"{urlsplit(siteurl).path}/"


def files_below(folder: Path) -> Iterator[str]:
    """The paths of all files, from the folder."""
    return (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def written_pages(site: Site, own_html: Collection[str]) -> Iterator[Rendered]:
    """The pages that Pelican wrote; `own_html` are the author's own, which stay as they are."""
    for name in sorted(files_below(site.folder)):
        if name.endswith(".html") and name not in own_html:
            html = (site.folder / name).read_text("utf-8")
            yield Rendered(name, digest(html), lambda html=html: html)


def finish_pages(rendered: Iterable[Rendered], site: Site, cache: Cache, output: str) -> dict[str, Finished]:
    """Finish each page and write it; return what is known about them, without their HTML."""
    pages, key = {}, site.key
    for one in rendered:
        page = cache.value(
            f"page:{output}:{one.name}",
            digest(key, one.name, str(one.name in site.scripted), one.key),
            lambda one=one: finish(one.render(), one.name, site),
            lambda page: page.is_current(site),
        )
        write_page(one.name, page, site.folder)
        pages[one.name] = replace(page, html=b"")
    return pages


def write_page(name: str, page: Finished, folder: Path) -> None:
    """Write a page, and the pages of its frames."""
    for path, data in [(name, page.html), *((frame.path, frame.html.encode()) for frame in page.frames)]:
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)


def publish_pictures(pages: Mapping[str, Finished], site: Site, cache: Cache) -> list[BadPicture]:
    """Write the variants of all pictures; return the files that are no pictures."""
    bad = [one for page in pages.values() for one in page.pictures.bad]
    return bad + write_variants(
        (one for page in pages.values() for one in page.pictures.variants), site.pictures, cache
    )


def drop_originals(pages: Mapping[str, Finished], own_html: Iterable[str], site: Site) -> None:
    """Delete each picture that pages show in other sizes, unless something leads to the file itself."""
    originals = {name for page in pages.values() for name in page.pictures.originals}
    linked = {file for page in pages.values() for _, file, _ in page.targets}
    linked |= {file for page in pages.values() for file in page.style_files}
    for name in own_html:
        linked |= site.addresses.files(LexborHTMLParser((site.folder / name).read_bytes()), name)
    for name in originals - linked:
        (site.folder / name).unlink(missing_ok=True)
