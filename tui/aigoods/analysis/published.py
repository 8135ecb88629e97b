"""What was published, each figure beside what datasets give on the nearest equal footing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl

from aigoods.analysis.answer import Drawing
from aigoods.analysis.beside import WORDS, Compared, compared
from aigoods.analysis.build import build
from aigoods.analysis.column import Column, ColumnKind, Unit
from aigoods.catalog.economies import EU27, economies, name
from aigoods.catalog.figures import published_figures
from aigoods.errors import QueryError
from aigoods.text import listing, money, share

if TYPE_CHECKING:
    from aigoods.analysis.answer import Answer
    from aigoods.analysis.question import Question
    from aigoods.catalog.figures import PublishedFigure
    from aigoods.dataset.manifest import Manifest

ONE_BASIS = (
    "Published figures are as they were published, all at second hand, and of several bases: they "
    "are no series, and the computed ones beside them are of other goods."
)
KINDS: dict[str, Unit] = {"billion USD": "usd", "percent": "share"}


def published(ask: Question) -> Answer:
    """Return the published figures of the topic of the View, or all, each beside each dataset.

    A row for each figure and dataset, or for a figure alone where nothing can be compared. Columns:
    those of `columns`; `value` and `computed_value` are in US dollars, as parts of one, or numbers,
    as `unit` says; `ratio` is the second over the first.

    Raises:
        QueryError: a topic and a series are asked for at once.

    """
    if ask.view.series and ask.view.topic:
        raise QueryError("A series stands in the place of a topic; leave one of them out.")
    if ask.view.series:
        from aigoods.analysis.monthly import us_imports

        return us_imports(ask)
    if ask.view.topic == "mexico":
        from aigoods.analysis.place import mexico

        return mexico(ask)
    figures = [figure for figure in published_figures() if ask.view.topic in ("", figure.topic)]
    rows, shelf = [], ask.shelf()
    for figure in figures:
        if not figure.view:
            rows.append(_row(figure, "", Compared(figure.reason)))
        rows += [
            _row(figure, each.manifest.name, compared(figure, each))
            for each in (shelf if figure.view else ())
        ]
    units = {figure.unit for figure in figures}
    kind = KINDS.get(units.pop(), "index") if len(units) == 1 else "index"
    alone = all(row["dataset"] is None for row in rows)
    reasons = {row["why"] for row in rows}
    one_reason = alone and len(reasons) == 1
    table = pl.DataFrame(rows, {c.name: _TYPES.get(c.kind, pl.String) for c in columns(kind)})
    topic = ask.view.topic.replace("-", " ")
    drawn = Drawing("bars", ("value",), kind, "as published", of="published figures")
    found = build(
        ask,
        table,
        columns(kind, alone=alone, one_reason=one_reason),
        title=f"Published figures: {topic}" if topic else "Published figures on AI-enabling goods",
        rows="figures",
        unit="as the column unit says",
        bars=("value",) if alone and kind != "index" else (),
        draws=(drawn,) if kind != "index" and alone else (),
        notes=(ONE_BASIS, *(map(str, reasons) if one_reason else ()), *_explained(table)),
    )
    manifest = as_published(ask.manifest) if alone else ask.manifest
    return replace(found, view=found.view.but(year=None, by=""), years=(), manifest=manifest)


def as_published(manifest: Manifest, source: str = "as named in each row") -> Manifest:
    """Return the manifest of what was published, which is of no dataset."""
    return replace(
        manifest,
        name="published",
        title="Published figures",
        source=source,
        release="",
        edition="",
        grain="",
        licence="that of each source",
        citation="",
        origin="data/reference/published_figures.csv",
        retrieved="",
        provisional=(),
    )


def columns(kind: Unit, *, alone: bool = False, one_reason: bool = False) -> tuple[Column, ...]:
    """Return the columns of published figures whose values are of a kind.

    Where they stand `alone` there are none of datasets on the screen, and none of reasons where all
    have one.
    """

    def machine(name: str, title: str, kind: ColumnKind, said: str) -> Column:
        return Column(name, title, kind, said, hidden=True)

    return (
        machine("key", "Key", "code", "word of the figure, and the dataset beside it"),
        machine("id", "Figure", "code", "word of the figure"),
        machine("topic", "Topic", "text", "what it is about"),
        machine("economy", "Economy", "code", "ISO code or name of whom it is about"),
        machine("partner", "Partner", "code", "the other economy of a flow"),
        machine("flow", "Flow", "text", "exports or imports"),
        machine("goods", "Goods", "text", "the goods that it is about"),
        machine("measure", "Measure", "text", "what was measured"),
        Column("figure", "Figure", "text", "whom and what it is about"),
        Column("period", "Period", "text", "year, or part of one", leaves=2),
        Column("published", "Published", "text", "the figure as it was published, and its place"),
        machine("value", "Value", kind, "the same as a number in its unit"),
        machine("unit", "Unit", "text", "US dollars, part of one, or what was counted"),
        machine("qualifier", "Qualifier", "text", "what was said of it, such as about"),
        machine("scenario", "Scenario", "text", "that of a projection"),
        machine("published_rank", "Place", "rank", "the place that was published"),
        Column("dataset", "Dataset", "text", "what it is compared with", leaves=4, hidden=alone),
        Column("computed", "Computed", "text", "what the dataset gives", leaves=3, hidden=alone),
        machine("computed_value", "Computed", kind, "the same as a number"),
        machine("rank", "Rank", "rank", "the place in the dataset"),
        Column(
            "ratio",
            "Ratio",
            "share",
            "the computed over the published",
            leaves=5,
            hidden=alone,
            parts=("computed_value", "value"),
        ),
        Column(
            "why",
            "Why",
            "text",
            "why they differ, or cannot be compared",
            leaves=1,
            hidden=one_reason,
            open=True,
        ),
        machine("source", "Source", "text", "who published it"),
        machine("date", "Date", "text", "when"),
        machine("confidence", "Confidence", "text", "how sure the figure is: high, medium, low"),
        machine("caveat", "Caveat", "text", "what else is to be known"),
        machine("view", "View", "text", "the address that was asked"),
    )


_TYPES = {"usd": pl.Float64, "share": pl.Float64, "index": pl.Float64, "rank": pl.Int64}
_UNITS = {"billion USD": "USD", "percent": "part of one"}


def _row(figure: PublishedFigure, dataset: str, found: Compared) -> dict[str, object]:
    amount, said = found.amount, ""
    if amount is not None:
        said = money(amount) if figure.unit == "billion USD" else share(amount)
    return {
        "key": f"{figure.id}@{dataset}" if dataset else figure.id,
        "id": figure.id,
        "topic": figure.topic,
        "economy": figure.economy,
        "partner": figure.partner or None,
        "flow": figure.flow or None,
        "goods": figure.goods or None,
        "measure": figure.measure,
        "figure": _label(figure),
        "period": figure.period or None,
        "published": figure.said + (f" (#{figure.rank})" if figure.rank else ""),
        "value": figure.amount,
        "unit": _UNITS.get(figure.unit, figure.unit),
        "qualifier": figure.qualifier or None,
        "scenario": figure.scenario or None,
        "published_rank": figure.rank,
        "dataset": dataset or None,
        "computed": (said + (f" (#{found.rank})" if figure.rank and found.rank else "")) or None,
        "computed_value": amount,
        "rank": found.rank if figure.rank else None,
        "ratio": found.ratio,
        "why": found.why,
        "source": figure.source,
        "date": figure.date,
        "confidence": figure.confidence,
        "caveat": figure.caveat or None,
        "view": found.view,
    }


def _label(figure: PublishedFigure) -> str:
    """Return whom and what a figure is about: `Mexico to United States: share`."""
    known = economies().keys() | {EU27}
    who = [name(each) if each in known else each for each in (figure.economy, figure.partner)]
    whose = " to ".join(filter(None, who))
    if figure.topic == "exporter-ranking":
        return whose
    if figure.scenario or figure.topic == "outlook":
        what = [figure.goods.capitalize() or whose, figure.scenario]
        return f"{', '.join(filter(None, what))}: {figure.measure}"
    trade = figure.flow or "trade"
    return f"{whose}: {trade if figure.measure == 'value' else figure.measure}"


def _explained(table: pl.DataFrame) -> list[str]:
    """Return what the words mean that stand in the table."""
    compared = table.filter(pl.col("computed").is_not_null())["why"].to_list()
    used = {word for why in compared for word in why.split(", ")}
    said = [f"{word}: {meaning}." for word, meaning in WORDS.items() if word in used]
    if said:
        shown = listing(
            table.filter(pl.col("computed").is_not_null())["dataset"]
            .unique(maintain_order=True)
            .to_list()
        )
        said.insert(
            0,
            f"Beside the figures stand {shown}, on the codes of the WTO's list alone "
            "where they tell those from others.",
        )
    return said
