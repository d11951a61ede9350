"""The pages and articles of a site of al-folio, with what its layouts showed besides their text and what its Liquid
stands for: its includes, its lists, and jekyll-scholar's citations.

In: the documents and their places. Out: files below content/.
"""

import re

from plugins.migrate.alfolio.bibliography import Bibliography
from plugins.migrate.alfolio.distill import translate_distill
from plugins.migrate.alfolio.records import cv_sections
from plugins.migrate.alfolio.settings import author_of, order_of, subtitle_of
from plugins.migrate.jekyll.blocks import mark_block
from plugins.migrate.jekyll.counterparts import figure, film, link_tags, own_includes, site_values
from plugins.migrate.jekyll.liquid import Counterparts, Words
from plugins.migrate.jekyll.old_site import Document, JekyllSite, as_list, as_table
from plugins.migrate.jekyll.sorting import Sorted, collection_cards, has_own_words
from plugins.migrate.jekyll.texts import article_text, new_body, page_text
from plugins.migrate.moved_site import Files
from plugins.migrate.new_text import block, new_text, portrait
from plugins.migrate.page_source import HEADER
from plugins.migrate.report import MigrationReport
from plugins.migrate.shared_settings import is_address

ROW = re.compile(r'<div class="row[^"<>]*">')  # of pictures beside each other
PARAGRAPH = re.compile(r"</?(?:p|div)\b[^<>]*>", re.I)
GRID = '<div class="grid">'


def alfolio_texts(site: JekyllSite, found: Sorted, bibliography: Bibliography, report: MigrationReport) -> Files:
    """The texts of all pages and articles, and a list of the projects if no page has one."""
    known = _counterparts(site, found, bibliography)
    files: Files = {}
    for document in (*found.pages, *found.articles):
        place = found.places[document.source]
        body = ROW.sub(GRID, translate_distill(new_body(document, site, known, report), bibliography.cite))
        if document in found.articles:
            files[place.file] = article_text(document, place, _with_redirect(document, body), report)
        elif place.address == "":
            home = _home_body(site, document, body, bibliography, bool(found.articles))
            files[place.file] = page_text(document, place, home, title="")
        else:
            files[place.file] = page_text(document, place, _page_body(document, site, body, known), description="")
    if "projects" in known.lists and "content/pages/projects.md" not in files:
        files["content/pages/projects.md"] = new_text({"title": "Projects"}, known.lists["projects"])
    for document in (*found.lists, *found.needless):
        if has_own_words(document) and not document.address.startswith("404"):
            message = "not moved: this site makes its own list of news; its text is left"
            report.leave(document.source, document.line, message)
    return files


def _home_body(site: JekyllSite, about: Document, body: str, bibliography: Bibliography, has_news: bool) -> str:
    profile = as_table(about.values.get("profile"))
    name, image = author_of(site), str(profile.get("image") or "").strip("/")
    picture = portrait(name, site.find(f"assets/img/{image}", image), "width:9em")
    parts = [f"# {name or about.title}{picture}"]
    parts.append(about.text("subtitle").removeprefix(subtitle_of(about)))
    parts += [" ".join(part.split()) for part in PARAGRAPH.split(str(profile.get("more_info") or ""))]
    parts.append(body)
    if has_news and (limit := _news_limit(about)):
        parts += ["## News", block("news", limit=limit)]
    if about.values.get("selected_papers") and bibliography.has_selected():
        parts += ["## Selected publications", block("publications", selected="yes")]
    return "\n\n".join(filter(None, parts))


def _news_limit(about: Document) -> int:
    """How many news the home page shows."""
    shown = [about.values.get(key) for key in ("announcements", "news", "latest_posts")]
    limits = [as_table(one).get("limit") or 0 for one in shown if one is True or as_table(one).get("enabled")]
    return max((limit for limit in limits if isinstance(limit, int)), default=0) or (10 if limits else 0)


def _page_body(document: Document, site: JekyllSite, body: str, known: Counterparts) -> str:
    """The body with what the page's layout shows besides."""
    layout, parts = document.text("layout"), [document.text("description"), _with_redirect(document, body)]
    if layout == "cv":
        pdf = document.text("cv_pdf") or str(as_table(site.data.get("socials")).get("cv_pdf") or "")
        pdf = pdf if pdf.startswith("http") else f"/{pdf.strip('/')}" if pdf.strip("/") in site.files else ""
        parts += [f"[PDF]({pdf}){{ .md-button }}" if pdf else "", block("cv") if cv_sections(site) else ""]
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
    target = target if is_address(target) else f"/{target.strip('/')}"
    return f"{body}\n\n[{document.title or target}]({target})".strip()


def _profile(site: JekyllSite, profile: dict) -> str:
    """A person of a page of profiles: picture, text of a file of its own, address."""
    image = f"assets/img/{profile.get('image')}"
    source = f"_pages/{profile.get('content')}"
    text = HEADER.sub("", site.read(source)).strip() if site.holds(source) else ""
    picture = f"![](/{image}){{ align=right width=200 }}" if image in site.files else ""
    return "\n\n".join(filter(None, (picture, str(profile.get("more_info") or "").strip(), text)))


def _counterparts(site: JekyllSite, found: Sorted, bibliography: Bibliography) -> Counterparts:
    cards: dict[str, list[Document]] = {}
    for page in found.pages:
        if page.kind != "pages":
            cards.setdefault(page.kind, []).append(page)
    lists = {name: _cards_by_category(site, each, found) for name, each in cards.items()}
    lists |= dict.fromkeys(("posts", "news"), block("news", style="excerpts"))
    includes = {"figure": figure, "video": film, "audio": film, "bib_search": _nothing, "social": _nothing}
    includes |= dict.fromkeys(("news", "latest_posts"), lambda words: mark_block(block("news", limit=5)))
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
    ordered = sorted(documents, key=lambda one: (order_of(one.values.get("importance")), one.source))
    listing = next((page for page in found.pages if page.address.strip("/") == documents[0].kind), None)
    names = [str(name) for name in as_list(listing.values.get("display_categories") if listing else None)]
    parts = []
    for name in dict.fromkeys([*names, *(one.text("category") for one in ordered)]):
        group = [one for one in ordered if one.text("category") == name]
        parts += [f"## {name}"] if group and name else []
        parts += [collection_cards(group, found.places)] if group else []
    return "\n\n".join(parts)
