"""Whatever stops the writing of a file, the old one is whole and no temporary one is left."""

import errno
import io
import os
import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import aigoods
from aigoods.errors import DataError
from aigoods.output.files import write_file

META: dict[str, object] = {"title": "é", "years": [2017]}


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def refused(path: Path, meta: dict[str, object] | None) -> str:
    with pytest.raises(DataError) as caught:
        write_file(path, b"new", meta)
    return str(caught.value)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (errno.EACCES, "there is no permission to write there"),
        (errno.EROFS, "the disk is read-only"),
        (errno.ENOSPC, "the disk is full"),
        (errno.EDQUOT, "the disk is full"),
        (errno.EIO, "Input/output error"),
    ],
)
@pytest.mark.parametrize("step", ["open", "fsync", "replace"])
def test_a_failure_at_any_step_leaves_the_old_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, code: int, said: str
) -> None:
    path = tmp_path / "a.csv"
    written = write_file(path, b"old", META)
    before = [file.read_bytes() for file in written]

    def fail(*_: Any, **__: Any) -> None:
        raise OSError(code, os.strerror(code))

    with monkeypatch.context() as patched:
        if step == "fsync":
            patched.setattr(os, "fsync", fail)
        else:
            patched.setattr(Path, step, fail)
        assert refused(path, {"title": "new"}) == f"Cannot write {path}: {said}."
    assert [file.read_bytes() for file in written] == before
    assert names(tmp_path) == ["a.csv", "a.csv.metadata.json"]


@pytest.mark.parametrize("meta", [None, META])
def test_a_full_disk_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, meta: dict[str, object] | None
) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"old")

    class Full(io.BytesIO):
        def write(self, data: Any, /) -> int:
            super().write(data[:5])
            raise OSError(errno.ENOSPC, "No space left on device")

    real = Path.open

    def opened(self: Path, mode: str = "r", **more: Any) -> Any:
        real(self, mode, **more).close()
        return Full()

    with monkeypatch.context() as patched:
        patched.setattr(Path, "open", opened)
        assert refused(path, meta) == f"Cannot write {path}: the disk is full."
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["a.csv"]


def test_a_real_limit_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"old")
    code = """
import sys
from pathlib import Path
from aigoods.errors import DataError
from aigoods.output.files import write_file
try:
    write_file(Path(sys.argv[1]), b"x" * 100_000, {"a": 1})
except DataError as error:
    print(error)
"""
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(Path(aigoods.__file__).parents[1])},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096)),
    )
    assert done.stdout == f"Cannot write {path}: the file would be larger than is allowed here.\n"
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["a.csv"]


def test_a_key_that_stops_the_program_leaves_no_temporary_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", stop)
    with pytest.raises(KeyboardInterrupt):
        write_file(tmp_path / "a.csv", b"new", META)
    assert names(tmp_path) == []
