"""Asking a web server: over http and https alone, with a time limit, and saying what went wrong."""

from __future__ import annotations

import ssl
import string
from http.client import HTTPException, HTTPResponse, InvalidURL
from typing import TYPE_CHECKING, cast
from urllib.error import URLError
from urllib.parse import quote, urljoin, urlsplit
from urllib.request import HTTPHandler, HTTPSHandler, OpenerDirector, ProxyHandler, Request

from aigoods import __version__
from aigoods.errors import NetworkError
from aigoods.text import clean

if TYPE_CHECKING:
    from collections.abc import Mapping

TIMEOUT = 60.0
"""Seconds without a byte after which a connection counts as lost."""

REDIRECTS = 5
_MOVED = (301, 302, 303, 307, 308)


class WebError(NetworkError):
    """A server that could not be asked or did not answer as it should.

    `what` says so without a full stop, for a longer sentence. `passing` tells that asking again
    may help, after `wait` seconds where the server names them; `reached` that a server was there
    at all; `status` is that of the answer, 0 without one.
    """

    def __init__(
        self,
        what: str,
        *,
        passing: bool = False,
        reached: bool = True,
        wait: int | None = None,
        status: int = 0,
    ) -> None:
        super().__init__(f"{what}.")
        self.what = what
        self.passing = passing
        self.reached = reached
        self.wait = wait
        self.status = status


def open_address(
    url: str, *, accept: tuple[int, ...] = (200,), headers: Mapping[str, str] | None = None
) -> HTTPResponse:
    """Return the answer of the server at `url`, with one of the statuses of `accept`; close it.

    The proxies that the environment names are used. At most five redirects are followed, to http
    and https alone and never from https to http.

    Raises:
        WebError: no connection, no valid certificate, a redirect that is not followed, another
            status.

    """
    for _ in range(REDIRECTS + 1):
        answer = _ask(url, headers or {})
        if answer.status in accept:
            return answer
        with answer:
            if answer.status not in _MOVED:
                raise _refusal(url, answer)
            url = _redirected(url, answer.headers.get("Location", ""))
    raise WebError(f"{host(url)} redirects more than {REDIRECTS} times")


def read_some(answer: HTTPResponse, most: int) -> bytes:
    """Return the next bytes of an answer, at most `most`, as they come; none at its end.

    Raises:
        WebError: the connection is lost, or nothing came within the time limit.

    """
    try:
        return answer.read1(most)
    except (HTTPException, OSError) as error:
        raise broken_off(answer.url, _reason(error)) from None


def broken_off(url: str, reason: str) -> WebError:
    """Return the failure of a connection that ended before the answer was whole."""
    return WebError(f"{host(url)} broke the connection off ({reason})", passing=True)


def host(url: str) -> str:
    """Return the server of an address as people name it: `www.cepii.fr`."""
    return clean(urlsplit(url).netloc, 100)


def fault_of(url: str) -> str:
    """Return why `url` is not asked, as in `is no http or https address`; empty where it may be."""
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018  # a port that is no number shows when it is read
    except ValueError:
        return "is no address"
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return "is no http or https address"
    if "@" in parts.netloc:
        return "names a user"
    return ""


def _ask(url: str, headers: Mapping[str, str]) -> HTTPResponse:
    opener = OpenerDirector()
    opener.addheaders = [("User-Agent", f"aigoods/{__version__}"), ("Accept-Encoding", "identity")]
    for handler in (ProxyHandler(), HTTPHandler(), HTTPSHandler()):
        opener.add_handler(handler)
    try:
        request = Request(quote(url, safe=string.punctuation), headers=dict(headers))  # noqa: S310
        return cast("HTTPResponse", opener.open(request, timeout=TIMEOUT))
    except URLError as error:
        raise _unreached(url, error.reason) from None
    except (InvalidURL, ValueError):
        raise WebError(f"{clean(url, 100)!r} is no address") from None
    except (HTTPException, OSError) as error:
        raise broken_off(url, _reason(error)) from None


def _unreached(url: str, reason: str | BaseException) -> WebError:
    if isinstance(reason, ssl.SSLCertVerificationError):
        return WebError(
            f"The certificate of {host(url)} is not accepted ({clean(reason.verify_message, 100)})",
            reached=False,
        )
    return WebError(
        f"{host(url)} cannot be reached ({_reason(reason)})", passing=True, reached=False
    )


def _refusal(url: str, answer: HTTPResponse) -> WebError:
    status = f"{answer.status} {clean(answer.reason, 60)}".strip()
    if answer.status == 403:
        what = f"{host(url)} refuses this network ({status})"
    elif answer.status in (404, 410):
        what = f"{host(url)} has no {clean(urlsplit(url).path, 200).rpartition('/')[2]} ({status})"
    else:
        what = f"{host(url)} answered {status}"
    wait = answer.headers.get("Retry-After", "")
    return WebError(
        what,
        passing=answer.status in (408, 429) or answer.status >= 500,
        wait=int(wait) if wait.isascii() and wait.isdigit() and len(wait) < 10 else None,
        status=answer.status,
    )


def _redirected(url: str, location: str) -> str:
    try:
        target = urljoin(url, location)
    except ValueError:
        target = location
    fault = fault_of(target)
    if not fault and urlsplit(url).scheme == "https" and urlsplit(target).scheme != "https":
        fault = "is not encrypted"
    if fault:
        raise WebError(f"{host(url)} redirects to {clean(target, 100)!r}, which {fault}")
    return target


def _reason(error: str | BaseException) -> str:
    if isinstance(error, ssl.SSLError) and error.reason:
        return f"TLS: {error.reason.replace('_', ' ').lower()}"
    text = error.strerror if isinstance(error, OSError) else None
    return clean(text or str(error) or type(error).__name__, 100)
