"""Figures that the WTO and others published; never mixed with computed ones without a label."""

from functools import cache
from typing import NamedTuple

from aigoods.catalog.tables import reference


class PublishedFigure(NamedTuple):
    """One published figure with its source, date, confidence and caveat."""

    id: str
    topic: str
    subject: str
    period: str
    measure: str
    value: float
    unit: str
    qualifier: str
    source: str
    published: str
    confidence: str
    note: str


@cache
def published_figures() -> tuple[PublishedFigure, ...]:
    """Return the published figures in the order of the table."""
    return tuple(
        PublishedFigure(**{**row, "value": float(row["value"])})  # type: ignore[arg-type]
        for row in reference("published_figures")
    )
