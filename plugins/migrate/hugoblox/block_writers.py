"""Each block of HugoBlox as text: what has a counterpart becomes a block of ours; of the rest, the words stay.

In: a `Plan` and a `Block`. Out: Markdown.
"""

import re
from collections.abc import Callable, Mapping
from functools import partial
from textwrap import indent
from typing import Any

from plugins.migrate.hugoblox.blocks import Block, blocks_of, is_landing
from plugins.migrate.hugoblox.front_matter import first_of, long_text, plain, table_of, tables_of, words_of
from plugins.migrate.hugoblox.owner import name_and_portrait, profile_links
from plugins.migrate.hugoblox.plan import Plan
from plugins.migrate.hugoblox.site import EVENTS, POSTS, PUBLICATIONS, HugoPage
from plugins.migrate.hugoblox.texts import convert_body, convert_text, link_to, list_pages, words_below
from plugins.migrate.new_text import block as our_block


def landing_body(plan: Plan, page: HugoPage) -> str:
    """The text of a landing page."""
    parts = [_block_text(plan, block) for block in blocks_of(plan, page)]
    return "\n\n".join(filter(None, [*parts, convert_body(plan, page)]))


def _block_text(plan: Plan, block: Block) -> str:
    """The Markdown of a block; the first heading of a page is that of its owner."""
    write = next((write for write, names in WRITERS.items() if block.name.startswith(names)), None)
    if write:
        return write(plan, block)
    message = f"the block '{block.name}' has no counterpart here: its words stay"
    plan.report.leave(block.page.place, block.line, message)
    return _markdown(plan, block, _words(plan, block))


def _join(*parts: str) -> str:
    return "\n\n".join(part.strip("\n") for part in parts if part.strip())


def _heading(block: Block, otherwise: str = "") -> str:
    """The heading of a block, with its anchor, and its subtitle."""
    title = plain(block.get("title")) or otherwise
    mark = f" {{ #{block.anchor} }}" if re.fullmatch(r"[\w-]+", block.anchor) else ""
    subtitle = block.get("subtitle")
    anchor = f'<span id="{block.anchor}"></span>' if mark and not title else ""
    return _join(f"## {title}{mark}" if title else anchor, f"*{subtitle}*" if subtitle else "")


def _text(plan: Plan, block: Block) -> str:
    body = convert_text(plan, block.page, block.text, block.line)
    button, cta, other = (table_of(block.content.get(key)) for key in ("button", "cta", "cta_alt"))
    links = [_button(plan, block, one) for one in (button or cta, other)]
    return _join(body, " ".join(filter(None, links)))


def _button(plan: Plan, block: Block, button: Mapping[str, Any]) -> str:
    words, address = first_of(button, "text", "label"), first_of(button, "url")
    return f"[{plain(words)}]({link_to(plan, block.page, address)}){{ .md-button }}" if words and address else ""


def _words(plan: Plan, block: Block) -> str:
    """Everything that the content of a block says besides its title and text."""
    known = {"title", "subtitle", "text"}
    rest = {key: value for key, value in block.content.items() if key not in known and isinstance(value, list | dict)}
    return "\n\n".join(convert_text(plan, block.page, words) for words in words_below(rest) if words)


def _markdown(plan: Plan, block: Block, *below: str) -> str:
    """The heading and the text of a block, and what it shows below them."""
    return _join(_heading(block), _text(plan, block), *below)


def _biography(plan: Plan, block: Block) -> str:
    """Name, portrait, profiles and text of a person."""
    wanted = block.get("username", "author")
    person = next((one for one in plan.site.people if one.folder_name == wanted), plan.site.owner)
    if person is None:
        return _markdown(plan, block)
    mark = f" {{ #{block.anchor} }}" if block.anchor else ""
    rank = "#" if person is plan.site.owner and block.page.kind != "person" else "##"
    return _join(
        f"{rank} {name_and_portrait(plan, person)}{mark}",
        profile_links(plan, person),
        convert_body(plan, person) or person.text.text("bio"),
        _text(plan, block),
        _interests(person),
        _own_education(plan, person),
    )


def _interests(person: HugoPage) -> str:
    written = person.text.values.get("interests")
    found = words_of(table_of(written).get("interests") if isinstance(written, dict) else written)
    return "## Interests\n\n" + "\n".join(f"- {one}" for one in found) if found else ""


def _own_education(plan: Plan, person: HugoPage) -> str:
    """The owner's education, unless a page of the site has a block for it."""
    if person is not plan.site.owner or not person.text.values.get("education"):
        return ""
    pages = [page for page in plan.site.texts if is_landing(page) or page.kind == "home"]
    names = [block.name for page in pages for block in blocks_of(plan, page)]
    has_block = any(name.startswith(("resume-experience", "experience")) for name in names)
    return "" if has_block else our_block("cv", section="education")


def _experience(plan: Plan, block: Block) -> str:
    if not block.name.startswith("resume"):
        has_items = tables_of(block.content.get("experience")) or tables_of(block.content.get("items"))
        shown = our_block("cv", section="positions", headings="no") if has_items else ""
        return _join(_heading(block, "Experience"), _text(plan, block), shown)
    written = plan.site.owner.text.values if plan.site.owner else {}
    found = [name for name, key in (("education", "education"), ("positions", "work")) if written.get(key)]
    shown = our_block("cv", section=", ".join(found)) if found else ""
    return _markdown(plan, block, shown)


def _section_of_cv(section: str, heading: str, plan: Plan, block: Block) -> str:
    shown = our_block("cv", section=section, headings="no") if section in plan.cv_sections else ""
    return _join(_heading(block, heading if shown else ""), _text(plan, block), shown)


def _features(plan: Plan, block: Block) -> str:
    """Skills and other features, one a line."""
    lines = []
    for one in tables_of(block.content.get("feature")) or tables_of(block.content.get("items")):
        icon = plan.icon(first_of(one, "icon"), first_of(one, "icon_pack"))
        about = convert_text(plan, block.page, long_text(one.get("description")))
        shown = f":{icon}: " if icon else ""
        lines.append(f"- {shown}**{plain(first_of(one, 'name'))}**" + (f": {about}" if about else ""))
        lines += [f"    - {first_of(inner, 'name')}" for inner in tables_of(one.get("items"))]
    return _markdown(plan, block, "\n".join(lines))


def _collection(plan: Plan, block: Block) -> str:
    """A list of texts with its heading; nothing if there are none."""
    text, listed = _text(plan, block), _listed(plan, block)
    return _join(_heading(block), text, listed) if text or listed or block.anchor else ""


def _listed(plan: Plan, block: Block) -> str:
    """Publications, posts and talks are lists of ours; of other texts, a list with links."""
    folders = block.folders or [block.name.rstrip("s")]
    filters = table_of(block.content.get("filters"))
    if set(folders) & set(PUBLICATIONS):
        return _publications(plan, block, filters)
    if set(folders) & set(POSTS) and plan.site.post_sections:
        return our_block("news", limit=block.limit or 5)
    if set(folders) & set(EVENTS):
        talks = our_block("cv", section="talks", limit=block.limit, headings="no")
        return talks if "talks" in plan.cv_sections else ""
    tags = {*words_of(filters.get("tags")), *words_of(filters.get("tag"))}
    pages = [page for page in plan.site.of(*folders) if not tags or tags & set(page.text.words("tags"))]
    return list_pages(plan, [page for page in pages if not page.is_draft][: block.limit or None])


def _publications(plan: Plan, block: Block, filters: Mapping[str, Any]) -> str:
    is_featured = filters.get("featured_only") is True or block.name == "featured"
    has_featured = is_featured and any(page.text.is_on("featured") for page in plan.site.of(*PUBLICATIONS))
    shown = our_block("publications", selected="yes" if has_featured else "", limit=block.limit)
    return shown if plan.keys else ""


def _contact(plan: Plan, block: Block) -> str:
    """The lines of a contact block; a form needs a server."""
    content = block.content
    if content.get("form") or content.get("email_form"):
        plan.report.leave(block.page.place, block.line, "the contact form is not moved: visitors write to your address")
    lines = []
    if email := first_of(content, "email"):
        lines.append(f":fontawesome-solid-envelope: [{email}](mailto:{email})")
    if phone := first_of(content, "phone"):
        lines.append(f":fontawesome-solid-phone: {phone}")
    address = table_of(content.get("address"))
    parts = [first_of(address, key) for key in ("street", "city", "region", "postcode", "country")]
    if any(parts):
        lines.append(f":fontawesome-solid-location-dot: {', '.join(filter(None, parts))}")
    lines += [f":fontawesome-solid-signs-post: {one}" for one in words_of(content.get("directions"))]
    lines += [f":fontawesome-solid-clock: {one}" for one in words_of(content.get("office_hours"))]
    if appointment := first_of(content, "appointment_url"):
        lines.append(f":fontawesome-solid-calendar-check: [Book an appointment]({appointment})")
    for link in tables_of(content.get("contact_links")):
        lines.append(f"[{first_of(link, 'name') or 'Link'}]({first_of(link, 'link', 'url')})")
    return _markdown(plan, block, "\n\n".join(lines))


def _people(plan: Plan, block: Block) -> str:
    """The people of a group, by their roles."""
    parts = []
    for group in words_of(block.content.get("user_groups")):
        lines = [_member(plan, one) for one in plan.site.people if group in one.text.words("user_groups")]
        parts += [f"### {group}", "\n".join(lines)] if lines else []
    return _markdown(plan, block, *parts)


def _member(plan: Plan, person: HugoPage) -> str:
    name, address = plain(person.title), plan.new_address(person)
    shown = f"[{name}]({address})" if person.text.body.strip() or person is plan.site.owner else name
    role = person.text.text("role")
    return f"- {shown}" + (f", {role}" if role else "")


def _hero(plan: Plan, block: Block) -> str:
    note, image = (table_of(block.content.get(key)) for key in ("cta_note", "image"))
    return _markdown(plan, block, first_of(note, "label"), first_of(image, "caption"))


def _faq(plan: Plan, block: Block) -> str:
    found = []
    for one in tables_of(block.content.get("items")):
        answer = convert_text(plan, block.page, long_text(one.get("answer")))
        found.append(f'??? question "{plain(first_of(one, "question"))}"\n{indent(answer, "    ")}')
    return _markdown(plan, block, *found)


def _dropped(plan: Plan, block: Block) -> str:
    plan.report.leave(block.page.place, block.line, f"the block '{block.name}' has no counterpart here")
    return _join(_heading(block) if block.text.strip() else "", _text(plan, block))


# How the names of the blocks begin that each writes
WRITERS: dict[Callable[[Plan, Block], str], tuple[str, ...]] = {
    _biography: ("about", "resume-biography", "biography"),
    _experience: ("resume-experience", "experience"),
    partial(_section_of_cv, "awards", "Awards"): ("resume-awards",),
    partial(_section_of_cv, "awards", "Accomplishments"): ("accomplishments",),
    partial(_section_of_cv, "skills", "Skills"): ("resume-skills",),
    partial(_section_of_cv, "languages", "Languages"): ("resume-languages",),
    _features: ("skills", "featurette", "features"),
    _collection: ("collection", "pages", "featured", "portfolio", "posts", "publications", "projects", "talks"),
    _markdown: ("markdown", "blank", "cta"),
    _hero: ("hero",),
    _contact: ("contact",),
    _people: ("people", "team"),
    _faq: ("faq",),
    _dropped: ("tag_cloud", "tag-cloud"),
}
