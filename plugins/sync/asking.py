"""Ask services one request at a time, with a pause between two, and read the JSON or the BibTeX of their answers."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from plugins.add_publication.fetch import PATIENCE, Answer, LookupFailed, Patience, fetch, host_of
from plugins.add_publication.lookup import HOSTS
from plugins.bibtex.bib_reader import read_bibtex
from plugins.bibtex.entry import Entry

LIMIT = 8_000_000  # bytes of one answer
PAUSE = 1.0  # seconds between two requests
MOST_PAGES = 50  # of one list
MOST_NOTES = 5  # about entries of one answer that cannot be read


@dataclass
class Asking:
    """Who asks whom, and how patiently; `count` counts the requests."""

    hosts: Mapping[str, str] = field(default_factory=lambda: HOSTS)
    agent: str = "Vita/1.0"
    patience: Patience = PATIENCE
    count: int = 0

    def base(self, service: str) -> str:
        return self.hosts[service].rstrip("/") + "/"

    def answer(self, address: str, accept: str) -> Answer:
        """The answer of one request. Raises LookupFailed with one line."""
        if self.count:
            self.patience.pause(PAUSE)
        self.count += 1
        return fetch(address, accept, self.agent, self.patience, LIMIT)

    def json(self, address: str) -> object:
        text = self.answer(address, "application/json").text
        try:
            return json.loads(text)
        except (ValueError, RecursionError):
            raise LookupFailed(f"{host_of(address)} did not answer with JSON: try again later") from None

    def bibtex(self, address: str) -> tuple[list[Entry], list[str], Answer]:
        """The entries of an answer, and a line for each that cannot be read."""
        answer, host = self.answer(address, "application/x-bibtex, text/plain;q=0.9, */*;q=0.5"), host_of(address)
        if answer.text.strip() and not re.search(r"@\s*\w+\s*[{(]", answer.text) or re.match(r"\s*<", answer.text):
            raise LookupFailed(f"{host} did not answer with BibTeX: try again later")
        entries, problems = read_bibtex(answer.text)
        errors = [
            f"{host} has an entry that cannot be read: {each.message}" for each in problems if not each.is_warning
        ]
        return entries, errors[:MOST_NOTES], answer


def part(value: object, *path: str | int) -> object:
    """What lies in JSON below these keys and indexes, or None."""
    for step in path:
        if isinstance(step, str) and isinstance(value, Mapping):
            value = value.get(step)
        elif isinstance(step, int) and isinstance(value, list) and len(value) > step:
            value = value[step]
        else:
            return None
    return value


def parts(value: object, *path: str | int) -> list:
    """The list in JSON below these keys and indexes; empty if there is none."""
    found = part(value, *path)
    return found if isinstance(found, list) else []


def text_of(value: object, *path: str | int) -> str:
    """The text or number in JSON below these keys and indexes, on one line; empty if there is none."""
    found = part(value, *path)
    is_number = isinstance(found, int) and not isinstance(found, bool)
    return " ".join(str(found).split()) if isinstance(found, str) or is_number else ""
