"""The measures of a View, and the parts that the numbers of a table are made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from aigoods.analysis.column import Column

if TYPE_CHECKING:
    from aigoods.analysis.column import Unit
    from aigoods.dataset.manifest import Capability

UNIT = "current US dollars"
BALASSA = ("value_usd", "against_usd", "world_usd", "world_against_usd")
"""What an RCA is made of: exports, all that they are compared with, and both of the world."""


@dataclass(frozen=True, slots=True, eq=False, repr=False, kw_only=True)
class Measure:
    """One measure: its `word` in addresses, and what a series of it is called.

    `kind` is that of its numbers, `column` the one that holds it, made of the columns `parts` as
    `formulas` says. `axis` stands at a chart, with `{whole}` for what a share is of. `need` is what
    a dataset must be able to, and `adds` are the columns of a table that has the measure alone.
    `exported` tells that it is of what an economy exports to all, `against` that it takes the
    View's choice of what that is compared with.
    """

    word: str
    title: str
    kind: Unit
    column: str
    axis: str
    parts: tuple[str, ...] = ()
    need: Capability | Literal[""] = ""
    adds: tuple[Column, ...] = ()
    exported: bool = False
    against: bool = False


MEASURES = {
    measure.word: measure
    for measure in (
        Measure(word="value", title="value", kind="usd", column="value_usd", axis=UNIT),
        Measure(
            word="share",
            title="share of the world",
            kind="share",
            column="share",
            axis="share of {whole}",
            parts=("value_usd", "world_usd"),
        ),
        Measure(
            word="growth",
            title="growth on the year before",
            kind="growth",
            column="growth",
            axis="growth on the year before",
            parts=("value_usd", "previous_usd"),
        ),
        Measure(word="rank", title="rank", kind="rank", column="rank", axis="rank"),
        Measure(
            word="unit-value",
            title="unit value in US dollars per kilogram",
            kind="unit_value",
            column="unit_value",
            axis="US dollars per kilogram",
            parts=("valued_usd", "quantity_t"),
            need="unit-values",
            adds=(
                Column(
                    name="quantity_t",
                    title="Quantity",
                    kind="tons",
                    help="metric tons, where they are known",
                    leaves=20,
                ),
                Column(
                    name="unit_value",
                    title="Unit value",
                    kind="unit_value",
                    help="US dollars per kilogram of the flows whose quantity is known",
                    parts=("valued_usd", "quantity_t"),
                ),
            ),
        ),
        Measure(
            word="rca",
            title="revealed comparative advantage (RCA)",
            kind="rca",
            column="rca",
            axis="RCA, 1 where the share is the world's",
            parts=BALASSA,
            adds=(
                Column(
                    name="rca",
                    title="RCA",
                    kind="rca",
                    help="revealed comparative advantage: above 1 it exports more of these goods "
                    "than the world does, for its size",
                    parts=BALASSA,
                ),
            ),
            exported=True,
            against=True,
        ),
        Measure(
            word="symmetric-rca",
            title="symmetric revealed comparative advantage",
            kind="symmetric_rca",
            column="symmetric_rca",
            axis="symmetric RCA, from −1 to +1",
            parts=BALASSA,
            adds=(
                Column(
                    name="symmetric_rca",
                    title="Sym. RCA",
                    kind="symmetric_rca",
                    help="RCA less 1 over RCA plus 1: above 0 it exports more of these goods than "
                    "the world does, for its size",
                    parts=BALASSA,
                ),
            ),
            exported=True,
            against=True,
        ),
        Measure(
            word="of-exports",
            title="share of exports of all goods",
            kind="share",
            column="all_exports_share",
            axis="share of exports of all goods",
            parts=("value_usd", "all_exports_usd"),
            need="totals",
            exported=True,
        ),
    )
}
USUAL = tuple(word for word, measure in MEASURES.items() if not measure.exported)
"""The measures that pages have of both flows, and of trade between two as of that with all."""

ALONE = ("value", "unit-value")
"""The measures of pages whose tables have the others beside them."""

PARTS = (
    Column("value_usd", "Value", "usd", "the value in that year"),
    Column("world_against_usd", "World's all", "usd", "what the world's exports are compared with"),
    Column("against_usd", "All", "usd", "what the economy's exports are compared with"),
    Column("world_usd", "World", "usd", "the value of all in the world"),
    Column("whole_usd", "Whole", "usd", "the value of all that a share is a part of"),
    Column("all_exports_usd", "All exports", "usd", "exports of all goods"),
    Column("top1_usd", "First", "usd", "exports of the first"),
    Column("top3_usd", "First three", "usd", "exports of the first three"),
    Column("top5_usd", "First five", "usd", "exports of the first five"),
    Column("top_usd", "Top", "usd", "imports from the top supplier"),
    Column("of_usd", "Of them", "usd", "imports from the economies asked for"),
    Column("exports_usd", "Exports", "usd", "exports in that year"),
    Column("rivals_usd", "Others", "usd", "exports of all but the supplier"),
    Column("own_usd", "Own", "usd", "exports of the importer itself"),
    Column("leader_usd", "Leader", "usd", "the value of the first"),
    Column("previous_usd", "Before", "usd", "the value a year before"),
    Column("previous_rank", "Before", "rank", "the place a year before"),
    Column("world_from_usd", "World before", "usd", "the value of all in the first year"),
    Column("world_to_usd", "World after", "usd", "the value of all in the last year"),
    Column("expected_usd", "Expected", "usd", "the change at constant shares of each code"),
    Column("change_usd", "Change", "usd", "the value less that of a year before"),
    Column("first_usd", "First", "usd", "the value in the year from which the CAGR runs"),
    Column("base_usd", "Base", "usd", "the value in the year that is 100"),
    Column("valued_usd", "Valued", "usd", "the value of the flows whose quantity is known"),
    Column("quantity_t", "Quantity", "tons", "metric tons, where they are known"),
)
"""The parts of numbers, by the names of their columns, which may have words before or behind."""


def part(name: str) -> Column:
    """Return the hidden column of a part: of `previous_usd`, and so of `exports_previous_usd`."""
    found = next(each for each in PARTS if each.name in name)
    return found._replace(name=name, hidden=True)
