"""Functions and filters for templates, besides Pelican's; their names are in lower case, unlike those of settings.

Words and dates are in the language of the page, which `lang` names.
"""

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from html import escape
from pathlib import Path

from jinja2 import Environment, pass_context
from jinja2.runtime import Context
from markupsafe import Markup
from markupsafe import escape as escape_markup

from plugins import publications
from plugins.core.languages import text_direction
from plugins.core.locales import Locale, Locales
from plugins.core.problems import Report
from plugins.dialect.page.typography import Typography
from plugins.finish import fonts
from plugins.icons import Pack, svg
from plugins.look import Look


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
    environment.filters["text_direction"] = text_direction
    environment.filters |= publications.TEMPLATE_FILTERS
    add_words(
        environment, locales, typography, lang=settings["DEFAULT_LANG"], own_format=settings["DEFAULT_DATE_FORMAT"]
    )


def add_words(
    environment: Environment, locales: Locales, typography: Typography, lang: str = "en", own_format: str = ""
) -> None:
    """Add words and dates. `lang` is the site's language, in which days are written as in `own_format`, if any."""

    def in_language(function: Callable) -> Callable:
        """The function, whose first argument is a locale, for templates."""

        @pass_context
        def call(context: Context, /, *arguments: object, **named: object) -> object:
            return function(locales.of(context.get("lang") or lang), *arguments, **named)

        return call

    def full_date(locale: Locale, day: date | str) -> str:
        """A day as articles show theirs."""
        day = date.fromisoformat(day) if isinstance(day, str) else day
        if own_format and locale.lang == lang:
            return day.strftime(locale.with_months(own_format, day.month))
        return locale.day(day, "full")

    environment.globals["word"] = in_language(_word)
    environment.globals["capitalized"] = in_language(Locale.capitalized)
    environment.filters["numbered"] = in_language(_numbered)
    environment.filters["spoken"] = in_language(Locale.spoken)
    environment.filters["full_date"] = in_language(full_date)
    environment.filters["date_in_list"] = in_language(lambda locale, day: locale.day(day, "in_list"))
    environment.filters["typeset"] = in_language(
        lambda locale, text: Markup(typography.typeset(escape(text, quote=False), locale.lang))
    )


def _word(locale: Locale, name: str, /, **values: object) -> Markup:
    """A word with values in it, which may be markup."""
    word = escape_markup(locale.word(name))
    return word.format(**values) if values else word


def _numbered(locale: Locale, title: str, page: object) -> str:
    """The title of a page of a list in several pages."""
    return _word(locale, "site.page_number", title=title, number=page.number) if page.number > 1 else title


def _icon(pack: Pack, name: str, social: list[str], report: Report) -> Markup:
    """The HTML of an icon; empty, with an error in the report, if there is none of this name."""
    icon = pack.get(name)
    if icon is None:
        place = ("SOCIAL", social.index(name), "icon") if name in social else ("",)
        report.error_in_setting(f"no icon named '{name}'{pack.did_you_mean(name)}", *place)
        return Markup("")
    return Markup(svg(icon))
