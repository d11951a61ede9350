"""The commands, as `invoke --list` shows them. Each imports what it needs when it runs."""

import atexit
import gc

from invoke import task

# Nearly all that a command makes lives until it ends: to look for what does not, and to tidy up, takes a fifth of a
# build's time.
gc.set_threshold(1_000_000, 1_000, 1_000)
atexit.register(gc.freeze)


@task(help={"public": "as for `publish`: with the site's address, its feed and its sitemap"})
def build(c, public=False):
    """Build output/: all of it, or nothing where something is wrong."""
    from plugins.console import built

    built("publishconf.py" if public else "pelicanconf.py")


@task(help={"port": "where to serve (8000, or the next one free)", "browser": "open the site in a browser"})
def livereload(c, port=8000, browser=False):
    """Serve the site, and show each change as soon as it is saved."""
    from plugins.building.preview import Preview
    from plugins.console import ROOT
    from plugins.livereload import serve

    settings, output = ROOT / "pelicanconf.py", ROOT / ".cache" / "livereload"
    others = [settings, *(ROOT / name for name in ("theme", "plugins", "tasks.py"))]
    preview = Preview(settings, output)
    serve(preview.build, output, ROOT / "content", others, preview.quick, port, browser)


@task(help={"dry-run": "only say what would change", "force": "also into a server's folder that holds other files"})
def publish(c, dry_run=False, force=False):
    """Build for the public and send it to GitHub Pages or a server, as publishconf.py says."""
    from plugins.console import published

    published(dry_run, force)


@task
def check(c):
    """Look for leftovers of a copied page, expired words, heavy pages and other hosts."""
    from plugins.console import checked

    checked()


@task(help={"paper": "A4 or letter", "form": "long, or short: without entries that say `short = false`"})
def cv(c, paper="A4", form="long"):
    """Build output/, then make its page cv/ a PDF."""
    from plugins.console import printed_cv

    printed_cv(paper, form)


@task(help={"title": "the article's title, in quotes"})
def new(c, title):
    """Begin a news article of today."""
    from plugins.console import new_article

    new_article(title)


@task(
    help={
        "word": "a DOI, an arXiv id, an address that has one, or a .bib file",
        "key": "its key (familyYEARword)",
        "yes": "add without asking",
        "force": "also what is there already",
    }
)
def add_publication(c, word, key="", yes=False, force=False):
    """Look a publication up, show it, and add it to content/publications.bib."""
    from plugins.publications.commands import added

    added(word, key, yes, force)


@task(
    help={
        "what": "coauthors: the table that funders ask for, as CSV",
        "months": "how far back (48)",
        "output": "the file to write (it is shown instead)",
    }
)
def export(c, what, months="48", output=""):
    """Write a table of coauthors, with affiliations, for a proposal."""
    from plugins.publications.commands import exported

    exported(what, months, output)


@task(help={"word": "part of a name, such as github"})
def icons(c, word):
    """Show the names of icons that match a word."""
    from plugins.console import ROOT
    from plugins.icons import Pack

    names = Pack(ROOT / "content" / "icons").names(word)
    print("\n".join(f":{name}:" for name in names) or f"no icon matches '{word}'")


@task(
    help={
        "path": "the folder of a site of Material for MkDocs, or its mkdocs.yml",
        "target": "where to write (this folder)",
        "force": "also where there is content already, which is kept in content.before-migrate/",
    }
)
def migrate(c, path, target="", force=False):
    """Move a site of Material for MkDocs in."""
    from plugins.console import moved

    moved(path, target, force)


@task(help={"words": "what pytest is given, in quotes: a file, -k word, ..."})
def test(c, words=""):
    """Run ruff and every test; install the browser that they need."""
    from tests.run import run

    run(words.split())
