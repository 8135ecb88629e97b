"""The commands of `aigoods config`: where the settings are, what they say, if they are right."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from aigoods.commandline.language import Command, Group
from aigoods.out import put

if TYPE_CHECKING:
    from argparse import Namespace


def _path(_: Namespace) -> int:
    from aigoods.dataset.places import places
    from aigoods.explorer.settings import SETTINGS_FILE

    put(os.fsencode(places().config / SETTINGS_FILE) + b"\n")
    return 0


def _show(_: Namespace) -> int:
    from aigoods.dataset.places import places
    from aigoods.explorer.settings import load_settings, to_toml

    put(to_toml(load_settings(places().config)).encode())
    return 0


def _check(_: Namespace) -> int:
    from aigoods.dataset.places import places
    from aigoods.explorer.settings import SETTINGS_FILE, load_settings

    folder = places().config
    load_settings(folder)
    there = (folder / SETTINGS_FILE).exists()
    put("The settings are right.\n" if there else "There is no settings file; all is as usual.\n")
    return 0


CONFIG = Group(
    "config",
    "Settings: where they are, what they say, whether they are right.",
    (
        Command(
            "config path",
            "Print where the settings are.",
            _path,
            examples=("aigoods config path", '$EDITOR "$(aigoods config path)"'),
        ),
        Command(
            "config show",
            "Print the settings in force, as TOML.",
            _show,
            examples=("aigoods config show", "aigoods config show > settings.toml"),
        ),
        Command(
            "config check",
            "Check the settings; exit code 2 and a sentence where they are wrong.",
            _check,
            examples=("aigoods config check", "aigoods config check && aigoods"),
        ),
    ),
)
