"""The text of a page or an article of the new site, from one of Hugo.

In: a `Plan` and a `HugoPage`. Out: the bytes of a file: front matter in YAML and a body in the dialect.
"""

import re
from collections.abc import Iterator

from plugins.dialect.source.regions import mask_code
from plugins.migrate.commonmark import to_python_markdown
from plugins.migrate.hugoblox.front_matter import first_of, long_text, plain, table_of
from plugins.migrate.hugoblox.plan import Plan
from plugins.migrate.hugoblox.shortcode_files import picture_of
from plugins.migrate.hugoblox.shortcode_table import shortcode_table
from plugins.migrate.hugoblox.shortcodes import replace_shortcodes
from plugins.migrate.hugoblox.site import HugoPage
from plugins.migrate.new_text import cards, new_text, title_link
from plugins.migrate.page_source import rewrite_links
from plugins.migrate.shared_settings import is_picture

H1 = re.compile(r"^#[ \t]+\S|^\S.*\n=+[ \t]*$", re.M)
NO_TEXT = "<!-- There is no text in this page yet. -->"
URLS = ("pdf", "preprint", "code", "dataset", "project", "slides", "poster", "video", "source")  # after `url_`
BUTTONS = {f"url_{name}": name.capitalize() for name in URLS} | {"url_pdf": "PDF", "external_link": "Website"}
DIAGRAM = re.compile(r"^[ \t]*(?:`{3,}|~{3,})[ \t]*(?:mermaid|markmap)\b", re.M)


def convert_text(plan: Plan, page: HugoPage, text: str, first_line: int = 1) -> str:
    """A text in the dialect: without shortcodes, with links to where everything is now."""
    text = text.replace("\r\n", "\n")
    replaced, lost = replace_shortcodes(text, shortcode_table(plan, page), first_line, to_python_markdown)
    for line, name, has_text in lost:
        stays = ": the text in it stays" if has_text else ""
        plan.report.leave(page.place, line, f"the shortcode '{name}' has no counterpart here{stays}")
    if match := DIAGRAM.search(text):
        line = first_line + text.count("\n", 0, match.start())
        plan.report.leave(page.place, line, "a diagram is shown as its source")
    changed, _ = rewrite_links(replaced, lambda written: plan.link(page, written))
    return changed.strip("\n")


def convert_body(plan: Plan, page: HugoPage) -> str:
    return convert_text(plan, page, page.text.body, page.text.body_line)


def write_text(values: dict[str, object], body: str) -> bytes:
    """A file with front matter; a page without text says so to its author."""
    return new_text(values, body.strip("\n") or NO_TEXT)


def page_values(plan: Plan, page: HugoPage) -> dict[str, object]:
    """The front matter that every text has."""
    text = page.text
    return {
        "title": plain(page.title),
        "description": plain(text.text("summary", "description")),
        "lang": page.lang,
        "tags": text.words("tags"),
        "categories": text.words("categories"),
        "authors": [plan.name_of(one) for one in text.words("authors")],
        "draft": page.is_draft,
    }


def page_body(plan: Plan, page: HugoPage, *before: str) -> str:
    """The body of a page: what its template showed above the text, and the text; under its title if that has a heading
    of the first rank too."""
    body = convert_body(plan, page)
    title = f"# {plain(page.title)}" if H1.search(mask_code(body)) else ""
    subtitle = page.text.text("subtitle")
    shown = (title, f"*{subtitle}*" if subtitle else "", *before, featured(plan, page), body)
    return "\n\n".join(filter(None, shown))


def featured(plan: Plan, page: HugoPage) -> str:
    """The picture that HugoBlox shows above a text, with its caption."""
    image = page.text.table("image")
    name = featured_file(plan, page)
    if not name or image.get("preview_only") is True:
        return ""
    caption = first_of(image, "caption")
    alt = first_of(image, "alt_text") or plain(caption) or plain(page.title)
    picture = picture_of(plan, page, name, alt)
    return f"{picture}\n\n/// caption\n{caption}\n///" if caption else picture


def featured_file(plan: Plan, page: HugoPage) -> str:
    """The file of that picture as its text would write it."""
    own = [name.removeprefix(f"{page.folder}/") for name in plan.site.files_of(page)]
    named = [name for name in own if "featured" in name.rpartition("/")[2].lower() and is_picture(name)]
    written = first_of(page.text.table("image"), "filename")
    return next(iter(named), "") or (written if written and plan.file(page, written) else "")


def buttons(plan: Plan, page: HugoPage) -> str:
    """The links that HugoBlox shows as buttons above a text."""
    return " ".join(f"[{words}]({address}){{ .md-button }}" for words, address in _button_links(plan, page))


def _button_links(plan: Plan, page: HugoPage) -> Iterator[tuple[str, str]]:
    """The words and the address of each."""
    for key, words in BUTTONS.items():
        if written := page.text.text(key):
            yield words, link_to(plan, page, written)
    slides = page.text.text("slides")
    if slides and (found := plan.page(f"slides/{slides}")):
        yield "Slides", plan.new_address(found)
    for link in page.text.tables("links"):
        words = first_of(link, "name", "label") or first_of(link, "type").capitalize()
        if address := first_of(link, "url", "link"):
            yield plain(words) or "Link", link_to(plan, page, address)


def link_to(plan: Plan, page: HugoPage, written: str) -> str:
    """An address as a text of the new site writes it."""
    new = plan.link(page, written)
    if new is None and plan.file(page, written):  # beside the page
        return written.replace(" ", "%20")
    if new is None and written and not re.match(r"[a-z][a-z0-9+.-]*:|//|#|/", written, re.I):
        return f"/{written}"
    return (new or written).replace(" ", "%20")


def _summary_of(page: HugoPage) -> str:
    first_line = long_text(page.text.values.get("abstract")).partition("\n")[0]
    return plain(page.text.text("summary", "description") or first_line)


def list_pages(plan: Plan, pages: list[HugoPage]) -> str:
    """A list of texts: cards with pictures if one has a picture, else lines."""
    pictures = {page.name: featured_file(plan, page) for page in pages}
    links = [(page, title_link(plain(page.title), plan.new_address(page)), _summary_of(page)) for page in pages]
    if not any(pictures.values()):
        return "\n".join(f"- {link}" + (f": {summary}" if summary else "") for _, link, summary in links)
    return cards(
        (picture_of(plan, page, pictures[page.name], plain(page.title), "240"), f"**{link}**", summary)
        for page, link, summary in links
    )


def words_below(value: object) -> Iterator[str]:
    """The texts of a block that is not known, in their order."""
    for key, one in table_of(value).items():
        if key in ("title", "subtitle", "text", "name", "description", "content", "question", "answer", "statistic"):
            yield long_text(one)
        if isinstance(one, list):
            for item in one:
                yield from words_below(item)
