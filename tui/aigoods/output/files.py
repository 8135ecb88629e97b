"""Writing a file whole or not at all, with what it holds in a second file beside it."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import secrets
import stat
from typing import TYPE_CHECKING

from aigoods.errors import DataError
from aigoods.text import clean

if TYPE_CHECKING:
    from pathlib import Path

METADATA_SUFFIX = ".metadata.json"


def write_file(
    path: Path, content: bytes, meta: dict[str, object] | None, *, overwrite: bool = True
) -> list[Path]:
    """Write `content` to `path`, and `meta` to `<path>.metadata.json`; return what was written.

    Both are written beside their places and synchronised before the first is renamed, so that a
    full disk or an interruption leaves the old files as they were and nothing else. A link is
    followed, and a file that is replaced keeps its permissions.

    Raises:
        DataError: the disk is full, the folder missing, the place not writable or no file, or the
            file exists and `overwrite` is False.

    """
    contents = {path: content}
    if meta is not None:
        text = json.dumps(meta, ensure_ascii=False, allow_nan=False, indent=2) + "\n"
        contents[path.parent / (path.name + METADATA_SUFFIX)] = text.encode()
    ready: dict[Path, Path] = {}
    place = path
    try:
        for place, data in contents.items():
            mode = _mode(place, overwrite=overwrite)
            target = place.resolve()
            fresh = target.with_name(f".aigoods.{secrets.token_hex(6)}.new")
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
        raise DataError(f"Cannot write {_name(place)}: {_reason(error, place)}.") from None
    finally:
        for fresh in ready:
            with contextlib.suppress(OSError):
                fresh.unlink()
    return list(contents)


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


def _reason(error: Exception, path: Path) -> str:
    if not isinstance(error, OSError):
        return "the name is not one that a file can have"
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT:
            return "the disk is full"
        case errno.EFBIG:
            return "the file would be larger than is allowed here"
        case errno.ENOENT:
            return f"there is no folder {_name(path.parent)}"
        case errno.ENOTDIR:
            return f"{_name(path.parent)} is no folder"
        case errno.EACCES | errno.EPERM:
            return "there is no permission to write there"
        case errno.EROFS:
            return "the disk is read-only"
    return clean(error.strerror or str(error), 200)


def _name(path: Path) -> str:
    return clean(str(path), 300)
