"""Build the site that is about to be moved in, so that the report says what would stop its first build.

In: the folder in which it is staged. Out: the errors and warnings of a build, with paths as in the new site.
"""

import shutil
from pathlib import Path

from plugins.building import build
from plugins.core.problems import BuildFailed, Problem

ROOT = Path(__file__).resolve().parents[2]


def try_build(staged: Path, target: Path) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
    """The errors and the warnings of a public build of `staged`, with the theme of `target`, if that has one.

    The output is thrown away; the cache stays in `staged`, and saves the first build of the author the work.
    """
    own, theme, output = target / "theme", staged / "theme", staged / "output"
    shutil.copytree(own if own.is_dir() else ROOT / "theme", theme)
    try:
        return (), build(staged / "publishconf.py", output).warnings
    except BuildFailed as error:
        return error.errors, ()
    finally:
        for folder in (theme, output):
            shutil.rmtree(folder, ignore_errors=True)
