"""What `invoke check` finds in a site: one case is one file of tests/check.

`files` is a site of Ann Lee, whose `pelicanconf.py` holds only differences; `<name>` stands for a picture of `FAKES`.
`lines` are all findings on the day `today`; texts were written on the day `written`.
"""

import os
import re
import shutil
import subprocess
import tomllib
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from plugins.audit import calls, check, check_identity
from tests.small_site import FAKES, picture

ROOT = Path(__file__).parents[1]
CASES = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in Path(__file__).parent.glob("check/*.toml")}
ANN = {
    "AUTHOR": "Ann Lee",
    "SITEURL": "https://annlee.github.io",
    "ARTICLE_PATHS": ["news"],
    "SOCIAL": [{"name": "GitHub", "url": "https://github.com/annlee"}],
}
TODAY = date(2026, 6, 1)
# The findings on the reference page, which never changes: line, and a part of the message.
REFERENCE = [
    (9, "60 5th Ave"),
    (15, "Zhihu xichenpan"),
    (41, "alt text 'Image title'"),
    (43, "'June 2025' has passed, and nothing on this page goes on or is later"),
    (51, "14 people"),
    (59, "alt text 'Image title'"),
    (59, "xichenpan's repository"),
    (65, "'images/favicon.png' is also the logo of 'Tongji University' (line 41)"),
    (65, "alt text 'Image title'"),
    (71, "alt text 'Image title'"),
    (81, "easycounter.com/counter.php?flash321"),
    (86, "clustrmaps.com/globe.js?d=NzVN7enJET3FI1_-kZPt_SdR71BmlZmgzOO08Edn_Nc"),
]


def write(folder, files, written):
    """Ann Lee's settings stand above the first line of a case's `pelicanconf.py`, on one line."""
    own = "; ".join(f"{name} = {value!r}" for name, value in ANN.items())
    day = datetime.combine(written, datetime.min.time(), UTC).timestamp()
    for name, text in {"pelicanconf.py": "", **files}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        text = FAKES.get(text, f"{own}\n{text}" if name == "pelicanconf.py" else text)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        os.utime(path, (day, day))
    return folder


@pytest.fixture
def reference(tmp_path):
    """A copy of what the author of this repository wrote."""
    shutil.copytree(ROOT / "content", tmp_path / "content")
    for name in ("pelicanconf.py", "publishconf.py"):
        shutil.copy(ROOT / name, tmp_path)
    return tmp_path


@pytest.mark.parametrize("name", CASES)
def test_a_case_has_these_findings_and_no_others(name, tmp_path):
    case = CASES[name]
    write(tmp_path, case["files"], case.get("written", TODAY))
    assert list(map(str, check(tmp_path, today=case.get("today", TODAY)))) == case.get("lines", [])


def test_the_reference_page_has_these_findings(reference):
    settings = reference / "pelicanconf.py"
    settings.write_text(settings.read_text("utf-8") + "\nCHECK_KNOWN = []\n", "utf-8")
    found = [one for one in check(reference, today=TODAY) if one.path == "content/pages/index.md"]
    assert [one.line for one in found] == [line for line, _ in REFERENCE]
    assert [part for one, (_, part) in zip(found, REFERENCE, strict=True) if part not in one.message] == []


def test_the_sample_s_pictures_are_found_on_another_site(reference):
    settings = reference / "pelicanconf.py"
    settings.write_text(settings.read_text("utf-8").replace('"Songrun Xie"', '"Ann Lee"'), "utf-8")
    found = [str(one) for one in check(reference, today=TODAY) if "of the sample site" in one.message]
    files = {path.relative_to(ROOT).as_posix() for path in ROOT.glob("content/**/[!.]*") if path.is_file()}
    assert {line.split(":")[0] for line in found} == files


def test_what_the_sample_says_is_found_on_another_site(reference):
    """If AUTHOR alone was changed, the findings name each place with the sample's author."""
    settings = reference / "pelicanconf.py"
    settings.write_text(settings.read_text("utf-8").replace('AUTHOR = "Songrun Xie"', 'AUTHOR = "Ann Lee"'), "utf-8")
    found = "\n".join(str(one) for one in check_identity(reference))
    for part in ("pelicanconf.py:", "'Songrun'", "soryxie", "songrunxie", "Sory_Xie", "sory.xie@gmail.com"):
        assert part.casefold() in found.casefold(), part
    for place in ("publishconf.py", "content/people.toml", "content/pages/index.md", "content/publications.bib"):
        assert place in found, place


def test_the_sample_itself_has_one_identity(reference):
    assert check_identity(reference) == []


def test_a_line_is_as_old_as_its_commit(tmp_path):
    page = "content/pages/index.md"
    write(tmp_path, {page: "# Ann\n\nI will join MIT in Fall 2024, not in 2023.\n"}, TODAY)
    named = {
        "GIT_AUTHOR_DATE": "2024-02-03T00:00:00Z",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_SYSTEM": os.devnull,
    }
    person = ["-c", "user.name=Ann", "-c", "user.email=ann@example.org"]
    for words in (["init", "-q"], ["add", page], [*person, "commit", "-qm", "page"]):
        subprocess.run(["git", *words], cwd=tmp_path, env={**os.environ, **named}, check=True)
    assert [str(one) for one in check(tmp_path, today=TODAY)] == [
        f"{page}:3: 'Fall 2024' was still to come when this line was last changed, and has passed: say what is true now"
    ]


def test_heavy_pages_and_calls_of_other_hosts_are_found(tmp_path):
    from tests.small_site import built, write

    hosts = 'EMBEDS_HOSTS = {"maps.example": [], "a.example": []}\n'
    home = "# Ann\n\n![One](https://a.example/x.png)\n\n<div><script src='//maps.example/map.js'></script></div>\n"
    heavy = {"content/images/a.png": picture("PNG", 700, 700), "content/pages/b.md": "# B\n\n![A](images/a.png)\n"}
    write(tmp_path, {"pelicanconf.py": hosts, "content/pages/index.md": home, **heavy})
    output = built(tmp_path).output
    assert calls(tmp_path, output) == [
        "index.html calls a.example (content/pages/index.md:3), maps.example (content/pages/index.md:5)"
    ]
    [found] = [one for one in check(tmp_path, output, TODAY) if one.message.startswith("weighs")]
    assert found.path == "b/index.html"
    assert re.search(r"weighs \d+\.\d kB in \d requests, .*; a page may weigh 60 kB, of which 14 kB", found.message)


def test_a_frame_of_a_pdf_and_frames_in_a_circle_are_read(tmp_path):
    from tests.small_site import built, write

    frames = '# Ann\n\n<iframe src="files/cv.pdf"></iframe>\n\n<iframe src="files/a.html"></iframe>\n'
    circle = {f"content/files/{one}.html": f'<iframe src="{two}.html"></iframe>' for one, two in ("ab", "ba")}
    write(tmp_path, {"content/pages/index.md": frames, "content/files/cv.pdf": b"%PDF-1.4\xff\xfe", **circle})
    assert calls(tmp_path, built(tmp_path).output) == []


def test_a_host_that_no_page_calls_is_found(tmp_path):
    from tests.small_site import built, write

    hosts = 'EMBEDS_HOSTS = {"a.example": [], "b.example": [], "c.example": [], "player.vimeo.com": []}\n'
    home = "# Ann\n\n![One](https://a.example/x.png)\n\n![Two](../files/a.mp4){ poster=https://c.example/a.png }\n\n"
    home += "![Three](https://vimeo.com/123)\n"
    write(tmp_path, {"pelicanconf.py": hosts, "content/pages/index.md": home, "content/files/a.mp4": ""})
    found = [str(one) for one in check(tmp_path, built(tmp_path).output, TODAY) if "EMBEDS_HOSTS" in one.message]
    [line] = found
    assert line.endswith("EMBEDS_HOSTS allows 'b.example', which no page calls: remove it")


def test_findings_are_printed_on_a_terminal_that_is_not_utf_8(reference):
    from tests.commands import copy_code, invoke

    copy_code(reference)
    latin = {**os.environ, "PYTHONIOENCODING": "iso-8859-1", "PYTHONUTF8": "0"}
    settings = reference / "pelicanconf.py"
    settings.write_text(settings.read_text("utf-8").replace('AUTHOR = "Songrun Xie"', 'AUTHOR = "李安"'), "utf-8")
    done = invoke(reference, "check", "--identity", env=latin)
    assert done.returncode == 1 and r"\u674e\u5b89" in done.stderr and "Traceback" not in done.stderr
