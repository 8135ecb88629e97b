"""The columns of a table that has two years beside each other, and what its rows are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from aigoods.analysis.build import LEAST, key_column
from aigoods.analysis.column import Column
from aigoods.analysis.contributions import CHANGE
from aigoods.analysis.effects import effect_columns
from aigoods.analysis.ranking import GROUP_TITLES
from aigoods.catalog.periods import span

if TYPE_CHECKING:
    from aigoods.analysis.answer import Rows
    from aigoods.analysis.column import ColumnKind
    from aigoods.analysis.question import Question


@dataclass(frozen=True, slots=True)
class Of:
    """What the rows are: the column of their key and of their name, with its heading."""

    rows: Rows
    key: str
    label: str
    title: str


def of_grouping(by: str) -> Of:
    """Return what the rows of a grouping are."""
    if by not in GROUP_TITLES:
        return Of("goods", "key", "goods", by.capitalize())
    title = GROUP_TITLES[by]
    if by == "economy":
        return Of("economies", "iso3", "economy", title)
    return Of("groups", "key", title.lower().replace(" ", "_").replace("-", "_"), title)


def end_columns(ask: Question, of: Of) -> tuple[Column, ...]:
    """Return the columns of `changes.changes` and, where the View decomposes, of its effects."""
    first, last = ask.manifest.period(ask.since), ask.period
    what = f"{ask.view.flow}, current US dollars" if of.rows != "goods" else "world trade"
    whole, brief = span(first, last), f"{first.short}-{last.short}"
    ends = tuple(f"value_{end}_usd" for end in ("to", "from"))

    def at(kind: ColumnKind, end: str, title: str, said: str, leaves: int) -> Column:
        when, value = (first if end == "from" else last), f"value_{end}_usd"
        name = value if kind == "usd" else f"{kind}_{end}"
        parts = (value, f"world_{end}_usd") if kind == "share" else ()
        said = f"{said} in {when.long}"
        return Column(name, title, kind, said, period=when.number, leaves=leaves, parts=parts)

    shares = ("share_to", "share_from")
    change = Column(CHANGE, "Change", "usd", "the second value less the first", leaves=75)
    points = Column("share_change", "Share ±", "points", "the second share less the first")
    rate = Column("growth", "Growth", "growth", "of the value, over all years", leaves=40)
    part = Column(
        "contribution",
        "Contrib.",
        "contribution",
        f"the change as part of all {what.partition(',')[0]} in {first.long}: they add up to the "
        "growth of the world",
        leaves=12,
        parts=(CHANGE, "world_from_usd"),
    )
    return (
        Column("rank", "#", "rank", "place by the change of the share", leaves=90),
        _key_column(of, ask.view.by),
        Column(of.label, of.title, "text", "name"),
        at("usd", "from", ask.manifest.tagged(first.number), what, 50),
        at("usd", "to", ask.manifest.tagged(last.number), what, 80),
        change._replace(parts=ends),
        *(effect_columns() if ask.view.decompose else ()),
        at("share", "from", f"Share {first.short}", "part of the world", 30),
        at("share", "to", f"Share {last.short}", "part of the world", 60),
        points._replace(parts=shares, leaves=65 if ask.view.decompose else 0),
        at("rank", "from", f"# {first.short}", "place by value", 20),
        at("rank", "to", f"# {last.short}", "place by value", 21),
        rate._replace(parts=ends, span=whole, brief=brief),
        Column(
            "cagr",
            "CAGR",
            "growth",
            "growth a year",
            leaves=LEAST,
            parts=ends,
            span=whole,
            brief=brief,
        ),
        part,
    )


def _key_column(of: Of, by: str) -> Column:
    """Return the column of the keys, which is shown where they are codes of goods."""
    if of.rows == "goods":
        return key_column(by)
    title = "ISO3" if of.rows == "economies" else "Key"
    return Column(of.key, title, "code", "code of the row in addresses", hidden=True)
