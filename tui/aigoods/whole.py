"""Files and folders that are written whole or not at all, and why the system refused, in words."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import sys
from typing import TYPE_CHECKING

from aigoods.errors import DataError
from aigoods.text import clean

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

OLD = ".old"
_FULL = "the disk is full"
_WORDS = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EFBIG: "the file would be larger than is allowed here",
    errno.EROFS: "the disk is read-only",
}


class WriteError(DataError):
    """A file that could not be written; `reason` says why, as the end of a sentence."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"Cannot write {_name(path)}: {reason}.")
        self.reason = reason


def in_words(error: Exception) -> str:
    """Return why a path cannot be read or written, as the end of a sentence: `the disk is full`."""
    if isinstance(error, OSError):
        return _WORDS.get(error.errno or 0) or clean(error.strerror or str(error), 200)
    if isinstance(error, ValueError):
        return "that is no path"
    text = str(error)
    return _FULL if f"os error {errno.ENOSPC}" in text else clean(text, 200)


def write_whole(
    contents: Mapping[Path, bytes], *, overwrite: bool = True, folders: bool = False
) -> None:
    """Write files, each whole or not at all; with `folders` those that they lie in are made.

    All are written beside their places and synchronised before the first is renamed, so that a
    full disk or an interruption leaves the old files as they were and nothing else. A link is
    followed, and a file that is replaced keeps its permissions.

    Raises:
        WriteError: the disk is full, the folder missing, the place not writable or no file, or the
            file exists and `overwrite` is False.

    """
    ready: dict[Path, Path] = {}
    place = next(iter(contents))
    try:
        for place, data in contents.items():
            if folders:
                place.parent.mkdir(parents=True, exist_ok=True)
            mode = _mode(place, overwrite=overwrite)
            target = place.resolve()
            fresh = target.with_name(f".aigoods.{os.urandom(6).hex()}.new")
            ready[fresh] = target
            with fresh.open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            if mode is not None:
                fresh.chmod(mode)
        for place, (fresh, target) in zip(contents, ready.items(), strict=True):  # noqa: B007
            fresh.replace(target)
    except (OSError, RuntimeError, ValueError) as error:
        raise WriteError(place, _refusal(error, place)) from None
    finally:
        for fresh in ready:
            with contextlib.suppress(OSError):
                fresh.unlink()


def put_in_place(fresh: Path, folder: Path) -> None:
    """Rename `fresh` to `folder`, whose old content takes its place or goes.

    Where the system can exchange two folders in one step (Linux), nobody ever finds none; elsewhere
    the old one is renamed first, and `aigoods.dataset.shelf.sweep` puts it back after a crash.

    Raises:
        OSError: it cannot be renamed.

    """
    if not folder.exists():
        fresh.rename(folder)
    elif not _exchanged(fresh, folder):
        old = fresh.with_suffix(OLD)
        folder.rename(old)
        try:
            fresh.rename(folder)
        except BaseException:
            old.rename(folder)
            raise
        import shutil

        shutil.rmtree(old, ignore_errors=True)
    with contextlib.suppress(OSError):
        synchronise(folder.parent)


def synchronise(path: Path) -> None:
    """Wait until the disk has what was written to a file, or the names in a folder."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _exchanged(one: Path, other: Path) -> bool:
    """Exchange two folders in one step with renameat2(2); False where there is no such call."""
    if sys.platform != "linux":
        return False
    import ctypes

    at_cwd, exchange = -100, 2
    call = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    return call is not None and (
        call(at_cwd, os.fsencode(one), at_cwd, os.fsencode(other), exchange) == 0
    )


def _mode(path: Path, *, overwrite: bool) -> int | None:
    """Return the permissions of the file to be replaced, None where there is none.

    Raises:
        OSError: what is there is not to be replaced.

    """
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(found.st_mode):
        raise IsADirectoryError(errno.EISDIR, "it is a folder")
    if not stat.S_ISREG(found.st_mode):
        raise OSError(errno.EINVAL, "it is not a regular file")
    if not overwrite:
        raise FileExistsError(errno.EEXIST, "it exists already")
    if not os.access(path, os.W_OK):
        raise PermissionError(errno.EACCES, "no permission")
    return stat.S_IMODE(found.st_mode)


def _refusal(error: Exception, path: Path) -> str:
    """Return why a file cannot be written, which is often its folder's fault."""
    if not isinstance(error, OSError):
        return "the name is not one that a file can have"
    match error.errno:
        case errno.ENOENT:
            return f"there is no folder {_name(path.parent)}"
        case errno.ENOTDIR:
            return f"{_name(path.parent)} is no folder"
        case errno.EACCES | errno.EPERM:
            return "there is no permission to write there"
    return in_words(error)


def _name(path: Path) -> str:
    return clean(str(path), 300)
