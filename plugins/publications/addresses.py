"""Where a work has its page: a folder of `publications/`, named by its key.

In: works. Out: the part of each address that is its own.
"""

import re

from plugins.publications.records import Publication

FOLDER = "publications"
UNSAFE = re.compile(r"[^\w.+-]+")
LONGEST = 180  # bytes of a folder's name, which may have 255 with what files in it are called


def slugs(works: list[Publication]) -> dict[str, str]:
    """Key → the part of its address that is its own, such as `vaswani2017`; no two differ in case alone."""
    found: dict[str, str] = {}
    taken = {"index.html"}  # the list of all
    for work in sorted(works, key=lambda one: one.key):
        stem = UNSAFE.sub("-", work.key).encode()[:LONGEST].decode(errors="ignore").strip("-.") or "work"
        slug, count = stem, 1
        while slug.casefold() in taken:
            count += 1
            slug = f"{stem}-{count}"
        taken.add(slug.casefold())
        found[work.key] = slug
    return found
