"""Convert Markdown as in Material for MkDocs to HTML, and read facts from it for the rest of the site.

Input: the text below the front matter, and the path of its file. Output: a `Converted`. Apart from its arguments, the
result depends on the settings, the icons and the files that it names. Checks that need the whole site come later, with
the `Link` records.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property, partial
from pathlib import Path, PurePosixPath

from markdown import Markdown
from markupsafe import Markup
from selectolax.lexbor import LexborHTMLParser, LexborNode

from plugins import embeds
from plugins.core.locales import Locale, Locales
from plugins.core.problems import Problem
from plugins.dialect.html.clean import clean, drop_blank
from plugins.dialect.markdown.extensions import BadSnippet, make_markdown
from plugins.dialect.page import (
    accessible_names,
    annotations,
    citations,
    entries,
    figures,
    outline,
    person,
    profile,
    record_blocks,
    shortcodes,
    tabs,
    theme_words,
    videos,
)
from plugins.dialect.page.as_read import arrange_footnotes, text_as_read
from plugins.dialect.page.links import Link, Place, resolve_links
from plugins.dialect.page.nodes import line_text
from plugins.dialect.page.outline import Heading
from plugins.dialect.page.person import Person
from plugins.dialect.page.quotes import Marks
from plugins.dialect.page.record_blocks import BlockOfRecords
from plugins.dialect.page.style_links import resolve_style_links
from plugins.dialect.page.typography import Typography
from plugins.dialect.source.line_numbers import lines_of, lines_of_script
from plugins.dialect.source.misread import TextAsRead, find_misread
from plugins.dialect.source.raw_html import prepare_for_markdown
from plugins.dialect.source.regions import find_formulas
from plugins.embeds import scripts
from plugins.formulas import Formulas, shield, unshield
from plugins.icons import Pack, emoji_names

BRANDS = "fontawesome-brands-"
LONG = 6  # headings: a shorter page needs no table of contents
SNIPPET_LINE = re.compile(r"^.*-+8<-+.*$", re.M)

# A message, and the text in the source that it is about.
Finding = tuple[str, str]


@dataclass(frozen=True)
class ConversionSettings:
    """The settings that conversion depends on.

    `content` is the content folder; `hosts` may be called; the pages `scripts` may have scripts; `heading_ids` is a key
    of `extensions.HEADING_IDS`; `macros` are those of TeX; `smart_symbols` makes (c), --> and 1/2 one character.
    """

    content: Path
    lang: str = "en"
    hosts: Collection[str] = ()
    heading_ids: str = "ascii"
    are_tabs_linked: bool = True
    macros: Mapping[str, str] = field(default_factory=dict)
    scripts: Collection[str] = ()
    smart_symbols: bool = False

    @classmethod
    def of_settings(cls, settings: Mapping) -> "ConversionSettings":
        """Those of Pelican's settings."""
        return cls(
            Path(settings["PATH"]),
            settings["DEFAULT_LANG"],
            settings.get("EMBEDS_HOSTS", ()),
            settings.get("HEADING_IDS", "ascii"),
            settings.get("TABS_LINKED", True),
            settings.get("FORMULAS_MACROS", {}),
            settings.get("EMBEDS_SCRIPTS", ()),
            settings.get("SMART_SYMBOLS", False),
        )

    @property
    def key(self) -> str:
        """A text that differs if the result of a conversion may."""
        hosts = sorted(self.hosts)
        features = self.heading_ids, self.are_tabs_linked, self.smart_symbols
        return repr((self.lang, hosts, features, self.macros, self.scripts))


@dataclass(frozen=True)
class Document:
    """A converted text.

    `title` is the text of its first heading; `heading` and `heading_id` are set if that is not in the HTML.
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
    def has_profile(self) -> bool:
        """Whether portrait, name and contact lines are in a `<header class="profile">`."""
        return any(block.name == "role" for block in self.blocks)

    @property
    def is_long(self) -> bool:
        """Whether a table of contents helps."""
        return len(self.outline) >= LONG


@dataclass(frozen=True)
class Converted:
    """A `Document` with its errors and warnings, which have the lines of the file and no path.

    The result depends on the existence of the files `depends_on` (links) and the content of the files `includes`
    (snippets). Both are relative to the content folder, and some do not exist.
    """

    document: Document
    errors: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    depends_on: frozenset[str] = frozenset()
    includes: frozenset[str] = frozenset()


class Converter:
    """Converts the texts of one site."""

    def __init__(
        self, pack: Pack, typography: Typography, settings: ConversionSettings, locales: Locales | None = None
    ) -> None:
        self._pack, self._typography, self._settings = pack, typography, settings
        self._locales = locales or Locales()
        self._formulas = Formulas(settings.macros)

    def convert(
        self,
        body: str,
        path: str,
        lift_heading: bool = False,
        first_line: int = 1,
        lang: str = "",
        can_cite: bool = True,
    ) -> Converted:
        """Convert `body`, which begins on `first_line` of the file at `path`, relative to the content folder; it is in
        the language `lang`, or else in that of the site.

        With `lift_heading`, the first heading is taken out of the HTML wherever it is. A text that has no list of
        references cannot cite. Raises HeaderError for an unclosed comment, and NotAnIcon for an icon of the author's
        that draws nothing.
        """
        place = Place(self._settings.content, PurePosixPath(path))
        locale = self._locales.of(lang or self._settings.lang)
        source = prepare_for_markdown(body, first_line)
        includes = self._markdown.preprocessors["snippet"].looked_for = set()
        html, found = self._to_html(source.text)
        tree = LexborHTMLParser(f"<!DOCTYPE html><body>{source.restore(html)}")
        drop_blank(tree)
        found += videos.arrange_videos(tree, self._settings.hosts, locale)
        self._arrange(tree, locale)
        pairs = self._markdown.treeprocessors["paragraph_lines"].pairs
        as_read = text_as_read(tree, pairs, arrange_footnotes(tree))
        is_scripted = path in self._settings.scripts
        own_scripts = [] if is_scripted else list(self._find_scripts(tree, path))
        unsafe, html_warnings = clean(tree, is_scripted)
        blocks, bad_blocks = record_blocks.read_record_blocks(tree)
        if not lift_heading:
            blocks += profile.wrap_profile(tree, path, len(blocks))
        citations.keep_text_in_links(tree)
        found += citations.refuse(tree) if not can_cite else ()
        references, bad_references = citations.place_references(tree, blocks)
        blocks += references
        found += [*unsafe, *bad_blocks, *bad_references, *self._find_unknown(tree), *self._find_foreign(tree)]
        links, bad_links = resolve_links(tree, place)
        style_links, bad_style_links = resolve_style_links(tree, place)
        found += [(str(bad), bad.written) for bad in (*bad_links, *bad_style_links)]
        facts = self._read_facts(tree, locale)  # before formulas become MathML
        found += [(bad.message, bad.written) for bad in self._formulas.draw(tree)]
        facts |= {"links": (*links, *style_links), "blocks": blocks, "is_scripted": is_scripted}
        return Converted(
            self._document(tree, lift_heading, locale, facts),
            (*_problems(found, body, first_line), *_problems(own_scripts, body, first_line, lines_of_script)),
            (*source.warnings, *_misread(body, first_line, as_read), *_html_warnings(html_warnings, body, first_line)),
            frozenset(place.looked_for),
            frozenset(includes),
        )

    def icon_error(self, name: str) -> str:
        """The error in an icon's name in front matter, such as `material/home`; empty if it is right."""
        written = name.replace("/", "-")
        if written in self._pack:
            return ""
        return f"no icon named '{name}'{self._pack.did_you_mean(written)}"

    @cached_property
    def _markdown(self) -> Markdown:
        """Made only when it is needed: a build may find all its texts in the cache."""
        settings = self._settings
        return make_markdown(self._pack, settings.content, settings.heading_ids, settings.smart_symbols)

    def _to_html(self, text: str) -> tuple[str, list[Finding]]:
        try:
            shielded = shield(text, find_formulas(text))
            return unshield(self._markdown.reset().convert(shielded)), []
        except BadSnippet as error:
            html = self._markdown.reset().convert(SNIPPET_LINE.sub("", text))  # to check the rest of the text
            return html, [(str(error), error.written)]

    def _arrange(self, tree: LexborHTMLParser, locale: Locale) -> None:
        outline.drop_comments(tree)
        outline.one_first_heading(tree)
        tabs.arrange_tabs(tree, self._settings.are_tabs_linked)
        annotations.link_annotations(tree, locale)
        shortcodes.unwrap_shortcodes(tree)
        figures.mark_color_schemes(tree)
        figures.drop_breaks_in_figures(tree)
        figures.make_wide_code_focusable(tree)
        figures.drop_markdown_attributes(tree)
        entries.arrange_entries(tree)
        accessible_names.name_icon_links(tree, locale)
        shortcodes.keep_with_words(tree)
        accessible_names.name_checkboxes(tree, locale)
        theme_words.translate(tree, locale)

    def _read_facts(self, tree: LexborHTMLParser, locale: Locale) -> dict:
        text_of = partial(self._typeset_text, marks=locale.quotes)
        heading, paragraph = outline.first_heading(tree), outline.first_paragraph(tree)
        return {
            "title": text_of(heading) if heading else "",
            "summary": text_of(paragraph) if paragraph else "",
            "person": person.read_person(tree),
            "outline": outline.table_of_contents(tree, text_of),
        }

    def _typeset_text(self, node: LexborNode, marks: Marks) -> str:
        """The text of a node in one line, typeset but for the code and the formulas in it, without footnote marks
        and citations."""
        html = citations.without_citations(node.inner_html)
        tree = LexborHTMLParser(f"<!DOCTYPE html><body>{self._typography.smarten(html, marks)}")
        for reference in tree.css("sup:has(> .footnote-ref)"):
            reference.decompose()
        return line_text(tree.body)

    def _document(self, tree: LexborHTMLParser, lift: bool, locale: Locale, facts: dict) -> Document:
        typeset = partial(self._typography.typeset, lang=locale.lang, marks=locale.quotes)
        ids = outline.all_ids(tree) | citations.own_ids(facts["blocks"])
        identifier, heading_html = outline.lift_heading(tree, anywhere=lift) or ("", "")
        return Document(
            html=typeset(tree.body.inner_html).strip(),
            heading_id=identifier,
            heading=Markup(typeset(heading_html)),
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
            else:
                yield f"no icon named '{name}'{self._pack.did_you_mean(name.strip(':'), ':{}:')}", name
        for name in shortcodes.find_unknown_shortcodes(tree, shortcodes.MISSPELLED_ICON):
            word = name.strip(":")
            if shortcodes.ICON.fullmatch(name) or word in self._pack:
                continue
            close = self._pack.named_by(word) or (self._pack.suggest(word) if word.count("-") > 1 else None)
            if close:
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
    """A problem for each line that contains the text that a finding is about."""
    for message, written in dict.fromkeys(found):
        for line in find_lines(written, body, first_line) or [None]:
            yield Problem.at(line, message)


def _misread(body: str, first_line: int, as_read: TextAsRead) -> Iterator[Problem]:
    breaks = [match.start() for match in re.finditer("\n", body)]
    for offset, message in sorted(find_misread(body, as_read)):
        yield Problem.at(bisect_left(breaks, offset) + first_line, message)


def _html_warnings(found: Iterable[tuple[str, str, bool]], body: str, first_line: int) -> Iterator[Problem]:
    """Like `_problems`; a warning that `is_second` is not about the first of these lines."""
    for message, written, is_second in dict.fromkeys(found):
        lines = lines_of(written, body, first_line) or [None]
        for line in lines[1:] or lines if is_second else lines:
            yield Problem.at(line, message)
