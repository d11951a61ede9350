"""A small site in a temporary folder: the repository's settings and theme, content of the test's own."""

from pathlib import Path

from plugins.build import Built, build

ROOT = Path(__file__).parent.parent
SETTINGS = f"""from runpy import run_path

globals().update({{name: value for name, value in run_path({str(ROOT / "pelicanconf.py")!r}).items() if name.isupper()}})
PATH = "content"
THEME = {str(ROOT / "theme")!r}
PLUGIN_PATHS = [{str(ROOT)!r}]
"""
ICON = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1v1z"/></svg>\n'
DEFAULTS = {"pelicanconf.py": "", "content/pages/index.md": "# Ann Lee\n", "content/extra/favicon.svg": ICON}


def write(folder: Path, files: dict[str, str | bytes]) -> Path:
    """Write `files` by their paths, and what every site has where they do not; `pelicanconf.py` holds the differences."""
    for name, content in {**DEFAULTS, **files}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        text = SETTINGS + content if name == "pelicanconf.py" else content
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def built(folder: Path) -> Built:
    return build(folder / "pelicanconf.py")


def everything(folder: Path) -> dict[str, bytes]:
    """Every file below `folder`, by its path."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}
