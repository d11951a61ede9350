"""Templates between builds, compiled: to read them takes a tenth of the time.

In: a folder of .cache/ and a key of all inputs but the texts of pages. Out: what Jinja made of a template, or nothing
where the file is missing, broken or of another key. Like __pycache__, it is code: whoever writes there could as well
write into plugins/.
"""

import marshal
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from tempfile import NamedTemporaryFile

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

DIGEST = 64  # bytes before the code: of the key, the template's source and the code


class Compiled(BytecodeCache):
    """One file for each template, which the next key's takes the place of."""

    def __init__(self, folder: Path, key: str) -> None:
        self._folder, self._key = folder, key

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        return blake2b(name.encode()).hexdigest()[:24]

    def load_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError, EOFError, ValueError, TypeError):
            said = self._file(bucket).read_bytes()
            if said[:DIGEST] == self._digest(bucket, said[DIGEST:]):
                bucket.code = marshal.loads(said[DIGEST:])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it; a folder that cannot be written keeps nothing."""
        code = marshal.dumps(bucket.code)
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            with NamedTemporaryFile("wb", dir=self._folder, suffix=".part", delete=False) as partial:
                partial.write(self._digest(bucket, code) + code)
            Path(partial.name).replace(self._file(bucket))

    def _file(self, bucket: Bucket) -> Path:
        return self._folder / bucket.key

    def _digest(self, bucket: Bucket, code: bytes) -> bytes:
        return blake2b(f"{self._key}\0{bucket.checksum}\0".encode() + code).digest()
