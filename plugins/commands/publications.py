"""`invoke add-publication`, `invoke sync` and `invoke export`."""

import re
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from plugins.commands import read_author_settings, today_of

if TYPE_CHECKING:
    from plugins.sync.asking import Asking

# What could change a terminal: control characters, and marks that reverse the direction of text.
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def add_publication(word: str, key: str = "", is_agreed: bool = False, force: bool = False) -> None:
    """Look a publication up, show it, ask, and append it to the bibfile."""
    from plugins.add_publication.adding import AddFailed, AddOptions, add, agent_of
    from plugins.add_publication.lookup import LookupFailed, hosts_of

    settings = read_author_settings("pelicanconf.py")
    ask = _ask if sys.stdin.isatty() else None
    try:
        hosts = hosts_of(settings.get("LOOKUP_HOSTS", {}))
        options = AddOptions(key, force, is_agreed, ask, hosts, agent_of(settings), _print_safely)
        add(word, Path(settings["PATH"]) / "publications.bib", options)
    except (AddFailed, LookupFailed) as error:
        raise SystemExit(_without_controls(str(error))) from None


def sync_publications(
    source: str = "", is_agreed: bool = False, is_trial: bool = False, with_citations: bool = False
) -> None:
    """Compare the bibfile with the lists that SYNC names, or with one, show what would change, ask, and write it."""
    from plugins.add_publication.adding import AddFailed, agent_of
    from plugins.add_publication.lookup import LookupFailed, hosts_of
    from plugins.sync.asking import Asking
    from plugins.sync.sources import parse_source
    from plugins.sync.syncing import SyncOptions, sync

    settings = read_author_settings("pelicanconf.py")
    addresses = [source] if source else list(settings.get("SYNC") or ())
    if not addresses and not with_citations:
        raise SystemExit("SYNC in pelicanconf.py names no list: write SYNC = ['https://orcid.org/…'], or name one here")
    path, ask = Path(settings["PATH"]) / "publications.bib", _ask if sys.stdin.isatty() else None
    try:
        asking = Asking(hosts_of(settings.get("LOOKUP_HOSTS", {})), agent_of(settings))
        options = SyncOptions(is_agreed, is_trial, ask, _print_safely, settings["AUTHOR"], asking)
        if addresses:
            sync([parse_source(str(address)) for address in addresses], path, options)
        if with_citations:
            _store_citations(path, asking, today_of(settings), is_trial)
    except (AddFailed, LookupFailed, ValueError) as error:
        raise SystemExit(_without_controls(str(error))) from None


def _store_citations(path: Path, asking: "Asking", today: date, is_trial: bool) -> None:
    from plugins.add_publication.bibfile import read_bibfile
    from plugins.publications.citations import FILE
    from plugins.sync.citations import SOURCE, count_citations, write_citations

    counts = count_citations(read_bibfile(path, f"{path.parent.name}/{path.name}").entries, asking)
    total = f"{sum(counts.values())} citations of {len(counts)} publications, by {SOURCE}"
    if is_trial:
        print(f"{total}: nothing was written")
        return
    write_citations(path.with_name(FILE), counts, today)
    print(f"{path.parent.name}/{FILE}: {total}")


def export_table(what: str, months: str, output: str) -> None:
    """Write a table to the file `output`, or print it; notes go to standard error, so that `>` gets the table alone."""
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
    from plugins import people
    from plugins.add_publication.bibfile import AddFailed, read_bibfile
    from plugins.publications.coauthors import coauthor_table, csv_text

    settings = read_author_settings("pelicanconf.py")
    folder = Path(settings["PATH"])
    try:
        file = read_bibfile(folder / "publications.bib", "content/publications.bib")
    except AddFailed as error:
        raise SystemExit(str(error)) from None
    registry, problems = people.read_people(_read_text(folder / "people.toml"), settings["AUTHOR"])
    if problems:
        raise SystemExit("\n".join(f"content/people.toml:{problem.line}: {problem.message}" for problem in problems))
    rows, notes = coauthor_table(file.entries, registry, months, today_of(settings))
    for note in notes:
        print(_without_controls(note), file=sys.stderr)
    return csv_text(rows)


def _read_text(path: Path) -> str:
    try:
        return path.read_text("utf-8") if path.is_file() else ""
    except (OSError, UnicodeDecodeError) as error:
        raise SystemExit(f"content/{path.name}: cannot be read as UTF-8 text: {error}") from None


def _ask(question: str) -> bool:
    try:
        return input(question).strip().lower() in ("y", "yes")
    except (EOFError, KeyboardInterrupt):
        print()
        return False


def _print_safely(line: str) -> None:
    print(_without_controls(line))


def _without_controls(text: str) -> str:
    return CONTROL.sub("", text)
