"""An Answer: one table with its title, unit, facts, notes and provenance."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    import polars as pl

    from aigoods.analysis.column import Column, Fact, Unit
    from aigoods.analysis.scene import Kind
    from aigoods.analysis.view import View
    from aigoods.catalog.periods import Period
    from aigoods.dataset.manifest import Manifest

Rows = Literal["economies", "groups", "goods", "periods", "figures"]
"""What the rows of a table are."""


class Drawing(NamedTuple):
    """One picture that can be drawn of a table: its numbers are of `unit`, and `said` to be that.

    Where rows are periods each of `columns` is a line or a segment, from the highest, with its name
    in `names`. Elsewhere each row is a line: its values are the list in the one column, or those of
    the columns of periods; a stack has a segment for each of `names`, of the rows that have it in
    the column `by`. Of a slope `by` is the column whose largest numbers, of either sign, lead. Bars
    are of one column. `every` is what the lines are called where all are
    drawn if there is room; else the leading ones are. `rest` tells that they are parts of 1, so
    that what is not drawn is known, and `among` what the rows are a part of. `of` is what is drawn
    where that is not the flow of the View.
    """

    kind: Kind
    columns: tuple[str, ...]
    unit: Unit
    said: str
    names: tuple[str, ...] = ()
    every: str = ""
    by: str = ""
    among: str = ""
    rest: bool = False
    of: str = ""


def provenance(source: Manifest) -> str:
    """Return where numbers are from, as far as it is known: `BACI V202601, HS2017, HS4 heading`."""
    known = (f"{source.source} {source.release}".rstrip(), source.edition, source.grain)
    return ", ".join(filter(None, known))


@dataclass(frozen=True, slots=True, eq=False, repr=False, kw_only=True)
class Head:
    """All of an Answer but its table: what is said about the numbers.

    `view` has year and by filled in. `rows` says what the rows are, `key` and `label` name the
    columns that identify a row and name it for people, `level` the one with the level of goods
    where parents stand among their children; `years` are those of the `series` column or of the
    rows. `bars` are the columns that a bar in the row says: it is drawn of the first. `draws` are
    the pictures that can be drawn, `cell_unit` is what cells with a scale leave out. `parts` are
    columns of the table that only others are made of, neither shown nor exported. `notes` are
    sentences; `empty` is the one that stands where there are no rows. `totals` are what columns
    hold for all rows together, each with its column's name. `manifest` says where the numbers come
    from; `summed` that they are those of several codes together, since the dataset does not tell
    them apart. `rest` is the key of the row that gathers all that have none of their own.
    """

    view: View
    title: str
    unit: str
    columns: tuple[Column, ...]
    rows: Rows
    key: str
    label: str
    years: tuple[int, ...]
    manifest: Manifest
    level: str = ""
    bars: tuple[str, ...] = ()
    draws: tuple[Drawing, ...] = ()
    cell_unit: str = ""
    parts: tuple[Column, ...] = ()
    facts: tuple[Fact, ...] = ()
    notes: tuple[str, ...] = ()
    empty: str = ""
    totals: tuple[Fact, ...] = ()
    summed: bool = False
    rest: str = ""

    def column(self, name: str) -> Column | None:
        """Return the column of this name, None where the table has no such column."""
        return next((column for column in self.columns if column.name == name), None)

    def drawing(self, kind: str) -> Drawing | None:
        """Return the picture of this kind, None where there is none."""
        return next((drawing for drawing in self.draws if drawing.kind == kind), None)

    @property
    def period(self) -> Period:
        """The period of the View, which an answer has filled in."""
        return self.manifest.period(self.view.year or self.years[-1])

    @property
    def head(self) -> Head:
        """The head alone, plain Python without Polars."""
        return Head(**{field.name: getattr(self, field.name) for field in fields(Head)})


@dataclass(frozen=True, slots=True, eq=False, repr=False, kw_only=True)
class Answer(Head):
    """The answer to a View, complete: what is painted, printed and exported.

    `table` holds the columns of `columns` in their order, unrounded, then those of `parts`.
    """

    table: pl.DataFrame
