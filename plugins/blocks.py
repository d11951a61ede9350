"""The site's own records where a text asks for them, as `/// news` does: once all is read, before anything is written.

In: texts whose HTML holds what `plugins/dialect/blocks.py` left there. Out: the same texts with what
`theme/templates/blocks/` makes of the records; addresses begin at the site's root, as `/news/`.
"""

import json
import re
from collections.abc import Callable
from html import unescape

from jinja2 import Environment
from pelican import signals

from plugins.dialect import site

BLOCK = re.compile(r'<div data-block="(?P<name>[a-z]+)" data-options="(?P<options>[^"]*)"></div>')


def news(context: dict, limit: int | None = None, year: str = "", style: str = "list") -> dict:
    """The newest articles first, of a year or a span of years such as `2020-`."""
    articles = sorted(context["articles"], key=lambda article: (article.date, article.slug), reverse=True)
    chosen = [article for article in articles if in_years(article.date.year, year)][:limit]
    return {"articles": chosen, "style": style, "is_all": len(chosen) == len(articles)}


def in_years(year: int, span: str) -> bool:
    """Whether `year` lies in `2024`, `2020-2024` or `2020-`; in an empty span lies every year."""
    first, dash, last = span.partition("-")
    return not span or int(first) <= year <= int(last or (9999 if dash else first))


SELECT: dict[str, Callable[..., dict]] = {"news": news}


def fill(html: str, context: dict, environment: Environment) -> str:
    """Put each block's records in its place."""
    place = 0

    def filled(match: re.Match) -> str:
        nonlocal place
        place += 1
        records = SELECT[match["name"]](context, **json.loads(unescape(match["options"])))
        template = environment.get_template(f"blocks/{match['name']}.html")
        return template.render({**context, "SITEURL": "", "block": f"{match['name']}-{place}", **records})

    return BLOCK.sub(filled, html)


def fill_texts(generators: list) -> None:
    context = generators[0].context
    for text in site.shown(context):
        if "data-block=" in text._content:
            text._content = fill(text._content, context, generators[0].env)


def register() -> None:
    signals.all_generators_finalized.connect(fill_texts)
