"""A local server that answers like doi.org, Crossref, DataCite and arXiv, and that fails like them."""

import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from urllib.parse import parse_qs, unquote, urlsplit

CROSSREF = (
    " @inproceedings{Vaswani_2017, title={Attention Is <i>All</i> You Need: BERT &amp; 3D}, "
    "url={http://dx.doi.org/10.1145/3292500}, DOI={10.1145/3292500}, booktitle={Proceedings of R&amp;D}, "
    "publisher={ACM}, author={Vaswani, Ashish and M\u00fcller, J\u00f6rg}, year={2017}, month=Dec, "
    "pages={5998\u20136008}, collection={NIPS \u201917} }\n"
)
DATACITE = """@misc{https://doi.org/10.5281/zenodo.1234,
  doi = {10.5281/ZENODO.1234},
  url = {https://doi.org/10.5281/zenodo.1234},
  author = {{The Example Collaboration} and Lee, Ann},
  keywords = {open data},
  title = {{A Dataset of Things}},
  publisher = {Zenodo},
  year = {2023},
  copyright = {Creative Commons Attribution 4.0 International}
}"""
ENTRY = """
  <entry>
    <id>http://arxiv.org/abs/{id}v2</id>
    <updated>2023-08-02T00:41:18Z</updated>
    <published>2017-06-12T17:57:34Z</published>
    <title>Attention Is All
  You Need: BERT and 3D</title>
    <summary>  We use 50% of $x_1$ &amp; more.
</summary>
    <author><name>Ashish Vaswani</name></author>
    <author><name>The Example Collaboration</name></author>
    <arxiv:doi xmlns:arxiv="http://arxiv.org/schemas/atom">10.1145/3292500</arxiv:doi>
    <arxiv:primary_category xmlns:arxiv="http://arxiv.org/schemas/atom" term="cs.CL"/>
    <category term="cs.CL" scheme="http://arxiv.org/schemas/atom"/>
  </entry>"""
ERROR = """
  <entry><id>http://arxiv.org/api/errors#incorrect_id_format_for_9999</id><title>Error</title>
  <summary>incorrect id format for 9999</summary></entry>"""
FEED = (
    '<?xml version="1.0" encoding="UTF-8"?>{doctype}\n<feed xmlns="http://www.w3.org/2005/Atom">'
    "<title>ArXiv Query</title>{entry}\n</feed>\n"
)
BOMB = '<!DOCTYPE feed [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
FEEDS = {
    "1706.03762": FEED.format(doctype="", entry=ENTRY.format(id="1706.03762")),
    "1706.03762v2": FEED.format(doctype="", entry=ENTRY.format(id="1706.03762")),
    "hep-th/9901001": FEED.format(doctype="", entry=ENTRY.format(id="hep-th/9901001")),
    "2401.00001": FEED.format(doctype="", entry=""),
    "2401.00002": FEED.format(doctype="", entry=ERROR),
    "2401.00003": FEED.format(doctype=BOMB, entry=ENTRY.format(id="2401.00003")),
    "2401.00004": "<feed><entry>",
}
PAGE = "<!DOCTYPE html><html><body>Down for maintenance: @media{}</body></html>"
BIBTEX = "application/x-bibtex"
# By the part of a DOI after 10.5555/: the answers in turn (status, headers, body); the last one repeats
ANSWERS = {
    "none": [(404, {"Content-Type": "text/html"}, PAGE)],
    "no-bibtex": [(406, {}, "")],
    "busy": [(429, {"Retry-After": "1"}, ""), (200, {"Content-Type": BIBTEX}, CROSSREF)],
    "asks-for-an-hour": [(429, {"Retry-After": "3600"}, "")],
    "shaky": [(503, {}, ""), (500, {}, ""), (200, {"Content-Type": BIBTEX}, CROSSREF)],
    "broken": [(500, {}, "")],
    "page": [(200, {"Content-Type": "text/html"}, PAGE)],
    "text": [(200, {"Content-Type": "text/plain"}, "Resource not found.")],
    "unreadable": [(200, {"Content-Type": BIBTEX}, "@article{x, title = {never closed")],
    "oversized": [(200, {"Content-Type": BIBTEX}, "@misc{x, title={" + "a" * 1_100_000 + "}}")],
    "latin-1": [(200, {"Content-Type": BIBTEX}, b"@misc{x, title={\xe4\xf6}}")],
    "file": [(302, {"Location": "file:///etc/passwd"}, "")],
    "ring": [(302, {"Location": "/10.5555/ring"}, "")],
    "steering": [(200, {"Content-Type": BIBTEX}, "@misc{x, title={Red \x1b[31m \u202eand green}, year={2020}}")],
}
ANSWERS_OF_AGENCIES = {"10.1145/3292500": CROSSREF, "10.5281/zenodo.1234": DATACITE}


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.asked.append((self.path, dict(self.headers)))
        path = unquote(urlsplit(self.path).path)
        if path == "/api/query":
            identifier = parse_qs(urlsplit(self.path).query)["id_list"][0]
            self.answer(200, {"Content-Type": "application/atom+xml"}, FEEDS[identifier])
        elif path.startswith("/agency/"):
            wanted = self.headers["Accept"] == BIBTEX
            self.answer(200 if wanted else 406, {"Content-Type": BIBTEX}, ANSWERS_OF_AGENCIES[path[8:].lower()])
        elif path[1:].lower() in ANSWERS_OF_AGENCIES:
            self.answer(302, {"Location": f"/agency{self.path}"}, "")
        else:
            self.fail(path.removeprefix("/10.5555/"))

    def fail(self, name):
        if name == "silent":
            self.server.ended.wait(5)
        elif name == "dripping":
            self.drip()
        elif name == "hung-up":
            self.close_connection = True
        else:
            answers = ANSWERS[name]
            number = sum(path.endswith(f"/{name}") for path, _ in self.server.asked) - 1
            self.answer(*answers[min(number, len(answers) - 1)])

    def drip(self):
        self.send_response(200)
        self.end_headers()
        while not self.server.ended.is_set():
            self.wfile.write(b" ")
            self.wfile.flush()
            time.sleep(0.05)

    def answer(self, status, headers, body):
        data = body if isinstance(body, bytes) else body.encode()
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(data))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_):
        pass


class StandIn(ThreadingHTTPServer):
    """A server on this machine in the place of others, which `asked` for its paths; `ended` lets waiting answers go."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, handler):
        super().__init__(("127.0.0.1", 0), handler)
        self.asked, self.ended = [], Event()
        self.base = f"http://127.0.0.1:{self.server_port}"

    def handle_error(self, *_):
        """Ignore clients that hang up, as some tests do."""

    @contextmanager
    def running(self):
        thread = Thread(target=self.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self.ended.set()
            self.shutdown()
            self.server_close()
            thread.join()


class Agencies(StandIn):
    def __init__(self):
        super().__init__(Handler)
        self.hosts = {"doi": f"{self.base}/", "arxiv": f"{self.base}/api/query"}


def agencies():
    return Agencies().running()
