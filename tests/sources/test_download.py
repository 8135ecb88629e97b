"""Downloads: whatever ends one, the next goes on, and the bytes are the same."""

import os
import shutil
import subprocess
import sys
import tempfile
from io import FileIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import aigoods
from aigoods.errors import DataError, NetworkError
from aigoods.sources import web
from aigoods.sources.download import _Part, download
from downloads import CONTENT, SIZE, Run, ranges
from loopback import File, Loopback, Reply

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
        f"Cannot write {run.part}: the file would be larger than is allowed here; the "
        "100,001 bytes that came are kept for the next time.\n"
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
