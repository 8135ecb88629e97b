"""Putting an Answer together: sorting its table and adding what every Answer carries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aigoods.analysis.answer import Answer, Drawing
from aigoods.analysis.column import SPARE, Column, Fact
from aigoods.analysis.measures import MEASURES, UNIT, part
from aigoods.analysis.notes import CONCENTRATION, weighed
from aigoods.catalog.periods import span
from aigoods.errors import QueryError

if TYPE_CHECKING:
    from typing import Any

    import polars as pl

    from aigoods.analysis.answer import Rows
    from aigoods.analysis.question import Question
    from aigoods.analysis.scene import Kind
    from aigoods.analysis.view import View

PART, LEAST, SERIES, GROWTH = 1, SPARE, 30, 70
"""When the columns that many tables have leave: see `Column.leaves`."""

OF_FLOW = {
    "exports": {"growth": GROWTH, "share": 50, "rank": 33},
    "imports": {"value_usd": 85, "growth": 31, "share": 26, "rank": 26, "unit_value": 32},
}
"""The same of the columns of a flow that stands beside the other."""

BALANCE = Column(
    name="balance_usd",
    title="Balance",
    kind="usd",
    help="exports less imports",
    leaves=60,
    parts=("exports_usd", "imports_usd"),
)
GREW, SHARE = MEASURES["growth"].parts, MEASURES["share"].parts

ALL_EXPORTS = Column(
    name="all_exports_share",
    title="Of exports",
    kind="share",
    help="part of the exports of all goods",
    leaves=PART,
    parts=("value_usd", "all_exports_usd"),
)

KEYS: dict[Rows, tuple[str, str]] = {
    "economies": ("iso3", "economy"),
    "groups": ("key", ""),
    "goods": ("key", "goods"),
    "periods": ("year", "year"),
    "figures": ("key", "figure"),
}
"""The key and the label of each sort of rows; groups have a label for each grouping."""


def build(
    ask: Question,
    table: pl.DataFrame,
    columns: tuple[Column, ...],
    *,
    title: str,
    rows: Rows,
    key: str = "",
    label: str = "",
    level: str = "",
    values: tuple[pl.DataFrame, ...] = (),
    unit: str = UNIT,
    bars: tuple[str, ...] = (),
    draws: tuple[Drawing, ...] = (),
    cell_unit: str = "",
    facts: tuple[Fact, ...] = (),
    notes: tuple[str, ...] = (),
    empty: str = "",
    totals: tuple[Fact, ...] = (),
    rest: str = "",
) -> Answer:
    """Return the Answer with its columns in order and its rows sorted as the View says.

    A table that comes without a sort in the View stays in the order of the page. `empty` says why
    a table has no rows, if it has none, and is then the first of the notes. Of `draws` those are
    kept whose columns are in the table. `values` are all the sums by year that the answer is about,
    for the note on unit values. The row whose key is `rest` stands below all others.

    Raises:
        QueryError: the View sorts by a column that the table does not have.

    """
    names = [column.name for column in columns]
    needed = dict.fromkeys(name for column in columns for name in column.parts)
    parts = tuple(part(name) for name in needed if name not in names)
    scope = ask.manifest.partners
    usual_key, usual = KEYS[rows]
    key, label = key or usual_key, label or usual
    view, table = _sorted(ask.view, table, columns, label)
    if rest:
        table = table.sort(table[key] == rest, maintain_order=True)
    notes = (*weighed(ask, values), *notes)
    if "hhi" in {*(fact.kind for fact in facts), *(column.kind for column in columns)}:
        notes = (*notes, CONCENTRATION)
    return Answer(
        view=view,
        title=title,
        unit=unit,
        table=table.select(*names, *(column.name for column in parts)),
        columns=columns,
        rows=rows,
        key=key,
        label=label,
        years=ask.years,
        manifest=ask.manifest,
        level=level,
        bars=bars,
        draws=tuple(each for each in draws if {*each.columns} <= {*names}),
        cell_unit=cell_unit,
        parts=parts,
        facts=facts,
        notes=notes if table.height or not empty or empty in notes else (empty, *notes),
        empty=empty,
        totals=totals,
        rest=rest,
        summed=ask.rules.partners and bool(scope and scope.together),
    )


def drawing(
    kind: Kind,
    measure: str,
    *columns: str,
    whole: str = "the world",
    **more: Any,
) -> Drawing:
    """Return the picture of a measure, by default of its own column; `whole` is what shares are of.

    `more` are further fields of the Drawing.
    """
    found = MEASURES[measure]
    return Drawing(
        kind, columns or (found.column,), found.kind, found.axis.format(whole=whole), **more
    )


def over_years(lines: Drawing) -> tuple[Drawing, ...]:
    """Return lines, and the other pictures of the same rows: shades by year, and two years."""
    heat = lines._replace(kind="heat", rest=False)
    if lines.unit == "growth":
        return (heat, lines)
    return (lines, heat, lines._replace(kind="slope", rest=False))


def key_column(by: str) -> Column:
    """Return the column of the keys of goods, which says something where they are codes."""
    title = "Code" if by == "code" else "Key"
    return Column("key", title, "code", "address word of the goods", hidden=by != "code")


def of_flow(flow: str, name: str) -> str:
    """Return what a column is called in a table that has it of both flows."""
    return f"{flow}_{name.removeprefix('value_')}"


def flow_columns(flow: str, *columns: Column) -> list[Column]:
    """Return the columns of one flow in a table that has those of the other, too."""
    return [
        column._replace(
            name=of_flow(flow, column.name),
            parts=tuple(of_flow(flow, each) for each in column.parts),
            leaves=OF_FLOW[flow].get(column.name, column.leaves),
        )
        for column in columns
    ]


def flow_table(flow: str, table: pl.DataFrame, *keys: str) -> pl.DataFrame:
    """Return a table of one flow with the names that `flow_columns` gives, but of `keys`."""
    return table.rename({name: of_flow(flow, name) for name in table.columns if name not in keys})


def series_column(measure: str, said: str = "") -> Column:
    """Return the column of the series of a measure; `said` is what it is where that says more."""
    return Column(
        name="series",
        title="Series",
        kind="series",
        help=f"{said or MEASURES[measure].title} in each year",
        leaves=SERIES,
        measure=measure,
    )


def growth_column(ask: Question, what: str = "the value", *, spanned: bool = True) -> Column:
    """Return the column of growth: from the year before the View's, or else that of each row."""
    said = f"change of {what} on the year before"
    column = Column("growth", "Growth", "growth", said, leaves=GROWTH, parts=GREW)
    return _spanned(ask, ask.before, column) if spanned else column


def rank_change_column(ask: Question) -> Column:
    """Return the column of the places won or lost since the year before."""
    said = "places won since the year before"
    parts = ("previous_rank", "rank")
    column = Column("rank_change", "±", "rank_change", said, leaves=40, parts=parts)
    return _spanned(ask, ask.before, column)


def cagr_column(ask: Question) -> Column:
    """Return the column of the growth a year over all years up to the View's."""
    first = ask.manifest.period(ask.since)
    said = f"compound growth a year from {first.long} to {ask.period.long}"
    parts = ("value_usd", "first_usd")
    column = Column("cagr", "CAGR", "growth", said, leaves=LEAST, parts=parts)
    return _spanned(ask, ask.since, column)


def _spanned(ask: Question, since: int, column: Column) -> Column:
    """Return the column of a change with the periods that it runs over."""
    if since >= ask.year:
        return column
    first, last = ask.manifest.period(since), ask.period
    return column._replace(span=span(first, last), brief=f"{first.short}-{last.short}")


def _sorted(
    view: View, table: pl.DataFrame, columns: tuple[Column, ...], label: str
) -> tuple[View, pl.DataFrame]:
    if not view.sort:
        return view, table
    descending = view.sort.startswith("-")
    wanted = view.sort.removeprefix("-")
    sortable = [column.name for column in columns if column.kind != "series"]
    found = next((name for name in sortable if name in (wanted, f"{wanted}_usd")), None)
    if found is None:
        raise QueryError(f"Cannot sort by {wanted!r}; the columns are {', '.join(sortable)}.")
    order = dict.fromkeys((found, label))
    ways = [descending] + [False] * (len(order) - 1)
    return (
        view.but(sort=f"-{found}" if descending else found),
        table.sort(*order, descending=ways, nulls_last=True),
    )
