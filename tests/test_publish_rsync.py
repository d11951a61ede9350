"""A server: rsync over a real ssh to a real sshd on this machine."""

import os
import shlex
import shutil
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, replace
from pathlib import Path
from unittest.mock import ANY

import pytest

from plugins.publish import PublishFailed, Rsync, publish, target_from

CONFIG = """
ListenAddress 127.0.0.1
Port {port}
HostKey {keys}/host
AuthorizedKeysFile {keys}/authorized_keys
PidFile none
StrictModes no
UsePAM no
PermitRootLogin yes
PasswordAuthentication no
KbdInteractiveAuthentication no
"""
# What a key may do on the server: everything, or write only small files, as if the disk were full.
ACCOUNTS = {
    "jane's key": "",
    "full": r"""command="trap '' XFSZ; ulimit -f 20; sh -c \"$SSH_ORIGINAL_COMMAND\"" """,
}

# A connection to the port argv[1] that breaks after 60 kB.
CONNECTION = """
import os, socket, sys, threading
connection = socket.create_connection(("127.0.0.1", int(sys.argv[1])))
def down():
    while data := connection.recv(65536):
        os.write(1, data)
    os._exit(0)
threading.Thread(target=down).start()
left = 60_000
while left > 0 and (data := os.read(0, 4096)):
    connection.sendall(data)
    left -= len(data)
os._exit(1)
"""


def program(name: str, package: str) -> str:
    found = shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin:/usr/local/sbin")
    return found or pytest.fail(f"{name} is not installed: 'apt install {package}'")


@dataclass(frozen=True)
class Server:
    keys: Path
    port: int

    def target(self, folder: Path, key: str = "jane's key", known: str = "known_hosts", proxy: str = "none") -> Rsync:
        options = ["-F", "/dev/null", "-o", "IdentitiesOnly=yes", "-i", str(self.keys / key)]
        options += ["-o", f"UserKnownHostsFile={self.keys / known}", "-o", f"ProxyCommand={proxy}"]
        settings = {"host": "127.0.0.1", "folder": str(folder), "port": self.port, "options": shlex.join(options)}
        return target_from({"to": "rsync"} | settings)

    @property
    def broken_connection(self) -> str:
        return shlex.join([sys.executable, str(self.keys / "connection.py"), str(self.port)])

    def is_up(self) -> bool:
        with socket.socket() as client:
            return client.connect_ex(("127.0.0.1", self.port)) == 0


def make_keys(keys: Path, port: int) -> None:
    public = {}
    for name in ("host", "other-host", "stranger", *ACCOUNTS):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", keys / name], check=True)
        public[name] = (keys / f"{name}.pub").read_text()
    (keys / "authorized_keys").write_text("".join(may + public[name] for name, may in ACCOUNTS.items()))
    (keys / "known_hosts").write_text(f"[127.0.0.1]:{port} {public['host']}")
    (keys / "changed_hosts").write_text(f"[127.0.0.1]:{port} {public['other-host']}")
    (keys / "no_hosts").touch()
    (keys / "connection.py").write_text(CONNECTION)
    (keys / "sshd_config").write_text(CONFIG.format(port=port, keys=keys))


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    sshd, _ = program("sshd", "openssh-server"), program("rsync", "rsync")
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        server = Server(tmp_path_factory.mktemp("ssh"), free.getsockname()[1])
    make_keys(server.keys, server.port)
    with subprocess.Popen([sshd, "-D", "-f", server.keys / "sshd_config", "-E", server.keys / "log"]) as running:
        for _ in range(100):
            if server.is_up() or running.poll() is not None:
                break
            time.sleep(0.05)
        assert server.is_up(), (server.keys / "log").read_text()
        yield server
        running.terminate()


@pytest.fixture
def site(tmp_path):
    """What an earlier publication left on the server."""
    return published(tmp_path / "site", "index.html", "news/old page/é.html", ".well-known/ours")


@pytest.fixture
def output(tmp_path):
    return fill(tmp_path / "output", "index.html", "news/old page/é.html", ".vita-build", ".well-known/ours")


def fill(folder: Path, *names: str) -> Path:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name)
    return folder


def published(folder: Path, *names: str) -> Path:
    """Fill a folder as an earlier publication did, which lists what it put there."""
    fill(folder, *names)
    (folder / ".vita-published").write_text("\n".join(["Vita publishes here", *names, ""]))
    return folder


def files(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file() and ".~tmp~" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def fails(output: Path, target: Rsync, dry_run: bool = False) -> str:
    with pytest.raises(PublishFailed) as failure:
        publish(output, target, dry_run)
    assert len(str(failure.value).splitlines()) == 1
    return str(failure.value)


def test_a_site_arrives_whole(server, output, tmp_path):
    folder = tmp_path / 'it\'s a "网站" $HOME; x'
    assert publish(output, server.target(folder)) == [f"published to 127.0.0.1:{folder}: 3 new"]
    assert set(files(folder)) == {".vita-published", ".well-known/ours", "index.html", "news/old page/é.html"}
    assert (folder / "index.html").stat().st_mode & 0o777 == 0o644
    assert publish(output, server.target(folder)) == [f"nothing changed: 127.0.0.1:{folder} is up to date"]


STALE = (" old.html", "stale/deep/x.html", "stale/[a]*?\\.html", "mixed/ours.html", "in/the/way", ".well-known/stale")


def test_stale_files_go_and_all_others_stay(server, output, site):
    published(site, *files(site), *STALE)
    others = ("mixed/theirs.html", ".well-known/acme/x", "thesis.tex", "stale.html", ".htaccess", "stale2/[a]b.html")
    fill(site, *others)
    unlisted = set(files(site)) - set(STALE)
    fill(output, "in/the")
    unchanged = (site / "news/old page/é.html").stat().st_mtime_ns
    (output / "news/old page/é.html").touch()
    (output / "index.html").write_text("changed")
    lines = publish(output, server.target(site), dry_run=True)
    assert {line.removeprefix("deleted ") for line in lines if line.startswith("deleted ")} == set(STALE)
    *deleted, outcome = publish(output, server.target(site))
    assert outcome.endswith(": 1 new, 1 changed, 6 deleted")
    assert {line.removeprefix("deleted ") for line in deleted} == set(STALE)
    assert set(files(site)) == unlisted | {"in/the"} and not (site / "stale").exists()
    assert (site / "news/old page/é.html").stat().st_mtime_ns == unchanged


def test_a_dry_run_names_changes_and_makes_none(server, output, site):
    published(site, *files(site), " old.html")
    fill(output, "news/new/index.html", "index.html").joinpath("index.html").write_text("changed")
    before = files(site)
    lines = publish(output, server.target(site), dry_run=True)
    assert lines[:3] == ["new news/new/index.html", "changed index.html", "deleted  old.html"]
    assert lines[3:] == [f"would publish to 127.0.0.1:{site}: 1 new, 1 changed, 1 deleted"]
    assert files(site) == before


def test_a_dry_run_makes_no_folder(server, output, tmp_path):
    assert publish(output, server.target(tmp_path / "new"), dry_run=True)[-1].endswith(": 3 new")
    assert not (tmp_path / "new").exists()


def test_the_folder_of_someone_else_is_left_alone(server, output, tmp_path):
    home = fill(tmp_path / "home", "thesis.tex")
    for dry_run in (False, True):
        assert "publish with --force" in fails(output, server.target(home), dry_run)
    assert set(files(home)) == {"thesis.tex"}
    publish(output, replace(server.target(home), force=True))
    assert {".vita-published", "index.html", "thesis.tex"} < set(files(home))


@pytest.mark.parametrize(
    ("access", "words"),
    [
        ({"known": "changed_hosts"}, "Host key verification failed.: this may be another machine"),
        ({"known": "no_hosts"}, "log in once with ssh"),
        ({"key": "stranger"}, "Permission denied (publickey).: bring your key"),
        ({"key": "full"}, "write"),
    ],
)
def test_an_accident_is_one_line_and_the_old_site_stays(server, output, site, access, words):
    before = files(site)
    (output / "index.html").write_text("changed")
    (output / "photo.jpg").write_bytes(os.urandom(200_000))
    before[".vita-published"] = ANY
    assert words in fails(output, server.target(site, **access))
    assert files(site) == before


def test_a_broken_connection_leaves_the_old_site_and_the_next_run_completes(server, output, site):
    before = files(site)
    (output / "index.html").write_text("changed")
    (output / "photo.jpg").write_bytes(os.urandom(200_000))
    fails(output, server.target(site, proxy=server.broken_connection))
    before.pop(".vita-published")
    assert before.items() <= files(site).items()
    shutil.rmtree(output / "news")
    publish(output, server.target(site))
    assert (site / "photo.jpg").read_bytes() == (output / "photo.jpg").read_bytes()
    assert not (site / ".~tmp~").exists() and not (site / "news").exists()


def test_a_missing_rsync_says_what_to_install(output, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "rsync is not installed: 'apt install rsync'" in fails(output, Rsync("host", "site"))
