"""The commands, as `invoke --list` shows them. Each imports what it needs when it runs."""

import atexit
import gc
import sys
from importlib.util import find_spec
from pathlib import Path

from invoke import task

NEEDED = (
    *("pelican", "markdown", "pymdownx", "typogrify", "yaml", "selectolax"),
    *("math_core", "pybtex", "pylatexenc", "citeproc", "PIL", "watchfiles"),
)
MAKE = "python3 -m venv .venv && .venv/bin/pip install -r requirements.txt"
missing = [name for name in NEEDED if find_spec(name) is None]
if sys.version_info < (3, 11):  # noqa: UP036 (the message for whoever has an older one)
    version = ".".join(map(str, sys.version_info[:2]))
    sys.exit(f"this is Python {version}, and 3.11 or later is needed: install it, then run `{MAKE}`")
from plugins.upgrade.writing import finish_upgrade  # noqa: E402 (an older Python cannot read it)

if finish_upgrade(Path(__file__).resolve().parent):
    sys.exit("an upgrade was interrupted, and is complete now: run this command again")
if missing:
    packages = ", ".join(missing)
    sys.exit(f"{sys.executable} lacks {packages}: use .venv/bin/invoke; without a folder .venv, first run `{MAKE}`")

# A build frees little memory: collecting it as often as usual would take a fifth of the time.
gc.set_threshold(1_000_000, 1_000, 1_000)
atexit.register(gc.freeze)


@task(help={"answers": "a TOML file with the answers; docs/begin.md shows one", "yes": "write without asking"})
def init(c, answers="", yes=False):
    """Ask who you are, and make the sample site yours."""
    from plugins.commands.starting import init_site

    init_site(answers, yes)


@task(help={"public": "as for `publish`: with the site's address, its feed and its sitemap"})
def build(c, public=False):
    """Build output/: all of it, or nothing if there is an error."""
    from plugins.commands.site import build_site

    build_site("publishconf.py" if public else "pelicanconf.py")


@task(help={"port": "where to serve (8000, or the next one free)", "browser": "open the site in a browser"})
def livereload(c, port=8000, browser=False):
    """Serve the site, and show each change as soon as it is saved."""
    from plugins.building.preview import Preview
    from plugins.commands import ROOT
    from plugins.livereload import serve

    settings, output = ROOT / "pelicanconf.py", ROOT / ".cache" / "livereload"
    others = [settings, *(ROOT / name for name in ("theme", "plugins", "tasks.py"))]
    preview = Preview(settings, output)
    serve(preview.build, output, ROOT / "content", others, preview.quick, port, browser)


@task(help={"dry-run": "only print what would change", "force": "also into a server's folder that holds other files"})
def publish(c, dry_run=False, force=False):
    """Build for the public and send it to GitHub Pages or a server, as publishconf.py says."""
    from plugins.commands.site import publish_site

    publish_site(dry_run, force)


@task(help={"dry-run": "only print what would change"})
def rollback(c, dry_run=False):
    """Bring the public site back to its state before you last published it."""
    from plugins.commands.site import go_back

    go_back(dry_run)


@task(
    help={
        "identity": "only report what belongs to somebody else, with which `publish` refuses the site",
        "accessibility": "only report what hinders visitors with a disability, and write a statement about it",
    }
)
def check(c, identity=False, accessibility=False):
    """Report what to fix before publishing: leftovers of a copied page, past dates, heavy pages, other hosts."""
    from plugins.commands.site import check_accessibility, check_site

    check_accessibility() if accessibility else check_site(identity)


@task(help={"paper": "A4 or letter", "form": "long, or short: without entries that say `short = false`"})
def cv(c, paper="A4", form="long"):
    """Build output/, then write its page cv/ as a PDF."""
    from plugins.commands.site import print_cv

    print_cv(paper, form)


@task(help={"title": "the article's title, in quotes"})
def new(c, title):
    """Create a news article with today's date."""
    from plugins.commands.site import create_article

    create_article(title)


@task(
    help={
        "word": "a DOI, an arXiv id, an address that has one, or a .bib file",
        "key": "its key (familyYEARword)",
        "yes": "add without asking",
        "force": "also a publication that the file has already",
    }
)
def add_publication(c, word, key="", yes=False, force=False):
    """Look a publication up, show it, and add it to content/publications.bib."""
    from plugins.commands.publications import add_publication

    add_publication(word, key, yes, force)


@task(
    help={
        "source": "the address of one list, in place of those that SYNC names",
        "yes": "write without asking",
        "dry-run": "only show what would change",
        "citations": "also count the citations, into content/citations.toml",
    },
)
def sync(c, source="", yes=False, dry_run=False, citations=False):
    """Compare content/publications.bib with your lists at ORCID, DBLP and the like, and bring in what is new."""
    from plugins.commands.publications import sync_publications

    sync_publications(source, yes, dry_run, citations)


@task(
    help={
        "what": "coauthors: the table that funders ask for, as CSV",
        "months": "how far back (48)",
        "output": "the file to write (without it, the table is printed)",
    }
)
def export(c, what, months="48", output=""):
    """Write a table of coauthors, with affiliations, for a proposal."""
    from plugins.commands.publications import export_table

    export_table(what, months, output)


@task(help={"word": "part of a name, such as github"})
def icons(c, word):
    """Show the names of icons that match a word."""
    from plugins.commands import ROOT
    from plugins.icons import Pack

    names = Pack(ROOT / "content" / "icons").names(word)
    print("\n".join(f":{name}:" for name in names) or f"no icon matches '{word}'")


@task(
    help={
        "path": "the folder of the old site: Material for MkDocs, MaterialX, Zensical, al-folio, academicpages",
        "target": "where to write (this folder)",
        "force": "also where there is content already, which is kept in content.before-migrate/",
    }
)
def migrate(c, path, target="", force=False):
    """Move a site in: of Material for MkDocs, Zensical, al-folio, academicpages, HugoBlox or Pelican."""
    from plugins.commands.site import move_site

    move_site(path, target, force)


@task(
    help={
        "from": "a folder, a .zip or .tar.gz file, a version such as v1.2.0, a Git remote or address, or REMOTE@TAG",
        "site": "the folder of the site (this one)",
        "look": "also draw pages before and after, side by side",
        "yes": "upgrade without asking",
        "dry-run": "only report what would change",
    },
)
def upgrade(c, from_="", site="", look=False, yes=False, dry_run=False):
    """Take the product's files from a newer release; what is yours stays as it is."""
    from plugins.commands.upgrading import upgrade_site

    upgrade_site(from_, site, look, yes, dry_run)


@task
def version(c):
    """Show the version of the product's files, and the commit of your site."""
    from plugins.commands.upgrading import show_version

    show_version()


@task(help={"words": "what pytest is given, in quotes: a file, -k word, ..."})
def test(c, words=""):
    """Run ruff and every test; install the browser that they need."""
    from tests.run import run

    run(words.split())


from plugins.commands.words import check_words  # noqa: E402 (it looks at the tasks above)

check_words(sys.argv, globals())
