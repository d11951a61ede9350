"""Find the programs that the tests need, or install them, or name each missing one in a line.

`path(name)` returns where a program is. `prepare()` runs once before the tests and installs what is missing.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from plugins.cv import pdf

HERE = Path(__file__).parent
AXE = HERE / "node_modules/axe-core/axe.min.js"
VNU = HERE / "node_modules/vnu-jar/build/dist/vnu.jar"
LIGHTHOUSE = HERE / "node_modules/lighthouse/cli/index.js"
APPLICATIONS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)


@dataclass(frozen=True)
class Tool:
    """How to `find` a program, and the Debian `package` to install for it, or several, separated by spaces."""

    find: Callable[[], str | None]
    package: str
    remark: str = ""


def which(*names: str) -> str | None:
    """The first of `names` that is installed. Daemons are outside an ordinary user's PATH."""
    path = os.pathsep.join((os.environ.get("PATH", os.defpath), "/usr/local/sbin", "/usr/sbin", "/sbin"))
    return next((found for name in names if (found := shutil.which(name, path=path))), None)


def _chromium() -> str | None:
    if named := os.environ.get("CHROMIUM"):
        return which(named)
    return which("chromium", "chromium-browser", "google-chrome", *APPLICATIONS, *_playwright_browsers())


def _playwright_browsers() -> list[str]:
    folders = (os.environ.get("PLAYWRIGHT_BROWSERS_PATH"), "~/.cache/ms-playwright", "~/Library/Caches/ms-playwright")
    patterns = ("chromium-*/chrome-*/chrome", "chromium-*/chrome-*/*.app/Contents/MacOS/*")
    caches = [Path(folder).expanduser() for folder in folders if folder]
    return [str(found) for cache in caches for pattern in patterns for found in sorted(cache.glob(pattern))]


def _java() -> str | None:
    java = which("java")  # macOS has a stub of that name, which only reports that Java is missing
    said = subprocess.run([java, "-version"], capture_output=True, text=True).stderr if java else ""
    version = re.search(r'version "(\d+)', said)
    return java if version and int(version[1]) >= 11 else None


def _pango() -> str | None:
    """Where WeasyPrint is, if it finds the libraries that it needs."""
    try:
        return pdf.load_weasyprint().__file__
    except pdf.PdfError:
        return None


def _font(pattern: str) -> str | None:
    """A font file that fits fontconfig's `pattern`. Like Pango, this asks fontconfig."""
    fc_list = which("fc-list")
    said = subprocess.run([fc_list, pattern, "file"], capture_output=True, text=True).stdout if fc_list else ""
    return said.partition(":")[0].strip() or None


TOOLS = {
    "Chromium": Tool(_chromium, "chromium", " (environment variable CHROMIUM: where it is)"),
    "Java 11": Tool(_java, "default-jre-headless"),
    "npm": Tool(lambda: which("npm"), "npm"),
    "sshd": Tool(lambda: which("sshd"), "openssh-server"),
    "Pango": Tool(_pango, "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"),
    "rsync": Tool(lambda: which("rsync"), "rsync"),
    "Chinese font": Tool(lambda: _font(":charset=4f8b"), "fontconfig fonts-droid-fallback"),
    "Korean font": Tool(lambda: _font(":charset=ae40"), "fontconfig fonts-nanum"),
    "Arial": Tool(lambda: _font("Arial") or _font("Liberation Sans"), "fontconfig fonts-liberation"),  # a fallback
}


def path(name: str) -> str:
    """Where the program `name` is. Raises FileNotFoundError, which says what to install."""
    if found := TOOLS[name].find():
        return found
    raise FileNotFoundError(_missing(name))


def _missing(name: str) -> str:
    return f"{name} is missing: install it, on Debian with `apt-get install {TOOLS[name].package}`{TOOLS[name].remark}"


def prepare() -> None:
    """Install what the tests need and this machine lacks. Exit with one line for each program that is still missing."""
    absent = [name for name, tool in TOOLS.items() if not tool.find()]
    if absent:
        _install(absent)
    lines = [_missing(name) for name in absent if not TOOLS[name].find()]
    if not lines and not _has_packages():
        lines = install_packages("--omit=dev")
    if lines:
        raise SystemExit("\n".join(lines))


def _install(names: list[str]) -> None:
    print("Installing", ", ".join(names))
    if which("apt-get") and os.geteuid() == 0:
        quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        _run("apt-get", "update", env=quiet)
        # Ubuntu's `chromium` is an empty package that refers to a snap
        packages = [
            each for name in names for each in TOOLS[name].package.split() if name != "Chromium" or not _is_ubuntu()
        ]
        _run("apt-get", "install", "-y", "--no-install-recommends", *packages, env=quiet)
    if not _chromium():
        _run(sys.executable, "-m", "playwright", "install", *["--with-deps"] * (os.geteuid() == 0), "chromium")


def _is_ubuntu() -> bool:
    return "ID=ubuntu" in Path("/etc/os-release").read_text("utf-8").splitlines()


def _has_packages() -> bool:
    """Whether every package of the lock file that the tests need is installed, in its version."""
    installed = HERE / "node_modules/.package-lock.json"
    if not installed.exists():
        return False
    here, wanted = (json.loads(file.read_text("utf-8"))["packages"] for file in (installed, HERE / "package-lock.json"))
    needed = {name: entry["version"] for name, entry in wanted.items() if name and not entry.get("dev")}
    return all(here.get(name, {}).get("version") == version for name, version in needed.items())


def install_packages(*options: str) -> list[str]:
    """Install the packages of the lock file, and return lines about what failed."""
    print("Installing the packages of tests/package-lock.json")
    # No scripts: the one of vnu-jar would download Java
    done = _run(path("npm"), "ci", "--prefix", str(HERE), "--ignore-scripts", "--no-audit", "--no-fund", *options)
    return [] if done else ["tests/node_modules is missing: `npm ci --prefix tests --ignore-scripts` failed, as above"]


def _run(*command: str, env: dict[str, str] | None = None) -> bool:
    done = subprocess.run(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode:
        print(*done.stdout.splitlines()[-10:], sep="\n")
    return done.returncode == 0
