"""A monthly index that others published, as it was published."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl

from aigoods.analysis.answer import Drawing
from aigoods.analysis.build import build
from aigoods.analysis.column import Column
from aigoods.catalog.figures import published_months
from aigoods.catalog.periods import Grain

if TYPE_CHECKING:
    from aigoods.analysis.answer import Answer
    from aigoods.analysis.question import Question

LINES = {
    "ai": "AI-related goods",
    "other": "all others",
    "all": "all imports",
}
"""The columns of the series, and what they are of."""

NOTES = (
    "Average month of 2023 = 100, as published by M. Waugh, Trade in AI-Related Products (Federal "
    "Reserve Bank of Minneapolis, Staff Report 684, 2026), from figures of the US Census Bureau.",
    "The list is another than the WTO's: 645 ten-digit codes of the US tariff. The series is not "
    "joined with any dataset.",
)


def us_imports(ask: Question) -> Answer:
    """Return US imports of AI-related goods, of all others and of all, month by month.

    Columns: year (the month, as `202301`), ai, other and all, each 100 in the average month of 2023
    (M. Waugh, Trade in AI-Related Products, 2026).
    """
    table = pl.DataFrame(
        [(month.number, *values) for month, values in published_months()],
        {"year": pl.Int32(), **dict.fromkeys(LINES, pl.Float64())},
        orient="row",
    )
    columns = (
        Column("year", "Month", "year", "the month, as a year and two digits"),
        *(
            Column(key, key.upper() if key == "ai" else key.capitalize(), "index", said)
            for key, said in LINES.items()
        ),
    )
    drawn = Drawing(
        "lines",
        tuple(LINES),
        "index",
        "2023 = 100",
        names=tuple(LINES.values()),
        every="series",
        of="imports of the United States",
    )
    found = build(
        ask,
        table,
        columns,
        title="US imports of AI-related goods and of others by month, 2023 = 100",
        rows="periods",
        unit="index, average month of 2023 = 100",
        bars=("ai",),
        draws=(drawn, drawn._replace(kind="bars", columns=("ai",), names=())),
        notes=NOTES,
    )
    manifest = replace(
        ask.manifest,
        name="us-ai-imports",
        title="US imports of AI-related goods, an index",
        source="M. Waugh, Trade in AI-Related Products",
        release="2026",
        edition="",
        grain="645 ten-digit codes of the US tariff",
        licence="MIT; US Census figures are in the public domain",
        citation="Waugh, M. (2026) Trade in AI-Related Products. Federal Reserve Bank of "
        "Minneapolis, Staff Report 684",
        origin="github.com/clizama/ai-trade-index",
        retrieved="",
        period_grain=Grain.MONTH,
        years=tuple(table["year"]),
        provisional=(),
        partners=None,
        notes=(),
    )
    view = found.view.but(year=None, by="")
    return replace(found, view=view, years=manifest.years, manifest=manifest)
