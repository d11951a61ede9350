"""Count function calls, a measure of work that is the same on every machine.

Use it to test how work grows with the input. Seconds belong to the benchmark.
"""

import sys
from collections.abc import Callable


def steps(run: Callable[[], object]) -> int:
    """How many functions, built-in ones included, are called until `run` returns."""
    count = 0

    def seen(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(seen)
    try:
        run()
    finally:
        sys.setprofile(before)
    return count
