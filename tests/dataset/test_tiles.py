"""How partners lie in their file: no row is lost, and a question reads a small part of it."""

import random
from collections.abc import Iterator
from pathlib import Path
from statistics import mean

import duckdb
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigoods.dataset import tiles, writer
from aigoods.dataset.schema import PARTNERS_FILE, partners_schema
from aigoods.dataset.tiles import laid_out
from aigoods.dataset.writer import writing
from worlds import SMALL, made_manifest

WHO = ("USA", "CHN", "TWN", "MEX", "KOR", "X006", "DEU", "ABW")
CODES = ("854231", "280461", "9999aa", "8542")
ROWS = st.lists(
    st.tuples(*map(st.sampled_from, ((2022, 2023, 2024), WHO, WHO, CODES)), st.integers(1, 9)),
    max_size=60,
    unique_by=lambda row: row[:4],
)


def partners(rows: list[tuple[object, ...]]) -> pl.DataFrame:
    return pl.DataFrame([(*row, None) for row in rows], partners_schema(), orient="row")


@pytest.fixture(params=[1, 4, 25_000])
def row_group(request: pytest.FixtureRequest) -> Iterator[int]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tiles, "ROW_GROUP", request.param)
        yield request.param


@pytest.mark.parametrize("text", [pl.String, pl.Categorical])
def test_any_rows_are_only_put_into_another_order(text: type[pl.DataType], row_group: int) -> None:
    assert row_group

    @given(rows=ROWS)
    def check(rows: list[tuple[object, ...]]) -> None:
        given_rows = partners(rows).with_columns(pl.col("exporter", "importer", "code").cast(text))
        placed = laid_out(given_rows)
        assert placed.schema == given_rows.schema
        assert sorted(placed.rows(), key=str) == sorted(given_rows.rows(), key=str)
        mixed = rows[:]
        random.Random(1).shuffle(mixed)  # noqa: S311
        again = laid_out(partners(mixed))
        assert again.rows() == laid_out(partners(rows)).rows()

    check()


@given(rows=ROWS.filter(bool))
def test_rows_of_one_tile_are_sorted(rows: list[tuple[object, ...]]) -> None:
    placed = [(*row[1:4], row[0]) for row in laid_out(partners(rows)).rows()]
    assert placed == sorted(placed)


def test_tiles_are_a_grid_of_about_as_many_rows() -> None:
    chance = random.Random(2)  # noqa: S311
    who = [f"E{n:02}" for n in range(40)]
    rows: list[tuple[object, ...]] = [
        (2022, chance.choice(who), chance.choice(who), f"{n:06}", 1) for n in range(3600)
    ]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tiles, "ROW_GROUP", 100)
        placed = laid_out(partners(rows))
    groups = [placed.slice(at, 100) for at in range(0, 3600, 100)]
    exporters = [set(group["exporter"]) for group in groups]
    importers = [set(group["importer"]) for group in groups]
    assert mean(map(len, exporters)) < 14
    assert mean(map(len, importers)) < 14


MANY = 120_000
GROUP = 2_000


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of 60 row groups, written in batches like an import: large traders and small ones."""
    chance = random.Random(3)  # noqa: S311
    who = [f"{chr(65 + n // 26)}{chr(65 + n % 26)}A" for n in range(90)]
    weights = [1 / (n + 3) for n in range(90)]
    chance.shuffle(who)
    exporters, importers = (chance.choices(who, weights, k=MANY) for _ in range(2))
    codes = chance.choices([f"{n:06}" for n in range(280_000, 280_104)], k=MANY)
    frame = pl.DataFrame(
        {
            "year": chance.choices(range(2017, 2025), k=MANY),
            "exporter": exporters,
            "importer": importers,
            "code": codes,
            "value_usd": chance.choices(range(1, 10**6), k=MANY),
            "quantity_t": [None] * MANY,
        }
    ).cast(dict(partners_schema()))  # type: ignore[arg-type]
    folder = tmp_path_factory.mktemp("tiles") / "made"
    economy = pl.concat(
        frame.group_by("year", pl.col(side).alias("economy"), "code")
        .agg(pl.col("value_usd").sum())
        .with_columns(flow=pl.lit(flow), quantity_t=None, intra_eu_usd=0)
        for side, flow in (("exporter", "exports"), ("importer", "imports"))
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tiles, "ROW_GROUP", GROUP)
        patch.setattr(writer, "ROW_GROUP", GROUP)
        patch.setattr(writer, "PIECE", GROUP)
        with writing(folder) as open_writer:
            for part in frame.iter_slices(MANY // 7):
                open_writer.add_partners(part)
            open_writer.commit(made_manifest(SMALL), economy)
    frame.write_parquet(folder / "plain.parquet")
    return folder / PARTNERS_FILE


def test_no_row_is_lost_in_batches(many: Path) -> None:
    plain = many.with_name("plain.parquet")
    for one, other in ((many, plain), (plain, many)):
        missing = duckdb.execute(f"from '{one}' except all from '{other}'")
        assert missing.fetchall() == []


def touched(many: Path, **wanted: str) -> float:
    """Return which part of the row groups a reader must read, by their statistics."""
    statistics = duckdb.execute(
        "select row_group_id, path_in_schema, stats_min_value, stats_max_value "  # noqa: S608
        f"from parquet_metadata('{many}')"
    ).fetchall()
    groups = {row[0] for row in statistics}
    out = {
        group
        for group, column, least, greatest in statistics
        if column in wanted and not least <= wanted[column] <= greatest
    }
    return 1 - len(out) / len(groups)


def test_a_question_touches_a_small_part(many: Path) -> None:
    names = sorted(set(pl.read_parquet(many)["exporter"]))
    by_exporter = [touched(many, exporter=name) for name in names]
    by_importer = [touched(many, importer=name) for name in names]
    pairs = [
        touched(many, exporter=one, importer=other) for one in names[::9] for other in names[::10]
    ]
    assert mean(by_exporter) < 0.25
    assert mean(by_importer) < 0.25
    assert max(by_exporter) < 0.4
    assert max(by_importer) < 0.4
    assert mean(pairs) < 0.06
    assert max(pairs) < 0.12
