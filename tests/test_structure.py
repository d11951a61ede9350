"""The plugins' packages import each other without cycles, so that each can be read after those below it."""

import ast
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from tools import write_manifests

ROOT = Path(__file__).resolve().parents[1]


def module_of(file: Path) -> str:
    return ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


MODULES = {module_of(file): file for file in (ROOT / "plugins").rglob("*.py")}


def package_of(module: str) -> str:
    """`plugins.dialect.page` for a module in that folder; a module directly in `plugins` is a package of its own."""
    is_package = MODULES[module].name == "__init__.py" or module.count(".") == 1
    return module if is_package else module.rpartition(".")[0]


def imported_modules(file: Path) -> set[str]:
    nodes = [node for node in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(node, ast.ImportFrom)]
    names = {(node.module or "", alias.name) for node in nodes for alias in node.names}
    modules = {f"{module}.{name}" if f"{module}.{name}" in MODULES else module for module, name in names}
    return modules & MODULES.keys() - {"plugins"}


def test_packages_import_each_other_without_cycles():
    graph: dict[str, set[str]] = {}
    for module, file in MODULES.items():
        package = package_of(module)
        graph.setdefault(package, set()).update({package_of(other) for other in imported_modules(file)} - {package})
    TopologicalSorter(graph).prepare()


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="only Git knows which files are the product's")
def test_every_file_is_in_the_lists_with_which_sites_are_upgraded():
    assert write_manifests.missing() == [], "run `python -m tools.write_manifests`"
