"""CEPII's BACI: every flow between two economies by HS6 code, made into a dataset of one basket.

BACI reconciles what exporter and importer report; values are thousand current US dollars,
quantities metric tons. Source: Gaulier, G. and Zignago, S. (2010), CEPII Working Paper 2010-23.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aigoods.catalog.editions import edition_name
from aigoods.errors import DataError
from aigoods.sources.baskets import ALL_GOODS, named_basket
from aigoods.sources.manifests import baci_manifest
from aigoods.threads import Ahead

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from aigoods.dataset.manifest import Manifest
    from aigoods.sources.archive import Release
    from aigoods.sources.member import Member
    from aigoods.sources.progress import Progress

BLOCKS_AHEAD = 8


def import_release(
    release: Release,
    folder: Path,
    name: str,
    goods: str = "wto-2025",
    years: tuple[int, ...] = (),
    report: Callable[[Progress], None] = lambda _: None,
) -> Manifest:
    """Make the dataset `folder` from a release and return its manifest.

    `goods` is `wto-2025`, `core-hs4`, `all` or the path of a basket; `years` are those wanted, all
    where it is empty. `report` is told how far the import is, in a thread of the import's; what it
    raises ends the import. Until the end `folder` is as it was.

    Raises:
        DataError: a file is damaged or no table of BACI, a flow stands in it twice, there is
            nothing of the basket in it, or the dataset cannot be written.
        UsageError: the basket does not exist or does not fit the edition.

    """
    edition = edition_name(release.edition)
    basket = None if goods == ALL_GOODS else named_basket(goods, edition)
    files = [
        (year, member)
        for year, member in release.years
        if not years or year in years or year is None
    ]
    # Files are inflated from here on, while Polars is imported.
    with Ahead(_blocks([member for _, member in files]), BLOCKS_AHEAD) as blocks:
        from aigoods.dataset.writer import writing
        from aigoods.sources.intake import Intake

        with writing(folder) as writer:
            intake = Intake(files, basket, edition, years, writer)
            intake.read(blocks, report)
            if not intake.economy:
                raise DataError(
                    "There is no flow of the goods and years asked for in "
                    f"{', '.join(release.names)}."
                )
            intake.findings.unended = [member.name for _, member in files if member.unended]
            manifest = baci_manifest(release, name, basket, intake.findings)
            return writer.commit(manifest, intake.economy_table())


def _blocks(members: list[Member]) -> Iterator[tuple[int, bytes]]:
    """Yield the blocks of all files, each with the place of its file."""
    for place, member in enumerate(members):
        for block in member.blocks():
            yield place, block
