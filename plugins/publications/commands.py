"""What `invoke add-publication` and `invoke export` tell an author: lines, and an exit code."""

import re
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

from plugins.console import ROOT

CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def added(word: str, key: str = "", is_agreed: bool = False, force: bool = False) -> None:
    """Look a publication up, show it, ask, and append it; exit with 1 where that cannot be."""
    from pelican.settings import read_settings

    from plugins.add_publication.adding import AddFailed, Options, add, agent_of
    from plugins.add_publication.lookup import LookupFailed, hosts_of

    settings = read_settings(str(ROOT / "pelicanconf.py"))
    ask = _asked if sys.stdin.isatty() else None
    try:
        hosts = hosts_of(settings.get("LOOKUP_HOSTS", {}))
        options = Options(key, force, is_agreed, ask, hosts, agent_of(settings), _told)
        add(word, Path(settings["PATH"]) / "publications.bib", options)
    except (AddFailed, LookupFailed) as error:
        raise SystemExit(CONTROL.sub("", str(error))) from None


def exported(what: str, months: str, output: str) -> None:
    """Write what is asked for to a file, or show it; notes go to the other stream, so that `>` gets the table alone."""
    exports: dict[str, Callable[[int], str]] = {"coauthors": _coauthors}
    if what not in exports:
        raise SystemExit(f"'{what}' cannot be exported: {', '.join(exports)} can")
    if not re.fullmatch(r"[0-9]{1,4}", months) or not 0 < int(months) <= 1200:
        raise SystemExit(f"--months {months} is no number of months from 1 to 1200")
    text = exports[what](int(months))
    if not output:
        sys.stdout.write(text.replace("\r\n", "\n"))
        return
    try:
        Path(output).write_bytes(text.encode("utf-8-sig"))
    except OSError as error:
        raise SystemExit(f"{output}: cannot be written: {error.strerror or error}") from None
    print(f"{output}: {text.count(chr(10)) - 1} people")


def _coauthors(months: int) -> str:
    from pelican.settings import read_settings

    from plugins import people
    from plugins.add_publication.bibfile import AddFailed, read_bibfile
    from plugins.publications.coauthors import coauthor_table, csv_text

    settings = read_settings(str(ROOT / "pelicanconf.py"))
    folder = Path(settings["PATH"])
    try:
        file = read_bibfile(folder / "publications.bib", "content/publications.bib")
    except AddFailed as error:
        raise SystemExit(str(error)) from None
    registry, faults = people.read_people(_text(folder / "people.toml"), settings["AUTHOR"])
    if faults:
        lines = [f"content/people.toml:{fault.line}: {fault}" for fault in faults]
        raise SystemExit("\n".join(lines))
    rows, notes = coauthor_table(file.entries, registry, months, date.today())
    for note in notes:
        print(CONTROL.sub("", note), file=sys.stderr)
    return csv_text(rows)


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8") if path.is_file() else ""
    except (OSError, UnicodeDecodeError) as error:
        raise SystemExit(f"content/{path.name}: cannot be read as UTF-8 text: {error}") from None


def _asked(question: str) -> bool:
    try:
        return input(question).strip().lower() in ("y", "yes")
    except (EOFError, KeyboardInterrupt):
        print()
        return False


def _told(line: str) -> None:
    print(CONTROL.sub("", line))
