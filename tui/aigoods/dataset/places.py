"""Where datasets, settings and the last view lie, on the user's machine or at an address."""

from __future__ import annotations

import contextlib
import os
import re
from pathlib import Path
from typing import NamedTuple

import platformdirs

from aigoods.catalog.tables import data_folder
from aigoods.errors import DataError
from aigoods.text import clean

APP = "aigoods"
EMBEDDED = "core-hs4"
ALL_EMBEDDED = (EMBEDDED, "chips-hs6")
"""The datasets that ship with the program; the first is used where none was chosen."""
IN_USE_FILE = ".in-use"
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")

Place = Path | str
"""Where a dataset lies: a folder here, or the address of one, such as `s3://bucket/baci`."""


class Places(NamedTuple):
    """The folders of the program on this machine; none of them needs to exist.

    `data` holds one folder a dataset, `config` the settings, `state` the last view.
    """

    data: Path
    config: Path
    state: Path


def places() -> Places:
    """Return the platform's folders; `AIGOODS_DATA` names another one for the datasets."""
    own = os.environ.get("AIGOODS_DATA")
    return Places(
        data=Path(own).expanduser()
        if own
        else Path(platformdirs.user_data_dir(APP, appauthor=False)) / "datasets",
        config=Path(platformdirs.user_config_dir(APP, appauthor=False)),
        state=Path(platformdirs.user_state_dir(APP, appauthor=False)),
    )


def in_use() -> str:
    """Return the name of the dataset in use, the embedded one where none was chosen."""
    try:
        return (places().data / IN_USE_FILE).read_text(encoding="utf-8").strip() or EMBEDDED
    except (OSError, UnicodeDecodeError):
        return EMBEDDED


def find_dataset(name: str) -> Place:
    """Return the place of a dataset given by its name, a path or an address.

    A name is that of an embedded dataset or of a folder among the user's; an empty name stands for
    the one in use. Whether a dataset is there shows when it is opened.
    """
    name = name or in_use()
    if name in ALL_EMBEDDED:
        return embedded_folder(name)
    if _ADDRESS.match(name):
        return name.rstrip("/")
    if "/" in name or os.sep in name or name.startswith("."):
        return Path(name).expanduser()
    return places().data / name


def typed_path(text: str) -> Path:
    r"""Return a path as people type it or drop it into a terminal.

    Terminals write dropped files quoted (`'/a/b c.zip'`), escaped (`/a/b\ c.zip`) or as an address
    (`file:///a/b%20c.zip`); `~` is the home folder. What is there as it stands is taken so.
    """
    text = text.strip()
    plain = _expanded(text)
    with contextlib.suppress(OSError, ValueError):
        if plain.exists():
            return plain
    if text.lower().startswith("file:"):
        from urllib.parse import unquote, urlsplit

        with contextlib.suppress(ValueError):
            return Path(unquote(urlsplit(text).path))
    if text[:1] in ("'", '"') or ("\\" in text and os.sep == "/"):
        import shlex

        with contextlib.suppress(ValueError):  # A quote that does not end is a part of the name.
            words = shlex.split(text)
            if len(words) == 1:
                return _expanded(words[0])
    return plain


def _expanded(text: str) -> Path:
    try:
        return Path(text).expanduser()
    except RuntimeError:  # There is no such user, so it is a name with a tilde.
        return Path(text)


def pointed_at(folder: Path) -> Path:
    """Return the folder itself, or where it leads if it is a link.

    Raises:
        DataError: the link leads nowhere or in a circle.

    """
    if not folder.is_symlink():
        return folder
    try:
        return folder.resolve(strict=True)
    except (OSError, RuntimeError):  # RuntimeError: links in a circle, before Python 3.13.
        raise DataError(
            f"{clean(str(folder))} is a link to {clean(str(folder.readlink()))}, which is not "
            "there: make that folder, or remove the link."
        ) from None


def file_of(place: Place, name: str) -> Place:
    """Return the place of a file of the dataset at `place`."""
    return f"{place}/{name}" if isinstance(place, str) else place / name


def embedded_folder(name: str = EMBEDDED) -> Path:
    """Return the folder of a dataset that ships with the program, one of `ALL_EMBEDDED`."""
    return data_folder() / name
