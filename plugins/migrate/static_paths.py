"""The files of a moved site that are published even if no page links to them: those that had an address before."""

from collections.abc import Iterable, Mapping

from plugins.building.settings_table import SETTINGS

PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg", ".bmp", ".tif", ".tiff", ".heic", ".ico")


def is_picture(name: str) -> bool:
    return name.lower().endswith(PICTURES)


def cover(names: list[str], folder: str = "") -> list[str]:
    """For STATIC_PATHS, the fewest folders and files that together hold all of `names` below `folder` but pictures."""
    inside = [name for name in names if name.startswith(folder)]
    if folder and not any(map(is_picture, inside)):
        return [folder.rstrip("/")]
    parts = sorted({name.removeprefix(folder).partition("/")[:2] for name in inside if not is_picture(name)})
    held = [cover(names, f"{folder}{first}/") if slash else [f"{folder}{first}"] for first, slash in parts]
    return [path for paths in held for path in paths]


def file_settings(paths: Iterable[str], files: Mapping[str, object]) -> dict[str, object]:
    """STATIC_PATHS with `paths` below content/, and what the site's icon, if it is among its `files`, needs."""
    static = list(dict.fromkeys([*paths, *SETTINGS["STATIC_PATHS"].default]))
    extra = SETTINGS["EXTRA_PATH_METADATA"].default
    icons = (name.removeprefix("content/") for name in files if name.startswith("content/extra/favicon."))
    icon = next(icons, "extra/favicon.svg")
    name = icon.removeprefix("extra/")
    if icon in extra:
        return {"STATIC_PATHS": static, "EXTRA_PATH_METADATA": extra}
    return {"STATIC_PATHS": [*static, icon], "EXTRA_PATH_METADATA": {**extra, icon: {"path": name}}, "FAVICON": name}
