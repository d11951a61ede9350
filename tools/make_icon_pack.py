"""Make `pack.zip`, `manifest.json` and `licenses/` in `plugins/icons/` from npm packages.

From the repository's root:

    npm install --prefix PACKAGES @fortawesome/fontawesome-free @mdi/svg @primer/octicons simple-icons \\
        @iconify-json/academicons lucide-static
    python -m tools.make_icon_pack PACKAGES

The same packages give the same bytes. No package contains the text of two licenses, so update those by hand:
`apache-2.0.txt`, to which material.txt refers, and `academicons.txt`, which comes with the Academicons font.
"""

import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from plugins.icons.clean import clean
from plugins.icons.pack import NAMES, ZIP

ICONS = ZIP.parent
EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest date that a zip can hold


@dataclass(frozen=True)
class Source:
    """An icon set, its npm package, the folder or Iconify file with its pictures, and its license file."""

    name: str
    package: str
    pictures: str
    license: str | None = None


SOURCES = (
    Source("academicons", "@iconify-json/academicons", "icons.json"),
    Source("fontawesome-brands", "@fortawesome/fontawesome-free", "svgs/brands", "LICENSE.txt"),
    Source("fontawesome-regular", "@fortawesome/fontawesome-free", "svgs/regular", "LICENSE.txt"),
    Source("fontawesome-solid", "@fortawesome/fontawesome-free", "svgs/solid", "LICENSE.txt"),
    Source("lucide", "lucide-static", "icons", "LICENSE"),
    Source("material", "@mdi/svg", "svg", "LICENSE"),
    Source("octicons", "@primer/octicons", "build/svg", "LICENSE"),
    Source("simple", "simple-icons", "icons", "LICENSE.md"),
)


def pictures(path: Path) -> Iterator[tuple[str, bytes]]:
    """The name and the SVG of each picture of a set."""
    if path.is_dir():
        yield from ((file.stem, file.read_bytes()) for file in path.glob("*.svg"))
        return
    iconify = json.loads(path.read_text("utf-8"))
    for name, icon in iconify["icons"].items():
        width, height = (icon.get(side, iconify[side]) for side in ("width", "height"))
        yield name, f'<svg viewBox="0 0 {width} {height}">{icon["body"]}</svg>'.encode()


def members(sets: dict[str, dict[str, tuple[str, str]]]) -> dict[str, object]:
    """The zip's files by name: the list of all icon names, and one file for each set and first letter."""
    found = defaultdict(dict)
    for name, icons in sets.items():
        for icon in icons:
            found[f"{name}/{icon[0]}.json"][icon] = icons[icon]
    return {**found, NAMES: sorted(f"{name}-{icon}" for name, icons in sets.items() for icon in icons)}


def write_zip(path: Path, contents: dict[str, object]) -> None:
    with ZipFile(path, "w", ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(contents):
            info = ZipInfo(name, EPOCH)
            info.compress_type, info.create_system, info.external_attr = ZIP_DEFLATED, 3, 0o644 << 16
            text = json.dumps(contents[name], ensure_ascii=False, separators=(",", ":"), sort_keys=True)
            archive.writestr(info, text)


def manifest(source: Source, package: Path, count: int) -> dict[str, object]:
    facts = json.loads((package / "package.json").read_text("utf-8"))
    return {"package": source.package, "version": facts["version"], "license": facts["license"], "icons": count}


def make(packages: Path) -> None:
    sets = {source.name: dict(pictures(packages / source.package / source.pictures)) for source in SOURCES}
    sets = {name: {icon: clean(svg) for icon, svg in found.items()} for name, found in sets.items()}
    write_zip(ZIP, members(sets))
    facts = {source.name: manifest(source, packages / source.package, len(sets[source.name])) for source in SOURCES}
    (ICONS / "manifest.json").write_text(json.dumps(facts, indent=2) + "\n", "utf-8")
    for source in SOURCES:
        if source.license:
            text = (packages / source.package / source.license).read_bytes()
            (ICONS / "licenses" / f"{source.name.split('-')[0]}.txt").write_bytes(text)


if __name__ == "__main__":
    make(Path(sys.argv[1]) / "node_modules")
