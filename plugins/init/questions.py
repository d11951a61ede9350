"""What `invoke init` asks: the same from a terminal and from a file."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from plugins.init.links import read_link, split_links
from plugins.init.reading import (
    read_institution,
    read_language,
    read_line,
    read_name,
    read_path,
    read_portrait,
    read_timezone,
)


@dataclass(frozen=True)
class Question:
    """A question by its `key` in a file of answers. `read` takes text and returns a value, or raises ValueError with
    what is wrong; `hint` says more; `split` makes a list of answers of one line, and `repeats` asks for more lines."""

    key: str
    text: str
    read: Callable[[str], object]
    hint: str = ""
    split: Callable[[str], list[str]] | None = None
    repeats: bool = False
    is_needed: bool = False


def older_site(folder: Path) -> Question:
    """The first question; if there is an older site, it is the only one. The site's path begins at `folder`."""
    text = "The folder of an older site to move in"
    return Question("older_site", text, lambda written: read_path(written, folder), "empty: none")


def questions(folder: Path) -> tuple[Question, ...]:
    """The questions about the author; `folder` is the one at which the path of a picture begins."""
    return (
        Question("name", "Your name, as your publications have it", read_name, is_needed=True),
        Question("other_name", "Your name in another script", read_line, "empty: none"),
        Question("role", "Your role", read_line, "as in: PhD student in Computer Science"),
        Question("institution", "Your institution", read_institution, "its web address may follow"),
        Question(
            "languages",
            "The languages of your site",
            read_language,
            "the first is the main one, as in: en zh-CN",
            split_links,
        ),
        Question(
            "links",
            "Your links: e-mail, GitHub, ORCID, Scholar, Mastodon, …",
            read_link,
            "empty: no more",
            split_links,
            repeats=True,
        ),
        Question("portrait", "Your portrait", lambda text: read_portrait(text, folder), "a picture file; empty: none"),
        Question("timezone", "Your time zone", read_timezone),
    )
