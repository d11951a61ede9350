"""The words of the theme by language: tables such as `theme/locales/de.toml` → a `Locale` for a BCP 47 tag.

A word is looked up in the language itself, in that without its region, and in English: `pt-BR`, `pt`, `en`.
"""

import os
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from string import Formatter

from plugins.core.dates import Date
from plugins.core.digests import digest, digest_of_folder
from plugins.core.problems import Problem, did_you_mean
from plugins.core.toml_tables import Table, read_toml

FOLDER = Path(__file__).parents[2] / "theme/locales"
LAST_RESORT = "en"

Words = Mapping[str, str | tuple[str, ...]]


@dataclass(frozen=True)
class Locale:
    """The words of the language `lang`, by names such as `news.title`; months and quotation marks are lists."""

    lang: str
    words: Words

    def word(self, name: str, /, **values: object) -> str:
        return self.words[name].format(**values) if values else self.words[name]

    @property
    def quotes(self) -> tuple[str, ...]:
        """What opens and closes a quotation, and one within another."""
        return self.words["texts.quotes"]

    def capitalized(self, name: str) -> str:
        """The word with a capital letter."""
        word = self.word(name)
        return word[:1].upper() + word[1:]

    def day(self, day: Date | date, form: str) -> str:
        """A date in a form such as `full`, for `dates.full`."""
        months, short_months = self.words["dates.months"], self.words["dates.short_months"]
        names = {"month": months[day.month - 1], "short": short_months[day.month - 1]}
        return self.word(f"dates.{form}", year=day.year, day=day.day, **names)

    def spoken(self, day: Date, until: Date | None = None) -> str:
        """`Sept 2021`, or as much as is known.

        The start of a span `until` another date leaves out the year and the month that both share, where these come
        last.
        """
        if not day.month:
            return str(day)
        is_year_last = self.word("dates.day").endswith("{year}")
        is_same_year = is_year_last and until is not None and bool(until.month) and until.year == day.year
        if is_same_year and until.day and day.day and until.month == day.month:
            return self.day(day, "day_alone")
        if is_same_year:
            return self.day(day, "day_and_month" if day.day else "month_alone")
        return self.day(day, "day" if day.day else "month")

    def with_months(self, date_format: str, month: int) -> str:
        """A format of strftime with the names of the month in it."""
        names = {"%B": self.words["dates.months"][month - 1], "%b": self.words["dates.short_months"][month - 1]}
        return re.sub("%[a-zA-Z%]", lambda match: names.get(match[0], match[0]), date_format)


class Locales:
    """The locales of a site. Tables in later `folders` replace words of the earlier ones, and `own` words, by language,
    replace both."""

    def __init__(self, folders: Iterable[Path] = (FOLDER,), own: Mapping[str, Words] | None = None) -> None:
        self._folders, self._own = tuple(folders), own or {}
        self._made: dict[str, Locale] = {}

    def of(self, lang: str) -> Locale:
        if lang not in self._made:
            self._made[lang] = Locale(lang, self._words(lang))
        return self._made[lang]

    def has_words_of(self, lang: str) -> bool:
        """Whether there is a table of the language, or of a broader one."""
        return any((folder / f"{tag}.toml").is_file() for tag in broader(lang) for folder in self._folders)

    def own_name(self, lang: str) -> str:
        """What those who speak the language call it; its tag where no table says."""
        return self.of(lang).word("language.name") if self.has_words_of(lang) else lang

    @cached_property
    def key(self) -> bytes:
        """A digest of all words."""
        folders = (digest_of_folder(folder) or os.urandom(16) for folder in self._folders)
        return digest(repr(self._own), *folders)

    def _words(self, lang: str) -> Words:
        words: dict[str, str | tuple[str, ...]] = {}
        for tag in (LAST_RESORT, *reversed(list(broader(lang)))):
            for folder in self._folders:
                words |= _read_words(folder / f"{tag}.toml")
            words |= self._own.get(tag, {})
        return words


def broader(lang: str) -> Iterator[str]:
    """The tag, and those of the languages that it belongs to: `zh-Hant-TW`, `zh-Hant`, `zh`."""
    parts = lang.split("-")
    for count in range(len(parts), 0, -1):
        yield "-".join((parts[0].lower(), *parts[1:count]))


def setting_in(settings: Mapping, name: str, lang: str) -> object:
    """The setting for pages in a language: `SITENAME_DE`, or else `SITENAME`."""
    names = names_in(name, lang)
    return next((settings[each] for each in names if settings.get(each)), settings.get(name))


def names_in(name: str, lang: str) -> Iterator[str]:
    """What a setting is called for a language: `SITENAME_PT_BR`, `SITENAME_PT`."""
    return (f"{name}_{tag.upper().replace('-', '_')}" for tag in broader(lang))


def tag_of_setting(ending: str) -> str:
    """The tag at the end of a setting's name: `pt-BR` for `PT_BR`."""
    first, *others = ending.split("_")
    return "-".join((first.lower(), *(part.title() if len(part) == 4 else part for part in others)))


def table_problems(text: str) -> list[Problem]:
    """What is wrong with an author's own table of words."""
    file, known = read_toml(text), _read_words(FOLDER / f"{LAST_RESORT}.toml")
    for section in file.values:
        table = file.inner(section, dict, f'[{section}], and below it name = "word"')
        for key in table.values:
            if problem := _word_problem(f"{section}.{key}", table, key, known):
                table.add_problem(problem, key)
    return sorted(file.problems, key=lambda problem: problem.line)


def _word_problem(name: str, table: Table, key: str, known: Words) -> str:
    if name not in known:
        return f"no word '{name}'{did_you_mean(name, known)}"
    word = table.values[key]
    is_list = isinstance(known[name], tuple)
    if is_list:
        is_right = (
            isinstance(word, list) and len(word) == len(known[name]) and all(isinstance(one, str) for one in word)
        )
        return "" if is_right else f"'{name}' is a list of {len(known[name])} texts"
    if not isinstance(word, str):
        return f"'{name}' is a text"
    try:
        unknown = placeholders(word) - placeholders(known[name])
    except ValueError:
        return f"'{name}' has a brace without its partner"
    return f"'{name}' knows no {{{min(unknown)}}}" if unknown else ""


def placeholders(word: str) -> set[str]:
    """`{"day", "month"}` for `{day}. {month}`."""
    return {name for _, name, _, _ in Formatter().parse(word) if name is not None}


def _read_words(path: Path) -> Words:
    """The table of one language; empty if there is no such file."""
    if not path.is_file():
        return {}
    sections = tomllib.loads(path.read_text("utf-8"))
    return {
        f"{section}.{key}": tuple(word) if isinstance(word, list) else word
        for section, words in sections.items()
        for key, word in words.items()
    }


@cache
def english() -> Locale:
    """The locale for texts whose language nobody says."""
    return Locale(LAST_RESORT, _read_words(FOLDER / f"{LAST_RESORT}.toml"))
