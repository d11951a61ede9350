"""Another site of Pelican → a `MovedSite`."""

import re
from pathlib import Path

from plugins.migrate.moved_site import MADE_HERE, NEWS, Files, MovedSite, count_files
from plugins.migrate.new_text import block, free_name
from plugins.migrate.pelican.lists import list_addresses
from plugins.migrate.pelican.new_settings import pelican_settings, public_settings, report_unread
from plugins.migrate.pelican.settings import ADDRESS, NAMES, is_plain, read_settings
from plugins.migrate.pelican.site import PelicanSite, PelicanText, read_site
from plugins.migrate.pelican.texts import Places, move_text
from plugins.migrate.redirects import address_of
from plugins.migrate.report import MigrationFailed, MigrationReport

NAME = "Pelican"
SIGNS = "pelicanconf.py"
OWN = ("LOOK", "EMBEDS_HOSTS")  # settings that only this theme has
HOME = "pages/index.md"
UNSAFE = re.compile(r"[^\w./-]+")


def recognize(folder: Path) -> bool:
    return folder.is_dir() and (folder / NAMES[0]).is_file()


def read(folder: Path, report: MigrationReport) -> MovedSite:
    folder = folder.resolve()
    settings = read_settings(folder)
    if any(name in settings.places for name in OWN):
        raise MigrationFailed(f"{folder}: this site has this theme already: 'invoke upgrade' takes a newer one")
    site = read_site(settings, report)
    if not site.texts:
        raise MigrationFailed(f"{site.content}: there is no text in Markdown in this folder")
    home = next((text for text in site.texts if text.save_as == "index.html" and text.is_published), None)
    places = Places(site, report, _places(site, home), _news_address(site))
    places.redirects = list_addresses(site, places.news)
    files = _files(site, places, home)
    report_unread(settings, report)
    public = public_settings(site, report)
    new = pelican_settings(site, places, files)
    return MovedSite("Pelican", files, new, public, _redirects(places), count_files(files))


def _places(site: PelicanSite, home: PelicanText | None) -> dict[str, str]:
    """Where each text goes, below content/: its slug decides, as in its address."""
    places: dict[str, str] = {}
    for text in site.texts:
        if text is home:
            places[text.name] = HOME
        elif text.save_as not in MADE_HERE:
            places[text.name] = free_name(_stem(site, text), [HOME, *places.values()], ".md")
    return places


def _stem(site: PelicanSite, text: PelicanText) -> str:
    """The path of a text without its ending."""
    slug = UNSAFE.sub("-", text.slug).replace("..", "-").strip("/.") or "text"
    end = "." + UNSAFE.sub("-", text.lang).replace("/", "-") if text.is_translation(site.settings) else ""
    if text.kind == "article":
        return f"news/{text.day:%Y-%m-%d}-{slug.replace('/', '-')}{end}"
    return f"pages/{slug}{end}"


def _news_address(site: PelicanSite) -> str:
    """The address of the list of articles; the home page has its own."""
    own = address_of(site.settings.text("INDEX_SAVE_AS"))
    if own.endswith("/") and is_plain(own):
        return own
    return next(name for name in NEWS if name.rstrip("/") not in site.by_address or name == NEWS[-1])


def _files(site: PelicanSite, places: Places, home: PelicanText | None) -> Files:
    files: Files = {}
    for text in site.texts:
        if text.name in places.texts:
            files[f"content/{places.texts[text.name]}"] = move_text(places, text, text is home)
        else:
            places.report.leave(site.place(text.name), None, f"not moved: the site makes its own {text.save_as}")
    for name in site.files:
        address = next((one for one, file in site.file_addresses.items() if file == name), name)
        if address in MADE_HERE:
            places.report.leave(site.place(name), None, f"not moved: the site makes its own {address}")
        elif f"content/{name}" not in files:
            files[f"content/{name}"] = site.content / name
    if home is None:
        files["content/pages/index.md"] = _new_home(site, places)
    bibfile = (site.settings.folder / site.settings.text("PUBLICATIONS_SRC")).resolve()
    if bibfile.is_file() and bibfile.is_relative_to(site.settings.folder):
        files["content/publications.bib"] = bibfile
        place = site.settings.place("PUBLICATIONS_SRC")
        places.report.change(*place, "this is the bibliography now, with a page for each entry")
    return files


def _new_home(site: PelicanSite, places: Places) -> bytes:
    """A home page in place of the list of articles."""
    settings = site.settings
    title = settings.text("SITENAME") or settings.text("AUTHOR") or "Home"
    links = [(name, address) for name, address, *_ in settings.pairs("LINKS") if ADDRESS.fullmatch(address)]
    parts = [f"# {title}"]
    if site.articles:
        parts += ["## News", block("news", style="excerpts", limit=10)]
    if links:
        parts += ["## Links", "\n".join(f"- [{name}]({address})" for name, address in links)]
    message = f"the home page lists the newest articles; all are at /{places.news}"
    places.report.change("content/pages/index.md", None, message)
    return ("\n\n".join(parts) + "\n").encode()


def _redirects(places: Places) -> dict[str, str]:
    taken = {text.save_as for text in places.site.texts if text.is_published}
    taken |= set(map(address_of, taken))
    return {old: new for old, new in places.redirects.items() if old not in taken}
