"""What a build depends on, as digests: whether a site is unchanged since its last build.

None stands for what content cannot tell (other people's plugins, functions in the settings, a file that cannot be
read), so that everything is built each time.
"""

import json
import os
import sys
from functools import cache
from pathlib import Path

from plugins.core.digests import digest, digest_of_folder
from plugins.core.locales import FOLDER

CODE = Path(__file__).parents[1]
# What else a build depends on: language and time zone of the machine.
VARIABLES = ("LANG", "LANGUAGE", "LC_ALL", "LC_TIME", "LC_CTYPE", "TZ")


@cache
def digest_of_code() -> bytes:
    """The plugins' source, Python, and the installed packages, as they were when this process loaded them."""
    return digest(digest_of_folder(CODE) or os.urandom(16), sys.version, *_installed())


def digest_of_makers(settings: dict, code: bytes) -> bytes | None:
    """Settings, theme, own icons and words (which templates show), code and machine: all but what an author writes."""
    if settings["PLUGINS"] or settings.get("DEFAULT_DATE") == "fs":
        return None
    known = {name: value for name, value in settings.items() if name.isupper()}
    try:
        shown = json.dumps(known, sort_keys=True, default=_plain)
    except (TypeError, ValueError):
        return None
    own = (Path(settings["PATH"], name) for name in ("icons", "locales"))
    folders = (FOLDER, settings["THEME"], *settings["THEME_TEMPLATES_OVERRIDES"], *own)
    digests = [digest_of_folder(folder) for folder in folders]
    if None in digests:
        return None
    return digest(shown, code, *digests, *(os.environ.get(name, "") for name in VARIABLES))


def digest_of_inputs(settings: dict, code: bytes) -> bytes | None:
    """Everything: the makers and the author's content."""
    makers, content = digest_of_makers(settings, code), digest_of_folder(settings["PATH"])
    return digest(makers, content) if makers and content else None


def _plain(value: object) -> object:
    if isinstance(value, set | frozenset):
        return sorted(value)
    if isinstance(value, Path):
        return str(value)
    raise TypeError


def _installed() -> list[str]:
    """Names and versions of packages, as their folders are called."""
    folders = [folder for folder in sys.path if folder and Path(folder).is_dir()]
    return sorted(name for folder in folders for name in os.listdir(folder) if name.endswith(".dist-info"))  # noqa: PTH208
