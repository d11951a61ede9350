"""Fixtures for all tests: the public site, built once for all workers, a server for it, and a Chromium.

Each fixture imports what it needs, so that tests without a browser start quickly.
"""

import fcntl
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def build_once(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Callable[[str, Callable], Path]:
    """A function that makes a folder of that name once for all workers: the first caller makes it, the others wait."""
    own = tmp_path_factory.getbasetemp()
    shared = own if worker_id == "master" else own.parent

    def once(name: str, make: Callable[[Path], None]) -> Path:
        with Path(shared, f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not Path(shared, name).exists():
                make(shared / name)
        return shared / name

    return once


@pytest.fixture(scope="session")
def site(build_once: Callable[[str, Callable], Path]) -> Path:
    """The site as it is published."""
    from plugins.building import build

    return build_once("site", lambda folder: build(ROOT / "publishconf.py", folder))


@pytest.fixture(scope="session")
def served(request: pytest.FixtureRequest) -> Iterator[Callable[[str], str]]:
    """A function that serves the site of a fixture: `served("site")` is the address, without a final slash."""
    from tests.serve import serving

    with ExitStack() as stack:
        yield cache(lambda name: stack.enter_context(serving(request.getfixturevalue(name))))


@pytest.fixture(scope="session")
def server(served: Callable[[str], str]) -> str:
    """The address of this repository's site."""
    return served("site")


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:  # noqa: F821
    """A Chromium in which a stand-in answers for every host but this machine."""
    from tests.browser import chromium

    with chromium() as browser:
        yield browser


@pytest.fixture
def visit(browser: "Browser", served: Callable[[str], str]) -> Iterator[Callable[..., "Visit"]]:  # noqa: F821
    """A function that opens a page: `visit("/news/", of="lively", width=390)`; see `tests.browser.visiting`."""
    from tests.browser import visiting

    with ExitStack() as stack:
        yield lambda path="/", of="site", **how: stack.enter_context(visiting(browser, served(of) + path, **how))
