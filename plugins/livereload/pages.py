"""The pages that are open in browsers: what they were sent, and the events that reload them or show errors."""

import json
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from plugins.livereload.files import fingerprint

HEARTBEAT = 15  # s; a write shows whether the browser is still there
RETRY = 250  # ms until a browser connects again, while this process restarts


@dataclass(frozen=True)
class State:
    """`version` grows when a file that a browser has loaded changes; it is 0 before this process has built the site."""

    version: int = 0
    errors: tuple[str, ...] = ()


class OpenPages:
    """Pages that browsers loaded from the folder `site`. A page is known by the version at which it was sent."""

    def __init__(self, site: Path) -> None:
        self.site = site
        self.state = State()
        self._first_version = time.time_ns()
        self._sent: dict[str, object] = {}  # URL path -> fingerprint
        self._changed: dict[str, int] = {}  # URL path -> version
        self._condition = threading.Condition()

    def record(self, path: str) -> int:
        """Note that what the URL `path` names is about to be sent; return the current version.

        An older fingerprint is not replaced: another page may show that state.
        """
        with self._condition:
            self._sent.setdefault(path, fingerprint(self.site, path))
            return self.state.version

    def show_changes(self, errors: tuple[str, ...] = ()) -> None:
        """Reload each page that has changed since it was sent; show the errors, or none, on all others."""
        with self._condition:
            new = {path: fingerprint(self.site, path) for path in self._sent}
            changed = [path for path in new if new[path] != self._sent[path]]
            version = (self.state.version or self._first_version) + bool(changed)
            self._sent = new
            self._changed.update(dict.fromkeys(changed, version))
            self._publish(State(version, errors))

    def show_errors(self, errors: tuple[str, ...]) -> None:
        """Show the errors of a build that changed nothing."""
        with self._condition:
            self._publish(State(self.state.version, errors))

    def _publish(self, state: State) -> None:
        self.state = state
        self._condition.notify_all()

    def events(self, shown: int) -> Iterator[bytes]:
        """Yield server-sent events, without end, for a page that was sent at version `shown`."""
        yield f"retry: {RETRY}\n\n".encode()
        seen = None
        while True:
            with self._condition:
                self._condition.wait_for(lambda last=seen: self.state != last, HEARTBEAT)
                state, changed = self.state, self._changed_since(shown)
            if state == seen:
                yield b": heartbeat\n\n"
                continue
            data = json.dumps({"changed": changed, "errors": state.errors})
            yield f"id: {state.version}\ndata: {data}\n\n".encode()
            seen, shown = state, max(shown, state.version)

    def _changed_since(self, shown: int) -> list[str] | None:
        """Return the URL paths that changed since a version; None if it is another process's, so anything may have."""
        if self.state.version and shown < self._first_version:
            return None
        return [path for path, version in self._changed.items() if version > shown]
