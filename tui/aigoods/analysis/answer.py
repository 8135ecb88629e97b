"""An Answer: one table with its title, unit, facts, notes and provenance."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    import polars as pl

    from aigoods.analysis.view import View
    from aigoods.dataset.manifest import Manifest

ColumnKind = Literal[
    "text",
    "code",
    "year",
    "count",
    "usd",
    "share",
    "growth",
    "rank",
    "rank_change",
    "hhi",
    "index",
    "series",
    "tons",
    "unit_value",
]


class Column(NamedTuple):
    """One column of a table: its machine name, its heading on a screen and what it holds.

    `usd` are current US dollars, `share` and `growth` parts of one, `hhi` 0 to 10,000, `index` 100
    in its year, `series` a list with a number (or null) for each of the Answer's years, `tons`
    metric tons, `unit_value` US dollars per kilogram. `help` explains it in a sentence. How it is
    shown: `scale` is the power of ten of the last digit of numbers that stand without their unit,
    which the title then names (dollars as `text.scaled` has them), and cells of `heat` columns are
    shaded by size, all of a table alike. `span` are the years that a change runs over, as in
    `2023-24`, where they are the same in all rows. Columns that are parts of one whole have its
    `weight`, the sum of the part over all rows, by which the least leave where room is short.
    """

    name: str
    title: str
    kind: ColumnKind
    help: str = ""
    scale: int | None = None
    heat: bool = False
    span: str = ""
    weight: float | None = None

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


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Head:
    """All of an Answer but its table: what is said about the numbers.

    `view` has year and by filled in. `key` and `label` name the columns that identify a row and
    name it for people; `years` are those of the `series` column or of the rows. `notes` are
    sentences; `empty` is the one that stands where there are no rows. `totals` are what columns
    hold for all rows together, each with its column's name. `manifest` says where the numbers come
    from; `summed` that they are those of several codes together, since the dataset does not tell
    them apart.
    """

    view: View
    title: str
    unit: str
    columns: tuple[Column, ...]
    key: str
    label: str
    years: tuple[int, ...]
    manifest: Manifest
    facts: tuple[Fact, ...] = ()
    notes: tuple[str, ...] = ()
    empty: str = ""
    totals: tuple[Fact, ...] = ()
    summed: bool = False

    def column(self, name: str) -> Column | None:
        """Return the column of this name, None where the table has no such column."""
        return next((column for column in self.columns if column.name == name), None)

    @property
    def head(self) -> Head:
        """The head alone, plain Python without Polars."""
        return Head(**{field.name: getattr(self, field.name) for field in fields(Head)})


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Answer(Head):
    """The answer to a View, complete: what is painted, printed and exported.

    `table` holds the columns of `columns` in their order, unrounded.
    """

    table: pl.DataFrame
