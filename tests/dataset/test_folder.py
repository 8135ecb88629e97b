"""Opening and verifying: whatever is wrong on disk is one sentence of a DataError."""

import json
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import Any

import polars as pl
import pytest

from aigoods.analysis.view import View
from aigoods.dataset.folder import open_dataset, sha256, verify
from aigoods.dataset.manifest_file import read_manifest
from aigoods.dataset.places import embedded_folder
from aigoods.dataset.schema import economy_schema, partners_schema
from aigoods.errors import DataError
from aigoods.pages import answer
from worlds import SMALL

PLAIN: dict[str, Any] = {"compression": "uncompressed"}


@pytest.fixture
def folder(make_dataset: Callable[..., Path]) -> Path:
    return make_dataset(SMALL)


def edit(folder: Path, **changes: Any) -> None:
    path = folder / "manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_text("utf-8")), **changes}), "utf-8")


def put(folder: Path, name: str, table: pl.DataFrame, rows: int | None = None) -> None:
    """Replace a table and make the manifest agree with its bytes."""
    path = folder / name
    table.write_parquet(path, **PLAIN)
    files = json.loads((folder / "manifest.json").read_text("utf-8"))["files"]
    height = table.height if rows is None else rows
    entry = {"sha256": sha256(path), "bytes": path.stat().st_size, "rows": height}
    edit(folder, files={**files, name: entry})


def refusal(folder: Path, check: Callable[[Path], object] = open_dataset) -> str:
    with pytest.raises(DataError) as caught:
        check(folder)
    text = str(caught.value)
    assert text.endswith(".")
    assert text.isprintable()
    assert caught.value.exit_code == 1
    return text


def test_a_dataset_opens_with_its_tables(folder: Path) -> None:
    found = open_dataset(folder)
    verify(folder)
    assert dict(found.economy.collect_schema()) == economy_schema()
    assert found.partners is not None
    assert dict(found.partners.collect_schema()) == partners_schema()
    assert found.partners.collect().height == len(SMALL.flows)
    keys = ["year", "economy", "flow", "code"]
    assert found.economy.sort(keys).collect().equals(SMALL.economy().sort(keys))


def test_partners_are_optional(folder: Path) -> None:
    files = json.loads((folder / "manifest.json").read_text("utf-8"))["files"]
    del files["partners.parquet"]
    edit(folder, files=files, partners=None)
    (folder / "partners.parquet").unlink()
    assert open_dataset(folder).partners is None


def test_a_missing_folder_or_manifest(folder: Path, tmp_path: Path) -> None:
    assert "There is no dataset in" in refusal(tmp_path / "nowhere")
    (folder / "manifest.json").unlink()
    assert "manifest.json is missing" in refusal(folder)
    assert "manifest.json is missing" in refusal(folder, verify)


def test_a_manifest_that_cannot_be_read(folder: Path, tmp_path: Path) -> None:
    (folder / "manifest.json").write_bytes(b"\xff\xfe{}")
    assert "it is not UTF-8" in refusal(folder)
    (folder / "manifest.json").unlink()
    (folder / "manifest.json").mkdir()
    assert "Is a directory" in refusal(folder)
    plain = tmp_path / "plain"
    plain.write_text("")
    assert "Not a directory" in refusal(plain)


@pytest.mark.parametrize("name", ["economy.parquet", "partners.parquet"])
def test_a_missing_table(folder: Path, name: str) -> None:
    (folder / name).unlink()
    assert f"{name}: No such file" in refusal(folder)
    assert name in refusal(folder, verify)


@pytest.mark.parametrize("name", ["economy.parquet", "partners.parquet"])
def test_a_truncated_table(folder: Path, name: str) -> None:
    path = folder / name
    path.write_bytes(path.read_bytes()[:-20])
    assert "is damaged" in refusal(folder)
    assert "not as it was written" in refusal(folder, verify)


@pytest.mark.parametrize("name", ["economy.parquet", "partners.parquet"])
@pytest.mark.parametrize("content", [b"", b"PAR1", b"PAR1" + b"\0" * 96 + b"PAR1", b"x" * 500])
def test_a_table_that_is_no_parquet(folder: Path, name: str, content: bytes) -> None:
    (folder / name).write_bytes(content)
    files = json.loads((folder / "manifest.json").read_text("utf-8"))["files"]
    files[name] = {"sha256": sha256(folder / name), "bytes": len(content), "rows": 1}
    edit(folder, files=files)
    assert f"{name} is damaged" in refusal(folder, verify)
    if name == "economy.parquet":
        assert f"{name} is damaged" in refusal(folder)


def partners_of_mexico(folder: Path) -> None:
    """Ask the first question that reads the partners."""
    answer(View("partners", economy="MEX"), open_dataset(folder))


@pytest.mark.parametrize("content", [b"", b"PAR1" + b"\0" * 96 + b"PAR1", b"x" * 500])
def test_partners_that_are_no_parquet_show_when_they_are_asked_for(
    folder: Path, content: bytes
) -> None:
    (folder / "partners.parquet").write_bytes(content)
    files = json.loads((folder / "manifest.json").read_text("utf-8"))["files"]
    files["partners.parquet"] = {"sha256": "", "bytes": len(content), "rows": 1}
    edit(folder, files=files)
    assert answer(View(), open_dataset(folder)).table.height
    assert "damaged" in refusal(folder, partners_of_mexico)


def test_missing_and_wrong_columns(folder: Path) -> None:
    table = SMALL.economy()
    put(folder, "economy.parquet", table.drop("intra_eu_usd"))
    assert "column intra_eu_usd is missing, not Int64" in refusal(folder)
    put(folder, "economy.parquet", table.cast({"value_usd": pl.Float64}))
    assert "column value_usd is Float64, not Int64" in refusal(folder)
    put(folder, "economy.parquet", table.cast({"year": pl.Int64}))
    assert "column year is Int64, not Int32" in refusal(folder)


def test_missing_and_wrong_columns_of_partners(folder: Path) -> None:
    table = SMALL.partners()
    put(folder, "partners.parquet", table.drop("importer"))
    assert "column importer is missing, not String" in refusal(folder, verify)
    assert "damaged" in refusal(folder, partners_of_mexico)
    put(folder, "partners.parquet", table.cast({"code": pl.Categorical}))
    assert "column code is Categorical" in refusal(folder, verify)


def test_another_number_of_rows(folder: Path) -> None:
    table = SMALL.economy()
    put(folder, "economy.parquet", table, table.height + 1)
    assert f"has {table.height} rows, its manifest says {table.height + 1}" in refusal(folder)


@pytest.mark.parametrize("name", ["economy.parquet", "partners.parquet"])
def test_a_value_changed_in_place_shows_in_verify_alone(folder: Path, name: str) -> None:
    path = folder / name
    table = pl.read_parquet(path)
    put(folder, name, table)
    verify(folder)
    size = path.stat().st_size
    table.with_columns(pl.col("value_usd").reverse()).write_parquet(path, **PLAIN)
    assert path.stat().st_size == size
    assert open_dataset(folder).manifest.name == "made"
    assert f"{name} is not as it was written" in refusal(folder, verify)


def test_any_flipped_bit_is_found_by_verify_and_breaks_nothing_else(tmp_path: Path) -> None:
    folder = tmp_path / "copy"
    shutil.copytree(embedded_folder(), folder)
    path = folder / "economy.parquet"
    whole = path.read_bytes()
    random = Random(1)  # noqa: S311
    places = [random.randrange(len(whole)) for _ in range(15)]
    places += [len(whole) - random.randrange(1, 2500) for _ in range(25)]
    opened = 0
    for place in places:
        damaged = bytearray(whole)
        damaged[place] ^= 1 << random.randrange(8)
        path.write_bytes(damaged)
        assert "is not as it was written" in refusal(folder, verify)
        with suppress(DataError):
            open_dataset(folder)
            opened += 1
    assert 0 < opened < len(places)


def test_the_manifest_is_enough_to_describe(folder: Path) -> None:
    (folder / "economy.parquet").unlink()
    assert read_manifest(folder).name == "made"
