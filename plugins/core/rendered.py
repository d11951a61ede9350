"""A page as a template renders it, as a record."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Rendered:
    """A page to finish: its path from the site's root, a digest of what its HTML depends on, and what renders it."""

    name: str
    key: bytes
    render: Callable[[], str]
