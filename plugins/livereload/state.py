"""What the browsers are told, and how: the last good build, and why a newer one failed."""

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class State:
    """`build` names the last good build of this process ("" before it), `errors` say why a newer one failed."""

    build: str = ""
    errors: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


class Board:
    """The current state, and the wait for the next."""

    def __init__(self) -> None:
        self.state = State()
        self._changed = threading.Condition()

    def show(self, state: State) -> None:
        with self._changed:
            self.state = state
            self._changed.notify_all()

    def newer_than(self, seen: State | None, seconds: float) -> State:
        """The current state, as soon as it is not the one `seen`, or after so many seconds."""
        with self._changed:
            self._changed.wait_for(lambda: self.state is not seen, seconds)
            return self.state


def events(board: Board, shown: str, beat: float = 15) -> Iterator[bytes]:
    """Server-sent events, without end, for a page that shows the build `shown`. A beat finds out who has left."""
    yield b"retry: 250\n\n"
    seen = None
    while True:
        state = board.newer_than(seen, beat)
        yield b": beat\n\n" if state is seen else event(state, shown)
        seen = state


def event(state: State, shown: str) -> bytes:
    """Reload comes first: the page that follows it asks again and hears of the errors."""
    if state.build not in ("", shown):
        return b"event: reload\ndata: now\n\n"
    return f"event: errors\ndata: {json.dumps(state.errors)}\n\n".encode()
