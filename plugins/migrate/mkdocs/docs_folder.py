"""Which files of a site's `docs` folder MkDocs reads, and where it publishes each."""

from fnmatch import fnmatchcase

from plugins.migrate.moved_site import TEXTS

FOLDER_PAGES = ("index", "README")


def is_ignored(name: str, excluded: list[str]) -> bool:
    """Whether MkDocs ignores a file: hidden ones, those in `templates/`, and those that `exclude_docs` names."""
    parts = name.split("/")
    if parts[0] == "templates" or any(part.startswith(".") for part in parts):
        return True
    parents = ["/".join(parts[:count]) for count in range(1, len(parts) + 1)]
    return any(_matches(pattern, parent) for pattern in excluded for parent in parents)


def _matches(pattern: str, name: str) -> bool:
    anchored, pattern = "/" in pattern.rstrip("/"), pattern.strip("/")
    return fnmatchcase(name, pattern) or (not anchored and fnmatchcase(name.rpartition("/")[2], pattern))


def is_page(name: str) -> bool:
    return name.lower().endswith(TEXTS)


def mkdocs_address(name: str, in_folders: bool) -> str:
    """Where MkDocs publishes a page; `in_folders` is its `use_directory_urls`. The address of a folder ends in `/`."""
    stem, _, _ = name.rpartition(".")
    folder, _, last = stem.rpartition("/")
    above = f"{folder}/" if folder else ""
    if last in FOLDER_PAGES:
        return above if in_folders else f"{above}index.html"
    return f"{stem}/" if in_folders else f"{stem}.html"
