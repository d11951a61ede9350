"""The site that Pelican wrote → the site that is published: frames, pictures, addresses, policy, and the last checks.

`plugins/flow.py` calls these functions.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from plugins.core.cache import Cache
from plugins.core.digests import digest
from plugins.core.rendered import Rendered
from plugins.finish import stylesheet
from plugins.finish.addresses import Addresses
from plugins.finish.pages import Finished, Site, finish
from plugins.look import Look
from plugins.pictures import BadPicture, PictureFiles, write_variants


def site_of(folder: Path, context: Mapping, look: Look, scripted: Collection[str], code: bytes) -> Site:
    """The site that Pelican wrote to `folder`, where the pages of publications are not written yet."""
    theme, content = Path(context["THEME"]), Path(context["PATH"])
    return Site(
        folder=folder,
        root=f"{urlsplit(context['SITEURL']).path}/",
        hosts=context.get("EMBEDS_HOSTS", {}),
        sheets=stylesheet.read_sheets(theme / "static/css", content / "extra/custom.css", look.sheets, look.tokens),
        scripted=scripted,
        addresses=Addresses.of_files([*list_files(folder), *context["generated"]]),
        pictures=PictureFiles(folder, {file.save_as: Path(file.source_path) for file in context["staticfiles"]}),
        code=code,
        locales=context["locales"],
    )


def list_files(folder: Path) -> Iterator[str]:
    """The paths of all files below a folder, relative to it."""
    return (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def written_pages(site: Site, own_html: Collection[str]) -> Iterator[Rendered]:
    """The pages that Pelican wrote, without the author's own HTML files, which are published unchanged."""
    for name in sorted(list_files(site.folder)):
        if name.endswith(".html") and name not in own_html:
            html = (site.folder / name).read_text("utf-8")
            yield Rendered(name, digest(html), lambda html=html: html)


def finish_pages(rendered: Iterable[Rendered], site: Site, cache: Cache, output: str) -> dict[str, Finished]:
    """Finish each page and write it; return the finished pages by path, without their HTML."""
    pages, key = {}, site.key
    for source in rendered:
        page = cache.value(
            f"page:{output}:{source.name}",
            digest(key, source.name, str(source.name in site.scripted), source.key),
            lambda source=source: finish(source.render(), source.name, site),
            lambda page: page.is_current(site),
        )
        write_page(source.name, page, site.folder)
        pages[source.name] = replace(page, html=b"")
    return pages


def write_page(name: str, page: Finished, folder: Path) -> None:
    """Write a page, and the pages of its frames."""
    for path, data in [(name, page.html), *((frame.path, frame.html.encode()) for frame in page.frames)]:
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)


def publish_pictures(pages: Mapping[str, Finished], site: Site, cache: Cache) -> list[BadPicture]:
    """Write the variants of the pages' pictures; return the files that no browser could show."""
    bad = [picture for page in pages.values() for picture in page.pictures.bad]
    variants = (variant for page in pages.values() for variant in page.pictures.variants)
    return bad + write_variants(variants, site.pictures, cache)


def drop_originals(pages: Mapping[str, Finished], own_html: Iterable[str], site: Site) -> None:
    """Delete each picture that pages show in other sizes, unless a link or a style needs the file itself."""
    originals = {name for page in pages.values() for name in page.pictures.originals}
    linked = {file for page in pages.values() for _, file, _ in page.targets}
    linked |= {file for page in pages.values() for file in page.style_files}
    for name in own_html:
        linked |= site.addresses.files(LexborHTMLParser((site.folder / name).read_bytes()), name)
    for name in originals - linked:
        (site.folder / name).unlink(missing_ok=True)


def find_dead_links(pages: Mapping[str, Finished], folder: Path, later: Collection[str]) -> Iterator[tuple[str, str]]:
    """The first page, and a message, for each place that links within the site in `folder` lead to in vain.

    The files that `later` names may be written later.
    """
    exists = dict.fromkeys((*pages, *later), True)
    dead: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for name, page in pages.items():
        for address, file, anchor in page.targets:
            if file not in exists:
                exists[file] = (folder / file).is_file()
            if not exists[file]:
                dead.setdefault((file, ""), []).append((name, f"links to '{address}', which is not there"))
            elif anchor and file in pages and not pages[file].has_anchor(anchor) and not anchor.startswith(":~:"):
                dead.setdefault((file, anchor), []).append((name, f"links to '{address}', which has no such place"))
    for (name, message), *others in dead.values():
        more = len({other for other, _ in others} - {name})
        yield name, message + (f", as {more} other page{'s do' if more > 1 else ' does'}" if more else "")
