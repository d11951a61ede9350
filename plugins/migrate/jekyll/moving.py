"""What moves in the same way from every site of Jekyll: which documents become what, files, addresses, settings."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from urllib.parse import urlsplit

from plugins.building.settings_table import SETTINGS
from plugins.migrate.jekyll.addresses import output_file, slug_of
from plugins.migrate.jekyll.liquid_nodes import TOKEN
from plugins.migrate.jekyll.old_site import Document, JekyllSite, as_list, as_table
from plugins.migrate.jekyll.places import Place, place_articles, place_pages
from plugins.migrate.jekyll.texts import has_words, words_of
from plugins.migrate.moved_site import Files
from plugins.migrate.report import MigrationReport
from plugins.migrate.static_paths import PICTURES, cover

NEWS = "news/"
# Lists of posts: what their Liquid goes through
POST_LISTS = re.compile(r"\bpaginator\b|site\.(?:posts|tags|categories)\b|\bgroup-by-array\b|\barchive-taxonomy\b")
CAPTURE = re.compile(r"\{%-?\s*capture\b.*?\bendcapture\s*-?%\}", re.S)
MADE_HERE = ("feed.xml", "atom.xml", "sitemap.xml", "robots.txt", "404.html", "search.json", "manifest.json")
# Of the repository and of the theme, not of the site
NO_CONTENT = re.compile(
    r"(?:[^/]*\.(?:gemspec|lock|toml|cfg|ini|sh|rb|py|scss|sass|ya?ml|config\.js|map)|Gemfile|Dockerfile|Rakefile|CNAME"
    r"|LICENSE[^/]*|[^/]*\.md|package(?:-lock)?\.json|[^/]*rc(?:\.json)?|purgecss[^/]*|requirements[^/]*)"
)
THEME_FOLDERS = ("assets/css/", "assets/js/", "assets/fonts/", "assets/webfonts/", "assets/libs/", "assets/plotly/")
LIQUID_FILE = re.compile(rb"\A---[ \t]*\r?\n")
FEATURES = {
    "google_analytics": "visits are not counted here: no page runs a script of another host",
    "analytics": "visits are not counted here: no page runs a script of another host",
    "disqus_shortname": "there are no comments here",
    "comments": "there are no comments here",
    "giscus": "there are no comments here",
    "newsletter": "there is no form for a newsletter",
    "external_sources": "posts of other sites are not fetched: write a link to each in content/news/",
}


@dataclass(frozen=True)
class Sorted:
    """The documents that become pages and articles, with their places; those that only list posts; those that this
    site makes itself."""

    pages: tuple[Document, ...]
    articles: tuple[Document, ...]
    places: Mapping[str, Place]
    lists: tuple[Document, ...]
    needless: tuple[Document, ...]

    @property
    def news_title(self) -> str:
        """The title of the list of posts."""
        by_word = [one for one in self.lists if not re.search("tag|categor", one.address)]
        return next((document.title for document in by_word if document.title), "")

    @property
    def addresses(self) -> dict[str, str]:
        """The new address of each document by its source."""
        return {source: place.address for source, place in self.places.items()} | {
            document.source: NEWS for document in self.lists
        }


def sort_documents(
    site: JekyllSite, articles: Iterable[str], needless: Callable[[Document], bool], report: MigrationReport
) -> Sorted:
    """`articles` are the kinds of documents that are dated; `needless` says which pages are not moved."""
    dated = [document for document in site.documents if document.kind in articles]
    others = [document for document in site.documents if document.kind not in articles]
    lists = [document for document in others if document.kind == "pages" and _lists_posts(document)]
    dropped = [one for one in others if one not in lists and (output_file(one.address) in MADE_HERE or needless(one))]
    pages = [document for document in others if document not in lists and document not in dropped]
    places = place_pages(pages, report)
    pages = [page for page in pages if page.source in places]
    places |= place_articles(dated, report)
    return Sorted(tuple(pages), tuple(dated), places, tuple(lists), tuple(dropped))


def _lists_posts(document: Document) -> bool:
    """Whether a page holds no text but a list of posts."""
    if as_table(document.values.get("pagination")).get("enabled"):
        return True
    is_list = POST_LISTS.search(document.body) or str(document.values.get("layout")) in ("categories", "tags", "posts")
    without = TOKEN.sub("", CAPTURE.sub("", document.body))
    return bool(document.address) and bool(is_list) and not has_words(without)


def archive_redirects(site: JekyllSite, lists: Iterable[Document]) -> dict[str, str]:
    """Further pages of the lists of posts, and their archives by year, tag and category."""
    posts = [post for post in site.of_kind("posts") if not post.is_draft]
    found = [*_archives(site, posts)]
    for document in lists:
        found += _further_pages(site, document, len(posts))
    return dict.fromkeys(found, NEWS)


def _archives(site: JekyllSite, posts: list[Document]) -> Iterator[str]:
    options = as_table(site.config.get("jekyll-archives"))
    options = as_table(options.get("posts", options))
    enabled = options.get("enabled")
    wanted = " ".join(map(str, enabled)) if isinstance(enabled, list) else str(enabled or "")
    templates = as_table(options.get("permalinks"))
    for kind, many in (("year", "year"), ("tag", "tags"), ("category", "categories")):
        if kind not in wanted and many not in wanted and wanted != "all":
            continue
        template = str(templates.get(kind) or templates.get(many) or f"/{'' if kind == 'year' else kind}/:name/")
        names = {str(post.day.year) for post in posts if post.day} if kind == "year" else _names(posts, many)
        for name in sorted(names):
            path = template.replace(":year", name).replace(":name", name).replace(":type", kind)
            yield re.sub(r"/{2,}", "/", path).lstrip("/")


def _names(posts: list[Document], many: str) -> set[str]:
    single = {"tags": "tag", "categories": "category"}[many]
    written = [[*words_of(post.values.get(many)), *_single(post.values.get(single))] for post in posts]
    return {slug_of(name) for names in written for name in names}


def _single(value: object) -> list[str]:
    return [str(value)] if isinstance(value, str) and value else []


def _further_pages(site: JekyllSite, document: Document, count: int) -> Iterator[str]:
    own = as_table(document.values.get("pagination"))
    settings = as_table(site.config.get("pagination")) | own
    length = settings.get("per_page", site.config.get("paginate"))
    if not isinstance(length, int) or length < 1 or not (own or site.config.get("paginate")):
        return
    path = str(settings.get("permalink") or "/page/:num/").strip("/")
    for number in range(2, ceil(count / length) + 1):
        yield f"{document.address}{path.replace(':num', str(number))}/"


def plan_files(site: JekyllSite, favicon: str) -> tuple[Files, dict[str, object]]:
    """The files below content/ that are the site's own, at the paths that they had, the favicon and the domain in
    content/extra/; and the settings that publish them."""
    names = [name for name in site.files if _is_content(site, name)]
    files: Files = {f"content/{name}": site.folder / name for name in names}
    static = [*as_list(SETTINGS["STATIC_PATHS"].default), *(path for path in cover(names) if path != "files")]
    given: dict[str, object] = {"STATIC_PATHS": static}
    if "CNAME" in site.files:
        files["content/extra/CNAME"] = site.folder / "CNAME"
    if favicon in site.files:
        icon = f"favicon{Path(favicon).suffix.lower()}"
        files[f"content/extra/{icon}"] = site.folder / favicon
        if icon != "favicon.svg":
            static.append(f"extra/{icon}")
            places = as_table(SETTINGS["EXTRA_PATH_METADATA"].default)
            given |= {"FAVICON": icon, "EXTRA_PATH_METADATA": {**places, f"extra/{icon}": {"path": icon}}}
    return files, given


def _is_content(site: JekyllSite, name: str) -> bool:
    if name in MADE_HERE or name.startswith(THEME_FOLDERS) or NO_CONTENT.fullmatch(name):
        return False
    if name.lower().endswith(PICTURES):
        return True
    with (site.folder / name).open("rb") as file:
        return not LIQUID_FILE.match(file.read(8)) and not name.lower().endswith((".scss", ".sass", ".map"))


def public_settings(site: JekyllSite, report: MigrationReport) -> dict[str, object]:
    """SITEURL of `url` and `baseurl`, the domain of CNAME, and the feed's old address if it had another."""
    given: dict[str, object] = {}
    url, base = site.text("url").rstrip("/"), site.text("baseurl").strip("/")
    domain = site.read("CNAME").strip() if "CNAME" in site.files else ""
    domain = domain if re.fullmatch(r"(?:[\w-]+\.)+[\w-]{2,}", domain) else ""
    if urlsplit(url).scheme in ("http", "https") and not re.search(r"[\s<>\"]", url):
        given["SITEURL"] = f"{url}/{base}".rstrip("/")
    elif domain:
        given["SITEURL"] = f"https://{domain}"
    else:
        report.leave(*site.config_place("url"), "no url: write the site's address as SITEURL in publishconf.py")
    feed = (site.text("feed", "path") or site.text("atom_feed", "path")).lstrip("/")
    if feed and feed != "feed.xml" and re.fullmatch(r"[\w./-]+", feed) and ".." not in feed:
        given["FEED_COPIES"] = [output_file(feed) if feed.endswith("/") else feed]
        report.change(*site.config_place("feed"), f"the feed is feed.xml; its readers find it at {feed} too")
    return given | ({"PUBLISH": {"domain": domain}} if domain else {})


def report_features(site: JekyllSite, report: MigrationReport) -> None:
    """What the settings switch on and has no counterpart here."""
    for key, reason in FEATURES.items():
        value = site.config.get(key)
        is_off = value in (None, "", False, [], {}) or (isinstance(value, dict) and not any(_set_values(value)))
        if not is_off:
            report.leave(*site.config_place(key), f"{key}: {reason}")


def _set_values(values: dict) -> Iterator[object]:
    for value in values.values():
        if isinstance(value, dict):
            yield from _set_values(value)
        elif value not in (None, "", False, "false", []):
            yield value


class Links:
    """The targets of a menu by the address that they had."""

    def __init__(self, documents: Sorted) -> None:
        pages = {page.address: documents.places[page.source].file for page in documents.pages}
        self._pages = {address.strip("/"): file.removeprefix("content/") for address, file in pages.items()}
        self._lists = {document.address.strip("/") for document in documents.lists} | {NEWS.strip("/")}

    def target(self, written: str) -> str | None:
        """What a menu of this site leads to instead; None if there is no such page."""
        if re.match(r"(?:https?|mailto):", written):
            return written
        path = written.split("#")[0].strip("/")
        if path in self._pages:
            return self._pages[path]
        return f"/{NEWS}" if path in self._lists else None


def collection_cards(documents: Iterable[Document], places: Mapping[str, Place]) -> str:
    """The documents of a collection as cards: picture, title with a link, description."""
    cards = [_card(document, places[document.source]) for document in documents]
    return '<div class="grid cards" markdown>\n\n' + "\n\n".join(cards) + "\n\n</div>" if cards else ""


def _card(document: Document, place: Place) -> str:
    picture = document.text("img").strip("/")
    outside = document.text("redirect")
    target = outside if re.match(r"https?://", outside) else f"/{place.address}"
    title = document.title.replace("[", "\\[").replace("]", "\\]") or document.slug
    parts = [f"![](/{picture})"] if picture and not re.match(r"https?:", picture) else []
    parts += [f"**[{title}]({target})**", document.text("description") or document.text("excerpt")]
    return "-   " + "\n\n    ".join(filter(None, parts))
