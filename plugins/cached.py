"""A file of .cache/: whole and of the key under which it was kept, or as if it were not there."""

from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile

DIGEST = 32  # bytes before the data: of the key and of them


def read(file: Path, key: str) -> memoryview | None:
    """The data kept under `key`; nothing where the file is missing, broken or of another key."""
    try:
        said = file.read_bytes()
    except OSError:
        return None
    data = memoryview(said)[DIGEST:]  # megabytes, which need no copy
    return data if said[:DIGEST] == _digest(key, data) else None


def write(file: Path, data: bytes, key: str = "", most: int = 0) -> None:
    """Keep the data for the next build, under a `key` unless they are read as they are; of the folder's files at `most`
    the newest stay. A folder that cannot be written keeps nothing."""
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile("wb", dir=file.parent, suffix=".part", delete=False) as partial:
            partial.write((_digest(key, data) if key else b"") + data)
        Path(partial.name).replace(file)
        for old in sorted(file.parent.iterdir(), key=lambda path: path.stat().st_mtime)[:-most] if most else ():
            old.unlink()


def _digest(key: str, data: bytes | memoryview) -> bytes:
    found = sha256(key.encode() + b"\0")
    found.update(data)
    return found.digest()
