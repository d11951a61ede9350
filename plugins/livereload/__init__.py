"""Serve the site, rebuild it after each change, and show the newest build, or why it failed, in the browser."""

import os
import signal
import sys
import threading
import webbrowser
from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from pathlib import Path

from plugins.livereload.pages import OpenPages
from plugins.livereload.rebuild import Rebuilder, relative_to_here, syntax_errors
from plugins.livereload.server import PORT, listen
from plugins.livereload.watch import follow_changes

ROOT = Path(__file__).resolve().parents[2]
PORT_VARIABLE = "VITA_LIVERELOAD_PORT"  # hands the port from a process to the one that replaces it


def serve(
    build: Callable[[], object],
    output: Path,
    content: Path,
    others: Iterable[Path],
    quick: Callable[[set[Path]], Collection[str] | None] | None = None,
    port: int = PORT,
    open_browser: bool = False,
) -> None:
    """Serve the folder `output` until Ctrl-C or SIGTERM. Rebuild it when the folder `content` or any of the `others`
    changes; restart this process when code does.

    `build` writes the whole site and returns an object that has `warnings`; it raises BuildFailed.
    `quick` is called first if only paths in `content` changed. It receives them (folders, deleted files and temporary
    files of editors too), replaces in `output` the pages made from them, each by a rename, and returns their URLs; or
    None, or no URLs, if only `build` can show the change. `build` follows in any case.
    A `port` other than the default is used or refused; the default gives way to the next free one.
    Raises SystemExit, with one line for the author, if there is no free port or the system cannot watch the files.
    """
    for number in (signal.SIGINT, signal.SIGTERM):  # explicitly: a background job starts with SIGINT ignored
        signal.signal(number, signal.default_int_handler)
    sys.stdout.reconfigure(errors="backslashreplace", line_buffering=True)  # file names may be in any encoding
    inherited = os.environ.pop(PORT_VARIABLE, "")
    output, content = Path(output).resolve(), Path(content).resolve()
    watched = {content, *(Path(path).resolve() for path in others)}
    with suppress(KeyboardInterrupt):
        pages = OpenPages(output)
        server = listen(pages, int(inherited or port), is_fixed=bool(inherited) or port != PORT)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        taken = "" if inherited or server.port == port else f" (port {port} is taken)"
        print(f"{server.url} shows the site{taken}; press Ctrl-C to stop")
        rebuilder = Rebuilder(build, quick, content, pages)
        changes = follow_changes(watched, ignored=(output, ROOT / "output"))
        next(changes)
        rebuilder.build_all()
        if open_browser and not inherited:
            webbrowser.open(server.url)
        for changed in changes:
            code = sorted(path for path in changed if is_code(path, watched))
            if errors := syntax_errors(code):
                rebuilder.report(errors)
            elif code:
                restart(code[0], server.port)
            else:
                rebuilder.handle(changed)


def is_code(path: Path, watched: Collection[Path]) -> bool:
    """Return whether this process cannot follow the change of `path`: it may have run the old code, or it watches a
    folder that has been replaced."""
    return path in watched or path.suffix == ".py" and path.is_relative_to(ROOT / "plugins")


def restart(changed: Path, port: int) -> None:
    """Replace this process by the same command at the same port, to which open pages connect again by themselves."""
    print(f"{relative_to_here(changed)} changed: restarting")
    os.environ[PORT_VARIABLE] = str(port)
    os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])
