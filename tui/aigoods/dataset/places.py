"""Where datasets, settings and the last view lie on the user's machine."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

import platformdirs

APP = "aigoods"


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
