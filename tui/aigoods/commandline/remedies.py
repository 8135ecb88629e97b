"""What helps against a failure, in the words of the command line."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from aigoods.errors import AigoodsError, DataError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aigoods.dataset.places import Place

REMEDIES = {"import": " Then: aigoods data import FILE."}


def told(error: AigoodsError) -> str:
    """Return the sentence of a failure, with what to type against it."""
    return f"{error}{REMEDIES.get(error.remedy, '')}"


@contextlib.contextmanager
def questioned(name: str) -> Iterator[Place]:
    """Give the place of the dataset that a question goes to.

    Raises:
        DataError: the one in use cannot be read; the sentence also says how to leave it.

    """
    from aigoods.dataset.places import EMBEDDED, find_dataset, in_use

    try:
        yield find_dataset(name)
    except DataError as error:
        if name or in_use() == EMBEDDED:
            raise
        raise DataError(
            f"{error} To go back to the embedded dataset: aigoods data use {EMBEDDED}."
        ) from None
