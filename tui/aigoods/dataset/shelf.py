"""The datasets on this machine: which there are, which is in use, and how they come and go."""

from __future__ import annotations

import contextlib
import re
import shutil
from typing import TYPE_CHECKING, NamedTuple

from aigoods.dataset.manifest_file import read_manifest
from aigoods.dataset.places import (
    ALL_EMBEDDED,
    IN_USE_FILE,
    embedded_folder,
    in_use,
    places,
    pointed_at,
)
from aigoods.errors import AigoodsError, DataError, UsageError
from aigoods.text import clean
from aigoods.whole import in_words, write_whole

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from aigoods.dataset.manifest import Manifest

LOCK_FILE = ".lock"
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}\Z")
_LEFT = re.compile(r"\.(?P<name>.+)\.\d+\.(?P<kind>new|old)\Z")


class Shelved(NamedTuple):
    """A dataset on this machine; `manifest` is None and `trouble` a sentence where it is damaged.

    `size` is in bytes, `used` says that questions go to it where none else is named.
    """

    name: str
    folder: Path
    manifest: Manifest | None
    size: int
    used: bool
    trouble: str = ""

    @property
    def embedded(self) -> bool:
        """Whether it ships with the program and so cannot be removed."""
        return self.name in ALL_EMBEDDED


def shelved() -> list[Shelved]:
    """Return the datasets on this machine, the embedded ones first, then by name."""
    try:
        found = sorted(
            each
            for each in places().data.iterdir()
            if (each.is_dir() or each.is_symlink()) and not each.name.startswith(".")
        )
    except OSError:
        found = []
    used = in_use()
    own = [folder for folder in found if folder.name not in ALL_EMBEDDED]
    return [
        _shelved(folder.name, folder, used)
        for folder in (*map(embedded_folder, ALL_EMBEDDED), *own)
    ]


def find_shelved(name: str) -> Shelved:
    """Return the dataset of this name.

    Raises:
        DataError: there is none; the sentence names those that there are.

    """
    known = shelved()
    for each in known:
        if each.name == name:
            return each
    names = ", ".join(clean(each.name, 64) for each in known)
    raise DataError(f"There is no dataset {clean(name, 64)!r}; there are {names}.")


def check_name(name: str) -> str:
    """Return the name of a dataset to be written.

    Raises:
        UsageError: it is not well formed or that of an embedded dataset.

    """
    if not _NAME.match(name):
        raise UsageError(
            f"{clean(name, 64)!r} is no name for a dataset; give small letters, digits, dots and "
            "hyphens, such as baci-hs17."
        )
    if name == "auto":
        raise UsageError("auto stands for any dataset that can answer; give another name.")
    if name in ALL_EMBEDDED:
        raise UsageError(f"{name} is an embedded dataset; give another name.")
    return name


def use(name: str) -> None:
    """Let questions go to the dataset `name` where none else is named.

    Raises:
        DataError: there is none, it is damaged, or this cannot be kept.

    """
    found = find_shelved(name)
    if found.manifest is None:
        raise DataError(found.trouble)
    write_whole({places().data / IN_USE_FILE: f"{name}\n".encode()}, folders=True)


def remove(name: str) -> str:
    """Remove the dataset `name` and say so; `core-hs4` is used where it was.

    Of one that is a link the link goes; the folder that it points to stays.

    Raises:
        DataError: there is none, it is an embedded one, or it cannot be removed.

    """
    found = find_shelved(name)
    if found.embedded:
        raise DataError(f"{name} is embedded in the program and cannot be removed.")
    with locked():
        try:
            if found.folder.is_symlink():
                target = found.folder.readlink()
                found.folder.unlink()
                said = (
                    f"The link {name} is removed; what it points to is as it was: "
                    f"{clean(str(target))}."
                )
            else:
                # Renamed first, so that nobody opens what is half removed.
                gone = found.folder.with_name(f".{found.folder.name}.0.new")
                found.folder.rename(gone)
                shutil.rmtree(gone)
                said = f"{name} is removed."
        except OSError as error:
            raise DataError(
                f"Cannot remove {clean(str(found.folder))}: {in_words(error)}."
            ) from None
        if found.used:
            with contextlib.suppress(OSError):
                (places().data / IN_USE_FILE).unlink()
    return said


@contextlib.contextmanager
def locked() -> Iterator[Path]:
    """Hold the lock of the datasets and give their folder, cleared of what a crash left.

    Raises:
        DataError: another import holds it, or the folder cannot be written.

    """
    from filelock import FileLock, Timeout

    data = places().data
    try:
        data.mkdir(parents=True, exist_ok=True)
        with FileLock(data / LOCK_FILE, timeout=0):
            sweep(data)
            yield data
    except Timeout:
        raise DataError(
            f"Another import is at work in {clean(str(data))}; wait until it has ended."
        ) from None
    except OSError as error:
        raise DataError(f"Cannot write to {clean(str(data))}: {in_words(error)}.") from None


def sweep(data: Path) -> None:
    """Clear what an import that was killed has left in `data`; the caller holds the lock.

    A dataset that was renamed to make place for the new one goes back where the new one is missing.
    What an import left beside a folder that a link in `data` points to is cleared, too.
    """
    for each in list(data.iterdir()):
        if _LEFT.match(each.name):
            _clear(each)
        elif each.is_symlink():
            with contextlib.suppress(DataError, OSError):
                target = pointed_at(each)
                for left in list(target.parent.iterdir()):
                    found = _LEFT.match(left.name)
                    if found and found["name"] == target.name:
                        _clear(left)


def _clear(left: Path) -> None:
    """Remove what a killed import left, or put it back where the dataset is missing."""
    found = _LEFT.match(left.name)
    place = left.with_name(found["name"]) if found else left
    if left.is_symlink():
        left.unlink()
    elif found and found["kind"] == "old" and not place.exists():
        left.rename(place)
    else:
        shutil.rmtree(left, ignore_errors=True)


def _shelved(name: str, folder: Path, used: str) -> Shelved:
    try:
        size = sum(each.stat().st_size for each in folder.iterdir() if each.is_file())
        return Shelved(name, folder, read_manifest(folder), size, name == used)
    except AigoodsError as error:
        return Shelved(name, folder, None, size, name == used, str(error))
    except OSError as error:
        trouble = f"Cannot read {clean(str(folder))}: {in_words(error)}."
        return Shelved(name, folder, None, 0, name == used, trouble)
