"""One build: every step, in the order in which it runs, from Pelican's first signal to its last.

    content/*.md   → front matter, Markdown, links           plugins/dialect      → Pelican's pages and articles
    *.bib, *.toml  → publications, people, talks, CV         plugins/publications, people, records, cv
    all of these   → menu, neighbors, citations, blocks      plugins/navigation, citations, blocks
    templates      → HTML                                    Pelican, theme/
    HTML           → pictures, frames, addresses, policy     plugins/finish       → output/

Pelican promises no order among the receivers of a signal. So each signal has one receiver here, which calls its steps
one after the other. A step is a function of its arguments; the state of a build is in its `Flow`.

What we use here that Pelican and pelican-sitemap do not document, and why:

- `generator.env` is replaced: otherwise each generator compiles every template again.
- `readers.reader_classes` is extended: a plugin could do so too, but the readers need the `Reading` of this build.
- `SitemapGenerator` and its `now`, `init`, `queue_page` and `finalize`: the plugin's own registration has one generator
  for a process, and `now` is the time of the build, which would change the sitemap each time.
- `Content._content` in `plugins/blocks.py`, `plugins/citations/` and `plugins/dialect/contents.py`: blocks and
  citations are filled, and addresses resolved, after all contents are read; Pelican has no method that replaces a text.
- `Content.get_content.cache`, `LimitFilter` and `pelican.console` in `plugins/building/pelican_run.py`: caches and a
  log filter that outlive a build, and output that would mix with ours.
"""

import functools
import math
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from jinja2 import Environment
from pelican import signals
from pelican.generators import ArticlesGenerator
from pelican.plugins.sitemap.sitemap import SitemapGenerator
from pelican.utils import order_content

from plugins import blocks, cv, finish, navigation, publications, records, rendering, templates, translations
from plugins.citations import Citations
from plugins.core.cache import Cache
from plugins.core.dates import Date, next_turn
from plugins.core.locales import FOLDER, Locales, setting_in, table_problems, tag_of_setting
from plugins.core.problems import BuildFailed, Report, did_you_mean
from plugins.dialect import contents
from plugins.dialect.convert import ConversionSettings, Converted
from plugins.dialect.page.typography import Typography
from plugins.dialect.reading import DialectReader, OtherReader, Reading, StaticReader
from plugins.finish import assets, sitemap
from plugins.finish.favicon import write_missing_favicon
from plugins.finish.feed import Feed, keep_titles
from plugins.finish.fonts import drop_unused_fonts
from plugins.finish.host_files import HOSTS_WITH_FILES, write_headers, write_redirects
from plugins.finish.own_files import check_own_files
from plugins.formulas import macro_errors
from plugins.look import read_look
from plugins.people import group
from plugins.publications import pages as publication_pages
from plugins.publications.bodies import bodies_of
from plugins.publications.citations import with_citations
from plugins.publications.library import PEOPLE, Library, read_library, translate_library
from plugins.publications.records import FOLDER as PUBLICATIONS
from plugins.publications.typeset import Typesetting
from plugins.records import KINDS, Known, person_pages, read_records

DEFAULT_FAVICON = "favicon.svg"


class Flow:
    """The steps of one build, which began at `begun`.

    After it, `pages` is the number of pages, `finished` holds the finished pages, and `due` the time at
    which the next scheduled article appears (like `begun`, in seconds since 1970). `code` is a digest of the plugins'
    code, `makers` one of settings, theme and code, or None.
    """

    def __init__(self, report: Report, cache: Cache, output: str, code: bytes, makers: bytes | None) -> None:
        self.report, self.cache, self._output, self._code, self._makers = report, cache, output, code, makers
        self.pages, self.begun, self.due = 0, time.time(), math.inf
        self.environment: Environment | None = None
        self._reading: Reading | None = None
        self.library = Library()
        self._own_html: list[str] = []
        self._fragments: list[contents.Fragment] = []
        self.context: Mapping = {}
        self._sitemap = SitemapGenerator()

    @contextmanager
    def connected(self) -> Iterator[None]:
        """Have Pelican's signals call the steps."""
        with ExitStack() as stack:
            for signal, receiver in (
                (signals.initialized, self._start),
                (signals.generator_init, self._share_templates),
                (signals.readers_init, self._read_dialect),
                (signals.page_generator_init, self._read_records),
                (signals.content_object_init, self._complete_address),
                (signals.article_generator_finalized, self._arrange_articles),
                (signals.page_generator_finalized, self._choose_files),
                (signals.static_generator_finalized, self._note_own_html),
                (signals.all_generators_finalized, self._complete_contents),
                (signals.article_writer_finalized, self._write_feeds),
                (signals.feed_generated, self._complete_feed),
                (signals.content_written, self._sitemap.queue_page),
                (signals.finalized, self._finish),
            ):
                stack.enter_context(signal.connected_to(receiver))
            yield

    # Settings, templates and readers

    def _start(self, pelican: object) -> None:
        self.settings = settings = pelican.settings
        self.locales = self._read_locales(settings)
        self.look = read_look(settings)
        for problem in macro_errors(settings.get("FORMULAS_MACROS", {})):
            self.report.error_in_setting(problem, "FORMULAS_MACROS")
        typography = Typography(
            enabled=bool(settings["TYPOGRIFY"]),
            dashes=settings["TYPOGRIFY_DASHES"],
            omitted=tuple(settings["TYPOGRIFY_OMIT_FILTERS"]),
        )
        record_folders = self._record_folders(settings)
        settings["PAGE_PATHS"] = [*settings["PAGE_PATHS"], *record_folders]
        settings["TYPOGRIFY"] = False  # the reader applies it, so that Pelican must not
        self._reading = settings["READING"] = Reading(
            self.report,
            self.cache,
            typography,
            ConversionSettings.of_settings(settings),
            settings["ARTICLE_PATHS"],
            (*map(Path, settings["THEME_TEMPLATES_OVERRIDES"]), Path(settings["THEME"], "templates")),
            self._code,
            settings["PAGE_PATHS"],
            self.locales,
            record_folders,
            PUBLICATIONS if PUBLICATIONS in record_folders else "",
        )
        self._sitemap.now = datetime.min  # the date of undated pages; `write_sitemap` removes it
        self._sitemap.init(pelican)

    def _read_locales(self, settings: Mapping) -> Locales:
        """The words of all languages: the theme's, and over them the author's own, and the titles of the settings."""
        own_folder = Path(settings["PATH"], "locales")
        for path in sorted(own_folder.glob("*.toml")):
            problems = table_problems(path.read_text("utf-8", "replace"))
            self.report.errors_in(path, problems)
        self._stop_at_errors()
        own = settings["DEFAULT_LANG"]
        titles = {f"{name}_TITLE": f"{name.lower()}.title" for name in ("NEWS", "PUBLICATIONS")}
        own_words = {own: {word: settings[name] for name, word in titles.items() if settings[name]}}
        for name in settings:
            base, _, tag = name.partition("_TITLE_")
            if word := titles.get(f"{base}_TITLE") if tag else None:
                own_words.setdefault(tag_of_setting(tag), {})[word] = settings[name]
        return Locales((FOLDER, Path(settings["THEME"], "locales"), own_folder), own_words)

    @staticmethod
    def _record_folders(settings: Mapping) -> tuple[str, ...]:
        """The folders of talks, courses, projects, openings and texts of publications that content/ has, unless they
        are pages or news."""
        others = [*settings["PAGE_PATHS"], *settings["ARTICLE_PATHS"]]
        folders = (name for name in (*KINDS, PUBLICATIONS) if Path(settings["PATH"], name).is_dir())
        return tuple(name for name in folders if not {"", ".", name}.intersection(others))

    def _share_templates(self, generator: object) -> None:
        """Give all generators one environment, so that a build compiles each template once."""
        if self.environment is None:
            self.environment, typography = generator.env, self._reading.typography
            templates.prepare(generator.env, generator.settings, self.look, typography, self.locales, self.report)
        generator.env = self.environment

    def _read_dialect(self, readers: object) -> None:
        readers.reader_classes |= dict.fromkeys(StaticReader.file_extensions, StaticReader)
        readers.reader_classes |= dict.fromkeys(OtherReader.file_extensions, OtherReader)
        readers.reader_classes |= dict.fromkeys(DialectReader.file_extensions, DialectReader)

    # Reading

    def _read_records(self, generator: object) -> None:
        content = Path(generator.settings["PATH"])
        generator.context["cv"], problems = cv.read_cv(content)
        self.report.errors_in(content / cv.FILE, problems)

    def _complete_address(self, content: object) -> None:
        contents.quote_address(content)
        content.is_home = translations.is_home(content)

    def _arrange_articles(self, generator: object) -> None:
        self._note_held_back([*generator.drafts, *generator.drafts_translations])
        # Pelican would write drafts too, and fails at those without a category.
        generator.drafts, generator.drafts_translations = [], []
        translations.link_neighbors(generator.articles)

    def _choose_files(self, generator: object) -> None:
        """Choose the static files to publish, now that all pages and articles are read."""
        context, settings = generator.context, generator.settings
        self._convert_cv(context)
        context["look"], context["locales"] = self.look, self.locales
        context["places"] = translations.places_of(context, settings)
        context["cv_pdfs"] = cv.pdf_files(context)
        typesetting = self._typesetting(settings["DEFAULT_LANG"])
        content, owner = Path(settings["PATH"]), settings.get("AUTHOR", "")
        self.library = read_library(
            *(content, owner, typesetting, self.report, self.cache, self._code),
            people_have_pages=settings.get("PEOPLE_PAGES", False),
        )
        if settings.get("CITATIONS"):
            self.library = with_citations(self.library, content, self.report)
        self._complete_people(context)
        self._attach_bodies(generator)
        context["library"], context["library_in"] = self.library, functools.cache(self._library_in)
        self.citations = context["citations"] = Citations(settings, self.library, self.locales, self.cache, self._code)
        context["generated"] = publications.generated_files(self.library, context)
        context["generated"] |= rendering.news_files(context, settings)
        context["generated"] |= person_pages.generated_files(self.library.people)
        self._read_talks_and_others(context)
        linked = contents.linked_files([*contents.shown(context), *self._fragments])
        context["static_links"] = linked | cv.logos_of(context["cv"]) | self.library.files
        context["static_links"] |= records.files_of(context["records"])
        context["static_links"] |= group.photos_of(self.library.people, self._has_block(context, "people"))

    def _attach_bodies(self, generator: object) -> None:
        """Find the texts of publications' pages, which Pelican is not to write as pages of their own."""
        context, lang = generator.context, self.settings["DEFAULT_LANG"]
        has_texts = bool(self._reading.body_folder)
        sections = ("news", *KINDS)
        bodies = bodies_of(contents.shown(context), self.library, lang, sections, self.report) if has_texts else {}
        context["bodies"] = bodies
        if bodies and (template := publications.template_without_texts(self.environment)):
            message = "shows no 'body', so the texts of content/publications/ are on no page: the theme's own shows how"
            self.report.warning(template, None, message)
        for name in ("pages", "hidden_pages"):
            others = [page for page in context[name] if page not in bodies.values()]
            context[name] = others
            setattr(generator, name, others)

    def _complete_people(self, context: dict) -> None:
        """Convert the texts about people; note when the next of them comes or leaves, if a page shows who is there."""
        people = self.library.people
        context["today"] = today = self._today()
        people, problems = group.convert_texts(people, functools.partial(self._convert, path=PEOPLE))
        self.report.errors_in(self._reading.conversion.content / PEOPLE, problems)
        self.library = replace(self.library, people=people)
        if self._has_block(context, "people") or any(person.has_page for person in people.people):
            self._note_due(next_turn(group.spans_of(people), today))

    def _read_talks_and_others(self, context: dict) -> None:
        """Read talks, courses, projects and openings, which may name people and publications."""
        content = Path(self.settings["PATH"])
        own, split_language = self.settings["DEFAULT_LANG"], self._reading.split_language
        known = Known(content, self.library.people, self.library.by_key, self.settings["TIMEZONE"], own, split_language)
        found, problems = read_records(known)
        found, of_texts = records.convert_texts(found, self._convert)
        for source, problem in (*problems, *of_texts):
            self.report.errors_in(content / source, [problem])
        context["records"] = found
        context["generated"] |= records.generated_files(found)
        if self._has_block(context, *KINDS):
            self._note_due(next_turn(records.spans_of(found), context["today"]))

    def _convert(self, text: str, path: str, lang: str = "", can_cite: bool = True) -> Converted:
        """Convert a text in the data file at `path`, and remember it: its links are checked with those of the pages."""
        converted = self._reading.converter.convert(text, path=path, lang=lang, can_cite=can_cite)
        self._fragments.append(contents.Fragment(str(self._reading.conversion.content / path), converted.document))
        return converted

    def _today(self) -> Date:
        """The day on which the build began, where the author is."""
        day = datetime.fromtimestamp(self.begun, ZoneInfo(self.settings["TIMEZONE"]))
        return Date(day.year, day.month, day.day)

    def _note_due(self, day: date | None) -> None:
        """The site is another one from the first minute of `day` on."""
        if day:
            midnight = datetime.combine(day, datetime.min.time(), ZoneInfo(self.settings["TIMEZONE"]))
            self.due = min(self.due, midnight.timestamp())

    @staticmethod
    def _has_block(context: dict, *names: str) -> bool:
        blocks = (block for text in contents.shown(context) for block in text.document.blocks)
        return any(block.name in names for block in blocks)

    def _typesetting(self, lang: str) -> Typesetting:
        return Typesetting(self._reading.typography, self.locales.of(lang), self.settings.get("FORMULAS_MACROS", {}))

    def _library_in(self, lang: str) -> Library:
        """The library as pages in a language show it."""
        if lang == self.settings["DEFAULT_LANG"] or not self.library.publications:
            return replace(self.library, locale=self.locales.of(lang))
        return translate_library(self.library, self._typesetting(lang), self.cache)

    def _convert_cv(self, context: dict) -> None:
        """Convert the texts of the CV like those of pages."""
        convert = functools.partial(self._convert, path=cv.FILE, can_cite=False)
        context["cv"], problems = cv.convert_texts(context["cv"], convert)
        self.report.errors_in(self._reading.conversion.content / cv.FILE, problems)

    def _note_held_back(self, drafts: list) -> None:
        """Pelican makes a draft of an article whose date is to come."""
        zone = self.settings["TIMEZONE"]
        for draft in drafts:
            if draft.metadata.get("status", "").lower() != "draft" and draft.date.timestamp() > self.begun:
                self.due = min(self.due, draft.date.timestamp())
                until = f"{draft.date.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M}"
                self.report.note(draft.source_path, None, f"held back until {until} (TIMEZONE is {zone})")

    def _note_own_html(self, generator: object) -> None:
        """Remember the author's own HTML files, which are published unchanged."""
        contents.add_well_known(generator)
        names = (static.save_as for static in generator.context["staticfiles"])
        self._own_html = [name for name in names if name.endswith((".html", ".htm"))]

    # Links, lists and blocks

    def _complete_contents(self, generators: list) -> None:
        """Check and complete the contents after everything is read, and before anything is written."""
        context, settings = generators[0].context, generators[0].settings
        self.context, self.generators = context, generators
        [articles_generator] = [each for each in generators if isinstance(each, ArticlesGenerator)]
        articles = publications.articles_of(articles_generator)
        self.targets = contents.check_files(context, settings, self.report)
        contents.check_links([*contents.shown(context), *self._fragments], self.targets, self.report)
        contents.resolve_addresses(contents.shown(context), context)
        self.citations.complete(contents.shown(context), self.report)
        context["articles_by_key"] = publications.name_in_articles(
            articles, context["library_in"], settings["DEFAULT_LANG"], self.report
        )
        context["favicon"] = self._find_favicon(context, settings)
        context["has_feed"] = bool(settings["FEED_ALL_ATOM"] and context["articles"])
        context["statement_url"] = navigation.statement_url(context)
        context["menus"] = navigation.menus(context, settings, self.report)
        context["menu"] = context["menus"][settings["DEFAULT_LANG"]]
        context["alternates"] = self._alternates(context)
        for lang, menu in context["menus"].items():
            if name := navigation.own_menu(settings, lang):
                self._check_menu(menu, name)
        resolve = functools.partial(contents.resolve_links, context=context)
        context["cv"] = cv.resolve_texts(context["cv"], resolve)
        people = group.resolve_texts(self.library.people, resolve)
        context["library"] = self.library = replace(self.library, people=people)
        context["records"] = records.attach(context["records"], contents.shown(context), context, settings["SITEURL"])
        own = settings["DEFAULT_LANG"]
        context["records_in"] = functools.cache(lambda lang: context["records"].in_language(lang, own))
        blocks.fill_blocks(contents.shown(context), context, self.environment, self.report)
        self._check_scripts(settings)
        self._check_own_files(settings)
        self._stop_at_errors()

    def _alternates(self, context: Mapping) -> dict[str, tuple[translations.Alternate, ...]]:
        """The languages of each page: texts, lists of news and of publications."""
        lists = {
            name: [
                translations.Alternate(lang, url)
                for lang, places in context["places"].items()
                if (url := getattr(places, name)) and f"{url}index.html" in self.targets.written
            ]
            for name in ("news", "publications")
        }
        return translations.alternates(contents.shown(context), lists)

    def _find_favicon(self, context: Mapping, settings: Mapping) -> str:
        """The file that FAVICON names, or favicon.svg, which is drawn if there is none; nothing if FAVICON is empty."""
        name = settings.get("FAVICON", DEFAULT_FAVICON)
        if not name or name == DEFAULT_FAVICON or name in {static.save_as for static in context["staticfiles"]}:
            return name or ""
        message = f"FAVICON names '{name}', which is no file of the site: STATIC_PATHS and EXTRA_PATH_METADATA list it"
        self.report.error_in_setting(message, "FAVICON")
        return ""

    def _check_own_files(self, settings: Mapping) -> None:
        content = Path(settings["PATH"])
        files = [Path(static.source_path) for static in self.context["staticfiles"]]
        hosts = settings.get("EMBEDS_HOSTS", {})
        check_own_files(files, content / "extra/custom.css", content, hosts, self._code, self.cache, self.report)

    def _stop_at_errors(self) -> None:
        """Stop now: later steps would report consequences of these errors."""
        if self.report.errors:
            raise BuildFailed(self.report.errors)

    def _check_menu(self, menu: list[navigation.MenuItem], name: str) -> None:
        """What the setting `name`, MENU or one for another language, names is on the site."""
        for index, item in enumerate(menu):
            entries = {(index, 1, number): inner for number, inner in enumerate(item.below)} or {(index,): item}
            for place, entry in entries.items():
                if entry.is_elsewhere or entry.url.endswith(".md") or contents.is_on_site(entry.url, self.targets):
                    continue  # the menu has reported sources that are missing
                known = [path.removesuffix("index.html") for path in self.targets.written]
                message = f"{name} names '{entry.url}', and there is no such page{did_you_mean(entry.url, known)}"
                self.report.error_in_setting(message, name, *place)

    def _check_scripts(self, settings: Mapping) -> None:
        """Report names in EMBEDS_SCRIPTS that are not published pages or articles."""
        known = {text.get_relative_source_path() for text in contents.shown(self.context)}
        for index, name in enumerate(settings.get("EMBEDS_SCRIPTS", ())):
            if name not in known:
                message = f"EMBEDS_SCRIPTS names '{name}', but no such page is published{did_you_mean(name, known)}"
                self.report.error_in_setting(message, "EMBEDS_SCRIPTS", index)

    # Writing

    def _write_feeds(self, generator: object, writer: object) -> None:
        """Write a feed for each language: Pelican's own has the translations of its articles too."""
        articles, context = generator.articles, generator.context
        are_translated = any(article.translations for article in articles)
        for lang, places in context["places"].items():
            if not places.feed or not (places.prefix or are_translated):
                continue
            newest = order_content(translations.in_language(articles, lang), "reversed-date")
            shown = context | {"lang": lang} if places.prefix else context
            writer.write_feed(newest, shown, places.feed, override_output=not places.prefix)

    def _complete_feed(self, context: Mapping, feed: object) -> None:
        if lang := context.get("lang"):
            home = f"{context['SITEURL']}/{context['places'][lang].home}"
            subtitle = setting_in(context, "SITESUBTITLE", lang)
            feed.feed |= {"language": lang, "link": home, "id": home, "subtitle": subtitle}
        publications.add_to_feed(context, feed, self.environment)
        keep_titles(context, feed)

    def _finish(self, pelican: object) -> None:
        """Finish the site in the folder to which Pelican has written it."""
        settings, context, folder = pelican.settings, self.context, Path(pelican.output_path).resolve()
        cache, library = self.cache, self.library
        if library.publications:
            publication_pages.write_files(library.publications, folder, Path(settings["PATH"]), settings["SITEURL"])
        scripted = {text.save_as for text in contents.shown(context) if text.document.is_scripted}
        records.write_calendars(context["records"], folder, settings["SITEURL"], library.locale, settings["SITENAME"])
        write_missing_favicon(folder, context["favicon"], settings, self.look.accent, self.environment)
        site = self.site = finish.site_of(folder, context, self.look, scripted, self._code)
        if (folder / "index.html").is_file() and settings["SITEURL"]:
            assets.draw_card(site, settings, self.look.accent[0], cache)
        rendered = [*finish.written_pages(site, self._own_html)]
        if library.publications:
            rendered += publications.rendered_pages(library, context, self.environment, self._makers)
        rendered += rendering.news_lists(context, settings, self.environment)
        rendered += person_pages.rendered_pages(library, context, self.environment)
        pages = self.finished = finish.finish_pages(rendered, site, cache, self._output)
        bad = finish.publish_pictures(pages, site, cache)
        if settings["FEED_ALL_ATOM"]:
            originals = {name for page in pages.values() for name in page.pictures.originals}
            feed = Feed(site, f"{settings['SITEURL']}/", originals, cache)
            for places in context["places"].values():
                bad += feed.finish(places.feed)
            feed.copy(settings["FEED_ALL_ATOM"], settings.get("FEED_COPIES", ()))
        for picture in bad:
            self.report.error(Path(settings["PATH"], picture.path), None, f"this picture {picture.reason}")
        self._stop_at_errors()
        drop_unused_fonts(folder / "theme", site.sheets, any(page.has_math for page in pages.values()))
        cv.write_pdf(folder, context, self.report)
        finish.drop_originals(pages, self._own_html, site)
        later = {*context["generated"], *contents.files_of_the_site(context)}
        problems = [*finish.find_dead_links(pages, folder, later)]
        problems += [(name, problem) for name, page in pages.items() for problem in page.problems]
        for name, problem in problems:
            self.report.error(f"output/{name}", None, problem)
        for name in context["generated"]:
            if name.endswith(".html"):
                self._sitemap.queue_page(f"{folder}/{name}", {})
        sitemap.write_sitemap(self._sitemap, pelican, folder, context["alternates"])
        sitemap.write_robots(folder, settings)
        self._write_host_files(folder, settings)
        self.pages = len(pages) + len(self._own_html)

    def _write_host_files(self, folder: Path, settings: Mapping) -> None:
        """Write what the host of the public site reads beside the site's own files."""
        target = settings.get("PUBLISH")
        host = target.get("to") if settings["SITEURL"] and isinstance(target, Mapping) else None
        if host not in HOSTS_WITH_FILES:
            return
        digested = {variant.file for page in self.finished.values() for variant in page.pictures.variants}
        feeds = [places.feed for places in self.context["places"].values() if places.feed]
        feeds += settings.get("FEED_COPIES", ())
        write_headers(folder, Path(settings["PATH"]), digested, feeds)
        write_redirects(folder, Path(settings["PATH"]), self._own_html, host)
