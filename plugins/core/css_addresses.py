"""The addresses that a style loads, however they are spelled (https://www.w3.org/TR/css-syntax-3/).

In: a style sheet, or the declarations of a style attribute. Out: addresses as a browser reads them, with their lines.
"""

import re
from collections.abc import Iterator

from tinycss2 import parse_component_value_list

LOADING = frozenset(("url", "src", "image", "image-set", "-webkit-image-set", "cross-fade", "-webkit-cross-fade"))
FROM_ELSEWHERE = frozenset(("var", "attr", "env", "if"))  # what they stand for is not written here
BLOCKS = ("{} block", "() block", "[] block")
MAY_LOAD = re.compile(r"[(@]")


def loaded_addresses(css: str) -> Iterator[tuple[str, int]]:
    """Each address that a browser loads for a style, and its line from 1. The address of what is put in from elsewhere,
    as in `src(var(--x))`, is "?"."""
    waiting = [(parse_component_value_list(css, skip_comments=True), "")] if MAY_LOAD.search(css) else []
    while waiting:
        tokens, function = waiting.pop()
        rule = ""  # the at-rule whose head this is
        for token in tokens:
            if token.type == "at-keyword":
                rule = token.lower_value
            elif token == ";" or token.type == "{} block":
                rule = ""
            is_text = token.type == "string" and (function in LOADING or rule == "import")
            if (token.type == "url" or is_text) and rule != "namespace":
                yield token.value, token.source_line
            elif token.type == "function" and rule != "namespace":
                if function in LOADING and token.lower_name in FROM_ELSEWHERE:
                    yield "?", token.source_line
                waiting.append((token.arguments, token.lower_name))
            elif token.type in BLOCKS:
                waiting.append((token.content, ""))
