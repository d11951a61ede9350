"""Whether an SVG file runs a script or calls a host, whatever shows it or leads to it.

In: the bytes of a file, read as a browser's XML parser reads them, and the allowed hosts. Out: problems with their
lines. `plugins/dialect/html/allowed.py` looks at drawings that stand in a text.
"""

import re
import zlib
from base64 import b64decode
from collections.abc import Collection
from urllib.parse import unquote_to_bytes
from xml.parsers import expat

from plugins.core.problems import Problem
from plugins.dialect.html.addresses import read_address, runs_code
from plugins.finish.style_files import problem_of_loaded, style_problems

SVG, XHTML, MATHML = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xhtml", "http://www.w3.org/1998/Math/MathML"
XML, XLINK = "http://www.w3.org/XML/1998/namespace", "http://www.w3.org/1999/xlink"
DRAWN = ("", SVG, XHTML, MATHML)  # a browser passes over all other elements, which are notes of a drawing program
SCRIPTS = ("script", "handler", "listener")
# What of HTML may stand in a drawing: labels, as draw.io writes them, and nothing that loads or acts.
LABELS = frozenset(
    """
    a b big body br center code div em font h1 h2 h3 h4 h5 h6 head hr html i li ol p pre s small span strike strong
    style sub sup table tbody td th thead tr tt u ul
    """.split()  # noqa: SIM905 (words are easier to read than a list of strings)
)
ADDRESSES = ("href", "src", "data", "poster", "action", "background")
HANDLER = re.compile(r"on[a-z]+", re.I)
DRAWING = re.compile(r"data:image/svg[^,]*?(?P<base64>;base64)?\s*,(?P<data>.*)", re.I | re.S)
LARGEST = 50_000_000  # bytes of a compressed drawing
DEEPEST = 5  # drawings within drawings
SCRIPT = "this drawing holds a script"


def drawing_problems(data: bytes, hosts: Collection[str], depth: int = 0) -> list[Problem]:
    """What an SVG file must not have; `hosts` are those that it may call."""
    checker = _Checker(hosts, depth)
    try:
        if data.startswith(b"\x1f\x8b"):
            data = zlib.decompressobj(wbits=31).decompress(data, LARGEST)
        checker.parser.Parse(data, True)
    except expat.ExpatError as error:
        reason = expat.ErrorString(error.code)
        return [Problem.at(error.lineno, f"this drawing is no SVG that a browser can read: {reason}")]
    except (ValueError, LookupError):
        return [Problem.at(1, "this drawing is in an encoding that browsers do not read: save it as UTF-8")]
    except zlib.error:
        return [Problem.at(None, "this drawing is damaged")]
    return list(dict.fromkeys(checker.problems))


class _Checker:
    """Collects the `problems` that its `parser` meets."""

    def __init__(self, hosts: Collection[str], depth: int) -> None:
        self.problems: list[Problem] = []
        self._hosts, self._depth = hosts, depth
        self._sheet: list[str] | None = None  # the texts of the style sheet that is being read
        self.parser = parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._read_text
        parser.ProcessingInstructionHandler = self._check_instruction
        parser.EntityDeclHandler = self._check_entity

    def _add(self, message: str, line: int | None = None) -> None:
        self.problems.append(Problem.at(line or self.parser.CurrentLineNumber, message))

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        namespace, _, tag = name.rpartition(" ")
        if namespace not in DRAWN:
            return
        if tag.lower() in SCRIPTS:
            self._add(SCRIPT)
        elif namespace == XHTML and tag.lower() not in LABELS:
            self._add(f"this drawing holds <{tag}>, which no drawing may")
        if tag.lower() == "style":
            self._sheet, self._sheet_line = [], self.parser.CurrentLineNumber
        for full_name, value in attributes.items():
            parent, _, attribute = full_name.rpartition(" ")
            self._check_attribute(tag, parent, attribute.lower(), value)

    def _end(self, name: str) -> None:
        if self._sheet is not None and name.rpartition(" ")[2].lower() == "style":
            for problem in style_problems("".join(self._sheet), self._hosts):
                self._add(f"this drawing {problem.message}", self._sheet_line + problem.line - 1)
            self._sheet = None

    def _read_text(self, text: str) -> None:
        if self._sheet is not None:
            self._sheet.append(text)

    def _check_attribute(self, tag: str, namespace: str, name: str, value: str) -> None:
        if not namespace and HANDLER.fullmatch(name):
            self._add(SCRIPT)
        elif not namespace and name == "attributename" and value.strip().lower().endswith("href"):
            self._add(f"this drawing changes an address by <{tag}>, which no drawing may")
        elif (name in ADDRESSES and namespace in ("", XLINK)) or (name == "base" and namespace == XML):
            self._check_address(value, is_link=tag == "a")
        else:
            for problem in style_problems(value, self._hosts):
                self._add(f"this drawing {problem.message}")

    def _check_address(self, value: str, is_link: bool) -> None:
        address = read_address(value)
        inner = None if is_link else DRAWING.match(address)
        if inner and self._depth < DEEPEST:
            data = unquote_to_bytes(inner["data"].partition("#")[0])
            problems = drawing_problems(b64decode(data) if inner["base64"] else data, self._hosts, self._depth + 1)
            for problem in problems:
                self._add(problem.message)
        elif runs_code(address):
            self._add(SCRIPT)
        elif not is_link and (problem := problem_of_loaded(value, self._hosts)):
            self._add(f"this drawing {problem}")

    def _check_instruction(self, target: str, data: str) -> None:
        if target == "xml-stylesheet":
            self._add("this drawing loads a style sheet ('<?xml-stylesheet'), which no drawing may")

    def _check_entity(self, name: str, is_parameter: bool, value: str | None, *places: str | None) -> None:
        if is_parameter or value is None:
            self._add(f"this drawing takes its part '{name}' from elsewhere, which no drawing may")
