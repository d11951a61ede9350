"""What authors see when something is wrong: one case is one file of tests/errors.

`files` is a small site, in which `<name>` stands for a picture of `FAKES` and `bytes` for files that are no UTF-8;
`links` names symbolic links and where they lead. `lines` are all that the build says. A case without `lines` builds:
the home page `has` and `lacks` what it says, `written` is in the output, no file there is like one of `unwritten`, and
no file there holds one of `hidden`.
"""

import tomllib
from fnmatch import filter as matching
from pathlib import Path

import pytest

from plugins.core.problems import BuildFailed
from tests.small_site import FAKES, built, everything, write

CASES = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in Path(__file__).parent.glob("errors/*.toml")}
BROKEN = sorted(name for name, case in CASES.items() if "lines" in case)
SOUND = sorted(CASES.keys() - BROKEN)
OLD = {".vita-build": "", "index.html": "what visitors see today"}


def site_of(name: str, folder: Path) -> dict:
    """Write the site of a case into `folder`, over an output that an earlier build left."""
    case = CASES[name]
    write(folder, {path: FAKES.get(text, text) for path, text in case.get("files", {}).items()})
    write(folder, {path: text.encode("latin-1") for path, text in case.get("bytes", {}).items()})
    write(folder, {f"output/{path}": text for path, text in OLD.items()})
    for path, target in case.get("links", {}).items():
        Path(folder, path).parent.mkdir(parents=True, exist_ok=True)
        Path(folder, path).symlink_to(target)
    return case


@pytest.mark.parametrize("name", BROKEN)
def test_every_error_is_one_line_and_the_old_output_stays(name, tmp_path):
    case = site_of(name, tmp_path)
    old = everything(tmp_path / "output")
    with pytest.raises(BuildFailed) as failure:
        built(tmp_path)
    assert sorted(map(str, failure.value.errors)) == sorted(case["lines"])
    assert everything(tmp_path / "output") == old
    assert not list(tmp_path.glob("output.*"))


@pytest.mark.parametrize("name", SOUND)
def test_what_looks_odd_and_is_not_wrong_is_built(name, tmp_path):
    case = site_of(name, tmp_path)
    built(tmp_path)
    home, files = Path(tmp_path, "output/index.html").read_text("utf-8"), everything(tmp_path / "output")
    assert [part for part in case.get("has", []) if part not in home] == []
    assert [part for part in case.get("lacks", []) if part in home] == []
    assert [path for path in case.get("written", []) if path not in files] == []
    assert [path for pattern in case.get("unwritten", []) for path in matching(files, pattern)] == []
    told = [(path, word) for path, data in files.items() for word in case.get("hidden", []) if word.encode() in data]
    assert told == []
