"""What no finished page may have, whoever wrote it: unresolved addresses, scripts, calls to other hosts.

In: the tree of a page. Out: a message for each problem. Errors in the author's files have been reported before, with
their lines; what is found here comes from a template.
"""

import re
from collections.abc import Iterable, Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from plugins.embeds import host_of
from plugins.embeds.scripts import runs

UNRESOLVED = re.compile(r"\{(?:static|filename|attach)\}|\{\{|\{%")


def find_problems(
    tree: LexborHTMLParser, calling: Iterable[LexborNode], hosts: Iterable[str], is_scripted: bool
) -> Iterator[str]:
    """The problems of one page, where `calling` are the elements that request something from a host."""
    scripts, further = tree.tags("script"), (*tree.tags("source"), *tree.css("link[rel=preload]"))
    for script in scripts:
        if not is_scripted and runs(script):
            yield f"holds a script: {' '.join(script.html.split())[:80]}"
    for node in (*calling, *scripts, *further):
        host = host_of(node.attrs.get("src") or node.attrs.get("href") or node.attrs.get("data") or "")
        if host and host not in hosts:
            yield f"calls {host}, which EMBEDS_HOSTS in pelicanconf.py does not allow"
    for node in tree.css("[href*='{'], [src*='{']"):
        if UNRESOLVED.search((node.attrs.get("href") or "") + (node.attrs.get("src") or "")):
            yield f"holds an address that was not resolved: {node.attrs.get('href') or node.attrs.get('src')}"
