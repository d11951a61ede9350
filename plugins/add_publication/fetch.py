"""One polite request: an address → the text that a host answers, or `LookupFailed` whose one line says what to do."""

import socket
import time
from email.utils import parsedate_to_datetime
from http.client import HTTPException, HTTPResponse
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

TIMEOUT = 10.0  # seconds without a sign from the host
PATIENCE = 30.0  # seconds for a whole answer
LIMIT = 1_000_000  # bytes
ATTEMPTS = 3
PAUSE = 1.0  # seconds before the second attempt, twice as many before the third
LONGEST_PAUSE = 20.0  # seconds that a host may ask for
PASSING = {429, 500, 502, 503, 504}

pause = time.sleep


class LookupFailed(Exception):
    """Why nothing was found, in one line. `status` is the HTTP status where a host gave one."""

    def __init__(self, message: str, status: int = 0) -> None:
        super().__init__(message)
        self.status = status


class _Web(HTTPRedirectHandler):
    """Follows redirects to http and https, and to nothing else."""

    max_redirections = 8

    def redirect_request(self, request, file, code, message, headers, address):
        if urlsplit(address).scheme not in ("http", "https"):
            raise LookupFailed(f"{host_of(request.full_url)} sends on to an address that is not on the web")
        return super().redirect_request(request, file, code, message, headers, address)


def fetch(address: str, accept: str, agent: str) -> tuple[str, str]:
    """The media type and text of an answer, after `ATTEMPTS` where the host is busy or silent."""
    if urlsplit(address).scheme not in ("http", "https"):
        raise LookupFailed(f"'{address}' of LOOKUP_HOSTS is no address that begins with https://")
    request = Request(address, headers={"Accept": accept, "User-Agent": agent})
    for attempt in range(1, ATTEMPTS + 1):
        try:
            return _answer(request)
        except HTTPError as error:
            failure, asked = _refusal(error, address), _asked_pause(error)
            is_passing = error.code in PASSING and asked <= LONGEST_PAUSE
        except (URLError, HTTPException, OSError) as error:
            failure, asked, is_passing = _silence(error, address), 0.0, True
        if not is_passing or attempt == ATTEMPTS:
            raise failure from None
        pause(max(asked, PAUSE * 2 ** (attempt - 1)))
    raise AssertionError("unreachable")


def host_of(address: str) -> str:
    return urlsplit(address).hostname or address


def _answer(request: Request) -> tuple[str, str]:
    with build_opener(_Web).open(request, timeout=TIMEOUT) as response:
        body = _body(response, host_of(request.full_url))
        kind = response.headers.get_content_type()
    try:
        return kind, body.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise LookupFailed(f"{host_of(request.full_url)} answered with something that is no UTF-8 text") from None


def _body(response: HTTPResponse, host: str) -> bytes:
    """All of it, unless it is too long or comes too slowly."""
    end, body = time.monotonic() + PATIENCE, b""
    while piece := response.read1(65536):
        body += piece
        if len(body) > LIMIT:
            raise LookupFailed(f"{host} answered with more than {LIMIT // 1000} kB: that is no entry")
        if time.monotonic() > end:
            raise LookupFailed(f"{host} did not finish its answer within {PATIENCE:.0f} seconds: try again later")
    return body


def _refusal(error: HTTPError, address: str) -> LookupFailed:
    host, asked = host_of(address), _asked_pause(error)
    if asked > LONGEST_PAUSE:
        return LookupFailed(f"{host} asks to wait {asked:.0f} seconds: try again then", error.code)
    if 300 <= error.code < 400:
        return LookupFailed(f"{host} sends on in a ring, or to an address that is not on the web", error.code)
    hint = ": try again later" if error.code in PASSING else ""
    return LookupFailed(f"{host} answered with HTTP status {error.code}{hint}", error.code)


def _silence(error: Exception, address: str) -> LookupFailed:
    reason = getattr(error, "reason", error)
    if isinstance(reason, TimeoutError):
        return LookupFailed(f"{host_of(address)} did not answer within {TIMEOUT:.0f} seconds: try again later")
    if isinstance(reason, socket.gaierror):
        return LookupFailed(f"no host {host_of(address)} was found: is this computer online?")
    text = getattr(reason, "strerror", None) or type(reason).__name__
    return LookupFailed(f"{host_of(address)} could not be reached ({text}): try again later")


def _asked_pause(error: HTTPError) -> float:
    """Seconds that `Retry-After` asks for, given as a number or as a date."""
    asked = error.headers.get("Retry-After", "").strip()
    if asked.isdecimal():
        return float(asked)
    try:
        return max(0.0, parsedate_to_datetime(asked).timestamp() - time.time())
    except (ValueError, TypeError, OverflowError):
        return 0.0
