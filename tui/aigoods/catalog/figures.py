"""Figures that the WTO and others published; never mixed with computed ones without a label."""

from functools import cache
from typing import NamedTuple

from aigoods.catalog.periods import Period
from aigoods.catalog.tables import reference

SCALES = {"billion USD": 1e9, "percent": 0.01}
"""What figures of a unit are multiplied by to be US dollars or parts of one."""


class PublishedFigure(NamedTuple):
    """One published figure with its source, date, confidence and caveat.

    `economy` and `partner` are ISO codes or names, of flows from the one to the other; `period` is
    as `periods.Period` prints. `scenario` is that of a projection, `rank` the place that was
    published with the value, None without. `work` is the title of what `source` spells out. `view`
    holds the addresses that ask a dataset the same, the nearest first, with blanks between; where
    it is empty `reason` says why nothing can be compared. `differs` are words for what else sets
    the figure apart, as `analysis.published` has them.
    """

    id: str
    topic: str
    economy: str
    partner: str
    flow: str
    goods: str
    period: str
    measure: str
    value: float
    unit: str
    qualifier: str
    scenario: str
    rank: int | None
    work: str
    source: str
    date: str
    confidence: str
    caveat: str
    view: str
    differs: str
    reason: str

    @property
    def amount(self) -> float:
        """The value in US dollars, as a part of one, or as a number."""
        return self.value * SCALES.get(self.unit, 1)

    @property
    def said(self) -> str:
        """The value as it was published: `about $200 bn`."""
        forms = {"billion USD": f"${self.value:,g} bn", "percent": f"{self.value:g}%"}
        said = forms.get(self.unit, f"{self.value:,g} {self.unit}")
        return f"{self.qualifier} {said}".lstrip()


@cache
def published_figures() -> tuple[PublishedFigure, ...]:
    """Return the published figures in the order of the table."""
    return tuple(
        PublishedFigure(
            **{
                **row,
                "value": float(row["value"]),
                "rank": int(row["rank"]) if row["rank"] else None,
            }  # type: ignore[arg-type]
        )
        for row in reference("published_figures")
    )


@cache
def published_months() -> tuple[tuple[Period, tuple[float, ...]], ...]:
    """Return each month of the index of US imports with AI-related goods, all others, and all."""
    return tuple(
        (Period.parse(row["month"]), (float(row["ai"]), float(row["other"]), float(row["all"])))
        for row in reference("us_ai_import_index")
    )


def published_world_totals() -> tuple[PublishedFigure, ...]:
    """Return what the WTO published of world trade in its whole list in whole years.

    Those of its World Trade Report and of its outlook are not one series.
    """
    return tuple(
        figure
        for figure in published_figures()
        if figure.topic == "world-totals" and figure.measure == "value" and figure.period.isdigit()
    )
