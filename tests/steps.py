"""How much work something is, the same on every machine: the calls of functions that it makes.

Seconds belong to the benchmark; here is counted what grows with the input.
"""

import sys
from collections.abc import Callable


def steps(run: Callable[[], object]) -> int:
    """The number of calls, of Python's own functions too, until `run` returns."""
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
