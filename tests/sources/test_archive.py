"""Which files are a release: found by their names in zips, folders and single files."""

import gzip
import os
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aigoods.errors import AigoodsError, DataError, UsageError
from aigoods.sources.baci.archive import Release, find_release
from made_baci import HEADER, check_sentence, file_name, lay, pack

EMPTY = f"{HEADER}\n"
CSV = "BACI_HS22_Y2022_V202601.csv"


def found(*paths: Path, edition: str = "", release: str = "") -> Release:
    return find_release(list(paths), edition, release)


def refused(
    *paths: Path, error: type[AigoodsError] = DataError, edition: str = "", release: str = ""
) -> str:
    with pytest.raises(error) as caught:
        find_release(list(paths), edition, release)
    assert isinstance(caught.value, error)
    return check_sentence(caught.value)


def names(release: Release) -> list[tuple[int | None, str]]:
    return [(year, member.name) for year, member in release.years]


WHOLE = {
    "Readme.txt": "BACI",
    "country_codes_V202601.csv": "country_code,country_name\n",
    "product_codes_HS22_V202601.csv": "code,description\n",
    "product_codes_HS17_V202601.csv": "code,description\n",
    file_name(2023): EMPTY,
    file_name(2022): EMPTY,
}


@pytest.mark.parametrize("form", ["folder", "zip", "files"])
def test_a_whole_release(form: str, tmp_path: Path) -> None:
    folder = lay(tmp_path / "src", WHOLE)
    paths = {
        "folder": [folder],
        "zip": [pack(tmp_path / "BACI_HS22_V202601.zip", WHOLE)],
        "files": [folder / name for name in WHOLE if name.endswith(".csv")],
    }[form]
    release = found(*paths)
    assert (release.edition, release.release) == ("HS22", "V202601")
    assert names(release) == [(2022, file_name(2022)), (2023, file_name(2023))]
    assert release.countries is not None
    assert release.countries.name == "country_codes_V202601.csv"
    assert release.products is not None
    assert release.products.name == "product_codes_HS22_V202601.csv"
    assert release.retrieved == "2026-01-22"


def test_files_beside_the_tables_may_be_missing(tmp_path: Path) -> None:
    release = found(lay(tmp_path / "src", {CSV: EMPTY}))
    assert (release.countries, release.products) == (None, None)


def test_what_else_lies_there_does_not_matter(tmp_path: Path) -> None:
    folder = lay(tmp_path / "src", {CSV: EMPTY, "other.csv": "a\n", "notes.txt": "", ".x.csv": ""})
    (folder / "sub").mkdir()
    assert names(found(folder)) == [(2022, CSV)]
    mac = {f"__MACOSX/._{CSV}": "junk", f"BACI/{CSV}": EMPTY, "BACI/": "", "BACI/a.csv": ""}
    assert names(found(pack(tmp_path / "a.zip", mac))) == [(2022, CSV)]


@pytest.mark.parametrize(
    ("name", "edition", "release"),
    [
        ("baci_hs17_y2017_v202401b.csv", "HS17", "V202401b"),
        ("BACI_HS92_Y1995_V202501.CSV", "HS92", "V202501"),
        ("BACI_HS22_Y2022_V202601_kr_imports_sample.csv", "HS22", "V202601"),
        ("BACI_HS22_Y2022_V202601 (1).csv", "HS22", "V202601"),
    ],
)
def test_names_of_tables(name: str, edition: str, release: str, tmp_path: Path) -> None:
    made = found(lay(tmp_path / "src", {name: EMPTY}) / name)
    assert (made.edition, made.release) == (edition, release)


@pytest.mark.parametrize(
    "name",
    ["BACI_HS22_Y2022.csv", "HS22_Y2022_V202601.csv", "BACI_HS2_Y2022_V202601.csv",
     "xBACI_HS22_Y2022_V202601.csv", "BACI_HS٢٢_Y2022_V202601.csv",
     "BACI_HS22_Y2022_V٢٠٢٦٠١.csv", "country_codes_V202601.csv", "BACI_HS22_Y2022_V202601.txt"],
)  # fmt: skip
def test_names_that_are_none(name: str, tmp_path: Path) -> None:
    folder = lay(tmp_path / "src", {name: EMPTY})
    assert "There is no table such as BACI_HS22_Y2022_V202601.csv in " in refused(folder)


def test_a_file_of_any_name_takes_edition_and_release(tmp_path: Path) -> None:
    path = lay(tmp_path, {"korea.csv": EMPTY}) / "korea.csv"
    release = found(path, edition="HS17", release="V202601")
    assert (release.edition, release.release, names(release)) == (
        "HS17",
        "V202601",
        [(None, "korea.csv")],
    )
    said = refused(path, error=UsageError)
    assert said.startswith("The name of korea.csv tells no HS edition and no release; give both")
    assert "tells no HS edition" in refused(path, error=UsageError, edition="HS17")


def test_two_releases_in_one_folder_are_not_mixed(tmp_path: Path) -> None:
    folder = lay(
        tmp_path / "src", {file_name(2022): EMPTY, file_name(2022, release="V202501"): EMPTY}
    )
    said = refused(folder, error=UsageError)
    assert said.startswith("HS22 V202501 and HS22 V202601 lie together, and two releases are never")
    assert found(folder, release="V202501").years[0][1].name == file_name(2022, release="V202501")
    said = refused(folder, release="V202401")
    assert "There is no table such as BACI_HS22_Y2022_V202601.csv of V202401 in" in said


def test_two_editions_in_one_folder_are_not_mixed(tmp_path: Path) -> None:
    folder = lay(tmp_path / "src", {file_name(2022): EMPTY, file_name(2022, "HS17"): EMPTY})
    assert "HS17 V202601 and HS22 V202601 lie together" in refused(folder, error=UsageError)
    assert found(folder, edition="HS17").edition == "HS17"
    loose = lay(tmp_path, {"loose.csv": EMPTY}) / "loose.csv"
    assert "one of no known edition" in refused(loose, folder / CSV, error=UsageError)


def test_the_names_of_the_release_that_is_chosen(tmp_path: Path) -> None:
    both = {name.replace("V202601", "V202501"): text for name, text in WHOLE.items()} | WHOLE
    folder = lay(tmp_path / "src", both)
    for release in ("V202501", "V202601"):
        made = found(folder, release=release)
        assert made.countries is not None
        assert made.countries.name == f"country_codes_{release}.csv"
        assert made.products is not None
        assert made.products.name == f"product_codes_HS22_{release}.csv"


def test_a_year_twice(tmp_path: Path) -> None:
    one = lay(tmp_path / "one", {CSV: EMPTY})
    two = pack(tmp_path / "two.zip", {CSV: EMPTY})
    said = refused(one, two, error=UsageError)
    assert said == "There is more than one table of 2022; name the one to import."
    assert "more than one table of 2022" in refused(one / CSV, one / CSV, error=UsageError)


@pytest.mark.parametrize(
    "path",
    ["gone.zip", "gone", "gone/BACI.csv", "x" * 300, "a/" * 3000 + "b", "nul\0byte", "\ud800"],
)
def test_a_path_that_is_not_there(path: str, tmp_path: Path) -> None:
    said = refused(tmp_path / path)
    assert said.startswith("Cannot read ")


def test_a_folder_where_a_file_should_be(tmp_path: Path) -> None:
    folder = lay(tmp_path / "src", {})
    assert "There is no table such as" in refused(folder)
    (folder / CSV).mkdir()
    assert "There is no table such as" in refused(folder)
    lay(folder / CSV, {CSV: EMPTY})
    assert names(found(folder)) == [(2022, CSV)]
    (tmp_path / "BACI.zip").mkdir()
    assert "There is no table such as" in refused(tmp_path / "BACI.zip")


def test_a_file_that_is_no_zip(tmp_path: Path) -> None:
    for content in (b"", b"PK", b"PK\x03\x04", b"<html>403 Forbidden</html>", bytes(100_000)):
        (tmp_path / "a.zip").write_bytes(content)
        assert refused(tmp_path / "a.zip") == (
            "a.zip is no whole zip; it may have been cut short: get it again."
        )


def test_zips_without_a_table(tmp_path: Path) -> None:
    assert "There is no table such as" in refused(pack(tmp_path / "a.zip", {}))
    assert "There is no table such as" in refused(pack(tmp_path / "a.zip", {"cat.jpg": "x"}))


@pytest.mark.parametrize(
    "name",
    ["../evil.csv", "/etc/passwd", "a/../../b.csv", "..\\evil.csv", "\\\\host\\a.csv",
     f"../{CSV}", f"/{CSV}", "../\x1b[31mred.csv", "C:\\..\\a.csv"],
)  # fmt: skip
def test_names_that_point_outside(name: str, tmp_path: Path) -> None:
    said = refused(pack(tmp_path / "a.zip", {CSV: EMPTY, name: EMPTY}))
    assert "points outside; it is no archive of BACI" in said
    assert "\x1b" not in said


def test_a_bomb_of_zeros(tmp_path: Path) -> None:
    said = refused(pack(tmp_path / "a.zip", {CSV: bytes(100 << 20)}))
    assert said == f"{CSV} in a.zip would grow 100-fold and more; it is no table of trade."


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_method_that_is_not_read(method: int, tmp_path: Path) -> None:
    said = refused(pack(tmp_path / "a.zip", {CSV: EMPTY}, method))
    assert said == (
        f"{CSV} in a.zip is packed in a way that is not read here; unpack it and import the folder."
    )


def edited(path: Path, at: int, value: int) -> Path:
    """Write two bytes into the entry of a zip's only member in the central directory."""
    content = bytearray(path.read_bytes())
    struct.pack_into("<H", content, content.index(b"PK\x01\x02") + at, value)
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(("at", "value"), [(8, 1), (10, 9), (10, 14), (10, 99)])
def test_encrypted_or_packed_in_ways_of_later_years(at: int, value: int, tmp_path: Path) -> None:
    """Flags with the bit for encryption; Deflate64; LZMA; what does not exist."""
    path = edited(pack(tmp_path / "a.zip", {CSV: EMPTY}), at, value)
    assert "is packed in a way that is not read here" in refused(path)


PLAIN = {CSV: f"{HEADER}\n" + "2022,842,484,854231,1.5,0.25\n" * 50, "Readme.txt": "BACI"}


def read(path: Path) -> list[bytes]:
    return [block for _, member in find_release([path]).years for block in member.blocks()]


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(part=st.floats(0, 1, exclude_max=True))
def test_a_zip_cut_anywhere(tmp_path: Path, part: float) -> None:
    path = pack(tmp_path / "a.zip", PLAIN)
    os.truncate(path, int(path.stat().st_size * part))
    assert refused(path) == "a.zip is no whole zip; it may have been cut short: get it again."


@settings(max_examples=500, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    changes=st.lists(
        st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=4
    ),
    ends=st.booleans(),
)
def test_bytes_changed_anywhere(
    tmp_path: Path, changes: list[tuple[float, int]], ends: bool
) -> None:
    """In headers, directory and content, or in the directory alone: a sentence, or the same."""
    path = pack(tmp_path / "a.zip", PLAIN)
    whole = read(path)
    content = bytearray(path.read_bytes())
    first = content.index(b"PK\x01\x02") if ends else 0
    for part, value in changes:
        content[first + int(part * (len(content) - first))] = value
    path.write_bytes(content)
    try:
        blocks = read(path)
    except AigoodsError as error:
        check_sentence(error)
    else:
        assert blocks == whole


def test_a_member_without_a_name(tmp_path: Path) -> None:
    path = pack(tmp_path / "a.zip", {CSV: EMPTY})
    content = path.read_bytes().replace(CSV.encode(), b"\0" * len(CSV))
    path.write_bytes(content)
    assert "There is no table such as" in refused(path)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=300))
def test_any_bytes_with_the_name_of_a_zip(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.zip").write_bytes(content)
    refused(tmp_path / "a.zip")


def test_a_zip_made_on_windows(tmp_path: Path) -> None:
    packed = {f"BACI_HS22_V202601\\{name}": text for name, text in WHOLE.items()}
    release = found(pack(tmp_path / "BACI_HS22_V202601.zip", packed))
    assert names(release) == [(2022, file_name(2022)), (2023, file_name(2023))]
    assert release.countries is not None
    assert release.countries.name == "country_codes_V202601.csv"


@pytest.mark.parametrize("name", ["BACI_HS22_V202601", "download (1)", "BACI_HS22_V202601.zip.bin"])
def test_a_zip_without_its_ending(name: str, tmp_path: Path) -> None:
    release = found(pack(tmp_path / name, WHOLE))
    assert names(release) == [(2022, file_name(2022)), (2023, file_name(2023))]


@pytest.mark.parametrize("inside", ["", "BACI_HS22_V202601"])
@pytest.mark.parametrize("form", ["files", "zip", "both", "gzip"])
def test_a_folder_that_holds_them_or_one_that_does(inside: str, form: str, tmp_path: Path) -> None:
    folder = tmp_path / "downloads" / inside
    lay(folder, {"other.zip": b"no zip", "notes.csv": "a,b", ".BACI_HS22.zip": b"hidden"})
    if form in ("files", "both"):
        lay(folder, WHOLE)
    if form in ("zip", "both"):
        pack(folder / "BACI_HS22_V202601.zip", WHOLE)
    if form == "gzip":
        lay(folder, {f"{name}.gz": gzip.compress(text.encode()) for name, text in WHOLE.items()})
    release = found(tmp_path / "downloads")
    assert names(release) == [(2022, file_name(2022)), (2023, file_name(2023))]
    assert (release.years[0][1].info is None) is (form != "zip")
    assert release.countries is not None


def test_two_levels_deeper_is_not_looked_for(tmp_path: Path) -> None:
    lay(tmp_path / "a" / "b" / "c", WHOLE)
    assert "There is no table such as" in refused(tmp_path / "a")


def test_a_csv_packed_with_gzip_alone(tmp_path: Path) -> None:
    path = tmp_path / f"{CSV}.gz"
    path.write_bytes(gzip.compress(EMPTY.encode()))
    ((year, member),) = found(path).years
    assert (year, member.name, member.gzipped) == (2022, CSV, True)
    path.rename(tmp_path / "table")
    assert found(tmp_path / "table", edition="HS22", release="V202601").years[0][1].gzipped


@pytest.mark.parametrize(
    ("head", "said"),
    [
        (b"7z\xbc\xaf\x27\x1c", "is a 7-Zip archive, which is not read here"),
        (b"Rar!\x1a\x07\x00", "is a RAR archive, which is not read here"),
        (b"\xfd7zXZ\x00", "is packed with xz, which is not read here"),
        (b"BZh9", "is packed with bzip2, which is not read here"),
        (b"\x28\xb5\x2f\xfd", "is packed with zstd, which is not read here"),
        (b"PAR1", "is a Parquet file, which is not read here"),
    ],
)
def test_what_is_not_read_is_called_what_it_is(head: bytes, said: str, tmp_path: Path) -> None:
    path = tmp_path / "BACI_HS22_Y2022_V202601.csv"
    path.write_bytes(head + bytes(100))
    assert refused(path) == f"{path.name} {said}; unpack it to CSV and import that."


def test_a_workbook_is_called_one(tmp_path: Path) -> None:
    path = pack(tmp_path / "BACI.xlsx", {"xl/workbook.xml": "<x/>"})
    assert refused(path).endswith("BACI.xlsx: BACI.xlsx is a workbook, save it as CSV.")
