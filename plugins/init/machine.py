"""What the author's machine knows already: its time zone, and the Git repository of the site's folder."""

import os
import subprocess
from pathlib import Path
from zoneinfo import available_timezones

LOCALTIME = Path("/etc/localtime")  # a link to the zone's file, on Linux and macOS
NAMED = Path("/etc/timezone")


def timezone_here() -> str:
    """The time zone of this machine; UTC if it does not say."""
    zones = available_timezones()
    linked = LOCALTIME.resolve().as_posix().partition("zoneinfo/")[2]
    for zone in (os.environ.get("TZ", "").lstrip(":"), linked, _first_line(NAMED)):
        if zone in zones:
            return "UTC" if zone == "Etc/UTC" else zone
    return "UTC"


def remote_of(folder: Path) -> str:
    """The address of the repository's remote `origin`; empty without Git, a repository of its own, or a remote."""
    if not (folder / ".git").exists():
        return ""
    command = ["git", "-C", str(folder), "config", "--get", "remote.origin.url"]
    try:
        return subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace").stdout.strip()
    except OSError:
        return ""


def _first_line(path: Path) -> str:
    try:
        return path.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return ""
