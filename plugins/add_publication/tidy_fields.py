"""Tidy the fields of an entry for the author's file."""

import re

from plugins.add_publication.doi_arxiv import ARXIV_DOI, bare_doi, bare_eprint, identify
from plugins.add_publication.markup_to_latex import INVISIBLE, escape_latex, markup_to_latex
from plugins.bibtex.latex_text import change_outside_formulas
from plugins.bibtex.name_lists import is_in_braces
from plugins.bibtex.standard_macros import MONTHS

MONTH_MACROS = [month[:3].lower() for month in MONTHS]
VERBATIM = {"doi", "url", "eprint", "arxiv", "pdf", "code", "website", "isbn", "issn", "file", "preview"}
RENAMED = {"abstractnote": "abstract", "collection": "series"}
NO_PAGES = re.compile(r"(?i)n/?a(?:\W+n/?a)?|\W*")
DASH = r"\s*[‐-―−]+\s*"
HYPHEN = r"\s*-+\s*"
ARXIV_IN_JOURNAL = re.compile(r"(?i)\b(?:arxiv:\s*|abs/)(\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})")
WORD = re.compile(r"[^\W_]+")


def tidy_fields(raw: dict[str, str]) -> dict[str, str]:
    """Every field tidied, without those that are empty or repeat another one."""
    tidied = {RENAMED.get(name, name): _tidy_value(name, value) for name, value in raw.items()}
    _name_preprint(tidied)
    if "doi" in tidied:
        tidied["doi"] = bare_doi(tidied["doi"]) or tidied["doi"]
    if _repeats_identifier(tidied.get("url", ""), tidied):
        del tidied["url"]
    return {name: value for name, value in tidied.items() if value}


def _tidy_value(name: str, value: str) -> str:
    if name in VERBATIM:
        return " ".join(INVISIBLE.sub(" ", re.sub(r"\\([_&%#~])", r"\1", value)).split())
    if "\\url" in value or "\\href" in value:
        return " ".join(INVISIBLE.sub(" ", value).split())
    match name:
        case "author" | "editor":
            return escape_latex(markup_to_latex(re.sub(r"(?<!\\)~", " ", value)))
        case "title":
            return _protect_capitals(escape_latex(_without_outer_braces(markup_to_latex(value))))
        case "pages":
            return escape_latex(_tidy_pages(markup_to_latex(value)))
        case "month":
            return _month_macro(markup_to_latex(value))
    return escape_latex(markup_to_latex(value))


def _month_macro(text: str) -> str:
    """The macro of a month by its number or name; another text is unchanged."""
    word = text.rstrip(".").lower()
    if word.isdecimal() and 1 <= int(word) <= 12:
        return MONTH_MACROS[int(word) - 1]
    return word[:3] if re.fullmatch(r"[a-z]{3,9}", word) and word[:3] in MONTH_MACROS else text


def _tidy_pages(text: str) -> str:
    if NO_PAGES.fullmatch(text):
        return ""
    parts = [re.sub(DASH, "--", part.strip()) for part in text.split(",")]
    return ", ".join(re.sub(HYPHEN, "--", part) if len(re.findall(HYPHEN, part)) == 1 else part for part in parts)


def _without_outer_braces(title: str) -> str:
    """The title without braces around all of it, which keep a citation style from changing its case."""
    while is_in_braces(title):
        title = title[1:-1].strip()
    return title


def _protect_capitals(title: str) -> str:
    """The title with braces around words that a style must not write in lower case: `{BERT}`, `{iPhone}`, not `The`."""
    return title if title.isupper() and " " in title else change_outside_formulas(title, _brace_words)


def _brace_words(text: str) -> str:
    depth, result = 0, []
    for part in re.split(r"(\\[a-zA-Z]+|\\.|[{}])", text):
        depth += (part == "{") - (part == "}")
        result.append(part if depth or part.startswith("\\") else WORD.sub(_brace_word, part))
    return "".join(result)


def _brace_word(match: re.Match) -> str:
    word = match[0]
    has_capitals = word[1:] != word[1:].lower() or (len(word) == 1 and word.isupper() and word != "A")
    return f"{{{word}}}" if has_capitals else word


def _name_preprint(tidied: dict[str, str]) -> None:
    """Move an arXiv id to `eprint` from the DOI, or from where Google Scholar and DBLP write it."""
    doi = ARXIV_DOI.fullmatch(bare_doi(tidied.get("doi", "")))
    in_journal = ARXIV_IN_JOURNAL.search(f"{tidied.get('journal', '')} {tidied.get('volume', '')}")
    found = identify(tidied.get("eprint") or (doi and doi[1]) or (in_journal and in_journal[1]) or "")
    if not found or found.kind != "arxiv":
        return
    if doi:
        del tidied["doi"]
    tidied["eprint"] = found.value
    if "eprinttype" not in tidied:
        tidied["archiveprefix"] = "arXiv"


def _repeats_identifier(url: str, tidied: dict[str, str]) -> bool:
    """Whether an address says no more than the DOI or the arXiv id."""
    found = identify(url) if "://" in url else None
    if not found or "?" in url:
        return False
    if found.kind == "arxiv":
        return found.value.lower() == bare_eprint(tidied.get("eprint", ""))
    return "doi.org/" in url.lower() and found.value.lower() == tidied.get("doi", "").lower()
