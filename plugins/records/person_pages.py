"""A page for each person who has one: who they are, and their publications."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from jinja2 import Environment

from plugins.core.digests import digest
from plugins.core.rendered import Rendered, render_page
from plugins.people import Person, Registry
from plugins.people.group import membership
from plugins.people.person import FOLDER
from plugins.publications.library import PEOPLE, Library
from plugins.publications.lists import Options, list_publications
from plugins.publications.records import Publication


def generated_files(people: Registry) -> dict[str, str]:
    """The output file of each person's page, with its source."""
    return {_name(person): f"content/{PEOPLE}" for person in people.people if person.has_page}


def rendered_pages(library: Library, context: Mapping, environment: Environment) -> Iterator[Rendered]:
    people = [person for person in library.people.people if person.has_page]
    by_person = _by_person(library) if people else {}
    for person in people:
        today = context["today"]
        values = {
            "person": person,
            "member": membership(library.people, person, today, library.locale),
            "workplace": library.people.affiliation_at(person, today),
            "listing": list_publications(by_person.get(person.id, ()), Options(abstracts=False), library.locale),
            "records": context["records"].with_person(person.id),
            "json_ld": json_ld(person, library.people.affiliation_at(person, today), context["SITEURL"]),
        }
        html = render_page(_name(person), "person.html", context, environment, **values)
        yield Rendered(_name(person), digest(html), lambda html=html: html)


def json_ld(person: Person, place: object, site: str) -> dict:
    """The person as schema.org's Person, without empty fields; `site` is the absolute address of the site, or empty."""
    employer = {"@type": "Organization", "name": place.name, "url": place.url} if place else {}
    facts = {
        "@id": f"https://orcid.org/{person.orcid}" if person.orcid else "",  # as in the authors of publications
        "name": person.name,
        "alternateName": [*person.names.values()],
        "affiliation": {key: value for key, value in employer.items() if value},
        "jobTitle": place.position if place else "",
        "image": f"{site}/{person.photo}" if site and person.photo else "",
        "url": f"{site}/{person.page_url}" if site else "",
        "sameAs": [profile.url for profile in person.profiles],
    }
    known = {key: value for key, value in facts.items() if value}
    return {"@context": "https://schema.org", "@type": "Person", **known}


def _by_person(library: Library) -> dict[str, list[Publication]]:
    """Each person's publications, in the order of the library."""
    found = defaultdict(list)
    for publication in library.publications:
        for person in dict.fromkeys(author.person for author in publication.authors if author.person):
            found[person].append(publication)
    return found


def _name(person: Person) -> str:
    return f"{FOLDER}/{person.id}/index.html"
