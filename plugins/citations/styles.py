"""The styles of citations by their names: our own, those beside this file, and files in content/.

Each is a file in the Citation Style Language (https://citationstyles.org).
"""

from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from plugins.core.problems import did_you_mean, one_line

FOLDER = Path(__file__).with_name("styles")
OWN = "author-year"
# What people call them → how the repository of styles does
SHORT_NAMES = {
    "acm": "association-for-computing-machinery",
    "ama": "american-medical-association",
    "chicago": "chicago-author-date",
    "harvard": "harvard-cite-them-right",
    "mla": "modern-language-association",
}
SHIPPED = ("acm", "ama", "apa", "chicago", "harvard", "ieee", "mla", "nature")
# What an author may have meant, where only these and those of a list can stand
NAMES = (OWN, *SHIPPED, "full", "compact")
NAMESPACE = {"cs": "http://purl.org/net/xbiblio/csl"}


class StyleFailed(ValueError):
    """A style asks for something that its processor cannot do."""


@dataclass(frozen=True)
class Style:
    """A style by its `name`, and its file's text; empty for our own."""

    name: str = OWN
    xml: bytes = b""

    @property
    def is_own(self) -> bool:
        return not self.xml


def read_style(name: str, content: Path) -> Style:
    """The style that an author calls `name`. Raises ValueError with what is wrong."""
    if name in ("", OWN):
        return Style()
    if name.endswith(".csl"):
        return Style(name, _checked(name, content / name, content))
    full = SHORT_NAMES.get(name, name)
    if full not in {SHORT_NAMES.get(short, short) for short in SHIPPED}:
        raise ValueError(f"no citation style '{name}'{did_you_mean(name, NAMES) or _names()}")
    return Style(full, (FOLDER / f"{full}.csl").read_bytes())


def style_problem(name: str, content: Path) -> str:
    """What is wrong with the name of a style or its file; empty if nothing is."""
    try:
        read_style(name, content)
    except ValueError as error:
        return str(error)
    return ""


def _names() -> str:
    return f": there are {', '.join((OWN, *SHIPPED))}, and files such as styles/my.csl in content/"


def _checked(name: str, path: Path, content: Path) -> bytes:
    """The text of an author's file."""
    if not path.is_file() or not path.resolve().is_relative_to(content.resolve()):
        known = (file.relative_to(content).as_posix() for file in sorted(content.rglob("*.csl")))
        raise ValueError(f"no file '{name}' in {content.name}/{did_you_mean(name, known)}")
    xml = path.read_bytes()
    try:
        root = ElementTree.fromstring(xml)
    except ElementTree.ParseError as error:
        raise ValueError(f"'{name}' is not XML: {one_line(error)}") from None
    if root.tag != f"{{{NAMESPACE['cs']}}}style":
        raise ValueError(f"'{name}' is no citation style: its first element is not <style> of CSL")
    parent = root.find("cs:info/cs:link[@rel='independent-parent']", NAMESPACE)
    if parent is not None:
        meant = parent.get("href", "").rpartition("/")[2]
        raise ValueError(f"'{name}' only refers to the style '{meant}': take the file of that")
    if any(root.find(f"cs:{part}/cs:layout", NAMESPACE) is None for part in ("citation", "bibliography")):
        raise ValueError(f"'{name}' has no list of references: choose a style with <bibliography>")
    if root.get("class") == "note":
        raise ValueError(f"'{name}' puts citations into footnotes: choose a style for citations in the text")
    return xml
