"""The same answers from a file.

In: the text of a TOML file, whose keys are those of the questions. Out: `Answers`, or what is wrong, by line.
"""

from collections.abc import Mapping
from pathlib import Path

from plugins.core.problems import Problem
from plugins.core.toml_tables import Table, read_toml, to_text
from plugins.init.answers import Answers, Hosting
from plugins.init.hosting import TO, address_question, default_address, hosting_of, questions_of, setting_of
from plugins.init.questions import Question
from plugins.publish.hosts import HOSTS

PUBLISH, NOWHERE = "publish", "none"


def read_answers(
    text: str, older_site: Question, questions: tuple[Question, ...], defaults: Mapping[str, str]
) -> tuple[Answers | Path | None, list[Problem]]:
    """The answers, or the path of an older site; nothing if there are problems, which are all listed by line."""
    file = read_toml(text)
    if not file.problems:
        file.check_keys((older_site.key, *(question.key for question in questions), PUBLISH))
        if file.values.get(older_site.key):
            return _read(file, older_site), file.problems
        values = {question.key: _read(file, question, defaults.get(question.key, "")) for question in questions}
        hosting = _read_hosting(file.inner(PUBLISH, dict, f'[{PUBLISH}], and below it to = "github"'))
    if file.problems:
        return None, sorted(file.problems, key=lambda problem: problem.line)
    return Answers(**{key: value for key, value in values.items() if value is not None}, hosting=hosting), []


def _read(table: Table, question: Question, default: str = "") -> object:
    """The value of a question's key; None if there is none."""
    missing = f'there is no {question.key}: write {question.key} = "…"' if question.is_needed and not default else ""
    read = lambda value: question.read(to_text(value))  # noqa: E731 (for each value below)
    if question.key not in table.values and default:
        return (question.read(default),) if question.split else question.read(default)
    if not question.split:
        return table.get(question.key, read, None, missing)
    if isinstance(table.values.get(question.key), str):
        table.values[question.key] = question.split(table.values[question.key])
    inner = table.inner(question.key, list, f'{question.key} = ["…", "…"]')
    found = [inner.get(number, read, None) for number in inner.values]
    return tuple(dict.fromkeys(value for value in found if value is not None)) or None


def _read_hosting(table: Table) -> Hosting:
    host = HOSTS[_read(table, TO, NOWHERE) or NOWHERE]
    questions = questions_of(host)
    before = len(table.problems)
    table.check_keys((TO.key, *(question.key for question in questions), "address"))
    words = {question.key: _read(table, question) or "" for question in questions}
    if len(table.problems) > before:
        return Hosting()
    try:
        setting_of(host, words)
        address = _read(table, address_question(host), default_address(host, words)) or ""
        return hosting_of(host, words, address)
    except ValueError as error:
        table.add_problem(str(error))
        return Hosting()
