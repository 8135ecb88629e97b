"""The files that the benchmarks read have the form, the size and the codes of CEPII's BACI."""

from __future__ import annotations

import csv
import re
import zipfile
from collections import Counter
from pathlib import Path

import pytest

from benchmarks import baci_files

ROWS = 20_000
SMALL = (f"--rows={ROWS}", "--economies=12")
DATA = Path(__file__).parents[2] / "data" / "reference"
LINE = re.compile(
    r"(?P<t>\d{4}),(?P<i>\d+),(?P<j>\d+),(?P<k>\d{6}),(?P<v>{0}),(?P<q>{0})?".replace(
        "{0}", r"(?:0|[1-9]\d*)(?:\.\d{0,2}[1-9])?"
    )
)


def _table(name: str) -> list[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("baci")
    baci_files.main([str(path), "--edition=HS22", "--years=2022-2023", "--zip", "--keep", *SMALL])
    return path


def _lines(folder: Path, year: int) -> list[str]:
    path = folder / f"BACI_HS22_Y{year}_V202601.csv"
    header, *lines = path.read_bytes().decode().split("\n")
    assert header == "t,i,j,k,v,q"
    assert lines.pop() == ""
    return lines


@pytest.mark.parametrize("year", [2022, 2023])
def test_lines_have_the_form_of_baci(folder: Path, year: int) -> None:
    traders = {row["trade_code"] for row in _table("economies") if row["kind"] == "economy"}
    known = set(baci_files.codes("HS22"))
    keys = []
    blank = 0
    for line in _lines(folder, year):
        match = LINE.fullmatch(line)
        assert match, line
        assert match["t"] == str(year)
        assert match["i"] != match["j"]
        assert {match["i"], match["j"]} <= traders
        assert match["k"] in known
        assert float(match["v"]) >= 0.001
        blank += match["q"] is None
        keys.append((int(match["i"]), int(match["j"]), match["k"]))
    assert keys == sorted(set(keys))
    assert len(keys) == pytest.approx(ROWS, rel=0.03)
    assert len({key[0] for key in keys}) == len({key[1] for key in keys}) == 12
    assert 0.02 < blank / len(keys) < 0.03


def test_most_flows_stay_from_year_to_year(folder: Path) -> None:
    first, second = (
        {tuple(line.split(",")[1:4]) for line in _lines(folder, year)} for year in (2022, 2023)
    )
    assert 0.75 < len(first & second) / len(first) < 0.95


def test_the_zip_holds_the_same_files_in_order(folder: Path) -> None:
    with zipfile.ZipFile(folder / "BACI_HS22_V202601.zip") as archive:
        assert archive.testzip() is None
        assert archive.namelist() == [
            "BACI_HS22_Y2022_V202601.csv",
            "BACI_HS22_Y2023_V202601.csv",
            "country_codes_V202601.csv",
            "product_codes_HS22_V202601.csv",
            "Readme.txt",
        ]
        for member in archive.infolist():
            assert member.compress_type == zipfile.ZIP_DEFLATED
            assert archive.read(member) == (folder / member.filename).read_bytes()


def test_without_keep_the_zip_stands_alone_and_is_the_same(folder: Path, tmp_path: Path) -> None:
    baci_files.main([str(tmp_path), "--edition=HS22", "--years=2022-2023", "--zip", *SMALL])
    (made,) = tmp_path.iterdir()
    assert made.read_bytes() == (folder / made.name).read_bytes()


def test_a_seed_makes_other_flows(folder: Path, tmp_path: Path) -> None:
    baci_files.main([str(tmp_path), "--years=2022", "--seed=2", *SMALL])
    assert _lines(tmp_path, 2022)[:100] != _lines(folder, 2022)[:100]


def test_economies_and_products_are_named(folder: Path) -> None:
    with (folder / "country_codes_V202601.csv").open(encoding="utf-8", newline="") as file:
        economies = {row["country_code"]: row for row in csv.DictReader(file)}
    assert list(economies) == sorted(economies, key=int)
    assert set(economies) == {row["trade_code"] for row in _table("economies")}
    assert economies["490"] == {
        "country_code": "490",
        "country_name": "Other Asia, nes",
        "country_iso2": "",
        "country_iso3": "S19",
    }
    assert economies["516"]["country_iso2"] == "NA"
    with (folder / "product_codes_HS22_V202601.csv").open(encoding="utf-8", newline="") as file:
        products = {row["code"]: row["description"] for row in csv.DictReader(file)}
    assert list(products) == baci_files.codes("HS22")
    assert all(products.values())


def test_quirks_are_sprinkled(tmp_path: Path) -> None:
    baci_files.main([str(tmp_path), "--years=2022", "--quirks", "--rows=60000", "--economies=40"])
    lines = _lines(tmp_path, 2022)
    odd = [line for line in lines if not LINE.fullmatch(line)]
    assert 0.005 < len(odd) / len(lines) < 0.02
    assert any(line.endswith(",     NA") for line in odd)
    assert any(re.search(r",   [\d.]+,", line) for line in odd)
    assert any(re.search(r", [\d.]+ $", line) for line in odd)
    assert any(",9999AA," in line for line in odd)


def test_a_full_year_has_the_shape_of_a_real_one() -> None:
    """By expectation, in plain Python: the rows that each pair and code have on average."""
    world = baci_files.world()
    listed = {code for row in _table("goods_hs6") for code in row["hs2022_codes"].split(";")}
    every = Counter(world.goods["weight"].to_list())
    of_list = Counter(world.goods.filter(world.goods["k"].is_in(list(listed)))["weight"].to_list())
    assert (every.total(), of_list.total(), world.pairs.height) == (5609, 104, 226 * 225)

    def rows(pull: float, codes: Counter[float]) -> float:
        return sum(
            count * baci_files.CEILING * pull * weight / (pull * weight + 1)
            for weight, count in codes.items()
        )

    pulls = world.pairs["pull"].to_list()
    total = sum(rows(pull, every) for pull in pulls)
    assert total == pytest.approx(baci_files.ROWS, rel=0.001)
    assert 0.04 < sum(rows(pull, of_list) for pull in pulls) / total < 0.05
    assert 4700 < rows(max(pulls), every) < 4900


def test_more_flows_than_economies_can_have_are_refused() -> None:
    with pytest.raises(ValueError, match="6 pairs and 5609 codes do not make 99999 flows"):
        baci_files.world("HS22", 99_999, economies=3)


@pytest.mark.parametrize(("edition", "count"), [("HS12", 5202), ("HS17", 5384), ("HS22", 5609)])
def test_codes_are_those_of_the_edition(edition: str, count: int) -> None:
    """The counts are those of CEPII's product files."""
    codes = baci_files.codes(edition)
    assert len(codes) == count
    assert codes == sorted(set(codes))
    assert all(re.fullmatch(r"\d{6}", code) for code in codes)
    assert {code[:2] for code in codes} == {row["chapter"] for row in _table("hs_chapters")} - {
        "98"
    }
    column = "hs2022_codes" if edition == "HS22" else "hs6_hs2012"
    assert {code for row in _table("goods_hs6") for code in row[column].split(";")} <= set(codes)
    old = {"854140", "854150", "851712", "851770"}
    new = {"854141", "854142", "854143", "854149", "854151", "854159", "851713", "851714"}
    new |= {"811231", "811239", "811241", "811249", "851771", "851779", "852411"}
    assert (new if edition == "HS22" else old) <= set(codes)
    assert not (old if edition == "HS22" else new) & set(codes)
    assert {"811292", "811299", "271000", "999999"} <= set(codes)
