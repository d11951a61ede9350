"""What Liquid of al-folio stands for here: its includes, its lists, and jekyll-scholar's citations.

In: the site. Out: `Counterparts`.
"""

import re

from plugins.migrate.alfolio.bibliography import Bibliography
from plugins.migrate.alfolio.settings import order_of
from plugins.migrate.jekyll.blocks import mark_block
from plugins.migrate.jekyll.counterparts import figure, film, link_tags, own_includes, site_values
from plugins.migrate.jekyll.liquid import Counterparts, Words
from plugins.migrate.jekyll.old_site import Document, JekyllSite, as_list
from plugins.migrate.jekyll.sorting import Sorted, collection_cards
from plugins.migrate.new_text import block


def alfolio_counterparts(site: JekyllSite, found: Sorted, bibliography: Bibliography) -> Counterparts:
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
