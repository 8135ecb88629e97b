"""Published figures beside what datasets give: against plain Python over the extracts."""

import csv
from collections import defaultdict
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from aigoods.analysis.published import COLUMNS, WORDS
from aigoods.analysis.view import TOPICS
from aigoods.catalog.economies import EU27, economies, eu27_members
from aigoods.catalog.figures import PublishedFigure, published_figures
from aigoods.catalog.goods import wto_codes
from aigoods.catalog.periods import Period
from aigoods.catalog.tables import data_folder
from aigoods.dataset.folder import Dataset, open_dataset
from aigoods.dataset.places import embedded_folder
from aigoods.errors import UsageError
from aigoods.pages import answer, parse

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
    for topic in TOPICS:
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
    for row in found.values():
        if row["dataset"] == "chips-hs6":
            assert row["computed_value"] == sums[row["economy"]]
            assert row["rank"] == ranked.index(row["economy"]) + 1
            assert "floor" in row["why"]
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
