"""The site's own records where a text asks for them, as `/// news` does: once all is read, before anything is written.

In: texts whose HTML holds what `plugins/dialect/markdown/record_blocks.py` left there. Out: the same texts with what
`theme/templates/blocks/` makes of the records; addresses begin at the site's root, as `/news/`.
"""

import json
import re
from collections.abc import Callable, Iterable
from html import unescape
from pathlib import Path

from jinja2 import Environment

from plugins import cv
from plugins.core.problems import Report
from plugins.dialect.source.front_matter import decode
from plugins.dialect.source.line_numbers import lines_of
from plugins.publications.lists import Options, in_years, list_publications

BLOCK = re.compile(r'<div data-block="(?P<name>[a-z]+)" data-options="(?P<options>[^"]*)"></div>')

HEADING = re.compile(r"<h([1-6])\b")


def news(context: dict, limit: int | None = None, year: str = "", style: str = "list") -> dict:
    """The newest articles first, of a year or a span of years such as `2020-`."""
    articles = sorted(context["articles"], key=lambda article: (article.date, article.slug), reverse=True)
    chosen = [article for article in articles if in_years(article.date.year, year)][:limit]
    return {"articles": chosen, "style": style, "is_all": len(chosen) == len(articles)}


def publications(context: dict, **options: object) -> dict:
    """Publications of the bibliography. Raises ValueError for a topic or key that no publication has."""
    library = context.get("library")
    return {"listing": list_publications(library.publications if library else (), Options(**options))}


SELECT: dict[str, Callable[..., dict]] = {"cv": cv.select, "news": news, "publications": publications}


def fill(html: str, context: dict, environment: Environment, complain: Callable[[str, str], None]) -> str:
    """Put each block's records in its place; `complain` is told what is wrong, and what stands in the source."""
    place = 0

    def filled(match: re.Match) -> str:
        nonlocal place
        place += 1
        try:
            records = SELECT[match["name"]](context, **json.loads(unescape(match["options"])))
        except ValueError as error:
            complain(*error.args)
            return ""
        rank = min(int((HEADING.findall(html, 0, match.start()) or "1")[-1]) + 1, 6)
        template = environment.get_template(f"blocks/{match['name']}.html")
        return template.render({**context, "SITEURL": "", "block": f"{match['name']}-{place}", "rank": rank, **records})

    return BLOCK.sub(filled, html)


def fill_texts(texts: Iterable, context: dict, environment: Environment, report: Report) -> None:
    """Fill the blocks of all texts."""
    for text in texts:
        if "data-block=" not in text._content:
            continue
        path = Path(text.source_path)

        def complain(message: str, written: str, path: Path = path) -> None:
            report.error(path, next(iter(lines_of(written, decode(path.read_bytes()))), None), message)

        text._content = fill(text._content, context, environment, complain)
