"""Fixtures for the site of a scholar with sixty publications, `sites/scholar`.

`scholar` is the folder of its public build, `library` the same as a `tests.pages.BuiltSite`, and `copy_scholar` copies
its sources.
"""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

SOURCE = Path(__file__).with_name("sites") / "scholar"


@pytest.fixture(scope="session")
def scholar(build_once: Callable[[str, Callable], Path]) -> Path:
    """The scholar's site as it is published."""
    from plugins.building import build

    def make(folder: Path) -> None:
        build(write_sources(folder.with_name("scholar.source")) / "publishconf.py", folder)

    return build_once("scholar", make)


@pytest.fixture(scope="session")
def library(scholar: Path) -> "BuiltSite":  # noqa: F821
    from plugins.building.settings import run_settings
    from tests.pages import BuiltSite

    return BuiltSite(scholar, run_settings(SOURCE / "publishconf.py")["SITEURL"], {})


@pytest.fixture(scope="session")
def copy_scholar() -> Callable[[Path], Path]:
    """A function that copies the site's sources to a folder."""
    return write_sources


def write_sources(folder: Path) -> Path:
    """Copy the site to `folder`."""
    return shutil.copytree(SOURCE, folder, dirs_exist_ok=True)
