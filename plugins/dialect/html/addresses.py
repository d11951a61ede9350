"""Addresses as a browser reads them (https://url.spec.whatwg.org/#url-parsing), and whether following one runs code."""

import re
from urllib.parse import quote

EDGE = "".join(map(chr, range(0x21)))  # controls and the space, which no browser reads at either end
WITHIN = dict.fromkeys(map(ord, "\t\n\r"))  # and these nowhere
AUTHORITY = re.compile(r"(?P<scheme>https?:|ftp:)[\\/]*|[\\/]{2,}", re.I)
BEFORE_QUERY = re.compile(r"\A[^?#]*")
RUNS = re.compile(r"(?:java|vb|live)script:|data:[^,]*(?:html|xml|script)", re.I)
PICTURE = re.compile(r"data:image/", re.I)
OUTSIDE = re.compile(r"//|[a-z][a-z0-9+.-]*:", re.I)
ILLEGAL = re.compile(r"[\s\"<>\\^`{|}]")


def read_address(address: str) -> str:
    """The address without the spaces, controls and backslashes that a browser passes over."""
    plain = address.strip(EDGE).translate(WITHIN)
    match = AUTHORITY.match(plain)
    if not match:
        return plain
    rest = BEFORE_QUERY.sub(lambda path: path[0].replace("\\", "/"), plain[match.end() :], count=1)
    return f"{match['scheme'] or ''}//{rest}"


def runs_code(address: str, is_picture: bool = False) -> bool:
    """Whether a read address holds code; code in what a browser shows as a picture never runs."""
    return RUNS.match(address) is not None and not (is_picture and PICTURE.match(address))


def leads_outside(address: str) -> bool:
    """Whether a read address names a scheme or a host."""
    return OUTSIDE.match(address) is not None


def encode_illegal(text: str) -> str:
    """A part of an address, with each character encoded that must not stand there."""
    return ILLEGAL.sub(lambda match: quote(match[0]), text)
