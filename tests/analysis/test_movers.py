"""Movers and the effects of their changes, against DuckDB, plain sums and random worlds."""

from collections import defaultdict
from math import isclose

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import oracle
from aigoods.analysis.answer import Answer
from aigoods.analysis.view import View
from aigoods.dataset.folder import Dataset
from aigoods.errors import QueryError
from aigoods.pages import answer, parse
from aigoods.pages.movers import PAGE
from calling import call
from worlds import FORMER, RESIDUAL, SMALL, World, worlds

FEW = settings(max_examples=60, deadline=None)
flows = st.sampled_from(["exports", "imports"])
groupings = st.sampled_from(["economy", "region", "income", "family", "code"])
amounts = st.sampled_from(["", "0", "100", "1bn"])


def rows_of(found: Answer) -> list[dict[str, object]]:
    return found.table.rows(named=True)


def asked(world: World, flow: str, by: str, **fields: object) -> Answer:
    first, last = world.years[0], world.years[-1]
    view = View("movers", flow=flow, by=by, since=first, year=last, **fields)  # type: ignore[arg-type]
    return answer(view, world.dataset())


def test_movers_are_those_of_the_extract(dataset: Dataset) -> None:
    found = answer(parse("movers?since=2018&year=2024"), dataset)
    wanted = (
        oracle.connect()
        .execute(
            """
        with ends as (select iso3, coalesce(sum(usd) filter (year = 2018), 0) as before,
                coalesce(sum(usd) filter (year = 2024), 0) as after
            from flows where flow = 'exports' group by iso3),
        world as (select sum(before) as before, sum(after) as after from ends),
        placed as (select *, rank() over (order by before desc) as rank_from,
                rank() over (order by after desc) as rank_to
            from ends join economies using (iso3) where kind = 'economy')
        select iso3, p.before, p.after, p.after - p.before, p.before / w.before, p.after / w.after,
            p.after / w.after - p.before / w.before as moved, rank_from, rank_to,
            p.after / p.before - 1, (p.after / p.before) ** (1 / 6) - 1,
            (p.after - p.before) / w.before
        from placed p, world w where p.before >= w.before / 1000 or p.after >= w.after / 1000
        order by moved desc"""
        )
        .fetchall()
    )
    table = found.table
    assert table["iso3"].to_list() == [*(row[0] for row in wanted), "Rest"]
    assert table["rank"].to_list() == [*range(1, len(wanted) + 1), None]
    columns = (
        *("value_from_usd", "value_to_usd", "change_usd", "share_from", "share_to"),
        *("share_change", "rank_from", "rank_to", "growth", "cagr", "contribution"),
    )
    for mine, theirs in zip(table.select(columns).rows(), wanted, strict=False):
        assert mine == pytest.approx(tuple(map(float, theirs[1:])), rel=1e-9)
    assert {"IND", "CRI"} < set(table["iso3"])


def test_effects_are_those_of_the_extract(dataset: Dataset) -> None:
    found = answer(parse("movers?since=2018&year=2024&decompose=1"), dataset)
    wanted = (
        oracle.connect()
        .execute(
            """
        with ends as (select iso3, code, coalesce(sum(usd) filter (year = 2018), 0) as before,
                coalesce(sum(usd) filter (year = 2024), 0) as after
            from flows where flow = 'exports' group by iso3, code),
        codes as (select code, sum(after) / sum(before) - 1 as grew from ends group by code),
        world as (select sum(after) / sum(before) - 1 as grew from ends)
        select iso3, sum(before) * any_value(w.grew), sum((c.grew - w.grew) * before),
            sum(after - before - c.grew * before)
        from ends join codes c using (code), world w group by iso3"""
        )
        .fetchall()
    )
    effects = {iso3: rest for iso3, *rest in wanted}
    columns = ("iso3", "world_effect_usd", "mix_effect_usd", "competitiveness_usd")
    for iso3, *mine in found.table.select(columns).rows()[:-1]:
        assert mine == pytest.approx(effects[iso3], abs=2)


def test_effects_by_hand() -> None:
    """The example of `changes.expected_changes`: A grew by half, B by a tenth."""
    before = {("TWN", "854231"): 40, ("USA", "854231"): 60, ("TWN", "854239"): 10}
    before |= {("USA", "854239"): 90}
    after = {("TWN", "854231"): 55, ("USA", "854231"): 95, ("TWN", "854239"): 15}
    after |= {("USA", "854239"): 95}
    made = tuple(
        (year, who, "MEX", code, value)
        for year, values in ((2004, before), (2005, after))
        for (who, code), value in values.items()
    )
    world = World(SMALL.codes, (2004, 2005), made)
    found = asked(world, "exports", "economy", decompose=True)
    effects = ("iso3", "change_usd", "world_effect_usd", "mix_effect_usd", "competitiveness_usd")
    assert found.table.select(effects).rows() == [("TWN", 20, 15, 6, -1), ("USA", 40, 45, -6, 1)]


@FEW
@given(worlds(), flows, groupings, amounts)
def test_contributions_add_up_to_the_growth_of_the_world(
    world: World, flow: str, by: str, least: str
) -> None:
    found = asked(world, flow, by, at_least=least)
    sums: dict[int, int] = defaultdict(int)
    for year, _, _, _, value in world.flows:
        sums[year] += value
    first, last = (sums.get(year) for year in (world.years[0], world.years[-1]))
    table = found.table
    assert table["value_from_usd"].sum() == (first or 0)
    assert table["value_to_usd"].sum() == (last or 0)
    assert table["change_usd"].sum() == (last or 0) - (first or 0)
    if first:
        grown = (last or 0) / first - 1
        assert isclose(table["contribution"].sum(), grown, rel_tol=1e-9, abs_tol=1e-9)
    if first and last:
        assert isclose(table["share_change"].sum(), 0, abs_tol=1e-12)


@FEW
@given(worlds(), flows, amounts)
def test_rest_is_the_small_and_the_unspecified(world: World, flow: str, least: str) -> None:
    found = asked(world, flow, "economy", at_least=least)
    ends = [
        {who: value for (year, who), value in world.values(flow).items() if year == end}
        for end in (world.years[0], world.years[-1])
    ]
    dollars = {"0": 0, "100": 100, "1bn": 10**9}.get(least)
    listed = {
        who
        for end in ends
        for who, value in end.items()
        if who not in RESIDUAL and world.years[-1] <= FORMER.get(who, 9999)
        if value >= (sum(end.values()) / 1000 if dollars is None else dollars)
    }
    table = found.table
    assert {*table["iso3"]} - {"Rest"} == listed
    every = set().union(*ends)
    assert ("Rest" in table["iso3"]) == (listed < every)
    if "Rest" in table["iso3"]:
        assert table["iso3"][-1] == "Rest"
    for end, values, year in (("from", ends[0], world.years[0]), ("to", ends[1], world.years[-1])):
        placed = [v for w, v in values.items() if w not in RESIDUAL and year <= FORMER.get(w, 9999)]
        for row in table.rows(named=True):
            own = values.get(row["iso3"])
            wanted = None if own is None else 1 + sum(value > own for value in placed)
            assert row[f"rank_{end}"] == wanted


@FEW
@given(worlds(), flows, st.sampled_from(["economy", "region"]), amounts)
def test_the_effects_are_the_change_to_the_dollar(
    world: World, flow: str, by: str, least: str
) -> None:
    found = asked(world, flow, by, at_least=least, decompose=True)
    effects = ("world_effect_usd", "mix_effect_usd", "competitiveness_usd")
    for change, *parts in found.table.select("change_usd", *effects).iter_rows():
        assert sum(parts) == change
    # What the world did not trade in the first year is in the rest, and all that is in it there.
    first = {code for year, _, _, code, _ in world.flows if year == world.years[0]}
    new = sum(
        value
        for year, _, _, code, value in world.flows
        if year == world.years[-1] and code not in first
    )
    assert abs(int(found.table["competitiveness_usd"].sum()) - new) <= found.table.height


def test_there_is_no_move_within_a_year(dataset: Dataset) -> None:
    found = answer(parse("movers?year=2017"), dataset)
    assert found.table.is_empty()
    assert found.empty in found.notes
    assert "earlier baseline" in found.empty


def test_goods_have_no_effects(dataset: Dataset) -> None:
    with pytest.raises(QueryError, match="leave out decompose"):
        answer(parse("movers?by=family&decompose=1"), dataset)


def test_who_had_no_trade_at_one_end_is_named() -> None:
    found = answer(parse("movers?since=2004&year=2006&at_least=0"), SMALL.dataset())
    assert "Without exports in 2004, which counts as 0: Hong Kong." in found.notes
    assert any("areas not specified" in note for note in found.notes)
    row = next(row for row in rows_of(found) if row["iso3"] == "HKG")
    assert (row["value_from_usd"], row["growth"], row["rank_from"]) == (0, None, None)


def test_rows_lead_on(dataset: Dataset) -> None:
    def opened(address: str, key: str) -> str:
        return str(PAGE.opens(answer(parse(address), dataset).head, key))

    assert opened("movers?flow=imports", "MEX") == "economy?flow=imports&economy=MEX&year=2024"
    assert opened("movers?at_least=1bn", "Rest") == "movers?year=2024&by=economy&at_least=0"
    assert opened("movers?by=family", "printed-circuits").startswith("movers?goods=printed")
    assert opened("movers?by=region", "asia") == "exporters?year=2024&by=economy&within=asia"


def test_the_command_may_say_from_and_to() -> None:
    done = call("movers --from 2018 --to 2022 --top 1 -q")
    assert done.text == call("movers --since 2018 --year 2022 --top 1 -q").text
    assert done.text.splitlines()[1].startswith("1,TWN,Taiwan,157")
