"""Reading with Polars' own readers, here or from an address; what fails becomes a sentence."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from aigoods.errors import AigoodsError, DataError, NetworkError
from aigoods.text import clean
from aigoods.whole import in_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from aigoods.dataset.places import Place

PATIENCE = 20.0
"""Seconds that an address may take to send a manifest or a footer.

Polars asks a silent server again and again, for minutes; no option for web servers says otherwise.
"""

_STATUS = re.compile(r"status code: (\d{3}[A-Za-z ]*)")
_CAUSE = re.compile(r"^\s*\d+: (.+?)(?: \(os error \d+\))?$", re.MULTILINE)
_T = TypeVar("_T")


def attempt(read: Callable[[], _T], place: Place) -> _T:
    """Return what `read` returns; every read of a table of `place` goes through here.

    Raises:
        DataError: what lies there is damaged or missing.
        NetworkError: the address cannot be reached.

    """
    from polars.exceptions import (
        ColumnNotFoundError,
        ComputeError,
        PanicException,
        SchemaError,
    )

    try:
        return read()
    except (
        OSError,
        ColumnNotFoundError,
        ComputeError,
        PanicException,
        SchemaError,
    ) as error:
        raise _failure(error, place) from None


def promptly(read: Callable[[], _T], place: Place) -> _T:
    """Return what `read` returns; from an address it must come within `PATIENCE`.

    Raises:
        DataError: what lies there is damaged or missing.
        NetworkError: the address cannot be reached, or nothing comes from it.

    """
    if isinstance(place, Path):
        return attempt(read, place)
    import warnings

    from aigoods.threads import abandonable

    # Polars finds the region of a bucket by itself; its remark would stand across a screen.
    warnings.filterwarnings("ignore", ".*region' not set", UserWarning)

    def give_up() -> None:
        raise NetworkError(f"{clean(place, 300)} does not answer within {PATIENCE:.0f} seconds.")

    return abandonable(lambda: attempt(read, place), give_up, PATIENCE)


def _failure(error: BaseException, place: Place) -> AigoodsError:
    """Return the sentence for what Polars met."""
    if isinstance(place, Path):
        if isinstance(error, OSError) and error.strerror:
            return DataError(f"Cannot open {place}: {in_words(error)}; import the data again.")
        return DataError(f"{place} is damaged; import the data again.")
    where, said = clean(place, 300), str(error)
    if isinstance(error, FileNotFoundError):
        return DataError(f"There is no dataset at {where}, or not all of it.")
    if not isinstance(error, OSError) and "object-store error" not in said:
        return DataError(f"What lies at {where} is damaged.")
    if status := _STATUS.search(said):
        return NetworkError(f"Cannot read {where}: the server answers {status[1].strip()}.")
    causes = _CAUSE.findall(said)
    reason = causes[-1] if causes else said.removeprefix("object-store error: ")
    return NetworkError(f"Cannot reach {where}: {clean(reason, 200).rstrip('.')}.")
