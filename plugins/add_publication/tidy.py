"""The fields of an entry, one kind at a time: how each should stand in the file."""

import re

from plugins.add_publication.accents import outside_math
from plugins.add_publication.identifiers import ARXIV_DOI, bare_doi, bare_eprint, identify
from plugins.add_publication.markup import UNSEEN, escaped, plain

MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
VERBATIM = {"doi", "url", "eprint", "arxiv", "pdf", "code", "website", "isbn", "issn", "file", "preview"}
RENAMED = {"abstractnote": "abstract", "collection": "series"}
NO_PAGES = re.compile(r"(?i)n/?a(?:\W+n/?a)?|\W*")
DASH = r"\s*[‐-―−]+\s*"
HYPHEN = r"\s*-+\s*"
TOLD = re.compile(r"(?i)\b(?:arxiv:\s*|abs/)(\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})")
WORD = re.compile(r"[^\W_]+")


def fields(raw: dict[str, str]) -> dict[str, str]:
    """Every field tidied; those that say nothing, or again what another one says, are left out."""
    tidied = {RENAMED.get(name, name): _value(name, value) for name, value in raw.items()}
    _name_preprint(tidied)
    if "doi" in tidied:
        tidied["doi"] = bare_doi(tidied["doi"]) or tidied["doi"]
    if _is_repeated(tidied.get("url", ""), tidied):
        del tidied["url"]
    return {name: value for name, value in tidied.items() if value}


def _value(name: str, value: str) -> str:
    if name in VERBATIM:
        return " ".join(UNSEEN.sub(" ", re.sub(r"\\([_&%#~])", r"\1", value)).split())
    if "\\url" in value or "\\href" in value:
        return " ".join(UNSEEN.sub(" ", value).split())
    match name:
        case "author" | "editor":
            return escaped(plain(re.sub(r"(?<!\\)~", " ", value)))
        case "title":
            return protected(escaped(_unwrapped(plain(value))))
        case "pages":
            return escaped(_pages(plain(value)))
        case "month":
            return _month(plain(value))
    return escaped(plain(value))


def _month(text: str) -> str:
    """The macro of a month, or the text where it is none."""
    word = text.rstrip(".").lower()
    if word.isdecimal() and 1 <= int(word) <= 12:
        return MONTHS[int(word) - 1]
    return word[:3] if re.fullmatch(r"[a-z]{3,9}", word) and word[:3] in MONTHS else text


def _pages(text: str) -> str:
    if NO_PAGES.fullmatch(text):
        return ""
    parts = [re.sub(DASH, "--", part.strip()) for part in text.split(",")]
    return ", ".join(re.sub(HYPHEN, "--", part) if len(re.findall(HYPHEN, part)) == 1 else part for part in parts)


def _unwrapped(title: str) -> str:
    """Without braces around all of it, which would keep a style from writing it as it does others."""
    for _ in range(3):
        if not (title.startswith("{") and title.endswith("}")):
            break
        depth = 0
        for position, sign in enumerate(title):
            depth += (sign == "{") - (sign == "}")
            if not depth and position < len(title) - 1:
                return title
        title = title[1:-1].strip()
    return title


def protected(title: str) -> str:
    """With braces around words whose capitals a style must not make small: `{BERT}`, `{iPhone}`, but not `The`."""
    return title if title.isupper() and " " in title else outside_math(title, _protected)


def _protected(text: str) -> str:
    parts = re.split(r"(\\[a-zA-Z]+|\\.|[{}])", text)
    depth, result = 0, []
    for part in parts:
        depth += (part == "{") - (part == "}")
        result.append(WORD.sub(_braced, part) if not depth and not part.startswith("\\") else part)
    return "".join(result)


def _braced(match: re.Match) -> str:
    word = match[0]
    is_special = word[1:] != word[1:].lower() or (len(word) == 1 and word.isupper() and word != "A")
    return f"{{{word}}}" if is_special else word


def _name_preprint(tidied: dict[str, str]) -> None:
    """Put an arXiv id where tools look for it: from the DOI, or from Google Scholar's and DBLP's ways of writing it."""
    doi = ARXIV_DOI.fullmatch(bare_doi(tidied.get("doi", "")))
    told = TOLD.search(f"{tidied.get('journal', '')} {tidied.get('volume', '')}")
    eprint = tidied.get("eprint") or (doi and doi[1]) or (told and told[1]) or ""
    found = identify(eprint)
    if not found or found.kind != "arxiv":
        return
    if doi:
        del tidied["doi"]
    tidied["eprint"] = found.value
    if "eprinttype" not in tidied:
        tidied["archiveprefix"] = "arXiv"


def _is_repeated(url: str, tidied: dict[str, str]) -> bool:
    """Whether an address only says the DOI or the arXiv id again."""
    found = identify(url) if "://" in url else None
    if not found or "?" in url:
        return False
    if found.kind == "arxiv":
        return found.value.lower() == bare_eprint(tidied.get("eprint", ""))
    return "doi.org/" in url.lower() and found.value.lower() == tidied.get("doi", "").lower()
