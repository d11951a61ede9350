"""Add this version of each file to the lists of known versions: `python -m tools.write_manifests`.

`plugins/upgrade/product.txt` lists the product's files, and `plugins/init/sample.txt` those of the sample site.
"""

import subprocess
from collections.abc import Iterator
from pathlib import Path

from plugins.core.manifest import digest, read_manifest, write_manifest

ROOT = Path(__file__).parents[1]
PRODUCT, SAMPLE = ROOT / "plugins/upgrade/product.txt", ROOT / "plugins/init/sample.txt"
SAMPLE_FILES = ("content/", "pelicanconf.py", "publishconf.py")


def tracked() -> Iterator[tuple[Path, str, str]]:
    """Each file of the repository: the list to which it belongs, its path, its digest."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.decode()
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file() and ROOT / name not in (PRODUCT, SAMPLE):
            yield SAMPLE if name.startswith(SAMPLE_FILES) else PRODUCT, name, digest((ROOT / name).read_bytes())


def missing() -> list[str]:
    """The product's files whose version here is not in their list."""
    known = read_manifest(PRODUCT)
    return [name for path, name, now in tracked() if path == PRODUCT and now not in known.get(name, ())]


def main() -> None:
    for path in (PRODUCT, SAMPLE):
        known = {name: {*digests} for name, digests in read_manifest(path).items()} if path.exists() else {}
        for other, name, now in tracked():
            if other == path:
                known.setdefault(name, set()).add(now)
        write_manifest(path, known)


if __name__ == "__main__":
    main()
