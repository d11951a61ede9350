"""The text of a page or an article: front matter, then Markdown."""

import json
import re
from collections.abc import Mapping
from datetime import date, datetime

PLAIN = re.compile(r"[\w./-]+(?: [\w./-]+)*")
TAG = re.compile(r"<[^<>]*>")
SENTENCE = re.compile(r"[.!?。！？](?=\s|$)")
LONGEST_TITLE = 80


def new_text(values: Mapping[str, object], body: str) -> bytes:
    """A text with these values above it; empty ones are left out."""
    kept = {key: value for key, value in values.items() if value not in (None, "", [])}
    header = "".join(f"{key}: {_yaml(value)}\n" for key, value in kept.items())
    return f"---\n{header}---\n\n{body.strip()}\n".encode() if header else f"{body.strip()}\n".encode()


def _yaml(value: object) -> str:
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M %z").strip()
    if isinstance(value, date):
        return value.isoformat()
    return json.dumps(value, ensure_ascii=False)


def title_of_words(text: str) -> str:
    """A title for a text that has none: its first sentence, or as many whole words as a title has room for."""
    words = plain_words(text)
    first = SENTENCE.split(words, maxsplit=1)[0].strip()
    if len(words) <= LONGEST_TITLE:
        return words.rstrip(".") if words.count(".") < 2 else words
    if 0 < len(first) <= LONGEST_TITLE:
        return first
    return f"{words[: LONGEST_TITLE + 1].rpartition(' ')[0].rstrip(' ,;:') or words[:LONGEST_TITLE]} …"


def plain_words(text: str) -> str:
    """The words of a Markdown text on one line, without markup."""
    text = re.sub(r"!?\[([^\]]*)\]\([^()\s]*(?:\([^()]*\))?[^()]*\)", r"\1", TAG.sub("", text))
    text = re.sub(r":[a-z0-9_+-]+:|\{:?[^{}]*\}|[*`]|(?<!\w)_|_(?!\w)", "", text)
    return " ".join(text.split())
