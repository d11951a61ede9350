"""No news is lost: an article appears on its author's day, wherever the site is built, and what waits is named."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest

from plugins import building, flow
from plugins.core.problems import Problem, lines_by_cause
from tests.commands import copy_code, invoke
from tests.small_site import built, everything, write

NOW = datetime(2026, 11, 28, 20, 10, tzinfo=UTC)  # 04:10 of the next day in Shanghai


@pytest.fixture
def clock(monkeypatch):
    """A function that sets the clock of this machine."""
    now = [NOW]

    class Clock(datetime):
        @classmethod
        def now(cls, tz=None):
            return now[0].astimezone(tz) if tz else now[0].astimezone().replace(tzinfo=None)

    monkeypatch.setattr("pelican.contents.datetime", SimpleNamespace(datetime=Clock, UTC=UTC))
    for module in (building, flow):
        monkeypatch.setattr(module, "time", SimpleNamespace(time=lambda: now[0].timestamp()))

    def set_clock(moment):
        now[0] = moment

    return set_clock


def articles(folder):
    return {name for name in everything(folder / "output") if name.startswith("news/") and name.count("/") == 2}


@pytest.mark.parametrize("machine", ["UTC", "Asia/Shanghai", "America/Los_Angeles"])
@pytest.mark.parametrize(
    ("zone", "lines"),
    [
        ("Asia/Shanghai", []),
        ("UTC", ["content/news/2026-11-29-x.md: held back until 2026-11-29 00:00 (TIMEZONE is UTC)"]),
        (
            "America/Los_Angeles",
            ["content/news/2026-11-29-x.md: held back until 2026-11-29 00:00 (TIMEZONE is America/Los_Angeles)"],
        ),
    ],
)
def test_a_day_begins_where_the_author_lives(zone, lines, machine, clock, tmp_path, monkeypatch):
    monkeypatch.setenv("TZ", machine)
    write(tmp_path, {"pelicanconf.py": f"TIMEZONE = {zone!r}\n", "content/news/2026-11-29-x.md": "# X\n\nText\n"})
    assert [str(note) for note in built(tmp_path).notes] == lines
    assert ("news/x/index.html" in articles(tmp_path)) == (not lines)
    assert [str(note) for note in built(tmp_path).notes] == lines  # of an unchanged site too


def test_what_waits_is_named_with_its_hour(clock, tmp_path):
    texts = {
        "content/news/a.md": "---\ndate: 2026-11-29T10:30+02:00\n---\n# A\n\nText\n",
        "content/news/b.md": "---\ndate: 2124-01-01\nstatus: hidden\n---\n# B\n\nText\n",
        "content/news/c.md": "---\ndate: 2124-01-01\nstatus: draft\n---\n# C\n\nText\n",
    }
    write(tmp_path, {"pelicanconf.py": "TIMEZONE = 'Europe/Paris'\n", **texts})
    assert sorted(map(str, built(tmp_path).notes)) == [
        "content/news/a.md: held back until 2026-11-29 09:30 (TIMEZONE is Europe/Paris)",
        "content/news/b.md: held back until 2124-01-01 00:00 (TIMEZONE is Europe/Paris)",
    ]


def test_an_article_appears_when_its_day_comes(clock, tmp_path):
    write(tmp_path, {"content/news/2026-11-29-x.md": "# X\n\nText\n"})
    assert built(tmp_path).notes
    clock(datetime(2026, 11, 29, tzinfo=UTC))
    assert not built(tmp_path).notes
    assert "news/x/index.html" in articles(tmp_path)


def test_what_a_clock_that_was_ahead_published_is_held_back_again(clock, tmp_path):
    write(tmp_path, {"content/news/2026-11-29-x.md": "# X\n\nText\n"})
    clock(NOW + timedelta(days=400))
    built(tmp_path)
    assert "news/x/index.html" in articles(tmp_path)
    clock(NOW)
    assert built(tmp_path).notes
    assert "news/x/index.html" not in articles(tmp_path)


def test_build_prints_what_waits_and_new_takes_the_author_s_day(tmp_path):
    text = "# X\n\nText\n"
    write(tmp_path, {"pelicanconf.py": "TIMEZONE = 'Pacific/Kiritimati'\n", "content/news/2124-01-02-x.md": text})
    copy_code(tmp_path)
    done = invoke(tmp_path, "new", "Paper accepted")
    today = datetime.now(ZoneInfo("Pacific/Kiritimati")).date()
    assert done.stdout.strip() == f"content/news/{today}-paper-accepted.md", done.stderr
    done = invoke(tmp_path, "build")
    waits = "content/news/2124-01-02-x.md: held back until 2124-01-02 00:00 (TIMEZONE is Pacific/Kiritimati)"
    assert waits in done.stdout.splitlines(), done.stderr
    assert (tmp_path / "output/news/paper-accepted/index.html").is_file()


def test_sixty_identical_errors_are_one_line():
    sixty = [Problem("content/a.md", line, "no picture 'x.png'") for line in range(1, 61)]
    others = [Problem(f"content/{name}.md", line, "odd") for name, line in (("b", 3), ("c", None), ("c", 7))]
    assert lines_by_cause([*sixty, *others]) == [
        "content/a.md:1: no picture 'x.png' (also at 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13 and 47 more places)",
        "content/b.md:3: odd (also at content/c.md, 7)",
    ]
