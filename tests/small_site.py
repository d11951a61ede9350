"""A small site in a temporary folder: the settings and theme of this repository, and the content of a test."""

import os
from io import BytesIO
from pathlib import Path

from pelican.settings import DEFAULT_CONFIG
from PIL import Image

from plugins.building import Built, build
from plugins.core.cache import Cache
from plugins.core.problems import Report
from plugins.dialect.convert import ConversionSettings
from plugins.dialect.page.typography import Typography
from plugins.dialect.reading import Reading

ROOT = Path(__file__).parent.parent
SETTINGS = f"""from runpy import run_path

everything = run_path({str(ROOT / "pelicanconf.py")!r})
globals().update({{name: value for name, value in everything.items() if name.isupper()}})
PATH = "content"
THEME = {str(ROOT / "theme")!r}
PLUGIN_PATHS = [{str(ROOT)!r}]
OUTPUT_PATH = "output"
"""
ICON = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1v1z"/></svg>\n'
DEFAULTS = {"pelicanconf.py": "", "content/pages/index.md": "# Ann Lee\n", "content/extra/favicon.svg": ICON}


def picture(kind: str, width: int = 40, height: int = 30, **options: object) -> bytes:
    """A picture file of noise, which compresses so badly that half of the file lacks half of the picture."""
    image = Image.effect_noise((width, height), 90).convert("RGB")
    buffer = BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


# The files that a case names `<name>`
FAKES = {
    "<png>": picture("PNG"),
    "<jpeg>": picture("JPEG"),
    "<animated>": picture("GIF", save_all=True, append_images=[Image.new("RGB", (40, 30), "red")]),
    "<half a png>": picture("PNG")[:600],
    "<half a jpeg>": picture("JPEG")[:600],
}


def write(folder: Path, files: dict[str, str | bytes]) -> Path:
    """Write `files` by their paths, and what every site needs. Their `pelicanconf.py` holds only differences."""
    missing = {name: text for name, text in DEFAULTS.items() if not (folder / name).exists()}
    for name, content in {**missing, **files}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        text = SETTINGS + content if name == "pelicanconf.py" else content
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def dialect_settings(folder: Path, **others: object) -> dict:
    """The settings of a `DialectReader` for the site in `folder`, without a cache; the report is in their `READING`."""
    settings = {
        **DEFAULT_CONFIG,
        "PATH": str(folder / "content"),
        "ARTICLE_PATHS": ["news"],
        "EMBEDS_HOSTS": {},
        **others,
    }
    report, cache = Report(folder), Cache(folder / "no-cache", "")
    conversion = ConversionSettings.of_settings(settings)
    return {**settings, "READING": Reading(report, cache, Typography(), conversion, ["news"], (), b"")}


def built(folder: Path) -> Built:
    return build(folder / "pelicanconf.py")


def everything(folder: Path) -> dict[str, bytes]:
    """Every file below `folder`, by its path, without Python's compiled files."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def aged(folder: Path) -> None:
    """Make everything in `folder` an hour older."""
    for path in [*folder.rglob("*"), folder]:
        hour_ago = path.stat().st_mtime - 3600
        os.utime(path, (hour_ago, hour_ago))
