"""Right answers: every cell of both tables and the manifest, for each edition and basket."""

import itertools
import math
import os
from pathlib import Path

import pytest

from aigoods.dataset.folder import open_dataset, verify
from aigoods.dataset.manifest import Manifest
from aigoods.errors import DataError
from aigoods.sources.progress import Progress
from benchmarks import baci_files
from made_baci import (
    REAL,
    Tables,
    core_codes,
    drawn,
    expected,
    file_name,
    lay,
    make,
    pack,
    placed,
    reference,
    small_batches,
    table,
    tables,
    wto_codes,
)

OWN = """\ufeffcode,description,segment,family
8542,Chips,intermediate inputs,Chips
854150,Transducers and such,intermediate inputs,Other semiconductors
99,Anything else,,
280461,,raw materials,
8525,Cameras,equipment,
"""
OWN_CODES = ["8542", "854150", "99", "280461", "8525"]
OUTSIDE = ["010121", "854140", "854141", "811231", "811239", "811241", "811249", "811292"]
OUTSIDE += ["811299", "851712", "851713", "854150", "854151", "854159", "271000", "9999AA"]
OUTSIDE += ["999999", "852580", "852581", "280461"]
YEARS = {"HS12": (2012, 2016, 2024), "HS17": (2017, 2023, 2024), "HS22": (2022, 2023, 2024)}
EDITIONS = tuple(YEARS)


def basket(goods: str, edition: str, folder: Path) -> tuple[str, list[str] | None]:
    """Return what --goods is told, and the codes of that basket."""
    if goods == "own":
        return str(lay(folder, {"own.csv": OWN}) / "own.csv"), OWN_CODES
    codes = {"wto-2025": wto_codes(edition), "core-hs4": core_codes(), "all": None}
    return goods, codes[goods]


def texts(edition: str) -> dict[str, str]:
    pool = wto_codes(edition) + OUTSIDE * 8
    return {file_name(year, edition): table(drawn(7, year, pool, 1500)) for year in YEARS[edition]}


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("goods", ["wto-2025", "core-hs4", "all", "own"])
def test_every_cell_of_both_tables(edition: str, goods: str, tmp_path: Path) -> None:
    said, codes = basket(goods, edition, tmp_path)
    source = texts(edition)
    manifest = make(pack(tmp_path / f"BACI_{edition}_V202601.zip", source), tmp_path / "made", said)
    found = tables(tmp_path / "made")
    assert found == expected(source.values(), codes, edition)
    assert {key[0] for key in found.economy} == set(YEARS[edition])
    assert manifest.files["economy.parquet"].rows == len(found.economy)
    assert manifest.files["partners.parquet"].rows == len(found.partners)
    verify(tmp_path / "made")
    opened = open_dataset(tmp_path / "made")
    assert opened.manifest == manifest
    assert {code.code for code in manifest.basket.codes} >= {key[3] for key in found.partners}
    assert (
        len(manifest.basket.codes)
        == {
            "wto-2025": 104 if edition == "HS22" else 103,
            "core-hs4": 10,
            "all": len({key[3] for key in found.partners}),
            "own": 5,
        }[goods]
    )


def close(found: Tables, wanted: Tables) -> bool:
    """Whether all keys, values and gaps are the same, and quantities but for their last digits."""
    for one, other in ((found.economy, wanted.economy), (found.partners, wanted.partners)):
        if one.keys() != other.keys():
            return False
        for key, (value, tons, *rest) in one.items():
            usd, other_tons, *other_rest = other[key]
            if (value, rest, tons is None) != (usd, other_rest, other_tons is None):
                return False
            if tons is not None and not math.isclose(tons, other_tons or 0.0, rel_tol=1e-12):
                return False
    return True


@pytest.mark.parametrize("goods", ["wto-2025", "core-hs4", "all"])
def test_files_of_real_codes_and_economies_with_quirks(goods: str, tmp_path: Path) -> None:
    arguments = ["--edition=HS22", "--years=2022-2023", "--zip", "--keep", "--quirks"]
    source = tmp_path / "src"
    baci_files.main([str(source), *arguments, "--rows=20000", "--economies=30"])
    make(source / "BACI_HS22_V202601.zip", tmp_path / "made", goods)
    lines = [path.read_text() for path in sorted(source.glob("BACI_*_Y*.csv"))]
    _, codes = basket(goods, "HS22", tmp_path)
    wanted = expected(lines, codes)
    assert len(wanted.partners) > 300
    assert close(tables(tmp_path / "made"), wanted)


def notes(manifest: Manifest) -> str:
    return "\n".join(note.text for note in manifest.notes)


def test_the_manifest_says_what_is_in_it(tmp_path: Path) -> None:
    source = texts("HS22")
    archive = pack(tmp_path / "BACI_HS22_V202601.zip", source)
    manifest = make(archive, tmp_path / "made")
    assert manifest.name == "made"
    assert manifest.title == "BACI HS22 V202601: AI-enabling goods of the World Trade Report 2025"
    assert (manifest.source, manifest.release, manifest.edition) == ("BACI", "V202601", "HS2022")
    assert (manifest.grain, manifest.basket.name) == ("HS6 code", "wto-2025")
    assert manifest.years == (2022, 2023, 2024)
    assert manifest.provisional == (2024,)
    assert manifest.retrieved == "2026-01-22"
    assert manifest.licence == "Etalab Open Licence 2.0"
    assert "Gaulier, G. and Zignago, S. (2010)" in manifest.citation
    assert manifest.origin == "CEPII, BACI_HS22_V202601.zip"
    assert manifest.partners is not None
    assert manifest.partners.years == manifest.years
    assert manifest.partners.together == ()
    assert manifest.partners.least_usd == 0
    assert "811231 and 811241 of HS2022 count under 811292" in notes(manifest)
    assert "811239 and 811249 of HS2022 count under 811299" in notes(manifest)
    assert "as reproduced publicly" in notes(manifest)
    assert "Hong Kong" in notes(manifest)
    assert "unknown" not in notes(manifest)
    assert "left out" not in notes(manifest)


def test_the_day_of_the_newest_file_counts(tmp_path: Path) -> None:
    folder = lay(tmp_path / "src", texts("HS22"))
    os.utime(folder / file_name(2023), (1_780_000_000, 1_780_000_000))
    assert make(folder, tmp_path / "made").retrieved == "2026-05-28"


@pytest.mark.parametrize(
    ("release", "provisional"),
    [("V202601", (2024,)), ("V202501", (2023, 2024)), ("V202601b", (2024,)), ("V202701", ())],
)
def test_the_last_year_of_a_release_is_provisional(
    release: str, provisional: tuple[int, ...], tmp_path: Path
) -> None:
    folder = lay(
        tmp_path / "src",
        {
            file_name(year, release=release): table([(year, 842, 484, "854231", 1, 1)])
            for year in (2022, 2023, 2024)
        },
    )
    manifest = make(folder, tmp_path / "made")
    assert (manifest.release, manifest.provisional) == (release, provisional)


def test_heirs_stand_for_themselves_or_for_what_they_came_from(tmp_path: Path) -> None:
    """HS2022 by hand: 854151 and 854159, and the metals that became codes of their own."""
    rows = [
        (2022, 842, 484, "811231", 1, 1.5),
        (2022, 842, 484, "811241", 2, None),
        (2022, 842, 484, "811292", 4, 2.5),
        (2022, 842, 490, "811239", 8, 1.5),
        (2022, 842, 490, "811249", 16, 2.5),
        (2022, 842, 490, "854151", 32, 1),
        (2022, 842, 490, "854159", 64, None),
        (2022, 842, 490, "854141", 128, 1),
    ]
    folder = lay(tmp_path / "src", {file_name(2022): table(rows)})
    make(folder, tmp_path / "made")
    assert tables(tmp_path / "made").partners == {
        (2022, "USA", "MEX", "811292"): (7000, None),
        (2022, "USA", "TWN", "811299"): (24000, 4.0),
        (2022, "USA", "TWN", "854151"): (32000, 1.0),
        (2022, "USA", "TWN", "854159"): (64000, None),
    }
    own = lay(tmp_path / "own", {"old.csv": "code\n854150\n854140\n"}) / "old.csv"
    manifest = make(folder, tmp_path / "made", own)
    assert tables(tmp_path / "made").partners == {
        (2022, "USA", "TWN", "854140"): (128000, 1.0),
        (2022, "USA", "TWN", "854150"): (96000, None),
    }
    assert "854151 and 854159 of HS2022 count under 854150" in notes(manifest)
    assert "854141 of HS2022 count" in notes(manifest)


def test_intra_eu_trade_by_hand(tmp_path: Path) -> None:
    """Germany to France is inside; to Britain, a member until 2020, it is not."""
    rows = [
        (2022, 276, 251, "854231", 1, 1),
        (2022, 276, 826, "854231", 2, None),
        (2022, 276, 842, "854231", 4, 2),
        (2022, 826, 251, "854231", 8, None),
    ]
    make(lay(tmp_path / "src", {file_name(2022): table(rows)}), tmp_path / "made")
    assert tables(tmp_path / "made").economy == {
        (2022, "DEU", "exports", "854231"): (7000, 3.0, 1000),
        (2022, "GBR", "exports", "854231"): (8000, None, 0),
        (2022, "FRA", "imports", "854231"): (9000, 1.0, 1000),
        (2022, "GBR", "imports", "854231"): (2000, None, 0),
        (2022, "USA", "imports", "854231"): (4000, 2.0, 0),
    }


def test_real_rows(tmp_path: Path) -> None:
    """Twenty flows to Korea as CEPII gives them: the sums were added up by hand."""
    (path,) = REAL.glob("BACI_*.csv")
    for goods in ("wto-2025", "all"):
        manifest = make(path, tmp_path / "made", goods)
        found = tables(tmp_path / "made")
        _, codes = basket(goods, "HS22", tmp_path)
        assert close(found, expected([path.read_text()], codes))
        assert (manifest.edition, manifest.release, manifest.years) == (
            "HS2022",
            "V202601",
            (2022,),
        )
    assert len(found.partners) == 20
    assert found.partners[2022, "AUS", "KOR", "854231"] == (16207, 0.007)
    assert found.partners[2022, "AUS", "KOR", "854159"] == (1610, None)


FORMS = ["zip", "folder", "files", "zip in folders", "stored", "halves"]


@pytest.mark.parametrize("form", FORMS)
def test_zip_folder_and_single_files_give_the_same_bytes(form: str, tmp_path: Path) -> None:
    source = texts("HS22")
    folder = lay(tmp_path / "src", source)
    names = list(source)
    paths = {
        "zip": [pack(tmp_path / "BACI_HS22_V202601.zip", source)],
        "folder": [folder],
        "files": [folder / name for name in reversed(names)],
        "zip in folders": [
            pack(tmp_path / "b.zip", {f"BACI/HS22/{name}": source[name] for name in names[::-1]})
        ],
        "stored": [pack(tmp_path / "s.ZIP", source, 0)],
        "halves": [pack(tmp_path / "h.zip", {names[1]: source[names[1]]}), folder / names[0],
                   folder / names[2]],
    }[form]  # fmt: skip
    one, other = tmp_path / "one" / "made", tmp_path / "other" / "made"
    first = make([tmp_path / "src"], one)
    second = make(paths, other)
    for name in ("economy.parquet", "partners.parquet"):
        assert (one / name).read_bytes() == (other / name).read_bytes()
    assert first.files == second.files


@pytest.mark.parametrize("years", [(2022,), (2023, 2024), (2020, 2022), (2022, 2023, 2024)])
def test_only_the_years_asked_for(years: tuple[int, ...], tmp_path: Path) -> None:
    source = texts("HS22")
    manifest = make(lay(tmp_path / "src", source), tmp_path / "made", years=years)
    assert tables(tmp_path / "made") == expected(source.values(), wto_codes("HS22"), years=years)
    assert manifest.years == tuple(year for year in years if year > 2021)


def test_all_goods_are_placed_by_section_and_chapter_and_named(tmp_path: Path) -> None:
    rows = [(2022, 842, 484, code, 1, 1) for code in ("010121", "854231", "9999AA")]
    folder = lay(
        tmp_path / "src",
        {
            file_name(2022): table(rows),
            "product_codes_HS22_V202601.csv": (
                REAL / "product_codes_quirks_synthetic.csv"
            ).read_bytes(),
        },
    )
    manifest = make(folder, tmp_path / "made", "all")
    codes = {code.code: code for code in manifest.basket.codes}
    assert list(codes) == ["010121", "854231", "9999aa"]
    assert codes["010121"].description == "Horses: live, pure-bred breeding animals"
    assert codes["9999aa"].description.startswith("Commodities not specified according to kind")
    chapters = {row["chapter"]: row for row in reference("hs_chapters")}
    assert codes["854231"].family == chapters["85"]["name"]
    assert codes["854231"].segment == chapters["85"]["section_name"]
    (folder / "product_codes_HS22_V202601.csv").unlink()
    named = {code.code: code for code in make(folder, tmp_path / "made", "all").basket.codes}
    assert named["010121"].description == "Live animals: 010121"


def test_an_own_basket_keeps_its_words(tmp_path: Path) -> None:
    source = texts("HS22")
    said, _ = basket("own", "HS22", tmp_path)
    manifest = make(lay(tmp_path / "src", source), tmp_path / "made", said)
    codes = {code.code: code for code in manifest.basket.codes}
    assert codes["8542"]._asdict() == {
        "code": "8542",
        "description": "Chips",
        "segment": "intermediate inputs",
        "family": "Chips",
    }
    assert (codes["280461"].segment, codes["8525"].family) == (
        "raw materials",
        next(row["name"] for row in reference("hs_chapters") if row["chapter"] == "85"),
    )
    assert manifest.grain == "HS code"
    assert manifest.title == "BACI HS22 V202601: goods of own.csv"


def test_progress_grows_to_the_end(tmp_path: Path) -> None:
    source = texts("HS22")
    told: list[Progress] = []
    with small_batches(200):
        make(lay(tmp_path / "src", source), tmp_path / "made", report=told.append)
    size = sum(len(text.encode()) for text in source.values())
    assert {(each.total, each.files) for each in told} == {(size, 3)}
    assert len(told) > 10
    for earlier, later in itertools.pairwise(told):
        assert earlier.done <= later.done <= size
        assert (earlier.file, earlier.rows) <= (later.file, later.rows)
    kept = sum(text.count("\n") - 1 for text in map(of_the_basket, source.values()))
    assert told[-1].done == size
    assert (told[-1].name, told[-1].file, told[-1].rows) == (file_name(2024), 3, kept)


def of_the_basket(text: str) -> str:
    """Return the lines of a table whose codes count in the WTO's basket."""
    codes = wto_codes("HS22")
    header, *lines = text.splitlines()
    kept = [line for line in lines if placed(line.split(",")[3], codes, "HS22")]
    return "\n".join([header, *kept, ""])


@pytest.mark.parametrize("error", [KeyboardInterrupt, RuntimeError("left"), DataError("Enough.")])
def test_what_a_report_raises_ends_the_import(error: BaseException, tmp_path: Path) -> None:
    folder = lay(tmp_path / "src", texts("HS22"))
    make(folder, tmp_path / "data" / "made", years=(2022,))
    before = (tmp_path / "data" / "made" / "manifest.json").read_bytes()

    def report(progress: Progress) -> None:
        if progress.file == 2:
            raise error

    with pytest.raises(error if isinstance(error, type) else type(error)):
        make(folder, tmp_path / "data" / "made", report=report)
    assert [each.name for each in (tmp_path / "data").iterdir()] == ["made"]
    assert (tmp_path / "data" / "made" / "manifest.json").read_bytes() == before
