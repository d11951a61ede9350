"""Build a site twice in temporary folders: as it is, and as the release would make it.

In: a site, a plan, a release. Out: two outputs with what the builds printed.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from plugins.upgrade.plan import Plan
from plugins.upgrade.release import Release, UpgradeFailed

NEEDLESS = ("tests/", "docs/")  # for a build
NOT_BUILT = (".git", ".venv", ".cache", ".upgrade*", "upgrade.before*", "output", "output.*", "tests", "docs")
PIN = re.compile(r"^([\w.-]+)==([^\s;\\]+)", re.M)
VERSIONS = "import importlib.metadata as m, json; print(json.dumps([[d.name, d.version] for d in m.distributions()]))"


@dataclass(frozen=True)
class Trial:
    """A finished build: its `output` folder, or None if it failed; the lines of its errors and warnings."""

    output: Path | None
    lines: tuple[str, ...]


def build_both(site: Path, plan: Plan, release: Release, folder: Path) -> tuple[Trial, Trial]:
    """Build the site as it is, and upgraded, below `folder`. Raises UpgradeFailed if no build can be tried."""
    old, new = folder / "old", folder / "new"
    _copy_site(site, old)
    shutil.copytree(old, new)
    _apply(plan, release, new)
    own = _python_of(site) or sys.executable
    python = _python_for(release, site, folder)
    with ThreadPoolExecutor(2) as threads:
        before, after = threads.submit(_build, own, old), threads.submit(_build, python, new)
        return before.result(), after.result()


def _copy_site(site: Path, target: Path) -> None:
    at_the_top, below = shutil.ignore_patterns("__pycache__", *NOT_BUILT), shutil.ignore_patterns("__pycache__")

    def ignore(folder: str, names: list[str]) -> set[str]:
        return at_the_top(folder, names) if Path(folder) == site else below(folder, names)

    try:
        shutil.copytree(site, target, ignore=ignore, ignore_dangling_symlinks=True)
    except shutil.Error as error:
        path, _, message = error.args[0][0]
        raise UpgradeFailed(f"{path}: cannot be read: {message}") from None
    with (target / "pelicanconf.py").open("a", encoding="utf-8") as file:
        file.write('\nOUTPUT_PATH = "output"\n')  # wherever it is, a trial does not write there


def _apply(plan: Plan, release: Release, target: Path) -> None:
    for path, source in plan.write.items():
        if not path.startswith(NEEDLESS):
            (target / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(release.folder / source, target / path)
    for path in plan.remove:
        (target / path).unlink(missing_ok=True)


def _build(python: str, folder: Path) -> Trial:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    environment["PYTHONIOENCODING"] = "utf-8"
    command = [python, "-m", "invoke", "build"]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", errors="replace")
    output = folder / "output" if done.returncode == 0 and (folder / "output").is_dir() else None
    return Trial(output, tuple(line for line in done.stderr.splitlines() if line.strip()))


def _python_for(release: Release, site: Path, folder: Path) -> str:
    """A Python that has the packages of the release: the site's own, this one, or one that is installed in `folder`."""
    requirements = release.folder / "requirements.txt"
    pins = {_normal(name): version for name, version in PIN.findall(requirements.read_text("utf-8"))}
    for python in filter(None, (_python_of(site), sys.executable)):
        if pins.items() <= _versions(python).items():
            return python
    environment = folder / "environment"
    for command in (
        [sys.executable, "-m", "venv", str(environment)],
        [str(program(environment, "python")), "-m", "pip", "install", "-q", "-r", str(requirements)],
    ):
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode:
            said = (done.stderr.strip() or done.stdout.strip() or "no reason given").splitlines()[-1]
            raise UpgradeFailed(f"the release's packages cannot be installed for a trial: {said}")
    return str(program(environment, "python"))


def program(environment: Path, name: str) -> Path:
    """Where a virtual environment has the program `name`."""
    return environment / ("Scripts" if os.name == "nt" else "bin") / (f"{name}.exe" if os.name == "nt" else name)


def _python_of(site: Path) -> str | None:
    python = program(site / ".venv", "python")
    return str(python) if python.is_file() else None


def _versions(python: str) -> dict[str, str]:
    done = subprocess.run([python, "-c", VERSIONS], capture_output=True, text=True)
    return {_normal(name): version for name, version in json.loads(done.stdout)} if done.returncode == 0 else {}


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
