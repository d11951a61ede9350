"""The accessibility statement of a site, as a page: what was checked and when, what remains, and whom to write to.

In: an `Audit`. Out: the text of content/pages/accessibility.md; an author's edits of that file are never overwritten.
Its parts are those that the W3C asks for: https://www.w3.org/WAI/planning/statements/.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path, PurePosixPath

from plugins.accessibility import PDF_RULES, STANDARD, Audit, Finding, Rule
from plugins.audit.sources import Site
from plugins.core.manifest import is_known, read_manifest
from plugins.navigation import STATEMENT

MARKER = "<!-- Written by `invoke check --accessibility`, which replaces it unless you change it: {} -->\n"
MARKED = re.compile(re.escape(MARKER).replace(re.escape("{}"), r"(?P<digest>[0-9a-f]{16})"))
MARKUP = re.compile(r"[\\`*_{}\[\]<>#|~^=$&:!]")
PRODUCT = Path(__file__).resolve().parents[2]
TESTS = (
    "The theme around the texts is tested where it is made, on sample pages of every kind: with axe-core (WCAG 2.2, "
    "levels A and AA), in light and dark, and with the Nu HTML Checker."
)
NEVER = """\
- Whether an alternative text is right, whether a picture without one only decorates, and whether captions are complete.
- What other sites show, in frames or where links lead.
- Whether texts are easy to understand.
"""


def write_statement(folder: Path, text: str, spare: Path) -> Path:
    """Write the text into the content folder, or where an author has changed that page, to `spare`; return the file."""
    file = folder / STATEMENT
    target = file if not file.exists() or _is_ours(file.read_text("utf-8")) else spare
    target.parent.mkdir(parents=True, exist_ok=True)
    if not target.exists() or target.read_text("utf-8") != text:
        target.write_text(text, "utf-8", newline="\n")
    return target


def _is_ours(text: str) -> bool:
    """Whether a statement is as it was written."""
    match = MARKED.search(text)
    return bool(match) and match["digest"] == _digest(text.replace(match[0], "", 1))


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:16]


def statement_of(audit: Audit, site: Site, today: date) -> str:
    """The text of the statement, with a marker that tells later whether somebody changed it."""
    lang = "" if str(site.settings.get("DEFAULT_LANG")).startswith("en") else "lang: en\n"
    header = f"---\ntitle: Accessibility\n{lang}status: hidden\n---\n\n"
    sections = {
        "What was checked": _checked(audit, site),
        "What remains": _remaining(audit, site),
        "What was not checked": [*_unread(audit, site), NEVER],
        "Report a problem": [_contact(site)],
    }
    body = _aim(site, today) + "".join(f"\n## {title}\n\n{''.join(lines)}" for title, lines in sections.items())
    return f"{header}{MARKER.format(_digest(header + body))}{body}"


def _aim(site: Site, today: date) -> str:
    name = f"“{_escape(title)}”" if (title := site.settings.get("SITENAME")) else "at this address"
    return (
        f"\nThe website {name} is meant to be usable by everybody, with or without sight, hearing or a mouse. "
        f"Its aim is {STANDARD}, level AA. This page says how far that was checked, on {today.day} {today:%B %Y}.\n"
    )


def _checked(audit: Audit, site: Site) -> Iterator[str]:
    count = sum(1 for page in audit.pages if page.path != f"{site.folder}/{STATEMENT}")
    files = f", and {_count(len(audit.pdfs), 'PDF')} to which they link" if set(PDF_RULES) & {*audit.rules} else ""
    yield f"A program read {_count(count, 'text')} and all other pages of this site, as they are published{files}. "
    yield "It checked these rules, each with the criterion that asks for it:\n\n"
    yield from (f"- {rule.has} ({rule.criterion})\n" for rule in audit.rules)
    changed = " This site has changed the theme, which those tests do not cover." if _has_own_theme(site) else ""
    yield f"\n{TESTS}{changed}\n"


def _has_own_theme(site: Site) -> bool:
    """Whether an author has changed the theme by templates or style sheets, of which its tests say nothing."""
    if site.settings.get("THEME_TEMPLATES_OVERRIDES") or (site.content / "extra/custom.css").is_file():
        return True
    theme, known = Path(site.root, site.settings["THEME"]), read_manifest(PRODUCT / "plugins/upgrade/product.txt")
    files = (file for file in theme.rglob("*") if file.suffix in (".html", ".css") and file.is_file())
    names = {file: f"theme/{file.relative_to(theme).as_posix()}" for file in files}
    return any(not is_known(file, known.get(name, frozenset())) for file, name in names.items())


def _remaining(audit: Audit, site: Site) -> Iterator[str]:
    if not audit.open and not audit.known:
        yield "The check found nothing that is still to be corrected. No program finds everything.\n"
        return
    yield f"This site conforms to {STANDARD}, level AA, in part.\n"
    if audit.open:
        yield "\nThese places are still to be corrected:\n\n"
        yield from _places(audit.open, audit, site)
    if audit.known:
        yield "\nThese places do not conform, and stay as they are for now:\n\n"
        yield from _places(audit.known, audit, site)


def _places(findings: Iterable[Finding], audit: Audit, site: Site) -> Iterator[str]:
    """A line for each text or file, with what is wrong there."""
    by_path: dict[str, Counter[Rule]] = {}
    for finding in findings:
        by_path.setdefault(finding.problem.path, Counter())[finding.rule] += 1
    for path, counts in by_path.items():
        wrong = (f"{rule.wrong} ({rule.criterion}{_places_more(count)})" for rule, count in counts.items())
        yield f"- {_link(path, audit, site)}: {'; '.join(wrong)}\n"


def _places_more(count: int) -> str:
    return f", {count} places" if count > 1 else ""


def _unread(audit: Audit, site: Site) -> Iterator[str]:
    by_path: dict[str, list[str]] = {}
    for problem in audit.unread:
        by_path.setdefault(problem.path, []).append("a PDF" if problem.path in audit.pdfs else problem.message)
    for path, messages in by_path.items():
        yield f"- {_link(path, audit, site)}: {_escape('; '.join(dict.fromkeys(messages)))}\n"


def _link(path: str, audit: Audit, site: Site) -> str:
    """The name of a text or file, with a link if it is a page or a PDF of the author's."""
    name, titles = PurePosixPath(path), {page.path: page.title for page in audit.pages}
    shown = _escape(titles.get(path) or name.name)
    if name.is_relative_to(site.folder) and name.suffix.lower() in (".md", ".pdf"):
        return f"[{shown}](</{name.relative_to(site.folder)}>)"
    return shown


def _contact(site: Site) -> str:
    links = (entry.get("url") or "" for entry in site.settings.get("SOCIAL") or () if isinstance(entry, dict))
    address = next((link for link in links if link.startswith("mailto:")), "")
    shown = _escape(address.removeprefix("mailto:").partition("?")[0])
    how = f" at [{shown}]({address})" if address else ": the [home page](</pages/index.md>) says how"
    return (
        "If something here does not work for you, or if you need a page or file in another form, "
        f"write to {_escape(site.author or 'the author')}{how}. Name the page, and what you use to read it.\n"
    )


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' * (number != 1)}"


def _escape(text: str) -> str:
    """The text without meaning for Markdown, on one line."""
    return MARKUP.sub(lambda character: f"&#{ord(character[0])};", " ".join(text.split()))
