"""Texts of a size that nobody types: built, or reported in one line, in time that grows with the text."""

import pytest

from plugins.core.problems import BuildFailed
from tests.small_site import built, write

MANY = 20_000


def page(text: str) -> dict[str, str]:
    return {"content/pages/index.md": f"# Ann Lee\n\nA line.\n\n{text}\n"}


@pytest.mark.parametrize("text", ["[", "![", "[a](", "[[](", "<a ", "x < y "])
def test_brackets_without_partners_are_one_error(text, tmp_path):
    with pytest.raises(BuildFailed) as failure:
        built(write(tmp_path, page(text * MANY)))
    [error] = failure.value.errors
    assert str(error).startswith("content/pages/index.md:5: ") and "brackets here have no partner" in error.message


@pytest.mark.parametrize("text", ["[a] ", "( ", "[a](https://a.example) "])
def test_brackets_that_cost_no_time_are_built(text, tmp_path):
    built(write(tmp_path, page(text * 3000)))


def test_brackets_in_code_are_built(tmp_path):
    built(write(tmp_path, page(f"```\n{'[' * MANY}\n```")))


def test_many_dead_links_are_one_error(tmp_path):
    with pytest.raises(BuildFailed) as failure:
        built(write(tmp_path, page("[a](gone.md) " * 5000)))
    assert [str(error).split(": ")[0] for error in failure.value.errors] == ["content/pages/index.md:5"]


@pytest.mark.parametrize("text", ["a *word*\n" * 120_000, "a|b\n-|-\n" + "c|d\n" * 100_000])
def test_a_paragraph_or_a_table_without_end_is_one_error(text, tmp_path):
    with pytest.raises(BuildFailed) as failure:
        built(write(tmp_path, page(text)))
    [error] = failure.value.errors
    assert str(error).startswith("content/pages/index.md:5: this paragraph or table of 1")


def test_a_long_text_in_code_is_built(tmp_path):
    built(write(tmp_path, page("```\n" + "a *word*\n" * 120_000 + "```")))
