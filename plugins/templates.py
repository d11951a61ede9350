"""Functions and filters for templates, besides Pelican's; their names are in lower case, unlike those of settings."""

from collections.abc import Mapping
from functools import cache
from html import escape
from pathlib import Path

from jinja2 import Environment
from markupsafe import Markup
from pelican.utils import SafeDatetime, strftime

from plugins import publications
from plugins.core.languages import text_direction
from plugins.core.problems import Report
from plugins.dialect.page.typography import Typography
from plugins.finish import fonts
from plugins.icons import Pack, svg
from plugins.look import Look


def prepare(environment: Environment, settings: Mapping, look: Look, typography: Typography, report: Report) -> None:
    """Add them to the environment of one build."""
    lang = settings["DEFAULT_LANG"]
    environment.auto_reload = False  # templates do not change during a build
    environment.globals["canonical_base"] = settings["SITEURL"]  # templates see SITEURL relative to the page
    pack = Pack(Path(settings["PATH"], "icons"))
    social = [link["icon"] for link in settings.get("SOCIAL", ())]
    environment.globals["preloaded_fonts"] = fonts.to_preload(look.sheets)
    environment.globals["icon"] = cache(lambda name: _icon(pack, name, social, report))
    environment.filters["spoken"] = lambda day, until=None: day.spoken(lang, until)
    environment.filters["long_date"] = lambda day: _long_date(day, settings["DEFAULT_DATE_FORMAT"])
    environment.filters["typeset"] = lambda text: Markup(typography.typeset(escape(text, quote=False), lang))
    environment.filters["typeset_text"] = typography.typeset_text
    environment.filters["text_direction"] = text_direction
    environment.filters |= publications.TEMPLATE_FILTERS


def _long_date(day: str, date_format: str) -> str:
    """A day such as `2026-08-13` as articles show theirs."""
    return strftime(SafeDatetime.fromisoformat(day), date_format)


def _icon(pack: Pack, name: str, social: list[str], report: Report) -> Markup:
    """The HTML of an icon; empty, with an error in the report, if there is none of this name."""
    icon = pack.get(name)
    if icon is None:
        place = ("SOCIAL", social.index(name), "icon") if name in social else ("",)
        report.error_in_setting(f"no icon named '{name}'{pack.did_you_mean(name)}", *place)
        return Markup("")
    return Markup(svg(icon))
