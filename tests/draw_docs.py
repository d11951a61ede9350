"""Draw the pictures of the documents: `python -m tests.draw_docs`.

The home page in the README, the example above each picture in EXAMPLES, and the scholar's publications, group, talks
and projects.
"""

import re
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image, ImageDraw
from playwright.sync_api import Browser, Page

from plugins.building import build
from tests.browser import chromium
from tests.scholar import write_sources
from tests.serve import serving
from tests.small_site import ROOT, write

DOCS = ROOT / "docs"
EXAMPLES = ("dialect.md", "citations.md")
ENTRIES = re.compile(r"^```bibtex\n(.*?)^```$", re.M | re.S)
EXAMPLE = re.compile(r"^(`{3,})markdown\n((?:(?!\1$).*\n)+)\1\n\n!\[[^]]*\]\((pictures/[\w-]+\.png)\)", re.M)
WIDTH = 640
MARGIN = 16
COLORS = 128  # in the palette of a picture: shades of text, and little else
PROJECT = "publications/uydurma2026umbrella/"
PUBLICATION = "publications/madeup2024steamarxiv/"


def draw(address: str, pictures: Path, names: Sequence[str], browser: Browser) -> None:
    """Draw the example on each page in `names`, without what the page has above it."""
    page = browser.new_page(viewport={"width": WIDTH, "height": 900})
    for name in names:
        page.goto(f"{address}/{Path(name).stem}/")
        page.evaluate("document.fonts.ready")
        page.locator(".site-header, main h1").evaluate_all("(all) => all.forEach((one) => one.remove())")
        boxes = [one.bounding_box() for one in page.locator("main > *").all()]
        top, bottom = min(box["y"] for box in boxes), max(box["y"] + box["height"] for box in boxes)
        clip = {"x": 0, "y": top - MARGIN, "width": WIDTH, "height": bottom - top + 2 * MARGIN}
        save(page.screenshot(clip=clip), pictures / name)


def side_by_side(page: Page, addresses: Sequence[tuple[str, str]], size: tuple[int, int]) -> bytes:
    """A picture of pages beside each other. Each is an address and a color scheme; `size` is that of one, in pixels."""
    page.set_viewport_size({"width": size[0], "height": size[1]})
    sheet = Image.new("RGB", (len(addresses) * (size[0] + MARGIN) - MARGIN, size[1]), "white")
    for column, (address, scheme) in enumerate(addresses):
        page.emulate_media(color_scheme=scheme)
        page.goto(address)
        page.evaluate("document.fonts.ready")
        sheet.paste(Image.open(BytesIO(page.screenshot())), (column * (size[0] + MARGIN), 0))
    stream = BytesIO()
    sheet.save(stream, "PNG")
    return stream.getvalue()


def save(picture: bytes, path: Path) -> None:
    image = Image.open(BytesIO(picture)).convert("RGB")
    image.quantize(COLORS, dither=Image.Dither.NONE).save(path, optimize=True)
    print(f"{path.relative_to(ROOT)}: {path.stat().st_size} bytes")


def examples() -> Iterator[tuple[str, str]]:
    """The name of each picture in EXAMPLES, and the example above it."""
    for document in EXAMPLES:
        for _, text, name in EXAMPLE.findall((DOCS / document).read_text("utf-8")):
            yield name, text


def city() -> bytes:
    """The picture of the examples: houses at night."""
    image = Image.new("RGB", (480, 320), "#1b1b3a")
    pen = ImageDraw.Draw(image)
    for house, top in enumerate((150, 90, 180, 60, 130, 200)):
        pen.rectangle((house * 80 + 6, top, house * 80 + 70, 320), fill="#33335c")
        for window in range(top + 14, 310, 26):
            pen.rectangle((house * 80 + 18, window, house * 80 + 28, window + 12), fill="#f4d35e")
            pen.rectangle((house * 80 + 46, window, house * 80 + 56, window + 12), fill="#8a8ab5")
    stream = BytesIO()
    image.save(stream, "PNG")
    return stream.getvalue()


def main() -> None:
    with TemporaryDirectory() as folder, chromium() as browser:
        work, page = Path(folder), browser.new_page()
        shown = dict(examples())
        pages = {f"content/pages/{Path(name).stem}.md": f"# Example\n\n{text}" for name, text in shown.items()}
        pages["content/publications.bib"] = "\n".join(ENTRIES.findall((DOCS / "citations.md").read_text("utf-8")))
        talks = "# Talks\n\n## Part\n\nText.\n"
        write(work / "docs", {**pages, "content/pages/talks.md": talks, "content/images/city.png": city()})
        for site, settings in {"docs": work / "docs/pelicanconf.py", "home": ROOT / "pelicanconf.py"}.items():
            build(settings, work / "built" / site)
        build(write_sources(work / "scholar") / "publishconf.py", work / "built/scholar")
        with serving(work / "built/docs") as address:
            draw(address, DOCS, list(shown), browser)
        with serving(work / "built/home") as address:
            save(side_by_side(page, [(f"{address}/", "light"), (f"{address}/", "dark")], (760, 700)), DOCS / "home.png")
        with serving(work / "built/scholar") as address:
            both = [(f"{address}/publications/", "light"), (f"{address}/{PUBLICATION}", "dark")]
            save(side_by_side(page, both, (760, 800)), DOCS / "pictures/publications.png")
            both = [(f"{address}/de/", "light"), (f"{address}/ar/group/", "light")]
            save(side_by_side(page, both, (760, 700)), DOCS / "pictures/languages.png")
            both = [(f"{address}/{PROJECT}", "light"), (f"{address}/{PROJECT}#the-study", "dark")]
            save(side_by_side(page, both, (760, 1000)), DOCS / "pictures/project.png")
            both = [(f"{address}/group/#people", "light"), (f"{address}/group/#people", "dark")]
            save(side_by_side(page, both, (760, 900)), DOCS / "pictures/group.png")
            both = [(f"{address}/talks/", "light"), (f"{address}/research/#projects", "dark")]
            save(side_by_side(page, both, (760, 700)), DOCS / "pictures/talks.png")


if __name__ == "__main__":
    main()
