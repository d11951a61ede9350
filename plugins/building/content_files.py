"""Check that all of content/ can be read: no pipes, devices, links that lead out, or names that are not UTF-8.

In: the content folder, before anything in it is opened, which could wait forever. Out: errors in the report of a build.
"""

import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path

from plugins.core.problems import Report

TEXTS = frozenset((".md", ".markdown", ".mkd", ".mdown", ".bib", ".toml"))
LARGEST = 10_000_000  # bytes of a text, which is some two thousand printed pages
KINDS = {
    stat.S_IFIFO: "a named pipe", stat.S_IFSOCK: "a socket", stat.S_IFCHR: "a device", stat.S_IFBLK: "a device",
}  # fmt: skip
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
PUBLISHED = ".well-known"  # of all hidden names


def check_content_files(content: Path, report: Report) -> None:
    """Report every file and folder that a build could not read or must not publish."""
    for file in _entries(content):
        if problem := _problem(file, content):
            shown = os.fsencode(file.path).decode("utf-8", "backslashreplace")
            report.error(CONTROL.sub(lambda match: rf"\x{ord(match[0]):02x}", shown), None, problem)


def _entries(folder: Path) -> Iterator[os.DirEntry]:
    """Files and folders below a folder, by name; not what lies behind a link."""
    waiting = [str(folder)]
    while waiting:
        try:
            with os.scandir(waiting.pop()) as found:
                entries = sorted((one for one in found if _is_seen(one.name)), key=lambda one: one.name)
        except OSError:  # there is no such folder, or `_problem` reported it
            continue
        for one in entries:
            yield one
            if one.is_dir(follow_symlinks=False):
                waiting.append(one.path)


def _is_seen(name: str) -> bool:
    return not name.startswith(".") or name == PUBLISHED


def _problem(file: os.DirEntry, content: Path) -> str:
    """What is wrong with a file or folder; empty if nothing is."""
    try:
        file.name.encode()
    except UnicodeEncodeError:
        return "this name is not UTF-8: rename it"
    if CONTROL.search(file.name):
        return "this name holds a control character: rename it"
    try:
        status = file.stat()
    except OSError:  # a link to nothing or to itself, which is reported where it is used
        return ""
    if file.is_symlink() and not Path(file.path).resolve().is_relative_to(content.resolve()):
        return f"this link leads out of {content.name}/, so it is not published"
    if file.is_dir():
        return _problem_of_folder(file)
    if not stat.S_ISREG(status.st_mode):
        return f"this is {KINDS.get(stat.S_IFMT(status.st_mode), 'no file')}, which cannot be published"
    if not os.access(file.path, os.R_OK):
        return "this file cannot be read: permission denied"
    if Path(file.name).suffix.lower() in TEXTS and status.st_size > LARGEST:
        return f"this text is {status.st_size / 1e6:.0f} MB long: split it into texts of {LARGEST / 1e6:.0f} MB at most"
    return ""


def _problem_of_folder(folder: os.DirEntry) -> str:
    if Path(folder.name).suffix.lower() in TEXTS:
        return "this is a folder, although it is called like a text: rename it"
    return "" if os.access(folder.path, os.R_OK | os.X_OK) else "this folder cannot be read: permission denied"
