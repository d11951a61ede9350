"""What the commands tell an author: one line for each fact, and an exit code."""

import sys
from collections.abc import Iterable
from pathlib import Path

from plugins.building import Built, build
from plugins.core.problems import BuildFailed, Problem, one_line
from plugins.finish.weight import weigh

ROOT = Path(__file__).resolve().parents[1]


def built(settings: str, output: Path | None = None) -> Built:
    """Build, and tell what came of it; exit with 1 where the build failed."""
    try:
        site = build(ROOT / settings, output)
    except BuildFailed as error:
        tell(error.errors)
        count = len(error.errors)
        raise SystemExit(f"{count} error{'s' * (count > 1)}: nothing was written, the old output stays") from None
    tell(site.warnings, "warning: ")
    weight = weigh(site.output / "index.html", site.output)
    print(f"{_shown(site.output)}/: {site.pages} pages; the home page weighs {weight}")
    return site


def tell(errors: Iterable[Problem], kind: str = "") -> None:
    for error in sorted(errors, key=lambda one: (one.path, one.line or 0)):
        place = f"{error.path}:{error.line}" if error.line else error.path
        print(f"{place}: {kind}{error.message}", file=sys.stderr)


def published(dry_run: bool, force: bool) -> None:
    """Build for the public into a folder of its own, then send it where publishconf.py says."""
    from pelican.settings import read_settings

    from plugins.publish import PublishFailed, publish, target_from

    try:
        target = target_from(read_settings(str(ROOT / "publishconf.py")).get("PUBLISH"), ROOT, force)
        site = built("publishconf.py", ROOT / ".cache" / "public")
        print("\n".join(publish(site.output, target, dry_run)))
    except PublishFailed as error:
        raise SystemExit(str(error)) from None


def checked() -> None:
    """Build for the public and tell what its author may not know; exit with 1 where anything was found."""
    from plugins.audit import calls, check

    site = built("publishconf.py", ROOT / ".cache" / "public")
    found = check(ROOT, site.output)
    for line in [*map(str, found), *calls(ROOT, site.output)]:
        print(line)
    if found:
        raise SystemExit(f"{len(found)} to look at: mend each, or list a part of it in CHECK_KNOWN of pelicanconf.py")
    print("nothing is left over")


def printed_cv(paper: str, form: str) -> None:
    """Build, then write the page cv/ as PDF; tell its pages and size, and exit with 1 where there is none."""
    from plugins.cv.pdf import PdfError, print_page
    from plugins.cv.print_html import MARGINS, PAPERS, Sheet

    paper = next((each for each in PAPERS if each.lower() == paper.lower()), paper)
    for option, value, known in (("paper", paper, PAPERS), ("form", form, tuple(MARGINS))):
        if value not in known:
            raise SystemExit(f"--{option} is {' or '.join(known)}, not {value}")
    site = built("pelicanconf.py")
    page, output = site.output / "cv/index.html", site.output / ("cv.pdf" if form == "long" else "cv-short.pdf")
    try:
        made = print_page(page, output, Sheet(paper, form, **_public("AUTHOR", "SITEURL")))
    except PdfError as error:
        raise SystemExit(str(error)) from None
    size = f"{output.stat().st_size / 1000:.0f} kB"
    print(f"{_shown(output)}: {made.pages} page{'s' * (made.pages != 1)} on {paper}, {size}")
    too_long = ["the short form is longer than two pages: add short = false to entries"]
    for said in [*made.warnings, *too_long * (form == "short" and made.pages > 2)]:
        print(f"warning: {said}", file=sys.stderr)


def _public(*names: str) -> dict[str, str]:
    """Settings of publishconf.py by their names in small letters, empty where they are not; exit with 1 if it fails."""
    from pelican.settings import read_settings

    try:
        settings = read_settings(str(ROOT / "publishconf.py"))
    except Exception as error:  # whatever a settings file raises is its author's error
        raise SystemExit(f"publishconf.py: {one_line(error)}") from None
    return {name.lower(): settings.get(name) or "" for name in names}


def new_article(title: str) -> Path:
    """A dated article of that title, which is never written over another one; exit with 1 where one is there."""
    from datetime import date
    from json import dumps

    from pelican.settings import DEFAULT_CONFIG
    from pelican.utils import slugify

    slug = slugify(title, DEFAULT_CONFIG["SLUG_REGEX_SUBSTITUTIONS"])[:80].strip("-")
    path = ROOT / "content" / "news" / f"{date.today().isoformat()}-{slug}.md"
    if not slug or "\n" in title:
        raise SystemExit("a title needs a letter or a digit, on one line")
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(f"---\ntitle: {dumps(title, ensure_ascii=False)}\n---\n\nWrite here what is new.\n")
    except FileExistsError:
        raise SystemExit(f"{_shown(path)} is there already") from None
    print(_shown(path))
    return path


def moved(path: str, target: str, force: bool) -> None:
    """Move a site in, and tell what moved, changed and is left; exit with 1 where nothing was written."""
    from plugins.migrate import MigrationFailed, migrate

    try:
        migrate(Path(path), Path(target) if target else ROOT, force)
    except MigrationFailed as error:
        raise SystemExit(str(error)) from None


def _shown(path: Path) -> Path:
    return path.relative_to(ROOT) if path.is_relative_to(ROOT) else path
