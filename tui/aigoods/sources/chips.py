"""The embedded dataset `chips-hs6`: flows by six-digit code from 10 million dollars on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from aigoods.catalog.economies import EU27
from aigoods.catalog.goods import Basket, Code, wto_2025
from aigoods.catalog.tables import reference
from aigoods.dataset.manifest import Manifest, Note, PartnerScope
from aigoods.dataset.schema import COVERAGE_FILE, partners_schema
from aigoods.dataset.writer import write_dataset
from aigoods.sources.baci.manifests import (
    CITATION,
    LICENCE,
    REPRODUCED,
    SEGMENTS_ARE_OURS,
    edition_note,
    retired_notes,
    trader_notes,
)
from aigoods.sources.sums import MEMBERS, by_economy, economy_rows
from aigoods.text import listing, share

if TYPE_CHECKING:
    from pathlib import Path

CHIPS = "chips-hs6"
LEAST_USD = 10_000_000
YEARS = tuple(range(2017, 2025))
WHOLE_HEADINGS = ("3818", "8486", "8541", "8542")
"""The headings of which all codes of HS2017 are in the basket."""

OUTSIDE = {
    "848630": "Machines making flat panel displays",
    "854140": "Photosensitive devices and LEDs, with solar cells",
}
"""The codes that are not on the WTO's list, with descriptions that are ours."""


def chip_flows(path: Path) -> pl.DataFrame:
    """Return the partner table of the extract `chips_hs6_flows.csv`.

    Its values are whole US dollars, its quantities metric tons, empty where unknown.
    """
    columns = ("year", "exporter", "importer", "hs_code", "value_usd", "quantity_tonnes")
    names = dict(zip(columns, partners_schema(), strict=True))
    types = dict(zip(columns, partners_schema().values(), strict=True))
    # Namibia's two letters are no missing value, an empty quantity is one.
    flows = pl.read_csv(path, schema=types, null_values={"quantity_tonnes": ""})
    return flows.rename(names)


def chip_basket() -> Basket:
    """Return the basket `chips-hs6`: codes of the WTO's list, and what else their headings hold.

    A code outside the list has the segment and the family of its heading.
    """
    headings = {row["hs4"]: row for row in reference("goods_hs4")}
    inside = [
        code
        for code in wto_2025("HS2017").codes
        if code.code[:4] in WHOLE_HEADINGS or code.code in ("280461", "847150", "847330")
    ]
    outside = [
        Code(code, said, headings[code[:4]]["segment"], headings[code[:4]]["family"])
        for code, said in OUTSIDE.items()
    ]
    title = "chips, machines that make them, servers and computer parts by HS6 code"
    codes = tuple(sorted(inside + outside))
    return Basket(CHIPS, title, codes, "chips, chip-making machines and servers")


def coverage(economy: pl.DataFrame, wide: pl.DataFrame, pairs: pl.DataFrame) -> pl.DataFrame:
    """Return what the rows of `economy` hold of each heading whose codes are all in the basket.

    `wide` is the economy table by heading, `pairs` are the flows of several headings together in
    one year, for the EU as one: both without the floor. The columns are those of `coverage_schema`.
    """
    keys = ("year", "economy", "flow", "code")
    value = pl.col("value_usd")
    held = economy.group_by(*keys[:3], pl.col("code").str.head(4)).agg(value.sum().alias("held"))
    found = (
        wide.filter(pl.col("code").is_in(WHOLE_HEADINGS))
        .join(held, on=keys, how="left")
        .select(*keys, pl.col("held").fill_null(0).alias("held_usd"), value.alias("whole_usd"))
    )
    together, year = pairs["code"][0], pairs["year"][0]
    inside = (pl.col("year") == year) & pl.col("code").str.head(4).is_in(together.split("+"))
    union = []
    for flow, own, other in (
        ("exports", "exporter", "importer"),
        ("imports", "importer", "exporter"),
    ):
        member = pl.col("economy").is_in(MEMBERS) & (pl.col("flow") == flow)
        outer = economy.filter(inside, member).select((value - pl.col("intra_eu_usd")).sum()).item()
        whole = pairs.filter(pl.col(own).is_in(MEMBERS), ~pl.col(other).is_in(MEMBERS))
        union.append((year, EU27, flow, together, outer, whole["value_usd"].sum()))
    return pl.concat([found, pl.DataFrame(union, found.schema, orient="row")])


def chip_manifest() -> Manifest:
    """Return the manifest of `chips-hs6`, without the entries of its files."""
    basket = chip_basket()
    return Manifest(
        name=CHIPS,
        title="Chips, servers and what they are made of by HS6 code, embedded in the program",
        source="BACI",
        release="V202601",
        edition="HS2017",
        grain="HS6 code",
        basket=basket,
        years=YEARS,
        provisional=YEARS[-1:],
        licence=LICENCE,
        citation=CITATION,
        origin=(
            "CEPII, BACI HS17 V202601, the flows of 10 million dollars and more in the public "
            "repository github.com/Jsk07211/puppygraph-getting-started"
        ),
        retrieved="2026-11",
        partners=PartnerScope(years=YEARS, least_usd=LEAST_USD, quantities=True),
        notes=(
            Note(_listed(basket)),
            Note(
                "A pair without a row is not zero: it has no single flow of one code between two "
                "economies of $10 m or more.",
                pages=("partners", "pair", "matrix"),
            ),
            REPRODUCED,
            SEGMENTS_ARE_OURS,
            edition_note("HS17"),
            *retired_notes("HS17", basket.codes),
            *trader_notes(basket.codes),
        ),
    )


def _listed(basket: Basket) -> str:
    """Return how many codes are on the WTO's list, and how much of it they make up."""
    world = {
        row["hs6_hs2012"]: float(row["world_exports_2023_bn_usd_baci_hs07"])
        for row in reference("goods_hs6")
    }
    held = [world[code.code] for code in basket.codes if code.code in world]
    return (
        f"{len(held)} of the {len(basket.codes)} codes are on the WTO's list and make up "
        f"{share(sum(held) / sum(world.values()))} of the world trade of the whole list in 2023; "
        f"{listing(list(OUTSIDE))} are not on it."
    )


def write_chips(origin: Path, folder: Path, wide: pl.DataFrame, pairs: pl.DataFrame) -> Manifest:
    """Write `chips-hs6` from the extract in `origin` to `folder`; for the rest see `coverage`.

    Raises:
        DataError: the folder cannot be written.

    """
    flows = chip_flows(origin / "chips_hs6_flows.csv")
    economy = pl.concat(
        economy_rows(year, [by_economy(flows.filter(pl.col("year") == year))]) for year in YEARS
    ).with_columns(pl.col("quantity_t").round(3))  # As the flows are; the order of a sum is not.
    further = {COVERAGE_FILE: coverage(economy, wide, pairs)}
    return write_dataset(folder, chip_manifest(), economy, flows, further)
