"""Texts that are hard to read in the colors that an author chose, and colors that could not be judged."""

from collections.abc import Iterator

from plugins.accessibility.colors import Judgment, read_own_rules, read_palettes
from plugins.accessibility.published import Published
from plugins.accessibility.sheet_colors import judge_sheet
from plugins.accessibility.text_colors import judge_texts
from plugins.core.problems import Problem


def find_pale_texts(published: Published) -> Iterator[Problem]:
    return (each.problem for each in _judge(published) if not each.is_unread)


def find_unread_colors(published: Published) -> Iterator[Problem]:
    return (each.problem for each in _judge(published) if each.is_unread)


def _judge(published: Published) -> Iterator[Judgment]:
    own = read_own_rules(published)
    palettes = read_palettes(published, own)
    yield from judge_sheet(own, f"{published.site.folder}/extra/custom.css", palettes)
    for page in published.texts:
        if not page.is_own_html:
            yield from judge_texts(page, palettes)
