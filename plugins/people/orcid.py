"""ORCID iDs: sixteen digits of which the last checks the others (ISO 7064, MOD 11-2)."""

import re

ORCID = re.compile(r"(?:(?:https?://)?(?:www\.)?orcid\.org/)?(\d{4})-?(\d{4})-?(\d{4})-?(\d{3}[\dX])/?", re.I | re.A)


def bare(text: str) -> str:
    """`0000-0002-1825-0097` of an iD or its address; nothing of what is neither."""
    match = ORCID.fullmatch(text.strip())
    return "-".join(match.groups()).upper() if match else ""


def check_digit(orcid: str) -> str:
    """What the last sign has to be, by the fifteen before it."""
    total = 0
    for digit in orcid.replace("-", "")[:15]:
        total = (total + int(digit)) * 2
    value = (12 - total % 11) % 11
    return "X" if value == 10 else str(value)
