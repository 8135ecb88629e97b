"""The reader's own groups of economies, which the settings of the explorer name."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from aigoods.catalog.groups import read_own_with

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aigoods.catalog.groups import Group


def take_groups() -> None:
    """Let the reader's own groups be read from the settings, should they be asked for."""
    read_own_with(cache(_read))


def _read() -> Iterable[Group]:
    from aigoods.dataset.places import places
    from aigoods.explorer.settings import load_settings

    return load_settings(places().config).groups
