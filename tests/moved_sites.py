"""A site of another system, moved in and built: what tests of each system ask about it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser

from plugins.building import build
from plugins.migrate import MigrationReport, migrate

ROOT = Path(__file__).parents[1]
TAGS = re.compile(r"\{\{[<%].*?[>%]\}\}|\{%.*?%\}", re.S)
# What no visitor reads: addresses, code languages, markers, formulas, names of icons and emoji
UNSEEN = re.compile(r"\]\([^)]*\)|^[ \t]*(?:```|:::).*$|\{[^{}\n]*\}|\$[^$]*\$|:[a-z_-]+:|<[^>]*>", re.M)
WORD = re.compile(r"[^\W_]+")
LEFT = ("{{<", "{{%", "{{", "{%", "+++")


@dataclass(frozen=True)
class Moved:
    """The `report` of a migration, the new `site`, its `output`, and the warnings of its build."""

    report: MigrationReport
    site: Path
    output: Path
    warnings: tuple

    def missing(self, addresses: Iterable[str]) -> list[str]:
        """The addresses at which there is neither a file nor a redirect to one."""
        return [address for address in addresses if not self.file_at(address)]

    def file_at(self, address: str) -> Path | None:
        """The file at an address, or the one to which it sends visitors on."""
        path = self.output / address
        path = path / "index.html" if address.endswith("/") or not address else path
        if not path.is_file():
            return None
        match = re.search(r'http-equiv="refresh" content="0; url=([^"#]*)', path.read_text("utf-8", "replace"))
        if not match:
            return path
        return self.file_at(normpath(join(dirname(path.relative_to(self.output).as_posix()), unquote(match[1]))))

    def text_at(self, address: str) -> str:
        """What a visitor reads at an address, or hears of pictures, without menu and footer."""
        main = LexborHTMLParser(self.file_at(address).read_text("utf-8")).css_first("main")
        return " ".join([main.text(separator=" "), *(picture.attrs.get("alt") or "" for picture in main.css("img"))])

    def left_over(self) -> Iterator[str]:
        """Words of another system that a page shows outside of code."""
        for path in self.output.rglob("*.html"):
            tree = LexborHTMLParser(path.read_text("utf-8"))
            tree.strip_tags(["style"])
            text = tree.body.text()
            yield from (f"{path.relative_to(self.output)}: {word}" for word in LEFT if word in text)


def link_code(target: Path) -> None:
    """Link the theme and the plugins into the folder of a new site, which a migration builds."""
    for part in ("theme", "plugins"):
        (target / part).symlink_to(ROOT / part)


def move_and_build(source: Path, folder: Path) -> Moved:
    """Move the site at `source` into a new site in `folder`, and build it."""
    target = folder / "new"
    target.mkdir()
    link_code(target)
    report = migrate(source, target, show=lambda line: None)
    assert list(map(str, report.stops)) == []
    built = build(target / "publishconf.py")
    return Moved(report, target, built.output, built.warnings)


def words_of(text: str) -> set[str]:
    """The words of a text that a visitor should read."""
    return {word.lower() for word in WORD.findall(UNSEEN.sub(" ", TAGS.sub(" ", text)))}
