"""Fixtures for lists of publications: `choosy`, the scholar's site with a page for each kind of list, and `thousand`, a
site with a thousand made-up publications, all of them on one page too."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.benchmark_sites import entry
from tests.scholar import write_sources
from tests.small_site import write

LISTS = {
    "all": "filters: [kind, topic, role]\n    numbered: yes\n    thumbnails: yes",
    "journal": "kind: journal\n    numbered: yes\n    limit: 3",
    "first": "first_author: yes\n    group: none",
    "selected": "selected: yes",
    "unfolding": "selected: yes\n    abstracts: yes\n    bibtex: yes",
    "compact": "style: compact",
}
WHOLE = "# Whole\n\n/// publications\n    filters: [kind, topic, role]\n    group: year\n///\n"


@pytest.fixture(scope="session")
def choosy(build_once: Callable[[str, Callable], Path]) -> Path:
    from plugins.building import build

    def make(folder: Path) -> None:
        source = write_sources(folder.with_name("choosy.source"))
        for name, options in LISTS.items():
            text = f"# List\n\n/// publications\n    {options}\n///\n"
            (source / f"content/pages/{name}.md").write_text(text, "utf-8")
        arabic = "---\nlang: ar\nslug: arabic\n---\n# الأعمال\n\n/// publications\n    limit: 9\n///\n"
        (source / "content/pages/arabic.md").write_text(arabic, "utf-8")
        build(source / "publishconf.py", folder)

    return build_once("choosy", make)


@pytest.fixture(scope="session")
def thousand(build_once: Callable[[str, Callable], Path]) -> Path:
    from plugins.building import build

    def make(folder: Path) -> None:
        clash = "@misc{2015, title = {A Key Like a Year}, author = {Abel, Ada}, year = 2015}\n"
        entries = [clash, *(entry(number) for number in range(1000))]
        files = {"content/publications.bib": "\n".join(entries), "content/pages/whole.md": WHOLE}
        settings = 'AUTHOR = "Ada Abel"\nSITEURL = "https://ann.example"\n'
        source = write(folder.with_name("thousand.source"), {"pelicanconf.py": settings, **files})
        build(source / "pelicanconf.py", folder)

    return build_once("thousand", make)
