"""A text in reStructuredText as one in Markdown: its fields as front matter, its body as HTML.

In: the text of a file. Out: values by lower-case key, the body, and problems by line. Docutils reads no other file, and
inserts no HTML.
"""

import re
from collections.abc import Mapping
from io import StringIO

from docutils.core import publish_doctree, publish_from_doctree
from docutils.nodes import docinfo, document, problematic, section, system_message, title

from plugins.core.problems import Problem

WARNING = 2  # a level of messages of docutils
SETTINGS: Mapping[str, object] = {
    "file_insertion_enabled": False,
    "raw_enabled": False,
    "syntax_highlight": "none",
    "math_output": "MathML",
    "initial_header_level": 2,
    "doctitle_xform": True,
    "sectsubtitle_xform": False,
    "halt_level": 5,
    "report_level": WARNING,
    "smart_quotes": False,
    "_disable_config": True,
    "input_encoding": "unicode",
    "output_encoding": "unicode",
}
BODY = re.compile(r"<body[^>]*>(?P<body>.*)</body>", re.S)
MAIN = re.compile(r"\A\s*<(?P<tag>main|div)[^>]*>(?P<inside>.*)</(?P=tag)>\s*\Z", re.S)
TITLE = re.compile(r"\A\s*<h1[^>]*>.*?</h1>", re.S)


def read_rest(text: str) -> tuple[dict[str, str], str, list[Problem]]:
    """The values, the body, and what docutils does not know. Raises ValueError if the text cannot be read."""
    options = {**SETTINGS, "warning_stream": StringIO()}
    try:
        tree = publish_doctree(text, settings_overrides=options)
        values, problems = _values(tree), _take_problems(tree)
        for node in list(tree.findall(docinfo)):
            node.parent.remove(node)
        page = publish_from_doctree(tree, writer="html5", settings_overrides=options)
    except Exception as error:  # docutils raises anything
        raise ValueError(" ".join(str(error).split())[:160]) from None
    inside = MAIN.match(BODY.search(page)["body"])["inside"]
    body = TITLE.sub("", inside, count=1)
    return values, f"<div>\n{body.strip()}\n</div>\n", problems


def _values(tree: document) -> dict[str, str]:
    """The title, and the fields below it."""
    titles = [node.astext() for node in tree.findall(title) if node.parent is tree]
    found = {"title": titles[0]} if titles else {}
    for info in tree.findall(docinfo):
        for field in info.children:
            if field.tagname == "field":
                name, body = field.children
                found[name.astext().lower()] = body.astext()
            elif field.tagname == "authors":
                found["authors"] = ", ".join(one.astext() for one in field.children)
            else:
                found[field.tagname] = field.astext()
    return {name: " ".join(value.split()) for name, value in found.items()}


def _take_problems(tree: document) -> list[Problem]:
    """The messages of docutils, which it would show in the page."""
    found = []
    for message in list(tree.findall(system_message)):
        words = message.children[0].astext() if message.children else ""
        if message.get("level", 0) >= WARNING:
            found.append(Problem.at(message.get("line"), " ".join(words.split())[:160].rstrip(".")))
        message.parent.remove(message)
    for node in list(tree.findall(problematic)):
        node.replace_self(node.children)
    for empty in [node for node in tree.findall(section) if node.get("classes") == ["system-messages"]]:
        empty.parent.remove(empty)
    return found
