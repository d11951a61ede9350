"""Functions and filters for templates, besides Pelican's; their names are in lower case, unlike those of settings.

Words and dates are in the language of the page, which `lang` names.
"""

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from html import escape
from pathlib import Path
from types import MappingProxyType

from jinja2 import Environment, pass_context
from jinja2.runtime import Context
from markupsafe import Markup
from markupsafe import escape as escape_markup

from plugins import publications
from plugins.core.languages import text_direction
from plugins.core.locales import LAST_RESORT, Locale, Locales, setting_in
from plugins.core.problems import Report
from plugins.dialect.page.typography import Typography
from plugins.finish import fonts
from plugins.icons import Pack, svg
from plugins.look import Look
from plugins.translations import with_default


def prepare(
    environment: Environment,
    settings: Mapping,
    look: Look,
    typography: Typography,
    locales: Locales,
    report: Report,
) -> None:
    """Add them to the environment of one build."""
    environment.auto_reload = False  # templates do not change during a build
    environment.globals["canonical_base"] = settings["SITEURL"]  # templates see SITEURL relative to the page
    pack = Pack(Path(settings["PATH"], "icons"))
    social = [link["icon"] for link in settings.get("SOCIAL", ())]
    environment.globals["preloaded_fonts"] = fonts.to_preload(look.sheets)
    environment.globals["icon"] = cache(lambda name: _icon(pack, name, social, report))
    environment.filters["typeset_text"] = typography.typeset_text
    environment.filters["text_direction"] = lambda tag: text_direction(tag or "")  # an older base.html names none
    environment.filters |= publications.TEMPLATE_FILTERS
    add_words(environment, locales, typography, settings)


def add_words(
    environment: Environment, locales: Locales, typography: Typography, settings: Mapping = MappingProxyType({})
) -> None:
    """Add words and dates."""
    lang, own_format = settings.get("DEFAULT_LANG", LAST_RESORT), settings.get("DEFAULT_DATE_FORMAT")

    def in_language(function: Callable) -> Callable:
        """The function, whose first argument is a locale, for templates."""

        @pass_context
        def call(context: Context, /, *arguments: object, **named: object) -> object:
            return function(locales.of(context.get("lang") or lang), *arguments, **named)

        return call

    plain = cache(lambda tag, name: escape_markup(locales.of(tag).word(name)))

    @pass_context
    def word(context: Context, name: str, /, **values: object) -> Markup:
        """A word with values in it, which may be markup."""
        found = plain(context.get("lang") or lang, name)
        return found.format(**values) if values else found

    own = cache(lambda tag, name: setting_in(settings, name, tag))

    @pass_context
    def setting(context: Context, name: str) -> object:
        """A setting, or what the author gave for the language of the page."""
        return own(context.get("lang") or lang, name)

    @pass_context
    def place(context: Context, name: str) -> str:
        """Where visitors find the news, say, in the language of the page, or else in that of the site."""
        places = context["places"]
        return getattr(places.get(context.get("lang"), places[lang]), name)

    def full_date(locale: Locale, day: date | str) -> str:
        """A day as articles show theirs."""
        day = date.fromisoformat(day) if isinstance(day, str) else day
        if own_format and locale.lang == lang:
            return day.strftime(locale.with_months(own_format, day.month))
        return locale.day(day, "full")

    def typeset(locale: Locale, text: str) -> Markup:
        return Markup(typography.typeset(escape(text, quote=False), locale.lang, locale.quotes))

    environment.globals |= {
        "word": word,
        "capitalized": in_language(Locale.capitalized),
        "marked": in_language(_marked),
        "language_name": locales.own_name,
        "place": place,
        "setting": setting,
    }
    environment.filters |= {
        "with_default": lambda found: with_default(found or (), lang),
        "numbered": in_language(_numbered),
        "spoken": in_language(Locale.spoken),
        "full_date": in_language(full_date),
        "date_in_list": in_language(lambda locale, day: locale.day(day, "in_list")),
        "typeset": in_language(typeset),
    }


def _marked(locale: Locale, lang: str) -> Markup:
    """The attributes of what is in another language than the page."""
    if not lang or lang.lower() == locale.lang.lower():
        return Markup("")
    way = text_direction(lang)
    direction = f' dir="{way}"' if way != text_direction(locale.lang) else ""
    return Markup(f' lang="{escape(lang)}"{direction}')


def _numbered(locale: Locale, title: str, page: object) -> str:
    """The title of a page of a list in several pages."""
    if page.number == 1:
        return title
    return escape_markup(locale.word("site.page_number")).format(title=title, number=page.number)


def _icon(pack: Pack, name: str, social: list[str], report: Report) -> Markup:
    """The HTML of an icon; empty, with an error in the report, if there is none of this name."""
    icon = pack.get(name)
    if icon is None:
        place = ("SOCIAL", social.index(name), "icon") if name in social else ("",)
        report.error_in_setting(f"no icon named '{name}'{pack.did_you_mean(name)}", *place)
        return Markup("")
    return Markup(svg(icon))
