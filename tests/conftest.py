"""What tests share: the public site, built once for all workers, a server for it, and a Chromium.

What a fixture needs is imported in it: the tests that ask for none of them start without a browser's weight.
"""

import fcntl
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The site as it is published; the first worker to ask builds it, the others wait."""
    from plugins.build import build

    own = tmp_path_factory.getbasetemp()
    shared = own if worker_id == "master" else own.parent
    with Path(shared, "site.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not Path(shared, "site").exists():
            build(ROOT / "publishconf.py", shared / "site")
    return shared / "site"


@pytest.fixture(scope="session")
def server(site: Path) -> Iterator[str]:
    """The address of the site, without a slash at its end; the same site is under `/~user/` too."""
    from tests.serve import serving

    with serving(site) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:  # noqa: F821
    """A Chromium, in which every host but this machine is answered by a stand-in."""
    from tests.browser import chromium

    with chromium() as browser:
        yield browser


@pytest.fixture
def visit(browser: "Browser", server: str) -> Iterator[Callable[..., "Visit"]]:  # noqa: F821
    """Opens a page of the site: `visit("/news/", width=390, scheme="dark")`; options as in `tests.browser.visiting`."""
    from tests.browser import visiting

    with ExitStack() as stack:
        yield lambda path="/", **how: stack.enter_context(visiting(browser, server + path, **how))
