"""The home folder of an author who follows the documents, where everything that a command asks for is on this machine.

`vita/` is a fresh copy of the product, `my-site/` Ada's site in an older copy, with `origin` and `vita` as its remotes.
"""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests import tools
from tests.commands import in_terminal
from tests.lists import ORCID
from tests.small_site import picture
from tests.test_first_hour import begin
from tests.test_publish_rsync import Server
from tests.upgrade_sites import TEMPLATE, git, make_release

ROOT = Path(__file__).parents[1]
PROGRAM = "#!{}\nfrom runpy import run_module\n\nrun_module('{}', run_name='__main__')\n"
CV = '[[education]]\nwhat = "B.Sc."\nwhere = "Nowhere University"\nfrom = 2019\nuntil = 2022\n'
ENTRY = (
    "@article{{ada{0}, title={{Looms of {0}}}, author={{Lovelace, Ada and Lee, Ann}}, journal={{J}}, year={{{0}}}}}\n"
)
GIT = "[user]\nname = Ada\nemail = ada@nowhere.university\n[init]\ndefaultBranch = main\n"
GIT += '[url "file://{}/vita.git"]\ninsteadOf = https://git.example.org/vita\n'
SSH = "Host server.example.edu\nHostName 127.0.0.1\nPort {}\n"
SSH += 'IdentitiesOnly yes\nIdentityFile "{}"\nUserKnownHostsFile "{}"\n'
PUBLISH = {"to": "rsync", "host": "server.example.edu"}
# `invoke test` runs these files, and pip takes the packages that are here
ENVIRONMENT = {"PYTEST_ADDOPTS": "tests/test_icons.py tests/test_locales.py", "PYTEST_XDIST_AUTO_NUM_WORKERS": "1"}
ENVIRONMENT |= {
    "PIP_NO_INDEX": "1",
    "no_proxy": "*",
    "BROWSER": "true",
    "GIT_EDITOR": "true",
    "TERM": "dumb",
    "PYTHONUNBUFFERED": "1",
}


@dataclass(frozen=True)
class Home:
    """A home `folder`, and beside it how it was before the first command."""

    folder: Path

    @property
    def before(self) -> Path:
        return self.folder.with_name("before")

    def restore(self, old_site: str) -> None:
        """Make it as it was, with this site of tests/sites/ as the older site."""
        subprocess.run(["rsync", "-a", "--delete", f"{self.before}/", f"{self.folder}/"], check=True)
        shutil.copytree(ROOT / "tests/sites" / old_site, self.folder / "my-old-site")

    def environment(self, place: Path) -> dict[str, str]:
        """The variables of a shell in a folder whose `.venv` is active."""
        inherited = {name: word for name, word in os.environ.items() if not name.startswith(("PYTEST_", "PYTHONPATH"))}
        path = f"{place / '.venv/bin'}{os.pathsep}{os.environ['PATH']}"
        own = {"HOME": str(self.folder), "PATH": path, "GIT_CONFIG_GLOBAL": str(self.folder / "gitconfig")}
        return inherited | ENVIRONMENT | {"CHROMIUM": tools.path("Chromium")} | own

    def run(self, command: str, place: Path, typed: list[str]) -> tuple[str, int]:
        """What a command prints in a terminal, in a folder of this home, and its exit code."""
        return in_terminal(["bash", "-c", command], place, self.environment(place), typed, silence=120)


def make_home(folder: Path, server: Server, services: dict[str, str], answers: str) -> Home:
    """A home whose author has an account at a server, and asks these services of publications."""
    home = Home(folder)
    folder.mkdir()
    (folder / "gitconfig").write_text(GIT.format(folder))
    (folder / "ada.jpg").write_bytes(picture("JPEG", 400, 400))
    make_ssh(folder / ".ssh", server)
    make_product(folder / "vita", answers)
    make_environment(folder / "vita/.venv")
    make_site(folder / "my-site", services)
    subprocess.run(["rsync", "-a", f"{folder}/", f"{home.before}/"], check=True)
    return home


def make_environment(folder: Path) -> None:
    """A virtual environment in which the packages of this one count as installed."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    [packages] = folder.glob("lib/python*/site-packages")
    (packages / "here.pth").write_text("\n".join(path for path in sys.path if path.endswith("-packages")))
    for name in ("invoke", "pip"):
        (folder / "bin" / name).write_text(PROGRAM.format(folder / "bin/python", name))
        (folder / "bin" / name).chmod(0o755)


def make_ssh(folder: Path, server: Server) -> None:
    """A key for the server, which is `server.example.edu`; an empty folder there, and settings that publish into it."""
    folder.mkdir(mode=0o700)
    shutil.copy(server.keys / "jane's key", folder / "web")
    (folder / "config").write_text(SSH.format(server.port, folder / "web", server.keys / "known_hosts"))
    (public := folder.with_name("public_html")).mkdir()
    settings = PUBLISH | {"folder": str(public), "options": f"-F {folder / 'config'}"}
    folder.with_name("server.py").write_text(f"PUBLISH = {settings!r}\n")


def make_product(folder: Path, answers: str) -> None:
    """A fresh copy, its repository with the tag v2.0.0, and a ZIP of it."""
    make_release(folder)
    (folder / "answers.toml").write_text(answers, "utf-8")
    commit(folder)
    git(folder, "gc", "--quiet")  # few files, which are copied fast
    git(folder, "clone", "--quiet", "--bare", str(folder), str(folder.with_name("vita.git")))
    git(folder.with_name("vita.git"), "tag", "v2.0.0")
    (downloads := folder.with_name("Downloads")).mkdir()
    git(folder, "archive", "--prefix=vita-2.0.0/", f"--output={downloads}/vita-2.0.0.zip", "HEAD")
    (folder / "tests/node_modules").symlink_to(ROOT / "tests/node_modules")


def make_site(folder: Path, services: dict[str, str]) -> None:
    """Ada's site: a copy whose template is older than the product's, her answers, publications, CV and lists."""
    shutil.copytree(folder.with_name("vita"), folder, ignore=shutil.ignore_patterns(".venv", "tests"))
    shutil.copy(ROOT / TEMPLATE, folder / TEMPLATE)
    git(folder, "remote", "add", "origin", "../vita.git")
    begin(folder, "github")
    (folder / "content/cv.toml").write_text(CV, "utf-8")
    (folder / "content/pages/cv.md").write_text("# CV\n\n/// cv\n///\n", "utf-8")
    (folder / "exported.bib").write_text(ENTRY.format(2026), "utf-8")
    with (folder / "content/publications.bib").open("a", encoding="utf-8") as file:
        file.write(ENTRY.format(2025))
    with (folder / "pelicanconf.py").open("a", encoding="utf-8") as file:
        file.write(f"SYNC = ['https://orcid.org/{ORCID}']\nLOOKUP_HOSTS = {services!r}\n")
    commit(folder)
    git(folder, "remote", "add", "vita", "../vita.git")
    (folder / ".venv").symlink_to("../vita/.venv")


def commit(folder: Path) -> None:
    git(folder, "init", "--quiet")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message=as it is")
