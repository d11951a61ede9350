"""The further addresses of the old site: aliases, pages of lists, tags, people, and redirects of its server.

In: a `Plan`. Out: pairs of an old address and the new one that it leads to.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from plugins.migrate.hugoblox.addresses import aliases_of, as_folder
from plugins.migrate.hugoblox.front_matter import first_of, one_line, parse, tables_of
from plugins.migrate.hugoblox.plan import Plan
from plugins.migrate.hugoblox.site import AUTHORS, HOME, POSTS, PUBLICATIONS, HugoPage, lists_of
from plugins.migrate.redirects import further_pages

TAXONOMIES = {"author": "authors", "tag": "tags", "publication_type": "publication_types", "category": "categories"}


def page_length(plan: Plan) -> int:
    config = plan.site.config
    length = config.get("pagination", "pagersize") or config.get("paginate")
    return length if isinstance(length, int) and length > 0 else 10


def old_addresses(plan: Plan) -> Iterator[tuple[str, str]]:
    """Each further address of the old site, and the new one that it leads to."""
    site, length = plan.site, page_length(plan)
    for page in site.texts:
        for alias in aliases_of(page.text, page.address):
            yield alias, plan.new_address(page)[1:]
    for name, pages in lists_of(site):
        new = plan.redirects.get(f"{name}/", f"{name}/")
        is_news = bool(site.post_sections) and name == site.post_sections[0]
        further = _list_pages(f"{name}/", len(pages), length)
        yield from ((address, new) for address in further[: 1 if is_news else None])
    for page in site.texts:
        if page.lang and page.section:
            yield f"{page.lang.lower()}/{page.section}/", plan.redirects.get(f"{page.section}/", f"{page.section}/")
    yield from _terms(plan, length)
    yield from _server_redirects(plan)


def _terms(plan: Plan, length: int) -> Iterator[tuple[str, str]]:
    """The lists of texts with one tag, of one kind, by one person; and the lists of these."""
    site = plan.site
    taxonomies = [one_line(one) for one in (site.config.table("taxonomies") or TAXONOMIES).values()]
    news = f"{site.post_sections[0]}/" if site.post_sections else ""
    for taxonomy in dict.fromkeys(filter(None, taxonomies)):
        found: dict[str, list[HugoPage]] = {}
        for page in (one for one in site.texts if not one.is_draft):
            for word in dict.fromkeys(page.text.words(taxonomy)):
                found.setdefault(word, []).append(page)
        if found and f"{taxonomy}/" not in site.by_address:
            texts = [page for pages in found.values() for page in pages]
            yield f"{taxonomy}/", plan.people_page if taxonomy in AUTHORS else _list_of(plan, texts, news)
        for word, pages in found.items():
            person = plan.person(word) if taxonomy in AUTHORS else None
            address = person.address if person else site.permalinks.of_term(taxonomy, word)
            target = plan.new_address(person)[1:] if person else _list_of(plan, pages, news)
            if not person:
                yield address, target
            yield from ((further, target) for further in _list_pages(address, len(pages), length))


def _list_pages(address: str, number: int, length: int) -> list[str]:
    """The addresses of the pages of a list of `number` texts, if it has several: the first is that of the list too."""
    further = further_pages(number, length)
    return [f"{address}page/{page}/" for page in (1, *further)] if further else []


def _list_of(plan: Plan, pages: list[HugoPage], news: str) -> str:
    """The list that has most of these texts."""
    sections = [page.section for page in pages]
    if news and any(name in POSTS for name in sections):
        return news
    if plan.keys and any(name in PUBLICATIONS for name in sections):
        return "publications/"
    return plan.redirects.get(f"{sections[0]}/", f"{sections[0]}/") if sections and sections[0] else ""


def _server_redirects(plan: Plan) -> Iterator[tuple[str, str]]:
    """The redirects of Netlify: static/_redirects and netlify.toml."""
    written: list[tuple[str, str]] = []
    rows = _read(plan.site.folder / "static/_redirects").splitlines()
    words = (row.split() for row in rows if not row.startswith("#"))
    written += [(row[0], row[1]) for row in words if len(row) > 1]
    values, _ = parse(_read(plan.site.folder / "netlify.toml"), "toml")
    written += [(first_of(one, "from"), first_of(one, "to")) for one in tables_of(values.get("redirects"))]
    for old, new in written:
        target = new if re.match(r"https?://", new) else plan.link(HOME, new)
        if "*" in old or ":" in old or not old.startswith("/") or not target:
            plan.report.leave("static/_redirects", None, f"the redirect from '{old}' is not moved: it needs a server")
        else:
            yield as_folder(old), target if "://" in target else target[1:]


def _read(path: Path) -> str:
    return path.read_text("utf-8", "replace") if path.is_file() and not path.is_symlink() else ""
