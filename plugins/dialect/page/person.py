"""The person whom a home page is about, for Person JSON-LD and `rel="me"`.

Input: the tree of a page whose first heading is a name. Output: a `Person`; unknown fields are empty.
"""

import re
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from plugins.dialect.page.nodes import line_text

OTHER_SCRIPT = r"\s*[（(]\s*([^\x00-\u024f()（）]{1,40}?)\s*[)）]"
ORCID = re.compile(r"https?://orcid\.org/(?:\d{4}-){3}\d{3}[\dX]")
AT = re.compile(r"\b(?:at|@|with)\s*$")


@dataclass(frozen=True)
class Person:
    """A name, the same in another script, the employer, and the addresses of the person's profiles."""

    name: str = ""
    other_name: str = ""
    affiliation: str = ""
    affiliation_url: str = ""
    same_as: tuple[str, ...] = field(default=())

    def json_ld(self, url: str, description: str) -> dict:
        """The person as schema.org's Person, for the site at `url`, without empty fields."""
        employer = {"@type": "Organization", "name": self.affiliation, "url": self.affiliation_url}
        orcid = next(filter(ORCID.fullmatch, self.same_as), "")
        facts = {
            "@id": orcid.replace("http:", "https:"),  # as in the authors of publications
            "name": self.name,
            "alternateName": self.other_name,
            "affiliation": employer if self.affiliation else None,
            "description": description,
            "url": f"{url}/" if url else None,
            "sameAs": list(self.same_as),
        }
        known = {key: value for key, value in facts.items() if value}
        return {"@context": "https://schema.org", "@type": "Person", **known}


def read_person(tree: LexborHTMLParser) -> Person:
    """Read the person of a page, and mark the links to the person's profiles with `rel="me"`."""
    heading = tree.css_first("h1")
    name = line_text(heading) if heading else ""
    if not name:
        return Person()
    other = re.search(re.escape(name) + OTHER_SCRIPT, line_text(tree.body))
    employer = _employer(tree, name)
    return Person(
        name=name,
        other_name=other[1] if other else "",
        affiliation=line_text(employer) if employer else "",
        affiliation_url=(employer.attrs["href"] or "") if employer else "",
        same_as=tuple(_mark_profiles(tree)),
    )


def _employer(tree: LexborHTMLParser, name: str) -> LexborNode | None:
    """The first link after "at" in the first paragraph that introduces the person."""
    for paragraph in tree.css("p"):
        if name not in line_text(paragraph):
            continue
        for link in paragraph.css("a[href^='http']"):
            before = link.prev
            if before is not None and before.is_text_node and AT.search(before.text()):
                return link
        return None
    return None


def _mark_profiles(tree: LexborHTMLParser) -> list[str]:
    """Mark the icon links between the name and the next heading; return their addresses."""
    found = []
    for node in tree.css("h1, h2, h3, a[href^='http'][aria-label]"):
        if node.tag in ("h2", "h3"):
            break
        if node.tag == "a" and node.css_first("svg.icon"):
            node.attrs["rel"] = "me"
            found.append(node.attrs["href"])
    return found
