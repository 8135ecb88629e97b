"""A web server on the loopback interface that does what a test tells it, faults included."""

from __future__ import annotations

import re
import socket
import ssl
import struct
import sys
import threading
from collections import Counter, deque
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PROXIES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")


@dataclass
class Reply:
    """One answer. Of `body` the first `cut` bytes are sent; then the connection ends.

    `ending` is how: in order, with a reset, or held open until the server is closed.
    """

    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    cut: int | None = None
    ending: str = "close"
    raw: bool = False


@dataclass
class File:
    """A file that is served as RFC 9110 says, or without ranges, or without heed to If-Range."""

    content: bytes
    etag: str = '"one"'
    modified: str = "Wed, 21 Jan 2026 07:28:00 GMT"
    ranges: bool = True
    if_range: bool = True

    def reply(self, asked: dict[str, str]) -> Reply:
        size = len(self.content)
        headers = {"ETag": self.etag, "Last-Modified": self.modified}
        headers = {name: value for name, value in headers.items() if value}
        headers["Content-Type"] = "application/zip"
        condition = asked.get("if-range")
        same = condition is None or condition in (self.etag, self.modified) or not self.if_range
        span = re.fullmatch(r"bytes=(\d+)-(\d*)|bytes=-(\d+)", asked.get("range", ""))
        if not (self.ranges and span and same):
            return Reply(200, headers | {"Content-Length": str(size)}, self.content)
        first = int(span[1]) if span[1] else max(0, size - int(span[3]))
        last = min(int(span[2] or size), size - 1)
        if first >= size:
            return Reply(416, headers | {"Content-Range": f"bytes */{size}", "Content-Length": "0"})
        body = self.content[first : last + 1]
        headers["Content-Range"] = f"bytes {first}-{last}/{size}"
        return Reply(206, headers | {"Content-Length": str(len(body))}, body)


class Loopback:
    """The server: `replies` are given first, one a request, then the files by their paths.

    Each answer that a file gives ends after as many bytes as the next one of `cuts` says. `sent`
    counts the bytes of each path.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self.reset()

    def reset(self) -> None:
        self.files: dict[str, File] = {}
        self.replies: deque[Reply] = deque()
        self.cuts: deque[int] = deque()
        self.paths: list[str] = []
        self.asked: list[dict[str, str]] = []
        self.sent: Counter[str] = Counter()
        self.closing = threading.Event()

    def next_reply(self, path: str, headers: dict[str, str]) -> Reply:
        self.paths.append(path)
        self.asked.append(headers)
        if self.replies:
            return self.replies.popleft()
        if path not in self.files:
            return Reply(404, {"Content-Length": "0"})
        reply = self.files[path].reply(headers)
        if self.cuts:
            reply.cut = self.cuts.popleft()
        self.sent[path] += len(reply.body[: reply.cut])
        return reply


class Server(ThreadingHTTPServer):
    daemon_threads = True
    book: Loopback

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exception(), OSError):  # clients that hang up are what is tested
            super().handle_error(request, client_address)


class Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        book = self.server.book
        reply = book.next_reply(self.path, {k.lower(): v for k, v in self.headers.items()})
        if not reply.raw:
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.end_headers()
        self.wfile.write(reply.body[: reply.cut])
        if reply.ending == "hold":
            book.closing.wait(60)
        if reply.ending == "reset":
            hard = struct.pack("ii", 1, 0)
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, hard)
            self.connection.close()
        self.close_connection = True

    def log_message(self, *_: Any) -> None:
        pass


@contextmanager
def loopback(certificate: Path | None = None) -> Iterator[Loopback]:
    """Serve on a free port; with `certificate`, a PEM file with its key, by https."""
    with pytest.MonkeyPatch.context() as patch, Server(("127.0.0.1", 0), Handler) as server:
        for name in PROXIES:
            patch.delenv(name, raising=False)
            patch.delenv(name.upper(), raising=False)
        scheme = "http"
        if certificate is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            server.socket = context.wrap_socket(server.socket, server_side=True)
            scheme = "https"
        server.book = Loopback(f"{scheme}://127.0.0.1:{server.server_address[1]}")
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield server.book
        finally:
            server.book.closing.set()
            server.shutdown()
            thread.join()
