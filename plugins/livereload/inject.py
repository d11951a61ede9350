"""A page's bytes → the page with the reload script, which its Content-Security-Policy then allows."""

import html
import re

HEAD = re.compile(rb"<head(?:\s[^>]*)?>", re.IGNORECASE)
POLICY = re.compile(
    rb"""(<meta\b(?=[^>]*\bhttp-equiv=["']?content-security-policy\b)[^>]*?\bcontent=(["']))(.*?)(\2[^>]*>)""",
    re.IGNORECASE | re.DOTALL,
)
SCRIPT = '<script src="/-livereload.js" data-version="{}" defer></script>'


def with_script(page: bytes, version: int) -> bytes:
    """Add the script after the policy, which must come before everything that it governs."""
    page = POLICY.sub(_extend_policy, page)
    match = POLICY.search(page) or HEAD.search(page)
    end = match.end() if match else len(page)
    return page[:end] + SCRIPT.format(version).encode() + page[end:]


def allow_own_host(policy: str) -> str:
    """Allow scripts and connections of the page's own host, and nothing else that the policy forbids."""
    directives = {}
    for name, *sources in filter(None, map(str.split, policy.split(";"))):
        directives.setdefault(name.lower(), sources)  # browsers ignore the second directive of a name
    default = directives.get("default-src")
    for name, fallback in {"script-src": default, "script-src-elem": None, "connect-src": default}.items():
        sources = directives.get(name, fallback)
        if sources is not None and "'self'" not in sources:  # None: everything is allowed
            directives[name] = [source for source in sources if source != "'none'"] + ["'self'"]
    return "; ".join(" ".join((name, *sources)) for name, sources in directives.items())


def _extend_policy(match: re.Match[bytes]) -> bytes:
    before, _, policy, after = match.groups()
    return before + html.escape(allow_own_host(html.unescape(policy.decode()))).encode() + after
