"""Pictures of pages before and after an upgrade, side by side, by a Chromium of this machine.

In: two output folders, and addresses of pages. Out: PNG files.
"""

import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path

from PIL import Image

from plugins.upgrade.release import UpgradeFailed

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
APPLICATIONS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--hide-scrollbars")
OFFLINE = "--host-resolver-rules=MAP * ~NOTFOUND"  # a trial calls no counter
WIDTH, HEIGHT, GAP = 1000, 1600, 20
PATIENCE = 60  # seconds for a picture


def find_chromium() -> str:
    """Raises UpgradeFailed if there is none."""
    found = next((path for name in (*NAMES, *APPLICATIONS) if (path := shutil.which(name))), None)
    if not found:
        raise UpgradeFailed("--look needs Chromium or Google Chrome: install it, or leave --look out")
    return found


def pages_to_show(old: Path, new: Path, changed: Iterable[str]) -> list[str]:
    """The home page, the publications, and one more page: the first whose text changes, if there is one."""
    names = sorted(page.relative_to(new).as_posix() for page in new.rglob("*.html"))
    addresses = [f"/{name.removesuffix('index.html')}" for name in names]
    wanted = ["/", "/publications/"]
    more = [
        address
        for address in (*changed, *addresses)
        if address not in wanted and not address.startswith(("/frames/", "/404"))
    ]
    both = [address for address in [*wanted, *more] if _file(old, address).is_file() and _file(new, address).is_file()]
    return both[:3]


def draw(chromium: str, old: Path, new: Path, addresses: Iterable[str], target: Path) -> list[Path]:
    """Write a picture for each address into `target`: before at the left, after at the right."""
    target.mkdir(parents=True, exist_ok=True)
    files = []
    with tempfile.TemporaryDirectory() as folder:
        for address in addresses:
            sides = [_screenshot(chromium, _file(site, address), Path(folder)) for site in (old, new)]
            both = Image.new("RGB", (2 * WIDTH + GAP, HEIGHT), "#888")
            for number, side in enumerate(sides):
                both.paste(side, (number * (WIDTH + GAP), 0))
            files.append(target / f"{address.strip('/').removesuffix('.html').replace('/', '-') or 'home'}.png")
            both.save(files[-1])
    return files


def _file(site: Path, address: str) -> Path:
    return site / (address[1:] + "index.html" if address.endswith("/") else address[1:])


def _screenshot(chromium: str, page: Path, folder: Path) -> Image.Image:
    picture = folder / "page.png"
    picture.unlink(missing_ok=True)
    profile = tempfile.mkdtemp(dir=folder)
    options = [f"--user-data-dir={profile}", f"--window-size={WIDTH},{HEIGHT}", f"--screenshot={picture}"]
    try:
        subprocess.run([chromium, *FLAGS, OFFLINE, *options, page.as_uri()], capture_output=True, timeout=PATIENCE)
        with Image.open(picture) as drawn:
            return drawn.convert("RGB")
    except (OSError, subprocess.TimeoutExpired):
        raise UpgradeFailed(f"--look: {chromium} draws no picture of {page.name}: leave --look out") from None
