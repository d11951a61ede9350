"""The kinds of page that a site has, and how to find one of each."""

import re
from pathlib import Path

KINDS = {
    "home": r"index\.html",
    "page": r"(?!news/|frames/|publications/|people/|cv/|talks/|teaching/|group/|..(?:/|$))[^/]+/index\.html",
    "publications": r"publications/index\.html",
    "publication": r"publications/[^/]+/index\.html",
    "project": r"publications/uydurma2026umbrella/index\.html",
    "person": r"people/[^/]+/index\.html",
    "group": r"group/index\.html",
    "talks": r"talks/index\.html",
    "teaching": r"teaching/index\.html",
    "course": r"courses/[^/]+/index\.html",
    "cv": r"cv/index\.html",
    "news": r"news/index\.html",
    "article": r"news/(?!archives/|page/|\d{4}/)[^/]+/index\.html",
    "year": r"news/\d{4}/index\.html",
    "archives": r"news/archives/index\.html",
    "lost": r"404\.html",
}


def find(site: Path, kind: str) -> str | None:
    """The first page of a kind in the built `site`, as an absolute path; None if there is none."""
    files = sorted(file.relative_to(site).as_posix() for file in site.rglob("*.html"))
    return next(("/" + file.removesuffix("index.html") for file in files if re.fullmatch(KINDS[kind], file)), None)
