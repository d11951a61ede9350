"""Where Hugo publishes each text: its folders, `slug`, `url`, the rules of `permalinks`, `aliases`.

In: the path of a text below content/, and its front matter. Out: addresses without the slash at their beginning.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from posixpath import join, normpath
from typing import Any

from plugins.migrate.hugoblox.front_matter import HugoText, one_line, table_of

ALLOWED = "._+~-@/"
DATES = {"year": "%Y", "month": "%m", "day": "%d", "monthname": "%B", "yearday": "%j"}
DATES |= {"weekday": "%w", "weekdayname": "%A"}
TOKEN = re.compile(r":([a-z]+)(?:\[[^\]]*\])?")
PAGES = (".md", ".markdown", ".html", ".rmd", ".rmarkdown", ".org")
MARKDOWN = (".md", ".markdown")


def urlize(text: str, is_path: bool = False, keeps_accents: bool = True) -> str:
    """A text as Hugo writes it in an address: in lower case, with hyphens for spaces, without special characters."""
    text = text.lower()
    if not keeps_accents:
        text = "".join(one for one in unicodedata.normalize("NFD", text) if not unicodedata.combining(one))
        text = unicodedata.normalize("NFC", text)
    kept, space = [], False
    for letter in text.replace("/", "-") if not is_path else text:
        if letter.isalnum() or letter in ALLOWED or unicodedata.combining(letter):
            kept += ["-", letter] if space and letter != "-" and kept and kept[-1] not in "-/" else [letter]
            space = False
        elif letter.isspace():
            space = True
    return "".join(kept).strip("-" if not is_path else "")


@dataclass(frozen=True)
class Permalinks:
    """The rules of `permalinks`: by section for pages, by taxonomy for terms."""

    pages: Mapping[str, str]
    terms: Mapping[str, str]
    keeps_accents: bool = True

    @classmethod
    def of_settings(cls, written: Mapping[str, Any], keeps_accents: bool) -> "Permalinks":
        """Older settings have one table, newer ones a table for each kind."""
        tables = ({**written, **table_of(written.get(kind))} for kind in ("page", "term"))
        pages, terms = ({name: one_line(rule) for name, rule in table.items()} for table in tables)
        return cls(pages, terms, keeps_accents)

    def of_page(self, name: str, text: HugoText) -> str:
        """The address of the page in the file `name`, which is not a section's."""
        if given := text.text("url"):
            return as_folder(given)
        folders, stem = split_name(name)
        slug = self._slug(text.text("slug")) or stem
        if rule := self.pages.get(folders[0] if folders else ""):
            return as_folder(TOKEN.sub(lambda token: self._field(token[1], folders, stem, text), rule))
        return as_folder(self._path("/".join([*folders, slug])))

    def of_section(self, name: str, text: HugoText) -> str:
        """The address of a section, or of the page of a person, from its `_index.md`."""
        if given := text.text("url"):
            return as_folder(given)
        folders = name.split("/")[:-1]
        if slug := text.text("slug"):
            folders = [*folders[:-1], slug]
        return as_folder(self._path("/".join(folders))) if folders else ""

    def of_term(self, taxonomy: str, term: str, title: str = "") -> str:
        """The address of the list of texts with one tag, or by one person."""
        slug = self._slug(title or term)
        if rule := self.terms.get(taxonomy):
            return as_folder(TOKEN.sub(lambda token: slug if "slug" in token[1] or token[1] == "title" else "", rule))
        return f"{self._path(taxonomy)}/{self._slug(term)}/"

    def _slug(self, text: str) -> str:
        return urlize(text, keeps_accents=self.keeps_accents)

    def _path(self, text: str) -> str:
        return urlize(text, True, self.keeps_accents)

    def _field(self, token: str, folders: list[str], stem: str, text: HugoText) -> str:
        if token in DATES:
            return text.day.strftime(DATES[token]).lower() if text.day else ""
        slug, stem = self._slug(text.text("slug")), self._slug(stem)
        title = self._slug(text.text("title")) or stem
        fields = {
            "section": self._slug(folders[0]) if folders else "",
            "sections": self._path("/".join(folders)),
            "title": title,
            "slug": slug or title,
            **dict.fromkeys(("filename", "contentbasename"), stem),
            **dict.fromkeys(("slugorfilename", "slugorcontentbasename"), slug or stem),
        }
        return fields.get(token, "")


def split_name(name: str) -> tuple[list[str], str]:
    """The folders of a text, and the last part of its address: that of its bundle, or of its file."""
    *folders, last = name.split("/")
    stem = last.rpartition(".")[0]
    if stem == "index" and folders:
        return folders[:-1], folders[-1]
    return folders, stem


def as_folder(address: str) -> str:
    """An address without a slash before it, and with one after it, unless it names a file."""
    path = normpath("/" + address.strip()).strip("/")
    return path if not path or re.search(r"\.\w{2,5}$", path) else f"{path}/"


def aliases_of(text: HugoText, address: str) -> Iterator[str]:
    """The other addresses of a text: absolute ones, and those beside it."""
    above = address.rstrip("/").rpartition("/")[0]
    for written in text.words("aliases"):
        path = written if written.startswith("/") else join("/", above, written)
        yield as_folder(path)
