"""A site of al-folio → a `MovedSite`."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from plugins.migrate.alfolio.bibliography import Bibliography, read_bibliography
from plugins.migrate.alfolio.home import author_of, home_body, subtitle_of
from plugins.migrate.alfolio.people import read_people
from plugins.migrate.cv_records import write_cv
from plugins.migrate.jekyll.addresses import output_file
from plugins.migrate.jekyll.blocks import mark_block
from plugins.migrate.jekyll.counterparts import figure, film, link_tags, own_includes, site_values
from plugins.migrate.jekyll.liquid import Counterparts, Words
from plugins.migrate.jekyll.liquid_nodes import TOKEN
from plugins.migrate.jekyll.moving import (
    NEWS,
    Links,
    Sorted,
    archive_redirects,
    collection_cards,
    plan_files,
    public_settings,
    report_features,
    sort_documents,
)
from plugins.migrate.jekyll.old_site import CONFIG, Document, JekyllSite, as_list, as_table, read_site
from plugins.migrate.jekyll.places import old_addresses
from plugins.migrate.jekyll.texts import article_text, has_words, new_body, page_text
from plugins.migrate.moved_site import Files, MovedSite
from plugins.migrate.new_text import new_text, plain_words
from plugins.migrate.page_source import HEADER
from plugins.migrate.plain_yaml import BadYaml, load_yaml
from plugins.migrate.profiles import profile_of
from plugins.migrate.report import MigrationReport
from plugins.migrate.settings_file import REMOVED

NAME = "al-folio"
SIGNS = "_config.yml with _bibliography/ or 'scholar:'"
ARTICLES = ("posts", "drafts", "news")
NEWS_BLOCK = "/// news\n    style: excerpts\n///"
# Keys of socials.yml, and once of _config.yml, that name no service
NO_SERVICE = ("rss_icon", "cv_pdf", "custom_social", "wechat_qr", "socials_in_search")
PROFILE = re.compile(r"\w+_(?:username|userid|user|id|url|profile|number)|email")
NO_SOCIAL = ("google_analytics_id", "first_name")
ROW = re.compile(r'<div class="row[^"<>]*">')  # of pictures beside each other
GRID = '<div class="grid">'
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*")
READ_DATA = {"cv", "coauthors", "socials", "repositories", "venues", "citations"}


def recognize(folder: Path) -> bool:
    config = folder / CONFIG
    if not config.is_file():
        return False
    is_scholar = re.search(r"^scholar:|^(?:remote_)?theme:.*al[-_]folio", config.read_text("utf-8", "replace"), re.M)
    return (folder / "_bibliography").is_dir() or bool(is_scholar)


def read(folder: Path, report: MigrationReport) -> MovedSite:
    site = read_site(folder, report)
    bibliography = read_bibliography(site, report)
    found = sort_documents(site, ARTICLES, _is_needless, report)
    icon = next((name for name in (f"assets/img/{site.text('icon')}", site.text("icon")) if name in site.files), "")
    files, settings = plan_files(site, icon)
    moved = len(files)
    files |= _texts(site, found, bibliography, report)
    people, people_count = read_people(site, bibliography.publications, report)
    cv = write_cv(_cv_sections(site))
    records = {"publications.bib": bibliography.text, "people.toml": people, "cv.toml": cv}
    files |= {f"content/{name}": text.encode() for name, text in records.items() if text}
    settings |= _settings(site, found, report)
    report_features(site, report)
    _report_rest(site, report)
    counts = {
        "page": sum(page.kind != "projects" for page in found.pages),
        "project": sum(page.kind == "projects" for page in found.pages),
        "article": len(found.articles),
        "publication": len(bibliography.publications),
        "person": people_count,
        "picture or file": moved,
    }
    return MovedSite(NAME, files, settings, public_settings(site, report), _redirects(site, found), counts)


def _is_needless(document: Document) -> bool:
    """Pages that this site makes itself: the list of news, and the entry of the menu that only opens others."""
    is_news = document.kind == "pages" and document.address.strip("/") == "news"
    return is_news or bool(document.values.get("dropdown"))


def _about(found: Sorted) -> Document | None:
    return next((page for page in found.pages if not found.places[page.source].address), None)


def _texts(site: JekyllSite, found: Sorted, bibliography: Bibliography, report: MigrationReport) -> Files:
    """The texts of all pages and articles, and a list of the projects if no page has one."""
    known = _counterparts(site, found, bibliography)
    files: Files = {}
    for document in found.pages:
        place = found.places[document.source]
        body = ROW.sub(GRID, new_body(document, site, known, report))
        if place.address == "":
            home = home_body(site, document, body, bibliography, bool(found.articles))
            files[place.file] = page_text(document, place, home, title="")
        else:
            files[place.file] = page_text(document, place, _page_body(document, site, body, known), description="")
    for document in found.articles:
        place = found.places[document.source]
        body = ROW.sub(GRID, _with_redirect(document, new_body(document, site, known, report)))
        files[place.file] = article_text(document, place, body, report)
    if any(page.kind == "projects" for page in found.pages) and "content/pages/projects.md" not in files:
        files["content/pages/projects.md"] = new_text({"title": "Projects"}, known.lists["projects"])
    for document in (*found.lists, *found.needless):
        _report_lost_words(document, report)
    return files


def _report_lost_words(document: Document, report: MigrationReport) -> None:
    if has_words(TOKEN.sub("", document.body)) and not document.address.startswith("404"):
        report.leave(
            document.source, document.line, "not moved: this site makes its own list of news; its text is left"
        )


def _page_body(document: Document, site: JekyllSite, body: str, known: Counterparts) -> str:
    """The body with what the page's layout shows besides."""
    layout, parts = document.text("layout"), [document.text("description"), _with_redirect(document, body)]
    if layout == "cv":
        pdf = document.text("cv_pdf") or str(as_table(site.data.get("socials")).get("cv_pdf") or "")
        pdf = pdf if pdf.startswith("http") else f"/{pdf.strip('/')}" if pdf.strip("/") in site.files else ""
        parts += [f"[PDF]({pdf}){{ .md-button }}" if pdf else "", "/// cv\n///" if _cv_sections(site) else ""]
    if layout == "profiles":
        parts += [_profile(site, as_table(each)) for each in as_list(document.values.get("profiles"))]
    if layout == "book-shelf" and "books" in known.lists:
        parts.append(known.lists["books"])
    return "\n\n".join(filter(None, parts))


def _with_redirect(document: Document, body: str) -> str:
    """The text with a link to where the old page sent visitors on at once."""
    target = document.text("redirect")
    if not target:
        return body
    target = target if re.match(r"https?://", target) else f"/{target.strip('/')}"
    return f"{body}\n\n[{document.title or target}]({target})".strip()


def _profile(site: JekyllSite, profile: dict) -> str:
    """A person of a page of profiles: picture, text of a file of its own, address."""
    image = f"assets/img/{profile.get('image')}"
    source = next((name for name in site.sources if name == f"_pages/{profile.get('content')}"), "")
    text = HEADER.sub("", site.read(source)).strip() if source else ""
    picture = f"![](/{image}){{ align=right width=200 }}" if image in site.files else ""
    return "\n\n".join(filter(None, (picture, str(profile.get("more_info") or "").strip(), text)))


def _counterparts(site: JekyllSite, found: Sorted, bibliography: Bibliography) -> Counterparts:
    cards: dict[str, list[Document]] = {}
    for page in found.pages:
        if page.kind != "pages":
            cards.setdefault(page.kind, []).append(page)
    lists = {name: _cards_by_category(site, each, found) for name, each in cards.items()}
    lists |= dict.fromkeys(("posts", "news"), NEWS_BLOCK)
    includes = {"figure": figure, "video": film, "audio": film, "bib_search": _nothing, "social": _nothing}
    includes |= dict.fromkeys(("news", "latest_posts"), lambda words: mark_block("/// news\n    limit: 5\n///"))
    includes |= {"selected_papers": lambda words: bibliography.block("@*[selected=true]")}
    includes |= {"repository/repo": _repository, "repository/repo_user": _repository, "cv": _nothing}
    tags = {"cite": bibliography.cite, "bibliography": bibliography.block, "reference": bibliography.reference}
    return Counterparts(site_values(site), lists, includes, tags | link_tags(site, found.addresses), own_includes(site))


def _nothing(words: Words) -> str:
    return ""


def _repository(words: Words) -> str:
    """A repository or a person of GitHub, which a picture of another host showed."""
    name = str(words.get("repository") or words.get("username") or "").strip("/")
    return mark_block(f"- [{name}](https://github.com/{name})") if re.fullmatch(r"[\w./-]+", name) else ""


def _cards_by_category(site: JekyllSite, documents: list[Document], found: Sorted) -> str:
    """The cards of a collection in their order, below the categories that its page displays."""
    ordered = sorted(documents, key=lambda one: (_number(one.values.get("importance")), one.source))
    listing = next((page for page in found.pages if page.address.strip("/") == documents[0].kind), None)
    names = [str(name) for name in as_list(listing.values.get("display_categories") if listing else None)]
    parts = []
    for name in dict.fromkeys([*names, *(one.text("category") for one in ordered)]):
        group = [one for one in ordered if one.text("category") == name]
        parts += [f"## {name}"] if group and name else []
        parts += [collection_cards(group, found.places)] if group else []
    return "\n\n".join(parts)


def _number(value: Any) -> float:
    return value if isinstance(value, int | float) else 1_000


def _cv_sections(site: JekyllSite) -> list[tuple[str, Any]]:
    """The sections of `_data/cv.yml`, of al-folio's own form or of RenderCV, else those of a JSON Resume."""
    data = site.data.get("cv")
    if isinstance(data, list):
        return [(str(one.get("title") or "About"), one.get("contents")) for one in data if isinstance(one, dict)]
    if isinstance(data, dict):
        inner = as_table(data.get("cv")) or data
        return list(as_table(inner.get("sections")).items())
    resume = "assets/json/resume.json"
    if resume not in site.files:
        return []
    try:
        data = as_table(load_yaml(site.read(resume)))
    except BadYaml:
        return []
    return [(name, value) for name, value in data.items() if isinstance(value, list)]


def _settings(site: JekyllSite, found: Sorted, report: MigrationReport) -> dict[str, object]:
    """Who, links, menu, language."""
    author, title, about = author_of(site), site.text("title"), _about(found)
    profile = as_table(about.values.get("profile")) if about else {}
    has_news = any(document.kind == "news" for document in found.articles)
    given: dict[str, object] = {
        "AUTHOR": author,
        "SITENAME": title if title not in ("", "blank", author) else REMOVED,
        "SITESUBTITLE": subtitle_of(about),
        "SOCIAL": _social(site, report),
        "DEFAULT_LANG": site.text("lang") if LANGUAGE.fullmatch(site.text("lang")) else "en",
        "MENU": [*_menu(site, found, report)],
    }
    footer = site.text("footer_text")
    if footer and "jekyll" not in footer.lower():
        given["COPYRIGHT"] = f"© {author}. {plain_words(footer)}"
    given |= {"NEWS_TITLE": found.news_title} if found.news_title and not has_news else {}
    return given | ({"LOOK": {"portrait": "circle"}} if profile.get("image_circular") is True else {})


def _social(site: JekyllSite, report: MigrationReport) -> list[dict[str, str]]:
    """The links of `_data/socials.yml`, and those that older versions had in the settings."""
    older = {key: value for key, value in site.config.items() if PROFILE.fullmatch(key) and key not in NO_SOCIAL}
    links = []
    for key, value in {**older, **as_table(site.data.get("socials"))}.items():
        if value in (None, "", False) or key in NO_SERVICE:
            continue
        link = profile_of(key, value) if not isinstance(value, dict) else _own_profile(value)
        if link:
            links.append(link)
        elif key not in older or isinstance(value, str):
            report.leave("_data/socials.yml", None, f"'{key}' is not known here: add its address to SOCIAL")
    return links


def _own_profile(value: dict) -> dict[str, str] | None:
    url = str(value.get("url") or "")
    return {"name": str(value.get("title") or url), "url": url} if re.match(r"https?://\S+$", url) else None


def _menu(site: JekyllSite, found: Sorted, report: MigrationReport) -> Iterator[tuple[str, Any]]:
    """The pages that the old menu showed, in its order."""
    links = Links(found)
    documents = [*found.pages, *found.lists, *found.needless]
    for document in sorted(documents, key=lambda one: (_number(one.values.get("nav_order")), one.source)):
        if document.values.get("nav") is not True or not document.address or document.address.startswith("404"):
            continue
        children = [as_table(each) for each in as_list(document.values.get("children"))]
        below = [(str(each.get("title")), links.target(str(each.get("permalink") or ""))) for each in children]
        below = [(title, target) for title, target in below if target and title != "divider"]
        if document.values.get("dropdown"):
            yield from [(document.title, below)] if below else []
        elif target := links.target(document.address):
            yield document.title, target


def _redirects(site: JekyllSite, found: Sorted) -> dict[str, str]:
    redirects = archive_redirects(site, found.lists)
    for document in (*found.pages, *found.articles):
        redirects |= old_addresses(document, found.places[document.source].address)
    for document in (*found.lists, *found.needless):
        if not output_file(document.address).startswith("404"):
            is_news = document in found.lists or document.address.strip("/") == "news"
            redirects |= old_addresses(document, NEWS if is_news else "")
    return redirects


def _report_rest(site: JekyllSite, report: MigrationReport) -> None:
    """Data files and folders that are not read."""
    for name in sorted(site.data.keys() - READ_DATA):
        source = next(one for one in site.sources if one.startswith(f"_data/{name}."))
        report.leave(source, None, "not moved: no page here reads this file")
    for name in site.sources:
        if name.startswith("assets/bibliography/"):
            report.leave(name, None, "copied as a file: add what you cite to content/publications.bib")
