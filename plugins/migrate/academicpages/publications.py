"""`_publications/*.md` of academicpages as entries of publications.bib.

In: the documents. Out: the text of the file, and the key of each document's entry. What a citation says and no field
has stays in `note`. A plain text is the entry's abstract; any other one stands on the publication's page.
"""

import re
from collections.abc import Iterable, Mapping

from plugins.add_publication.new_entry import make_key
from plugins.bibtex.entry import Entry
from plugins.migrate.academicpages.citations import DOI, Citation, read_citation
from plugins.migrate.jekyll.old_site import Document, JekyllSite
from plugins.migrate.new_text import plain_line, plain_words
from plugins.migrate.report import MigrationReport

ARXIV = re.compile(r"https?://arxiv\.org/(?:abs|pdf)/(?P<id>[\w.-]+?/?\d[\d.v]*?)(?:\.pdf)?")
SPECIAL = re.compile(r"[\\{}%&#_$~^]")
IN_LATEX = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
FORMULA = re.compile(r"(\$[^$\n]+\$)")
IS_CONFERENCE = re.compile(r"\b(?:conference|proceedings|proc|symposium|workshop|congress)\b", re.I)
IS_PREPRINT = re.compile(r"\b(?:arxiv|biorxiv|preprint|ssrn|working paper)\b", re.I)
LINK = re.compile(r"(?<!!)\[([^\]]*)\]\((https?://[^\s()]+)\)")
MARKDOWN_ONLY = re.compile(r"^(?:#|=+$|-+$|\s*[-*+] |\s*\d+\. |\|)|!\[|<(?:img|iframe|table)", re.M)


def write_entries(
    site: JekyllSite, documents: Iterable[Document], report: MigrationReport
) -> tuple[str, dict[str, str]]:
    """The text of publications.bib, the newest entry first; the key of each by the document's source."""
    keys: dict[str, str] = {}
    texts = []
    for document in sorted(documents, key=lambda one: (str(one.day or ""), one.source), reverse=True):
        title, venue = plain_line(document.title), plain_line(document.text("venue"))
        citation = read_citation(document.text("citation"), title, venue)
        authors = citation.authors or plain_line(document.text("authors") or document.text("author"))
        kind, fields = _kind_and_venue(document.text("category"), venue, bool(authors))
        fields = {"title": title or document.slug, "author": authors, **fields, **_facts(site, document, citation)}
        entry = Entry("", kind, _latex_fields(fields), {})
        keys[document.source] = key = make_key(entry, keys.values())
        rows = "".join(f"  {name} = {{{value}}},\n" for name, value in entry.fields.items())
        texts.append(f"@{kind}{{{key},\n{rows}}}\n")
        _report(document, citation, authors, report)
    return "\n".join(texts), keys


def needs_page(document: Document) -> bool:
    """Whether a text is more than an abstract can be: it has headings, lists, tables or pictures."""
    return bool(MARKDOWN_ONLY.search(document.body))


def _report(document: Document, citation: Citation, authors: str, report: MigrationReport) -> None:
    if not authors:
        report.leave(document.source, 1, "no authors could be read: add 'author' to its entry in publications.bib")
    if citation.rest:
        report.leave(document.source, 1, f"what no field has of the citation is in 'note': '{citation.rest[:60]}'")


def _kind_and_venue(category: str, venue: str, has_authors: bool) -> tuple[str, dict[str, str]]:
    """The type of the entry, and the fields that name where it appeared."""
    kind = {"books": "book", "manuscripts": "article", "conferences": "inproceedings"}.get(category, "")
    if not kind:
        kind = "inproceedings" if IS_CONFERENCE.search(venue) else "misc" if IS_PREPRINT.search(venue) else "article"
    if not has_authors or not venue:  # whose entries ask for more
        ours = {"book": "book", "article": "journal", "inproceedings": "conference"}
        return "misc", {"howpublished": venue, "kind": ours.get(kind, "preprint")}
    field = {"book": "publisher", "article": "journal", "inproceedings": "booktitle"}.get(kind, "howpublished")
    return kind, {field: venue}


def _facts(site: JekyllSite, document: Document, citation: Citation) -> dict[str, str]:
    body = "" if needs_page(document) else document.body
    text, excerpt = _plain_text(body), _plain_text(document.text("excerpt"))
    paper, slides = (_local_file(site, document.text(key)) for key in ("paperurl", "slidesurl"))
    doi = citation.doi or next((match["doi"] for one in (paper, document.body) if (match := DOI.search(one))), "")
    arxiv = ARXIV.fullmatch(paper)
    is_pdf = paper.lower().endswith(".pdf") and not arxiv
    is_link = bool(paper) and not is_pdf and not arxiv and not DOI.fullmatch(paper)
    return {
        "date": document.day.isoformat() if document.day else "",
        "volume": citation.volume,
        "number": citation.number,
        "pages": citation.pages,
        "doi": doi,
        "eprint": arxiv["id"] if arxiv else "",
        "eprinttype": "arxiv" if arxiv else "",
        "pdf": paper if is_pdf else "",
        "url": paper if is_link else "",
        "slides": slides,
        "abstract": text or excerpt,
        "annotation": excerpt if text else "",
        "note": citation.rest,
    }


def _plain_text(markdown: str) -> str:
    """The words of a text, with the addresses of its links."""
    return plain_words(plain_line(LINK.sub(r"\1 (\2)", markdown)))


def _local_file(site: JekyllSite, written: str) -> str:
    """An address; if it is that of a file of the site, the path of the file."""
    path = written.removeprefix(site.text("url").rstrip("/") or "/").removeprefix("/")
    path = path.removeprefix(f"{site.text('baseurl').strip('/')}/")
    return path if path in site.files else written


def _latex_fields(fields: Mapping[str, str]) -> dict[str, str]:
    """Those of the fields that are not empty, in LaTeX with balanced braces."""
    addresses = ("url", "pdf", "slides", "doi", "eprint")
    written = {name: value if name in addresses else _latex(value) for name, value in fields.items() if value}
    return {name: _balanced(value) for name, value in written.items()}


def _balanced(value: str) -> str:
    is_balanced = value.count("{") == value.count("}")
    return value if is_balanced else value.replace("{", "(").replace("}", ")")


def _latex(text: str) -> str:
    """A text in LaTeX; formulas stay."""
    escape = lambda match: IN_LATEX.get(match[0], f"\\{match[0]}")  # noqa: E731 (used once, below)
    parts = FORMULA.split(text)
    return "".join(part if FORMULA.fullmatch(part) else SPECIAL.sub(escape, part) for part in parts)
