"""Markdown as Material for MkDocs understands it → HTML as a browser reads it, and what the page says of itself.

In: the text below the front matter, and where its file lies. Out: a `Document`, with what was mended and what is wrong.
Only source and content folder are looked at: what needs the whole site is checked later, from the `Link` records.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from markupsafe import Markup
from selectolax.lexbor import LexborHTMLParser

from plugins import embeds
from plugins.core.problems import did_you_mean
from plugins.dialect import markup
from plugins.dialect.markdown import record_blocks
from plugins.dialect.markdown.extensions import BadSnippet, make_markdown
from plugins.dialect.page import (
    accessible_names,
    annotations,
    entries,
    figures,
    outline,
    person,
    shortcodes,
    style_links,
    tabs,
)
from plugins.dialect.page.links import Link, Place, resolve_all
from plugins.dialect.page.outline import Heading
from plugins.dialect.page.person import Person
from plugins.dialect.page.typography import Typography
from plugins.dialect.source.raw_html import Readable, readable
from plugins.dialect.source.regions import formulas
from plugins.embeds import scripts
from plugins.formulas import Formulas, shield, unshield
from plugins.icons import Pack, emoji_names

LONG = 6  # headings: shorter pages are seen at a glance
SNIPPET_LINE = re.compile(r"^.*-+8<-+.*$", re.M)


@dataclass(frozen=True)
class Surroundings:
    """What a text's meaning hangs on: the content folder, the language, hosts and scripts that are allowed by name,
    how ids are made, TeX macros, and whether one choice of a tab is shown wherever that tab is."""

    content: Path
    lang: str = "en"
    hosts: Collection[str] = ()
    heading_ids: str = "ascii"
    are_tabs_linked: bool = True
    macros: Mapping[str, str] = field(default_factory=dict)
    scripts: Collection[str] = ()


@dataclass(frozen=True)
class Unplaced:
    """Something wrong or mended; `written` is what stands in the source, on a `line` of the text where that is known.

    What `is_second` is wrong only where it stands again.
    """

    message: str
    written: str
    line: int | None = None
    is_second: bool = False


@dataclass(frozen=True)
class Document:
    """A converted text. `title` is its first heading's text; `heading`, `heading_id` are set if it was lifted out."""

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
    is_scripted: bool = False

    @property
    def is_long(self) -> bool:
        """Whether a table of contents helps."""
        return len(self.outline) >= LONG


@dataclass(frozen=True)
class Converted:
    """A `Document`, its errors, and what was mended on the way."""

    document: Document
    errors: tuple[Unplaced, ...] = ()
    mended: tuple[Unplaced, ...] = ()


class Converter:
    """Converts texts of one site in one language; makes its Markdown once and resets it for each text."""

    def __init__(self, pack: Pack, typography: Typography, around: Surroundings) -> None:
        self._pack, self._typography, self._around = pack, typography, around
        self._formulas = Formulas(around.macros)
        self._markdown = make_markdown(pack, around.content, around.heading_ids)

    def convert(self, body: str, place: Place, lift_heading: bool = False) -> Converted:
        """Convert the text of the file at `place`. Raises UnclosedComment, NotAnIcon."""
        source = readable(body)
        html, errors = self._html(source.text)
        tree = LexborHTMLParser(f"<!DOCTYPE html><body>{source.restored(html)}")
        markup.drop_blank(tree)
        self._arrange(tree)
        is_scripted = scripts.is_allowed(place.file, place.content, self._around.scripts)
        wrong = markup.mend(tree, is_scripted)
        errors += [*self._unknown(tree), *self._foreign(tree)]
        errors += [] if is_scripted else self._scripts(tree, place, source)
        (links, bad), (of_styles, bad_styles) = resolve_all(tree, place), style_links.resolve_all(tree, place)
        errors += [Unplaced(str(error), error.written) for error in [*bad, *bad_styles]]
        facts = self._facts(tree)
        errors += [Unplaced(bad.message, bad.written) for bad in self._formulas.draw(tree)]
        document = self._document(tree, (*links, *of_styles), lift_heading, facts)
        document = replace(document, is_scripted=is_scripted)
        mended = [Unplaced(each.message, "", each.line) for each in source.mended]
        mended += [Unplaced(said, written, None, is_second) for said, written, is_second in wrong]
        return Converted(document, tuple(errors), tuple(mended))

    def icon_fault(self, name: str) -> str:
        """What is wrong with an icon's name in front matter, such as `material/home`; empty where nothing is."""
        written = name.replace("/", "-")
        if written in self._pack:
            return ""
        close = self._pack.suggest(written)
        return f"no icon named '{name}'" + (f" (did you mean '{close}'?)" if close else "")

    def _html(self, text: str) -> tuple[str, list[Unplaced]]:
        try:
            shielded = shield(text, formulas(text))
            return unshield(self._markdown.reset().convert(shielded)), []
        except BadSnippet as error:
            html = self._markdown.reset().convert(SNIPPET_LINE.sub("", text))  # its title and links are looked at too
            return html, [Unplaced(str(error), error.written)]

    def _arrange(self, tree: LexborHTMLParser) -> None:
        outline.drop_comments(tree)
        outline.one_first_heading(tree)
        tabs.arrange(tree, self._around.are_tabs_linked)
        annotations.link(tree)
        figures.arrange(tree)
        entries.arrange(tree)
        accessible_names.name_icon_links(tree)
        shortcodes.keep_with_words(tree)
        accessible_names.name_checkboxes(tree)

    def _facts(self, tree: LexborHTMLParser) -> dict:
        """What is read off the text while its formulas still stand there as they were typed."""
        heading, typeset = outline.first_heading(tree), self._typography.typeset_text
        return {
            "title": typeset(entries.line_text(heading)) if heading else "",
            "summary": typeset(outline.first_sentence(tree)),
            "person": person.read(tree),
            "outline": outline.headings(tree),
        }

    def _document(self, tree: LexborHTMLParser, links: tuple[Link, ...], lift: bool, facts: dict) -> Document:
        ids = outline.ids(tree)
        identifier, heading_html = outline.lift_heading(tree, anywhere=lift) or ("", "")
        return Document(
            html=self._typography.typeset(tree.body.inner_html, self._around.lang).strip(),
            heading_id=identifier,
            heading=Markup(self._typography.typeset(heading_html, self._around.lang)),
            has_heading=tree.css_first("h1") is not None,
            ids=ids,
            links=links,
            **facts,
        )

    def _unknown(self, tree: LexborHTMLParser) -> Iterator[Unplaced]:
        for said, written in (*record_blocks.unread(tree), *record_blocks.read(tree)):
            yield Unplaced(said, written)
        for name in shortcodes.unknown(tree, shortcodes.EMOJI):
            yield Unplaced(f"no emoji named '{name}'{did_you_mean(name, emoji_names())}", name)
        for name in shortcodes.unknown(tree, shortcodes.ICON):
            if name.strip(":") in self._pack:
                yield Unplaced(f"'{name}' stands in raw HTML, where nothing draws it: add 'markdown' to its tag", name)
                continue
            close = self._pack.suggest(name.strip(":"))
            yield Unplaced(f"no icon named '{name}'" + (f" (did you mean ':{close}:'?)" if close else ""), name)

        for name in shortcodes.unknown(tree, shortcodes.MISTYPED):
            close = None if shortcodes.ICON.fullmatch(name) else self._pack.suggest(name.strip(":"))
            if close and name.strip(":") not in self._pack:
                yield Unplaced(f"no icon named '{name}' (did you mean ':{close}:'?)", name)

    def _foreign(self, tree: LexborHTMLParser) -> Iterator[Unplaced]:
        for address, host in embeds.unallowed(tree, self._around.hosts):
            yield Unplaced(f"calls {host}: allow it by name in EMBEDS_HOSTS of pelicanconf.py, or take it out", address)
        for node in tree.css("base, meta"):
            yield Unplaced(f"<{node.tag}> has no place in a text", f"<{node.tag}")

    def _scripts(self, tree: LexborHTMLParser, place: Place, source: Readable) -> Iterator[Unplaced]:
        name = place.file.relative_to(place.content).as_posix()
        for code in scripts.own_scripts(tree):
            message = f"a script in the text is not published: {code[:60]}"
            yield Unplaced(
                f"{message} (to have it, name '{name}' in EMBEDS_SCRIPTS of pelicanconf.py)", code, source.line_of(code)
            )
