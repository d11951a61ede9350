"""Serve the site, build it anew at each change, and show the newest build, or why it failed, in the browser.

In: a build to call, the folder it writes, the files and folders it reads. Out: that folder and, beside it, the
traceback of a build that crashed.
"""

import gc
import os
import signal
import sys
import threading
import webbrowser
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue

from plugins.livereload.attempt import attempt, failed, from_here, say, syntax_errors
from plugins.livereload.server import PORT, Server, listen
from plugins.livereload.state import Board, State
from plugins.livereload.watch import following

PLUGINS = Path(__file__).resolve().parents[1]
KEPT_PORT, KEPT_SOCKET = "VITA_LIVERELOAD_PORT", "VITA_LIVERELOAD_SOCKET"


def serve(
    build: Callable[[], object],
    output: Path,
    watched: Iterable[Path],
    port: int = PORT,
    open_browser: bool = False,
) -> None:
    """Serve until Ctrl-C or SIGTERM. A port other than the default is the user's wish: that one or none."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    kept, socket_kept = os.environ.pop(KEPT_PORT, None), os.environ.pop(KEPT_SOCKET, None)
    output, paths = Path(output).resolve(), [Path(path).resolve() for path in watched]
    with suppress(KeyboardInterrupt):
        fixed, descriptor = bool(kept) or port != PORT, int(socket_kept) if socket_kept else None
        server = listen(output, Board(), int(kept or port), fixed, descriptor)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        moved = "" if server.port == port or kept else f" (port {port} is taken)"
        say(f"{server.url}{moved} shows the site; Ctrl-C ends")
        changes: SimpleQueue = SimpleQueue()
        with following(paths, (output, PLUGINS.parent / "output"), changes):
            _build(build, server)
            if open_browser and not kept:
                webbrowser.open(server.url)
            while True:
                _react(_next(changes), build, server, paths)


def _next(changes: SimpleQueue) -> set[Path]:
    """What changed since the last build began: a batch, waiting for it if need be, and all that lie behind it."""
    batches = [changes.get()]
    while not changes.empty():
        batches.append(changes.get())
    for batch in batches:
        if isinstance(batch, Exception):
            raise SystemExit(f"cannot watch the site's files: {batch}")
    return set().union(*batches)


def _react(changed: set[Path], build: Callable[[], object], server: Server, watched: list[Path]) -> None:
    code = sorted(filter(is_code, changed))
    if lines := syntax_errors(code):
        _tell(server, *failed(server.board.state, lines))
    elif renewed := [*code, *(path for path in watched if path in changed and path.is_dir())]:
        _start_afresh(renewed[0], server)
    else:
        _build(build, server)


def is_code(path: Path, plugins: Path = PLUGINS) -> bool:
    """Whether the running process has, or may have, this file's old code in memory."""
    path = path.resolve()
    return path.suffix == ".py" and (path.is_relative_to(plugins) or path == plugins.parent / "tasks.py")


def _build(build: Callable[[], object], server: Server) -> None:
    log = server.site.with_name(f"{server.site.name}-traceback.txt")
    _tell(server, *attempt(build, server.board.state, log))
    gc.collect()  # what this build leaves behind is of no use to the next; tasks.py has it looked for seldom


def _tell(server: Server, state: State, lines: list[str]) -> None:
    server.board.show(state)
    for line in lines:
        say(line)


def _start_afresh(path: Path, server: Server) -> None:
    """Replace this process by the same command; the browsers find it at the same port, and meanwhile they wait."""
    say(f"{from_here(path)} changed: starting afresh")
    os.environ[KEPT_PORT] = str(server.port)
    if os.name == "posix":  # elsewhere a new process has no sockets of an old one
        os.environ[KEPT_SOCKET] = str(server.hand_over())
    os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])
