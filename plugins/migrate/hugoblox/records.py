"""content/people.toml and content/cv.toml of the new site.

In: a `Plan`. Out: the text of the two files.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from plugins.core.toml_tables import to_url
from plugins.migrate.hugoblox.commonmark import to_python_markdown
from plugins.migrate.hugoblox.front_matter import long_text, one_line, table_of, tables_of
from plugins.migrate.hugoblox.owner import organizations_of, profiles_of
from plugins.migrate.hugoblox.plan import Plan
from plugins.migrate.hugoblox.site import EVENTS, HugoPage
from plugins.migrate.plain_yaml import day_of
from plugins.migrate.toml_text import toml_tables
from plugins.people.orcid import check_digit, parse_orcid

HOMEPAGES = ("globe", "home", "house", "link", "earth-americas", "globe-alt")


EMPLOYERS = ("company", "company_name", "organization", "org", "institution")
ROLES = (
    ("alumni", "alumnus"),
    ("postdoc", "postdoc"),
    ("post-doc", "postdoc"),
    ("student", "student"),
    ("phd", "student"),
    ("visitor", "visitor"),
    ("intern", "intern"),
    ("administration", "staff"),
    ("staff", "staff"),
    ("assistant", "assistant"),
    ("principal investigator", "colleague"),
    ("researcher", "colleague"),
    ("faculty", "colleague"),
    ("collaborator", "collaborator"),
)


Record = Mapping[str, object]


def people_file(plan: Plan) -> str:
    """content/people.toml: everybody who has a text of their own."""
    tables = toml_tables("person", [_person(plan, person) for person in plan.site.people])
    head = "# The people in publications.bib: each name is linked wherever it occurs; see docs/people.md.\n"
    return f"{head}\n{tables}" if tables else ""


def _person(plan: Plan, person: HugoPage) -> Record:
    profiles = list(profiles_of(plan, person))
    is_owner = person is plan.site.owner
    homepage = next((one["url"] for one in profiles if _is_homepage(one)), "")
    orcid = next((found for one in profiles if "orcid.org" in one["url"] and (found := _orcid(one["url"]))), "")
    email = person.text.text("email") or next(
        (one["url"][7:] for one in profiles if one["url"].startswith("mailto:")), ""
    )
    affiliations = [
        {"name": one_line(one.get("name")), "url": _url(one.get("url"))} for one in organizations_of(person)
    ]
    return {
        "name": plain_name(person.title),
        "owner": is_owner or None,
        "homepage": homepage,
        "orcid": orcid,
        "email": email if re.fullmatch(r"[^\s@<>]+@[^\s@<>]+\.[^\s@<>.]+", email) else "",
        "roles": [] if is_owner else [{"role": role} for role in _roles(person)],
        "affiliations": [one for one in affiliations if one["name"]],
    }


def plain_name(title: str) -> str:
    """A name without titles after it, which a comma would make a given name."""
    return title.partition(",")[0].strip() or title


def _is_homepage(profile: Mapping[str, str]) -> bool:
    return profile["icon"].rpartition("-")[2] in HOMEPAGES and bool(_url(profile["url"]))


def _url(written: object) -> str:
    try:
        return to_url(one_line(written))
    except ValueError:
        return ""


def _orcid(address: str) -> str:
    found = parse_orcid(address)
    return found if found and check_digit(found) == found[-1] else ""


def _roles(person: HugoPage) -> list[str]:
    groups = [group.lower() for group in person.text.words("user_groups")]
    return list(dict.fromkeys(next((role for word, role in ROLES if word in group), "") for group in groups if group))[
        :1
    ]


def cv_file(plan: Plan) -> tuple[str, set[str]]:
    """content/cv.toml, and the names of its sections."""
    sections: dict[str, list[Record]] = {}
    for name, entries in _cv_sections(plan):
        if found := [entry for entry in entries if entry.get("what")]:
            sections[name] = [*sections.get(name, []), *found]
    return "".join(toml_tables(name, entries) for name, entries in sections.items()), set(sections)


def _cv_sections(plan: Plan) -> Iterator[tuple[str, list[Record]]]:
    owner = plan.site.owner
    if owner:
        written = owner.text.values.get("education")
        courses = tables_of(table_of(written).get("courses")) if isinstance(written, dict) else tables_of(written)
        yield "education", [_degree(one) for one in courses]
        yield "positions", [_position(one) for one in tables_of(owner.text.values.get("work"))]
        yield "awards", [_award(one) for one in tables_of(owner.text.values.get("awards"))]
        yield "skills", [_skills(one) for one in tables_of(owner.text.values.get("skills"))]
        yield (
            "languages",
            [_language(one) for one in tables_of(owner.text.values.get("languages"))],
        )
    for content in _contents(plan):
        yield "positions", [_position(one) for one in tables_of(content.get("experience"))]
        if "accomplishments" in one_line(content.get("widget")) + one_line(content.get("block")):
            yield "awards", [_award(one) for one in tables_of(content.get("item")) or tables_of(content.get("items"))]
        if one_line(content.get("block")) == "experience":
            yield "positions", [_position(one) for one in tables_of(content.get("items"))]
    yield "talks", [_talk(plan, page) for page in plan.site.of(*EVENTS) if not page.is_draft and not page.lang]


def _contents(plan: Plan) -> Iterator[Mapping[str, Any]]:
    """The contents of all blocks and widgets."""
    for part in plan.site.parts:
        yield {**part.text.values, **part.text.table("content")}
    for page in plan.site.texts:
        for section in tables_of(page.text.values.get("sections")):
            yield {**table_of(section.get("content")), "block": one_line(section.get("block"))}


def _degree(one: Mapping[str, Any]) -> Record:
    year = one_line(one.get("year"))
    dates = _span(one) if not re.fullmatch(r"\d{4}", year) else {"when": int(year)}
    button = table_of(one.get("button"))
    more = f"[{one_line(button.get('text'))}]({_url(button.get('url'))})" if _url(button.get("url")) else ""
    what = " ".join(
        filter(None, (one_line(one.get("degree")), one_line(one.get("course")) or one_line(one.get("area"))))
    )
    return {
        "what": what,
        "where": one_line(one.get("institution")),
        **dates,
        "text": _markdown(one.get("summary"), more),
    }


def _position(one: Mapping[str, Any]) -> Record:
    where = next(filter(None, (one_line(one.get(key)) for key in EMPLOYERS)), "")
    place = ", ".join(filter(None, (where, one_line(one.get("location")))))
    return {
        "what": one_line(one.get("title")) or one_line(one.get("position")) or one_line(one.get("role")),
        "where": place,
        "url": _url(one.get("company_url")),
        **_span(one),
        "text": _markdown(one.get("description") or one.get("summary")),
    }


def _award(one: Mapping[str, Any]) -> Record:
    day = day_of(one.get("date")) or day_of(one.get("date_start"))
    return {
        "what": one_line(one.get("title")),
        "where": one_line(one.get("awarder")) or one_line(one.get("organization")),
        "url": _url(one.get("url")) or _url(one.get("certificate_url")),
        "when": f"{day:%Y-%m}" if day else "",
        "text": _markdown(one.get("summary") or one.get("description")),
    }


def _skills(one: Mapping[str, Any]) -> Record:
    names = [one_line(inner.get("name")) or one_line(inner.get("label")) for inner in tables_of(one.get("items"))]
    return {"what": one_line(one.get("name")), "text": ", ".join(filter(None, names))}


def _language(one: Mapping[str, Any]) -> Record:
    return {"what": one_line(one.get("name")), "text": one_line(one.get("label"))}


def _talk(plan: Plan, page: HugoPage) -> Record:
    text = page.text
    where = ", ".join(filter(None, (text.text("event"), text.text("location"))))
    address = plan.new_address(page)
    return {
        "what": one_line(page.title),
        "where": where,
        "url": _url(text.values.get("event_url")),
        "when": text.day.isoformat() if text.day else "",
        "text": f"[About this talk]({address})",
    }


def _markdown(written: object, more: str = "") -> str:
    return "\n\n".join(filter(None, (to_python_markdown(long_text(written)), more)))


def _span(one: Mapping[str, Any]) -> Record:
    start, end = (day_of(one.get(f"date_{key}") or one.get(key)) for key in ("start", "end"))
    return {"from": f"{start:%Y-%m}" if start else "", "until": f"{end:%Y-%m}" if end else ""}
