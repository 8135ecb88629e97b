"""What is written is read back by others as the numbers that were computed."""

import io
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import duckdb
import polars as pl
import pytest
from polars.testing import assert_frame_equal

from aigoods.analysis.answer import Answer
from aigoods.output.formats import FORMATS, render, suffix_format
from aigoods.output.frame import year_columns
from aigoods.output.metadata import metadata
from printed import printed

Ask = Callable[[str], Answer]
ADDRESSES = [
    "exporters?year=2022&goods=8542",
    "exporters?measure=growth&sort=-growth",
    "importers?by=income&measure=share",
    "importers?measure=rank",
    "economy?economy=MEX&by=code",
    "economy?economy=TCD&by=code&measure=growth",
    "economy?economy=MEX&by=year",
    "goods",
    "goods?goods=8542",
    "world",
    "pair?economy=MEX&partner=USA",
    "series?economy=CHN,TWN,MEX&goods=8542&index=2017",
    "partners?economy=MEX",
    "matrix",
    "matrix?eu=one&measure=share&flow=imports",
]


def wanted(answer: Answer) -> pl.DataFrame:
    """The table with its series spread, made without the code under test."""
    rows = []
    for row in answer.table.to_dicts():
        kept = {}
        for column in answer.columns:
            if column.kind == "series":
                series = row["series"] or [None] * len(answer.years)
                for year, value in zip(answer.years, series, strict=True):
                    kept[f"{answer.view.measure}_{year}"] = value
            else:
                kept[column.name] = row[column.name]
        rows.append(kept)
    whole = answer.view.measure in ("value", "rank")
    schema: dict[str, pl.DataType] = {}
    for column in answer.columns:
        if column.kind == "series":
            for year in answer.years:
                name = f"{answer.view.measure}_{year}"
                schema[name] = pl.Int64() if whole else pl.Float64()
        else:
            schema[column.name] = answer.table.schema[column.name]
    return pl.DataFrame(rows, schema, strict=False)


@pytest.mark.parametrize("address", ADDRESSES)
def test_csv_is_read_back(ask: Ask, address: str, tmp_path: Path) -> None:
    answer = ask(address)
    expected = wanted(answer)
    content = render(answer, "csv")
    back = pl.read_csv(content, schema=expected.schema)
    assert_frame_equal(back, expected, check_exact=True)
    path = tmp_path / "table.csv"
    path.write_bytes(content)
    found = duckdb.execute("select * from read_csv(?, all_varchar=true)", [str(path)]).fetchall()
    assert len(found) == expected.height
    for row, line in zip(expected.iter_rows(), found, strict=True):
        for value, text in zip(row, line, strict=True):
            assert text is None if value is None else type(value)(text) == value


@pytest.mark.parametrize("address", ADDRESSES)
def test_tsv_is_read_back(ask: Ask, address: str) -> None:
    expected = wanted(ask(address))
    content = render(ask(address), "tsv")
    back = pl.read_csv(content, separator="\t", quote_char=None, schema=expected.schema)
    assert_frame_equal(back, expected, check_exact=True)
    lines = content.decode().removesuffix("\n").split("\n")
    assert {line.count("\t") for line in lines} == {expected.width - 1}


@pytest.mark.parametrize("address", ADDRESSES)
def test_parquet_is_read_back_with_its_metadata(ask: Ask, address: str, tmp_path: Path) -> None:
    answer = ask(address)
    path = tmp_path / "table.parquet"
    path.write_bytes(render(answer, "parquet"))
    assert_frame_equal(pl.read_parquet(path), wanted(answer), check_exact=True)
    assert duckdb.execute(f"select * from '{path}'").fetchall() == wanted(answer).rows()  # noqa: S608
    found = duckdb.execute(
        "select value from parquet_kv_metadata(?) where key = 'aigoods'", [str(path)]
    ).fetchall()
    assert [json.loads(value) for (value,) in found] == [metadata(answer)]
    assert path.read_bytes() == render(answer, "parquet")


@pytest.mark.parametrize("address", ADDRESSES)
def test_json_is_read_back(ask: Ask, address: str) -> None:
    answer = ask(address)
    content = json.loads(render(answer, "json"), parse_constant=pytest.fail)
    assert list(content) == ["meta", "rows"]
    assert content["meta"] == metadata(answer)
    assert content["rows"] == printed(answer).to_dicts()
    names = [column["name"] for column in content["meta"]["columns"]]
    assert all(list(row) == names for row in content["rows"])


@pytest.mark.parametrize("address", ADDRESSES)
def test_ndjson_is_read_back(ask: Ask, address: str) -> None:
    expected = wanted(ask(address))
    content = render(ask(address), "ndjson")
    rows = [json.loads(line) for line in content.decode().splitlines()]
    assert rows == expected.to_dicts()
    assert_frame_equal(pl.read_ndjson(content, schema=expected.schema), expected, check_exact=True)


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("address", ["exporters", "economy?economy=MEX&by=year", "goods"])
def test_top_keeps_the_first_rows(ask: Ask, address: str, format_: str) -> None:
    answer = ask(address)
    short = render(answer, format_, top=3)
    if format_ == "table":
        assert f"… {answer.table.height - 3} more rows\n" in short.decode()
    else:
        assert short == render(replace(answer, table=answer.table.head(3)), format_)
    assert render(answer, format_, top=10_000) == render(answer, format_)


@pytest.mark.parametrize("format_", FORMATS)
def test_text_ends_with_one_line_feed_also_without_rows(ask: Ask, format_: str) -> None:
    for top in (None, 0):
        content = render(ask("exporters"), format_, top=top)
        if format_ == "parquet":
            assert pl.read_parquet(io.BytesIO(content)).width == 9 + len(ask("exporters").years)
        elif format_ == "ndjson" and top == 0:
            assert content == b""
        else:
            assert content.endswith(b"\n")
            assert not content.endswith(b"\n\n")
            assert b"\r" not in content


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf")])
@pytest.mark.parametrize("format_", FORMATS)
def test_what_is_not_finite_is_missing(ask: Ask, value: float, format_: str) -> None:
    answer = ask("exporters")
    odd, none = (
        replace(
            answer,
            table=answer.table.head(3).with_columns(
                growth=pl.lit(x, pl.Float64),
                series=pl.lit([1.0, x, None], pl.List(pl.Float64)),
            ),
        )
        for x in (value, None)
    )
    assert render(odd, format_) == render(none, format_)


def test_the_metadata_say_where_the_numbers_come_from(ask: Ask) -> None:
    answer = ask("exporters?year=2022&goods=8542")
    meta = metadata(answer)
    assert meta["view"] == "exporters?goods=8542&year=2022&by=economy"
    assert meta["source"] == "BACI"
    assert meta["provisional_years"] == [2024]
    assert meta["notes"] == list(answer.notes)
    assert year_columns(answer)[0] == "value_2017"
    assert year_columns(ask("world")) == []
    assert json.loads(json.dumps(meta, allow_nan=False)) == meta


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a.csv", "csv"),
        ("a.CSV", "csv"),
        ("a.tsv", "tsv"),
        ("a.json", "json"),
        ("a.ndjson", "ndjson"),
        ("a.jsonl", "ndjson"),
        ("a.parquet", "parquet"),
        ("a.md", "markdown"),
        ("a.htm", "html"),
        ("a.html", "html"),
        ("a.txt", "table"),
        ("a.xlsx", None),
        ("csv", None),
        (".csv", None),
    ],
)
def test_suffixes(name: str, expected: str | None) -> None:
    assert suffix_format(Path("folder.md") / name) == expected
