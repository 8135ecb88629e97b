"""The datasets on the shelf as a page may ask them: each is opened when it is asked."""

from __future__ import annotations

from dataclasses import replace
from functools import cache, partial
from typing import TYPE_CHECKING

from aigoods import pages
from aigoods.catalog.goods import AI_ENABLING, wto_codes

if TYPE_CHECKING:
    from collections.abc import Callable

    from aigoods.analysis.answer import Answer
    from aigoods.analysis.question import Neighbour
    from aigoods.dataset.folder import Collect, Dataset
    from aigoods.dataset.manifest import Manifest
    from aigoods.dataset.places import Place


def neighbours(dataset: Dataset, collect: Collect | None) -> tuple[Neighbour, ...]:
    """Return the datasets of AI-enabling goods on the shelf, and `dataset` if it is elsewhere.

    Damaged ones are left out, and those with other goods from which the WTO's list cannot be told.
    """
    from aigoods.dataset.folder import open_dataset
    from aigoods.dataset.shelf import shelved

    found: dict[Place, tuple[Manifest, Callable[[], Dataset]]] = {
        each.folder: (each.manifest, partial(open_dataset, each.folder))
        for each in shelved()
        if each.manifest is not None
    }
    here = {dataset.place: (dataset.manifest, lambda: dataset)}
    found = found | here if dataset.place in found else here | found
    every = [_neighbour(manifest, opened, collect) for manifest, opened in found.values()]
    return tuple(
        each for each in every if each.listed or each.manifest.basket.phrase == AI_ENABLING
    )


def _neighbour(
    manifest: Manifest, opened: Callable[[], Dataset], collect: Collect | None
) -> Neighbour:
    """Return a dataset as one to be asked."""
    from aigoods.analysis.question import Neighbour

    listed = frozenset(code.code for code in manifest.basket.codes) & wto_codes()
    whole = cache(opened)

    @cache
    def on_list() -> Dataset:
        return only(whole(), listed)

    def asked(which: Callable[[], Dataset]) -> Callable[[str], Answer]:
        return cache(lambda address: pages.answer(pages.parse(address), which(), collect))

    return Neighbour(manifest, asked(whole), listed, asked(on_list))


def only(dataset: Dataset, codes: frozenset[str]) -> Dataset:
    """Return what of a dataset is in some of its codes; partners of codes together are left out."""
    import polars as pl

    manifest, inside = dataset.manifest, pl.col("code").is_in(sorted(codes))
    basket = manifest.basket
    kept = replace(basket, codes=tuple(code for code in basket.codes if code.code in codes))
    scope = None if manifest.partners is None or manifest.partners.together else manifest.partners
    return replace(
        dataset,
        manifest=replace(manifest, basket=kept, partners=scope),
        economy=dataset.economy.filter(inside),
        partners=None if dataset.partners is None else dataset.partners.filter(inside),
        further={},
    )
