"""The embedded datasets: totals and cells of core-hs4, and that both can be made again."""

import csv
from collections import Counter
from pathlib import Path

import polars as pl
import pytest

from aigoods.dataset.folder import Dataset, verify
from aigoods.dataset.manifest_file import read_manifest
from aigoods.dataset.places import ALL_EMBEDDED, embedded_folder
from aigoods.errors import DataError
from aigoods.sources.embedded import economy_flows, manifest, partner_flows, write_embedded

ORIGIN = Path(__file__).parents[2] / "data" / "origin"

with (Path(__file__).parent / "world_totals.csv").open(encoding="utf-8", newline="") as _file:
    WORLD = [(row["heading"], int(row["year"]), int(row["usd"])) for row in csv.DictReader(_file)]


def test_the_written_totals_are_those_of_ten_headings_and_eight_years() -> None:
    assert len(WORLD) == 80
    assert Counter(year for _, year, _ in WORLD) == dict.fromkeys(range(2017, 2025), 10)


@pytest.mark.parametrize(("heading", "year", "usd"), WORLD)
def test_world_exports_are_world_imports_are_the_written_total(
    economy: pl.DataFrame, heading: str, year: int, usd: int
) -> None:
    cell = economy.filter(pl.col("code") == heading, pl.col("year") == year)
    sums = dict(cell.group_by("flow").agg(pl.col("value_usd").sum()).iter_rows())
    assert sums == {"exports": usd, "imports": usd}


@pytest.fixture(scope="module")
def economy(dataset: Dataset) -> pl.DataFrame:
    return dataset.economy.collect()


def test_rows(dataset: Dataset, economy: pl.DataFrame) -> None:
    flows = Counter(economy["flow"])
    assert flows == {"exports": 13_621, "imports": 16_482}
    assert dataset.manifest.files["economy.parquet"].rows == 30_103
    assert dataset.manifest.files["partners.parquet"].rows == 8_401
    assert economy["economy"].n_unique() == 226
    assert economy.select("year", "economy", "flow", "code").is_duplicated().sum() == 0
    assert economy["value_usd"].min() == 1
    assert economy["quantity_t"].null_count() == 30_103
    assert economy["intra_eu_usd"].null_count() == 30_103


@pytest.mark.parametrize(
    ("year", "code", "who", "flow", "usd"),
    [
        (2022, "8542", "TWN", "exports", 216_253_581_668),
        (2022, "8542", "CHN", "exports", 163_352_857_858),
        (2022, "8542", "KOR", "exports", 129_523_567_740),
        (2022, "8542", "MEX", "exports", 4_445_830_725),
        (2022, "8542", "MEX", "imports", 21_013_215_216),
        (2022, "8542", "HKG", "exports", 10_678_206_053),
        (2022, "8542", "HKG", "imports", 196_781_800_433),
        (2024, "8471", "MEX", "exports", 56_744_664_891),
        (2017, "2804", "ABW", "imports", 233_368),
    ],
)
def test_well_known_cells(
    economy: pl.DataFrame, year: int, code: str, who: str, flow: str, usd: int
) -> None:
    cell = economy.filter(
        pl.col("year") == year,
        pl.col("code") == code,
        pl.col("economy") == who,
        pl.col("flow") == flow,
    )
    assert cell["value_usd"].to_list() == [usd]


def test_a_flow_of_nothing_has_no_row(economy: pl.DataFrame) -> None:
    aruba = economy.filter(
        pl.col("year") == 2017, pl.col("code") == "2804", pl.col("economy") == "ABW"
    )
    assert aruba["flow"].to_list() == ["imports"]


def test_namibia_is_no_missing_value(economy: pl.DataFrame) -> None:
    assert economy.filter(pl.col("economy") == "NAM").height > 0
    assert economy["economy"].null_count() == 0


def test_partner_flows(dataset: Dataset) -> None:
    assert dataset.partners is not None
    pairs = dataset.partners.collect()
    total = pairs.select(pl.sum("value_usd")).item()
    assert total == 1_191_411_284_368
    assert f"{total / 1e9:,.3f}" == "1,191.411"
    assert pairs["value_usd"].min() == 1_000
    assert dataset.manifest.partners is not None
    assert dataset.manifest.partners.least_usd == 1_000
    assert pairs.select("exporter", "importer").is_duplicated().sum() == 0
    assert pairs.filter(pl.col("exporter") == pl.col("importer")).height == 0
    assert pairs["code"].unique().to_list() == ["8486+8541+8542"]
    assert pairs["year"].unique().to_list() == [2024]
    assert pairs.row(0, named=True).keys() >= {"exporter", "importer"}
    first = pairs.filter(pl.col("exporter") == "CHN", pl.col("importer") == "HKG")
    assert first["value_usd"].to_list() == [82_878_659_430]


@pytest.mark.parametrize(("own", "flow"), [("exporter", "exports"), ("importer", "imports")])
def test_partners_add_up_to_the_economy_table(
    dataset: Dataset, economy: pl.DataFrame, own: str, flow: str
) -> None:
    assert dataset.partners is not None
    pairs = dataset.partners.group_by(own).agg(pl.col("value_usd").sum()).collect()
    table = economy.filter(
        pl.col("year") == 2024,
        pl.col("flow") == flow,
        pl.col("code").is_in(["8486", "8541", "8542"]),
    )
    whole = dict(table.group_by("economy").agg(pl.col("value_usd").sum()).iter_rows())
    chips = sum(u for h, y, u in WORLD if y == 2024 and h in ("8486", "8541", "8542"))
    assert sum(whole.values()) == chips
    traded = dict(pairs.iter_rows())
    assert set(traded) <= set(whole)
    assert 0 <= chips - sum(traded.values()) < 501_000
    for who, usd in whole.items():
        assert 0 <= usd - traded.get(who, 0) <= 50_000
        if usd >= 10_000_000:
            assert traded[who] == pytest.approx(usd, rel=0.001)


@pytest.mark.parametrize("name", ALL_EMBEDDED)
def test_a_shipped_dataset_is_as_it_was_written(name: str) -> None:
    verify(embedded_folder(name))


def test_the_datasets_can_be_made_again_from_their_origin(tmp_path: Path) -> None:
    write_embedded(ORIGIN, tmp_path)
    assert sorted(each.name for each in tmp_path.iterdir()) == sorted(ALL_EMBEDDED)
    for name in ALL_EMBEDDED:
        shipped = embedded_folder(name)
        files = {path.name for path in shipped.iterdir()}
        assert files == {path.name for path in (tmp_path / name).iterdir()}
        assert files == {"manifest.json", *read_manifest(shipped).files}
        for file in files:
            assert (tmp_path / name / file).read_bytes() == (shipped / file).read_bytes()


def test_the_datasets_are_small() -> None:
    files = (file for name in ALL_EMBEDDED for file in embedded_folder(name).iterdir())
    assert sum(file.stat().st_size for file in files) < 1_500_000


def test_the_manifest_says_where_the_data_comes_from() -> None:
    found = manifest()
    assert (found.source, found.release, found.edition) == ("BACI", "V202601", "HS2017")
    assert found.years == tuple(range(2017, 2025))
    assert found.provisional == (2024,)
    assert "Gaulier" in found.citation
    assert found.partners is not None
    assert found.partners.together_code == "8486+8541+8542"


def test_extracts_are_read_as_text_and_whole_dollars(tmp_path: Path) -> None:
    economy = tmp_path / "economy.csv"
    economy.write_text(
        "year,heading,iso3,exports_usd,imports_usd\n2017,0101,NAM,5,0\n2017,0101,NA,0,5\n"
    )
    rows = economy_flows(economy).select("economy", "flow", "code", "value_usd").rows()
    assert sorted(rows) == [("NA", "imports", "0101", 5), ("NAM", "exports", "0101", 5)]
    pairs = tmp_path / "pairs.csv"
    pairs.write_text("exporter_iso3,importer_iso3,value_kusd\nTWN,NAM,1.005\nTWN,USA,0.57\n")
    assert partner_flows(pairs)["value_usd"].to_list() == [1005, 570]


def test_an_extract_out_of_balance_is_refused(tmp_path: Path) -> None:
    (tmp_path / "core_hs4_economy.csv").write_text(
        "year,heading,iso3,exports_usd,imports_usd\n2017,8542,TWN,500,0\n2017,8542,USA,0,400\n"
    )
    (tmp_path / "semiconductors_partners_2024.csv").write_text(
        "exporter_iso3,importer_iso3,value_kusd\nTWN,USA,500\n"
    )
    (tmp_path / "all_goods_exports.csv").write_text("year,iso3,exports_usd\n2017,TWN,900\n")
    with pytest.raises(DataError, match="8542 in 2017 differ: 500 and 400"):
        write_embedded(tmp_path, tmp_path / "made")
    assert not list((tmp_path / "made").iterdir())


def test_the_totals_are_the_extract_and_hold_what_is_exported(
    dataset: Dataset, economy: pl.DataFrame
) -> None:
    assert "totals" in dataset.manifest.capabilities
    totals = dataset.further["totals.parquet"].collect()
    with (ORIGIN / "all_goods_exports.csv").open(encoding="utf-8", newline="") as file:
        listed = {
            (int(row["year"]), row["iso3"]): int(row["exports_usd"]) for row in csv.DictReader(file)
        }
    assert totals["flow"].unique().to_list() == ["exports"]
    assert totals["intra_eu_usd"].null_count() == totals.height
    whole = {(year, who): usd for year, who, _, usd, _ in totals.iter_rows()}
    assert whole == listed
    sums = economy.filter(pl.col("flow") == "exports").group_by("year", "economy")
    for year, who, usd in sums.agg(pl.col("value_usd").sum()).iter_rows():
        assert usd < whole[year, who]
