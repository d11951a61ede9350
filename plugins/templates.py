"""What templates may use beside Pelican's own: functions and filters, in small letters, as no setting is."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from jinja2 import Environment
from markupsafe import Markup, escape

from plugins import publications
from plugins.core.problems import Report
from plugins.dialect.page.typography import Typography
from plugins.icons import Pack, svg


def prepare(environment: Environment, settings: Mapping, typography: Typography, report: Report) -> None:
    """Add functions and filters for the templates of one build."""
    lang = settings["DEFAULT_LANG"]
    environment.auto_reload = False  # templates do not change within a build
    environment.globals["canonical_base"] = settings["SITEURL"]  # in templates, SITEURL leads there from the page
    pack = Pack(Path(settings["PATH"], "icons"))
    social = [link["icon"] for link in settings.get("SOCIAL", ())]
    environment.globals["icon"] = cache(lambda name: _icon(pack, name, social, report))
    environment.filters["spoken"] = lambda day, until=None: day.spoken(lang, until)
    environment.filters["typeset"] = lambda text: Markup(typography.typeset(str(escape(text)), lang))
    environment.filters |= publications.FILTERS


def _icon(pack: Pack, name: str, social: list[str], report: Report) -> Markup:
    icon = pack.get(name)
    if icon is None:
        close = pack.suggest(name)
        meant = f" (did you mean '{close}'?)" if close else ""
        place = ("SOCIAL", social.index(name), "icon") if name in social else ("",)
        report.error_in_setting(f"no icon named '{name}'{meant}", *place)
        return Markup("")
    return Markup(svg(icon))
