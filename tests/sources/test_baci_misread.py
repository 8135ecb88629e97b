"""Files of BACI that were once misread, small, and the figures that must come of each."""

from pathlib import Path

import pytest

from aigoods.analysis.view import View
from aigoods.dataset.folder import open_dataset
from aigoods.dataset.manifest import Manifest
from aigoods.errors import DataError, UsageError
from aigoods.pages import answer, parse
from made_baci import check_sentence, file_name, lay, make, pack, tables

HEAD = "t,i,j,k,v,q\n"


def exports(folder: Path, year: int, code: str) -> dict[str, int]:
    """Return the exports of a code by economy, US dollars."""
    return {
        who: cells[0]
        for (when, who, flow, of), cells in tables(folder).economy.items()
        if (when, flow, of) == (year, "exports", code)
    }


def notes(manifest: Manifest) -> str:
    return "\n".join(note.text for note in manifest.notes)


def test_codes_as_spreadsheets_write_them_count(tmp_path: Path) -> None:
    text = (
        "2022,156,842,854231,100.000,1.000\n2022,156,490,854231.0,100.000,1.000\n"
        "2022,410,842,8542.31,100.000,1.000\n2022,484,842,'854231,100.000,1.000\n"
        "2022,484,842,0101.21,100.000,1.000\n"
    )
    source = lay(tmp_path / "src", {file_name(2022, "HS17"): HEAD + text})
    make(source, tmp_path / "made")
    wanted = {"CHN": 200_000, "KOR": 100_000, "MEX": 100_000}
    assert exports(tmp_path / "made", 2022, "854231") == wanted
    assert len(tables(tmp_path / "made").economy) == 5


@pytest.mark.parametrize("code", ["8.54231E+05", "8542", "85423l0", "854231,5", "HS854231", "?"])
def test_a_code_that_cannot_be_read_is_refused_with_its_line(code: str, tmp_path: Path) -> None:
    text = f"2022,156,842,854231,100,1\n2022,156,484,{code},100,1\n"
    source = lay(tmp_path / "src", {file_name(2022, "HS17"): HEAD + text})
    with pytest.raises(DataError) as caught:
        make(source, tmp_path / "made")
    assert f"2022,156,484,{code}" in check_sentence(caught.value)
    assert not (tmp_path / "made").exists()


def test_a_flow_under_two_ways_to_write_its_code_stands_there_twice(tmp_path: Path) -> None:
    text = "2022,156,842,854231,100,1\n2022,156,842,854231.0,100,1\n"
    source = lay(tmp_path / "src", {file_name(2022, "HS17"): HEAD + text})
    with pytest.raises(DataError, match="the flow from 156 to 842 of 854231 in 2022 twice"):
        make(source, tmp_path / "made")


@pytest.mark.parametrize("packed", [False, True])
def test_no_line_break_at_the_end(packed: bool, tmp_path: Path) -> None:
    texts = {file_name(2022, "HS17"): f"{HEAD}2022,156,842,854231,100,1\n2022,410,842,854231,50,1"}
    source = pack(tmp_path / "BACI.zip", texts) if packed else lay(tmp_path / "src", texts)
    manifest = make(source, tmp_path / "made")
    assert exports(tmp_path / "made", 2022, "854231") == {"CHN": 100_000, "KOR": 50_000}
    assert ("has no line break at the end" in notes(manifest)) is not packed


COUNTRIES = (
    "country_code,country_name_abbreviation,country_name_full,iso_2digit_alpha,iso_3digit_alpha\n"
    '899,"Areas, nes","Areas, not elsewhere specified",,\n'
    "720,Yémen du Sud,Yémen démocratique,YD,YMD\n"
    "698,,Îles inconnues,,\n"
)


@pytest.mark.parametrize(
    "content",
    [
        COUNTRIES.encode(),
        COUNTRIES.encode("latin-1"),
        COUNTRIES.encode().decode("latin-1").encode(),
        COUNTRIES.encode("utf-8-sig").replace(b"\n", b"\r\n"),
    ],
    ids=["utf-8", "latin-1", "twice", "bom"],
)
def test_the_country_file_of_older_releases(content: bytes, tmp_path: Path) -> None:
    text = "".join(f"2022,{who},842,854231,90,1\n" for who in (156, 698, 720, 899))
    release = {"edition": "HS17", "release": "V202102"}
    texts: dict[str, str | bytes] = {
        file_name(2022, **release): HEAD + text,
        "country_codes_V202102.csv": content,
    }
    manifest = make(lay(tmp_path / "src", texts), tmp_path / "made")
    assert (
        "The trade codes 698 (Îles inconnues), 720 (Yémen du Sud) and 899 (Areas, nes) are unknown"
    ) in notes(manifest)


def test_trade_codes_of_older_releases(tmp_path: Path) -> None:
    text = (
        "2020,276,381,854231,100.5,       1.2\n2020,381,276,854231,300.25,       2.5\n"
        "2020,381,842,848620,700,           NA\n2020,251,381,847150,50,       1\n"
        "2020,156,381,854232,1000,       3\n2020,156,230,854232,1,3\n2020,156,536,854232,1,3\n"
        "2020,156,732,854232,1,3\n"
    )
    source = lay(tmp_path / "src", {file_name(2020, "HS17", "V202201"): HEAD + text})
    manifest = make(source, tmp_path / "made")
    assert "unknown to this program" not in notes(manifest)
    found = answer(View(), open_dataset(tmp_path / "made")).table
    assert dict(found.select("iso3", "value_usd").iter_rows())["ITA"] == 1_000_250
    found = answer(parse("importers"), open_dataset(tmp_path / "made")).table
    sums = dict(found.select("iso3", "value_usd").iter_rows())
    assert sums["ITA"] == 1_150_500
    assert sums["ETH"] == 1_000
    assert not any(who.startswith("X") for who in sums)
    economy = tables(tmp_path / "made").economy
    assert economy[2020, "ITA", "exports", "854231"][2] == 300_250


@pytest.mark.parametrize("goods", ["wto-2025", "core-hs4"])
def test_hs07_has_all_codes(goods: str, tmp_path: Path) -> None:
    texts = {file_name(2010, "HS07"): f"{HEAD}2010,276,842,854231,60,1\n"}
    manifest = make(lay(tmp_path / "src", texts), tmp_path / "made", goods)
    code = "854231" if goods == "wto-2025" else "8542"
    assert exports(tmp_path / "made", 2010, code) == {"DEU": 60_000}
    assert len(manifest.basket.codes) == (103 if goods == "wto-2025" else 10)
    assert "This is BACI's edition HS07" in notes(manifest)
    assert ("All its codes exist in HS2007" in notes(manifest)) is (goods == "wto-2025")
    assert "854150 ends in 2022" not in notes(manifest)


@pytest.mark.parametrize(("edition", "count"), [("HS92", 26), ("HS96", 15), ("HS02", 14)])
def test_earlier_editions_lack_codes(edition: str, count: int, tmp_path: Path) -> None:
    source = lay(tmp_path / "src", {file_name(2010, edition): f"{HEAD}2010,276,842,854211,60,1\n"})
    with pytest.raises(UsageError, match=f"lacks {count} of the 103 codes of wto-2025") as caught:
        make(source, tmp_path / "made")
    check_sentence(caught.value)
    with pytest.raises(UsageError, match="lacks the heading 8486"):
        make(source, tmp_path / "made", "core-hs4")
    assert make(source, tmp_path / "made", "all").basket.codes[0].code == "854211"


@pytest.mark.parametrize(
    ("edition", "years", "goods", "there"),
    [
        ("HS07", (2021, 2022), "wto-2025", True),
        ("HS12", (2021, 2022), "core-hs4", True),
        ("HS17", (2022,), "all", True),
        ("HS17", (2020, 2021), "wto-2025", False),
        ("HS22", (2022,), "wto-2025", False),
    ],
)
def test_854150_ends_in_2022(
    edition: str, years: tuple[int, ...], goods: str, there: bool, tmp_path: Path
) -> None:
    old = "854151" if edition == "HS22" else "854150"
    texts = {
        file_name(year, edition): f"{HEAD}{year},410,156,854129,1,1\n{year},410,156,{old},1,1\n"
        for year in years
    }
    make(lay(tmp_path / "src", texts), tmp_path / "made", goods)
    dataset = open_dataset(tmp_path / "made")
    code = {"core-hs4": "8541"}.get(goods, old)
    for address in ("exporters", f"exporters?goods={code}", f"economy?economy=KOR&goods={code}"):
        said = "\n".join(answer(parse(address), dataset).notes)
        assert ("854150 ends in 2022" in said) is there
    other = "854129" if goods != "core-hs4" else "8542"
    assert "854150" not in "\n".join(answer(parse(f"exporters?goods={other}"), dataset).notes)


def test_splits_of_hs2022_are_joined_and_the_note_says_so(tmp_path: Path) -> None:
    text = (
        "2022,276,842,842132,60,1\n2022,276,842,842139,40,1\n2022,276,842,811231,60,1\n"
        "2022,276,842,811292,40,1\n2022,276,842,847983,60,1\n2022,276,842,847989,40,1\n"
        "2022,276,842,848580,60,1\n2022,276,842,841470,60,1\n2022,276,842,850172,60,1\n"
    )
    source = lay(tmp_path / "src", {file_name(2022): HEAD + text})
    manifest = make(source, tmp_path / "made")
    for code, part in (("842139", "842132"), ("811292", "811231"), ("847989", "847983")):
        assert exports(tmp_path / "made", 2022, code) == {"DEU": 100_000}
        said = f"{part} of HS2022 counts under {code}, from which it was split."
        assert said in notes(manifest)
    assert len(tables(tmp_path / "made").partners) == 3
    assert "847989 to 848530 and 848580" in notes(manifest)


def test_the_eu_as_one_in_a_year_of_trade_inside_it_alone(tmp_path: Path) -> None:
    texts = {
        file_name(2021, "HS17"): f"{HEAD}2021,276,251,854231,600,5\n2021,392,156,854231,30,3\n",
        file_name(2022, "HS17"): f"{HEAD}2022,276,842,854231,20,1\n2022,392,156,854231,30,3\n",
    }
    make(lay(tmp_path / "src", texts), tmp_path / "made")
    dataset = open_dataset(tmp_path / "made")
    found = answer(parse("exporters?year=2021&eu=one"), dataset).table
    assert list(found.select("iso3", "value_usd").iter_rows()) == [("JPN", 30_000), ("EU27", 0)]
    blocs = answer(parse("exporters?year=2021&eu=one&by=region&blocs=one"), dataset).table
    sums = {row["key"]: (row["value_usd"], row["intra_usd"]) for row in blocs.to_dicts()}
    assert sums["EU27"] == (0, 600_000)
    years = answer(parse("economy?economy=EU27&by=year"), dataset).table
    assert years["exports_usd"].to_list() == [0, 20_000]


def test_editions_and_hong_kong_are_told_of(tmp_path: Path) -> None:
    texts = {file_name(2022, "HS12"): f"{HEAD}2022,156,842,854231,1,1\n2022,156,842,280461,1,1\n"}
    make(lay(tmp_path / "src", texts), tmp_path / "made")
    dataset = open_dataset(tmp_path / "made")
    through = "What goes through Hong Kong weighs"
    for address, there in (
        ("economy?economy=CHN", True),
        ("economy?economy=CHN&goods=854231", True),
        ("economy?economy=CHN&goods=280461", False),
        ("economy?economy=USA", False),
        ("pair?economy=USA&partner=CHN", True),
    ):
        said = "\n".join(answer(parse(address), dataset).notes)
        assert "This is BACI's edition HS12" in said
        assert (through in said) is there
