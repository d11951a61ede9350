"""content/publications.bib from the folders of publications: each `cite.bib`, with what the text beside it adds.

In: a `Plan`. Out: the text of the file, and the key of each publication by the name of its text. An entry stays as its
author wrote it; fields that it lacks come after its own.
"""

import re
from collections.abc import Iterator, Mapping

from plugins.add_publication.markup_to_latex import escape_latex
from plugins.bibtex.bib_reader import read_bibtex
from plugins.bibtex.bib_splitter import split_bibtex
from plugins.migrate.hugoblox.front_matter import first_of, long_text, plain, table_of
from plugins.migrate.hugoblox.plan import Plan
from plugins.migrate.hugoblox.site import PUBLICATIONS, HugoPage
from plugins.migrate.hugoblox.texts import URLS, featured_file

ENTRY = re.compile(r"@[ \t]*\w+\s*\{\s*(?P<key>[^\s,{}]*)\s*,")
BOLD = re.compile(r"\*\*(?P<words>[^*]+)\*\*")
EMPHASIS = re.compile(r"\*(?P<star>[^*\s][^*]*)\*|(?<!\w)_(?P<line>[^_]+)_(?!\w)")
# The fields of links, by what HugoBlox calls them
LINK_TYPES = {name: name for name in ("code", "data", "slides", "poster", "video", "pdf")}
LINK_TYPES |= {"dataset": "data", "preprint": "url", "arxiv": "url", "source": "html"}
LINK_TYPES |= dict.fromkeys(("project", "website", "site"), "website")
# HugoBlox's kinds, those of CSL and the numbers of older versions, by the type of an entry; its field for `publication`
KINDS = {
    ("inproceedings", "booktitle"): ("paper-conference", "1"),
    ("article", "journal"): ("article-journal", "2"),
    ("misc", "howpublished"): ("article", "preprint", "3"),
    ("unpublished", "note"): ("manuscript",),
    ("techreport", "institution"): ("report", "4"),
    ("book", "publisher"): ("book", "5"),
    ("incollection", "booktitle"): ("chapter", "6"),
    ("phdthesis", "school"): ("thesis", "7"),
    ("patent", "howpublished"): ("patent", "8"),
}


def read_bibliography(plan: Plan) -> tuple[str, dict[str, str]]:
    """The text of the file, and the key of each publication by the name of its text."""
    entries: list[str] = []
    keys: dict[str, str] = {}
    taken: set[str] = set()
    for page in plan.site.of(*PUBLICATIONS):
        if page.is_draft or page.lang:
            continue
        for key, text in _entries(plan, page, taken):
            entries.append(text)
            keys.setdefault(page.name, key)
            taken.add(key.lower())
    return "\n\n".join(entries) + "\n" if entries else "", keys


def _entries(plan: Plan, page: HugoPage, taken: set[str]) -> Iterator[tuple[str, str]]:
    """The entries of a publication, each with its key; the first is the one that the text describes."""
    bibfiles = [name for name in plan.site.files_of(page) if name.lower().endswith(".bib")]
    bibfiles.sort(key=lambda name: not name.endswith("cite.bib"))
    written = _read_bib(plan, bibfiles[0]) if bibfiles else []
    place = f"content/{bibfiles[0]}" if bibfiles else page.place
    for number, text in enumerate(written or [_new_entry(plan, page)]):
        match, safe_key = ENTRY.match(text), _safe_key(page)
        own = match["key"] or safe_key
        key = own if own.lower() not in taken else safe_key if safe_key.lower() not in taken else f"{own}-{len(taken)}"
        if key != own:
            plan.report.change(place, 1, f"another entry has the key '{own}': this one is '{key}'")
        text = f"{text[: match.start('key')]}{key}{text[match.end('key') :]}"
        yield key, _with_fields(text, _added_fields(plan, page)) if number == 0 else text


def _read_bib(plan: Plan, name: str) -> list[str]:
    path = plan.site.folder / "content" / name
    text = path.read_bytes().decode("utf-8-sig", "replace").replace("\r\n", "\n")
    entries = [raw.text.rstrip() for raw in split_bibtex(text).entries]
    found = [entry for entry in entries if ENTRY.match(entry) and entry.endswith("}")]
    if not found:
        plan.report.leave(f"content/{name}", 1, "no entry is found in this file: the front matter takes its place")
    return found


def _with_fields(entry: str, fields: Mapping[str, str]) -> str:
    """The entry with those of the fields that it lacks."""
    known, _ = read_bibtex(entry)
    own = {*known[0].fields} if known else set()
    same = {"journal": {"journaltitle"}, "year": {"date"}, "date": {"year"}, "url": {"eprint", "arxiv"}}
    new = {name: value for name, value in fields.items() if value and not ({name} | same.get(name, set())) & own}
    if not new:
        return entry
    body = entry.rstrip()[:-1].rstrip().rstrip(",")
    lines = [f"  {name} = {{{value}}}," for name, value in new.items()]
    return "\n".join([f"{body},", *lines, "}"])


def _added_fields(plan: Plan, page: HugoPage) -> dict[str, str]:
    """What the front matter says that a bibliography has a field for."""
    text = page.text
    doi = text.text("doi") or first_of(table_of(text.table("hugoblox").get("ids")), "doi")
    fields = {
        "doi": re.sub(r"^https?://(?:dx\.)?doi\.org/", "", doi),
        "abstract": _latex(long_text(text.values.get("abstract"))),
        "abbr": _venue(text.text("publication_short")),
        "keywords": ", ".join(_latex(word) for word in text.words("tags") if "," not in word),
        "selected": "true" if text.is_on("featured") else "",
        "preview": plan.file(page, featured_file(plan, page)),
    }
    links = [(name, text.text(f"url_{name}")) for name in URLS]
    links += [(first_of(link, "type", "name").lower(), first_of(link, "url")) for link in text.tables("links")]
    for kind, written in links:
        if kind in LINK_TYPES and written:
            fields.setdefault(LINK_TYPES[kind], _address(plan, page, written))
    for name in plan.site.files_of(page):
        if name.lower().endswith(".pdf"):
            fields.setdefault("pdf", plan.place_of(name))
    return fields


def _address(plan: Plan, page: HugoPage, written: str) -> str:
    """An address, or the path of a file below content/; empty if the site has nothing there."""
    if file := plan.file(page, written):
        return file
    if re.match(r"https?://\S+$", written):
        return written.replace("{", "%7B").replace("}", "%7D")
    new = plan.link(page, written)
    site = plan.site.config.text("baseurl").rstrip("/")
    if new and re.match(r"https?://", site):
        return f"{site}{new}"
    plan.report.leave(page.place, page.text.body_line, f"the link '{written}' leads nowhere, and is left out")
    return ""


def _new_entry(plan: Plan, page: HugoPage) -> str:
    """The entry of a publication that has no `cite.bib`."""
    text = page.text
    written = [*text.words("publication_types"), "article-journal"][0]
    kind, venue = next((found for found, names in KINDS.items() if written in names), ("misc", "howpublished"))
    names = [plan.name_of(name) for name in text.words("authors")]
    fields = {
        "title": _latex(page.title),
        "author": " and ".join(_latex(name) for name in names),
        venue: _venue(text.text("publication")),
        "date": text.day.isoformat() if text.day else "",
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    plan.report.change(page.place, 1, "there is no cite.bib: the entry is made of the front matter")
    return "\n".join([f"@{kind}{{{_safe_key(page)},", *lines, "}"])


def _venue(written: str) -> str:
    """`In *Proceedings of X*` without what BibTeX adds."""
    return _latex(re.sub(r"^In:?\s+(?=\W|[A-Z])", "", plain(written)))


def _safe_key(page: HugoPage) -> str:
    stem = page.folder.rpartition("/")[2] or page.name.rpartition("/")[2].rpartition(".")[0]
    return re.sub(r"[^\w:.-]+", "-", stem).strip("-") or "publication"


def _latex(text: str) -> str:
    """Markdown as LaTeX, with balanced braces."""
    marked = EMPHASIS.sub(r"\\emph{\g<star>\g<line>}", BOLD.sub(r"\\textbf{\g<words>}", text))
    marked = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", marked)
    escaped = escape_latex(marked)
    return escaped if escaped.count("{") == escaped.count("}") else escaped.replace("{", "").replace("}", "")


def has_own_text(page: HugoPage) -> bool:
    """Whether a publication has a text besides its abstract, and not that of the sample."""
    return bool(re.sub(r"\{\{[<%].*?[>%]\}\}|<!--.*?-->", "", page.text.body, flags=re.S).strip())
