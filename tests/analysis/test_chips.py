"""The dataset `chips-hs6` against its CSV in plain Python: every code and year, cell by cell."""

import csv
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import polars as pl
import pytest

from aigoods.analysis.answer import Answer
from aigoods.analysis.view import View
from aigoods.catalog.economies import EU27, eu27_members
from aigoods.dataset.folder import Dataset
from aigoods.dataset.manifest_file import from_json, to_json
from aigoods.pages import answer, parse
from calling import call

ORIGIN = Path(__file__).parents[2] / "data" / "origin"
YEARS = range(2017, 2025)
EU = eu27_members()
ECONOMIES = ("KOR", "TWN", "CHN", "MEX", "DEU", EU27)
PAIRS = (("TWN", "CHN"), ("KOR", "VNM"), ("MEX", "USA"), ("DEU", "NLD"))
OUTSIDE = {"848630", "854140"}


class Flow:
    """One row of the CSV."""

    __slots__ = ("code", "exports", "imports", "tons", "usd", "year")

    def __init__(self, row: dict[str, str]) -> None:
        self.year, self.code = int(row["year"]), row["hs_code"]
        self.exports, self.imports = row["exporter"], row["importer"]
        self.usd = int(row["value_usd"])
        self.tons = float(row["quantity_tonnes"]) if row["quantity_tonnes"] else None


def rows(name: str) -> Iterator[dict[str, str]]:
    with (ORIGIN / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


@cache
def flows(eu: str = "members") -> list[Flow]:
    """Return the flows; with the EU as one, those that cross its border, its members as EU27."""
    found = [Flow(row) for row in rows("chips_hs6_flows.csv")]
    if eu == "one":
        found = [flow for flow in found if not (flow.exports in EU and flow.imports in EU)]
        for flow in found:
            flow.exports = EU27 if flow.exports in EU else flow.exports
            flow.imports = EU27 if flow.imports in EU else flow.imports
    return found


@cache
def by_code(eu: str) -> dict[str, list[Flow]]:
    found = defaultdict(list)
    for flow in flows(eu):
        found[flow.code].append(flow)
    return found


CODES = sorted(by_code("members"))


def lines(found: Answer) -> dict[str, list[float | None]]:
    """Return the values of each economy's years."""
    return dict(found.table.select("iso3", "series").iter_rows())


def wanted(
    among: list[Flow], side: str, year: int, *, measure: str
) -> dict[str, list[float | None]]:
    """Return what `lines` should be of those that trade in `year`, key by `side` of the flow."""
    sums: dict[tuple[str, int], float] = defaultdict(float)
    valued: dict[tuple[str, int], float] = defaultdict(float)
    tons: dict[tuple[str, int], float] = defaultdict(float)
    for flow in among:
        cell = (getattr(flow, side), flow.year)
        sums[cell] += flow.usd
        if flow.tons is not None:
            valued[cell] += flow.usd
            tons[cell] += flow.tons
    keys = {key for key, traded in sums if traded == year}
    if measure == "value":
        return {key: [sums.get((key, y)) for y in YEARS] for key in keys}
    return {
        key: [valued[key, y] / (1000 * tons[key, y]) if tons.get((key, y)) else None for y in YEARS]
        for key in keys
    }


def check(found: Answer, right: dict[str, list[float | None]]) -> None:
    assert lines(found) == {key: pytest.approx(line, rel=1e-9) for key, line in right.items()}


@pytest.mark.parametrize("eu", ["members", "one"])
@pytest.mark.parametrize("measure", ["value", "unit-value"])
@pytest.mark.parametrize("side", ["exports", "imports"])
def test_who_trades_each_code_in_every_year(
    chips: Dataset, side: str, measure: str, eu: str
) -> None:
    page = f"{side.removesuffix('s')}ers"
    for code in CODES:
        among = by_code(eu)[code]
        year = max(flow.year for flow in among)
        view = View(page, goods=code, eu=eu, measure=measure, year=year)
        check(answer(view, chips), wanted(among, side, year, measure=measure))


@pytest.mark.parametrize("side", ["exports", "imports"])
@pytest.mark.parametrize("who", ECONOMIES)
def test_the_partners_of_an_economy_in_each_code_and_year(
    chips: Dataset, who: str, side: str
) -> None:
    eu, other = "one" if who == EU27 else "members", {"exports": "imports", "imports": "exports"}
    for code in CODES:
        among = [flow for flow in by_code(eu)[code] if getattr(flow, side) == who]
        view = View("partners", economy=who, flow=side, goods=code, year=2022)
        check(answer(view, chips), wanted(among, other[side], 2022, measure="value"))


@pytest.mark.parametrize(("one", "two"), PAIRS)
def test_a_pair_in_each_code_and_year(chips: Dataset, one: str, two: str) -> None:
    cells = {(f.year, f.code, f.exports, f.imports): f.usd for f in flows()}
    for year in YEARS:
        view = View("pair", economy=one, partner=two, by="code", year=year)
        found = answer(view, chips).table.select("key", "exports_usd", "imports_usd").rows()
        right = {
            code: (cells.get((year, code, one, two)), cells.get((year, code, two, one)))
            for code in CODES
        }
        assert {row[0]: row[1:] for row in found} == {
            code: both for code, both in right.items() if any(both)
        }


@pytest.mark.parametrize("eu", ["members", "one"])
def test_the_matrix_of_each_code_and_year(chips: Dataset, eu: str) -> None:
    checked = 0
    for code in CODES:
        years = YEARS if eu == "members" else (2022,)
        for year in years:
            cells = {(f.exports, f.imports): f.usd for f in by_code(eu)[code] if f.year == year}
            if not cells:
                continue
            sums: dict[tuple[str, str], int] = Counter()
            for flow in by_code(eu)[code]:
                if flow.year == year:
                    sums[flow.exports, flow.imports] += flow.usd
            table = answer(View("matrix", goods=code, year=year, eu=eu), chips).table
            across = [name for name in table.columns if name.startswith("to_")]
            for row in table.iter_rows(named=True):
                own = {to: usd for (who, to), usd in sums.items() if who == row["iso3"]}
                assert row["value_usd"] == sum(own.values())
                for column in across:
                    if column != "to_rest":
                        assert row[column] == own.get(column.removeprefix("to_").upper())
                        checked += 1
            assert table["value_usd"].sum() == sum(sums.values())
    assert checked > 2_000


def test_the_tables_are_the_csv_and_its_sums(chips: Dataset) -> None:
    assert chips.partners is not None
    pairs = chips.partners.collect()
    found = {row[:4]: row[4:] for row in pairs.iter_rows()}
    assert found == {(f.year, f.exports, f.imports, f.code): (f.usd, f.tons) for f in flows()}
    assert pairs.height == len(found) == 34_442
    assert pairs.select(pl.min("value_usd")).item() >= chips.manifest.floor_usd == 10_000_000
    values: dict[tuple[object, ...], int] = Counter()
    inside: dict[tuple[object, ...], int] = Counter()
    for flow in flows():
        for side in ("exports", "imports"):
            cell = (flow.year, getattr(flow, side), side, flow.code)
            values[cell] += flow.usd
            inside[cell] += flow.usd if flow.exports in EU and flow.imports in EU else 0
    economy = chips.economy.collect().drop("quantity_t")
    assert {row[:4]: row[4:] for row in economy.iter_rows()} == {
        cell: (usd, inside[cell]) for cell, usd in values.items()
    }


def test_each_pair_of_2024_is_within_the_whole_of_its_semiconductors() -> None:
    whole = {
        (row["exporter_iso3"], row["importer_iso3"]): round(float(row["value_kusd"]) * 1000)
        for row in rows("semiconductors_partners_2024.csv")
    }
    sums: dict[tuple[str, str], int] = Counter()
    for flow in flows():
        if flow.year == 2024 and flow.code[:4] in ("8486", "8541", "8542"):
            sums[flow.exports, flow.imports] += flow.usd
    assert len(sums) > 500
    assert not [pair for pair, usd in sums.items() if usd > whole[pair]]


def test_the_coverage_is_that_of_the_two_extracts(chips: Dataset) -> None:
    held: dict[tuple[object, ...], int] = Counter()
    for flow in flows():
        for side in ("exports", "imports"):
            held[flow.year, getattr(flow, side), side, flow.code[:4]] += flow.usd
    whole = {
        (int(row["year"]), row["iso3"], side, row["heading"]): int(row[f"{side}_usd"])
        for row in rows("core_hs4_economy.csv")
        for side in ("exports", "imports")
        if row["heading"] in ("3818", "8486", "8541", "8542") and int(row[f"{side}_usd"])
    }
    table = chips.further["coverage.parquet"].collect().rows()
    found = {row[:4]: row[4:] for row in table if row[1] != EU27}
    assert found == {cell: (held.get(cell, 0), usd) for cell, usd in whole.items()}
    assert all(part <= usd for part, usd in found.values())
    assert [row for row in table if row[1] == EU27] == [
        (2024, EU27, "exports", "8486+8541+8542", 61_885_279_208, 65_779_066_724),
        (2024, EU27, "imports", "8486+8541+8542", 56_746_896_960, 61_194_274_164),
    ]


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("exporters?goods=8542&year=2024", "Of world trade in 2024 it holds 99.0% in 8542."),
        (
            "economy?economy=MEX&goods=854231&by=year",
            "Of Mexico's exports in 2017–2024 it holds 93.4% to 96.8% in 8542.",
        ),
        (
            "exporters?eu=one&year=2022",
            "Of the exports of the EU as one in 2024 it holds 94.1% in 8486, 8541 and 8542 "
            "together, of world exports 98.2%.",
        ),
        (
            "exporters?goods=3818",
            "3818 stands for the sum of all its codes (381800).",
        ),
        (
            "exporters?goods=8471",
            "8471 stands for the only code of the basket in that heading (847150), not for all of "
            "the heading.",
        ),
        (
            "partners?economy=BDI",
            "A pair without a row is not zero: it has no single flow of one code between two "
            "economies of $10 m or more.",
        ),
    ],
)
def test_what_is_held_is_said(chips: Dataset, address: str, said: str) -> None:
    assert said in answer(parse(address), chips).notes


@pytest.mark.parametrize("address", ["exporters?goods=847150", "world", "goods?goods=280461"])
def test_every_page_says_what_its_sums_are_of(chips: Dataset, address: str) -> None:
    (said,) = [n for n in answer(parse(address), chips).notes if n.startswith("All values")]
    assert "single flow of one code between two economies of $10 m or more" in said
    assert "understates small traders" in said


def test_each_code_says_whether_it_is_on_the_list(chips: Dataset) -> None:
    found = answer(View("goods", by="code", year=2021), chips).table
    listed = {key: said for key, said in found.select("key", "wto_list").iter_rows() if said}
    assert listed == {code: "no" if code in OUTSIDE else "yes" for code in CODES}


@pytest.mark.parametrize(
    ("line", "start"),
    [
        (
            "partners Korea --goods 854232 --year 2022",
            [
                "1,CHN,China,34476780026,",
                "2,HKG,Hong Kong,12694280182,",
                "3,TWN,Taiwan,6396674006,",
            ],
        ),
        ("pair Taiwan China --level year", ["2017,39325727922,,"]),
        (
            "exporters --goods 847150 --eu one",
            [
                "1,MEX,Mexico,44780249715,",
                "2,TWN,Taiwan,26189107002,",
                "3,CHN,China,21370596290,",
            ],
        ),
    ],
)
def test_first_rows_as_written_down_from_the_csv(line: str, start: list[str]) -> None:
    done = call(f"{line} --dataset chips-hs6 --format csv")
    assert done.code == 0, done.said
    for row, wanted_row in zip(done.text.splitlines()[1:], start, strict=False):
        assert row.startswith(wanted_row)


def test_a_basket_that_is_a_part_of_the_goods_has_a_word_of_its_own(chips: Dataset) -> None:
    title = answer(parse("exporters?year=2024"), chips).title
    assert title == "Exporters of chips, chip-making machines and servers, 2024"
    content = json.loads(to_json(chips.manifest))
    assert content["basket"].pop("word") == chips.manifest.basket.phrase
    older = from_json(json.dumps(content), "here")  # As those of the past are.
    assert older.basket.phrase == "AI-enabling goods"
