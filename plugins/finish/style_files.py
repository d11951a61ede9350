"""Whether a style sheet that an author wrote calls a host.

In: the text of a file, and the allowed hosts. Out: problems with their lines.
"""

import re
from collections.abc import Collection, Iterator

from plugins.core.css_addresses import loaded_addresses
from plugins.core.problems import Problem
from plugins.dialect.html.addresses import leads_outside, read_address
from plugins.embeds import host_of

KNOWN_SCHEME = re.compile(r"https?:|data:(?!text/)", re.I)  # a style sheet in an address could load others
END_OF_SHEET = re.compile(r"</style", re.I)


def style_problems(css: str, hosts: Collection[str]) -> Iterator[Problem]:
    """What a style sheet must not load."""
    for address, line in loaded_addresses(css):
        if problem := problem_of_loaded(address, hosts):
            yield Problem.at(line, problem)


def embedded_style_problems(css: str, hosts: Collection[str]) -> Iterator[Problem]:
    """The same of a style sheet that is copied into pages, where it may not end before it ends."""
    yield from style_problems(css, hosts)
    for match in END_OF_SHEET.finditer(css):
        yield Problem.at(css.count("\n", 0, match.start()) + 1, "'</style' has no place in a style sheet")


def problem_of_loaded(written: str, hosts: Collection[str]) -> str:
    """Why a browser may not load what an address names; empty if it may."""
    address = read_address(written)
    host = host_of(address)
    if host and host not in hosts:
        return f"calls {host}: allow it by name in EMBEDS_HOSTS of pelicanconf.py, or take it out"
    if address == "?" or (leads_outside(address) and not host and not KNOWN_SCHEME.match(address)):
        return f"loads '{written[:60]}', which names no file of this site"
    return ""
