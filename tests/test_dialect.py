"""What authors write and what comes out: one case is one file of tests/dialect.

`text` (or `bytes`, with escapes as in Python) is what stands in the content file `file`, and `files` lie around it. The
page as a whole is `html`, or it `has` and `lacks` some fragments; an icon's drawing is shown as `<icon>`.
"""

import re
import tomllib
from pathlib import Path

import pytest
from pelican.settings import DEFAULT_CONFIG

from plugins.core.problems import Report
from plugins.dialect import DialectReader
from plugins.dialect.convert import Document
from plugins.dialect.page.typography import Typography
from plugins.run import Run
from tests.small_site import write

CASES = sorted(Path(__file__).with_name("dialect").glob("*.toml"))
ICON = re.compile(r'<svg class="icon".*?</svg>')


def read(case: dict, folder: Path) -> tuple[str, dict, Report]:
    """The HTML and metadata of a case's text, and what was wrong or mended."""
    name = case.get("file", "content/pages/index.md")
    text = case["bytes"].encode().decode("unicode_escape").encode("latin-1") if "bytes" in case else case["text"]
    write(folder, {**case.get("files", {}), name: text})
    own = {"PATH": str(folder / "content"), "RUN": Run(Report(folder), typography=Typography())}
    settings = {**DEFAULT_CONFIG, **own, "ARTICLE_PATHS": ["news"], "EMBEDS_HOSTS": {}}
    html, metadata = DialectReader(settings).read(str(folder / name))
    return shown(html, metadata.get("document"), name), metadata, settings["RUN"].report


def shown(html: str, document: Document | None, name: str) -> str:
    """A page's text below the first heading that its template shows; an article's as it is."""
    if not document or not document.heading or name.startswith("content/news/"):
        return html
    identifier = f' id="{document.heading_id}"' if document.heading_id else ""
    return f"<h1{identifier}>{document.heading}</h1>\n{html}".strip()


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_text_comes_out_as_the_case_says(path, tmp_path):
    case = tomllib.loads(path.read_text("utf-8"))
    html, metadata, report = read(case, tmp_path)
    plain = ICON.sub("<icon>", html)
    assert plain == case.get("html", plain).strip()
    assert [part for part in case.get("has", []) if part not in plain and part not in html] == []
    assert [part for part in case.get("lacks", []) if part in plain] == []
    expected = case.get("metadata", {})
    assert {key: metadata.get(key) for key in expected} == expected
    assert [str(error) for error in report.errors] == case.get("errors", [])
    assert [str(warning) for warning in report.warnings] == case.get("mended", [])
