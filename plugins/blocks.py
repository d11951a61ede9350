"""Fill blocks such as `/// news` with the site's records, after everything is read and before anything is written.

In: Pelican's contents, whose `Document` has blocks, and whose HTML has a placeholder for each, which holds the heading
that stands over the block alone. Out: the same contents with the HTML of `theme/templates/blocks/`, without headings
over nothing; addresses begin at the site's root, as in `/news/`.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial

from jinja2 import Environment

from plugins import cv
from plugins.core.problems import Report
from plugins.dialect.source.line_numbers import lines_in_file
from plugins.people.group import Options as PeopleOptions
from plugins.people.group import list_people, list_theses, people_in_language
from plugins.publications import default_options
from plugins.publications.lists import OWN_STYLES, Options, in_years, list_publications
from plugins.records import selection
from plugins.translations import in_language

PLACEHOLDER = re.compile(r'<div data-block="(?P<number>\d+)">(?P<heading>.*?)</div>', re.S)
HEADING_ID = re.compile(r'<h\d[^>]* id="([^"]*)"')


def select_news(context: dict, limit: int | None = None, year: str = "", style: str = "list") -> dict:
    """The newest `limit` articles of a year, or of a span of years such as `2020-`."""
    originals = sorted(context["articles"], key=lambda article: (article.date, article.slug), reverse=True)
    articles = in_language(originals, context["lang"])
    chosen = [article for article in articles if in_years(article.date.year, year)][:limit]
    return {"articles": chosen, "style": style, "is_all": len(chosen) == len(articles)}


def select_publications(context: dict, **options: object) -> dict:
    """The publications that the options choose. Raises ValueError for a kind, topic or key that no publication has, and
    for a style that is none."""
    chosen = Options(**{**default_options(context), **options})
    library = context["library_in"](context["lang"])
    listing = list_publications(library.publications, chosen, library.locale)
    if listing.style in OWN_STYLES:
        return {"listing": listing}
    try:
        entries = context["citations"].entries(listing.publications, listing.style)
    except ValueError as error:
        raise ValueError(f"{error}", listing.style) from None
    letters = tuple(entry for entry in listing.legend if not entry.is_raised)  # no style has our marks at names
    return {"listing": replace(listing, entries=entries, legend=letters)}


def select_references(context: dict, heading: str = "") -> dict:
    """The id of the heading over the list that ends a page. The page itself has its references."""
    return {"heading_id": heading}


def select_people(context: dict, **options: object) -> dict:
    """The people that the options choose, or the theses in their roles. Raises ValueError for an unknown one."""
    people, chosen = people_in_language(context["library"].people, context["lang"]), PeopleOptions(**options)
    locale = context["locales"].of(context["lang"])
    if chosen.style == "theses":
        return {"theses": list_theses(people, chosen, locale), "options": chosen}
    return {"groups": list_people(people, context["today"], chosen, locale), "options": chosen}


def select_records(kind: str, context: dict, **options: object) -> dict:
    """The talks, courses, projects or openings that the options choose. Raises ValueError for an unknown topic."""
    return {"selection": selection.SELECT[kind](context["records_in"](context["lang"]), context["today"], **options)}


def select_nothing(context: dict) -> dict:
    """Blocks of a profile show what the page and the settings say."""
    return {}


SELECT: dict[str, Callable[..., dict]] = {
    "after-profile": select_nothing,
    "cv": cv.select,
    "news": select_news,
    "people": select_people,
    "publications": select_publications,
    "references": select_references,
    "role": select_nothing,
} | {kind: partial(select_records, kind) for kind in selection.SELECT}


def fill_blocks(texts: Iterable, context: dict, environment: Environment, report: Report) -> None:
    """Fill the blocks of each text; report options that name something that the site does not have."""
    for text in texts:
        if text.document.blocks:
            _fill(text, context, environment, report)


def _fill(text: object, context: dict, environment: Environment, report: Report) -> None:
    headings = {int(match["number"]): match["heading"] for match in PLACEHOLDER.finditer(text._content)}
    filled = {}
    for number, heading in sorted(headings.items()):  # a profile's blocks, which come last, show the outline
        html = _render(text, number, context, environment, report)
        filled[number] = heading + html if html.strip() else ""
        if not filled[number]:
            _drop_from_outline(text, HEADING_ID.findall(heading))
    text._content = PLACEHOLDER.sub(lambda match: filled[int(match["number"])], text._content)


def _drop_from_outline(text: object, identifiers: list[str]) -> None:
    outline = tuple(heading for heading in text.document.outline if heading.id not in identifiers)
    text.document = replace(text.document, outline=outline)


def _render(text: object, number: int, context: dict, environment: Environment, report: Report) -> str:
    block, context = text.document.blocks[number], context | {"lang": text.lang}
    try:
        records = SELECT[block.name](context, **block.options)
    except ValueError as error:
        message, written = error.args
        report.error(text.source_path, _line(text, written), message)
        return ""
    if block.name == "publications" and records["listing"].is_heavy:
        message = f"a page with {len(records['listing'].publications)} publications is heavy: choose some by 'year'"
        report.warning(text.source_path, _line(text, "/// publications"), message)
    template = environment.get_template(f"blocks/{block.name}.html")
    values = {"SITEURL": "", "block": f"{block.name}-{number + 1}", "rank": block.rank, "page": text, **records}
    return template.render(context | values)


def _line(text: object, written: str) -> int | None:
    """The first line of a text in which something is written."""
    return next(iter(lines_in_file(text.source_path, written)), None)
