"""Dependence, exposure and the chain, against plain Python over the flows themselves."""

import csv
from collections import defaultdict
from collections.abc import Iterable
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aigoods.analysis.view import View
from aigoods.catalog.economies import EU27, eu27_members
from aigoods.catalog.tables import reference
from aigoods.dataset.folder import Dataset
from aigoods.errors import QueryError
from aigoods.pages import answer, parse
from worlds import EU, FORMER, RESIDUAL, SMALL, World, worlds

FEW = settings(max_examples=40)
ORIGIN = Path(__file__).parents[2] / "data" / "origin"
Row = tuple[int, str, str, str, int]


@cache
def chip_flows() -> tuple[Row, ...]:
    with (ORIGIN / "chips_hs6_flows.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            (int(r["year"]), r["exporter"], r["importer"], r["hs_code"], int(r["value_usd"]))
            for r in csv.DictReader(file)
        )


def as_one(flows: Iterable[Row], members: Iterable[str]) -> list[Row]:
    """Return the flows with some economies as one trader, EU27, without what is inside."""
    own = set(members)
    return [
        (year, EU27 if a in own else a, EU27 if b in own else b, code, usd)
        for year, a, b, code, usd in flows
        if not (a in own and b in own)
    ]


def ranked(who: str, year: int) -> bool:
    return who not in RESIDUAL and year <= FORMER.get(who, 9999)


def hhi(values: dict[str, int]) -> Fraction | None:
    whole = sum(values.values())
    return sum((Fraction(100 * v, whole) ** 2 for v in values.values()), Fraction()) or None


def sums(flows: Iterable[Row], side: int) -> dict[tuple[int, str], dict[str, int]]:
    """Return by year and code what each economy of a side (1: exporter, 2: importer) trades."""
    found: dict[tuple[int, str], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for flow in flows:
        found[flow[0], flow[3]][str(flow[side])] += flow[4]
    return found


def depends(
    flows: list[Row], who: str, year: int, of: tuple[str, ...], known: tuple[int, ...]
) -> dict[str, dict[str, Any]]:
    """Return by code what `dependence` says, in exact fractions."""
    into = sums([flow for flow in flows if flow[2] == who], 1)
    world = sums(flows, 1)
    found = {}
    for (when, code), sources in into.items():
        if when != year:
            continue
        whole = sum(sources.values())
        listed = {s: v for s, v in sources.items() if ranked(s, year)}
        top = min(listed, key=lambda s: (-listed[s], s), default=None)
        held = 0
        for each in range(year - 2, year + 1):
            then = {s: v for s, v in into.get((each, code), {}).items() if ranked(s, each)}
            every = {s: v for s, v in world.get((each, code), {}).items() if ranked(s, each)}
            bought = sum(into.get((each, code), {}).values())
            sold = world.get((each, code), {}).get(who, 0)
            first, second = hhi(then), hhi(every)
            if first and second:
                held += first > 4000 and second > 4000 and (not sold or bought > sold)
        sold = world[year, code].get(who, 0)
        full = all(each in known for each in range(year - 2, year + 1))
        found[code] = {
            "imports_usd": whole,
            "top_supplier_iso3": top,
            "top_share": Fraction(listed[top], whole) if top else None,
            "hhi": hhi(listed),
            "of_share": Fraction(sum(sources.get(s, 0) for s in of), whole),
            "world_hhi": hhi({s: v for s, v in world[year, code].items() if ranked(s, year)}),
            "imports_over_exports": Fraction(whole, sold) if sold else None,
            "years_held": held if full else None,
            "foreign_dependent": ("yes" if held >= 2 else "no") if full else None,
        }
    return found


def agree(found: dict[str, Any], wanted: dict[str, Any]) -> None:
    for column, value in wanted.items():
        expected = pytest.approx(float(value), rel=1e-9) if isinstance(value, Fraction) else value
        assert found[column] == expected, column


@FEW
@given(worlds(), st.data())
def test_dependence_in_random_worlds(world: World, data: st.DataObject) -> None:
    year = data.draw(st.sampled_from(world.years))
    eu = data.draw(st.sampled_from(["members", "one"]))
    flows = as_one(world.flows, EU) if eu == "one" else list(world.flows)
    buyers = sorted({b for _, _, b, _, _ in flows if b not in RESIDUAL}) or ["MEX"]
    who = data.draw(st.sampled_from(buyers))
    view = View("dependence", economy=who, year=year, eu=eu, of="CHN,TWN")
    found = answer(view, world.dataset()).table
    wanted = depends(flows, who, year, ("CHN", "TWN"), world.years)
    assert set(found["code"]) == set(wanted)
    for row in found.rows(named=True):
        agree(row, wanted[row["code"]])
        over = row["top_share"] is not None and row["top_share"] > 0.5
        assert row["one_supplier"] in ("yes" if over else "no", None)
    tops = [-1 if usd is None else usd for usd in found["top_usd"]]
    assert tops == sorted(tops, reverse=True)


@pytest.mark.parametrize(("who", "eu"), [("MEX", "members"), ("DEU", "members"), (EU27, "one")])
def test_dependence_in_the_embedded_flows(chips: Dataset, who: str, eu: str) -> None:
    flows = list(chip_flows())
    if eu == "one":
        flows = as_one(flows, eu27_members())
    found = answer(View("dependence", economy=who, of="CHN,HKG", at_least="0"), chips).table
    wanted = depends(flows, who, 2024, ("CHN", "HKG"), tuple(range(2017, 2025)))
    assert set(found["code"]) == set(wanted)
    for row in found.rows(named=True):
        agree(row, wanted[row["code"]])


def test_with_a_floor_only_large_imports_are_judged(chips: Dataset) -> None:
    found = answer(parse("dependence?economy=MEX"), chips)
    judged = ("years_held", "foreign_dependent", "one_supplier")
    for row in found.table.rows(named=True):
        known = row["imports_usd"] >= 100_000_000
        assert [row[column] is not None for column in judged] == [known] * 3
    assert any("upper bounds" in note for note in found.notes)
    assert any(note.startswith("Below $100.0 m of imports") for note in found.notes)
    whole = answer(parse("dependence?economy=MEX&at_least=0"), chips)
    assert not whole.table["one_supplier"].null_count()


def test_two_years_do_not_say_who_is_dependent(chips: Dataset) -> None:
    found = answer(parse("dependence?economy=MEX&year=2018"), chips)
    assert found.table["foreign_dependent"].null_count() == found.table.height
    assert any("takes three years up to 2018" in note for note in found.notes)


def test_the_threshold_is_ones_own(chips: Dataset) -> None:
    usual = answer(parse("dependence?economy=MEX"), chips).table
    strict = answer(parse("dependence?economy=MEX&threshold=30"), chips).table
    assert usual["one_supplier"].to_list().count("yes") < strict["one_supplier"].to_list().count(
        "yes"
    )
    for row in strict.drop_nulls("one_supplier").rows(named=True):
        assert (row["one_supplier"] == "yes") == (row["top_share"] > 0.3)


@pytest.mark.parametrize("page", ["dependence", "exposure"])
def test_partners_together_cannot_tell(dataset: Dataset, page: str) -> None:
    with pytest.raises(QueryError, match="does not tell who trades what with whom"):
        answer(View(page, economy="MEX"), dataset)


def test_of_whom_nobody_has_heard(chips: Dataset) -> None:
    with pytest.raises(QueryError, match="There is no economy QQQ"):
        answer(parse("dependence?economy=MEX&of=CHN,QQQ"), chips)


def exposed(flows: list[Row], supplier: str, year: int) -> dict[str, dict[str, Any]]:
    now = [flow for flow in flows if flow[0] == year]
    bought: dict[str, int] = defaultdict(int)
    sold: dict[str, int] = defaultdict(int)
    sent: dict[str, int] = defaultdict(int)
    for _, a, b, _, usd in now:
        bought[b] += usd
        sold[a] += usd
        sent[b] += usd if a == supplier else 0
    others = sum(sold.values()) - sold[supplier]
    found = {}
    for who, usd in sent.items():
        if usd and ranked(who, year):
            left = others - sold[who]
            found[who] = {
                "from_usd": usd,
                "imports_usd": bought[who],
                "share": Fraction(usd, bought[who]),
                "others_usd": left,
                "needed_growth": Fraction(usd, left) if left else None,
            }
    return found


@FEW
@given(worlds(), st.data())
def test_exposure_in_random_worlds(world: World, data: st.DataObject) -> None:
    year = data.draw(st.sampled_from(world.years))
    who = data.draw(
        st.sampled_from(sorted({a for _, a, _, _, _ in world.flows} - RESIDUAL or {"MEX"}))
    )
    code = data.draw(st.sampled_from(["all", *(c.code for c in world.codes)]))
    flows = [flow for flow in world.flows if code in ("all", flow[3])]
    found = answer(View("exposure", economy=who, year=year, goods=code), world.dataset())
    wanted = exposed(flows, who, year)
    assert set(found.table["iso3"]) == set(wanted)
    for row in found.table.rows(named=True):
        agree(row, wanted[row["iso3"]])
    for fact in found.totals:
        if fact.name == "from_usd":
            assert fact.value == sum(f[4] for f in flows if f[0] == year and f[1] == who)


def test_who_is_exposed_to_korea_in_memory(chips: Dataset) -> None:
    found = answer(parse("exposure?economy=KOR&goods=854232"), chips)
    wanted = exposed([flow for flow in chip_flows() if flow[3] == "854232"], "KOR", 2024)
    assert set(found.table["iso3"]) == set(wanted)
    for row in found.table.rows(named=True):
        agree(row, wanted[row["iso3"]])
    assert found.table["iso3"].head(3).to_list() == ["CHN", "HKG", "TWN"]
    assert any("not a forecast" in note for note in found.notes)
    totals = {fact.name: fact.value or 0 for fact in found.totals}
    assert totals["needed_growth"] == totals["from_usd"] / totals["others_usd"]


@pytest.mark.parametrize("economy", ["", "MYS", "TUV"])
def test_the_chain_of_the_embedded_headings(dataset: Dataset, economy: str) -> None:
    found = answer(View("chain", economy=economy), dataset)
    families = {row["hs4"]: row["family"] for row in reference("goods_hs4")}
    stage = {row["family"]: int(row["stage"]) for row in reference("chain") if row["stage"]}
    with (ORIGIN / "core_hs4_economy.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["year"] == "2024"]
    with (ORIGIN / "all_goods_exports.csv").open(encoding="utf-8", newline="") as file:
        everything = {
            r["iso3"]: int(r["exports_usd"]) for r in csv.DictReader(file) if r["year"] == "2024"
        }
    areas = {row["iso3"] for row in reference("economies") if row["kind"] == "residual area"}
    values: dict[str, dict[int, dict[str, int]]] = {"exports": {}, "imports": {}}
    for row in rows:
        for flow, own in values.items():
            if usd := int(row[f"{flow}_usd"]):
                each = own.setdefault(stage[families[row["heading"]]], defaultdict(int))
                each[row["iso3"]] += usd
    assert found.table["stage"].to_list() == sorted(values["exports"])
    for row in found.table.rows(named=True):
        every = values["exports"][row["stage"]]
        whole = sum(every.values())
        listed = {who: usd for who, usd in every.items() if who not in areas}
        order = sorted(listed, key=lambda who: (-listed[who], who))
        wanted: dict[str, Any] = {
            "world_usd": whole,
            "top1_iso3": order[0],
            "top1_share": Fraction(listed[order[0]], whole),
            "top3_share": Fraction(sum(listed[who] for who in order[:3]), whole),
            "hhi": hhi(listed),
        }
        if economy:
            sold = every.get(economy)
            bought = values["imports"][row["stage"]].get(economy)
            wanted |= {
                "exports_usd": sold,
                "imports_usd": bought,
                "balance_usd": None if sold is None or bought is None else sold - bought,
                "rank": None if sold is None else 1 + sum(usd > sold for usd in listed.values()),
                "rca": sold
                and Fraction(sold, everything[economy]) / Fraction(whole, sum(everything.values())),
            }
        agree(row, wanted)
    assert sum(found.table["world_usd"].to_list()) == sum(int(r["exports_usd"]) for r in rows)


@FEW
@given(worlds())
def test_stages_are_the_goods_of_their_names(world: World) -> None:
    dataset = world.dataset()
    stages = answer(View("chain"), dataset).table
    for row in stages.rows(named=True):
        view = View("exporters", goods=f"stage-{row['stage']}")
        facts = {fact.name: fact.value for fact in answer(view, dataset).facts}
        assert facts["total_usd"] == row["world_usd"]


def test_stages_that_the_basket_lacks_are_named() -> None:
    notes = answer(View("chain"), SMALL.dataset()).notes
    assert any(note.startswith("Stages 3 (") and "left out" in note for note in notes)
