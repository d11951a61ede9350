"""al-folio's page `about` as the home page: name, portrait, contact, text, news, selected publications.

In: the page and its text. Out: the text of content/pages/index.md.
"""

import re

from plugins.migrate.alfolio.bibliography import Bibliography
from plugins.migrate.jekyll.old_site import Document, JekyllSite, as_table
from plugins.migrate.new_text import block, portrait

MARKUP = re.compile(r"[<\[*_`]")
PARAGRAPH = re.compile(r"</?(?:p|div)\b[^<>]*>", re.I)


def author_of(site: JekyllSite) -> str:
    """The owner's name: that of the settings, else the title of the site."""
    names = (site.text(key) for key in ("first_name", "middle_name", "last_name"))
    title = site.text("title")
    return " ".join(filter(None, names)) or ("" if title == "blank" else title)


def subtitle_of(about: Document | None) -> str:
    """The subtitle if it is plain text, which is SITESUBTITLE."""
    subtitle = about.text("subtitle") if about else ""
    return "" if MARKUP.search(subtitle) else subtitle


def home_body(site: JekyllSite, about: Document, body: str, bibliography: Bibliography, has_news: bool) -> str:
    profile = as_table(about.values.get("profile"))
    name, image = author_of(site), str(profile.get("image") or "").strip("/")
    picture = portrait(name, site.find(f"assets/img/{image}", image), "width:9em")
    parts = [f"# {name or about.title}{picture}"]
    subtitle = about.text("subtitle")
    parts.append("" if subtitle == subtitle_of(about) else subtitle)
    parts += [" ".join(part.split()) for part in PARAGRAPH.split(str(profile.get("more_info") or ""))]
    parts.append(body)
    if has_news and (limit := _news_limit(about)) is not None:
        parts += ["## News", block("news", limit=limit or 10)]
    if about.values.get("selected_papers") and bibliography.has_selected():
        parts += ["## Selected publications", block("publications", selected="yes")]
    return "\n\n".join(filter(None, parts))


def _news_limit(about: Document) -> int | None:
    """How many news the home page shows, 0 for all; None if it shows none."""
    shown = [about.values.get(key) for key in ("announcements", "news", "latest_posts")]
    limits = [one.get("limit") or 0 for one in shown if isinstance(one, dict) and one.get("enabled")]
    limits += [0 for one in shown if one is True]
    return max((limit for limit in limits if isinstance(limit, int)), default=None)
