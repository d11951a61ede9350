"""A command line with a wrong word is answered in one line, before Invoke reads it; every right one is left alone."""

from runpy import run_path

import pytest
from invoke import Task

from plugins.commands.words import check_words
from tests.commands import ROOT, invoke

NAMES = run_path(str(ROOT / "tasks.py"))  # a second copy: Invoke clears the help of tasks that it parses
TASKS = {name: task for name, task in NAMES.items() if isinstance(task, Task)}
WRONG = {
    "buld": "no command 'buld' (did you mean 'build'?)",
    "add_publication": "no command 'add_publication' (did you mean 'add-publication'?)",
    "xyzzy": "no command 'xyzzy'",
    "build chek": "invoke build takes no word 'chek', and there is no command 'chek' (did you mean 'check'?)",
    "build --pubic": "invoke build has no option '--pubic' (did you mean '--public'?)",
    "cv --papr=A4": "invoke cv has no option '--papr' (did you mean '--paper'?)",
    "--lst": "invoke has no option '--lst' (did you mean '--list'?)",
    "new": "invoke new needs title (the article's title, in quotes)",
    "cv --paper": "invoke cv: --paper needs a value: A4 or letter",
    "livereload --port x": "'x' is no number",
    "--help buld": "no command 'buld' (did you mean 'build'?)",
}
RIGHT = [
    *("", "build", "build --public", "build check", "new Title", "cv --paper=letter --form short", "build -h"),
    *("--list", "-l", "--help", "--help build", "-h", "--version", "--print-completion-script bash", "-e build"),
    *("--complete -- invoke bu", "--complete -- invoke build --pu", "--search-root . build", "new Title --list"),
]


@pytest.mark.parametrize("words", WRONG)
def test_a_wrong_word_is_one_line(words):
    with pytest.raises(SystemExit) as stop:
        check_words(["/bin/invoke", *words.split()], NAMES)
    assert str(stop.value) == WRONG[words]


@pytest.mark.parametrize("words", RIGHT)
def test_a_right_command_line_is_left_alone(words):
    check_words(["/bin/invoke", *words.split()], NAMES)


@pytest.mark.parametrize("program", ["/bin/pytest", "-c", "tasks.py", "/x/pytest/__main__.py"])
def test_other_programs_are_left_alone(program):
    check_words([program, "buld"], NAMES)


def test_invoke_says_it_once():
    done = invoke(ROOT, "buld")
    assert (done.returncode, done.stdout, done.stderr.strip()) == (1, "", WRONG["buld"])


def test_checking_leaves_the_help_as_it_is():
    assert "A4 or letter" in invoke(ROOT, "--help", "cv").stdout


@pytest.mark.parametrize("name", TASKS)
def test_every_command_and_option_says_what_it_does(name):
    task = TASKS[name]
    parameters = [word.strip("_").replace("_", "-") for word in task.argspec(task.body).parameters]
    assert task.__doc__.strip().endswith(".") and "\n" not in task.__doc__.strip()
    assert [*task.help] == parameters
