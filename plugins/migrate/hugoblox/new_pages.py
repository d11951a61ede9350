"""The pages and articles of the new site, with what the templates of HugoBlox showed around their texts.

In: a `Plan` and a `HugoPage`. Out: the bytes of a file.
"""

import re
from posixpath import dirname

from plugins.migrate.hugoblox.block_writers import landing_body
from plugins.migrate.hugoblox.blocks import is_landing
from plugins.migrate.hugoblox.front_matter import first_of, long_text, plain
from plugins.migrate.hugoblox.owner import name_and_portrait, profile_links
from plugins.migrate.hugoblox.plan import Plan
from plugins.migrate.hugoblox.site import EVENTS, HugoPage
from plugins.migrate.hugoblox.texts import (
    buttons,
    convert_body,
    convert_text,
    list_pages,
    page_body,
    page_values,
    write_text,
)
from plugins.migrate.new_text import block
from plugins.migrate.redirects import output_file
from plugins.migrate.shared_settings import is_address

TALKS = block("cv", section="talks", headings="no")


def home_page(plan: Plan, home: HugoPage) -> bytes:
    body = landing_body(plan, home)
    title = plain(home.text.text("title")) or plan.site.config.text("title") or "Home"
    body = body if re.search(r"^# ", body, re.M) else f"# {title}\n\n{body}"
    return write_text({"description": plain(home.text.text("summary", "description")), "hide": ["toc"]}, body)


def new_page(plan: Plan, page: HugoPage) -> bytes:
    """A page: a landing page, a section with the list of its texts, a person, a talk, or any other."""
    values = page_values(plan, page)
    if page.kind == "home" or page.address.endswith(".html"):  # the home page in another language
        values |= {"url": page.address, "save_as": output_file(page.address)}
    if is_landing(page):
        return write_text(values, landing_body(plan, page))
    if page.kind == "section":
        return write_text(values, _section_body(plan, page))
    if page.kind == "person":
        return write_text({**values, "authors": []}, _person_body(plan, page))
    before = [_about_talk(plan, page)] if page.section in EVENTS else []
    if page.name in plan.keys:
        before.append(block("publications", keys=plan.keys[page.name], group="none"))
    else:
        before += [buttons(plan, page), convert_text(plan, page, long_text(page.text.values.get("abstract")))]
    return write_text(values, page_body(plan, page, *before))


def publication_text(plan: Plan, page: HugoPage) -> bytes:
    """The text on the page of a publication, which has title, authors, links and abstract from the bibliography."""
    values = page_values(plan, page)
    return write_text({name: values[name] for name in ("description", "draft")}, convert_body(plan, page))


def _section_body(plan: Plan, page: HugoPage) -> str:
    folder = dirname(page.name)
    body = page_body(plan, page)
    if folder in EVENTS and "talks" in plan.cv_sections:
        return f"{body}\n\n{TALKS}"
    depth = folder.count("/") + 1
    inside = [one for one in plan.site.texts if one.name.startswith(f"{folder}/") and one is not page]
    direct = [one for one in inside if depth in (one.folder.count("/"), one.name.count("/"))]
    shown = [one for one in plan.site.of(page.section) if one in direct and not one.is_draft]
    shown += [one for one in direct if one.kind in ("section", "person")]
    return f"{body}\n\n{list_pages(plan, shown)}" if shown else body


def list_page(plan: Plan, name: str, pages: list[HugoPage]) -> bytes:
    """The page of a section for which nobody wrote one: Hugo makes it."""
    if name in EVENTS and "talks" in plan.cv_sections:
        body = TALKS
    else:
        body = list_pages(plan, [page for page in pages if not page.is_draft])
    return write_text({"title": f"{name.replace('-', ' ').capitalize()}{'' if name.endswith('s') else 's'}"}, body)


def _person_body(plan: Plan, page: HugoPage) -> str:
    """What HugoBlox shows of a person: picture, role, profiles, text."""
    places = [first_of(one, "name") for one in page.text.tables("organizations")]
    role = ", ".join(filter(None, [page.text.text("role"), *places]))
    heading = f"# {name_and_portrait(plan, page)}"
    return "\n\n".join(filter(None, (heading, role, profile_links(plan, page), convert_body(plan, page))))


def _about_talk(plan: Plan, page: HugoPage) -> str:
    """Event, place and day of a talk, in a line."""
    text = page.text
    event, address = text.text("event"), text.text("event_url")
    event = f"[{event}]({address})" if event and is_address(address) else event
    day = f"{text.day:%-d %B %Y}" if text.day else ""
    return " · ".join(filter(None, (event, text.text("location"), day)))


def new_article(plan: Plan, page: HugoPage) -> tuple[str, bytes]:
    """An article, at its old address."""
    base = re.escape(plan.site.post_sections[0])
    is_usual = re.fullmatch(rf"{base}/(?P<slug>[^/]+)/", page.address)
    slug = is_usual["slug"] if is_usual else re.sub(r"[^\w.-]+", "-", page.address.strip("/")).strip("-.")
    values = page_values(plan, page)
    values = {"title": values.pop("title"), "date": page.text.day, **values}
    if not is_usual:
        values |= {"url": page.address, "save_as": output_file(page.address)}
    body = page_body(plan, page, buttons(plan, page))
    return f"content/news/{page.text.day.isoformat()}-{slug}.md", write_text(values, body)
