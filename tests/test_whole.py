"""Files that are written whole or not at all, and why the system refused, in words."""

import errno
import os
from pathlib import Path

import polars as pl
import pytest

from aigoods.whole import WriteError, in_words, write_whole


def test_folders_are_made_where_that_is_wanted(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "state.json"
    with pytest.raises(WriteError, match="there is no folder") as caught:
        write_whole({path: b"{}"})
    assert caught.value.reason == f"there is no folder {path.parent}"
    write_whole({path: b"{}"}, folders=True)
    assert [each.name for each in path.parent.iterdir()] == ["state.json"]
    assert path.read_bytes() == b"{}"


def test_of_several_files_all_are_written_or_none(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "gone" / "other"
    one.write_bytes(b"old")
    with pytest.raises(WriteError, match=r"Cannot write .*other: there is no folder"):
        write_whole({one: b"new", other: b"new"})
    assert one.read_bytes() == b"old"
    assert [each.name for each in tmp_path.iterdir()] == ["one"]


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "the disk is full"),
        (OSError(errno.EDQUOT, "Disk quota exceeded"), "the disk is full"),
        (OSError(errno.EROFS, os.strerror(errno.EROFS)), "the disk is read-only"),
        (OSError(errno.EIO, "broken\x1b[2J"), "broken[2J"),
        (OSError("no number"), "no number"),
        (ValueError("embedded null byte"), "that is no path"),
        (pl.exceptions.ComputeError("No space left (os error 28)"), "the disk is full"),
        (pl.exceptions.ComputeError("it is\nodd"), "it is odd"),
    ],
)
def test_the_system_is_told_in_words(error: Exception, said: str) -> None:
    assert in_words(error) == said
