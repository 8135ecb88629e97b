"""Pairs and series against plain Python over the published extracts, and against one another."""

import csv
from collections import defaultdict
from typing import Any

import pytest

from aigoods.analysis.view import View
from aigoods.catalog.groups import shipped
from aigoods.catalog.tables import data_folder
from aigoods.dataset.folder import Dataset
from aigoods.errors import QueryError
from aigoods.pages import answer
from worlds import SMALL, TONS

ORIGIN = data_folder() / "origin"


@pytest.fixture(scope="module")
def flows() -> dict[tuple[str, str], int]:
    with (ORIGIN / "semiconductors_partners_2024.csv").open(newline="") as file:
        return {
            (row["exporter_iso3"], row["importer_iso3"]): round(float(row["value_kusd"]) * 1000)
            for row in csv.DictReader(file)
        }


@pytest.fixture(scope="module")
def trade() -> dict[tuple[int, str, str], int]:
    with (ORIGIN / "core_hs4_economy.csv").open(newline="") as file:
        return {
            (int(row["year"]), row["heading"], row["iso3"]): int(row["exports_usd"])
            for row in csv.DictReader(file)
        }


@pytest.mark.parametrize(("one", "other"), [("MEX", "USA"), ("CHN", "KOR"), ("TWN", "DEU")])
def test_a_pair_is_what_the_extract_says(
    one: str, other: str, dataset: Dataset, flows: dict[tuple[str, str], int]
) -> None:
    exported: dict[str, int] = defaultdict(int)
    imported: dict[str, int] = defaultdict(int)
    for (seller, buyer), value in flows.items():
        exported[seller] += value
        imported[buyer] += value
    out, back = flows[one, other], flows[other, one]
    row = answer(View("pair", economy=one, partner=other), dataset).table.row(0, named=True)
    assert (row["exports_usd"], row["imports_usd"]) == (out, back)
    assert row["balance_usd"] == out - back
    for name, expected in (
        ("exports_share", out / exported[one]),
        ("partner_imports_share", out / imported[other]),
        ("imports_share", back / imported[one]),
        ("partner_exports_share", back / exported[other]),
    ):
        assert row[name] == pytest.approx(expected, rel=1e-12), name


def test_a_group_is_the_sum_of_its_members_where_it_cannot_be_one_trader(
    dataset: Dataset, trade: dict[tuple[int, str, str], int]
) -> None:
    """Against plain sums of the extract; members may stand beside it, and groups may overlap."""
    groups = {"EU27": shipped()["eu27"].members, "HIGH-INCOME": shipped()["high-income"].members}
    view = View("series", economy="EU27,HIGH-INCOME,DEU,MEX", index=2017)
    found = answer(view, dataset)
    for row in found.table.rows(named=True):
        members = groups.get(row["iso3"], (row["iso3"],))
        sums: dict[int, int] = defaultdict(int)
        for (year, _, iso3), value in trade.items():
            sums[year] += value if iso3 in members else 0
        for year in found.years:
            assert row[f"value_usd_{year}"] == sums[year]
            assert row[f"index_{year}"] == pytest.approx(sums[year] / sums[2017] * 100, rel=1e-12)
    assert "groups as sums of members" in found.title
    assert "two of those compared" in found.notes[0]
    ranks = answer(View("series", economy="EU27,MEX", measure="rank"), dataset)
    assert ranks.table["rank_2024"].to_list() == [None, 9]
    assert "core-hs4 does not tell" in ranks.notes[0]


@pytest.mark.parametrize(
    "fields",
    [
        {"measure": "unit-value"},
        {"measure": "share"},
        {"measure": "growth"},
        {"measure": "rca", "against": "basket", "goods": "854231"},
    ],
)
def test_overlapping_groups_are_measured_as_their_members_together(fields: dict[str, Any]) -> None:
    """A group beside one of its members is its sum; the world as a group is the world."""
    made = TONS.dataset()
    both = answer(View("series", economy="EU27,DEU", **fields), made)
    assert both.table["iso3"].to_list() == ["EU27", "DEU"]
    alone = answer(View("series", economy="DEU", **fields), made)
    shown = [column.name for column in alone.columns if column.period]
    assert both.table[1].select(shown).equals(alone.table.select(shown))
    assert not answer(View("series", economy="EU27", **fields), made).title.count("sums")


def test_a_pair_seen_from_the_other_side_is_the_same_trade() -> None:
    made = SMALL.dataset()
    there = answer(View("pair", economy="TWN", partner="DEU", by="year"), made).table
    back = answer(View("pair", economy="DEU", partner="TWN", by="year"), made).table
    assert there["exports_usd"].to_list() == back["imports_usd"].to_list()
    assert there["imports_share"].to_list() == back["partner_imports_share"].to_list()
    assert there["exports_share"].to_list() == back["partner_exports_share"].to_list()


@pytest.mark.parametrize("goods", ["all", "8542", "8112"])
def test_series_are_what_the_extract_says(
    goods: str, dataset: Dataset, trade: dict[tuple[int, str, str], int]
) -> None:
    named = ["MEX", "TWN", "CHN"]
    found = answer(View("series", economy=",".join(named), goods=goods), dataset)
    index = answer(View("series", economy=",".join(named), goods=goods, index=2019), dataset)
    assert found.table["iso3"].to_list() == named
    for row, indexed in zip(
        found.table.iter_rows(named=True), index.table.iter_rows(named=True), strict=True
    ):
        value = {
            year: sum(
                usd
                for (each, code, iso3), usd in trade.items()
                if each == year and iso3 == row["iso3"] and goods in ("all", code)
            )
            for year in range(2017, 2025)
        }
        assert [row[f"value_{year}"] for year in value] == list(value.values())
        for year, usd in value.items():
            expected = pytest.approx(100 * usd / value[2019], rel=1e-12)
            assert indexed[f"index_{year}"] == expected
        assert row["cagr"] == pytest.approx((value[2024] / value[2017]) ** (1 / 7) - 1, rel=1e-12)


def test_series_without_names_are_the_leaders_of_the_ranking(dataset: Dataset) -> None:
    leaders = answer(View(measure="share"), dataset).table.head(5)
    found = answer(View("series", measure="share"), dataset).table
    assert found["iso3"].to_list() == leaders["iso3"].to_list()
    for place, values in enumerate(leaders["series"].to_list()):
        row = found.row(place, named=True)
        assert [row[f"share_{year}"] for year in range(2017, 2025)] == values


@pytest.mark.parametrize(
    ("view", "said"),
    [
        (View("pair", economy="MEX"), "needs the partner"),
        (View("pair", economy="MEX", partner="MEX"), "give another partner"),
        (View("pair", economy="MEX", partner="USA", by="code"), "give by=year"),
        (View("series", economy="MEX,XXX"), "no economy XXX"),
        (View("series", index=1999), "not for 1999"),
        (View("series", index=2019, measure="rank"), "An index is of values"),
    ],
)
def test_questions_without_an_answer_say_why(view: View, said: str, dataset: Dataset) -> None:
    with pytest.raises(QueryError, match=said):
        answer(view, dataset)
