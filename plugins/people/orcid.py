"""ORCID iDs: sixteen digits, the last of which is a check digit (ISO 7064, MOD 11-2)."""

import re

ORCID = re.compile(r"(?:(?:https?://)?(?:www\.)?orcid\.org/)?(\d{4})-?(\d{4})-?(\d{4})-?(\d{3}[\dX])/?", re.I | re.A)


def parse_orcid(text: str) -> str:
    """`0000-0002-1825-0097` of an iD or its address; an empty string of other text."""
    match = ORCID.fullmatch(text.strip())
    return "-".join(match.groups()).upper() if match else ""


def check_digit(orcid: str) -> str:
    """The last digit, or X, that the first fifteen digits require."""
    total = 0
    for digit in orcid.replace("-", "")[:15]:
        total = (total + int(digit)) * 2
    value = (12 - total % 11) % 11
    return "X" if value == 10 else str(value)
