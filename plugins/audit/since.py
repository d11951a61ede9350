"""Since when a line has said what it says: its last commit, else the date in the file's header, else the file's own."""

import re
import subprocess
from datetime import UTC, date, datetime
from pathlib import Path

from plugins.audit.sources import Site, Source
from plugins.dialect.source.line_numbers import line_at

HEADER_DATE = re.compile(r"^(?:date|modified|updated|created)\s*:\s*[\"']?(\d{4}-\d\d-\d\d)", re.M | re.I)
TIME = re.compile(r"^author-time (\d+)$", re.M)


def said_since(site: Site, source: Source, offset: int) -> date:
    path = Path(site.root, source.path)
    return (
        _committed(path, line_at(offset, source.text))
        or max(map(date.fromisoformat, HEADER_DATE.findall(source.text[: source.body])), default=None)
        or _day(path.stat().st_mtime)
    )


def _committed(path: Path, line: int) -> date | None:
    """The day of the line's commit; None where there is no repository, no git, or the file is not in it."""
    command = ["git", "blame", "--porcelain", "-L", f"{line},{line}", "--", path.name]
    try:
        done = subprocess.run(command, cwd=path.parent, capture_output=True, text=True, timeout=20)
    except (OSError, subprocess.TimeoutExpired):
        return None
    time = TIME.search(done.stdout) if done.returncode == 0 else None
    return _day(float(time[1])) if time else None


def _day(seconds: float) -> date:
    return datetime.fromtimestamp(seconds, UTC).date()
