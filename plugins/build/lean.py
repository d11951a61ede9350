"""Pelican, loaded without packages that no build of ours uses: what they take to load is a tenth of a small build.

docutils reads reStructuredText, which plugins/dialect refuses; rich prints what plugins/console says; watchfiles is for
a server other than ours. Out: `pelican`. Whoever imports one of these packages later gets the real one.
"""

import sys
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from importlib.machinery import ModuleSpec
from types import ModuleType


class _Anything(type):
    """A class that stands for whatever it is used as: a base class, a function, a value, and what these have."""

    def __getattr__(cls, name: str) -> "_Anything":
        return _anything(name)

    def __call__(cls, *_: object, **__: object) -> "_Anything":
        return cls


def _anything(name: str) -> _Anything:
    if name.startswith("__"):
        raise AttributeError(name)
    return _Anything(name, (), {})


class _Stub(ModuleType):
    """A module that has any name."""

    def __getattr__(self, name: str) -> _Anything:
        return _anything(name)


class _Stubs:
    """Finds and loads every module of some packages as a stub (https://docs.python.org/3/reference/import.html)."""

    def __init__(self, packages: Collection[str]) -> None:
        self._packages = packages

    def find_spec(self, name: str, path: object = None, target: object = None) -> ModuleSpec | None:
        return ModuleSpec(name, self, is_package=True) if name.partition(".")[0] in self._packages else None

    def create_module(self, spec: ModuleSpec) -> _Stub:
        return _Stub(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        pass


@contextmanager
def _stubbed(*packages: str) -> Iterator[None]:
    """For the time being, have stubs in the place of packages that nobody has loaded."""
    stubs = _Stubs([package for package in packages if package not in sys.modules])
    sys.meta_path.insert(0, stubs)
    try:
        yield
    finally:
        sys.meta_path.remove(stubs)
        for name in [name for name, module in sys.modules.items() if isinstance(module, _Stub)]:
            del sys.modules[name]


with _stubbed("docutils", "rich", "watchfiles"):
    import pelican  # noqa: F401
