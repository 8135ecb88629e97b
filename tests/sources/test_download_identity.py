"""Downloads: bytes of two files, or half a file, never become one."""

from typing import Any

import pytest

from aigoods.sources.download import TRIES
from downloads import CONTENT, NO_MORE, SIZE, Run, advice, host, ranges
from loopback import File, Loopback, Reply


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
