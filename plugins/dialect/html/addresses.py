"""Addresses as a browser reads them (https://url.spec.whatwg.org/#url-parsing), and whether following one runs code."""

import re

EDGE = "".join(map(chr, range(0x21)))  # control characters and the space, which browsers strip from both ends
WITHIN = dict.fromkeys(map(ord, "\t\n\r"))  # characters that they remove everywhere
AUTHORITY = re.compile(r"(?P<scheme>https?:|ftp:)[\\/]*|[\\/]{2,}", re.I)
BEFORE_QUERY = re.compile(r"\A[^?#]*")
RUNS = re.compile(r"(?:java|vb|live)script:|data:[^,]*(?:html|xml|script)", re.I)
PICTURE = re.compile(r"data:image/", re.I)
OUTSIDE = re.compile(r"//|[a-z][a-z0-9+.-]*:", re.I)


def read_address(address: str) -> str:
    """The address as a browser parses it: without surrounding white space, and with slashes for backslashes."""
    plain = address.strip(EDGE).translate(WITHIN)
    match = AUTHORITY.match(plain)
    if not match:
        return plain
    rest = BEFORE_QUERY.sub(lambda path: path[0].replace("\\", "/"), plain[match.end() :], count=1)
    return f"{match['scheme'] or ''}//{rest}"


def runs_code(address: str, is_picture: bool = False) -> bool:
    """Whether following an address of `read_address` runs code; browsers run no code in a picture."""
    return RUNS.match(address) is not None and not (is_picture and PICTURE.match(address))


def leads_outside(address: str) -> bool:
    """Whether an address of `read_address` names a scheme or a host."""
    return OUTSIDE.match(address) is not None
