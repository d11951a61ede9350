"""One cache for a site: the values of pure functions, by a digest of everything that they depend on.

All values lie in one SQLite file, which survives a kill, serves two builds at once and may be deleted at any time.
Whatever is missing, damaged or foreign is made again: a build without a cache writes the same bytes.
"""

import pickle
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import is_dataclass
from io import BytesIO
from pathlib import Path
from typing import TypeVar

from plugins.core.digests import digest

FILE = "results.sqlite3"
SCHEMA = """
CREATE TABLE IF NOT EXISTS results (slot BLOB PRIMARY KEY, key BLOB, data BLOB, used INTEGER);
CREATE TABLE IF NOT EXISTS builds (output BLOB PRIMARY KEY, number INTEGER);
"""
# The file is fine, but it cannot be used now: busy, full, read-only (https://www.sqlite.org/rescode.html).
UNAVAILABLE = {3, 5, 6, 8, 13, 14}
REMEMBERED = 200  # builds: which outputs are still built
WAIT = 5  # seconds, for another build that is writing
PENDING = 64_000_000  # bytes, after which new values are written before the build ends
# Classes outside the plugins that values are made of.
STANDARD = {
    ("builtins", "frozenset"),
    ("builtins", "set"),
    ("datetime", "date"),
    ("datetime", "datetime"),
    ("datetime", "timezone"),
    ("datetime", "timedelta"),
    ("markupsafe", "Markup"),
    ("pathlib", "PurePosixPath"),
}
Value = TypeVar("Value")


class _Records(pickle.Unpickler):
    """Loads records of the plugins and plain values, and calls nothing else, whatever the file holds."""

    def find_class(self, module: str, name: str) -> type:
        if (module, name) in STANDARD:
            return super().find_class(module, name)
        found = super().find_class(module, name) if module.startswith("plugins.") else None
        # A module's name leads to all that it imports: `subprocess.Popen` is a class, too.
        if not (isinstance(found, type) and is_dataclass(found) and found.__module__ == module):
            raise pickle.UnpicklingError(f"{module}.{name} is no record")
        return found


class Cache:
    """The results of one site, for a build of one `output`: its name tells which results the last builds used.

    Each result has a slot, such as `text:pages/index.md`: the next value takes the place of the last one, so that
    edits do not add up.
    """

    def __init__(self, folder: Path, output: str) -> None:
        self._file, self._output = folder / FILE, output
        self._new: dict[str, tuple[bytes, bytes]] = {}
        self._used: set[str] = set()
        self._pending = 0
        self._database = self._opened()

    def value(
        self,
        slot: str,
        key: bytes,
        make: Callable[[], Value],
        is_current: Callable[[Value], bool] = lambda value: True,
    ) -> Value:
        """The value of `make()`, from the cache where one was stored under `slot` and `key` and still `is_current`."""
        value = self.get(slot, key)
        if value is None or not is_current(value):
            value = make()
            self.put(slot, key, value)
        return value

    def get(self, slot: str, key: bytes) -> object | None:
        """The value stored under `slot` and `key`, or None."""
        data = self._stored(slot, key)
        if data is None:
            return None
        try:
            return _Records(BytesIO(data)).load()
        except Exception:  # a pickle of other code, or a made-up one, may raise anything
            return None

    def put(self, slot: str, key: bytes, value: object) -> None:
        """Store a value of records, text, numbers and containers of these."""
        self._add(slot, key, pickle.dumps(value, protocol=5))

    def data(self, slot: str, key: bytes, make: Callable[[], bytes]) -> bytes:
        """The same as `value` for bytes, which need no pickling."""
        data = self.get_data(slot, key)
        if data is None:
            data = make()
            self.put_data(slot, key, data)
        return data

    def get_data(self, slot: str, key: bytes) -> bytes | None:
        """The bytes stored under `slot` and `key`, None where there are none."""
        return self._stored(slot, key)

    def put_data(self, slot: str, key: bytes, data: bytes) -> None:
        """Store bytes."""
        self._add(slot, key, data)

    def forget_new(self) -> None:
        """Store nothing of what this build made."""
        self._new, self._pending = {}, 0

    def close(self, is_complete: bool = True) -> None:
        """Store what is new; after a complete build, delete what the last builds of all outputs did not use."""
        with self._transaction() as database:
            if database is not None:
                number = self._store_new(database)
                if is_complete:
                    self._delete_unused(database, number)
        if self._database is not None:
            self._database.close()
            self._database = None

    def _stored(self, slot: str, key: bytes) -> bytes | None:
        """The data under `slot` and `key`, whole as they were written."""
        self._used.add(slot)
        if slot in self._new:
            stored, data = self._new[slot]
            return data if stored == key else None
        if self._database is None:
            return None
        try:
            found = self._database.execute("SELECT key, data FROM results WHERE slot = ?", (_stored_name(slot),))
            row = found.fetchone()
        except sqlite3.Error as error:
            self._drop(error)
            return None
        # The stored key covers slot and data as well, so that a flipped bit in either is a miss.
        if row and isinstance(row[1], bytes) and row[0] == digest(slot, key, row[1]):
            return row[1]
        return None

    def _add(self, slot: str, key: bytes, data: bytes) -> None:
        if self._database is None:
            return
        self._new[slot] = key, data
        self._pending += len(data)
        if self._pending > PENDING:
            with self._transaction() as database:
                if database is not None:
                    self._store_new(database)

    def _store_new(self, database: sqlite3.Connection) -> int:
        """Write new values; return the number of this build, one more than that of the last one."""
        [(last,)] = database.execute("SELECT coalesce(max(CAST(number AS INTEGER)), 0) FROM builds")
        new = ((slot, *value) for slot, value in self._new.items())
        rows = ((_stored_name(slot), digest(slot, key, data), data, last + 1) for slot, key, data in new)
        database.executemany("INSERT OR REPLACE INTO results VALUES (?, ?, ?, ?)", rows)
        self._new, self._pending = {}, 0
        return last + 1

    def _delete_unused(self, database: sqlite3.Connection, number: int) -> None:
        database.execute("INSERT OR REPLACE INTO builds VALUES (?, ?)", (_stored_name(self._output), number))
        database.execute("DELETE FROM builds WHERE number < ?", (number - REMEMBERED,))
        used = ((number, _stored_name(slot)) for slot in self._used)
        database.executemany("UPDATE results SET used = ? WHERE slot = ?", used)
        database.execute("DELETE FROM results WHERE used < (SELECT min(number) FROM builds)")

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection | None]:
        """The database, complete, or None. If reading it fails, nothing is stored."""
        if self._database is None:
            yield None
            return
        try:
            with self._database as database:
                database.execute("BEGIN IMMEDIATE")
                yield database
        except (sqlite3.Error, OverflowError) as error:
            self._drop(error)

    def _opened(self) -> sqlite3.Connection | None:
        """The database; None where it cannot be used."""
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            database = sqlite3.connect(self._file, timeout=WAIT, isolation_level=None)
        except (OSError, sqlite3.Error):
            return None
        try:
            # A power cut may spoil the file, which is then made again.
            database.execute("PRAGMA synchronous = OFF")
            database.executescript(SCHEMA)
        except sqlite3.Error as error:
            database.close()
            self._delete_if_damaged(error)
            return None
        return database

    def _drop(self, error: Exception) -> None:
        """Go on without the database in this build."""
        if self._database is not None:
            self._database.close()
            self._database = None
        self._delete_if_damaged(error)

    def _delete_if_damaged(self, error: Exception) -> None:
        """Have the next build begin with a new file."""
        if getattr(error, "sqlite_errorcode", 0) & 0xFF not in UNAVAILABLE:
            with suppress(OSError):
                self._file.unlink(missing_ok=True)


def _stored_name(name: str) -> bytes:
    """A slot or an output as bytes: SQLite takes no text with the name of a file that is not in UTF-8."""
    return name.encode("utf-8", "surrogateescape")
