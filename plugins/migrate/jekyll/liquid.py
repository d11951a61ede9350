"""Liquid in a text → Markdown: values, conditions, loops over data, and the tags that have a counterpart here.

In: a text and a `Counterparts`. Out: the text without any Liquid, and what was taken out of it, by line.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from plugins.migrate.jekyll.blocks import free_blocks, indented, mark_block
from plugins.migrate.jekyll.liquid_nodes import Node, Output, Tag, Text, read_nodes
from plugins.migrate.jekyll.liquid_values import is_true, value_of

Words = Mapping[str, Any]
NAMED = re.compile(r"""(?P<name>[\w-]+)\s*=\s*(?P<value>"[^"]*"|'[^']*'|[^\s"']+)""")
COLLECTION = re.compile(r"\b(?:site|paginator)\.(?P<name>[a-z_]\w*(?:\.\w+)*)")
LOOP = re.compile(r"(?P<name>[\w-]+)\s+in\s+(?P<list>\([^)]*\)|[^\s:]+)(?P<rest>.*)", re.S)
RANGE = re.compile(r"\((\d{1,4})\.\.(\d{1,4})\)")
INCLUDED = re.compile(r"(?P<path>[\w./-]+)(?P<rest>.*)", re.S)
SILENT = {"comment", "base_path", "break", "continue", "increment", "decrement", "cycle", "seo", "feed_meta"}
EMPTY = ("content", "base_path")  # outputs of the theme that are no words
MOST_ROUNDS = 200  # of a loop
MOST_NODES = 20_000  # that the loops of a text make
DEEPEST = 4  # includes within each other


@dataclass(frozen=True)
class Counterparts:
    """What Liquid stands for on a site.

    `lists` are blocks by the name of the collection that a loop goes through; `includes` and `tags` make Markdown or
    HTML of their words, and a tag None if it cannot; `read_include` gives the text of an own include.
    """

    site: Mapping[str, Any]
    lists: Mapping[str, str] = field(default_factory=dict)
    includes: Mapping[str, Callable[[Words], str]] = field(default_factory=dict)
    tags: Mapping[str, Callable[[str], str | None]] = field(default_factory=dict)
    read_include: Callable[[str], str | None] = lambda name: None


def translate_liquid(
    text: str, page: Mapping[str, Any], known: Counterparts, first_line: int = 1
) -> tuple[str, list[tuple[int, str]]]:
    """The text of a page whose front matter has the values `page`; the lines and sources of what is taken out of it."""
    nodes = read_nodes(_without_hidden_liquid(text), first_line)
    translation = _Translation(known, {"site": known.site, "page": page})
    new = translation.render(nodes)
    return free_blocks(new) if len(nodes) > 1 else new, list(dict.fromkeys(translation.left))


def _without_hidden_liquid(text: str) -> str:
    """The text without the comments that hold Liquid; its lines stay where they are."""
    parts, end = [], 0
    while (start := text.find("<!--", end)) >= 0 and (close := text.find("-->", start + 4)) >= 0:
        comment = text[start : close + 3]
        is_liquid = "{{" in comment or "{%" in comment
        parts += [text[end:start], "\n" * comment.count("\n") if is_liquid else comment]
        end = close + 3
    return "".join([*parts, text[end:]])


class _Translation:
    """The translation of one text: the variables that it sets, and the lists that it has shown."""

    def __init__(self, known: Counterparts, variables: dict[str, Any], depth: int = 0) -> None:
        self.known, self.variables, self.depth = known, variables, depth
        self.sources: dict[str, str] = {}  # variables that hold a collection of the site
        self.shown: set[str] = set()
        self.cited: list[str] = []
        self.left: list[tuple[int, str]] = []
        self.count = 0

    def render(self, nodes: tuple[Node, ...]) -> str:
        return "".join(map(self._render, nodes))

    def _render(self, node: Node) -> str:
        self.count += 1
        if self.count > MOST_NODES:
            return ""
        if isinstance(node, Text):
            return node.text
        if isinstance(node, Output):
            return self._output(node)
        render = getattr(self, f"_tag_{node.name}", None)
        if render:
            return render(node)
        if node.name in self.known.tags:
            if node.name == "cite":
                self.cited += node.words.split()
            is_cited = node.name == "bibliography" and "--cited" in node.words and self.cited
            name, words = ("reference", " ".join(self.cited)) if is_cited else (node.name, node.words)
            new = self.known.tags[name](words)
            if new is None:
                self._leave(node)
            return new or ""
        if node.name not in SILENT and not node.name.startswith("end"):
            self._leave(node)
        return self._inside(node) if node.name not in SILENT else ""

    def _inside(self, node: Tag) -> str:
        return "".join(map(self.render, node.bodies))

    def _leave(self, node: Output | Tag) -> None:
        self.left.append((node.line, " ".join(node.source.split())))

    def _output(self, node: Output) -> str:
        value = value_of(node.expression, self.variables)
        if isinstance(value, str | int | float) or hasattr(value, "isoformat"):
            return str(value)
        if node.expression not in EMPTY:
            self._leave(node)
        return ""

    def _tag_assign(self, node: Tag) -> str:
        name, _, expression = node.words.partition("=")
        self.variables[name.strip()] = value_of(expression.strip(), self.variables)
        if source := self._source_of(expression):
            self.sources[name.strip()] = source
        return ""

    def _tag_capture(self, node: Tag) -> str:
        self.variables[node.words.strip("\"' ")] = self._inside(node)
        return ""

    def _tag_if(self, node: Tag) -> str:
        conditions = [node.words, *(one.words if one.name == "elsif" else "true" for one in node.branches)]
        for condition, body in zip(conditions, node.bodies, strict=False):
            if is_true(condition, self.variables) is not False:
                return self.render(body)
        return ""

    def _tag_unless(self, node: Tag) -> str:
        holds = is_true(node.words, self.variables)
        body = node.bodies[0] if not holds else node.bodies[-1] if len(node.bodies) > 1 else ()
        return self.render(body) if node.bodies else ""

    def _tag_case(self, node: Tag) -> str:
        value = value_of(node.words, self.variables)
        for branch, body in zip(node.branches, node.bodies[1:], strict=False):
            if branch.name == "else" or value_of(branch.words, self.variables) == value:
                return self.render(body)
        return ""

    def _source_of(self, expression: str) -> str:
        """The collection that an expression stands for."""
        match = COLLECTION.search(expression)
        name = match["name"] if match else self.sources.get(expression.split("|")[0].strip(), "")
        return name if name in self.known.lists else ""

    def _tag_for(self, node: Tag) -> str:
        loop = LOOP.match(node.words)
        if not loop or not node.bodies:
            return ""
        if source := self._source_of(loop["list"]):
            block = "" if source in self.shown else self.known.lists[source]
            self.shown.add(source)
            return mark_block(block)
        values = self._values_of(loop["list"])
        if values is None:
            self._leave(node)
            return ""
        values = values[::-1] if "reversed" in loop["rest"] else values
        return "".join(self._round(loop["name"], value, node) for value in values[:MOST_ROUNDS])

    _tag_tablerow = _tag_for

    def _round(self, name: str, value: Any, node: Tag) -> str:
        before = self.variables.get(name)
        self.variables[name] = value
        text = self.render(node.bodies[0])
        self.variables[name] = before
        return text

    def _values_of(self, written: str) -> list | None:
        if match := RANGE.fullmatch(written):
            return list(range(int(match[1]), int(match[2]) + 1))
        value = value_of(written, self.variables)
        if value is None and written.startswith(("site.data.", "page.")):
            return []
        if isinstance(value, dict):
            return [[key, each] for key, each in value.items()]
        return value if isinstance(value, list) else None

    def _tag_include(self, node: Tag) -> str:
        match = INCLUDED.match(node.words)
        if not match:
            return ""
        written = {one["name"]: value_of(one["value"], self.variables) for one in NAMED.finditer(match["rest"])}
        words = {name: value for name, value in written.items() if value is not None}
        name = re.sub(r"\.(?:html|liquid|md)$", "", match["path"])
        if name in self.known.includes:
            return self.known.includes[name](words)
        text = self.known.read_include(match["path"]) if self.depth < DEEPEST else None
        if text is None:
            if name not in SILENT:
                self._leave(node)
            return ""
        inner = _Translation(self.known, self.variables | {"include": words}, self.depth + 1)
        new = inner.render(read_nodes(text))
        if inner.left:
            self._leave(node)
        return new

    _tag_include_relative = _tag_include
    _tag_include_cached = _tag_include

    def _tag_highlight(self, node: Tag) -> str:
        language, *options = node.words.split()
        code = self._inside(node).strip("\n")
        numbers = ' linenums="1"' if any(word.startswith("linenos") for word in options) else ""
        rail = "~~~~" if "```" in code else "```"
        return f"\n{rail} {language}{numbers}\n{code}\n{rail}\n"

    def _tag_details(self, node: Tag) -> str:
        title = node.words.replace('"', "'")
        return mark_block(f'??? note "{title}"\n\n{indented(self._inside(node))}')

    _tag_tabs = _inside

    def _tag_tab(self, node: Tag) -> str:
        label = " ".join(node.words.split()[1:]).strip("\"'").replace('"', "'")
        return mark_block(f'=== "{label}"\n\n{indented(self._inside(node))}')

    def _tag_quote(self, node: Tag) -> str:
        quoted = self._inside(node).strip()
        source = (self.known.tags["cite"](node.words) or "") if "cite" in self.known.tags else ""
        return mark_block("\n".join(f"> {line}" for line in [*quoted.splitlines(), "", source] if line or quoted))
