"""What a column of a table is, and one number about all of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from aigoods import text

if TYPE_CHECKING:
    from collections.abc import Callable

ColumnKind = Literal[
    "text",
    "code",
    "year",
    "count",
    "usd",
    "share",
    "growth",
    "contribution",
    "points",
    "rank",
    "rank_change",
    "hhi",
    "index",
    "ratio",
    "series",
    "tons",
    "unit_value",
    "rca",
    "symmetric_rca",
]
Unit = Literal[
    "usd",
    "share",
    "growth",
    "points",
    "rank",
    "index",
    "unit_value",
    "rca",
    "symmetric_rca",
    "hhi",
]
"""The kinds of numbers that are drawn."""

SPARE = 2
"""Columns that leave at this number, or before, stand only where room is left over."""


class Sum(NamedTuple):
    """Which flows an amount is the sum of, where they are not those of its row.

    Each field is a template to which the values of the row are given (`stage-{stage}`); None stands
    for what the row is of, "" for all. `partner` may be several with commas between, all others
    after a `-`.
    """

    flow: str | None = None
    economy: str | None = None
    partner: str | None = None
    goods: str | None = None


class Column(NamedTuple):
    """One column of a table: its machine name, its heading on a screen and what it holds.

    `usd` are current US dollars, `share` and `growth` parts of one, `contribution` what of the
    growth of a whole is from a part, `points` one share less another, `hhi` 0 to 10,000, `index`
    100 in its year, `ratio` one amount over another, `series` a list with a number (or null) for
    each of the Answer's years, `tons` metric tons, `unit_value` US dollars per kilogram, `rca` 0
    and more (1: as the world), `symmetric_rca` -1 to 1. `help` explains it in a sentence. How it is
    shown: `scale` is the power of ten of the last digit of numbers that stand without their unit,
    which the title then names (dollars as `text.scaled` has them), and cells of `heat` columns are
    shaded by size, all of a table alike. `span` are the years that a change runs over, as in
    `2023-24`, in `brief` `23-24`, where they are the same in all rows; `period` is the one that the
    column is of, where it is not that of the View or of the row.

    Where room is short the columns with the lowest number in `leaves` go first, those with 0 never;
    `counted` is what is said of like columns that left: `2 more segments`. A `hidden` column is
    for machines, or repeats what the row shows, and never on a screen; an `open` one is a
    text that is cut to the room that is left. `parts` are the columns that it is made of, by its
    kind: a share is the first over the second, a growth too, less 1; of an RCA that of the first
    two over that of the last two; of dollars, points and places it is the first less the second, of
    dollars with three parts the first times the growth from the second to the third.
    `measure` is that of the numbers of a series, `sum` which flows an amount without parts is the
    sum of, where its row does not say so.
    """

    name: str
    title: str
    kind: ColumnKind
    help: str = ""
    scale: int | None = None
    heat: bool = False
    span: str = ""
    brief: str = ""
    period: int | None = None
    leaves: int = 0
    counted: str = ""
    hidden: bool = False
    open: bool = False
    parts: tuple[str, ...] = ()
    measure: str = ""
    sum: Sum | None = None

    @property
    def heading(self) -> str:
        """The title with the years that it is about: `Growth 2023-24`."""
        return f"{self.title} {self.span}" if self.span else self.title


class Fact(NamedTuple):
    """One number about the whole view, such as world trade or the HHI."""

    name: str
    title: str
    value: float | None
    kind: ColumnKind


def said(kind: ColumnKind, value: Any) -> str:
    """Return a number of a kind as people read it, an em dash for most where it is missing."""
    if value is None:
        return "" if kind == "rank_change" else text.MISSING
    match kind:
        case "contribution" | "points":
            return text.points(value)
        case "index":
            return f"{value:,.1f}"
        case "count" | "hhi" | "rank":
            return text.count(value)
        case _ if words := _WORDS.get(kind):
            return words(value)
    return text.clean(str(value))


_WORDS: dict[str, Callable[[Any], str]] = {
    "usd": text.money,
    "share": text.share,
    "growth": text.growth,
    "unit_value": text.unit_value,
    "rca": text.rca,
    "symmetric_rca": text.symmetric_rca,
    "rank_change": text.rank_change,
    "tons": text.tons,
    "ratio": text.ratio,
}
