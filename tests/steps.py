"""A measure of work that is the same on every machine: the number of function calls.

Seconds belong in the benchmark; tests check how the work grows with the input.
"""

import sys
from collections.abc import Callable


def steps(run: Callable[[], object]) -> int:
    """Return how many functions `run` calls, built-in ones included."""
    count = 0

    def count_call(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count_call)
    try:
        run()
    finally:
        sys.setprofile(before)
    return count
