"""Contrast in light and dark: 7:1 for texts, 4.5:1 for icons, 3:1 for underlines and borders of what can be pressed."""

import re
from pathlib import Path

import pytest

from tests.browser import visiting
from tests.kinds import KINDS, find
from tests.serve import serving
from tests.small_site import built, picture, write

pytest_plugins = ["tests.scholar"]

LEAST = {"text": 7, "icon": 4.5, "line": 3}
FAULTS = Path(__file__).with_name("contrast.js").read_text("utf-8")
# Of the accents that LOOK accepts, those with the palest tints, and those with the palest underlines
ACCENTS = [None, ("#1c5e48", "#92a1ff"), ("#5600f7", "#74b49d")]
NOTES = ("note", "abstract", "info", "tip", "success", "question", "warning", "failure", "danger", "bug", "quote")
CODE = '''
``` python linenums="1" hl_lines="1-4"
@decorated  # a comment
class Owl:
    """At night."""
    age = 1.5 if None in (3, "a") else True
```

``` diff
- old
+ new
```

/// publications
    filters: [kind]
///
'''
HOSTS = 'EMBEDS_HOSTS = {"www.youtube-nocookie.com": []}\n'
BIBFILE = """
@inproceedings{one, title = {One}, author = {Lee, Ann}, booktitle = {C}, year = 2024, award = {Best Paper}}
@article{two, title = {Two}, author = {Lee, Ann}, journal = {J}, year = 2023, doi = {10.1000/2}, abstract = {Short.}}
"""


def find_faults(browser, address):
    found = []
    with visiting(browser, address) as visit:
        for scheme in ("light", "dark"):
            visit.page.emulate_media(color_scheme=scheme)
            found += [f"{scheme} {fault}" for fault in visit.page.evaluate(FAULTS, LEAST)]
    return found


def write_everything(folder, look):
    """A site with a page of all that `docs/dialect.md` shows, in boxes of every kind too."""
    document = Path(__file__).parents[1] / "docs/dialect.md"
    examples = [
        text for _, text in re.findall(r"^(`{3,})markdown\n(.*?)^\1$", document.read_text("utf-8"), re.M | re.S)
    ]
    boxes = [f"!!! {kind}\n    [A link](https://example.org), `code` and ==a mark==." for kind in NOTES]
    files = {
        "pelicanconf.py": f'SITENAME = AUTHOR = "Ann Lee"\nLOOK = {look}\n{HOSTS}',
        "content/pages/shown/all.md": "\n\n".join(["# All", *examples, *boxes, CODE]),
        "content/pages/talks.md": "# Talks\n\n## Part\n",
        "content/images/city.png": picture("PNG"),
        **dict.fromkeys(("content/images/kettle.jpg", "content/images/talk.jpg"), picture("JPEG")),
        **dict.fromkeys((f"content/files/{name}" for name in ("kettle.mp4", "kettle.vtt", "above.webm")), ""),
        "content/parts/contact.md": "--8<-- [start:name]\nAnn\n--8<-- [end:name]\n",
        "content/publications.bib": BIBFILE,
    }
    return write(folder, files)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_page_has_enough_contrast(browser, served, scholar, kind):
    assert find_faults(browser, served("scholar") + find(scholar, kind)) == []


@pytest.mark.parametrize("accent", ACCENTS)
def test_all_that_an_author_can_write_has_enough_contrast(browser, tmp_path, accent):
    look = {"links": "buttons"} | ({"accent": accent} if accent else {})
    output = built(write_everything(tmp_path, look)).output
    with serving(output) as address:
        assert find_faults(browser, f"{address}/shown/all/") == []
