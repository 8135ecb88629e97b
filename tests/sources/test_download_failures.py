"""Downloads that fail: one sentence, at once or after bounded tries, and what came is kept."""

import json
import socket
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest

from aigoods.errors import NetworkError
from aigoods.sources import web
from aigoods.sources.download import LONGEST_WAIT, TRIES
from downloads import CONTENT, NO_MORE, SIZE, Run, advice, host, ranges
from loopback import File, Loopback, Reply, loopback

CERTIFICATE = Path(__file__).with_name("loopback.pem")


# Servers that refuse


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (403, "refuses this network (403 Forbidden)"),
        (401, "answered 401 Unauthorized"),
        (400, "answered 400 Bad Request"),
        (416, f"answered 416 {HTTPStatus(416).phrase}"),
        (204, "answered 204 No Content"),
        (300, "answered 300 Multiple Choices"),
    ],
)
def test_a_refusal_is_said_at_once_and_keeps_the_part(
    run: Run, server: Loopback, status: int, reason: str
) -> None:
    server.replies.append(Reply(status, {"Content-Length": "0"}))
    assert run.fails() == f"{host(run)} {reason}; {advice(run)}"
    assert run.pauses == []
    if status != 416:
        run.target.parent.mkdir(exist_ok=True)
        run.part.write_bytes(CONTENT[:1000])
        run.label.write_text(json.dumps({"validator": '"one"', "size": SIZE}))
        server.replies.append(Reply(status, {"Content-Length": "0"}))
        kept = "; the 1,000 bytes that came are kept for the next time; "
        assert run.fails() == f"{host(run)} {reason}{kept}{advice(run)}"
        assert run() == CONTENT
        assert ranges(server)[-1] == "bytes=1000-"


def test_no_such_release(run: Run, server: Loopback) -> None:
    far = run._replace(url=f"{server.url}/data/BACI_HS22_V209912.zip?x=1")
    assert far.fails() == (
        f"{host(run)} has no BACI_HS22_V209912.zip (404 Not Found); there is no such release of "
        "that edition there."
    )


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504])
def test_a_busy_server_is_asked_again(run: Run, server: Loopback, status: int) -> None:
    server.replies.extend([Reply(status, {"Content-Length": "0"})] * (TRIES - 1))
    assert run() == CONTENT
    assert run.pauses == [2, 4, 8, 16]
    server.replies.extend([Reply(status, {"Content-Length": "0"})] * 50)
    run.target.unlink()
    run.pauses.clear()
    sentence = run.fails()
    assert sentence.startswith(f"{host(run)} answered {status} ")
    assert sentence.endswith(f"{NO_MORE}; {advice(run)}")
    assert run.pauses == [2, 4, 8, 16]
    assert len(server.replies) == 50 - TRIES


@pytest.mark.parametrize(
    ("said", "pause"),
    [("7", 7), ("0", 0), ("86400", LONGEST_WAIT), ("-1", 2), ("Wed, 21 Oct 2026 07:28:00 GMT", 2),
     ("9" * 5000, 2), ("\xb2", 2), ("", 2)],
)  # fmt: skip
def test_the_pause_that_a_server_asks_for(
    run: Run, server: Loopback, said: str, pause: float
) -> None:
    server.replies.append(Reply(429, {"Content-Length": "0", "Retry-After": said}))
    assert run() == CONTENT
    assert run.pauses == [pause]


def test_a_web_page_is_no_archive_and_does_not_touch_the_part(run: Run, server: Loopback) -> None:
    page = Reply(200, {"Content-Type": "text/html; charset=x", "Content-Length": "6"}, b"<html>")
    reason = (
        "answered with a web page instead of the file, perhaps the sign-in page of this network"
    )
    server.replies.append(page)
    assert run.fails() == f"{host(run)} {reason}; {advice(run)}"
    server.cuts.append(1000)
    server.files["/a.zip"].reply({})
    server.replies.extend([server.next_reply("/a.zip", {}), page])
    assert "the 1,000 bytes that came are kept" in run.fails()
    assert run() == CONTENT
    assert ranges(server)[-1] == "bytes=1000-"


def test_a_packed_file_is_not_taken(run: Run, server: Loopback) -> None:
    server.replies.append(Reply(200, {"Content-Encoding": "gzip", "Content-Length": "3"}, b"abc"))
    assert "packed in a way not asked for" in run.fails()


@pytest.mark.parametrize(
    "raw", [b"", b"\r\n\r\n", b"220 ftp\r\n\r\n", b"HTTP/1.1 " + b"9" * 99_999, b"HTTP/1.1 2"]
)
def test_an_answer_that_is_no_http_is_a_lost_connection(
    run: Run, server: Loopback, raw: bytes
) -> None:
    server.replies.append(Reply(body=raw, raw=True))
    assert run() == CONTENT
    server.replies.extend([Reply(body=raw, raw=True)] * TRIES)
    run.target.unlink()
    assert f"{host(run)} broke the connection off (" in run.fails()


def test_what_a_server_says_cannot_move_the_cursor(run: Run, server: Loopback) -> None:
    raw = b"HTTP/1.1 400 \x1b[2Jgone \xe2\x80\xae\x9b\r\nContent-Length: 0\r\n\r\n"
    server.replies.append(Reply(body=raw, raw=True))
    assert "\x1b" not in run.fails()
    server.replies.append(moved("file:///\x1b[2J\u202e".encode().decode("latin-1")))
    assert "\x1b" not in run.fails()


# Redirects


def moved(to: str, status: int = 302) -> Reply:
    return Reply(status, {"Location": to, "Content-Length": "0"})


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_followed_with_the_range(run: Run, server: Loopback, status: int) -> None:
    run.keep(CONTENT[:1000])
    server.files["/new place.zip".replace(" ", "%20")] = File(CONTENT)
    server.replies.append(moved("/new place.zip", status))
    assert run() == CONTENT
    assert server.paths == ["/a.zip", "/new%20place.zip"]
    assert ranges(server) == ["bytes=1000-"] * 2


@pytest.mark.parametrize(
    ("to", "fault"),
    [
        ("file:///etc/passwd", "is no http or https address"),
        ("ftp://127.0.0.1/a.zip", "is no http or https address"),
        ("data:application/zip,abc", "is no http or https address"),
        ("http://user:word@127.0.0.1/a.zip", "names a user"),
        ("http://[::1/a.zip", "is no address"),
        ("http://127.0.0.1:port/a.zip", "is no address"),
    ],
)
def test_a_redirect_elsewhere_is_not_followed(
    run: Run, server: Loopback, to: str, fault: str
) -> None:
    server.replies.append(moved(to))
    assert run.fails() == f"{host(run)} redirects to {to!r}, which {fault}; {advice(run)}"
    assert len(server.asked) == 1


@pytest.mark.parametrize("to", ["/a.zip", "", "?again"])
def test_redirects_in_a_circle_end(run: Run, server: Loopback, to: str) -> None:
    server.replies.extend([moved(to)] * 50)
    assert f"{host(run)} redirects more than {web.REDIRECTS} times" in run.fails()
    assert len(server.asked) == web.REDIRECTS + 1


def test_https_is_not_left_for_http(
    run: Run, server: Loopback, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    with loopback(CERTIFICATE) as secure:
        for scheme in ("https", "HTTPS"):
            secure.replies.append(moved(run.url))
            far = run._replace(url=f"{secure.url}/a.zip".replace("https", scheme))
            assert f"redirects to {run.url!r}, which is not encrypted; " in far.fails()
        secure.files["/a.zip"] = File(CONTENT)
        server.replies.append(moved(far.url))
        assert run() == CONTENT
    assert len(server.asked) == 1


# No server


def test_a_certificate_that_nobody_vouches_for_is_refused(run: Run) -> None:
    with loopback(CERTIFICATE) as secure:
        secure.files["/a.zip"] = File(CONTENT)
        far = run._replace(url=f"{secure.url}/a.zip")
        sentence = far.fails()
        assert sentence.startswith(f"The certificate of {host(far)} is not accepted (self")
        assert sentence.endswith(advice(far))
        assert secure.asked == []
    assert run.pauses == []


def test_a_server_without_tls(run: Run) -> None:
    far = run._replace(url=run.url.replace("http:", "https:"))
    assert far.fails() == (
        f"{host(run)} cannot be reached (TLS: wrong version number); {advice(far)}"
    )
    assert run.pauses == []


def test_nothing_listens(run: Run) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        far = run._replace(url=f"http://127.0.0.1:{taken.getsockname()[1]}/a.zip")
        assert far.fails() == f"{host(far)} cannot be reached (Connection refused); {advice(far)}"
    assert run.pauses == []


def failing(real: Callable[..., Any], calls: set[int], error: Exception) -> Callable[..., Any]:
    count = 0

    def run(*args: Any, **options: Any) -> Any:
        nonlocal count
        count += 1
        if count in calls:
            raise error
        return real(*args, **options)

    return run


NO_NAME = socket.gaierror(socket.EAI_NONAME, "Name or service not known")


def test_no_such_name(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", failing(socket.getaddrinfo, {1}, NO_NAME))
    far = run._replace(url="http://www.cepii.example/a.zip")
    assert far.fails() == (
        f"www.cepii.example cannot be reached (Name or service not known); {advice(far)}"
    )
    assert run.pauses == []


@pytest.mark.parametrize("error", [NO_NAME, TimeoutError("timed out"), OSError(101, "no route")])
def test_a_network_that_goes_away_in_the_middle_may_come_back(
    run: Run, server: Loopback, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    server.cuts.append(1000)
    real = socket.create_connection
    monkeypatch.setattr(socket, "create_connection", failing(real, {2, 3, 4}, error))
    assert run() == CONTENT
    assert run.pauses == [1, 2, 4, 8]
    assert ranges(server) == [None, "bytes=1000-"]


def test_a_network_that_stays_away_is_given_up(
    run: Run, server: Loopback, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.cuts.append(1000)
    with monkeypatch.context() as patch:
        real = socket.create_connection
        patch.setattr(socket, "create_connection", failing(real, set(range(2, 99)), NO_NAME))
        assert run.fails() == (
            f"{host(run)} cannot be reached (Name or service not known){NO_MORE}; the 1,000 bytes "
            f"that came are kept for the next time; {advice(run)}"
        )
    assert run() == CONTENT
    assert ranges(server) == [None, "bytes=1000-"]


@pytest.mark.parametrize("name", [f"{'a' * 64}.example", "a b", "a\nb", "[::1"])
def test_an_address_that_is_none(run: Run, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "create_connection", failing(socket.socket, {1}, ValueError()))
    far = run._replace(url=f"http://{name}/a.zip")
    with pytest.raises(NetworkError, match="is no address; fetch "):
        far()
