"""Where flows come from: each source yields tables in the schema of a dataset."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, cast

from aigoods.errors import UsageError
from aigoods.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aigoods.sources.source import Field, Source

SOURCES = {"baci": "aigoods.sources.baci"}
"""The modules of all sources by their names; each has a `SOURCE`.

Which of them files are from is asked in this order, so one that takes any CSV comes last.
"""


def find_source(name: str) -> Source:
    """Return the source of this name; its module is imported now.

    Raises:
        UsageError: there is none.

    """
    if name.lower() not in SOURCES:
        listed = ", ".join(SOURCES)
        raise UsageError(f"There is no source {clean(name, 40)!r} to fetch; there is {listed}.")
    return cast("Source", import_module(SOURCES[name.lower()]).SOURCE)


def import_fields() -> tuple[Field, ...]:
    """Return what to ask for before an import: which source files are from shows later."""
    return _fields(each.to_import for each in every())


def fetch_fields() -> tuple[Field, ...]:
    """Return all that may be asked for before a download."""
    return _fields(each.to_fetch for each in every())


def every() -> list[Source]:
    """Return all sources in their order."""
    return [find_source(name) for name in SOURCES]


def _fields(asked: Iterable[tuple[Field, ...]]) -> tuple[Field, ...]:
    return tuple({field.name: field for fields in asked for field in fields}.values())
