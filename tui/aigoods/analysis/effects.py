"""The effects that a change of trade is made of: the world's, that of the mix, and the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from aigoods.analysis.answer import Drawing
from aigoods.analysis.changes import expected_changes
from aigoods.analysis.column import Column
from aigoods.analysis.contributions import CHANGE
from aigoods.errors import QueryError

if TYPE_CHECKING:
    from aigoods.analysis.answer import Rows
    from aigoods.analysis.question import Question
    from aigoods.analysis.view import View

WORLD, MIX, REST = "world_effect_usd", "mix_effect_usd", "competitiveness_usd"
EXPECTED = "expected_usd"
NAMES = {WORLD: "growth of the world", MIX: "mix of goods", REST: "competitiveness"}


def check_effects(view: View, rows: Rows) -> None:
    """Check that the changes of a table have effects.

    Raises:
        QueryError: its rows are goods, whose changes are those of the world.

    """
    if rows == "goods":
        raise QueryError(
            "The changes of economies and groups have effects, those of goods do not; leave out "
            f"decompose or by={view.by}."
        )


def decomposed(table: pl.DataFrame, values: pl.DataFrame, since: int, year: int) -> pl.DataFrame:
    """Return `table` with the effects that its changes are made of, in whole dollars.

    `values` are year, key, code and value_usd of all that trade; the columns are
    `world_effect_usd`, `mix_effect_usd` and `competitiveness_usd`, as `changes.expected_changes`
    says. Together they are `change_usd`, exactly.
    """
    found = expected_changes(values, since, year)
    return (
        table.join(found, on="key", how="left")
        .with_columns(pl.col(WORLD, EXPECTED).fill_null(0))
        .with_columns(
            (pl.col(EXPECTED) - pl.col(WORLD)).alias(MIX),
            (pl.col(CHANGE) - pl.col(EXPECTED)).alias(REST),
        )
    )


def effect_columns() -> tuple[Column, ...]:
    """Return the columns of the effects."""
    return (
        Column(
            WORLD,
            "World",
            "usd",
            "what it had gained, had it grown as the world",
            leaves=85,
            parts=("value_from_usd", "world_from_usd", "world_to_usd"),
        ),
        Column(
            MIX,
            "Mix",
            "usd",
            "what more, since it traded what grew faster than the rest",
            leaves=80,
            parts=(EXPECTED, WORLD),
        ),
        Column(
            REST,
            "Compet.",
            "usd",
            "the rest: won or lost shares in the single codes",
            parts=(CHANGE, EXPECTED),
        ),
    )


def effect_drawing() -> Drawing:
    """Return the picture of the effects, side by side in one bar."""
    said = "change in current US dollars by its effects"
    return Drawing("diverging", tuple(NAMES), "usd", said, tuple(NAMES.values()), every="effects")


def effect_note(ask: Question) -> str:
    """Return what the effects are."""
    rest = (
        "the rest, called competitiveness, is what they won or lost in the single codes"
        if ask.view.flow == "exports"
        else "the rest is what they bought more or less of the single codes than the world did"
    )
    first = ask.manifest.period(ask.since).long
    alone = (
        " Of one code there is no mix, so that effect is 0." if len(ask.goods.codes) == 1 else ""
    )
    return (
        "Constant market shares (Leamer and Stern 1970): the world effect is the change at the "
        "growth of all world trade in these goods, the mix effect what the codes traded grew more "
        f"than that, {rest}. Weights are those of {first}; the world includes the economy.{alone}"
    )
