"""World trade in the whole list: the sums of the extract, and what is said beside them."""

import csv
import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from aigoods.analysis.answer import Answer
from aigoods.catalog.tables import data_folder
from aigoods.dataset.folder import Dataset
from aigoods.errors import AigoodsError, QueryError, UsageError
from aigoods.output.metadata import metadata
from aigoods.pages import answer, come, of, parse
from aigoods.pages.elsewhere import nearest
from calling import call
from driver import driving
from worlds import SMALL, TONS

ORIGIN = Path(__file__).parents[2] / "data" / "origin" / "wto_list_world.csv"
WHOLE = "world?list=wto-2025"
YEARS = range(2012, 2024)
NAMES = {
    "raw materials": "raw_materials",
    "intermediate inputs": "intermediate_inputs",
    "equipment": "equipment",
}


def extract() -> Iterator[tuple[int, str, int]]:
    """Year, code and world trade in dollars, which the extract has in billions with two digits."""
    with ORIGIN.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            whole, _, part = row["world_exports_bn_usd"].partition(".")
            value = int(whole) * 10**9 + int(part.ljust(2, "0")) * 10**7
            yield int(row["year"]), row["hs6"], value


def goods() -> dict[str, dict[str, str]]:
    with (data_folder() / "reference" / "goods_hs6.csv").open(encoding="utf-8") as file:
        return {row["hs6_hs2012"]: row for row in csv.DictReader(file)}


def sums(level: str) -> dict[tuple[int, str], int]:
    """World trade by year and segment, family, code or all, in plain Python."""
    found: dict[tuple[int, str], int] = defaultdict(int)
    known = goods()
    for year, code, value in extract():
        found[year, known[code][level] if level in ("segment", "family") else level or code] += (
            value
        )
    return found


def ask(address: str, dataset: Dataset) -> Answer:
    return answer(parse(address), dataset)


def test_the_extract_is_whole() -> None:
    assert hashlib.sha256(ORIGIN.read_bytes()).hexdigest() == (
        "ca11b7fc009638669b73094eb397c3d842795ea4f5a6b0cea15293f64593a2a7"
    )
    assert len(list(extract())) == 103 * 12
    assert {code for _, code, _ in extract()} == goods().keys()


def test_the_years_by_segment_are_the_sums_of_the_extract(dataset: Dataset) -> None:
    rows = ask(WHOLE, dataset).table.rows_by_key("year", named=True, unique=True)
    whole, parts = sums("all"), sums("segment")
    assert list(rows) == list(YEARS)
    for year, row in rows.items():
        assert row["value_usd"] == whole[year, "all"]
        for segment, name in NAMES.items():
            assert row[f"{name}_usd"] == parts[year, segment]
            assert row[f"{name}_share"] == pytest.approx(
                parts[year, segment] / whole[year, "all"], rel=1e-12
            )
        assert row["index"] == pytest.approx(whole[year, "all"] / whole[2012, "all"] * 100)


def test_2022_and_2023_are_as_written_down(dataset: Dataset) -> None:
    rows = ask(WHOLE, dataset).table.rows_by_key("year", named=True, unique=True)
    assert rows[2022]["value_usd"] == 3_071_900_000_000
    assert rows[2022]["intermediate_inputs_usd"] == 2_242_400_000_000
    assert rows[2022]["equipment_usd"] == 761_650_000_000
    assert rows[2022]["raw_materials_usd"] == 67_850_000_000
    assert rows[2023]["value_usd"] == 2_823_810_000_000
    assert rows[2012]["value_usd"] == 1_797_270_000_000


def test_it_shows_what_the_wto_says(dataset: Dataset) -> None:
    rows = ask(WHOLE, dataset).table.rows_by_key("year", named=True, unique=True)
    assert all(row["intermediate_inputs_share"] > 2 / 3 for row in rows.values())
    assert rows[2022]["value_usd"] / rows[2017]["value_usd"] > 1.4
    assert rows[2023]["growth"] == pytest.approx(2823.81 / 3071.90 - 1)


def test_contributions_add_up_to_growth(dataset: Dataset) -> None:
    years = ask(WHOLE, dataset).table.rows_by_key("year", named=True, unique=True)
    for year in YEARS[1:]:
        growth, before = years[year]["growth"], years[year - 1]["value_usd"]
        own = [years[year][f"{name}_contribution"] for name in NAMES.values()]
        assert sum(own) == pytest.approx(growth, abs=1e-12)
        for level in ("family", "code"):
            table = ask(f"{WHOLE}&by={level}&year={year}", dataset).table
            assert table["contribution"].sum() == pytest.approx(growth, abs=1e-12)
            known = sums("family" if level == "family" else "")
            for row in table.iter_rows(named=True):
                key = row["goods"] if level == "family" else row["key"]
                assert row["value_usd"] == known[year, key]
                wanted = (known[year, key] - known[year - 1, key]) / before
                assert row["contribution"] == pytest.approx(wanted, abs=1e-15)
                assert row["series"] == [known[each, key] for each in YEARS]


def test_the_first_year_has_no_growth_and_no_contribution(dataset: Dataset) -> None:
    first = ask(WHOLE, dataset).table.row(0, named=True)
    assert {first["growth"], *(first[f"{name}_contribution"] for name in NAMES.values())} == {None}
    assert first["index"] == 100
    families = ask(f"{WHOLE}&by=family&year=2012", dataset).table
    assert families["contribution"].null_count() == families.height
    assert set(families["index"]) == {100}


def test_published_totals_stand_apart(dataset: Dataset) -> None:
    found = ask(WHOLE, dataset)
    published = dict(found.table.select("year", "published_usd").iter_rows())
    known = {year: value for year, value in published.items() if value is not None}
    assert known == {2022: 2.9e12, 2023: 2.3e12}
    column = found.column("published_usd")
    assert column is not None
    assert "no part of the series" in column.help
    assert all("published_usd" not in each.columns for each in found.draws)
    assert "not one series" in found.notes[0]
    part = ask(f"{WHOLE}&goods=equipment", dataset)
    assert part.column("published_usd") is None


def test_a_break_is_marked_where_it_is(dataset: Dataset) -> None:
    codes = ask(f"{WHOLE}&by=code", dataset).table
    assert codes.height == 103
    marked = codes.filter(codes["breaks"].is_not_null())
    assert marked.select("key", "breaks").rows() == [("854150", "2022")]
    families = ask(f"{WHOLE}&by=family", dataset).table
    assert families.filter(families["breaks"].is_not_null())["goods"].to_list() == [
        "Semiconductor devices"
    ]
    for address, said in ((WHOLE, True), (f"{WHOLE}&goods=equipment", False)):
        notes = ask(address, dataset).notes
        assert any(note.startswith("854150 breaks in 2022") for note in notes) is said
    assert ask(f"{WHOLE}&by=family&goods=equipment", dataset).column("breaks") is None


def test_it_is_the_same_whatever_dataset_is_in_use(dataset: Dataset) -> None:
    for address in (WHOLE, f"{WHOLE}&by=code&year=2015&sort=-growth"):
        here = ask(address, dataset)
        for other in (TONS.dataset(), replace(SMALL, flows=SMALL.flows[:3]).dataset()):
            there = ask(address, other)
            assert there.table.equals(here.table)
            assert metadata(there) == metadata(here)


def test_it_says_where_it_is_from(dataset: Dataset) -> None:
    found = ask(WHOLE, dataset)
    said = metadata(found)
    assert (said["source"], said["release"], said["hs_edition"]) == (
        "BACI",
        "release not stated",
        "HS2007",
    )
    assert said["licence"] == "Etalab Open Licence 2.0"
    assert "EC_dashboard" in str(said["origin"])
    assert said["dataset"] == said["basket"] == "wto-2025"
    assert said["years"] == list(YEARS)
    assert dataset.manifest.notes[0].text not in found.notes


@pytest.mark.parametrize(
    ("address", "error", "words"),
    [
        (f"{WHOLE}&year=2024", QueryError, ["2012–2023", "2024"]),
        (f"{WHOLE}&eu=one", QueryError, ["wto-2025", "EU"]),
        (f"{WHOLE}&measure=unit-value", QueryError, ["wto-2025", "quantities"]),
        (f"{WHOLE}&goods=8542x", QueryError, ["8542x", "wto-2025"]),
        (f"{WHOLE}&goods=854231&by=family", QueryError, ["one code", "give by=code."]),
        ("world?list=wto-2024", UsageError, ["did you mean wto-2025?"]),
        ("exporters?list=wto-2025", UsageError, ["exporters has no list"]),
    ],
)
def test_what_it_cannot_answer_is_refused(
    address: str, error: type[AigoodsError], words: list[str], dataset: Dataset
) -> None:
    with pytest.raises(error) as caught:
        ask(address, dataset)
    assert all(word in str(caught.value) for word in words)


def test_its_years_and_goods_are_not_taken_to_the_dataset() -> None:
    view = parse(f"{WHOLE}&year=2013&goods=854150")
    for page in ("exporters", "goods", "matrix", "world"):
        there = come(view, page)
        assert (there.year, there.goods, there.list) == (None, "all", "")


def test_the_command_prints_a_row_a_year() -> None:
    done = call("world --list wto-2025 --format csv")
    rows = list(csv.DictReader(done.text.splitlines()))
    assert done.code == 0
    assert [int(row["year"]) for row in rows] == list(YEARS)
    assert rows[10]["value_usd"] == "3071900000000"
    families = call("world --list wto-2025 --level family --year 2022 --format json -q")
    told = json.loads(families.text)
    assert len(told["rows"] if isinstance(told, dict) else told) == 19
    code = call("world --list wto-2025 --goods 854150 --format csv -q")
    assert list(csv.DictReader(code.text.splitlines()))[10]["value_usd"] == "500000000"
    drawn = call("world --list wto-2025 --chart=lines --indexed --format table -q")
    assert "2012 = 100" in drawn.text


def test_no_dataset_is_offered_for_what_the_list_cannot_answer(dataset: Dataset) -> None:
    refused = call("world --list wto-2025 --eu one")
    assert refused.code == 1
    assert "chips-hs6" not in refused.said
    assert nearest(parse(f"{WHOLE}&year=2013"), dataset.manifest) == parse(f"{WHOLE}&year=2013")
    view = parse(WHOLE)
    assert "eu" in of(view).inert(view)


def test_names_keep_their_capitals_in_a_stack() -> None:
    drawn = call("world --list wto-2025 --level code --chart=stacked --format table -q")
    assert "Memory ICs" in drawn.text.split("World $")[1]


async def test_it_is_a_pane_of_the_world() -> None:
    async with driving("world", size=(120, 40)) as driver:
        await driver.press("tab")
        assert driver.address == "world?year=2023&by=segment&list=wto-2025"
        assert "$3,071.9 bn" in driver.text
        assert "BACI release not stated" in driver.text
        await driver.move_to("2022")
        await driver.press("enter")
        assert driver.address == "world?year=2022&by=family&list=wto-2025"
        assert "Integrated circuits" in driver.rows[0]
        await driver.press("enter")
        assert driver.address == "world?goods=integrated-circuits&year=2022&by=code&list=wto-2025"
        await driver.move_to("854232")
        await driver.press("enter")
        assert driver.address == "world?goods=854232&year=2022&by=segment&list=wto-2025"
        await driver.press("4")
        assert driver.address == "goods?year=2024&by=code"
        await driver.press("5", "tab", "tab")
        assert driver.address == "world?year=2024&by=segment"
