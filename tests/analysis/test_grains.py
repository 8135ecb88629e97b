"""Tables of months and quarters: growth is against the same period a year ago, a CAGR by years."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import pytest

from aigoods import pages
from aigoods.analysis.formulas import cagr, measured, world_totals
from aigoods.analysis.question import Question
from aigoods.analysis.ranking import ranking
from aigoods.analysis.values import traders
from aigoods.analysis.view import View
from aigoods.catalog.periods import Grain, Period, numbers
from aigoods.charts.picture import draw
from aigoods.charts.style import Style
from aigoods.dataset.folder import Dataset
from worlds import CODES, World, made_manifest

if TYPE_CHECKING:
    from aigoods.analysis.answer import Answer

FIRST, LAST = Period(2022, 1, Grain.MONTH), Period(2023, 7, Grain.MONTH)
MONTHS = numbers(FIRST, LAST)


def table(rows: list[tuple[int, str, int]]) -> pl.DataFrame:
    schema = {"year": pl.Int32, "key": pl.String, "value_usd": pl.Int64}
    return pl.DataFrame(rows, schema, orient="row")


@pytest.mark.parametrize(
    ("grain", "before", "other", "now"),
    [
        (Grain.MONTH, 202207, 202306, 202307),
        (Grain.QUARTER, 20223, 20232, 20233),
        (Grain.HALF, 20221, 20222, 20231),
        (Grain.YEAR, 2022, 2021, 2023),
    ],
)
def test_growth_and_places_are_against_the_same_period_a_year_ago(
    grain: Grain, before: int, other: int, now: int
) -> None:
    values = table(
        [
            *((before, "KOR", 100), (before, "MEX", 300)),
            *((other, "KOR", 1000), (other, "MEX", 1)),
            *((now, "KOR", 450), (now, "MEX", 150)),
        ]
    )
    found = measured(values, world_totals(values), grain).filter(pl.col("year") == now)
    rows = {row["key"]: row for row in found.iter_rows(named=True)}
    assert (rows["KOR"]["growth"], rows["KOR"]["rank_change"]) == (3.5, 1)
    assert (rows["MEX"]["growth"], rows["MEX"]["rank_change"]) == (-0.5, -1)
    assert (rows["KOR"]["share"], rows["MEX"]["share"]) == (0.75, 0.25)


def test_without_the_period_a_year_ago_there_is_no_growth() -> None:
    values = table([(202301, "KOR", 1), (202302, "KOR", 2), (202312, "KOR", 3), (202401, "KOR", 4)])
    found = measured(values, world_totals(values), Grain.MONTH).sort("year")
    assert found["growth"].to_list() == [None, None, None, 3.0]


@pytest.mark.parametrize(
    ("grain", "since", "now", "years"),
    [
        (Grain.MONTH, 202201, 202307, 1.5),
        (Grain.MONTH, 202207, 202307, 1),
        (Grain.QUARTER, 20213, 20231, 1.5),
        (Grain.HALF, 20211, 20222, 1.5),
        (Grain.YEAR, 2019, 2023, 4),
    ],
)
def test_a_cagr_runs_over_parts_of_years(grain: Grain, since: int, now: int, years: float) -> None:
    values = table([(since, "KOR", 100), (now, "KOR", 337)])
    assert cagr(values, since, now, grain)["cagr"].item() == pytest.approx(3.37 ** (1 / years) - 1)


def test_a_span_of_less_than_a_year_has_no_cagr() -> None:
    values = table([(202301, "KOR", 100), (202307, "KOR", 200)])
    assert cagr(values, 202301, 202307, Grain.MONTH)["cagr"].item() is None


@pytest.mark.parametrize("number", [2011, 20112, 20114, 201112])
def test_a_former_economy_is_ranked_to_the_last_period_of_its_last_year(number: int) -> None:
    step = {4: 1, 5: 10, 6: 100}[len(str(number))]
    values = table([(number, "SDN", 1), (number, "ANT", 1), (number - step, "ANT", 1)])
    assert traders(values).rows() == [(number, "SDN", 1), (number - step, "ANT", 1)]


def monthly() -> Answer:
    """Return the ranking of the last month of a made-up world, in which one grows by 2% a month."""
    flows = [
        flow
        for place, month in enumerate(MONTHS)
        for flow in (
            (month, "KOR", "USA", CODES[1].code, round(10**9 * 1.02**place)),
            (month, "MEX", "USA", CODES[1].code, 10**8),
        )
    ]
    world = World((CODES[1],), MONTHS, tuple(flows))
    known = made_manifest(world, period_grain=Grain.MONTH, partners=None)
    dataset = Dataset(known, world.economy().lazy())
    rules, goods = pages.named("exporters").rules, known.basket.node("all")
    view = View(by="economy")
    return ranking(Question(view, rules, dataset, goods, MONTHS[-1], MONTHS[0], MONTHS))


def test_an_answer_speaks_of_its_months() -> None:
    found = monthly()
    assert found.title.endswith(", Jul 2023")
    row = found.table.row(0, named=True)
    assert row["growth"] == pytest.approx(1.02**12 - 1, abs=1e-6)
    assert row["cagr"] == pytest.approx(1.02**12 - 1, abs=1e-6)
    spans = {column.name: (column.span, column.brief) for column in found.columns if column.span}
    assert spans == {
        "growth": ("Jul 22-Jul 23",) * 2,
        "rank_change": ("Jul 22-Jul 23",) * 2,
        "cagr": ("Jan 22-Jul 23",) * 2,
    }
    assert any("Jul 2023 is provisional" in note for note in found.notes)


def test_a_chart_has_every_month_on_its_axis() -> None:
    drawn = draw(monthly(), "lines", Style(100, 20), ())
    assert "Jan 2022–Jul 2023" in drawn.splitlines()[0]
    assert drawn.splitlines()[-1].split()[-2:] == ["Jul", "2023p"]
