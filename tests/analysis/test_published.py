"""Published figures beside what datasets give: against plain Python over the extracts."""

import csv
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from aigoods.analysis.beside import COLUMNS, WORDS
from aigoods.analysis.view import TOPICS
from aigoods.catalog.economies import EU27, economies, eu27_members
from aigoods.catalog.figures import PublishedFigure, published_figures
from aigoods.catalog.goods import wto_2025, wto_codes
from aigoods.catalog.periods import Period
from aigoods.catalog.tables import data_folder
from aigoods.charts.picture import draw
from aigoods.charts.style import Style
from aigoods.dataset.folder import Dataset, open_dataset
from aigoods.dataset.places import embedded_folder
from aigoods.errors import QueryError, UsageError
from aigoods.pages import answer, parse
from aigoods.text import money
from worlds import World

EXTRACTS = data_folder() / "origin"


def rows(dataset: Dataset, address: str = "published") -> dict[str, dict[str, Any]]:
    table = answer(parse(address), dataset).table
    return {row["key"]: row for row in table.iter_rows(named=True)}


def extract(name: str) -> list[dict[str, str]]:
    with (EXTRACTS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("figure", published_figures(), ids=lambda figure: figure.id)
def test_the_table_of_figures_is_data(figure: PublishedFigure) -> None:
    assert figure.topic in TOPICS
    assert figure.measure
    assert figure.work
    assert bool(figure.view) is not bool(figure.reason)
    assert set(figure.differs.split()) <= WORDS.keys()
    assert figure.flow in ("", "exports", "imports")
    if figure.period:
        Period.parse(figure.period)
    if figure.partner:
        assert {figure.economy, figure.partner} <= economies().keys()
    for address in figure.view.split():
        assert str(parse(address)) == address
        assert figure.measure in COLUMNS
        assert str(parse(address).year) == figure.period


def test_each_figure_of_the_table_has_its_rows(dataset: Dataset) -> None:
    found = rows(dataset)
    assert {row["id"] for row in found.values()} == {figure.id for figure in published_figures()}
    for row in found.values():
        assert row["why"]
        if row["computed_value"] is None:
            assert row["ratio"] is None
            assert row["view"] is None
        else:
            assert row["ratio"] == row["computed_value"] / row["value"]
    for topic in (each for each in TOPICS if each != "mexico"):
        own = rows(dataset, f"published?topic={topic}")
        assert own == {key: row for key, row in found.items() if row["topic"] == topic}


def test_headings_stand_beside_the_list(dataset: Dataset) -> None:
    world: dict[str, int] = defaultdict(int)
    mexico = 0
    for row in extract("core_hs4_economy.csv"):
        world[row["year"]] += int(row["exports_usd"])
        if (row["year"], row["iso3"]) == ("2022", "MEX"):
            mexico += int(row["exports_usd"])
    found = rows(dataset)
    assert found["wtr25-world-2023@core-hs4"]["computed_value"] == world["2023"]
    assert found["outlook26-world-2024@core-hs4"]["computed_value"] == world["2024"]
    own = found["wtr25-exports-mex@core-hs4"]
    assert own["computed_value"] == mexico
    assert own["published"] == "about $100 bn (#8)"
    assert own["view"] == "exporters?year=2022"
    assert own["why"].startswith("headings, eu-members")


def test_the_codes_of_the_list_alone_where_they_are_told_apart(dataset: Dataset) -> None:
    sums: dict[str, int] = defaultdict(int)
    for row in extract("chips_hs6_flows.csv"):
        if row["year"] == "2022" and row["hs_code"] in wto_codes():
            member = row["exporter"] in eu27_members()
            trader = EU27 if member else row["exporter"]
            if not (member and row["importer"] in eu27_members()):
                sums[trader] += int(row["value_usd"])
    found = rows(dataset, "published?topic=exporter-ranking")
    ranked = sorted(sums, key=lambda trader: -sums[trader])
    for line in found.values():
        if line["dataset"] == "chips-hs6":
            assert line["computed_value"] == sums[line["economy"]]
            assert line["rank"] == ranked.index(line["economy"]) + 1
            assert "floor" in line["why"]
    assert "extra-eu" in found["wtr25-exports-eu@chips-hs6"]["why"]
    assert "does not tell trade among EU members" in found["wtr25-exports-eu@core-hs4"]["why"]


def test_what_cannot_be_compared_says_why(dataset: Dataset) -> None:
    found = rows(dataset)
    assert found["outlook25-h1-2024"]["why"] == "The datasets hold whole years."
    assert "not for 2025" in found["outlook26-world-2025@core-hs4"]["why"]
    assert "together alone" in found["waugh26-mex-share-2024@core-hs4"]["why"]
    assert "other-list" in found["waugh26-mex-share-2024@chips-hs6"]["why"]
    assert found["qr-2024"]["unit"] == "measures"
    assert found["tariff-bound-max"]["value"] == 0.45


def test_the_dataset_in_use_is_on_the_shelf_wherever_it_lies(
    dataset: Dataset, tmp_path: Path
) -> None:
    elsewhere = replace(
        dataset, place=tmp_path, manifest=replace(dataset.manifest, name="elsewhere")
    )
    named = [row["dataset"] for row in rows(elsewhere, "published?topic=exporter-ranking").values()]
    assert named[:3] == ["elsewhere", "core-hs4", "chips-hs6"]
    chips = open_dataset(embedded_folder("chips-hs6"))
    assert rows(chips) == rows(dataset)


def test_figures_alone_are_drawn_as_bars(dataset: Dataset) -> None:
    found = answer(parse("published?topic=outlook"), dataset)
    assert [each.kind for each in found.draws] == ["bars"]
    assert found.manifest.name == "published"
    assert "A projection by a model, of 2040." in found.notes
    assert answer(parse("published?topic=world-totals"), dataset).draws == ()


def test_a_topic_that_is_none_is_refused() -> None:
    with pytest.raises(UsageError, match="There is no topic 'ranking'"):
        parse("published?topic=ranking")


def test_the_place_of_mexico_under_each_treatment(dataset: Dataset) -> None:
    table = answer(parse("published?topic=mexico"), dataset).table
    found = {row["key"]: row for row in table.iter_rows(named=True)}
    flows = [row for row in extract("chips_hs6_flows.csv") if row["year"] == "2022"]
    ways = product(("all", "list"), ("exports", "imports"), ("members", "one"), ("in", "out"))
    for goods, flow, eu, hubs in ways:
        sums: dict[str, int] = defaultdict(int)
        for row in flows:
            if goods == "list" and row["hs_code"] not in wto_codes():
                continue
            pair = [row["exporter"], row["importer"]]
            if eu == "one":
                pair = [EU27 if each in eu27_members() else each for each in pair]
            who = pair[flow == "imports"]
            if pair[0] != pair[1] and not (hubs == "out" and who in ("HKG", "SGP")):
                sums[who] += int(row["value_usd"])
        ranked = sorted(sums, key=lambda trader: -sums[trader])
        own = found[f"chips-hs6-{goods}-{flow}-{eu}-{hubs}"]
        place = ranked.index("MEX")
        assert (own["rank"], own["traders"]) == (place + 1, len(ranked))
        assert own["value_usd"] == sums["MEX"]
        assert own["above"].endswith(money(sums[ranked[place - 1]]))
        assert own["below"].endswith(money(sums[ranked[place + 1]]))
    assert len(found) == 16 + 4


def test_the_place_of_mexico_in_a_sentence(dataset: Dataset) -> None:
    found = answer(parse("published?topic=mexico"), dataset)
    rows = {row["key"]: row for row in found.table.iter_rows(named=True)}
    after = rows["chips-hs6-all-exports-one-in"]
    assert (after["rank"], money(after["value_usd"])) == (9, "$43.9 bn")
    assert rows["chips-hs6-all-exports-one-out"]["rank"] == 8
    assert rows["chips-hs6-list-exports-one-in"]["rank"] == 9
    assert rows["chips-hs6-all-exports-members-in"]["rank"] == 8
    assert found.title.endswith("as an exporter: 8th in 4 of 10, between 7th and 11th")
    said = " ".join(found.notes)
    assert "Hong Kong and Singapore are absent from the published list" in said
    assert "reason that is unknown" in said
    assert "core-hs4 does not tell trade among EU members" in said


def test_an_import_of_the_whole_list_has_its_own_rows(
    dataset: Dataset, make_dataset: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    flows = (
        (2022, "CHN", "USA", "854231", 900),
        (2022, "MEX", "USA", "854231", 500),
        (2022, "SGP", "MEX", "854231", 600),
    )
    folder = make_dataset(World(wto_2025().codes, (2022,), flows), name="baci-wto")
    monkeypatch.setenv("AIGOODS_DATA", str(folder.parent))
    table = answer(parse("published?topic=mexico"), dataset).table.filter(dataset="baci-wto")
    exports = table.filter(flow="exports", eu="one")
    assert exports["goods"].to_list() == ["list", "list"]
    assert exports["rank"].to_list() == [3, 2]
    assert exports["above"].to_list() == ["Singapore $600", "China $900"]
    assert exports["below"].to_list() == [None, None]


def test_the_monthly_index_is_as_published(dataset: Dataset) -> None:
    found = answer(parse("published?series=us-ai-imports"), dataset)
    assert found.table.height == 37
    assert found.table.row(0) == (202301, 94.83, 99.24, 98.84)
    assert found.table.row(-1)[0] == 202601
    means = found.table.group_by(pl.col("year") // 100).agg(pl.col("ai").mean().round(1))
    assert {2023: 100.0, 2024: 123.0, 2025: 172.6}.items() <= dict(means.iter_rows()).items()
    assert found.manifest.name == "us-ai-imports"
    assert found.manifest.licence.startswith("MIT")
    assert found.manifest.tagged(202601) == "Jan 2026"
    assert "645 ten-digit codes" in " ".join(found.notes)
    for kind in ("lines", "bars"):
        assert found.drawing(kind)


def test_the_monthly_index_is_drawn_as_lines_with_its_own_base(dataset: Dataset) -> None:
    found = answer(parse("published?series=us-ai-imports"), dataset)
    picture = draw(found, "lines", Style(100, 20, "plain"))
    assert "2023 = 100 · imports of the United States" in picture
    assert "AI-related goods 211" in picture
    indexed = draw(found, "lines", Style(100, 20, "plain", index=True))
    assert "Jan 2023 = 100" in indexed


def test_a_topic_and_a_series_are_not_asked_at_once(dataset: Dataset) -> None:
    with pytest.raises(QueryError, match="leave one of them out"):
        answer(parse("published?topic=policy&series=us-ai-imports"), dataset)


def test_a_computed_figure_of_a_provisional_year_says_so(dataset: Dataset) -> None:
    found = answer(parse("published"), dataset).table.drop_nulls("computed")
    words = found["why"].str.split(", ").list.contains("provisional")
    late = found["period"].str.starts_with("2024")
    assert late.any()
    assert words.equals(late)
