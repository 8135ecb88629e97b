"""RCA and concentration: DuckDB over the extracts, plain Python over random worlds, and by hand."""

from collections import defaultdict
from dataclasses import replace

import duckdb
import polars as pl
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import oracle
from aigoods.analysis.column import Fact
from aigoods.analysis.view import View
from aigoods.dataset.folder import Dataset
from aigoods.dataset.manifest import FileEntry, PartnerScope
from aigoods.dataset.schema import TOTALS_FILE, totals_schema
from aigoods.errors import QueryError
from aigoods.output.cells import facts_line
from aigoods.pages import answer, parse
from worlds import EU, FORMER, RESIDUAL, SMALL, World, made_manifest, worlds

Sums = dict[tuple[int, str], int]
FLOORED = PartnerScope(SMALL.years, least_usd=1_000_000)


@pytest.fixture(scope="module")
def db() -> duckdb.DuckDBPyConnection:
    return oracle.connect()


def totals_of(world: World) -> pl.DataFrame:
    """Trade in all the codes of a world."""
    sums: dict[tuple[int, str, str], list[int]] = defaultdict(lambda: [0, 0])
    for year, exporter, importer, _, usd in world.flows:
        inside = usd if exporter in EU and importer in EU else 0
        for who, flow in ((exporter, "exports"), (importer, "imports")):
            sums[year, who, flow][0] += usd
            sums[year, who, flow][1] += inside
    return pl.DataFrame(
        [(*key, *each) for key, each in sums.items()], totals_schema(), orient="row"
    )


def with_totals(world: World, codes: int, scope: PartnerScope | None = None) -> Dataset:
    """Return the dataset of the first codes of a world, with totals of all of them."""
    kept = world.codes[:codes]
    names = {code.code for code in kept}
    part = replace(
        world, codes=kept, flows=tuple(flow for flow in world.flows if flow[3] in names), tons=()
    )
    files = {TOTALS_FILE: FileEntry("", 0, 0)}
    manifest = made_manifest(part, files=files, **({"partners": scope} if scope else {}))
    return replace(
        part.dataset(), manifest=manifest, further={TOTALS_FILE: totals_of(world).lazy()}
    )


def ranked(who: str, year: int) -> bool:
    return who not in RESIDUAL and FORMER.get(who, year) >= year


def world_of(values: Sums, year: int) -> int:
    return sum(usd for (of, _), usd in values.items() if of == year)


def rca_of(own: Sums, every: Sums, year: int, who: str) -> float | None:
    mine, whole = own[year, who], every.get((year, who), 0)
    if not whole or not world_of(own, year):
        return None
    return (mine / whole) / (world_of(own, year) / world_of(every, year))


@given(worlds(), st.data())
@settings(max_examples=60, deadline=None)
def test_rca_is_that_of_plain_python(world: World, data: st.DataObject) -> None:
    codes = data.draw(st.integers(1, len(world.codes)))
    goods = data.draw(st.sampled_from(world.codes[:codes])).code
    one = data.draw(st.booleans())
    against = data.draw(st.sampled_from(["all", "basket"]))
    eu = "one" if one else "members"
    dataset = with_totals(world, codes)
    basket = {code.code for code in world.codes[:codes]}
    assume(against == "all" or len(basket) > 1)
    own = world.values("exports", [goods], eu_as_one=one)
    every = world.values("exports", None if against == "all" else basket, eu_as_one=one)
    year = data.draw(st.sampled_from(world.years))
    view = View("exporters", goods=goods, year=year, measure="rca", eu=eu, against=against)
    found = answer(view, dataset).table
    assert set(found["iso3"]) == {who for of, who in own if of == year and ranked(who, year)}
    for who, rca in found.select("iso3", "rca").iter_rows():
        wanted = rca_of(own, every, year, who)
        assert rca == (None if wanted is None else pytest.approx(wanted))
    symmetric = answer(view.but(measure="symmetric-rca"), dataset).table
    for rca, other in zip(found["rca"], symmetric["symmetric_rca"], strict=True):
        assert other == (None if rca is None else pytest.approx((rca - 1) / (rca + 1)))


@given(worlds(), st.data())
@settings(max_examples=40, deadline=None)
def test_the_rcas_of_an_economy_weighed_by_world_trade_are_one(
    world: World, data: st.DataObject
) -> None:
    """The shares of the goods in its exports add up to 1: against the basket they all count."""
    assume(len(world.codes) > 1)
    own = world.values("exports")
    year, who = data.draw(st.sampled_from(sorted(own)))
    assume(ranked(who, year))
    view = View("economy", economy=who, year=year, by="code", measure="rca", against="basket")
    table = answer(view, world.dataset()).table
    whole = world_of(own, year)
    assert sum(
        rca * world_of(world.values("exports", [code]), year) / whole
        for code, rca in table.select("key", "rca").iter_rows()
    ) == pytest.approx(1)


@pytest.mark.parametrize(("year", "goods"), [(2024, "8471"), (2019, "equipment"), (2022, "all")])
def test_rca_against_all_goods_is_that_of_the_extracts(
    db: duckdb.DuckDBPyConnection, dataset: Dataset, year: int, goods: str
) -> None:
    rows = db.execute(
        """with own as (select iso3, sum(usd) as usd from flows where year = $year
                and flow = 'exports' and list_contains($codes, code) group by iso3),
            every as (select iso3, usd from everything where year = $year)
        select iso3, (own.usd / every.usd)
            / ((select sum(usd) from own) / (select sum(usd) from every))
        from own join every using (iso3)""",
        {"year": year, "codes": oracle.codes_of(db, goods)},
    )
    found = answer(View("exporters", goods=goods, year=year, measure="rca"), dataset)
    assert found.view.against == "all"
    wanted = dict(rows.fetchall())
    for who, rca in found.table.select("iso3", "rca").iter_rows():
        assert rca == pytest.approx(wanted[who])


def test_one_economy_and_a_series_have_the_rca_of_the_ranking(dataset: Dataset) -> None:
    ranking = answer(parse("exporters?goods=8471&measure=rca&year=2022"), dataset).table
    mexico = ranking.filter(iso3="MEX").row(0, named=True)
    by_code = answer(parse("economy?economy=MEX&measure=rca&year=2022"), dataset).table
    assert by_code.filter(key="8471")["rca"].item() == mexico["rca"]
    by_year = answer(parse("economy?economy=MEX&measure=rca&goods=8471"), dataset).table
    assert by_year["exports_rca"].to_list() == mexico["series"]
    line = answer(parse("series?economy=MEX&measure=rca&goods=8471"), dataset).table
    assert [line[f"rca_{year}"].item() for year in range(2017, 2025)] == mexico["series"]


@pytest.mark.parametrize("measure", ["rca", "symmetric-rca"])
def test_goods_have_the_rca_of_their_leader(dataset: Dataset, measure: str) -> None:
    tree = answer(View("goods", by="family", measure=measure), dataset).table
    column = measure.replace("-", "_")
    for row in tree.iter_rows(named=True):
        ranked = answer(View("exporters", goods=row["key"], measure=measure), dataset).table
        first = ranked.row(0, named=True)
        assert (row["leader_iso3"], row[column]) == (first["iso3"], first[column])
        assert row["series"] == first["series"]


def test_groups_of_a_ranking_are_sums_of_their_economies(dataset: Dataset) -> None:
    single = answer(parse("exporters?measure=rca&goods=8542"), dataset).table
    groups = answer(parse("exporters?measure=rca&goods=8542&by=region"), dataset).table
    row = groups.filter(region="Oceania").row(0, named=True)
    everything = dataset.further[TOTALS_FILE].filter(year=2024).collect()
    oceania = {
        who
        for who, *_ in answer(parse("exporters?within=oceania"), dataset)
        .table.select("iso3")
        .iter_rows()
    }
    whole = everything.filter(pl.col("economy").is_in(list(oceania)))["value_usd"].sum()
    assert row["against_usd"] == whole
    world = everything["value_usd"].sum()
    part = single["world_usd"][0] / world
    assert row["rca"] == pytest.approx(row["value_usd"] / whole / part)


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("economy?economy=TWN&flow=imports&measure=rca", "is of exports"),
        ("series?flow=imports&measure=of-exports", "is of exports"),
        ("exporters?measure=rca&one=USMCA&against=all", "USMCA as one trader"),
        ("exporters?measure=rca&one=USMCA", "USMCA as one trader"),
        ("exporters?measure=rca&by=region&blocs=one", "a group as one trader"),
        ("economy?economy=USMCA&measure=rca&by=year", "USMCA as one trader"),
        ("goods?measure=rca&flow=imports", "is of exports"),
        ("goods?measure=rca&by=year", "An RCA is of an economy"),
        ("exporters?measure=rca&against=basket", "RCA of 1 everywhere"),
        ("series?measure=symmetric-rca&against=basket", "RCA of 1 everywhere"),
        ("economy?economy=TWN&by=year&measure=rca&against=basket", "RCA of 1 everywhere"),
    ],
)
def test_what_has_no_rca_is_refused_with_the_reason(address: str, said: str) -> None:
    with pytest.raises(QueryError, match=said):
        answer(parse(address), with_totals(SMALL, 4))


def test_flows_with_a_floor_are_not_compared_with_totals_without_one() -> None:
    dataset = with_totals(SMALL, 4, FLOORED)
    with pytest.raises(QueryError, match=r"flows of \$1 m and more alone.* too low"):
        answer(parse("exporters?measure=rca"), dataset)
    found = answer(parse("exporters?measure=rca&against=basket&goods=854231"), dataset)
    assert found.view.against == "basket"
    assert "against the basket" in found.title


def test_without_totals_the_basket_is_compared_with() -> None:
    found = answer(parse("exporters?measure=rca&goods=854231&year=2006"), SMALL.dataset())
    assert found.view.against == "basket"
    assert str(found.view) == (
        "exporters?goods=854231&year=2006&measure=rca&by=economy&against=basket"
    )
    # Of the world's 1,020 in all goods 920 are of these; all that Taiwan exports is.
    assert dict(found.table.select("iso3", "rca").iter_rows())["TWN"] == pytest.approx(1020 / 920)
    with pytest.raises(QueryError, match="does not know exports of all goods"):
        answer(parse("exporters?measure=rca&against=all"), SMALL.dataset())


def foremost(values: dict[str, int], whole: int) -> tuple[object, ...]:
    """HHI, the leader, shares of the first, three and five, and how many hold 90%, step by step."""
    order = sorted(values, key=lambda who: (-values[who], who))
    held, count = 0, None
    for place, who in enumerate(order, start=1):
        held += values[who]
        if held * 10 >= whole * 9:
            count = place
            break
    hhi = sum((usd / sum(values.values()) * 100) ** 2 for usd in values.values())
    tops = [sum(values[who] for who in order[:n]) / whole for n in (1, 3, 5)]
    return (pytest.approx(hhi), order[0], *map(pytest.approx, tops), count)


COLUMNS = ("hhi", "top1_iso3", "top1_share", "top3_share", "top5_share", "suppliers")


@given(worlds(), st.sampled_from(["exports", "imports"]))
@settings(max_examples=60, deadline=None)
def test_concentration_is_that_of_plain_python(world: World, flow: str) -> None:
    year = world.years[-1]
    table = answer(View("concentration", flow=flow, by="code", year=year), world.dataset()).table
    for code in world.codes:
        values = world.values(flow, [code.code])
        every = {who: usd for (of, who), usd in values.items() if of == year}
        known = {who: usd for who, usd in every.items() if ranked(who, year)}
        rows = table.filter(code=code.code).select("value_usd", *COLUMNS).rows()
        nothing = (None,) * len(COLUMNS)
        whole = sum(every.values())
        assert rows == ([(whole, *(foremost(known, whole) if known else nothing))] if every else [])
    by_year = answer(View("concentration", flow=flow, by="year"), world.dataset()).table
    assert by_year["year"].to_list() == list(world.years)


def test_concentration_by_hand_and_from_the_extracts(
    db: duckdb.DuckDBPyConnection, dataset: Dataset
) -> None:
    rows = db.execute(
        """select sum(pow(100 * part, 2)), max(part), sum(part) filter (place <= 3),
            sum(part) filter (place <= 5), min(place) filter (upto >= 0.9)
        from (select part, row_number() over (order by part desc) as place,
                sum(part) over (order by part desc) as upto
            from (select usd / sum(usd) over () as part from flows
                where code = '8112' and flow = 'exports' and year = 2024))"""
    ).fetchall()
    found = answer(parse("concentration"), dataset).table.filter(code="8112")
    columns = ("hhi", "top1_share", "top3_share", "top5_share", "suppliers")
    assert found.select(columns).row(0) == pytest.approx(rows[0])
    assert found["top1"].item() == "China"


def test_concentration_is_the_hhi_of_the_goods(dataset: Dataset) -> None:
    tree = answer(parse("goods"), dataset).table.filter(level="code")
    table = answer(parse("concentration"), dataset).table
    both = tree.select("key", "hhi").join(table, left_on="key", right_on="code")
    assert both["hhi"].to_list() == both["hhi_right"].to_list()
    years = answer(parse("concentration?goods=8112"), dataset).table["hhi"].to_list()
    assert years == table.filter(code="8112")["series"].item().to_list()


def test_a_floor_makes_bounds_of_concentration() -> None:
    dataset = with_totals(SMALL, 4, FLOORED)
    found = answer(parse("concentration"), dataset)
    assert any("come out too high" in note for note in found.notes)


def test_an_rca_among_the_facts_is_no_growth(dataset: Dataset) -> None:
    found = answer(parse("exporters?measure=rca"), dataset)
    facts = (Fact("rca", "RCA", 3.951, "rca"), Fact("rca", "Sym. RCA", -0.25, "symmetric_rca"))
    assert facts_line(replace(found, facts=facts)) == "RCA 3.95 · Sym. RCA −0.25"
