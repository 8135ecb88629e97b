"""`--dataset auto`: the dataset in use, or where it has no answer another one that has."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from aigoods.dataset.places import find_dataset
from aigoods.errors import AigoodsError, QueryError
from aigoods.out import say
from aigoods.text import alternatives

if TYPE_CHECKING:
    from collections.abc import Callable

    from aigoods.analysis.view import View

AUTO = "auto"


def answered(
    give: Callable[[Namespace], int], view: Callable[[Namespace], View], given: Namespace
) -> int:
    """Give what a line asks for, with `give`; of which View that is, says `view`.

    With `--dataset auto` it comes from another dataset where the one in use cannot answer, which is
    said on standard error.

    Raises:
        QueryError: there is no answer; the sentence names the datasets that have one.
        AigoodsError: as `give` does.

    """
    auto = given.dataset == AUTO
    line = _from(given, "") if auto else given
    try:
        return give(line)
    except QueryError as error:
        found = _able(line, view)
        if not found:
            raise
        if not auto:
            raise QueryError(
                f"{error} The dataset {alternatives(found[:3])} can answer it: give --dataset "
                f"{found[0]}, or --dataset {AUTO}.",
                error.instead,
            ) from None
        if not given.quiet:
            say(f"Answered by {found[0]}, for: {error}")
    return give(_from(given, found[0]))


def _able(line: Namespace, view: Callable[[Namespace], View]) -> list[str]:
    """Return the names of the datasets that can answer, the best first.

    Words for goods mean something else in each, so each is asked which View it would be.
    """
    from aigoods.dataset.manifest_file import read_manifest
    from aigoods.dataset.shelf import shelved
    from aigoods.pages.elsewhere import order, others

    here, found = read_manifest(find_dataset(line.dataset)), []
    for each in shelved():
        try:
            meant = view(_from(line, each.name, quiet=True))
        except AigoodsError:
            continue
        if each.manifest is not None and others(meant, here, [each].copy):
            found.append((order(each.manifest), each.name))
    return [name for _, name in sorted(found)]


def _from(given: Namespace, dataset: str, **more: object) -> Namespace:
    """Return a line that names another dataset."""
    return Namespace(**{**vars(given), "dataset": dataset, **more})
