"""How progress is painted: one line that changes on a terminal, plain lines in a pipe."""

import io
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from aigoods.commandline.painter import Painter
from aigoods.sources.progress import Progress, said
from benchmarks import baci_files

MB = 1_000_000


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def at(file: int, done: int) -> Progress:
    return Progress(f"Y{file}.csv", file, 2, done * MB, 100 * MB, 1234, 2.0)


def painter(monkeypatch: pytest.MonkeyPatch, err: io.StringIO, moments: list[float]) -> Painter:
    monkeypatch.setattr(sys, "stderr", err)
    return Painter(clock=iter(moments).__next__)


def test_on_a_terminal_one_line_is_painted_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    err = Terminal()
    painting = painter(monkeypatch, err, [0.0, 0.05, 0.2, 0.21])
    for progress in (at(1, 1), at(1, 2), at(1, 3), at(2, 100)):
        painting.imported(progress)
    painting.close()
    painting.close()
    lines = [said(at(1, 1)), said(at(1, 3)), said(at(2, 100))]
    assert err.getvalue() == "".join(f"\r\x1b[K{line[:39]}" for line in lines) + "\n"


def test_in_a_pipe_lines_are_plain_and_few(monkeypatch: pytest.MonkeyPatch) -> None:
    err = io.StringIO()
    painting = painter(monkeypatch, err, [0.0, 1.0, 29.0, 31.0, 32.0, 33.0])
    for progress in (at(1, 1), at(1, 2), at(1, 3), at(1, 4), at(2, 5), at(2, 100)):
        painting.imported(progress)
    painting.close()
    wanted = [said(each) for each in (at(1, 1), at(1, 4), at(2, 5), at(2, 100))]
    assert err.getvalue().splitlines() == wanted


def test_nothing_painted_is_nothing_to_close(monkeypatch: pytest.MonkeyPatch) -> None:
    err = Terminal()
    painter(monkeypatch, err, []).close()
    assert err.getvalue() == ""


def test_a_download_is_painted(monkeypatch: pytest.MonkeyPatch) -> None:
    err = io.StringIO()
    painting = painter(monkeypatch, err, [0.0, 0.0, 10.0, 10.0])
    painting.fetched("a.zip", 0, 4 * MB)
    painting.fetched("a.zip", 4 * MB, 4 * MB)
    assert err.getvalue().splitlines() == [
        "a.zip · 0.0 MB of 4.0 · 0% · 0 KB/s",
        "a.zip · 4.0 MB of 4.0 · 100% · 400 KB/s · 0 s left",
    ]


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("painter")
    baci_files.main([str(folder), "--years=2022-2023", "--rows=20000", "--economies=20"])
    return folder


def command(source: Path) -> list[str]:
    return [sys.executable, "-m", "aigoods", "data", "import", str(source), "--name", "made"]


def test_an_import_in_a_pipe(source: Path) -> None:
    done = subprocess.run(command(source), capture_output=True, check=True, timeout=60)
    assert done.stdout == b"made\n"
    text = done.stderr.decode()
    assert "\r" not in text
    assert "\x1b" not in text
    progress = [line for line in text.splitlines() if " rows kept · " in line]
    assert [re.findall(r"(\d) of 2", line) for line in progress] == [["1"], ["2"], ["2"]]
    assert " · 100% · " in progress[-1]


@pytest.mark.skipif(sys.platform == "win32", reason="terminals of POSIX")
def test_an_import_on_a_terminal(source: Path) -> None:
    """The line is never wider than the terminal and ends before what follows."""
    import pty
    import select

    ours, theirs = pty.openpty()
    env = {**os.environ, "COLUMNS": "60"}
    with subprocess.Popen(
        command(source), stdout=subprocess.PIPE, stderr=theirs, stdin=subprocess.DEVNULL, env=env
    ) as running:
        os.close(theirs)
        came = b""
        while select.select([ours], [], [], 60)[0]:
            try:
                piece = os.read(ours, 65536)
            except OSError:  # Linux tells so that nobody has the terminal open any more.
                break
            if not piece:
                break
            came += piece
        assert running.stdout is not None
        assert running.stdout.read() == b"made\n"
    os.close(ours)
    assert running.returncode == 0
    first, *rest = came.decode().split("\r\n")
    empty, *painted = first.split("\r\x1b[K")
    assert empty == ""
    assert 2 <= len(painted)
    assert all(len(line) < 60 and "\x1b" not in line for line in painted)
    assert " · 100% · " in painted[-1]
    assert rest[0].startswith("made: wto-2025 in 2022–2023, ")
    assert not any("\x1b" in line for line in rest)
