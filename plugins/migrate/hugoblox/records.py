"""content/people.toml and content/cv.toml of the new site.

In: a `Plan`. Out: the text of the two files.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from plugins.core.toml_tables import to_url
from plugins.migrate.commonmark import to_python_markdown
from plugins.migrate.hugoblox.front_matter import first_of, long_text, one_line, table_of, tables_of
from plugins.migrate.hugoblox.owner import organizations_of, profiles_of
from plugins.migrate.hugoblox.plan import Plan
from plugins.migrate.hugoblox.site import EVENTS, HugoPage
from plugins.migrate.plain_yaml import day_of
from plugins.migrate.profiles import MAIL
from plugins.migrate.toml_text import toml_tables
from plugins.people.orcid import check_digit, parse_orcid

HOMEPAGES = ("globe", "home", "house", "link", "earth-americas", "globe-alt")
EMPLOYERS = ("company", "company_name", "organization", "org", "institution")
# By words in the names of groups
ROLES = {
    "alumni": "alumnus",
    "post-?doc": "postdoc",
    "student|phd": "student",
    "visitor": "visitor",
    "intern": "intern",
    "administration|staff": "staff",
    "assistant": "assistant",
    "principal investigator|researcher|faculty": "colleague",
    "collaborator": "collaborator",
}
Record = Mapping[str, object]


def people_file(plan: Plan) -> str:
    """content/people.toml: everybody who has a text of their own."""
    tables = toml_tables("person", [_person(plan, person) for person in plan.site.people])
    head = "# The people in publications.bib: each name is linked wherever it occurs; see docs/people.md.\n"
    return f"{head}\n{tables}" if tables else ""


def _person(plan: Plan, person: HugoPage) -> Record:
    profiles = list(profiles_of(plan, person))
    is_owner = person is plan.site.owner
    homepages = [one["url"] for one in profiles if one["icon"].rpartition("-")[2] in HOMEPAGES and _url(one["url"])]
    emails = [one["url"][7:] for one in profiles if one["url"].startswith("mailto:")]
    email = person.text.text("email") or next(iter(emails), "")
    affiliations = [{"name": first_of(one, "name"), "url": _url(one.get("url"))} for one in organizations_of(person)]
    return {
        "name": person.title.partition(",")[0].strip() or person.title,  # without titles after a comma
        "owner": is_owner or None,
        "homepage": next(iter(homepages), ""),
        "orcid": next(filter(None, (_orcid(one["url"]) for one in profiles)), ""),
        "email": email if MAIL.fullmatch(email) else "",
        "roles": [] if is_owner else _roles(person),
        "affiliations": [one for one in affiliations if one["name"]],
    }


def _url(written: object) -> str:
    try:
        return to_url(one_line(written))
    except ValueError:
        return ""


def _orcid(address: str) -> str:
    found = parse_orcid(address) if "orcid.org" in address else ""
    return found if found and check_digit(found) == found[-1] else ""


def _roles(person: HugoPage) -> list[Record]:
    """What the first of the person's groups is called here."""
    group = next(iter(person.text.words("user_groups")), "").lower()
    return [{"role": role} for words, role in ROLES.items() if re.search(words, group)][:1]


def cv_file(plan: Plan) -> tuple[str, set[str]]:
    """content/cv.toml, and the names of its sections."""
    sections: dict[str, list[Record]] = {}
    for name, entries in _cv_sections(plan):
        if found := [entry for entry in entries if entry.get("what")]:
            sections[name] = [*sections.get(name, []), *found]
    return "".join(toml_tables(name, entries) for name, entries in sections.items()), set(sections)


def _cv_sections(plan: Plan) -> Iterator[tuple[str, list[Record]]]:
    if owner := plan.site.owner:
        written = owner.text.values.get("education")
        courses = tables_of(table_of(written).get("courses")) if isinstance(written, dict) else tables_of(written)
        yield "education", [_degree(one) for one in courses]
        yield "positions", [_position(one) for one in owner.text.tables("work")]
        yield "awards", [_award(one) for one in owner.text.tables("awards")]
        yield "skills", [_skills(one) for one in owner.text.tables("skills")]
        languages = owner.text.tables("languages")
        yield "languages", [{"what": first_of(one, "name"), "text": first_of(one, "label")} for one in languages]
    for name, content in _contents(plan):
        items = tables_of(content.get("item")) or tables_of(content.get("items"))
        positions = tables_of(content.get("experience")) or (items if name == "experience" else [])
        yield "positions", [_position(one) for one in positions]
        yield "awards", [_award(one) for one in items if "accomplishments" in name]
    yield "talks", [_talk(plan, page) for page in plan.site.of(*EVENTS) if not page.is_draft]


def _contents(plan: Plan) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The names and the contents of all blocks and widgets."""
    for part in plan.site.parts:
        yield part.text.text("widget"), {**part.text.values, **part.text.table("content")}
    for page in plan.site.texts:
        for section in page.text.tables("sections"):
            yield first_of(section, "block"), table_of(section.get("content"))


def _degree(one: Mapping[str, Any]) -> Record:
    year, button = first_of(one, "year"), table_of(one.get("button"))
    address = _url(button.get("url"))
    summary = _markdown(one, "summary")
    return {
        "what": _joined(" ", first_of(one, "degree"), first_of(one, "course", "area")),
        "where": first_of(one, "institution"),
        **({"when": int(year)} if re.fullmatch(r"\d{4}", year) else _span(one)),
        "text": _joined("\n\n", summary, f"[{first_of(button, 'text')}]({address})" if address else ""),
    }


def _position(one: Mapping[str, Any]) -> Record:
    return {
        "what": first_of(one, "title", "position", "role"),
        "where": _joined(", ", first_of(one, *EMPLOYERS), first_of(one, "location")),
        "url": _url(one.get("company_url")),
        **_span(one),
        "text": _markdown(one, "description", "summary"),
    }


def _award(one: Mapping[str, Any]) -> Record:
    day = day_of(one.get("date")) or day_of(one.get("date_start"))
    return {
        "what": first_of(one, "title"),
        "where": first_of(one, "awarder", "organization"),
        "url": _url(one.get("url")) or _url(one.get("certificate_url")),
        "when": f"{day:%Y-%m}" if day else "",
        "text": _markdown(one, "summary", "description"),
    }


def _skills(one: Mapping[str, Any]) -> Record:
    names = [first_of(inner, "name", "label") for inner in tables_of(one.get("items"))]
    return {"what": first_of(one, "name"), "text": _joined(", ", *names)}


def _talk(plan: Plan, page: HugoPage) -> Record:
    text = page.text
    return {
        "what": one_line(page.title),
        "where": _joined(", ", text.text("event"), text.text("location")),
        "url": _url(text.values.get("event_url")),
        "when": text.day.isoformat() if text.day else "",
        "text": f"[About this talk]({plan.new_address(page)})",
    }


def _joined(between: str, *parts: str) -> str:
    return between.join(filter(None, parts))


def _markdown(one: Mapping[str, Any], *keys: str) -> str:
    return to_python_markdown(next(filter(None, (long_text(one.get(key)) for key in keys)), ""))


def _span(one: Mapping[str, Any]) -> Record:
    start, end = (day_of(one.get(f"date_{key}") or one.get(key)) for key in ("start", "end"))
    return {"from": f"{start:%Y-%m}" if start else "", "until": f"{end:%Y-%m}" if end else ""}
