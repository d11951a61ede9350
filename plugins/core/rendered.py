"""A page as a template renders it, as a record."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from jinja2 import Environment
from pelican.utils import get_relative_path, path_to_url


@dataclass(frozen=True)
class Rendered:
    """A page to finish: its path from the site's root, a digest of what its HTML depends on, and what renders it."""

    name: str
    key: bytes
    render: Callable[[], str]


def render_page(name: str, template: str, context: Mapping, environment: Environment, **values: object) -> str:
    """The HTML of the page at `name`, rendered as Pelican's writer does."""
    base = path_to_url(get_relative_path(name)) if context["RELATIVE_URLS"] else context["SITEURL"]
    given = {**context, "SITEURL": base, "localsiteurl": base, "output_file": name, **values}
    return environment.get_template(template).render(given)
