"""What `invoke check --accessibility` looks for in a published site, by criteria of WCAG 2.1, levels A and AA.

In: a finished build and the site's sources. Out: an `Audit`: the rules that ran, their findings, and what was not
checked. To add a kind of finding, write a function from a `Page` to its problems, and add a `Rule` to PAGE_RULES; the
statement lists it from then on.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from plugins.accessibility.elements import (
    find_endless_motion,
    find_silent_media,
    find_tables_without_headers,
    find_unnamed_frames,
)
from plugins.accessibility.headings import find_broken_outline
from plugins.accessibility.languages import find_unnamed_languages
from plugins.accessibility.links import find_links_of_one_name, find_vague_links
from plugins.accessibility.pale_texts import find_pale_texts, find_unread_colors
from plugins.accessibility.pdfs import (
    INSTALL,
    Pdf,
    can_read_pdfs,
    find_pdfs_without_language,
    find_unreadable_pdfs,
    find_untagged_pdfs,
    find_untitled_pdfs,
    linked_pdfs,
    read_pdfs,
)
from plugins.accessibility.pictures import find_silent_pictures
from plugins.accessibility.published import Page, Published, read_published
from plugins.audit.known import drop_known
from plugins.audit.sources import SETTINGS, Site
from plugins.building import Built
from plugins.core.problems import Problem

STANDARD = "WCAG 2.1"


@dataclass(frozen=True)
class Rule:
    """What a site `has` if the rule finds nothing, and what is `wrong` otherwise; the success `criterion` that asks for
    it; and what looks for it, in a page, in the whole site, or in its PDFs."""

    has: str
    wrong: str
    criterion: str
    find: Callable


PAGE_RULES = (
    Rule(
        "Pictures have alternative texts that say something.",
        "alternative texts that say nothing",
        "1.1.1",
        find_silent_pictures,
    ),
    Rule("Headings are an outline of their page.", "headings that are no outline", "1.3.1", find_broken_outline),
    Rule("Tables have headers.", "tables without headers", "1.3.1", find_tables_without_headers),
    Rule("The words of links say where they lead.", "links that do not say where they lead", "2.4.4", find_vague_links),
    Rule(
        "Links that stand together and have the same words lead to one place.",
        "links with the same words to different places",
        "2.4.4",
        find_links_of_one_name,
    ),
    Rule(
        "Videos have captions, and sounds have transcripts.",
        "videos without captions, or sounds without transcripts",
        "1.2.2",
        find_silent_media,
    ),
    Rule(
        "Videos and sounds that start by themselves can be stopped.",
        "videos or sounds that nobody can stop",
        "2.2.2",
        find_endless_motion,
    ),
    Rule("Frames say what they show.", "frames that do not say what they show", "4.1.2", find_unnamed_frames),
    Rule(
        "Pages name their language, and that of longer passages in another script.",
        "text whose language is not named",
        "3.1.2",
        find_unnamed_languages,
    ),
)
SITE_RULES = (
    Rule(
        "Colors of the author's own have enough contrast, on light and on dark pages.",
        "colors with too little contrast",
        "1.4.3",
        find_pale_texts,
    ),
)
PDF_RULES = (
    Rule(
        "Linked PDFs hold text, not pictures of text.",
        "no text, or only pictures of text",
        "1.4.5",
        find_unreadable_pdfs,
    ),
    Rule("Linked PDFs have tags.", "no tags", "1.3.1", find_untagged_pdfs),
    Rule("Linked PDFs have a title, and show it.", "no title, or one that is not shown", "2.4.2", find_untitled_pdfs),
    Rule("Linked PDFs name their language.", "no language", "3.1.1", find_pdfs_without_language),
)


@dataclass(frozen=True)
class Finding:
    """A problem that a rule found."""

    rule: Rule
    problem: Problem


@dataclass(frozen=True)
class Audit:
    """The `rules` that ran on the `pages` and `pdfs` of a site; the findings that are `open`, and those `known` to the
    author, who listed them in CHECK_KNOWN; and what was `unread`."""

    rules: tuple[Rule, ...]
    pages: tuple[Page, ...]
    pdfs: tuple[str, ...]
    open: tuple[Finding, ...]
    known: tuple[Finding, ...]
    unread: tuple[Problem, ...]

    @property
    def problems(self) -> list[Problem]:
        """Those of all findings."""
        return [finding.problem for finding in (*self.open, *self.known)]


def audit(built: Built, site: Site) -> Audit:
    """Run every rule that can run on the site that `built` has written."""
    published = read_published(built, site)
    names = tuple(linked_pdfs(published))
    pdfs = read_pdfs(published) if names and can_read_pdfs() else []
    rules = (*PAGE_RULES, *SITE_RULES, *(PDF_RULES if pdfs else ()))
    found = list(dict.fromkeys(_run(rules, published, pdfs)))
    found.sort(key=lambda finding: (finding.problem.path, finding.problem.line or 0, finding.problem.message))
    settings = {source.path: source.text for source in site.sources if source.path in SETTINGS}
    remaining = set(drop_known([finding.problem for finding in found], settings))
    return Audit(
        rules,
        published.texts,
        names,
        tuple(finding for finding in found if finding.problem in remaining),
        tuple(finding for finding in found if finding.problem not in remaining),
        tuple(dict.fromkeys(_find_unread(published, names, pdfs))),
    )


def _run(rules: Iterable[Rule], published: Published, pdfs: list[Pdf]) -> Iterator[Finding]:
    for rule in rules:
        if rule in PAGE_RULES:
            found = [problem for page in published.pages for problem in rule.find(page)]
        else:
            found = rule.find(published if rule in SITE_RULES else pdfs)
        for problem in found:
            message = f"{problem.message} ({STANDARD}: {rule.criterion})"
            yield Finding(rule, replace(problem, message=message))


def _find_unread(published: Published, names: Iterable[str], pdfs: list[Pdf]) -> Iterator[Problem]:
    """What of the site was not checked, and why."""
    yield from find_unread_colors(published)
    for name in names if not pdfs else ():
        yield Problem(name, None, INSTALL)
    yield from (
        Problem(pdf.path, None, "this PDF cannot be read without its password") for pdf in pdfs if pdf.is_locked
    )
    for page in published.texts:
        if page.is_own_html:
            yield Problem(page.path, None, "the colors of an HTML file of your own")
        elif page.path.partition("/")[2] in published.site.settings.get("EMBEDS_SCRIPTS", ()):
            yield Problem(page.path, None, "what the scripts of this text make")
