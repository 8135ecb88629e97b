"""What only flows between economies tell, against plain Python over the flows themselves."""

import csv
import io
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aigoods.analysis.answer import Answer
from aigoods.analysis.view import View
from aigoods.catalog.groups import find_group
from aigoods.dataset.folder import Dataset, open_dataset
from aigoods.dataset.manifest import PartnerScope
from aigoods.errors import QueryError
from aigoods.pages import answer, carry, parse
from worlds import EU, SMALL, TONS, World, made_manifest, worlds

FEW = settings(max_examples=25)
GROUPS = ("region", "sub-region", "income")
COLUMNS = {"region": "region", "sub-region": "sub_region", "income": "income_group"}
EU_NAME = "European Union (27)"
flows = st.sampled_from(("exports", "imports"))
eu_forms = st.sampled_from(("members", "one"))

with (Path(__file__).parents[2] / "data/reference/economies.csv").open(encoding="utf-8") as _file:
    ECONOMIES = {row["iso3"]: row for row in csv.DictReader(_file)}

Known = tuple[int, str, str, str, int, float | None]
"""A flow with its quantity."""


def known(world: World, eu: str = "members") -> list[Known]:
    """The flows of a world with their quantities; the EU as one trades with others alone."""
    found: list[Known] = []
    for (year, exporter, importer, code, value), tons in zip(
        world.flows, world.tons or (None,) * len(world.flows), strict=True
    ):
        own, other = ("EU27" if eu == "one" and who in EU else who for who in (exporter, importer))
        if not own == other == "EU27":
            found.append((year, own, other, code, value, tons))
    return found


def group(who: str, by: str) -> str:
    if who == "EU27":
        return EU_NAME
    return ECONOMIES.get(who, {}).get(COLUMNS[by]) or "Not classified"


def unit(found: Iterable[Known]) -> tuple[float | None, float | None]:
    """The quantity and the unit value of some flows."""
    sure = [(value, tons) for *_, value, tons in found if tons is not None]
    tons = sum(tons for _, tons in sure)
    quantity = tons if sure else None
    return quantity, sum(value for value, _ in sure) / (1000 * tons) if tons else None


def same(found: Any, wanted: Any) -> bool:
    if isinstance(wanted, tuple | list):
        return len(found) == len(wanted) and all(map(same, found, wanted))
    return bool(found == (wanted if wanted is None else pytest.approx(wanted, rel=1e-9)))


def page_of(flow: str) -> str:
    return "exporters" if flow == "exports" else "importers"


def facts(found: Answer) -> dict[str, float | None]:
    return {fact.name: fact.value for fact in found.facts}


def units(found: Answer, prefix: str = "") -> dict[Any, tuple[float | None, float | None]]:
    """The quantity and unit value of each row."""
    columns = (found.key, f"{prefix}quantity_t", f"{prefix}unit_value")
    return {key: (tons, usd) for key, tons, usd in found.table.select(columns).iter_rows()}


@FEW
@given(worlds(), flows, st.sampled_from(GROUPS), eu_forms)
def test_groups_as_traders_leave_out_what_is_inside_them(
    world: World, flow: str, by: str, eu: str
) -> None:
    dataset, year = world.dataset(), world.years[-1]
    outside: dict[str, int] = defaultdict(int)
    inside: dict[str, int] = defaultdict(int)
    for when, exporter, importer, _, value in world.flows:
        sides = [
            EU_NAME if eu == "one" and who in EU else group(who, by) for who in (exporter, importer)
        ]
        own = sides[0] if flow == "exports" else sides[1]
        within = sides[0] == sides[1] != "Not classified"
        if when == year:
            (inside if within else outside)[own] += value
    view = View(page_of(flow), by=by, eu=eu, blocs="one", year=year)
    found = answer(view, dataset)
    label = found.label
    rows = {row[label]: row for row in found.table.rows(named=True)}
    assert set(rows) == set(outside) | set(inside)
    for name, row in rows.items():
        assert row["value_usd"] == outside[name]
        assert row["intra_usd"] == (None if name == "Not classified" else inside[name])
        assert row["rank"] == 1 + sum(value > outside[name] for value in outside.values())
        if name not in ("Not classified", EU_NAME):
            held = find_group(row["key"])
            assert (held.kind, held.name) == (by, name)
    total = sum(outside.values())
    assert facts(found)["total_usd"] == (total if rows else None)
    if total:
        assert found.table["share"].sum() == pytest.approx(1)
    members = answer(view.but(eu="members", blocs="members"), dataset).table
    if eu == "members":
        both = dict(
            found.table.select(
                "key", pl.col("value_usd") + pl.col("intra_usd").fill_null(0)
            ).iter_rows()
        )
        assert both == dict(members.select("key", "value_usd").iter_rows())
    whole = found.table.select(pl.sum("value_usd") + pl.sum("intra_usd")).item()
    assert whole == members["value_usd"].sum()


@FEW
@given(worlds(), flows, st.data())
def test_partners_of_all_years_have_shares_growth_and_series(
    world: World, flow: str, data: st.DataObject
) -> None:
    values: dict[tuple[int, str, str], int] = defaultdict(int)
    for year, exporter, importer, _, value in world.flows:
        own, other = (exporter, importer) if flow == "exports" else (importer, exporter)
        values[year, own, other] += value
    year, own, _ = data.draw(st.sampled_from(sorted(values)))
    total = sum(value for (y, a, _), value in values.items() if (y, a) == (year, own))
    found = answer(View("partners", economy=own, flow=flow, year=year), world.dataset())
    assert facts(found)["total_usd"] == total
    for row in found.table.rows(named=True):
        line = [values.get((y, own, row["iso3"])) for y in world.years]
        now, before = (values.get((y, own, row["iso3"])) for y in (year, year - 1))
        assert row["value_usd"] == now
        assert now is not None
        assert row["share"] == pytest.approx(now / total)
        assert same(row["growth"], None if before is None else now / before - 1)
        if row["iso3"] not in ("SCG", "R20", "PUS"):
            assert row["series"] == line


@FEW
@given(worlds(), st.sampled_from(("year", "code", "family", "segment")), eu_forms, st.data())
def test_a_pair_is_the_flows_of_its_economies(
    world: World, by: Literal["year", "code", "family", "segment"], eu: str, data: st.DataObject
) -> None:
    listed = known(world, eu)
    if not listed:
        return
    year, own, other, *_ = data.draw(st.sampled_from(listed))
    lead = data.draw(flows)
    view = View("pair", economy=own, partner=other, by=by, eu=eu, year=year, flow=lead)
    found = answer(view.but(measure="unit-value"), world.dataset())
    node = {
        code: goods.key
        for goods in (world.dataset().manifest.basket.level(by) if by != "year" else ())
        for code in goods.codes
    }
    rows: dict[Any, dict[str, list[Known]]] = defaultdict(lambda: defaultdict(list))
    for each in listed:
        key = each[0] if by == "year" else node[each[3]]
        if by == "year" or each[0] == year:
            ends = each[1:3]
            for name, here in (
                ("exports", ends == (own, other)),
                ("imports", ends == (other, own)),
                ("own_exports", ends[0] == own),
                ("own_imports", ends[1] == own),
                ("partner_exports", ends[0] == other),
                ("partner_imports", ends[1] == other),
            ):
                if here:
                    rows[key][name].append(each)
    wanted = {key for key, sums in rows.items() if sums.keys() & {"exports", "imports"}}
    keys = found.table[found.key].to_list()
    assert set(keys) == (set(world.years) if by == "year" else wanted)
    usd = {
        key: {name: sum(each[4] for each in held) for name, held in parts.items()}
        for key, parts in rows.items()
    }
    for row in found.table.rows(named=True):
        sums = usd.get(row[found.key], {})
        for flow, opposite in (("exports", "imports"), ("imports", "exports")):
            value = sums.get(flow)
            assert row[f"{flow}_usd"] == value
            share, there = row[f"{flow}_share"], row[f"partner_{opposite}_share"]
            if value is None:
                assert share is there is None
            else:
                assert share == pytest.approx(value / sums[f"own_{flow}"])
                assert there == pytest.approx(value / sums[f"partner_{opposite}"])
            quantity = (row[f"{flow}_quantity_t"], row[f"{flow}_unit_value"])
            assert same(quantity, unit(rows[row[found.key]][flow]))
        exports, imports = sums.get("exports"), sums.get("imports")
        balance = None if exports is None or imports is None else exports - imports
        assert row["balance_usd"] == balance
    if by != "year":
        leading = [value or 0 for value in found.table[f"{lead}_usd"]]
        assert leading == sorted(leading, reverse=True)
    names = [column.name for column in found.columns]
    other_flow = "imports" if lead == "exports" else "exports"
    assert names.index(f"{lead}_usd") < names.index(f"{other_flow}_usd")


@FEW
@given(worlds(), flows, eu_forms, st.sampled_from(("economy", *GROUPS)))
def test_unit_values_of_a_ranking(world: World, flow: str, eu: str, by: str) -> None:
    dataset, year = world.dataset(), world.years[-1]
    found = answer(View(page_of(flow), eu=eu, by=by, measure="unit-value", year=year), dataset)
    side: Literal[1, 2] = 1 if flow == "exports" else 2
    wanted: dict[tuple[int, str], list[Known]] = defaultdict(list)
    for each in known(world, eu):
        who = each[side] if by == "economy" else group(each[side], by)
        wanted[each[0], who].append(each)
    named = found.table["iso3" if by == "economy" else found.label]
    shown = dict(zip(found.table[found.key], named, strict=True))
    for key, both in units(found).items():
        assert same(both, unit(wanted[year, shown[key]]))
    for key, line in found.table.select(found.key, "series").iter_rows():
        late = ("SCG", "R20", "PUS")
        if key not in late:
            assert same(line, [unit(wanted[y, shown[key]])[1] for y in world.years])
    plain = answer(found.view.but(measure="value"), dataset)
    assert plain.table["rank"].to_list() == found.table["rank"].to_list()
    assert "unit_value" not in plain.table.columns


@FEW
@given(worlds(), flows, st.sampled_from(GROUPS))
def test_unit_values_of_groups_as_traders(world: World, flow: str, by: str) -> None:
    view = View(page_of(flow), by=by, blocs="one", measure="unit-value", year=world.years[-1])
    found = answer(view, world.dataset())
    side = 1 if flow == "exports" else 2
    wanted: dict[str, list[Known]] = defaultdict(list)
    for each in known(world):
        ends = [group(who, by) for who in each[1:3]]
        if each[0] == view.year and (ends[0] != ends[1] or ends[0] == "Not classified"):
            wanted[ends[side - 1]].append(each)
    for name, tons, usd in found.table.select(found.label, "quantity_t", "unit_value").iter_rows():
        assert same((tons, usd), unit(wanted[name]))


@FEW
@given(worlds(), flows, eu_forms, st.data())
def test_unit_values_of_partners_profiles_and_series(
    world: World, flow: str, eu: str, data: st.DataObject
) -> None:
    dataset, listed = world.dataset(), known(world, eu)
    side: Literal[1, 2] = 1 if flow == "exports" else 2
    able = [each for each in listed if each[side] not in ("SCG", "R20", "PUS")]
    if not able:
        return
    pick = data.draw(st.sampled_from(able))
    year, who = pick[0], pick[side]
    base = View("partners", economy=who, flow=flow, eu=eu, year=year, measure="unit-value")
    own = [each for each in listed if each[side] == who]
    for partner, both in units(answer(base, dataset)).items():
        assert same(
            both, unit(each for each in own if each[0] == year and each[3 - side] == partner)
        )
    if eu == "one" and who != "EU27":
        return
    by_code = answer(carry(base, "economy", by="code"), dataset)
    for code, both in units(by_code).items():
        assert same(both, unit(each for each in own if each[0] == year and each[3] == code))
    for code, line in by_code.table.select("key", "series").iter_rows():
        for when, usd in zip(world.years, line, strict=True):
            there = (each for each in own if each[0] == when and each[3] == code)
            assert same(usd, unit(there)[1])
    by_year = answer(carry(base, "economy", by="year"), dataset)
    for when, both in units(by_year, f"{flow}_").items():
        assert same(both, unit(each for each in own if each[0] == when))
    across = answer(carry(base, "series"), dataset).table.row(0, named=True)
    for when in world.years:
        _, usd = unit(each for each in own if each[0] == when)
        assert same(across[f"unit_value_{when}"], usd)


@FEW
@given(worlds(), st.sampled_from(("segment", "family", "code")), eu_forms)
def test_unit_values_of_goods_and_of_the_world(world: World, by: str, eu: str) -> None:
    dataset, listed, year = world.dataset(), known(world, eu), world.years[-1]
    view = View("goods", by=by, eu=eu, measure="unit-value", year=year)
    nodes = {node.key: set(node.codes) for node in dataset.manifest.basket.nodes}
    for key, both in units(answer(view, dataset)).items():
        assert same(both, unit(x for x in listed if x[0] == year and x[3] in nodes[key]))
    for page in ("goods", "world"):
        years = answer(
            View(page, by="" if page == "world" else "year", eu=eu, measure="unit-value"), dataset
        )
        for when, both in units(years).items():
            assert same(both, unit(x for x in listed if x[0] == when))


def test_a_flow_without_a_quantity_does_not_bend_the_unit_value() -> None:
    world = replace(
        SMALL,
        flows=((2008, "TWN", "USA", "854231", 3000), (2008, "TWN", "DEU", "854231", 10**9)),
        tons=(1.5, None),
    )
    found = answer(View(measure="unit-value"), world.dataset())
    row = found.table.row(0, named=True)
    assert (row["value_usd"], row["quantity_t"], row["unit_value"]) == (10**9 + 3000, 1.5, 2.0)
    assert found.notes[0] == (
        "Unit values are of the flows whose quantity is known, <0.1% of the value in 2008; those "
        "of several codes together mix prices with what is traded."
    )
    one = answer(View(measure="unit-value", goods="854231"), world.dataset())
    assert one.notes[0].endswith("of the value in 2008.")


def test_a_quantity_of_nothing_has_no_unit_value() -> None:
    world = replace(SMALL, flows=((2008, "TWN", "USA", "854231", 3000),), tons=(0.0,))
    row = answer(View(measure="unit-value"), world.dataset()).table.row(0, named=True)
    assert (row["quantity_t"], row["unit_value"]) == (0.0, None)


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("exporters?measure=unit-value", ["made", "no quantities"]),
        ("exporters?blocs=one", ["by=region", "leave blocs out"]),
        ("pair?economy=EU27&partner=DEU", ["Germany", "EU"]),
        ("pair?economy=FRA&partner=EU27", ["France", "EU"]),
        ("partners?economy=DEU&eu=one", ["Germany", "economy=EU27"]),
        ("series?economy=EU27,DEU&eu=one", ["Germany", "EU"]),
    ],
)
def test_what_flows_cannot_tell_is_refused(address: str, words: list[str]) -> None:
    with pytest.raises(QueryError) as caught:
        answer(parse(address), SMALL.dataset())
    for word in words:
        assert word in str(caught.value)
    assert str(caught.value).endswith(".")


@pytest.mark.parametrize(
    "scope", [None, PartnerScope((2008,), together=("854231",), together_name="chips")]
)
def test_groups_and_unit_values_take_partners_by_code(scope: PartnerScope | None) -> None:
    whole = TONS.dataset()
    part = Dataset(made_manifest(TONS, partners=scope), whole.economy, whole.partners)
    with pytest.raises(QueryError, match="partners by code"):
        answer(View(by="region", blocs="one"), part)
    with pytest.raises(QueryError, match="unit values"):
        answer(View(measure="unit-value"), part)


def test_groups_as_traders_have_the_years_of_the_partners() -> None:
    whole = TONS.dataset()
    short = made_manifest(TONS, partners=PartnerScope(years=(2006, 2008)))
    dataset = Dataset(short, whole.economy, whole.partners)
    found = answer(View(by="region", blocs="one"), dataset)
    assert (found.years, found.view.year) == ((2006, 2008), 2008)
    with pytest.raises(QueryError, match="has partners for 2006, 2008, not for 2004"):
        answer(View(by="region", blocs="one", year=2004), dataset)


def test_a_group_whose_trade_is_all_inside_stays_on_the_list() -> None:
    world = replace(SMALL, flows=((2008, "DEU", "FRA", "854231", 7),), tons=())
    found = answer(View(by="region", blocs="one"), world.dataset())
    row = found.table.row(0, named=True)
    assert (row["region"], row["value_usd"], row["intra_usd"]) == ("Europe", 0, 7)
    assert row["share"] is None
    assert facts(found)["hhi"] is None
    assert any("Each group is one trader" in note for note in found.notes)


ADDRESSES = (
    "exporters",
    "importers?eu=one",
    "exporters?by=region&blocs=one",
    "economy?economy=DEU",
    "economy?economy=EU27&by=year",
    "economy?economy=DEU&by=year&measure=unit-value",
    "goods",
    "goods?by=year",
    "world",
    "series?economy=TWN,USA",
    "partners?economy=TWN",
    "pair?economy=TWN&partner=USA",
    "pair?economy=EU27&partner=USA&by=code&measure=unit-value",
)


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_queries_may_run_elsewhere(make_dataset: Callable[..., Path], address: str) -> None:
    """They are sent as bytes, and one row a year, economy and goods comes back at most."""
    dataset = open_dataset(make_dataset(TONS))
    heights = []

    def elsewhere(query: pl.LazyFrame) -> pl.DataFrame:
        found = pl.LazyFrame.deserialize(io.BytesIO(query.serialize())).collect()
        keys = [c for c in ("flow", "year", "key", "code", "goods") if c in found.columns]
        heights.append((found.height, found.unique(keys).height))
        return found

    found = answer(parse(address), dataset, elsewhere)
    assert found.table.equals(answer(parse(address), dataset).table)
    assert all(rows == single for rows, single in heights)
    assert 1 <= len(heights) <= (3 if "unit-value" in address else 1)
