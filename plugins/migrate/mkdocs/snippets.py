"""The snippets of pymdownx that pages include: where their files are, and those that every page includes.

In: the settings and the texts of pages. Out: places in the text, and files.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from plugins.migrate.mkdocs.mkdocs_config import MkDocsConfig

SNIPPET = re.compile(r"""^[ \t]*-+8<-+[ \t]+["'](?P<path>[^"'\n]+?)(?::[\w-]*)*["'][ \t]*\r?$""", re.M)
SNIPPETS = re.compile(r"^[ \t]*-+8<-+[ \t]*\n(?P<paths>.*?)^[ \t]*-+8<-+[ \t]*$", re.M | re.S)
ABBREVIATION = re.compile(r"^\*\[([^\]\n]+)\]:.*$", re.M)
APPENDED = "\n--8<-- "  # as a text includes a snippet, after an empty line


def find_snippets(source: str) -> Iterator[tuple[int, str]]:
    """The offset and the path of each snippet, alone on a line or one of several between two lines of scissors."""
    for match in SNIPPET.finditer(source):
        yield match.start(), match["path"]
    for block in SNIPPETS.finditer(source):
        for line in re.finditer(r"^[ \t]*(?!;)(?P<path>\S[^\n]*?)(?::[\w-]*)*[ \t]*$", block["paths"], re.M):
            yield block.start("paths") + line.start(), line["path"]


def find_snippet(config: MkDocsConfig, docs: Path, written: str) -> Path | None:
    """The file of the site that a snippet means, if the build would not find it: in docs it would."""
    if "\x00" in written or ".." in written.split("/") or written.startswith("/"):
        return None
    found = _find_file(config, written)
    return None if found == docs / written else found


def read_whole(config: MkDocsConfig, docs: Path, text: str) -> str:
    """The text of a page with the snippets on lines of their own that lie outside of docs."""

    def replaced(match: re.Match) -> str:
        path = find_snippet(config, docs, match["path"])
        return path.read_bytes().decode("utf-8", "replace") if path else match[0]

    return SNIPPET.sub(replaced, text)


def _find_file(config: MkDocsConfig, written: str) -> Path | None:
    """The file of the site at a path below the folders of `base_path`."""
    base = (config.options("pymdownx.snippets", "markdown_extensions") or {}).get("base_path")
    folders = [config.folder / str(folder) for folder in (base if isinstance(base, list) else [base or "."])]
    places = ((folder / written).resolve() for folder in folders)
    return next((path for path in places if path.is_relative_to(config.folder) and path.is_file()), None)


def read_appended(config: MkDocsConfig) -> dict[str, list[str]]:
    """The snippets that the option `auto_append` adds to each page: path and the abbreviations that it defines; none if
    it holds anything else."""
    options = config.options("pymdownx.snippets", "markdown_extensions") or {}
    written = options.get("auto_append")
    found = {}
    for name in written if isinstance(written, list) else []:
        if path := _find_file(config, str(name)):
            text = path.read_bytes().decode("utf-8", "replace")
            found[str(name)] = [] if ABBREVIATION.sub("", text).strip() else ABBREVIATION.findall(text)
    return found


def append_snippets(text: str, appended: Mapping[str, list[str]]) -> str:
    """The text of a page that includes those of the snippets that mean something on it."""
    names = [name for name, words in appended.items() if not words or any(word in text for word in words)]
    return text.rstrip("\n") + "\n" + "".join(f'{APPENDED}"{name}"\n' for name in names) if names else text
