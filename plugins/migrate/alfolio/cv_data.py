"""The curriculum vitae of a site of al-folio, wherever it is: its own form, RenderCV or JSON Resume."""

from typing import Any

from plugins.migrate.jekyll.old_site import JekyllSite, as_table
from plugins.migrate.plain_yaml import BadYaml, load_yaml


def cv_sections(site: JekyllSite) -> list[tuple[str, Any]]:
    """The sections of `_data/cv.yml`, of al-folio's own form or of RenderCV, else those of a JSON Resume."""
    data = site.data.get("cv")
    if isinstance(data, list):
        return [(str(one.get("title") or "About"), one.get("contents")) for one in data if isinstance(one, dict)]
    if isinstance(data, dict):
        inner = as_table(data.get("cv")) or data
        return list(as_table(inner.get("sections")).items())
    resume = "assets/json/resume.json"
    if resume not in site.files:
        return []
    try:
        data = as_table(load_yaml(site.read(resume)))
    except BadYaml:
        return []
    return [(name, value) for name, value in data.items() if isinstance(value, list)]
