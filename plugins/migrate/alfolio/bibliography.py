"""al-folio's `_bibliography/*.bib` as publications.bib, and what `{% cite %}` and `{% bibliography %}` stand for.

In: the site. Out: a `Bibliography`. The entries stay as they are: their fields are read here as in al-folio.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from plugins.bibtex.bib_reader import read_bibtex
from plugins.migrate.jekyll.blocks import mark_block
from plugins.migrate.jekyll.old_site import JekyllSite
from plugins.migrate.new_text import block
from plugins.migrate.page_source import HEADER
from plugins.migrate.report import MigrationReport
from plugins.people.registry import Registry
from plugins.publications.merging import merge_versions
from plugins.publications.records import Publication
from plugins.publications.typeset import Typesetting
from plugins.publications.versions import read_version

KEY = re.compile(r"[^\s,\"']+")
QUERY = re.compile(r"@(?P<type>\w+|\*)(?:\[(?P<conditions>[^\]]*)\])?")
CONDITION = re.compile(r"(?P<name>\w+)\s*(?P<sign>\^=|~=|!=|>=|<=|=|>|<)\s*(?P<value>[\w .-]+)")
KINDS = {"article": "journal", "inproceedings": "conference", "conference": "conference", "phdthesis": "thesis"}
KINDS |= {"mastersthesis": "thesis", "thesis": "thesis", "book": "book", "incollection": "chapter"}
KINDS |= {"techreport": "report", "unpublished": "preprint", "patent": "patent", "software": "software"}


@dataclass(frozen=True)
class Bibliography:
    """The text of publications.bib, and the publications by key."""

    text: str = ""
    by_key: Mapping[str, Publication] = field(default_factory=dict)

    @property
    def publications(self) -> list[Publication]:
        return list({id(each): each for each in self.by_key.values()}.values())

    def has_selected(self) -> bool:
        return bool(re.search(r"^\s*selected\s*=\s*[{\"]?\s*(?:true|yes|\d)", self.text, re.M | re.I))

    def cite(self, words: str) -> str | None:
        """Links to the pages of publications: `(Example et al., 2020)`."""
        keys = KEY.findall(re.sub(r"--?\w+(?:[ =]+\S+)?", "", words))
        shown = [self._citation(key) for key in keys]
        return f"({'; '.join(shown)})" if shown and all(shown) else None

    def _citation(self, key: str) -> str:
        publication = self.by_key.get(key)
        if not publication:
            return ""
        names = [author.name.family or str(author.name) for author in publication.latest.authors]
        shown = names[0] if len(names) == 1 else f"{names[0]} & {names[1]}" if len(names) == 2 else ""
        shown = shown or (f"{names[0]} et al." if names else key)
        year = publication.latest.date.year
        return f"[{shown}{f', {year}' if year else ''}](/{publication.url})"

    def block(self, words: str = "") -> str:
        """The list that `{% bibliography %}` shows, as far as our options can say it."""
        return mark_block(block("publications", **(dict(_options(words)) or {"filters": "yes"})))

    def reference(self, words: str) -> str | None:
        keys = [key for key in KEY.findall(words) if key in self.by_key]
        return mark_block(block("publications", keys=", ".join(keys))) if keys else None


def _options(words: str) -> Iterator[tuple[str, str]]:
    query = QUERY.search(words)
    if limit := re.search(r"(?:--max|-m)[ =]+(\d+)", words):
        yield "limit", limit[1]
    if "group_by" in words and "none" in words:
        yield "group", "none"
    if query and (kind := KINDS.get(query["type"].lower())):
        yield "kind", kind
    for one in CONDITION.finditer(query["conditions"] or "" if query else ""):
        name, sign, value = one["name"].lower(), one["sign"], one["value"].strip()
        if name == "selected" and value in ("true", "yes"):
            yield "selected", "yes"
        elif name == "year" and value.isdecimal():
            yield "year", _span(sign, int(value))
        elif name in ("keywords", "topics") and sign in ("=", "~=", "^="):
            yield "topic", value


def _span(sign: str, year: int) -> str:
    spans = {">=": f"{year}-", ">": f"{year + 1}-", "<=": f"1000-{year}", "<": f"1000-{year - 1}"}
    return spans.get(sign, str(year))


def read_bibliography(site: JekyllSite, report: MigrationReport) -> Bibliography:
    """The entries of all files, of which al-folio shows only those of `scholar.bibliography`, one after another."""
    main = site.text("scholar", "bibliography") or "papers.bib"
    names = [name for name in site.sources if name.startswith("_bibliography/") and name.endswith(".bib")]
    names.sort(key=lambda name: (name.rpartition("/")[2] not in (main, f"{main}.bib"), name))
    texts = {name: HEADER.sub("", site.read(name)).strip("\n") for name in names}
    for name in names[1:]:
        report.change(name, None, f"its entries follow those of {names[0]} in content/publications.bib")
    text = "\n\n".join(texts.values())
    text = f"{text}\n" if text else ""
    entries, _ = read_bibtex(text)
    placeless = (replace(entry, offsets={}, line=0) for entry in entries)
    publications, _ = merge_versions(read_version(entry, Registry(()), Typesetting())[0] for entry in placeless)
    return Bibliography(text, {key: each for each in publications for key in each.keys})
