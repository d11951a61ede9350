"""Convert a text in the Markdown of Material for MkDocs to HTML, and read from it what the site needs to know.

Input: the text below the front matter, and the path of its file. Output: a `Converted`. Apart from its arguments, the
result depends on the settings, the icons and the files that it names; checks that need the whole site come later, from
its `Link` records.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path, PurePosixPath

from markdown import Markdown
from markupsafe import Markup
from selectolax.lexbor import LexborHTMLParser

from plugins import embeds
from plugins.core.problems import Problem
from plugins.dialect.html.clean import clean, drop_blank
from plugins.dialect.markdown.extensions import BadSnippet, make_markdown
from plugins.dialect.page import (
    accessible_names,
    annotations,
    entries,
    figures,
    outline,
    person,
    record_blocks,
    shortcodes,
    tabs,
)
from plugins.dialect.page.links import Link, Place, resolve_links
from plugins.dialect.page.nodes import line_text
from plugins.dialect.page.outline import Heading
from plugins.dialect.page.person import Person
from plugins.dialect.page.record_blocks import BlockOfRecords
from plugins.dialect.page.style_links import resolve_style_links
from plugins.dialect.page.typography import Typography
from plugins.dialect.source.line_numbers import lines_of, lines_of_script
from plugins.dialect.source.raw_html import prepare_for_markdown
from plugins.dialect.source.regions import find_formulas
from plugins.embeds import scripts
from plugins.formulas import Formulas, shield, unshield
from plugins.icons import Pack, emoji_names

BRANDS = "fontawesome-brands-"
LONG = 6  # headings: visitors see a shorter page at a glance
SNIPPET_LINE = re.compile(r"^.*-+8<-+.*$", re.M)

# A message, and the words in the source that it is about.
Finding = tuple[str, str]


@dataclass(frozen=True)
class ConversionSettings:
    """The settings that decide what a text means.

    `content` is the content folder; `hosts` and `scripts` are allowed by name; `heading_ids` is a key of
    `extensions.HEADING_IDS`; `macros` are those of TeX.
    """

    content: Path
    lang: str = "en"
    hosts: Collection[str] = ()
    heading_ids: str = "ascii"
    are_tabs_linked: bool = True
    macros: Mapping[str, str] = field(default_factory=dict)
    scripts: Collection[str] = ()

    @classmethod
    def of_settings(cls, settings: Mapping) -> "ConversionSettings":
        """What the settings of a site say."""
        return cls(
            Path(settings["PATH"]),
            settings["DEFAULT_LANG"],
            settings.get("EMBEDS_HOSTS", ()),
            settings.get("HEADING_IDS", "ascii"),
            settings.get("TABS_LINKED", True),
            settings.get("FORMULAS_MACROS", {}),
            settings.get("EMBEDS_SCRIPTS", ()),
        )

    @property
    def key(self) -> str:
        """What the conversion of every text depends on."""
        return repr((self.lang, sorted(self.hosts), self.heading_ids, self.are_tabs_linked, self.macros, self.scripts))


@dataclass(frozen=True)
class Document:
    """A converted text.

    `title` is the text of its first heading; `heading` and `heading_id` are set if that was taken out of the HTML.
    """

    html: str
    title: str = ""
    heading_id: str = ""
    heading: Markup = Markup("")
    has_heading: bool = False
    summary: str = ""
    ids: frozenset[str] = frozenset()
    links: tuple[Link, ...] = ()
    person: Person = field(default_factory=Person)
    outline: tuple[Heading, ...] = ()
    blocks: tuple[BlockOfRecords, ...] = ()
    is_scripted: bool = False

    @property
    def is_long(self) -> bool:
        """Whether a table of contents helps."""
        return len(self.outline) >= LONG


@dataclass(frozen=True)
class Converted:
    """A `Document` with its errors and warnings, whose lines are those of the file and whose paths are empty.

    `depends_on` are files whose existence the conversion depends on (links), `includes` files whose content it depends
    on (snippets); both relative to the content folder, and both with files that do not exist.
    """

    document: Document
    errors: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    depends_on: frozenset[str] = frozenset()
    includes: frozenset[str] = frozenset()


class Converter:
    """Converts the texts of one site."""

    def __init__(self, pack: Pack, typography: Typography, settings: ConversionSettings) -> None:
        self._pack, self._typography, self._settings = pack, typography, settings
        self._formulas = Formulas(settings.macros)

    def convert(self, body: str, path: str, lift_heading: bool = False, first_line: int = 1) -> Converted:
        """Convert `body`, which begins on `first_line` of the file at `path`, relative to the content folder.

        With `lift_heading`, the first heading is taken out of the HTML wherever it stands. Raises HeaderError for a
        comment that nothing closes, and NotAnIcon for an icon of the author's that draws nothing.
        """
        place = Place(self._settings.content, PurePosixPath(path))
        source = prepare_for_markdown(body, first_line)
        includes = self._markdown.preprocessors["snippet"].looked_for = set()
        html, found = self._to_html(source.text)
        tree = LexborHTMLParser(f"<!DOCTYPE html><body>{source.restore(html)}")
        drop_blank(tree)
        self._arrange(tree)
        is_scripted = path in self._settings.scripts
        own_scripts = [] if is_scripted else list(self._find_scripts(tree, path))
        unsafe, html_warnings = clean(tree, is_scripted)
        blocks, bad_blocks = record_blocks.read_record_blocks(tree)
        found += [*unsafe, *bad_blocks, *self._find_unknown(tree), *self._find_foreign(tree)]
        links, bad_links = resolve_links(tree, place)
        style_links, bad_style_links = resolve_style_links(tree, place)
        found += [(str(bad), bad.written) for bad in (*bad_links, *bad_style_links)]
        facts = self._read_facts(tree)  # while formulas still stand as they were typed
        found += [(bad.message, bad.written) for bad in self._formulas.draw(tree)]
        facts |= {"links": (*links, *style_links), "blocks": blocks, "is_scripted": is_scripted}
        return Converted(
            self._document(tree, lift_heading, facts),
            (*_problems(found, body, first_line), *_problems(own_scripts, body, first_line, lines_of_script)),
            (*source.warnings, *_html_warnings(html_warnings, body, first_line)),
            frozenset(place.looked_for),
            frozenset(includes),
        )

    def icon_fault(self, name: str) -> str:
        """The error in an icon's name in front matter, such as `material/home`; empty if there is none."""
        written = name.replace("/", "-")
        if written in self._pack:
            return ""
        close = self._pack.suggest(written)
        return f"no icon named '{name}'" + (f" (did you mean '{close}'?)" if close else "")

    @cached_property
    def _markdown(self) -> Markdown:
        """Made when a text has to be converted, since a build may take all from its cache."""
        return make_markdown(self._pack, self._settings.content, self._settings.heading_ids)

    def _to_html(self, text: str) -> tuple[str, list[Finding]]:
        try:
            shielded = shield(text, find_formulas(text))
            return unshield(self._markdown.reset().convert(shielded)), []
        except BadSnippet as error:
            html = self._markdown.reset().convert(SNIPPET_LINE.sub("", text))  # to check the rest of the text
            return html, [(str(error), error.written)]

    def _arrange(self, tree: LexborHTMLParser) -> None:
        outline.drop_comments(tree)
        outline.one_first_heading(tree)
        tabs.arrange_tabs(tree, self._settings.are_tabs_linked)
        annotations.link_annotations(tree)
        shortcodes.unwrap_shortcodes(tree)
        figures.mark_color_schemes(tree)
        figures.drop_breaks_in_figures(tree)
        figures.make_wide_code_focusable(tree)
        figures.drop_markdown_attributes(tree)
        entries.arrange_entries(tree)
        accessible_names.name_icon_links(tree)
        shortcodes.keep_with_words(tree)
        accessible_names.name_checkboxes(tree)

    def _read_facts(self, tree: LexborHTMLParser) -> dict:
        heading, typeset = outline.first_heading(tree), self._typography.typeset_text
        return {
            "title": typeset(line_text(heading)) if heading else "",
            "summary": typeset(outline.first_sentence(tree)),
            "person": person.read_person(tree),
            "outline": outline.table_of_contents(tree),
        }

    def _document(self, tree: LexborHTMLParser, lift: bool, facts: dict) -> Document:
        ids = outline.all_ids(tree)
        identifier, heading_html = outline.lift_heading(tree, anywhere=lift) or ("", "")
        return Document(
            html=self._typography.typeset(tree.body.inner_html, self._settings.lang).strip(),
            heading_id=identifier,
            heading=Markup(self._typography.typeset(heading_html, self._settings.lang)),
            has_heading=tree.css_first("h1") is not None,
            ids=ids,
            **facts,
        )

    def _find_unknown(self, tree: LexborHTMLParser) -> Iterator[Finding]:
        yield from record_blocks.find_unread_blocks(tree)
        for name in shortcodes.find_unknown_shortcodes(tree, shortcodes.EMOJI):
            yield f"no emoji named '{name}'{self._mean_by_word(name)}", name
        for name in shortcodes.find_unknown_shortcodes(tree, shortcodes.ICON):
            if name.strip(":") in self._pack:
                yield f"'{name}' is in raw HTML, where icons are not drawn: add 'markdown' to its tag", name
                continue
            close = self._pack.suggest(name.strip(":"))
            yield f"no icon named '{name}'" + (f" (did you mean ':{close}:'?)" if close else ""), name
        for name in shortcodes.find_unknown_shortcodes(tree, shortcodes.MISSPELLED_ICON):
            word = name.strip(":")
            close = self._pack.named_by(word) or (self._pack.suggest(word) if word.count("-") > 1 else None)
            if close and not shortcodes.ICON.fullmatch(name) and name.strip(":") not in self._pack:
                yield f"no icon named '{name}' (did you mean ':{close}:'?)", name

    def _mean_by_word(self, name: str) -> str:
        """Which emoji, or which icon by its last word, a shortcode of one word may mean."""
        if icon := self._pack.named_by(name.strip(":")):
            return f" (did you mean ':{icon}:'?)"
        brands = {f":{icon.removeprefix(BRANDS)}:": f":{icon}:" for icon in self._pack.names(BRANDS)}
        close = get_close_matches(name, [*emoji_names(), *brands], n=1)
        return f" (did you mean '{brands.get(close[0], close[0])}'?)" if close else ""

    def _find_foreign(self, tree: LexborHTMLParser) -> Iterator[Finding]:
        for address, host in embeds.unallowed(tree, self._settings.hosts):
            yield f"calls {host}: allow it by name in EMBEDS_HOSTS of pelicanconf.py, or take it out", address

    def _find_scripts(self, tree: LexborHTMLParser, path: str) -> Iterator[Finding]:
        for code in scripts.own_scripts(tree):
            message = f"a script in the text is not published: {code[:60]}"
            remedy = f"(to have it, name '{path}' in EMBEDS_SCRIPTS of pelicanconf.py)"
            yield f"{message} {remedy}", code


def _problems(
    found: Iterable[Finding], body: str, first_line: int, find_lines: Callable = lines_of
) -> Iterator[Problem]:
    """A problem for each line on which the words stand."""
    for message, written in found:
        for line in find_lines(written, body, first_line) or [None]:
            yield Problem.at(line, message)


def _html_warnings(found: Iterable[tuple[str, str, bool]], body: str, first_line: int) -> Iterator[Problem]:
    """As `_problems`, but what `is_second` is wrong only where its words stand again."""
    for message, written, is_second in found:
        lines = lines_of(written, body, first_line) or [None]
        for line in lines[1:] or lines if is_second else lines:
            yield Problem.at(line, message)
