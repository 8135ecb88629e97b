"""Downloads from a server of the test's own: whatever goes wrong, the right bytes or a sentence."""

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from io import FileIO
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

import aigoods
from aigoods.errors import AigoodsError, DataError, NetworkError
from aigoods.sources import web
from aigoods.sources.download import LONGEST_WAIT, TRIES, _Part, download
from loopback import File, Loopback, Reply, loopback

CONTENT = bytes(range(256)) * 1000
SIZE = len(CONTENT)
CERTIFICATE = Path(__file__).with_name("loopback.pem")
NO_MORE = f", and {TRIES} tries brought no more"


@pytest.fixture(scope="module")
def shared() -> Iterator[Loopback]:
    with loopback() as server:
        yield server


@pytest.fixture
def server(shared: Loopback) -> Loopback:
    shared.reset()
    shared.files["/a.zip"] = File(CONTENT)
    return shared


class Run(NamedTuple):
    """A download of `/a.zip`: what it called back, and the files that it leaves."""

    url: str
    target: Path
    progress: list[tuple[int, int | None]]
    pauses: list[float]

    def __call__(self) -> bytes:
        found = download(
            self.url,
            self.target,
            progress=lambda done, size: self.progress.append((done, size)),
            sleep=self.pauses.append,
        )
        assert found == self.target
        assert self.files() == [self.target.name]
        return self.target.read_bytes()

    def fails(self, error: type[AigoodsError] = NetworkError) -> str:
        with pytest.raises(error) as caught:
            self()
        sentence = str(caught.value)
        assert sentence.isprintable()
        assert sentence.endswith(".")
        assert not self.target.exists()
        return sentence

    def files(self) -> list[str]:
        return sorted(path.name for path in self.target.parent.iterdir())

    @property
    def part(self) -> Path:
        return self.target.with_name("a.zip.part")

    @property
    def label(self) -> Path:
        return self.target.with_name("a.zip.part.json")

    def keep(self, content: bytes, validator: str = '"one"', size: int | None = SIZE) -> None:
        self.target.parent.mkdir()
        self.part.write_bytes(content)
        self.label.write_text(json.dumps({"validator": validator, "size": size}))


@pytest.fixture
def run(server: Loopback, tmp_path: Path) -> Run:
    return Run(f"{server.url}/a.zip", tmp_path / "got" / "a.zip", [], [])


def ranges(server: Loopback) -> list[str | None]:
    return [asked.get("range") for asked in server.asked]


def advice(run: Run) -> str:
    return (
        f"fetch {run.url} on another machine, bring it here with scp and run: "
        "aigoods data import FILE."
    )


def host(run: Run) -> str:
    return run.url.split("/")[2]


# A download that goes well


def test_a_file_comes_whole_and_leaves_nothing_beside_it(run: Run, server: Loopback) -> None:
    assert run() == CONTENT
    assert run.progress[0] == (0, SIZE)
    assert run.progress[-1] == (SIZE, SIZE)
    assert run.progress == sorted(run.progress)
    assert run.pauses == []
    (asked,) = server.asked
    assert asked["user-agent"] == f"aigoods/{aigoods.__version__}"
    assert asked["accept-encoding"] == "identity"
    assert "range" not in asked
    assert "if-range" not in asked


def test_a_file_of_that_name_is_replaced(run: Run) -> None:
    run.target.parent.mkdir()
    run.target.write_text("old")
    assert run() == CONTENT


def test_an_empty_file_is_a_file(run: Run, server: Loopback) -> None:
    server.files["/a.zip"].content = b""
    assert run() == b""
    assert run.progress == [(0, 0)]


def test_a_proxy_of_the_environment_is_asked(
    run: Run, server: Loopback, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", server.url)
    far = "http://www.cepii.example/a.zip"
    server.files[far] = File(b"by proxy")
    assert run._replace(url=far)() == b"by proxy"
    assert server.paths == [far]


# Going on where the last one ended


def test_a_kept_part_is_gone_on_with(run: Run, server: Loopback) -> None:
    run.keep(CONTENT[:1000])
    assert run() == CONTENT
    assert ranges(server) == ["bytes=1000-"]
    assert server.asked[0]["if-range"] == '"one"'
    assert run.progress[0] == (1000, SIZE)


@given(
    size=st.integers(0, 200_000),
    cuts=st.lists(st.integers(0, 100_000), max_size=12),
    ending=st.sampled_from(["cut", "stop"]),
)
def test_wherever_it_is_cut_the_bytes_are_the_same_and_none_comes_twice(
    shared: Loopback, size: int, cuts: list[int], ending: str
) -> None:
    """Lost connections inside one run, or a run that is ended and begun again, or both."""
    content = bytes(CONTENT[i % 251] for i in range(size))
    shared.reset()
    shared.files["/a.zip"] = File(content)
    shared.cuts.extend(cuts)
    stops = {sum(cuts[: i + 1]) for i in range(len(cuts))} if ending == "stop" else set()

    def progress(done: int, _: int | None) -> None:
        if done in stops:
            stops.discard(done)
            raise KeyboardInterrupt

    expected, at = [], 0
    for cut in cuts:
        expected.append(at)
        at += cut
        if at >= size:
            break
    else:
        expected.append(at)
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "a.zip"
        for _ in range(2 * len(cuts) + 2):
            try:
                download(f"{shared.url}/a.zip", target, progress=progress, sleep=lambda _: None)
                break
            except (NetworkError, KeyboardInterrupt):
                assert not target.exists()
        assert target.read_bytes() == content
        assert list(Path(folder).iterdir()) == [target]
    if ending == "cut":
        assert ranges(shared) == [f"bytes={at}-" if at else None for at in expected]


@pytest.mark.parametrize("ending", ["close", "reset"])
def test_a_lost_connection_is_gone_on_with_after_a_pause(
    run: Run, server: Loopback, ending: str
) -> None:
    whole = server.files["/a.zip"].reply({})
    server.replies.append(Reply(200, whole.headers, CONTENT, cut=500, ending=ending))
    assert run() == CONTENT
    assert run.pauses == ([1] if ranges(server)[1] else [2])
    assert len(server.asked) == 2


def test_a_server_that_falls_silent_is_lost(
    run: Run, server: Loopback, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = server.files["/a.zip"].reply({})
    server.replies.append(Reply(200, whole.headers, CONTENT, cut=500, ending="hold"))
    with monkeypatch.context() as patch:
        patch.setattr(web, "TIMEOUT", 0.5)
        download(run.url, run.target, progress=lambda *_: None, sleep=lambda _: patch.undo())
    assert run.target.read_bytes() == CONTENT
    assert ranges(server) == [None, "bytes=500-"]


def test_ctrl_c_keeps_what_came(run: Run, server: Loopback) -> None:
    def stop(done: int, _: int | None) -> None:
        if done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        download(run.url, run.target, progress=stop, sleep=run.pauses.append)
    assert run.files() == ["a.zip.part", "a.zip.part.json"]
    kept = run.part.read_bytes()
    assert 0 < len(kept) < SIZE
    assert run() == CONTENT
    assert ranges(server) == [None, f"bytes={len(kept)}-"]


def test_a_killed_download_is_gone_on_with(run: Run, server: Loopback) -> None:
    whole = server.files["/a.zip"].reply({})
    server.replies.append(Reply(200, whole.headers, CONTENT, cut=100_000, ending="hold"))
    code = (
        "import sys; from pathlib import Path; from aigoods.sources.download import download\n"
        "download(sys.argv[1], Path(sys.argv[2]), progress=lambda *n: print(n[0], flush=True))"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code, run.url, str(run.target)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(aigoods.__file__).parents[1])},
    )
    with process:
        assert process.stdout is not None
        for line in process.stdout:
            if int(line) == 100_000:
                break
        process.kill()
    assert process.returncode != 0
    assert run.part.read_bytes() == CONTENT[:100_000]
    assert run() == CONTENT
    assert ranges(server) == [None, "bytes=100000-"]


def test_only_a_part_that_is_known_is_gone_on_with(run: Run, server: Loopback) -> None:
    run.keep(CONTENT[:1000])
    for label in (
        b"", b"{", b"[]", b"1", b'"x"', b"{}", b"\xff\xfe", b'{"validator": "a"}',
        b'{"validator": null, "size": 1}', b'{"validator": "a\\r\\nX: y", "size": 1}',
        b'{"validator": "", "size": 1}', b'{"validator": ["a"], "size": 1}',
        b'{"validator": "\\"one\\"", "size": "1"}', b'{"validator": "\xc3\xa9", "size": 1}',
    ):  # fmt: skip
        run.target.unlink(missing_ok=True)
        run.part.write_bytes(b"of something else")
        run.label.write_bytes(label)
        assert run() == CONTENT, label
    run.part.write_bytes(b"without a label")
    assert run() == CONTENT
    assert set(ranges(server)) == {None}


def test_a_label_without_a_part_is_nothing(run: Run, server: Loopback) -> None:
    run.keep(b"")
    run.part.unlink()
    assert run() == CONTENT
    assert ranges(server) == [None]


# Which file it is


@pytest.mark.parametrize("if_range", [True, False], ids=["RFC", "If-Range ignored"])
@pytest.mark.parametrize(
    "changed",
    [{"etag": '"two"'}, {"content": CONTENT[::-1] + b"longer", "etag": '"two"'}],
    ids=["ETag", "ETag and size"],
)
def test_a_file_that_changed_is_begun_anew(
    run: Run, server: Loopback, if_range: bool, changed: dict[str, Any]
) -> None:
    run.keep(b"x" * 1000)
    file = File(**{"content": CONTENT[::-1], "if_range": if_range, **changed})
    server.files["/a.zip"] = file
    assert run() == file.content


def test_another_size_is_another_file(run: Run, server: Loopback) -> None:
    run.keep(b"x" * 1000, size=SIZE - 1)
    assert run() == CONTENT
    assert ranges(server) == ["bytes=1000-", None]


@pytest.mark.parametrize("etag", ["", 'W/"one"'], ids=["none", "weak"])
def test_without_a_strong_etag_the_date_counts(run: Run, server: Loopback, etag: str) -> None:
    file = File(CONTENT, etag=etag, if_range=False)
    server.files["/a.zip"] = file
    server.cuts.append(700)
    assert run() == CONTENT
    assert server.asked[1]["if-range"] == file.modified


def test_without_etag_and_date_it_is_begun_anew(run: Run, server: Loopback) -> None:
    server.files["/a.zip"] = File(CONTENT, etag="", modified="")
    server.cuts.append(700)
    assert run() == CONTENT
    assert ranges(server) == [None, None]


def test_bytes_of_no_known_file_are_never_gone_on_with(run: Run, server: Loopback) -> None:
    run.keep(b"x" * 1000)
    server.files["/a.zip"] = File(CONTENT, etag="", modified="", if_range=False)
    server.cuts.extend([0, *[700] * 50])
    server.replies.append(server.files["/a.zip"].reply({}))
    server.replies[0].cut = 700
    sentence = run.fails()
    assert f"{NO_MORE}; {advice(run)}" in sentence
    assert run.files() == ["a.zip.part"]
    server.cuts.clear()
    assert run() == CONTENT
    assert ranges(server)[1:] == [None] * (len(server.asked) - 1)


def test_a_server_without_ranges_sends_it_anew(run: Run, server: Loopback) -> None:
    server.files["/a.zip"].ranges = False
    server.cuts.extend([SIZE - 1, 9])
    assert run() == CONTENT
    assert ranges(server) == [None, f"bytes={SIZE - 1}-", "bytes=9-"]


@pytest.mark.parametrize(
    "cuts", [[700] * 50, list(range(1, 50)), [9, 8] * 25], ids=["same", "growing", "in turns"]
)
def test_a_server_without_ranges_that_never_comes_to_an_end_is_given_up(
    run: Run, server: Loopback, cuts: list[int]
) -> None:
    server.files["/a.zip"].ranges = False
    server.cuts.extend(cuts)
    assert NO_MORE in run.fails()
    assert len(server.asked) <= TRIES + 2


@pytest.mark.parametrize(
    "content_range",
    [
        "", "bytes", "bytes 0-1/2", f"bytes 0-{SIZE - 1}/{SIZE}", f"bytes 999-{SIZE - 1}/{SIZE}",
        f"bytes 1001-{SIZE - 1}/{SIZE}", f"bytes 1000-{SIZE}/{SIZE}", f"bytes 1000-999/{SIZE}",
        f"bytes 1000-{SIZE - 1}/{SIZE + 1}", f"bytes */{SIZE}", f"items 1000-{SIZE - 1}/{SIZE}",
        f"bytes 1000-{'9' * 5000}/{SIZE}", f"bytes ١٠٠٠-{SIZE - 1}/{SIZE}",
    ],
)  # fmt: skip
def test_another_part_than_asked_for_is_not_taken(
    run: Run, server: Loopback, content_range: str
) -> None:
    run.keep(CONTENT[:1000])
    sent = content_range.encode().decode("latin-1")
    server.replies.append(Reply(206, {"Content-Range": sent, "Content-Length": "9"}, b"x" * 9))
    assert run() == CONTENT
    assert ranges(server) == ["bytes=1000-", None]
    assert run.pauses == [2]


def test_a_part_that_nobody_asked_for_is_not_taken(run: Run, server: Loopback) -> None:
    some = Reply(206, {"Content-Range": f"bytes 5-9/{SIZE}", "Content-Length": "5"}, b"x" * 5)
    server.replies.append(some)
    assert run() == CONTENT
    server.replies.extend([some] * 50)
    run.target.unlink()
    assert "answered with another part of the file than asked for" + NO_MORE in run.fails()


def test_a_server_may_send_less_than_asked_for(run: Run, server: Loopback) -> None:
    run.keep(CONTENT[:1000])
    for first, last in ((1000, 1999), (2000, 2000)):
        total = SIZE if first == 1000 else "*"
        server.replies.append(
            Reply(
                206, {"Content-Range": f"bytes {first}-{last}/{total}"}, CONTENT[first : last + 1]
            )
        )
    assert run() == CONTENT
    assert ranges(server) == ["bytes=1000-", "bytes=2000-", "bytes=2001-"]


def test_more_than_the_announced_bytes_are_not_taken(run: Run, server: Loopback) -> None:
    whole = server.files["/a.zip"].reply({})
    server.replies.append(Reply(200, whole.headers, CONTENT + b"more"))
    assert run() == CONTENT
    run.target.unlink()
    rest = {"Content-Range": f"bytes 9-{SIZE - 1}/{SIZE}", "Content-Length": str(SIZE)}
    server.replies.extend(
        [Reply(200, whole.headers, CONTENT, cut=9), Reply(206, rest, CONTENT[9:] + b"more")]
    )
    assert run() == CONTENT


def test_a_part_that_is_whole_only_gets_its_name(run: Run, server: Loopback) -> None:
    run.keep(CONTENT)
    assert run() == CONTENT
    assert ranges(server) == [f"bytes={SIZE}-"]
    assert run.progress == [(SIZE, SIZE)]


def test_416_without_a_size_is_believed_of_a_part_of_known_size(run: Run, server: Loopback) -> None:
    run.keep(CONTENT)
    server.replies.append(Reply(416, {"Content-Length": "0"}))
    assert run() == CONTENT
    assert len(server.asked) == 1


def test_416_of_a_file_of_another_size_begins_anew(run: Run, server: Loopback) -> None:
    run.keep(b"x" * (SIZE + 5), size=SIZE)
    assert run() == CONTENT
    run.target.unlink()
    run.part.write_bytes(b"x" * 1000)
    run.label.write_text('{"validator": "\\"one\\"", "size": null}')
    server.replies.append(Reply(416, {"Content-Length": "0"}))
    assert run() == CONTENT
    assert ranges(server)[2:] == ["bytes=1000-", None]


# A file whose length is told in other ways


def chunked(content: bytes, each: int = 1000) -> bytes:
    pieces = [content[i : i + each] for i in range(0, len(content), each)]
    return b"".join(b"%x\r\n%s\r\n" % (len(p), p) for p in pieces) + b"0\r\n\r\n"


def test_a_file_in_chunks_is_whole_at_the_last(run: Run, server: Loopback) -> None:
    server.replies.append(Reply(200, {"Transfer-Encoding": "chunked"}, chunked(CONTENT)))
    assert run() == CONTENT
    assert run.progress[-1] == (SIZE, None)


def test_a_file_in_chunks_is_gone_on_with_too(run: Run, server: Loopback) -> None:
    headers = {"Transfer-Encoding": "chunked", "ETag": '"one"'}
    server.replies.append(Reply(200, headers, chunked(CONTENT), cut=5000))
    assert run() == CONTENT
    assert ranges(server)[1] is not None
    assert run.progress[-1] == (SIZE, SIZE)


@pytest.mark.parametrize("length", [None, "many", "-1"])
def test_a_file_without_a_length_is_refused(run: Run, server: Loopback, length: str | None) -> None:
    headers = {} if length is None else {"Content-Length": length}
    server.replies.append(Reply(200, headers, CONTENT))
    assert run.fails() == (
        f"{host(run)} does not say how long the file is, so a whole one cannot be told from a "
        f"part; {advice(run)}"
    )


# Servers that refuse


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (403, "refuses this network (403 Forbidden)"),
        (401, "answered 401 Unauthorized"),
        (400, "answered 400 Bad Request"),
        (416, "answered 416 Requested Range Not Satisfiable"),
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


# No room


def test_a_disk_without_room_is_said_before_the_hours_go_by(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(run.target.parents[1])
    with monkeypatch.context() as patch:
        patch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=SIZE - 1))
        assert run.fails(DataError) == (
            f"{run.target.parent} has {SIZE - 1:,} bytes free, and {SIZE:,} of a.zip are to come."
        )
    run.part.write_bytes(CONTENT[:1000])
    with monkeypatch.context() as patch:
        patch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=SIZE - 1001))
        assert run.fails(DataError).endswith(
            f"{SIZE - 1000:,} of a.zip are to come; the 1,000 bytes that came are kept for the "
            "next time."
        )
        patch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=SIZE - 1000))
        assert run() == CONTENT


@pytest.mark.skipif(sys.platform == "win32", reason="file size limits are POSIX")
def test_a_full_disk_keeps_what_came(run: Run, server: Loopback) -> None:
    code = """
import resource, signal, sys
from pathlib import Path
from aigoods.sources.download import download
from aigoods.errors import DataError
resource.setrlimit(resource.RLIMIT_FSIZE, (100_001, 100_001))
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
try:
    download(sys.argv[1], Path(sys.argv[2]), progress=lambda *_: None)
except DataError as error:
    print(error)
"""
    done = subprocess.run(
        [sys.executable, "-c", code, run.url, str(run.target)],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(aigoods.__file__).parents[1])},
        check=True,
    )
    assert done.stdout == (
        f"Cannot write {run.part}: File too large; the 100,001 bytes that came are kept for the "
        "next time.\n"
    )
    assert run() == CONTENT
    assert ranges(server) == [None, "bytes=100001-"]


def test_a_write_may_take_a_part_of_a_piece(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    class Sparing(FileIO):
        def write(self, data: Any) -> int:
            return super().write(data[:7000])

    monkeypatch.setattr(_Part, "open", lambda part: Sparing(part.path, "ab"))
    assert run() == CONTENT


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("step", ["write_bytes", "write_text", "replace"])
def test_wherever_it_ends_while_begun_anew_the_next_one_is_right(
    run: Run, server: Loopback, monkeypatch: pytest.MonkeyPatch, step: str, after: bool
) -> None:
    run.keep(b"x" * 1000, validator='"of another file"')
    real = getattr(Path, step)

    def ended(*args: Any) -> None:
        if after:
            real(*args)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Path, step, ended)
        with pytest.raises(KeyboardInterrupt):
            run()
    # The file changes once more, and the server heeds no If-Range.
    server.files["/a.zip"] = File(CONTENT[::-1], etag='"two"', if_range=False)
    assert run() == CONTENT[::-1]


def test_a_place_that_is_no_folder(run: Run) -> None:
    run.target.parent.write_text("")
    with pytest.raises(DataError, match=r"Cannot write .*a\.zip\.part: (File exists|Not a dir)"):
        run()


def test_a_target_that_cannot_be_replaced_keeps_the_whole_part(run: Run, server: Loopback) -> None:
    run.target.mkdir(parents=True)
    with pytest.raises(DataError, match=r"Is a directory; the 256,000 bytes that came are kept"):
        run()
    run.target.rmdir()
    assert run() == CONTENT
    assert ranges(server) == [None, f"bytes={SIZE}-"]
