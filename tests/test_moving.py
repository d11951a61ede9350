"""Small sites of Material, MaterialX and Zensical, one in each file of `tests/moving`: moved in, then built.

A case lists the files of the old site under `site`, parts of files of the new one under `written`, of published files
under `output`, settings under `settings`, and under `report` how lines of the report begin. What stops the build is
under `stops`; without that, the site is built at once.
"""

import tomllib
from pathlib import Path
from runpy import run_path

import pytest

from plugins.building import build
from plugins.core.problems import BuildFailed
from plugins.migrate import migrate
from tests.moved_sites import link_code

ROOT = Path(__file__).parents[1]
CASES = sorted(Path(__file__).with_name("moving").glob("*.toml"))
MINIMUM = {"mkdocs.yml": "site_name: A. Author\n", "docs/index.md": "# A. Author\n\nHello.\n"}


def old_site(folder, files):
    is_other = any(name.endswith((".toml", ".yaml")) or name.startswith("properdocs") for name in files)
    missing = {name: text for name, text in MINIMUM.items() if not (is_other and name == "mkdocs.yml")}
    for name, text in {**missing, **files}.items():
        path = folder / name
        if text is False:  # a file that this site lacks
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    return folder


def missing_parts(folder, wanted):
    """The wanted parts of files that are not there; a part after `!` must not be there."""
    for name, parts in wanted.items():
        path = folder / name
        text = path.read_text("utf-8") if path.is_file() else f"no file {name}"
        for part in [parts] if isinstance(parts, str) else parts:
            if (part.removeprefix("!") in text) == part.startswith("!"):
                yield f"{name}: {part!r} in:\n{text}"


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_the_site_moves_in_and_is_built(case, tmp_path):
    wanted = tomllib.loads(case.read_text("utf-8"))
    target = tmp_path / "new"
    target.mkdir()
    link_code(target)
    report = migrate(old_site(tmp_path / "old", wanted.get("site", {})), target, show=lambda line: None)
    stops = list(map(str, report.stops))
    assert stops == wanted.get("stops", [])
    lines = [*map(str, report.changed), *map(str, report.left)]
    begins = [start for start in wanted.get("report", []) if not any(line.startswith(start) for line in lines)]
    assert begins == [], lines
    assert not [line for line in lines for start in wanted.get("unreported", []) if line.startswith(start)]
    assert [*missing_parts(target / "content", wanted.get("written", {}))] == []
    settings = run_path(str(target / "publishconf.py"))
    assert {name: settings.get(name) for name in wanted.get("settings", {})} == {
        name: [tuple(one) if isinstance(one, list) else one for one in value] if isinstance(value, list) else value
        for name, value in wanted.get("settings", {}).items()
    }
    try:
        output = build(target / "publishconf.py").output
    except BuildFailed as failed:
        assert list(map(str, failed.errors)) == stops
        return
    assert stops == []
    assert [*missing_parts(output, wanted.get("output", {}))] == []
