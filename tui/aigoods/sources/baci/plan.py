"""What will become of files of BACI: their release, the basket, the files to read."""

from __future__ import annotations

from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from aigoods.catalog.editions import code_map, edition_name
from aigoods.sources.baci.archive import find_release
from aigoods.sources.baci.manifests import baci_manifest
from aigoods.sources.baci.member import BLOCK
from aigoods.sources.baskets import named_basket, own_name
from aigoods.sources.source import ALL_GOODS, USUAL_GOODS, File, Plan
from aigoods.threads import Ahead

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from aigoods.catalog.goods import Basket
    from aigoods.dataset.manifest import Manifest
    from aigoods.sources.baci.archive import Release
    from aigoods.sources.baci.member import Member
    from aigoods.sources.source import Findings, Reading, Request

BLOCKS_AHEAD = 8
ALL_LINES = 4 * BLOCK
"""Bytes of a block where all lines are parsed, which takes longer to begin than to go on."""


def plan(paths: Sequence[Path], request: Request) -> Plan:
    """Return what will be imported from a zip, a folder or CSV files of BACI.

    Raises:
        NothingThereError: there is no table of BACI.
        DataError: a zip is damaged or unsafe, or the basket cannot be read.
        UsageError: the basket does not exist or does not fit the edition; the names of the files
            tell no edition or release, more than one, or a year twice.

    """
    release = find_release(paths, request.own.get("edition", ""), request.own.get("release", ""))
    edition = edition_name(release.edition)
    basket = None if request.goods == ALL_GOODS else named_basket(request.goods, edition)
    codes = code_map([code.code for code in basket.codes], edition) if basket else None
    files = [
        (year, member)
        for year, member in release.years
        if not request.years or year in request.years or year is None
    ]
    members = [member for _, member in files]
    return Plan(
        name=usual_name(release.edition, release.release, request.goods),
        release=", ".join(release.names),
        files=tuple(File(member.name, member.size, year) for year, member in files),
        years=request.years,
        codes=codes,
        reading=partial(_reading, members, codes, ALL_LINES if request.totals else BLOCK),
        manifest=partial(_manifest, release, basket, members),
        totals=request.totals,
    )


def usual_name(edition: str, release: str, goods: str) -> str:
    """Return the name of a dataset for which none was given: `baci-hs17-v202601`."""
    kind = own_name(Path(goods)) if goods.lower().endswith(".csv") else goods
    words = ["baci", edition, release, kind]
    return "-".join(word for word in words if word != USUAL_GOODS).lower()[:64]


@contextmanager
def _reading(
    members: list[Member], codes: Mapping[str, str] | None, size: int
) -> Iterator[Reading]:
    with Ahead(_blocks(members, size), BLOCKS_AHEAD) as blocks:
        from aigoods.sources.baci.reading import flows

        yield partial(flows, [member.name for member in members], codes, blocks)


def _blocks(members: list[Member], size: int) -> Iterator[tuple[int, bytes]]:
    """Yield the blocks of all files, each with the place of its file."""
    for place, member in enumerate(members):
        for block in member.blocks(size):
            yield place, block


def _manifest(
    release: Release, basket: Basket | None, members: list[Member], name: str, findings: Findings
) -> Manifest:
    unended = [member.name for member in members if member.unended]
    return baci_manifest(release, name, basket, findings, unended)
