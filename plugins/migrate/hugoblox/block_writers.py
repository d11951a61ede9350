"""Each block of HugoBlox as text: what has a counterpart becomes a block of ours; of the rest, the words stay.

In: a `Plan` and a `Block`. Out: Markdown.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from plugins.migrate.hugoblox.blocks import Block, blocks_of, is_landing
from plugins.migrate.hugoblox.front_matter import long_text, one_line, table_of, tables_of, words_of
from plugins.migrate.hugoblox.owner import portrait_of, profile_links
from plugins.migrate.hugoblox.plan import Plan
from plugins.migrate.hugoblox.site import EVENTS, POSTS, PUBLICATIONS, HugoPage
from plugins.migrate.hugoblox.texts import convert_text, link_to, list_pages, plain, words_below


def landing_body(plan: Plan, page: HugoPage) -> str:
    """The text of a landing page."""
    found = blocks_of(plan, page)
    parts = [text for block in found if (text := block_text(plan, block))]
    if page.text.body.strip():
        parts.append(convert_text(plan, page, page.text.body, page.text.body_line))
    return "\n\n".join(parts)


def block_text(plan: Plan, block: Block) -> str:
    """The Markdown of a block; the first heading of a page is that of its owner."""
    name = block.name
    for beginning, write in WRITERS:
        if name.startswith(beginning):
            return write(plan, block)
    plan.report.leave(block.page.place, block.line, f"the block '{name}' has no counterpart here: its words stay")
    return _join(_heading(block), _text(plan, block), _words(plan, block))


def _join(*parts: str) -> str:
    return "\n\n".join(part.strip("\n") for part in parts if part.strip())


def _heading(block: Block, otherwise: str = "") -> str:
    """The heading of a block, with its anchor, and its subtitle."""
    title = block.title or otherwise
    mark = f" {{ #{block.anchor} }}" if re.fullmatch(r"[\w-]+", block.anchor) else ""
    subtitle = block.get("subtitle")
    anchor = f'<span id="{block.anchor}"></span>' if mark and not title else ""
    return _join(f"## {title}{mark}" if title else anchor, f"*{subtitle}*" if subtitle else "")


def _text(plan: Plan, block: Block) -> str:
    body = convert_text(plan, block.page, block.text, block.line)
    button = table_of(block.content.get("button")) or table_of(block.content.get("cta"))
    more = [button, table_of(block.content.get("cta_alt"))]
    links = [_button(plan, block, one) for one in more]
    return _join(body, " ".join(filter(None, links)))


def _button(plan: Plan, block: Block, button: Mapping[str, Any]) -> str:
    words = one_line(button.get("text")) or one_line(button.get("label"))
    address = one_line(button.get("url"))
    return f"[{plain(words)}]({link_to(plan, block.page, address)}){{ .md-button }}" if words and address else ""


def _words(plan: Plan, block: Block) -> str:
    """Everything that the content of a block says besides its title and text."""
    known = {"title", "subtitle", "text"}
    rest = {key: value for key, value in block.content.items() if key not in known and isinstance(value, list | dict)}
    return "\n\n".join(convert_text(plan, block.page, words) for words in words_below(rest) if words)


def _markdown(plan: Plan, block: Block) -> str:
    return _join(_heading(block), _text(plan, block))


def _biography(plan: Plan, block: Block) -> str:
    """Name, portrait, profiles and text of a person."""
    wanted = block.get("username", "author")
    person = next((one for one in plan.site.people if one.name.split("/")[1] == wanted), plan.site.owner)
    if person is None:
        return _markdown(plan, block)
    text = person.text
    name = plain(person.title)
    portrait = portrait_of(plan, person)
    picture = f' ![{name}](/{portrait}){{ align=right style="width:7.5em; border-radius: 50%;" }}' if portrait else ""
    mark = f" {{ #{block.anchor} }}" if block.anchor else ""
    body = convert_text(plan, person, text.body, text.body_line)
    own = _text(plan, block)
    heading = "#" if person is plan.site.owner and block.page.kind != "person" else "##"
    return _join(
        f"{heading} {name}{picture}{mark}",
        profile_links(plan, person),
        body or text.text("bio"),
        own,
        _interests(person),
        _own_education(plan, person),
    )


def _interests(person: HugoPage) -> str:
    written = person.text.values.get("interests")
    found = words_of(table_of(written).get("interests") if isinstance(written, dict) else written)
    return "## Interests\n\n" + "\n".join(f"- {one}" for one in found) if found else ""


def _own_education(plan: Plan, person: HugoPage) -> str:
    has_own_block = any(
        block.name.startswith(("resume-experience", "experience"))
        for page in plan.site.texts
        for block in _safe(plan, page)
    )
    is_owner = person is plan.site.owner and person.text.values.get("education")
    return _cv("education") if is_owner and not has_own_block else ""


def _safe(plan: Plan, page: HugoPage) -> list[Block]:
    return blocks_of(plan, page) if is_landing(plan, page) or page.kind == "home" else []


def _cv(*sections: str, limit: int = 0, headings: bool = True) -> str:
    lines = ["/// cv", f"    section: {', '.join(sections)}"]
    lines += [f"    limit: {limit}"] if limit else []
    lines += [] if headings else ["    headings: no"]
    return "\n".join([*lines, "///"])


def _experience(plan: Plan, block: Block) -> str:
    person = plan.site.owner
    if block.name.startswith("resume"):
        found = [
            name
            for name, key in (("education", "education"), ("positions", "work"))
            if person and person.text.values.get(key)
        ]
        return _join(_heading(block), _text(plan, block), _cv(*found) if found else "")
    has = bool(tables_of(block.content.get("experience")) or tables_of(block.content.get("items")))
    return _join(_heading(block, "Experience"), _text(plan, block), _cv("positions", headings=False) if has else "")


def _section_of_cv(section: str, heading: str) -> Callable[[Plan, Block], str]:
    def write(plan: Plan, block: Block) -> str:
        if section not in plan.cv_sections:
            return _markdown(plan, block)
        return _join(_heading(block, heading), _text(plan, block), _cv(section, headings=False))

    return write


def _features(plan: Plan, block: Block) -> str:
    """Skills and other features, one a line."""
    found = tables_of(block.content.get("feature")) or tables_of(block.content.get("items"))
    lines = []
    for one in found:
        icon = plan.icon(one_line(one.get("icon")), one_line(one.get("icon_pack")))
        about = convert_text(plan, block.page, long_text(one.get("description")))
        shown = f":{icon}: " if icon else ""
        lines.append(f"- {shown}**{plain(one_line(one.get('name')))}**" + (f": {about}" if about else ""))
        lines += [f"    - {one_line(inner.get('name'))}" for inner in tables_of(one.get("items"))]
    return _join(_heading(block), _text(plan, block), "\n".join(lines))


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
        return f"/// news\n    limit: {block.limit or 5}\n///"
    if set(folders) & set(EVENTS):
        return _cv("talks", limit=block.limit, headings=False) if "talks" in plan.cv_sections else ""
    tags = {*words_of(filters.get("tags")), *words_of(filters.get("tag"))}
    pages = [page for page in plan.site.of(*folders) if not tags or tags & set(page.text.words("tags"))]
    return list_pages(plan, [page for page in pages if not page.is_draft][: block.limit or None])


def _publications(plan: Plan, block: Block, filters: Mapping[str, Any]) -> str:
    options = []
    is_featured = filters.get("featured_only") is True or block.name == "featured"
    if is_featured and any(page.text.is_on("featured") for page in plan.site.of(*PUBLICATIONS)):
        options.append("    selected: yes")
    if block.limit:
        options.append(f"    limit: {block.limit}")
    return "\n".join(["/// publications", *options, "///"]) if plan.keys else ""


def _contact(plan: Plan, block: Block) -> str:
    """The lines of a contact block; a form needs a server."""
    content = block.content
    if content.get("form") or content.get("email_form"):
        plan.report.leave(block.page.place, block.line, "the contact form is not moved: visitors write to your address")
    lines = []
    if email := one_line(content.get("email")):
        lines.append(f":fontawesome-solid-envelope: [{email}](mailto:{email})")
    if phone := one_line(content.get("phone")):
        lines.append(f":fontawesome-solid-phone: {phone}")
    address = table_of(content.get("address"))
    parts = [one_line(address.get(key)) for key in ("street", "city", "region", "postcode", "country")]
    if any(parts):
        lines.append(f":fontawesome-solid-location-dot: {', '.join(filter(None, parts))}")
    lines += [f":fontawesome-solid-signs-post: {one}" for one in words_of(content.get("directions"))]
    lines += [f":fontawesome-solid-clock: {one}" for one in words_of(content.get("office_hours"))]
    if appointment := one_line(content.get("appointment_url")):
        lines.append(f":fontawesome-solid-calendar-check: [Book an appointment]({appointment})")
    for link in tables_of(content.get("contact_links")):
        lines.append(
            f"[{one_line(link.get('name')) or 'Link'}]({one_line(link.get('link')) or one_line(link.get('url'))})"
        )
    return _join(_heading(block), _text(plan, block), "\n\n".join(lines))


def _people(plan: Plan, block: Block) -> str:
    """The people of a group, by their roles."""
    groups = words_of(block.content.get("user_groups"))
    parts = []
    for group in groups:
        members = [one for one in plan.site.people if group in one.text.words("user_groups")]
        lines = [_member(plan, one) for one in members]
        parts += [f"### {group}", "\n".join(lines)] if lines else []
    return _join(_heading(block), _text(plan, block), *parts)


def _member(plan: Plan, person: HugoPage) -> str:
    name, address = plain(person.title), plan.new_address(person)
    shown = f"[{name}]({address})" if person.text.body.strip() or person is plan.site.owner else name
    role = person.text.text("role")
    return f"- {shown}" + (f", {role}" if role else "")


def _hero(plan: Plan, block: Block) -> str:
    image = table_of(block.content.get("image"))
    note = table_of(block.content.get("cta_note"))
    return _join(_heading(block), _text(plan, block), one_line(note.get("label")), one_line(image.get("caption")))


def _faq(plan: Plan, block: Block) -> str:
    items = tables_of(block.content.get("items"))
    found = [
        f'??? question "{plain(one_line(one.get("question")))}"\n'
        + "\n".join(f"    {line}" for line in convert_text(plan, block.page, long_text(one.get("answer"))).split("\n"))
        for one in items
    ]
    return _join(_heading(block), _text(plan, block), *found)


def _dropped(plan: Plan, block: Block) -> str:
    plan.report.leave(block.page.place, block.line, f"the block '{block.name}' has no counterpart here")
    return _join(_heading(block) if block.text.strip() else "", _text(plan, block))


WRITERS: tuple[tuple[str, Callable[[Plan, Block], str]], ...] = (
    ("about", _biography),
    ("resume-biography", _biography),
    ("biography", _biography),
    ("resume-experience", _experience),
    ("experience", _experience),
    ("resume-awards", _section_of_cv("awards", "Awards")),
    ("accomplishments", _section_of_cv("awards", "Accomplishments")),
    ("resume-skills", _section_of_cv("skills", "Skills")),
    ("resume-languages", _section_of_cv("languages", "Languages")),
    ("skills", _features),
    ("featurette", _features),
    ("features", _features),
    ("collection", _collection),
    ("pages", _collection),
    ("featured", _collection),
    ("portfolio", _collection),
    ("posts", _collection),
    ("publications", _collection),
    ("projects", _collection),
    ("talks", _collection),
    ("markdown", _markdown),
    ("blank", _markdown),
    ("cta", _markdown),
    ("hero", _hero),
    ("contact", _contact),
    ("people", _people),
    ("team", _people),
    ("faq", _faq),
    ("tag_cloud", _dropped),
    ("tag-cloud", _dropped),
)
