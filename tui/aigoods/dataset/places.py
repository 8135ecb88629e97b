"""Where datasets, settings and the last view lie on the user's machine."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

import platformdirs

from aigoods.catalog.tables import data_folder

APP = "aigoods"
EMBEDDED = "core-hs4"
IN_USE_FILE = ".in-use"


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


def find_dataset(name: str) -> Path:
    """Return the folder of a dataset given by its name or by a path.

    A name is that of a folder among the user's datasets, `core-hs4` that of the embedded one; an
    empty name stands for the one in use. Whether the folder holds a dataset shows when it is
    opened.
    """
    name = name or in_use()
    if name == EMBEDDED:
        return embedded_folder()
    if "/" in name or os.sep in name or name.startswith("."):
        return Path(name).expanduser()
    return places().data / name


def embedded_folder() -> Path:
    """Return the folder of the dataset that ships with the program."""
    return data_folder() / EMBEDDED
