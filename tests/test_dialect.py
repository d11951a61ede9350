"""What authors write and what it becomes: one case is one file of tests/dialect.

`text` (or `bytes`, with escapes as in Python) is the content of the file `file`, and `files` are others. The whole page
is `html`, or it `has` and `lacks` fragments; `<icon>` stands for an icon's drawing. `mended` are the warnings, and
`settings` are those of the site.
"""

import pickle
import re
import tomllib
from pathlib import Path

import pytest

from plugins.core.problems import Report
from plugins.dialect.convert import ConversionSettings, Converter, Document
from plugins.dialect.page.typography import Typography
from plugins.dialect.reading import DialectReader
from plugins.icons import Pack
from tests.small_site import dialect_settings, write

CASES = sorted(Path(__file__).with_name("dialect").glob("*.toml"))
ICON = re.compile(r'<svg class="icon".*?</svg>')


def read(case: dict, folder: Path) -> tuple[str, dict, Report]:
    """The HTML and metadata of a case's text, and its errors and warnings."""
    name = case.get("file", "content/pages/text.md")
    text = case["bytes"].encode().decode("unicode_escape").encode("latin-1") if "bytes" in case else case["text"]
    write(folder, {**case.get("files", {}), name: text})
    settings = dialect_settings(folder, **case.get("settings", {}))
    html, metadata = DialectReader(settings).read(str(folder / name))
    return shown(html, metadata.get("document"), name), metadata, settings["READING"].report


def shown(html: str, document: Document | None, name: str) -> str:
    """The text of a page with the heading that its template adds; that of an article as it is."""
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
    if "outline" in case:
        assert [heading.text for heading in metadata["document"].outline] == case["outline"]
    assert [str(error) for error in report.errors] == case.get("errors", [])
    assert [str(warning) for warning in report.warnings] == case.get("mended", [])


@pytest.fixture
def converter(tmp_path):
    write(tmp_path, {"content/pages/terms.md": "See [b](b.md).\n", "content/files/a.pdf": ""})
    return Converter(Pack(), Typography(), ConversionSettings(tmp_path / "content"))


def test_a_conversion_names_the_files_that_it_depends_on(converter):
    converted = converter.convert('[a](../files/a.pdf)\n\n--8<-- "terms.md"\n', "pages/index.md")
    assert {"files/a.pdf", "pages/b.md"} <= converted.depends_on
    assert converted.includes == {"terms.md", "pages/terms.md"}


def test_a_snippet_that_is_a_link_out_of_the_content_folder_is_not_published(converter, tmp_path):
    (tmp_path / "secret.md").write_text("Secret", "utf-8")
    (tmp_path / "content/link.md").symlink_to(tmp_path / "secret.md")
    converted = converter.convert('# T\n\n--8<-- "link.md"\n', "pages/index.md")
    assert "Secret" not in converted.document.html
    assert [error.line for error in converted.errors] == [3]


def test_a_conversion_can_be_cached_for_any_folder(converter, tmp_path):
    converted = converter.convert("# T\n\n[a](../files/a.pdf) [b](../c.png) :no_such_emoji:\n", "pages/index.md")
    cached = pickle.dumps(converted)
    assert pickle.loads(cached) == converted
    assert str(tmp_path).encode() not in cached


def test_the_lines_of_errors_are_those_of_the_file(converter):
    errors = converter.convert("# T\n\n![a](b.png)\n", "pages/index.md", first_line=5).errors
    assert [error.line for error in errors] == [7]
