"""`invoke build`, `publish`, `rollback`, `check`, `cv`, `new` and `migrate`."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from plugins.building import CACHE, Built, build
from plugins.building.setting_lines import SettingLines
from plugins.commands import ROOT, from_root, print_problems, read_author_settings, today_of
from plugins.core.problems import BuildFailed, Problem, lines_by_cause
from plugins.finish.weight import weigh
from plugins.navigation import STATEMENT

PUBLIC = ROOT / CACHE / "public"


def build_site(settings: str, output: Path | None = None, is_forced: bool = False) -> Built:
    """Build the site, even if it is unchanged where that `is_forced`, and report the outcome."""
    try:
        built = build(ROOT / settings, output, is_forced)
    except BuildFailed as error:
        print_problems(error.errors)
        count = len(error.errors)
        raise SystemExit(f"{count} error{'s' * (count > 1)}: nothing was written, the old output stays") from None
    print_problems(built.warnings, "warning: ")
    for note in built.notes:
        print(note)
    weight = weigh(built.output / "index.html", built.output)
    print(f"{from_root(built.output)}/: {built.pages} pages; the home page weighs {weight}")
    return built


def publish_site(dry_run: bool, force: bool) -> None:
    """Build for the public into a folder of its own, then send it where publishconf.py says."""
    from plugins.publish import Host, PublishFailed, publish

    with _named_setting():
        target = _target(force)
        if isinstance(target, Host):
            raise PublishFailed(target.publishing)
        _refuse_mixed_identity()
        built = build_site("publishconf.py", PUBLIC)
        print("\n".join(publish(built.output, target, dry_run)))


def go_back(dry_run: bool) -> None:
    """Bring the public site back to its state before it was last published."""
    from plugins.publish import rollback

    with _named_setting():
        print("\n".join(rollback(_target(), dry_run)))


@contextmanager
def _named_setting() -> Iterator[None]:
    """End with the line of a PublishFailed, which names the place of PUBLISH if this is wrong."""
    from plugins.publish import PublishFailed

    try:
        yield
    except PublishFailed as error:
        _, line = SettingLines(ROOT / "publishconf.py").place("PUBLISH")
        where = f"publishconf.py:{line}: PUBLISH" if line else "publishconf.py: PUBLISH"
        raise SystemExit(str(error).replace("publishconf.py: PUBLISH", where, 1)) from None


def _target(force: bool = False) -> "Target":  # noqa: F821
    """Where the site is published. Raises PublishFailed, and SystemExit if it is still the sample's site."""
    from plugins.publish import target_from

    settings = read_author_settings("publishconf.py")
    _refuse_sample()
    return target_from(settings.get("PUBLISH"), ROOT, force)


def _refuse_sample() -> None:
    """The sample's site is not published, and what it published is not touched."""
    from plugins.audit import check_sample

    for finding in check_sample(ROOT):
        raise SystemExit(str(finding))


def _refuse_mixed_identity() -> None:
    """A site that speaks for two people is not published."""
    from plugins.audit import check_identity

    if found := check_identity(ROOT):
        print(*found, sep="\n", file=sys.stderr)
        raise SystemExit(f"{_count(found)}: not published; fix each, or list a part of it in CHECK_KNOWN")


def check_site(only_identity: bool = False) -> None:
    """Build for the public and print every finding; exit with 1 if there are any. If `only_identity`, do not build, and
    print what publishing refuses."""
    from plugins.audit import calls, check

    if only_identity:
        _refuse_sample()
        _refuse_mixed_identity()
        print("no findings")
        return
    built = build_site("publishconf.py", PUBLIC)
    today = today_of(read_author_settings("pelicanconf.py"))
    found = check(ROOT, built.output, today, _find_accessibility_problems)
    for line in [*map(str, found), *calls(ROOT, built.output)]:
        print(line)
    if found:
        raise SystemExit(f"{_count(found)}: fix each, or list a part of it in CHECK_KNOWN of pelicanconf.py")
    print("no findings")


def check_accessibility() -> None:
    """Build for the public, print every finding about accessibility and what was not checked, and write the statement;
    exit with 1 if there are findings."""
    from plugins.accessibility.statement import statement_of, write_statement

    built = build_site("publishconf.py", PUBLIC, is_forced=True)  # only a build that runs knows its pages' sources
    audit, site = _audit_accessibility(built)
    found = lines_by_cause(finding.problem for finding in audit.open)
    unread = lines_by_cause(replace(problem, message=f"not checked: {problem.message}") for problem in audit.unread)
    for line in (*found, *unread):
        print(line)
    spare = ROOT / CACHE / STATEMENT
    written = write_statement(site.content, statement_of(audit, site, site.today), spare)
    print(f"{from_root(written)}: the statement{', not published' if written == spare else ''}")
    if written == spare:
        print(f"{site.folder}/{STATEMENT} is yours, and stays: take over from there what you want")
    if found:
        raise SystemExit(f"{_count(found)}: fix each, or list a part of it in CHECK_KNOWN of pelicanconf.py")
    print("no findings")


def _audit_accessibility(built: Built) -> tuple["Audit", "Site"]:  # noqa: F821
    from plugins.accessibility import audit
    from plugins.audit.sources import read_site

    site = read_site(ROOT, today_of(read_author_settings("pelicanconf.py")))
    return audit(built, site), site


def _find_accessibility_problems() -> list[Problem]:
    """All that `check --accessibility` finds, which CHECK_KNOWN may list too."""
    return _audit_accessibility(build(ROOT / "publishconf.py", PUBLIC, is_forced=True))[0].problems


def _count(found: Sequence) -> str:
    return f"{len(found)} finding{'s' * (len(found) > 1)}"


def print_cv(paper: str, form: str) -> None:
    """Build the site, then write its page cv/ as a PDF."""
    from plugins.cv.pdf import PdfError, print_page
    from plugins.cv.print_html import FORMS, PAPERS, sheet_of

    paper = next((each for each in PAPERS if each.lower() == paper.lower()), paper)
    for option, value, known in (("paper", paper, PAPERS), ("form", form, FORMS)):
        if value not in known:
            raise SystemExit(f"--{option} is {' or '.join(known)}, not {value}")
    public = read_author_settings("publishconf.py")
    built = build_site("pelicanconf.py")
    page, output = built.output / "cv/index.html", built.output / ("cv.pdf" if form == "long" else "cv-short.pdf")
    try:
        printed = print_page(page, output, sheet_of(public, ROOT, paper, form))
    except PdfError as error:
        raise SystemExit(str(error)) from None
    size = f"{output.stat().st_size / 1000:.0f} kB"
    print(f"{from_root(output)}: {printed.pages} page{'s' * (printed.pages != 1)} on {paper}, {size}")
    warnings = [*printed.warnings]
    if form == "short" and printed.pages > 2:
        warnings.append("the short form is longer than two pages: add short = false to entries")
    for warning in warnings:
        print(f"warning: {warning}", file=sys.stderr)


def create_article(title: str) -> Path:
    """Create a news article with the author's date of today, and never over another one; return its path."""
    from json import dumps

    from pelican.settings import DEFAULT_CONFIG
    from pelican.utils import slugify

    today = today_of(read_author_settings("pelicanconf.py"))
    slug = slugify(title, DEFAULT_CONFIG["SLUG_REGEX_SUBSTITUTIONS"])[:80].strip("-")
    path = ROOT / "content" / "news" / f"{today.isoformat()}-{slug}.md"
    if not slug or "\n" in title:
        raise SystemExit("a title needs a letter or a digit, on one line")
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(f"---\ntitle: {dumps(title, ensure_ascii=False)}\n---\n\nWrite here what is new.\n")
    except FileExistsError:
        raise SystemExit(f"{from_root(path)} exists already") from None
    print(from_root(path))
    return path


def move_site(path: str, target: str, force: bool) -> None:
    """Move a site in, and print what moved, what changed and what is left to do."""
    from plugins.migrate import MigrationFailed, migrate

    try:
        migrate(Path(path), Path(target) if target else ROOT, force)
    except MigrationFailed as error:
        raise SystemExit(str(error)) from None
