"""The files of a moved site that are published even if no page links to them: those that had an address before."""

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
