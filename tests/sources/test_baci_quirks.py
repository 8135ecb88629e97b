"""What is odd in files of BACI and still right: each oddity ends in the numbers that it means."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from aigoods.dataset.folder import open_dataset
from aigoods.dataset.manifest import Manifest
from aigoods.errors import DataError
from aigoods.pages import answer, parse
from made_baci import (
    HEADER,
    REAL,
    Partners,
    Row,
    core_codes,
    drawn,
    expected,
    file_name,
    lay,
    make,
    placed,
    table,
    tables,
    wto_codes,
)

NAME = file_name(2022)
CODES = wto_codes("HS22")


def text(count: int = 300) -> str:
    return table(drawn(3, 2022, [*CODES, "854140", "010121"], count))


def quoted(line: str) -> str:
    return ",".join(f'"{word}"' for word in line.split(","))


def padded(line: str) -> str:
    t, i, j, k, v, q = line.split(",")
    return f"{t},{i:>4},{j:>4},{k},{v:>12},{q or 'NA':>9}" if t != "t" else line


def spread(line: str) -> str:
    return line.replace("\n", "\n\n").replace("2022,842", "\n2022,842")


def shuffled(lines: list[str]) -> list[str]:
    return lines[::2] + lines[1::2][::-1]


FORMS: dict[str, Callable[[str], str]] = {
    "CRLF": lambda source: source.replace("\n", "\r\n"),
    "byte order mark": lambda source: f"\ufeff{source}",
    "quoted": lambda source: "\n".join(map(quoted, source.splitlines())) + "\n",
    "codes quoted": lambda source: re.sub(r",(\d{6}),", r',"\1",', source),
    "quoted, CRLF": lambda source: "".join(f"{quoted(one)}\r\n" for one in source.splitlines()),
    "padded": lambda source: "\n".join(map(padded, source.splitlines())) + "\n",
    "NA": lambda source: "\n".join(
        f"{line}NA" if line.endswith(",") else line for line in source.splitlines()) + "\n",
    "blank lines": lambda source: spread(source) + "\n\n",
    "header in capitals": lambda source: source.replace(HEADER, HEADER.upper()),
    "unsorted": lambda source: "\n".join([HEADER, *shuffled(source.splitlines()[1:]), ""]),
    "sorted as text": lambda source: "\n".join([HEADER, *sorted(source.splitlines()[1:]), ""]),
    "no leading zeros": lambda source: source.replace(",0", ","),
}  # fmt: skip


@pytest.mark.parametrize("goods", ["wto-2025", "all"])
@pytest.mark.parametrize("form", FORMS)
def test_forms_that_mean_the_same(form: str, goods: str, tmp_path: Path) -> None:
    source = text()
    odd = FORMS[form](source)
    assert odd != source
    make(lay(tmp_path / "plain", {NAME: source}), tmp_path / "one" / "made", goods)
    make(lay(tmp_path / "odd", {NAME: odd}), tmp_path / "two" / "made", goods)
    found = tables(tmp_path / "two" / "made")
    assert found == expected([source], CODES if goods == "wto-2025" else None)
    assert len(found.partners) > 100
    for name in ("economy.parquet", "partners.parquet"):
        one, two = ((tmp_path / each / "made" / name).read_bytes() for each in ("one", "two"))
        assert one == two


def imported(folder: Path, rows: list[Row], goods: str = "wto-2025") -> tuple[Manifest, Partners]:
    manifest = make(lay(folder / "src", {NAME: table(rows)}), folder / "made", goods)
    return manifest, tables(folder / "made").partners


def note(manifest: Manifest, word: str) -> str:
    (found,) = [each.text for each in manifest.notes if word in each.text]
    return found


def test_the_quirks_that_were_seen(tmp_path: Path) -> None:
    """The file made by hand: Taiwan is 490, the USA 842, Switzerland 757, India 699."""
    manifest = make(
        REAL / "quirks_synthetic.csv", tmp_path / "made", "all", edition="HS22", release="V202601"
    )
    assert tables(tmp_path / "made").partners == {
        (2024, "TWN", "USA", "854231"): (123456, None),
        (2024, "USA", "TWN", "010121"): (500, None),
        (2024, "FRA", "CHE", "9999aa"): (1000, None),
        (2024, "CHN", "IND", "854232"): (77100, 3.2),
    }
    assert manifest.years == manifest.provisional == (2024,)


def test_namibia_is_no_missing_value(tmp_path: Path) -> None:
    _, partners = imported(tmp_path, [(2022, 516, 579, "854231", 1, "NA")])
    assert partners == {(2022, "NAM", "NOR", "854231"): (1000, None)}


def test_former_trade_codes_are_those_of_today(tmp_path: Path) -> None:
    """Belgium and Luxembourg, West Germany, the Sudan before 2011; both codes are added up."""
    rows: list[Row] = [
        (2022, 58, 842, "854231", 1, 1),
        (2022, 56, 842, "854231", 2, 3),
        (2022, 280, 736, "854231", 4, None),
        (2022, 276, 729, "854231", 8, 1),
    ]
    _, partners = imported(tmp_path, rows)
    assert partners == {
        (2022, "BEL", "USA", "854231"): (3000, 4.0),
        (2022, "DEU", "SDN", "854231"): (12000, None),
    }


def test_a_former_economy_is_not_ranked_in_later_years(tmp_path: Path) -> None:
    rows: list[Row] = [(2022, 891, 842, "854231", 9, 1), (2022, 842, 484, "854231", 1, 1)]
    _, partners = imported(tmp_path, rows)
    assert partners[2022, "SCG", "USA", "854231"] == (9000, 1.0)
    ranked = answer(parse("exporters?year=2022"), open_dataset(tmp_path / "made"))
    assert ranked.table["iso3"].to_list() == ["USA"]


def test_unknown_trade_codes_stand_as_x_and_are_said(tmp_path: Path) -> None:
    rows: list[Row] = [
        (2022, 842, 6, "854231", 1, 1),
        (2022, 9999, 842, "854231", 2, 1),
        (2022, 842, 484, "854231", 7, 1),
    ]
    manifest, partners = imported(tmp_path, rows)
    assert partners == {
        (2022, "USA", "X006", "854231"): (1000, 1.0),
        (2022, "X9999", "USA", "854231"): (2000, 1.0),
        (2022, "USA", "MEX", "854231"): (7000, 1.0),
    }
    assert note(manifest, "unknown") == (
        "The trade codes 6 and 9999 are unknown to this program and stand as X and the code: "
        "15.0% of all exports and imports."
    )


def test_unknown_trade_codes_are_named_where_the_release_names_them(tmp_path: Path) -> None:
    files = {
        NAME: table([(2022, 6, 842, "854231", 1, 1), (2022, 384, 7, "854231", 1, 1)]),
        "country_codes_V202601.csv": "country_code,country_name\n6,CÃ´te \x1b[31mNouvelle\n7,\n",
    }
    manifest = make(lay(tmp_path / "src", files), tmp_path / "made")
    assert "The trade codes 6 (Côte [31mNouvelle) and 7" in note(manifest, "unknown")


def test_own_trade_is_left_out_and_said(tmp_path: Path) -> None:
    rows: list[Row] = [
        (2022, 156, 156, "854231", 5000, 1),
        (2022, 58, 56, "854231", 2, 1),
        (2022, 7, 7, "854231", 3, 1),
        (2022, 842, 484, "854231", 7, 1),
        (2022, 842, 7, "854231", 1, 1),
    ]
    manifest, partners = imported(tmp_path, rows)
    assert set(partners) == {(2022, "USA", "MEX", "854231"), (2022, "USA", "X007", "854231")}
    assert (
        note(manifest, "with itself") == "$5.0 m of flows of an economy with itself are left out."
    )
    assert ": 6.2% of all exports and imports." in note(manifest, "unknown")


def test_flows_of_nothing_are_left_out(tmp_path: Path) -> None:
    rows: list[Row] = [
        (2022, 842, 484, "854231", "0", 1),
        (2022, 842, 484, "854232", "0.0001", 1),
        (2022, 842, 484, "854233", "0.001", 0),
    ]
    _, partners = imported(tmp_path, rows)
    assert partners == {(2022, "USA", "MEX", "854233"): (1, 0.0)}


@pytest.mark.parametrize("goods", ["wto-2025", "core-hs4", "all"])
def test_several_years_in_one_file(goods: str, tmp_path: Path) -> None:
    rows = [row for year in (2022, 2023, 2024) for row in drawn(4, year, CODES, 200)]
    rows.sort(key=lambda row: row[1:4])
    path = lay(tmp_path / "src", {"korea.csv": table(rows)}) / "korea.csv"
    manifest = make(path, tmp_path / "made", goods, edition="HS22", release="V202601")
    codes = {"wto-2025": CODES, "all": None, "core-hs4": core_codes()}[goods]
    assert tables(tmp_path / "made") == expected([table(rows)], codes)
    assert manifest.years == (2022, 2023, 2024)
    kept: list[int] = []
    one = make(
        path,
        tmp_path / "made",
        goods,
        (2023,),
        lambda progress: kept.append(progress.rows),
        edition="HS22",
        release="V202601",
    )
    assert one.years == (2023,)
    assert kept[-1] == sum(
        row[0] == 2023 and placed(str(row[3]), codes, "HS22") is not None for row in rows
    )


def test_chapters_of_nothing_specified(tmp_path: Path) -> None:
    rows: list[Row] = [
        (2022, 842, 484, "999999", 1, 1),
        (2022, 842, 484, "9999AA", 2, 1),
        (2022, 842, 490, "9999aa", 4, 1),
    ]
    manifest, partners = imported(tmp_path, rows, "all")
    assert partners == {
        (2022, "USA", "MEX", "999999"): (1000, 1.0),
        (2022, "USA", "MEX", "9999aa"): (2000, 1.0),
        (2022, "USA", "TWN", "9999aa"): (4000, 1.0),
    }
    families = {code.family for code in manifest.basket.codes}
    assert families == {"Goods not specified by kind"}


def test_nothing_but_own_trade_is_nothing(tmp_path: Path) -> None:
    files = {
        file_name(2022): table([(2022, 156, 156, "854231", 1, 1)]),
        file_name(2023): table([(2023, 842, 484, "854231", 1, 1)]),
    }
    folder = lay(tmp_path / "src", files)
    assert make(folder, tmp_path / "made").years == (2023,)
    with pytest.raises(DataError, match=r"There is no flow of the goods and years asked for in "):
        make(folder / file_name(2022), tmp_path / "made")
    assert open_dataset(tmp_path / "made").manifest.years == (2023,)


def test_a_year_without_a_flow_is_missing(tmp_path: Path) -> None:
    files = {
        file_name(2022): table([(2022, 842, 484, "854231", 1, 1)]),
        file_name(2023): table([(2023, 842, 484, "010121", 1, 1)]),
        file_name(2024): f"{HEADER}\n",
    }
    manifest = make(lay(tmp_path / "src", files), tmp_path / "made")
    assert manifest.years == (2022,)
    assert manifest.provisional == ()


def test_codes_of_the_basket_without_a_flow_are_said(tmp_path: Path) -> None:
    manifest, _ = imported(tmp_path, [(2022, 842, 484, code, 1, 1) for code in CODES[2:]])
    assert note(manifest, "No flow of").startswith(f"No flow of {CODES[0]} and {CODES[1]} is in")


def test_missing_tables_of_names_change_no_number(tmp_path: Path) -> None:
    broken: dict[str, str | bytes] = {
        "country_codes_V202601.csv": b'\xff\xfe\x00,\x1b[31m\n"',
        "product_codes_HS22_V202601.csv": b"",
    }
    source = text()
    for folder, more in (("one", {}), ("two", broken)):
        make(lay(tmp_path / folder, {NAME: source, **more}), tmp_path / "made" / folder, "all")
    assert tables(tmp_path / "made" / "one") == tables(tmp_path / "made" / "two")
