"""What is no file, or has no name that can be published, is one line, and no build waits for it."""

import os
from pathlib import Path

import pytest

from plugins.building import build
from plugins.core.problems import BuildFailed
from tests.small_site import built, write

PLACES = (
    "pages/a.md", "news/2024-01-01-a.md", "files/a.pdf", "files/a.svg", "images/a.png", "icons/a.svg",
    "publications.bib", "people.toml", "cv.toml", "extra/custom.css", "publications/a.md", ".well-known/a", "other/a",
)  # fmt: skip


def errors_of(folder: Path) -> list[str]:
    with pytest.raises(BuildFailed) as failure:
        built(folder)
    return list(map(str, failure.value.errors))


@pytest.mark.parametrize("place", PLACES)
def test_a_pipe_stops_the_build_and_does_not_make_it_wait(tmp_path, place):
    pipe = write(tmp_path, {}) / "content" / place
    pipe.parent.mkdir(parents=True, exist_ok=True)
    os.mkfifo(pipe)
    assert errors_of(tmp_path) == [f"content/{place}: this is a named pipe, which cannot be published"]


def test_a_folder_that_is_called_like_a_text(tmp_path):
    for name in ("pages/a.md", "publications.bib"):
        Path(write(tmp_path, {}), "content", name).mkdir(parents=True)
    message = "this is a folder, although it is called like a text: rename it"
    assert errors_of(tmp_path) == [f"content/publications.bib: {message}", f"content/pages/a.md: {message}"]


@pytest.mark.parametrize("name", [b"a\xff.md", b"a\xff.png", b"folder\xff/a.md"])
@pytest.mark.parametrize("folder", ["pages", "files", "images", "icons", "news"])
def test_a_name_that_is_not_utf_8(tmp_path, folder, name):
    file = os.fsencode(write(tmp_path, {}) / "content" / folder) + b"/" + name
    os.makedirs(os.path.dirname(file), exist_ok=True)  # noqa: PTH103, PTH120 (a name in bytes)
    try:
        Path(os.fsdecode(file)).write_text("# A")
    except OSError:
        pytest.skip("this file system knows only names in UTF-8")
    shown = name.partition(b"/")[0].decode("utf-8", "backslashreplace")
    assert errors_of(tmp_path) == [f"content/{folder}/{shown}: this name is not UTF-8: rename it"]


def test_a_name_with_a_line_break_is_shown_on_one_line(tmp_path):
    write(tmp_path, {"content/files/a\nb.txt": "x", "content/files/👨‍👩‍👧 family.txt": "x"})
    assert errors_of(tmp_path) == [r"content/files/a\x0ab.txt: this name holds a control character: rename it"]


@pytest.mark.parametrize("name", ["pages/a.md", "publications.bib", "cv.toml"])
def test_a_text_of_two_hundred_megabytes(tmp_path, name):
    with Path(write(tmp_path, {}), "content", name).open("wb") as file:
        file.truncate(200_000_000)
    message = "this text is 200 MB long: split it into texts of 10 MB at most"
    assert errors_of(tmp_path) == [f"content/{name}: {message}"]


def test_settings_that_are_no_file(tmp_path):
    with pytest.raises(BuildFailed, match=r"pelicanconf\.py: there is no such file"):
        build(tmp_path / "pelicanconf.py")
    os.mkfifo(tmp_path / "pelicanconf.py")
    with pytest.raises(BuildFailed, match=r"pelicanconf\.py: there is no such file"):
        build(tmp_path / "pelicanconf.py")
