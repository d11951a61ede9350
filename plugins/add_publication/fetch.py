"""Fetch the text of an address, politely: few attempts, pauses, limits of time and size."""

import socket
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from http.client import HTTPException, HTTPResponse, IncompleteRead
from typing import NamedTuple
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

SIZE_LIMIT = 1_000_000  # bytes of the answer for one entry
ATTEMPTS = 3
FIRST_PAUSE = 1.0  # seconds before the second attempt, twice as many before the third
LONGEST_PAUSE = 20.0  # seconds that a host may ask for
TEMPORARY_STATUSES = {429, 500, 502, 503, 504}


@dataclass(frozen=True)
class Patience:
    """How many seconds of silence and for a whole answer to wait, and how to pause before asking a host again."""

    silence: float = 10.0
    answer: float = 30.0
    pause: Callable[[float], object] = time.sleep


PATIENCE = Patience()


class Answer(NamedTuple):
    """The text of an answer; `headers` are those of HTTP, whose names have no case."""

    media_type: str
    text: str
    headers: Mapping[str, str]


class LookupFailed(Exception):
    """Why nothing was found, in one line. `status` is the HTTP status if a host gave one, else 0."""

    def __init__(self, message: str, status: int = 0) -> None:
        super().__init__(message)
        self.status = status


class _WebRedirects(HTTPRedirectHandler):
    """Follows redirects to http and https only."""

    max_redirections = 8

    def redirect_request(self, request, file, code, message, headers, address):
        if urlsplit(address).scheme not in ("http", "https"):
            raise LookupFailed(f"{host_of(request.full_url)} redirects to an address that is not on the web")
        return super().redirect_request(request, file, code, message, headers, address)


def fetch(address: str, accept: str, agent: str, patience: Patience = PATIENCE, limit: int = SIZE_LIMIT) -> Answer:
    """The answer of a host, of at most `limit` bytes. Raises LookupFailed after the last attempt, with what to do."""
    if urlsplit(address).scheme not in ("http", "https"):
        raise LookupFailed(f"'{address}' of LOOKUP_HOSTS does not begin with https://")
    request = Request(address, headers={"Accept": accept, "User-Agent": agent})
    for attempt in range(ATTEMPTS):
        try:
            return _answer(request, patience, limit)
        except HTTPError as error:
            failure, wanted_pause = _refusal(error, address), _retry_after(error)
            is_temporary = error.code in TEMPORARY_STATUSES and wanted_pause <= LONGEST_PAUSE
        except (URLError, HTTPException, OSError) as error:
            failure, wanted_pause, is_temporary = _no_answer(error, address, patience), 0.0, True
        if not is_temporary or attempt == ATTEMPTS - 1:
            break
        patience.pause(max(wanted_pause, FIRST_PAUSE * 2**attempt))
    raise failure


def host_of(address: str) -> str:
    return urlsplit(address).hostname or address


def _answer(request: Request, patience: Patience, limit: int) -> Answer:
    host = host_of(request.full_url)
    with build_opener(_WebRedirects).open(request, timeout=patience.silence) as response:
        body, headers = _body(response, host, patience.answer, limit), response.headers
    try:
        return Answer(headers.get_content_type(), body.decode("utf-8-sig"), headers)
    except UnicodeDecodeError:
        raise LookupFailed(f"{host} did not answer with UTF-8 text") from None


def _body(response: HTTPResponse, host: str, seconds: float, limit: int) -> bytes:
    end, body = time.monotonic() + seconds, b""
    while chunk := response.read1(65536):
        body += chunk
        if len(body) > limit:
            size = f"{limit // 1_000_000} MB" if limit > SIZE_LIMIT else f"{limit // 1000} kB, too much for an entry"
            raise LookupFailed(f"{host} answered with more than {size}")
        if time.monotonic() > end:
            raise LookupFailed(f"{host} did not finish its answer within {seconds:.0f} seconds: try again later")
    announced = response.headers.get("Content-Length", "")
    if announced.isdecimal() and len(body) < int(announced):  # `read1` is silent about a cut connection
        raise IncompleteRead(body, int(announced) - len(body))
    return body


def _refusal(error: HTTPError, address: str) -> LookupFailed:
    host, wanted_pause = host_of(address), _retry_after(error)
    if wanted_pause > LONGEST_PAUSE:
        return LookupFailed(f"{host} asks to wait {wanted_pause:.0f} seconds: try again then", error.code)
    if 300 <= error.code < 400:
        return LookupFailed(f"{host} redirects in a circle, or to an address that is not on the web", error.code)
    hint = ": try again later" if error.code in TEMPORARY_STATUSES else ""
    return LookupFailed(f"{host} answered with HTTP status {error.code}{hint}", error.code)


def _no_answer(error: Exception, address: str, patience: Patience) -> LookupFailed:
    host, reason = host_of(address), getattr(error, "reason", error)
    if isinstance(reason, TimeoutError):
        return LookupFailed(f"{host} did not answer within {patience.silence:.0f} seconds: try again later")
    if isinstance(reason, socket.gaierror):
        return LookupFailed(f"no host {host} was found: is this computer online?")
    text = getattr(reason, "strerror", None) or type(reason).__name__
    return LookupFailed(f"{host} could not be reached ({text}): try again later")


def _retry_after(error: HTTPError) -> float:
    """Seconds that `Retry-After` asks for, as a number or a date; 0 if it is absent."""
    value = error.headers.get("Retry-After", "").strip()
    if value.isdecimal():
        return float(value)
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - time.time())
    except (ValueError, TypeError, OverflowError):
        return 0.0
