"""The steps of a build run in one order, which `plugins/flow.py` alone decides."""

import sys
from collections.abc import Callable

from plugins import flow
from tests.small_site import FAKES, built, write

STEPS = """
    before anything is read
look.read_look
formulas.draw.macro_errors
dialect.convert.ConversionSettings.of_settings
templates.prepare
    articles, then pages, are read
cv.read_cv
dialect.contents.quote_address
translations.is_home
translations.link_neighbors
    all texts have been read: records are next, and which files are published
cv.convert_texts
translations.places_of
cv.pdf_files
publications.library.read_library
people.group.convert_texts
dialect.contents.shown
publications.generated_files
rendering.news_files
records.person_pages.generated_files
records.reader.read_records
records.convert_texts
records.generated_files
dialect.contents.linked_files
cv.logos_of
publications.library.Library.files
records.files_of
people.group.photos_of
dialect.contents.add_well_known
    everything has been read: what hangs together, and what is wrong with it
publications.articles_of
dialect.contents.check_files
dialect.contents.check_links
dialect.contents.resolve_addresses
citations.Citations.complete
publications.name_in_articles
navigation.statement_url
navigation.menus
translations.alternates
navigation.own_menu
cv.resolve_texts
people.group.resolve_texts
records.attach
blocks.fill_blocks
finish.own_files.check_own_files
    Pelican writes its pages, and the feed
publications.add_to_feed
finish.feed.keep_titles
    all is written: what was rendered becomes what is published
publications.pages.write_files
records.write_calendars
finish.favicon.write_missing_favicon
finish.site_of
finish.assets.draw_card
finish.written_pages
publications.rendered_pages
rendering.news_lists
records.person_pages.rendered_pages
finish.finish_pages
finish.publish_pictures
finish.feed.Feed.finish
finish.feed.Feed.copy
finish.fonts.drop_unused_fonts
cv.write_pdf
finish.drop_originals
dialect.contents.files_of_the_site
finish.find_dead_links
finish.sitemap.write_sitemap
finish.sitemap.write_robots
"""
SITE = {
    "pelicanconf.py": 'SITEURL = FEED_DOMAIN = "https://ann.example"\nFEED_ALL_ATOM = "feed.xml"\n',
    "content/pages/index.md": "# Ann Lee\n\n![](images/q.png)\n",
    "content/images/q.png": FAKES["<png>"],
    "content/news/2024-01-01-first.md": "# First\n",
    "content/publications.bib": "@misc{owl, title={Owls}, author={Lee, Ann}, year={2022}}\n",
}


def called_by_flow(run: Callable[[], object]) -> list[str]:
    """The functions of plugins that `plugins/flow.py` calls, each once, in the order of their first calls."""
    called = {}

    def note_call(frame: object, event: str, argument: object) -> None:
        if event == "call" and frame.f_back and frame.f_back.f_code.co_filename == flow.__file__:
            package, _, module = frame.f_globals["__name__"].partition(".")
            if package == "plugins" and module.partition(".")[0] not in ("flow", "core"):
                called[f"{module}.{frame.f_code.co_qualname}"] = None

    before = sys.getprofile()
    sys.setprofile(note_call)
    try:
        run()
    finally:
        sys.setprofile(before)
    return [name for name in called if not name.endswith("__")]  # but what makes a record


def test_the_steps_of_a_build_run_in_their_order(tmp_path):
    called = called_by_flow(lambda: built(write(tmp_path, SITE)))
    assert called == [line for line in STEPS.splitlines() if line and not line.startswith(" ")]
