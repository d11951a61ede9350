"""Ask the questions, one after another, until each has a right answer.

In: `ask`, which shows a prompt and returns a line, and `show`, which prints one. Out: values by key.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from plugins.init.answers import Answers, Hosting
from plugins.init.hosting import (
    TO,
    address_question,
    default_address,
    defaults_of,
    hosting_of,
    questions_of,
    setting_of,
)
from plugins.init.questions import Question
from plugins.publish.hosts import HOSTS

NEEDED = "this answer is needed"


@dataclass(frozen=True)
class Terminal:
    ask: Callable[[str], str]
    show: Callable[[str], None]


def interview(terminal: Terminal, questions: tuple[Question, ...], defaults: Mapping[str, str], remote: str) -> Answers:
    """All answers. `defaults` are by key; `remote` is the address of the site's Git repository, if it has one."""
    values = {}
    for question in questions:
        value = ask(terminal, question, defaults.get(question.key, ""))
        if value not in ("", (), None):
            values[question.key] = value
    return Answers(**values, hosting=_ask_for_hosting(terminal, values.get("links", ()), remote))


def ask(terminal: Terminal, question: Question, default: str = "") -> object:
    """The answer to a question, of a list a tuple; of an optional one, nothing, which is an empty text or tuple."""
    found: list[object] = []
    while True:
        prompt = question.text if not found else "Another one"
        hint = f" ({question.hint})" if question.hint else ""
        written = terminal.ask(f"{prompt}{hint}{f' [{default}]' if default else ''}: ").strip() or default
        try:
            values = _read(question, written)
        except ValueError as error:
            terminal.show(f"  {error}")
            continue
        if not question.split:
            return values[0] if values else ""
        found += [value for value in values if value not in found]
        if not (question.repeats and values):
            return tuple(found)


def _read(question: Question, written: str) -> list[object]:
    if not written and question.is_needed:
        raise ValueError(NEEDED)
    parts = question.split(written) if question.split else [written]
    return [question.read(part) for part in parts if part]


def _ask_for_hosting(terminal: Terminal, links: tuple, remote: str) -> Hosting:
    terminal.show("")
    for key, host in HOSTS.items():
        terminal.show(f"  {key:<10} {host.title}")
    likely = (key for key, host in HOSTS.items() if "user" in defaults_of(host, links, remote))
    host = HOSTS[ask(terminal, TO, next(likely, "none"))]
    defaults = defaults_of(host, links, remote)
    while True:
        words = {
            question.key: ask(terminal, question, defaults.get(question.key, "")) for question in questions_of(host)
        }
        try:
            address = default_address(host, words)
            setting_of(host, words)
        except ValueError as error:
            terminal.show(f"  {error}")
            continue
        return hosting_of(host, words, ask(terminal, address_question(host), address))
