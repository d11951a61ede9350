"""What an upgrade may ask an author to do: names that the theme no longer has, settings that equal their defaults.

In: the site's folder and a release. Out: problems and names; no file is changed.
"""

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from plugins.building.settings_table import SETTINGS
from plugins.core.problems import Problem
from plugins.upgrade.release import Release

CUSTOM = "content/extra/custom.css"
CSS_NAME = re.compile(r"(?<![\w-])(?:--[a-z][\w-]*|\.[a-zA-Z][\w-]*)")
# Classes and tokens of the theme by their old names
RENAMED = {".work": ".publication", ".works": ".publication-list", ".ways": ".publication-links"}


def lost_names(custom: str, old_theme: str, new_theme: str) -> Iterator[Problem]:
    """The classes and tokens in an author's style sheet that only the old theme had, at their first line."""
    had, has = (set(CSS_NAME.findall(text)) for text in (old_theme, new_theme))
    seen = set()
    for number, line in enumerate(custom.splitlines(), 1):
        for name in CSS_NAME.findall(line):
            if name in had - has - seen:
                now = f": it is now called {RENAMED[name]}" if name in RENAMED else ""
                yield Problem(CUSTOM, number, f"the new theme has no {name}{now}")
                seen.add(name)


def names_lost_by(site: Path, release: Release) -> list[Problem]:
    """Those of the site's own style sheet."""
    if not (site / CUSTOM).is_file():
        return []
    themes = (_style_text((folder / "theme/static/css").rglob("*.css")) for folder in (site, release.folder))
    return list(lost_names((site / CUSTOM).read_text("utf-8", "replace"), *themes))


def _style_text(files: Iterable[Path]) -> str:
    return "\n".join(file.read_text("utf-8", "replace") for file in files)


def settings_like_defaults(settings: str, sample: str) -> list[str]:
    """The settings in the text of a `pelicanconf.py` whose value is the default, so that their lines could go; not
    those that the sample's file shows."""
    shown = {name for name, _ in _assigned(sample)}
    return [name for name, value in _assigned(settings) if name not in shown and _is_default(name, value)]


def _assigned(settings: str) -> Iterator[tuple[str, object]]:
    """The names at the top of a file that are assigned once, with their values, where these are literals."""
    try:
        tree = ast.parse(settings)
    except (SyntaxError, ValueError):
        return
    targets = [node for node in tree.body if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign)]
    names = [name.id for node in targets for name in ast.walk(node) if isinstance(name, ast.Name)]
    for node in targets:
        if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
            name = node.targets[0].id
            try:
                if names.count(name) == 1:
                    yield name, ast.literal_eval(node.value)
            except ValueError:
                continue


def _is_default(name: str, value: object) -> bool:
    return name in SETTINGS and type(value) is type(SETTINGS[name].default) and value == SETTINGS[name].default
