"""Check the words of a command line before Invoke does, and say what is wrong in the author's words.

In: the command line and the tasks. Out: nothing, or SystemExit with one line that names what was meant.
"""

import re
from collections.abc import Mapping
from copy import copy
from pathlib import Path

from invoke import Collection, Task
from invoke.exceptions import ParseError
from invoke.parser import Parser, ParserContext
from invoke.parser.context import translate_underscores
from invoke.program import Program

from plugins.core.problems import did_you_mean

NAMES = ("invoke", "inv")
COMPLETE = "--complete"  # its words are half typed
VALUELESS = re.compile(r"Flag <Argument: (\w+).* needed value")


def check_words(command_line: list[str], names: Mapping[str, object]) -> None:
    """Check a command line of `invoke`; any other is left alone. `names` holds the tasks, among others.

    Raises SystemExit for an unknown command or option, or a missing word.
    """
    program, *words = command_line
    path = Path(program)
    if (path.parent.name if path.stem == "__main__" else path.stem) not in NAMES or COMPLETE in words:
        return
    tasks = Collection()
    for task in names.values():
        if isinstance(task, Task):
            copied = copy(task)
            copied.help = dict(task.help)  # which Invoke empties as it reads it
            tasks.add_task(copied)
    if message := complaint(words, tasks):
        raise SystemExit(message)


def complaint(words: list[str], tasks: Collection) -> str:
    """What is wrong with `words`; "" if nothing is, or if it is for Invoke to say."""
    invoke = Program()
    own = ParserContext(args=[*invoke.core_args(), *invoke.task_args()])
    contexts = tasks.to_contexts()
    try:
        core = Parser(contexts=contexts, initial=own).parse_argv(words)[0]
    except ParseError as error:
        place = error.context if error.context is not None and error.context.name else own
        return _missing(error, place) or _unknown(error, words, place, contexts)
    except ValueError as error:  # int() raised it
        return f"{str(error).partition(': ')[2]} is no number"
    asked = core.args["help"].value  # --help COMMAND
    return _no_command(asked, contexts) if isinstance(asked, str) and asked not in tasks.task_names else ""


def _missing(error: ParseError, place: ParserContext) -> str:
    """What a command lacks: one of its words, or the value of an option."""
    if words := [argument.name for argument in place.missing_positional_args]:
        return f"{_name(place)} needs {', '.join(f'{word} ({place.args[word].help})' for word in words)}"
    if option := VALUELESS.match(str(error)):
        name = translate_underscores(option[1])
        return f"{_name(place)}: --{name} needs a value: {place.args[name].help}"
    return ""


def _unknown(error: ParseError, words: list[str], place: ParserContext, contexts: list[ParserContext]) -> str:
    parts = (part for word in words for part in (word, word.partition("=")[0]))
    word = next((part for part in parts if f"No idea what {part!r} is" in str(error)), "").partition("=")[0]
    if word.startswith("-"):
        return f"{_name(place)} has no option '{word}'{did_you_mean(word, place.flags)}"
    after = f"{_name(place)} takes no word '{word}', and there is " if place.name else ""
    return after + _no_command(word, contexts) if word else ""


def _name(place: ParserContext) -> str:
    return f"invoke {place.name}" if place.name else "invoke"


def _no_command(word: str, contexts: list[ParserContext]) -> str:
    return f"no command '{word}'{did_you_mean(word, [context.name for context in contexts])}"
