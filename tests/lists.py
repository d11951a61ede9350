"""A local server that answers like ORCID, OpenAlex, DBLP and Zotero, and like a host of a .bib file; it can fail."""

import json
import time
from dataclasses import dataclass, replace
from http.server import BaseHTTPRequestHandler
from urllib.parse import parse_qs, urlsplit

from tests.agencies import StandIn

ORCID, OPENALEX, DBLP, ZOTERO = "0000-0002-1825-0097", "A5000000001", "65/9612", "groups/12345/collections/ABCD2345"
WORDS = ("Quiet", "Kettles", "Owls", "Rivers", "Proofs", "Graphs", "Boilers", "Lenses")
WORDS += ("Markets", "Tides", "Clouds", "Seeds", "Bridges", "Moths", "Stones")


@dataclass(frozen=True)
class Work:
    """A publication as every service knows it; a preprint has an `eprint` and no DOI."""

    number: int
    title: str
    year: int = 2020
    eprint: str = ""
    doi: str = ""
    venue: str = "Journal of Made-up Research"
    is_retracted: bool = False

    @property
    def authors(self):
        return ["Ann Lee", f"Jörg Müller-{chr(65 + self.number % 26)}", "The Example Collaboration"]


def works(count):
    """Made-up publications, each tenth of them a preprint."""
    return [_work(number) for number in range(count)]


def _work(number):
    words = [WORDS[number % 15], WORDS[(number // 15 + 3) % 15], f"Part {number}"]
    work = Work(number, f"{' and '.join(words[:2])}: 50% of R&D in BERT_{number}, {words[2]}", 2000 + number % 25)
    if number % 10 == 0:
        return replace(work, eprint=f"2401.{number:05}", venue="arXiv")
    return replace(work, doi=f"10.5555/made.{number}")


def next_month(works):
    """The same lists a month later: one is new, one preprint is in print, one has another title."""
    changed = list(works)
    changed[20] = replace(works[20], doi="10.5555/printed.20", venue="Annals of Kettles")
    changed[31] = replace(works[31], title="A Wholly New Title for Part 31")
    return [*changed, _work(len(works) + 1)]


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        parts, server = urlsplit(self.path), self.server
        server.asked.append((self.path, dict(self.headers), time.monotonic()))
        if server.failures and (failure := server.failures.pop(0)):
            self.fail(*failure)
            return
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        for prefix, answer in ANSWERS.items():
            if parts.path.startswith(prefix):
                status, headers, body = answer(server.works, parts.path.removeprefix(prefix), query)
                self.answer(status, headers, body)
                return
        self.answer(404, {}, "Not found")

    def fail(self, kind, *details):
        if kind == "silent":
            self.server.ended.wait(5)
        elif kind == "hung up":
            self.close_connection = True
        elif kind == "cut":
            self.answer(200, {}, '{"group": [], "meta": {"count": 0}} @misc{x, title={A}}', missing=100)
        else:
            self.answer(*details)

    def answer(self, status, headers, body, missing=0):
        data = body.encode()
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(data) + missing)}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_):
        pass


def _answer_orcid(works, path, _):
    if not path.startswith(f"{ORCID}/works"):
        return 404, {}, '{"response-code": 404}'
    codes = path.removeprefix(f"{ORCID}/works").strip("/")
    if codes:
        wanted = codes.split(",")
        assert len(wanted) <= 100
        every = {str(work.number + 1000 * is_printed): (work, is_printed) for work, is_printed in _versions(works)}
        return 200, {}, json.dumps({"bulk": [{"work": _orcid_work(code, *every[code])} for code in wanted]})
    groups = [{"work-summary": _summaries(work.number + 1000 * is_printed)} for work, is_printed in _versions(works)]
    return 200, {}, json.dumps({"last-modified-date": None, "group": groups, "path": f"/{ORCID}/works"})


def _summaries(code):
    """The summary that counts, and one from another program, for which ORCID would give no details here."""
    return [{"put-code": 99999, "display-index": "0"}, {"put-code": code, "display-index": "1"}]


def _versions(works):
    """A preprint that is in print is two works."""
    for work in works:
        if work.eprint:
            yield replace(work, doi="", venue="arXiv"), False
        if work.doi:
            yield replace(work, eprint=""), bool(work.eprint)


def _orcid_work(code, work, _):
    identifier = ("doi", work.doi) if work.doi else ("arxiv", work.eprint)
    return {
        "put-code": int(code),
        "title": {"title": {"value": work.title}, "subtitle": None},
        "journal-title": {"value": work.venue},
        "short-description": None,
        "type": "preprint" if work.eprint else "journal-article",
        "publication-date": {"year": {"value": str(work.year)}, "month": {"value": "05"}, "day": None},
        "external-ids": {
            "external-id": [
                {"external-id-type": "issn", "external-id-value": "1", "external-id-relationship": "part-of"},
                {
                    "external-id-type": identifier[0],
                    "external-id-value": identifier[1],
                    "external-id-relationship": "self",
                },
            ]
        },
        "contributors": {
            "contributor": [
                {"credit-name": {"value": name}, "contributor-attributes": {"contributor-role": "author"}}
                for name in work.authors
            ]
        },
    }


def _answer_openalex(works, path, query):
    if path != "works":
        return 404, {}, "{}"
    if query["filter"].startswith("doi:"):
        wanted = query["filter"].removeprefix("doi:").split("|")
        found = [work for work in works if _any_doi(work) in wanted]
        results = [{"doi": f"https://doi.org/{_any_doi(work)}", "cited_by_count": work.number} for work in found]
        return 200, {}, json.dumps({"meta": {"count": len(results)}, "results": results})
    if query["filter"] != f"authorships.author.id:{OPENALEX}" or "cursor" in query:
        return (401 if "cursor" in query else 404), {}, "{}"
    start, size = (int(query["page"]) - 1) * int(query["per_page"]), int(query["per_page"])
    results = [_openalex_work(work) for work in works[start : start + size]]
    return 200, {}, json.dumps({"meta": {"count": len(works), "page": int(query["page"])}, "results": results})


def _any_doi(work):
    return work.doi or f"10.48550/arxiv.{work.eprint}"


def _openalex_work(work):
    preprint = {"landing_page_url": f"http://arxiv.org/abs/{work.eprint}", "source": {"type": "repository"}}
    journal = {"landing_page_url": f"https://doi.org/{work.doi}", "source": {"type": "journal"}}
    journal["source"]["display_name"], preprint["source"]["display_name"] = work.venue, "arXiv (Cornell University)"
    return {
        "id": f"https://openalex.org/W{work.number}",
        "doi": f"https://doi.org/{_any_doi(work)}",
        "title": work.title,
        "type": "article" if work.doi else "preprint",
        "publication_year": work.year,
        "primary_location": journal if work.doi else preprint,
        "locations": [journal, preprint] if work.eprint else [journal],
        "authorships": [{"author": {"display_name": name}, "raw_author_name": name} for name in work.authors],
        "biblio": {"volume": "7", "issue": None, "first_page": "1", "last_page": "12"} if work.doi else {},
        "is_retracted": work.is_retracted,
        "cited_by_count": work.number,
    }


def _answer_dblp(works, path, _):
    if path != f"{DBLP}.bib":
        return 404, {}, "<html></html>"
    return 200, {"Content-Type": "application/x-bibtex"}, "\n\n".join(map(_dblp_entry, _versions(works)))


def _dblp_entry(version):
    work, is_printed = version
    title, authors = _latex(work.title), " and\n                  ".join(["Ann Lee 0001", *work.authors[1:]])
    if work.eprint:
        place = f"journal = {{CoRR}}, volume = {{abs/{work.eprint}}}"
        place += f", eprinttype = {{arXiv}}, eprint = {{{work.eprint}}}"
    else:
        place = f"journal = {{{work.venue}}}, volume = {{7}}, doi = {{{work.doi.upper()}}}"
    note = ",\n  note = {Withdrawn.}" if work.is_retracted else ""
    return (
        f"@article{{DBLP:journals/x/{work.number}{is_printed},\n  author = {{{authors}}},\n"
        f"  title = {{{title}}},\n  {place},\n  year = {{{work.year}}}{note},\n"
        f"  timestamp = {{Mon, 1 Jan 2024 00:00:00 +0100}},\n  bibsource = {{dblp}}\n}}"
    )


def _latex(text):
    return text.replace("%", r"\%").replace("&", r"{\&}").replace("_", r"\_")


def _answer_zotero(works, path, query):
    if path != f"{ZOTERO}/items/top":
        return 404, {}, "Not found"
    assert query["format"] == "bibtex" and int(query["limit"]) <= 100
    start = int(query["start"])
    body = "\n".join(map(_zotero_entry, works[start : start + int(query["limit"])]))
    return 200, {"Total-Results": str(len(works)), "Content-Type": "application/x-bibtex"}, body


def _zotero_entry(work):
    place = f"journal = {{{work.venue}}},\n\tvolume = {{7}},\n\tdoi = {{{work.doi}}}"
    if not work.doi:
        place = f"publisher = {{arXiv}},\n\tdoi = {{10.48550/arXiv.{work.eprint}}}"
    return (
        f"\n@{'article' if work.doi else 'misc'}{{lee_{work.number},\n\ttitle = {{{_latex(work.title)}}},\n\t{place},\n"
        f"\tauthor = {{{' and '.join(work.authors)}}},\n\tmonth = may,\n\tyear = {{{work.year}}},\n"
        "\tfile = {Full Text:files/1.pdf:application/pdf},\n}\n"
    )


def _answer_bib(works, path, _):
    return (200, {}, "\n".join(map(_zotero_entry, works))) if path == "lee.bib" else (404, {}, "")


ANSWERS = {
    "/orcid/v3.0/": _answer_orcid,
    "/openalex/": _answer_openalex,
    "/dblp/pid/": _answer_dblp,
    "/zotero/": _answer_zotero,
    "/bib/": _answer_bib,
}


class Lists(StandIn):
    """`works` is what every service lists; `failures` are answered first, one a request."""

    request_queue_size = 50

    def __init__(self):
        super().__init__(Handler)
        self.works, self.failures = [], []
        prefixes = {"orcid": "orcid/v3.0/", "openalex": "openalex/", "dblp": "dblp/", "zotero": "zotero/"}
        self.hosts = {name: f"{self.base}/{prefix}" for name, prefix in prefixes.items()}
        self.addresses = {
            "orcid": f"https://orcid.org/{ORCID}",
            "openalex": f"https://openalex.org/{OPENALEX}",
            "dblp": f"https://dblp.org/pid/{DBLP}",
            "zotero": f"https://api.zotero.org/{ZOTERO}",
            "bib": f"{self.base}/bib/lee.bib",
        }


def lists():
    return Lists().running()
