"""Placeholders that a template leaves for its author to fill in: names, addresses, pictures, alternative texts."""

import re
from collections.abc import Iterator

from plugins.audit.sources import Site
from plugins.core.problems import Problem

ALT = re.compile(
    r"""(?:!\[|<img\b[^>]*?\balt\s*=\s*["']?)"""
    r"""(?P<text>image title|alt(?:ernative)? text|alt|image(?: alt| description)?|img|picture|placeholder|untitled)"""
    r"""\s*(?:\]|["'>])""",
    re.I,
)
# In capitals: "your name" in small letters may be what students are asked to write.
WORDS = re.compile(
    r"\bYour (?:Full |First |Last )?Name\b|\bYour (?:University|Institution|Affiliation|Department|Title)\b"
    r"|\bFirst(?:name)? Last(?:name)?\b|\b[Ll]orem ipsum\b|\b(?:TODO|TBD|TBA|FIXME|XXX)\b|\b[Cc]oming [Ss]oon\b"
    r"|\bWrite here what is new\b"
)
ADDRESS = re.compile(
    r"(?:https?://(?:[\w-]+\.)*|[\w.+-]{1,64}@(?:[\w-]+\.)*)example\.(?:com|org|net|edu)\b"
    r"|https?://orcid\.org/0000-000[0-2]-(?:0000-0000|2345-6789|1234-5678)\b"
    r"|https?://[^\s)\"'>]*/@?(?:your[-_]?(?:user[-_]?|git[-_]?hub[-_]?)?(?:name|id|profile|handle)|username)\b",
    re.I,
)
PICTURE = re.compile(
    r"(?:via\.placeholder\.com|placehold\.(?:co|it)|placekitten\.com|picsum\.photos|dummyimage\.com|loremflickr\.com)"
    r"/[^\s)\"'>]*|\bplaceholder\.(?:png|jpe?g|svg|gif|webp)\b",
    re.I,
)
MESSAGES = (
    (ALT, "alt text '{}' is a placeholder: say what the picture shows"),
    (WORDS, "'{}' is a placeholder: write what is true, or remove it"),
    (ADDRESS, "'{}' is a placeholder: write your own address, or remove it"),
    (PICTURE, "'{}' is a placeholder: put a picture of your own into images/, or remove it"),
)


def find_placeholders(site: Site) -> Iterator[Problem]:
    for source in site.sources:
        for pattern, message in MESSAGES:
            for match in pattern.finditer(source.visible):
                text = match["text"] if pattern is ALT else match[0]
                yield source.at(match.start(), message.format(text))
