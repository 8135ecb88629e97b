"""Every page against DuckDB SQL over the published extracts: all rows, all columns."""

from collections.abc import Iterator

import duckdb
import pytest

import oracle
from aigoods.analysis.view import View
from aigoods.dataset.folder import Dataset
from aigoods.pages import answer
from oracle import assert_rows
from printed import printed

GOODS = ("all", "intermediate-inputs", "integrated-circuits", "8541", "2804")
ECONOMIES = ("MEX", "TWN", "HKG", "NAM", "ABW", "TKL")


@pytest.fixture(scope="module")
def db() -> Iterator[duckdb.DuckDBPyConnection]:
    with oracle.connect() as connection:
        yield connection


@pytest.mark.parametrize("page", ["exporters", "importers"])
@pytest.mark.parametrize("year", [2017, 2018, 2022, 2024])
@pytest.mark.parametrize("goods", GOODS)
def test_ranking_of_economies(
    dataset: Dataset, db: duckdb.DuckDBPyConnection, page: str, year: int, goods: str
) -> None:
    found = answer(View(page, goods=goods, year=year), dataset)
    wanted = oracle.ranking(db, flow=page.replace("ers", "s"), goods=goods, year=year)
    assert_rows(printed(found).rows(), wanted)
    facts = {fact.name: fact.value for fact in found.facts}
    total = sum(row[3] for row in wanted)
    assert facts["total_usd"] == total
    assert facts["rows"] == len(wanted)
    assert oracle.same(facts["hhi"], sum((100 * row[3] / total) ** 2 for row in wanted))
    assert printed(found).columns == [column.name for column in found.columns]


@pytest.mark.parametrize("page", ["exporters", "importers"])
@pytest.mark.parametrize("by", ["region", "sub-region", "income"])
@pytest.mark.parametrize(("goods", "year"), [("all", 2024), ("equipment", 2019), ("8112", 2017)])
def test_ranking_of_groups(
    dataset: Dataset, db: duckdb.DuckDBPyConnection, page: str, by: str, goods: str, year: int
) -> None:
    found = answer(View(page, goods=goods, year=year, by=by), dataset)
    flow = page.replace("ers", "s")
    assert_rows(printed(found).rows(), oracle.ranking(db, flow=flow, goods=goods, by=by, year=year))


@pytest.mark.parametrize("measure", ["value", "share", "growth", "rank"])
@pytest.mark.parametrize("since", [2017, 2020, 2023])
def test_ranking_of_another_measure_and_first_year(
    dataset: Dataset, db: duckdb.DuckDBPyConnection, measure: str, since: int
) -> None:
    found = answer(View(year=2023, since=since, measure=measure), dataset)
    wanted = oracle.ranking(db, flow="exports", year=2023, since=since, measure=measure)
    assert_rows(printed(found).rows(), wanted)


@pytest.mark.parametrize(
    ("within", "group"),
    [
        ("asia", ("region", "Asia")),
        ("eastern-asia", ("sub-region", "Eastern Asia")),
        ("latin-america-and-the-caribbean", ("sub-region", "Latin America and the Caribbean")),
        ("low-income", ("income", "Low income")),
        ("no-income", ("income", "Not classified")),
    ],
)
def test_ranking_within_a_group_keeps_ranks_and_shares_of_the_world(
    dataset: Dataset, db: duckdb.DuckDBPyConnection, within: str, group: tuple[str, str]
) -> None:
    found = answer(View(within=within, year=2022, goods="8542"), dataset)
    wanted = oracle.ranking(db, flow="exports", goods="8542", year=2022, within=group)
    assert_rows(printed(found).rows(), wanted)
    facts = {fact.name: fact.value for fact in found.facts}
    assert facts["listed_usd"] == sum(row[3] for row in wanted) < facts["total_usd"]


@pytest.mark.parametrize("economy", ECONOMIES)
@pytest.mark.parametrize("level", ["segment", "family", "code"])
@pytest.mark.parametrize("flow", ["exports", "imports"])
def test_profile_by_goods(
    dataset: Dataset, db: duckdb.DuckDBPyConnection, economy: str, level: str, flow: str
) -> None:
    view = View("economy", economy=economy, by=level, flow=flow, year=2022)
    wanted = oracle.profile(db, economy=economy, level=level, year=2022, flow=flow)
    assert_rows(printed(answer(view, dataset)).rows(), wanted)


@pytest.mark.parametrize("measure", ["value", "share", "growth", "rank"])
@pytest.mark.parametrize(
    ("goods", "year", "since"), [("all", 2024, 2018), ("equipment", 2017, 2017)]
)
def test_profile_of_another_measure(
    dataset: Dataset,
    db: duckdb.DuckDBPyConnection,
    measure: str,
    goods: str,
    year: int,
    since: int,
) -> None:
    view = View("economy", economy="MEX", goods=goods, year=year, since=since, measure=measure)
    wanted = oracle.profile(
        db,
        economy="MEX",
        level="code",
        year=year,
        flow="exports",
        goods=goods,
        since=since,
        measure=measure,
    )
    assert_rows(printed(answer(view.but(by="code"), dataset)).rows(), wanted)


@pytest.mark.parametrize("economy", ECONOMIES)
@pytest.mark.parametrize("goods", GOODS)
def test_profile_by_year(
    dataset: Dataset, db: duckdb.DuckDBPyConnection, economy: str, goods: str
) -> None:
    found = answer(View("economy", economy=economy, goods=goods, by="year", year=2022), dataset)
    wanted = oracle.profile_years(db, economy=economy, goods=goods)
    assert_rows(printed(found).rows(), wanted)
    row = wanted[5]
    assert [fact.value for fact in found.facts] == [
        row[1], row[4], row[3], row[5], row[8], row[7], row[9]
    ]  # fmt: skip


@pytest.mark.parametrize("depth", ["segment", "family", "code"])
@pytest.mark.parametrize("flow", ["exports", "imports"])
@pytest.mark.parametrize(("goods", "year"), [("all", 2024), ("all", 2017), ("raw-materials", 2021)])
def test_goods_tree(
    dataset: Dataset, db: duckdb.DuckDBPyConnection, depth: str, flow: str, goods: str, year: int
) -> None:
    view = View("goods", by=depth, flow=flow, goods=goods, year=year)
    wanted = oracle.goods_tree(db, depth=depth, flow=flow, goods=goods, year=year)
    assert_rows(printed(answer(view, dataset)).rows(), wanted)


@pytest.mark.parametrize("measure", ["share", "growth", "rank"])
def test_goods_tree_of_another_measure(
    dataset: Dataset, db: duckdb.DuckDBPyConnection, measure: str
) -> None:
    view = View("goods", by="code", measure=measure, year=2023, since=2019)
    wanted = oracle.goods_tree(
        db, depth="code", flow="exports", year=2023, since=2019, measure=measure
    )
    assert_rows(printed(answer(view, dataset)).rows(), wanted)


@pytest.mark.parametrize("goods", [*GOODS, "equipment", "8486"])
def test_goods_by_year(dataset: Dataset, db: duckdb.DuckDBPyConnection, goods: str) -> None:
    found = answer(View("goods", by="year", goods=goods), dataset)
    assert_rows(printed(found).rows(), oracle.goods_years(db, goods=goods))


@pytest.mark.parametrize("flow", ["exports", "imports"])
@pytest.mark.parametrize("goods", ["all", "raw-materials", "8471"])
def test_world_by_segment(
    dataset: Dataset, db: duckdb.DuckDBPyConnection, flow: str, goods: str
) -> None:
    table = printed(answer(View("world", goods=goods), dataset))
    wanted = oracle.world_years(db, flow=flow, goods=goods)
    columns = ["year", "value_usd", "growth"]
    for segment in ("raw_materials", "intermediate_inputs", "equipment"):
        columns += [f"{segment}_usd", f"{segment}_share", f"{segment}_contribution"]
    assert table.columns == columns
    assert_rows(table.rows(), wanted)


@pytest.mark.parametrize("economy", ["TWN", "MEX", "HKG", "DEU", "NAM"])
@pytest.mark.parametrize("flow", ["exports", "imports"])
@pytest.mark.parametrize("by", ["economy", "region", "sub-region", "income"])
def test_partners(
    dataset: Dataset, db: duckdb.DuckDBPyConnection, economy: str, flow: str, by: str
) -> None:
    found = answer(View("partners", economy=economy, flow=flow, by=by), dataset)
    wanted = oracle.partners(db, economy=economy, flow=flow, by=by)
    assert_rows(printed(found).rows(), wanted)
    facts = {fact.name: fact.value for fact in found.facts}
    assert facts["total_usd"] == sum(row[3] for row in wanted)


@pytest.mark.parametrize("economy", ["USA", "CHN", "EU27"])
@pytest.mark.parametrize("flow", ["exports", "imports"])
def test_partners_with_the_eu_as_one(
    dataset: Dataset, db: duckdb.DuckDBPyConnection, economy: str, flow: str
) -> None:
    found = answer(View("partners", economy=economy, flow=flow, eu="one"), dataset)
    wanted = oracle.partners(db, economy=economy, flow=flow, eu_as_one=True)
    assert_rows(printed(found).rows(), wanted)
    assert ("EU27" in found.table["iso3"]) is (economy != "EU27")
