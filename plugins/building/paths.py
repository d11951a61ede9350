"""Settings whose paths lead out: no build writes elsewhere on the author's disk, or publishes what lies there.

In: settings as Pelican read them, of any kind. Out: a message for each.
"""

import re
from collections.abc import Iterator, Mapping
from os.path import normpath
from pathlib import Path

WRITTEN = re.compile(r".*_SAVE_AS|(?:.*_)?FEED(?:_ALL)?_(?:ATOM|RSS)|OUTPUT_SOURCES_EXTENSION|THEME_STATIC_DIR")
READ = {"PAGE_PATHS": "PATH", "ARTICLE_PATHS": "PATH", "STATIC_PATHS": "PATH", "THEME_STATIC_PATHS": "THEME"}
OUTWARD = re.compile(r"[/\\]|[a-z]:|(?:.*[/\\])?\.\.(?:[/\\]|\Z)|.*[\x00-\x1f]", re.I | re.S)
# What Pelican could do beside a build: a second cache, copies of sources, links from the output to content/.
OTHER_FILES = {
    "CACHE_CONTENT": False, "LOAD_CONTENT_CACHE": False, "OUTPUT_SOURCES": False, "STATIC_CREATE_LINKS": False,
}  # fmt: skip


def leads_out(address: str) -> bool:
    """Whether a file that is written at `address`, seen from the output folder, lies outside of it."""
    return OUTWARD.match(address) is not None


def paths_out(settings: Mapping) -> Iterator[str]:
    """What is wrong with each setting that leads out of the output, the content or the theme."""
    for name, value in _written(settings):
        if isinstance(value, str) and leads_out(value):
            yield f"{name} '{value}' leads out of the site: write an address inside it"
    for name, parent in READ.items():
        folder = Path(settings[parent])
        values = settings[name] if isinstance(settings[name], list | tuple) else ()
        for value in values:
            if isinstance(value, str) and not Path(normpath(folder / value)).is_relative_to(folder):
                yield f"{name} '{value}' leads out of {folder.name}/: name a file or folder inside it"


def _written(settings: Mapping) -> Iterator[tuple[str, object]]:
    """Settings that say where something is written, with their values."""
    yield from ((name, value) for name, value in settings.items() if WRITTEN.fullmatch(name))
    pages = settings["TEMPLATE_PAGES"]
    yield from (("TEMPLATE_PAGES", value) for value in (pages.values() if isinstance(pages, dict) else ()))
    patterns = settings["PAGINATION_PATTERNS"]
    for pattern in patterns if isinstance(patterns, list | tuple) else ():
        if isinstance(pattern, tuple) and len(pattern) == 3:
            yield "PAGINATION_PATTERNS", pattern[2]
    extra = settings["EXTRA_PATH_METADATA"]
    for file, metadata in extra.items() if isinstance(extra, dict) else ():
        for key in ("path", "save_as", "slug") if isinstance(metadata, dict) else ():
            yield f"EXTRA_PATH_METADATA: {key} of '{file}':", metadata.get(key)
