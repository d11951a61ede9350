"""Run Lighthouse on a home page, as a phone on slow 4G: `python -m tests.lighthouse [SITE ...]`.

SITE is the folder of a built site; without one, the script builds the public site. It prints the scores, then what the
first visit fetches from the site's own host. It needs Node.js 20 and 170 MB of packages.
"""

import json
import os
import ssl
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from tests import tools
from tests.browser import FLAGS, STAND_INS
from tests.serve import serving

OPTIONS = ["--quiet", "--output=json", "--only-categories=performance,accessibility,best-practices,seo"]
RUNS = 3  # the median counts, because other work on the machine can slow down a run
KINDS = {"iframe": "document", "style": "stylesheet"}  # Sec-Fetch-Dest → Playwright's resource type


class StandIn(BaseHTTPRequestHandler):
    """Answers for every other host, so that a measurement depends on none of them."""

    def do_GET(self) -> None:
        kind = self.headers.get("Sec-Fetch-Dest", "")
        content_type, body = STAND_INS.get(KINDS.get(kind, kind), ("text/plain", ""))
        self.send_response(200)
        self.send_header("Content-Type", content_type)
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *args: object) -> None:
        pass


@contextmanager
def elsewhere() -> Iterator[int]:
    """Answer for all other hosts, with a self-signed certificate; yield the port."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), StandIn)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    with tempfile.TemporaryDirectory() as folder:
        key, certificate = f"{folder}/key.pem", f"{folder}/certificate.pem"
        kind = ["-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=elsewhere"]
        subprocess.run(["openssl", "req", *kind, "-keyout", key, "-out", certificate], check=True, capture_output=True)
        context.load_cert_chain(certificate, key)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port
    server.shutdown()
    server.server_close()


def measure(address: str, port: int) -> dict:
    """Lighthouse's report on the page at `address`."""
    rules = f"--host-resolver-rules='MAP * 127.0.0.1:{port}, EXCLUDE 127.0.0.1'"
    flags = [*FLAGS, rules, "--ignore-certificate-errors"]
    command = ["node", tools.LIGHTHOUSE, address, f"--chrome-flags={' '.join(flags)}", *OPTIONS]
    chromium = os.environ | {"CHROME_PATH": tools.path("Chromium")}
    return json.loads(subprocess.run(command, env=chromium, check=True, capture_output=True, text=True).stdout)


def paint(report: dict) -> float:
    """Largest contentful paint, in ms."""
    return report["audits"]["largest-contentful-paint"]["numericValue"]


def show(name: str, address: str, report: dict) -> None:
    scores = " / ".join(f"{category['score']:.2f}" for category in report["categories"].values())
    audits = report["audits"]
    block, shift = (audits[name]["numericValue"] for name in ("total-blocking-time", "cumulative-layout-shift"))
    print(f"{name}: {scores} ({', '.join(report['categories'])})")
    print(f"  largest paint {paint(report) / 1000:.2f} s, blocked {block:.0f} ms, layout shift {shift:.3f}")
    counted = {
        each["id"] for category in report["categories"].values() for each in category["auditRefs"] if each["weight"]
    }
    for audit in (audits[name] for name in sorted(counted)):
        if audit["score"] is not None and audit["score"] < 1:
            print(f"  {audit['id']} {audit['score']}: {audit['title']}")
    items = audits["network-requests"]["details"]["items"]
    own = [item for item in items if item["url"].startswith(address) and item["transferSize"]]
    print(f"  {len(own)} requests, {sum(item['transferSize'] for item in own) / 1000:.1f} kB from its own host:")
    for item in own:
        print(f"    {item['transferSize']:>7} B {item['url'].removeprefix(address)}")


def main(*sites: str) -> None:
    tools.prepare()
    if not tools.LIGHTHOUSE.exists() and (failed := tools.install_packages()):
        raise SystemExit("\n".join(failed))
    with elsewhere() as port:
        for site in sites:
            with serving(Path(site)) as address:
                reports = [measure(f"{address}/", port) for _ in range(RUNS)]
                show(site, address, sorted(reports, key=paint)[RUNS // 2])


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        if not sys.argv[1:]:
            from plugins.building import build

            build(Path("publishconf.py"), Path(folder, "site"))
        main(*sys.argv[1:] or [f"{folder}/site"])
