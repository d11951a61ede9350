"""A page as it is on disk → the same page with the reload script in it, allowed by its own policy."""

import html
import re

HEAD = re.compile(rb"<head(?:\s[^>]*)?>", re.IGNORECASE)
POLICY = re.compile(
    rb"""(<meta\b(?=[^>]*\bhttp-equiv=["']?content-security-policy\b)[^>]*?\bcontent=(["']))(.*?)(\2[^>]*>)""",
    re.IGNORECASE | re.DOTALL,
)
SCRIPT = '<script src="/-livereload.js" data-build="{}" defer></script>'


def with_script(page: bytes, build: str) -> bytes:
    """The script goes behind the policy, which so still stands before all that it governs."""
    page = POLICY.sub(_extended, page)
    mark = POLICY.search(page) or HEAD.search(page)
    end = mark.end() if mark else len(page)
    return page[:end] + SCRIPT.format(build).encode() + page[end:]


def allow(policy: str) -> str:
    """The policy, with scripts and connections of the page's own host allowed."""
    directives = {}
    for words in filter(None, map(str.split, policy.split(";"))):
        directives.setdefault(words[0].lower(), words[1:])
    for name in ("script-src", "script-src-elem", "connect-src"):
        _allow_own_host(directives, name)
    return "; ".join(" ".join((name, *sources)) for name, sources in directives.items())


def _allow_own_host(directives: dict[str, list[str]], name: str) -> None:
    """A directive that is missing means what its fallback says; where that is missing too, all is allowed."""
    fallback = "default-src" if name != "script-src-elem" else ""
    sources = directives.get(name, directives.get(fallback))
    if sources is not None and "'self'" not in sources:
        directives[name] = [source for source in sources if source != "'none'"] + ["'self'"]


def _extended(match: re.Match[bytes]) -> bytes:
    before, _, policy, after = match.groups()
    return before + html.escape(allow(html.unescape(policy.decode()))).encode() + after
