"""Texts of publication pages: `content/publications/KEY.md` → the body of the page of the publication KEY.

Pelican reads such a file as a page, so that its links, citations and blocks are those of any page; it does not write
it, since `publications.rendered_pages` writes the page of the publication around it.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import takewhile
from pathlib import Path, PurePosixPath

from markupsafe import Markup
from selectolax.lexbor import LexborHTMLParser, LexborNode

from plugins.core.folding import fold_text
from plugins.core.problems import Report, did_you_mean
from plugins.dialect.page.outline import all_ids
from plugins.dialect.source.line_numbers import lines_in_file
from plugins.publications.library import BIBLIOGRAPHY, REFERENCES, Library
from plugins.publications.records import FOLDER, Publication
from plugins.publications.typeset import plain


@dataclass(frozen=True)
class Body:
    """The text of a publication's page: the pictures at its beginning, the `rest`, and the ids in both."""

    lead: Markup = Markup("")
    rest: Markup = Markup("")
    ids: frozenset[str] = frozenset()
    description: str = ""


NO_BODY = Body()


def bodies_of(
    texts: Iterable, library: Library, lang: str, sections: Collection[str], report: Report
) -> dict[str, object]:
    """The page of Pelican's that is the body of a publication, by the publication's key; `texts` are all pages.

    Gives each the address and the title of its publication, and the ids around it, to which a link may lead; `sections`
    are those that the page has if news, talks or projects name the publication. A file whose name is not a key, or
    which is in another language than the site's `lang`, is an error; a title of its own, a warning.
    """
    found: dict[str, object] = {}
    for page in texts:
        name = PurePosixPath(page.get_relative_source_path())
        if name.parts[0] != FOLDER:
            continue
        if problem := _problem(name, page, library, lang, found):
            report.error(page.source_path, None, problem)
            page.override_save_as = f"{name}/index.html"  # so that no other error follows from this one
            continue
        publication = library.by_key[_key(name)]
        found[publication.key] = page
        _check_title(page, publication, report)
        page.document = replace(page.document, ids=page.document.ids | _ids_around(publication) | {*sections})
        page.title = plain(publication.latest.title)
        page.override_url, page.override_save_as = publication.url, f"{publication.url}index.html"
    return found


def body_of(page: object | None) -> Body:
    """The body for the template of a publication's page, with addresses from the site's root; NO_BODY without a page.

    Pictures and videos at its beginning are shown above the abstract, as what a paper is known by.
    """
    if page is None:
        return NO_BODY
    tree = LexborHTMLParser(f"<!DOCTYPE html><body>{page.get_content('')}")
    nodes = list(tree.body.iter(include_text=True))
    count = sum(1 for _ in takewhile(_is_picture, nodes))
    lead, rest = ("".join(node.html for node in part).strip() for part in (nodes[:count], nodes[count:]))
    rest = rest.replace("<h1", "<h2").replace("</h1>", "</h2>")  # the title of the page is the publication's
    return Body(Markup(lead), Markup(rest), all_ids(tree), page.metadata.get("description", ""))


def _is_picture(node: LexborNode) -> bool:
    """Whether a node is a figure or a video, a paragraph with nothing but pictures, or the space between these."""
    if node.is_text_node or node.tag == "p":
        return not node.text().strip() and (node.is_text_node or node.css_first("img, video") is not None)
    return node.tag in ("figure", "video")


def _ids_around(publication: Publication) -> set[str]:
    """The ids of the sections that `publication.html` has around a text."""
    optional = {"abstract": publication.abstract, "history": publication.history}
    return {"cite", *(name for name, shown in optional.items() if shown)}


def _key(name: PurePosixPath) -> str:
    """The key that a file's name says; a key may have slashes, as those of DBLP."""
    return str(name.relative_to(FOLDER).with_suffix(""))


def _problem(name: PurePosixPath, page: object, library: Library, lang: str, found: Mapping[str, object]) -> str:
    key = _key(name)
    if page.lang != lang:
        is_key = key in library.by_key and page.lang in re.split(r"[./]", key)
        remedy = f" by its name, which is a key: write 'lang: {lang}' above it" if is_key else ""
        return (
            f"the page of a publication is in the language of the site, '{lang}', "
            f"and this text is in '{page.lang}'{remedy}"
        )
    if key in library.references:
        return f"'{key}' is an entry of {REFERENCES}, and publications of others have no pages"
    if key in {parent for one in library.by_key.values() for parent in _parents(one)} - library.by_key.keys():
        return f"the entry '{key}' has no page: it is there for those that name it in 'crossref' or 'xref'"
    if key not in library.by_key:
        close = did_you_mean(key, library.by_key, "{}.md")
        return f"{BIBLIOGRAPHY} has no entry '{key}', whose page this text could be on{close}"
    if other := found.get(library.by_key[key].key):
        return f"{Path(other.source_path).name} is the text of this publication already: they are two of its versions"
    return ""


def _parents(publication: Publication) -> Iterator[str]:
    """The keys of the entries from which the publication inherits."""
    for version in publication.versions:
        yield from (version.entry.fields.get(name, "") for name in ("crossref", "xref"))


def _titles(publication: Publication) -> set[str]:
    """The title as a text may have it: a formula as on the page, or as typed."""
    title = publication.latest.title
    return {fold_text(plain(title)), fold_text(title.replace("$", ""))}


def _check_title(page: object, publication: Publication, report: Report) -> None:
    """Warn of a title that is not the entry's, which would be lost, and of a heading that would be a second title."""
    written = page.title or page.document.title
    if page.document.has_heading:
        message = f"a second title, '{written}', is a heading of the second rank here: write '## {written}'"
    elif page.title and fold_text(page.title) not in _titles(publication):
        message = f"the title '{written}' is not shown: the page has that of the entry '{publication.key}'"
    else:
        return
    report.warning(page.source_path, next(iter(lines_in_file(page.source_path, written)), None), message)
