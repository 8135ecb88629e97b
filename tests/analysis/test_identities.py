"""What must hold in any dataset: random worlds of bilateral flows against plain sums of them."""

from collections import defaultdict

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aigoods.analysis.view import View
from aigoods.pages import answer
from printed import printed
from worlds import EU, FORMER, RESIDUAL, World, worlds

FEW = settings(max_examples=40)
flows = st.sampled_from(["exports", "imports"])


def page_of(flow: str) -> str:
    return flow.replace("s", "ers")


def ranked(who: str, year: int) -> bool:
    return who not in RESIDUAL and year <= FORMER.get(who, 9999)


@FEW
@given(worlds())
def test_world_exports_are_world_imports(world: World) -> None:
    dataset = world.dataset()
    exports = answer(View("world"), dataset).table
    imports = answer(View("goods", by="year", flow="imports"), dataset).table
    assert exports["value_usd"].equals(imports["value_usd"])
    wanted: dict[int, int] = defaultdict(int)
    for year, _, _, _, value in world.flows:
        wanted[year] += value
    assert exports["year"].to_list() == list(world.years)
    assert exports["value_usd"].to_list() == [wanted.get(year) for year in world.years]


@FEW
@given(worlds())
def test_contributions_add_up_to_the_growth_of_the_world(world: World) -> None:
    dataset = world.dataset()
    years = answer(View("world"), dataset).table
    parts = [name for name in years.columns if name.endswith("_contribution")]
    shown = {level: answer(View("world", by=level), dataset).table for level in ("family", "code")}
    for row in years.rows(named=True):
        own = [row[name] for name in parts if row[name] is not None]
        assert bool(own) is (row["growth"] is not None)
        assert sum(own) == pytest.approx(row["growth"] or 0, rel=1e-12, abs=1e-12)
        for level, last in shown.items():
            goods = answer(View("world", by=level, year=row["year"]), dataset).table
            whole = goods["contribution"].sum()
            assert whole == pytest.approx(row["growth"] or 0, rel=1e-12, abs=1e-12)
            if f"contribution_{row['year']}" in last.columns:
                there = last.select("key", f"contribution_{row['year']}").drop_nulls()
                both = there.join(goods, on="key")
                assert both["contribution"].equals(both[f"contribution_{row['year']}"])
                assert there.height == both.height


@FEW
@given(worlds(), flows, st.data())
def test_a_ranking_holds_each_ranked_economy_once(
    world: World, flow: str, data: st.DataObject
) -> None:
    year = data.draw(st.sampled_from(world.years))
    code = data.draw(st.sampled_from(["all", *(c.code for c in world.codes)]))
    found = answer(View(page_of(flow), goods=code, year=year), world.dataset())
    values = world.values(flow, None if code == "all" else [code])
    own = {who: value for (y, who), value in values.items() if y == year}
    listed = {who: value for who, value in own.items() if ranked(who, year)}
    table = found.table
    assert dict(zip(table["iso3"], table["value_usd"], strict=True)) == listed
    total = sum(own.values())
    for row in table.rows(named=True):
        assert row["rank"] == 1 + sum(value > row["value_usd"] for value in listed.values())
        assert row["share"] == pytest.approx(row["value_usd"] / total, rel=1e-12)
        before = values.get((year - 1, row["iso3"]))
        wanted = None if before is None else row["value_usd"] / before - 1
        assert row["growth"] == pytest.approx(wanted, rel=1e-12)
        assert (row["rank_change"] is None) is (before is None)
        series = [
            values.get((y, row["iso3"])) if ranked(row["iso3"], y) else None for y in world.years
        ]
        assert row["series"] == series
    assert table["rank"].to_list() == sorted(table["rank"])
    unranked = total - sum(listed.values())
    shares = table.select(pl.sum("share")).item()
    assert shares + (unranked / total if total else 0) == pytest.approx(
        1 if total else 0, abs=1e-12
    )
    assert any("unranked" in note for note in found.notes) is (unranked > 0)
    facts = {fact.name: fact.value for fact in found.facts}
    assert (facts["total_usd"] or 0) == total
    hhi = facts["hhi"]
    if listed:
        assert hhi is not None
        assert 10_000 / len(listed) - 1e-6 <= hhi <= 10_000 + 1e-6
    else:
        assert hhi is None


@FEW
@given(worlds(), flows)
def test_places_won_are_places_lost_by_others(world: World, flow: str) -> None:
    dataset = world.dataset()
    for year in world.years:
        now = answer(View(page_of(flow), year=year), dataset).table
        places = {}
        if year - 1 in world.years:
            before = answer(View(page_of(flow), year=year - 1), dataset).table
            places = dict(before.select("iso3", "rank").iter_rows())
        for row in now.rows(named=True):
            old = places.get(row["iso3"])
            assert row["rank_change"] == (None if old is None else old - row["rank"])


@FEW
@given(worlds(), flows, st.sampled_from(["region", "sub-region", "income"]))
def test_groups_hold_all_trade(world: World, flow: str, by: str) -> None:
    year = world.years[-1]
    found = answer(View(page_of(flow), by=by, year=year), world.dataset())
    total = sum(value for (y, _), value in world.values(flow).items() if y == year)
    assert found.table["value_usd"].sum() == total
    assert found.table["share"].sum() == pytest.approx(1 if total else 0, abs=1e-12)


@FEW
@given(worlds(), flows, st.sampled_from(["africa", "americas", "asia", "europe", "no-region"]))
def test_a_list_within_a_group_keeps_ranks_and_shares_of_the_world(
    world: World, flow: str, within: str
) -> None:
    dataset = world.dataset()
    whole = answer(View(page_of(flow)), dataset).table
    part = answer(View(page_of(flow), within=within), dataset)
    assert part.table.equals(whole.filter(pl.col("iso3").is_in(part.table["iso3"].to_list())))
    members = {
        "africa": {"NAM"},
        "americas": {"USA", "MEX"},
        "asia": {"CHN", "TWN", "HKG"},
        "europe": {"DEU", "FRA", "NLD", "GBR"},
        "no-region": {"SCG"},
    }[within]
    assert set(part.table["iso3"]) == members & set(whole["iso3"])
    listed = {fact.name: fact.value for fact in part.facts}["listed_usd"]
    assert listed == part.table["value_usd"].sum()


@FEW
@given(worlds(), flows)
def test_goods_add_up_from_codes_to_segments_to_the_world(world: World, flow: str) -> None:
    dataset = world.dataset()
    year = world.years[-1]
    table = answer(View("goods", by="code", flow=flow), dataset).table
    levels = {
        level: dict(table.filter(pl.col("level") == level).select("key", "value_usd").iter_rows())
        for level in ("segment", "family", "code")
    }
    sums: dict[str, int] = defaultdict(int)
    for y, _, _, code, value in world.flows:
        if y == year:
            sums[code] += value
    assert levels["code"] == sums
    for level in ("segment", "family"):
        for node in dataset.manifest.basket.level(level):
            assert levels[level].get(node.key, 0) == sum(sums.get(code, 0) for code in node.codes)
        assert sum(levels[level].values()) == sum(sums.values())
    assert len({*table["key"]}) == table.height
    for row in table.rows(named=True):
        own = world.values(flow, dataset.manifest.basket.node(row["key"]).codes)
        traders = {w: v for (y, w), v in own.items() if y == year and ranked(w, y)}
        if not traders:
            assert row["leader_iso3"] is None
            continue
        assert traders[row["leader_iso3"]] == max(traders.values())
        assert row["leader_share"] == pytest.approx(max(traders.values()) / row["value_usd"])
        three = sum(sorted(traders.values())[-3:])
        assert row["top3_share"] == pytest.approx(three / row["value_usd"])
        hhi = sum((100 * v / sum(traders.values())) ** 2 for v in traders.values())
        assert row["hhi"] == pytest.approx(hhi, rel=1e-12)
        assert 0 < row["hhi"] <= 10_000 + 1e-6


@FEW
@given(worlds())
def test_the_hhi_of_the_goods_page_is_that_of_the_ranking(world: World) -> None:
    dataset = world.dataset()
    years = answer(View("goods", by="year"), dataset).table
    for row in years.rows(named=True):
        for side, page in (("exporter", "exporters"), ("importer", "importers")):
            found = answer(View(page, year=row["year"]), dataset)
            facts = {fact.name: fact.value for fact in found.facts}
            assert row[f"{side}s_hhi"] == facts["hhi"]
            assert row["value_usd"] == facts["total_usd"]
            if found.table.height:
                first = found.table.row(0, named=True)
                assert row[f"leading_{side}_share"] == pytest.approx(first["share"], rel=1e-12)
                assert row[f"{side}s"] == found.table.height


@FEW
@given(worlds())
def test_segments_of_the_world_add_up(world: World) -> None:
    table = printed(answer(View("world"), world.dataset()))
    for row in table.rows(named=True):
        values = [v for k, v in row.items() if k.endswith("_usd") and k != "value_usd"]
        shares = [v for k, v in row.items() if k.endswith("_share")]
        if row["value_usd"] is None:
            assert not any(values)
            continue
        assert sum(filter(None, values)) == row["value_usd"]
        assert sum(filter(None, shares)) == pytest.approx(1, abs=1e-12)


@FEW
@given(worlds(), flows, st.data())
def test_the_profile_is_the_row_of_the_rankings(
    world: World, flow: str, data: st.DataObject
) -> None:
    dataset = world.dataset()
    year = data.draw(st.sampled_from(world.years))
    places = answer(View(page_of(flow), year=year), dataset).table
    if not places.height:
        return
    who = data.draw(st.sampled_from(places["iso3"].to_list()))
    profile = answer(View("economy", flow=flow, economy=who, year=year, by="code"), dataset).table
    own = {
        code.code: world.values(flow, [code.code]).get((year, who))
        for code in world.codes
        if world.values(flow, [code.code]).get((year, who))
    }
    assert dict(profile.select("key", "value_usd").iter_rows()) == own
    assert profile["share"].sum() == pytest.approx(1, abs=1e-12)
    for row in profile.rows(named=True):
        there = answer(View(page_of(flow), goods=row["key"], year=year), dataset).table
        line = there.row(by_predicate=pl.col("iso3") == who, named=True)
        assert (row["rank"], row["world_share"], row["growth"], row["cagr"], row["series"]) == (
            line["rank"], pytest.approx(line["share"], rel=1e-12),  # A last bit may differ.
            line["growth"], line["cagr"], line["series"],
        )  # fmt: skip
    exports = world.values("exports").get((year, who))
    imports = world.values("imports").get((year, who))
    facts = {fact.name: fact.value for fact in answer(
        View("economy", economy=who, year=year), dataset
    ).facts}  # fmt: skip
    assert (facts["exports_usd"], facts["imports_usd"]) == (exports, imports)
    balance = None if exports is None or imports is None else exports - imports
    assert facts["balance_usd"] == balance


@FEW
@given(worlds(), flows)
def test_the_eu_as_one_is_its_members_trade_with_others(world: World, flow: str) -> None:
    dataset = world.dataset()
    year = world.years[-1]
    one = answer(View(page_of(flow), eu="one"), dataset)
    wanted = {w: v for (y, w), v in world.values(flow, eu_as_one=True).items() if y == year}
    found = dict(one.table.select("iso3", "value_usd").iter_rows())
    assert found == {who: value for who, value in wanted.items() if ranked(who, year)}
    members = {w: v for (y, w), v in world.values(flow).items() if y == year and w in EU}
    intra = sum(
        value
        for y, exporter, importer, _, value in world.flows
        if y == year and exporter in EU and importer in EU
    )
    assert found.get("EU27", 0) + intra == sum(members.values())
    economy = world.economy().filter(
        pl.col("year") == year, pl.col("flow") == flow, pl.col("economy").is_in(list(EU))
    )
    assert found.get("EU27", 0) == (economy["value_usd"] - economy["intra_eu_usd"]).sum()
    total = {fact.name: fact.value for fact in one.facts}["total_usd"] or 0
    assert total == sum(wanted.values())
    profile = answer(View("economy", economy="EU27", flow=flow, by="code"), dataset).table
    assert profile["value_usd"].sum() == found.get("EU27", 0)


@FEW
@given(worlds(), flows, st.sampled_from(["members", "one"]), st.data())
def test_partners_add_up_to_the_economy_table(
    world: World, flow: str, eu: str, data: st.DataObject
) -> None:
    dataset = world.dataset()
    values = world.values(flow, eu_as_one=eu == "one")
    if not values:
        return
    (year, who), value = data.draw(st.sampled_from(sorted(values.items())))
    view = View("partners", economy=who, flow=flow, eu=eu, year=year)
    found = answer(view, dataset)
    assert ({fact.name: fact.value for fact in found.facts}["total_usd"] or 0) == value
    listed = dict(found.table.select("iso3", "value_usd").iter_rows())
    assert who not in listed
    assert eu == "members" or not listed.keys() & EU
    other = "imports" if flow == "exports" else "exports"
    for partner, there in listed.items() if ranked(who, year) else ():
        back = answer(view.but(economy=partner, flow=other), dataset).table
        assert dict(back.select("iso3", "value_usd").iter_rows())[who] == there
    regions = answer(view.but(by="region"), dataset).table
    assert regions["value_usd"].sum() == value


@FEW
@given(worlds())
def test_growth_and_rank_change_are_missing_after_a_gap(world: World) -> None:
    dataset = world.dataset()
    gaps = [year for year in world.years if year - 1 not in world.years]
    for year in gaps:
        table = answer(View(year=year), dataset).table
        assert table["growth"].null_count() == table["rank_change"].null_count() == table.height
    every = answer(View("world"), dataset).table
    assert every.filter(pl.col("year").is_in(gaps))["growth"].null_count() == len(gaps)


@FEW
@given(worlds(), flows, st.data())
def test_cagr_is_the_rate_that_leads_from_the_first_value_to_the_last(
    world: World, flow: str, data: st.DataObject
) -> None:
    since, year = sorted(data.draw(st.tuples(*[st.sampled_from(world.years)] * 2)))
    table = answer(View(page_of(flow), since=since, year=year), world.dataset()).table
    values = world.values(flow)
    for row in table.rows(named=True):
        first = values.get((since, row["iso3"]))
        if first is None or since == year:
            assert row["cagr"] is None
        else:
            grown = first * (1 + row["cagr"]) ** (year - since)
            assert grown == pytest.approx(row["value_usd"], rel=1e-9)


@FEW
@given(worlds(), st.sampled_from(["value", "growth", "-share", "iso3", "-rank", "cagr"]))
def test_sorting_changes_the_order_alone(world: World, sort: str) -> None:
    dataset = world.dataset()
    plain, found = answer(View(), dataset).table, answer(View(sort=sort), dataset)
    assert found.table.sort("iso3").equals(plain.sort("iso3"))
    column = found.view.sort.removeprefix("-")
    listed = [value for value in found.table[column] if value is not None]
    assert listed == sorted(listed, reverse=sort.startswith("-"))
    assert found.table[column].null_count() == 0 or found.table[column].tail(1).null_count() == 1
