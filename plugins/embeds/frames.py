"""The record of a page in a frame."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Frame:
    """The page in a frame, around a foreign script or a still: its path from the site's root, and its HTML."""

    path: str
    html: str
