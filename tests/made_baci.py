"""Made-up releases of BACI and, in plain Python, the dataset that must come of each.

Nothing of the program is used to find what must come: the reference tables are read anew, and every
flow is placed and added up one by one.
"""

from __future__ import annotations

import csv
import os
import random
import zipfile
from collections import defaultdict
from contextlib import contextmanager
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import duckdb
import pytest

from aigoods.sources import importing, intake
from aigoods.sources.baci import SOURCE, reading
from aigoods.sources.baci.member import Member
from aigoods.sources.source import Request, read_request

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from aigoods.dataset.manifest import Manifest
    from aigoods.sources.progress import Progress

REFERENCE = Path(__file__).parents[1] / "data" / "reference"
REAL = Path(__file__).parent / "sources" / "baci"
HEADER = "t,i,j,k,v,q"
DAY = 1_769_040_000
"""2026-01-22, the day from which made-up files are."""

Row = tuple[object, object, object, object, object, object]
Cells = tuple[int, float | None]
Economy = dict[tuple[int, str, str, str], tuple[int, float | None, int]]
Partners = dict[tuple[int, str, str, str], Cells]


class Tables(NamedTuple):
    """Both tables of a dataset, cell by cell.

    `economy`: (year, economy, flow, code) -> value_usd, quantity_t, intra_eu_usd; `partners`:
    (year, exporter, importer, code) -> value_usd, quantity_t.
    """

    economy: Economy
    partners: Partners


def reference(name: str) -> list[dict[str, str]]:
    with (REFERENCE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def wto_codes(edition: str) -> list[str]:
    column = "hs2022_codes" if edition == "HS22" else "hs6_hs2012"
    return [code for row in reference("goods_hs6") for code in row[column].split(";")]


def core_codes() -> list[str]:
    return [row["hs4"] for row in reference("goods_hs4")]


def trade_codes() -> dict[int, str]:
    found = {}
    for row in reference("economies"):
        for code in (row["trade_code"], *row["former_trade_codes"].split(";")):
            if code:
                found[int(code)] = row["iso3"]
    return found


def members() -> set[str]:
    return {row["iso3"] for row in reference("economies") if row["eu_from"] and not row["eu_until"]}


def placed(code: str, basket: Sequence[str] | None, edition: str) -> str | None:
    """Return under which code of a basket a flow of `code` counts, None for none."""
    if basket is None:
        return code.lower()
    for wanted in (code, *heirs(edition).get(code, ())):
        for own in basket:
            if wanted.startswith(own):
                return own
    return None


def heirs(edition: str) -> dict[str, list[str]]:
    found = defaultdict(list)
    for row in reference("hs_editions"):
        if row["edition"][-2:] == edition[-2:]:
            found[row["code"]].append(row["predecessor"])
    return found


def expected(
    texts: Iterable[str],
    basket: Sequence[str] | None,
    edition: str = "HS22",
    years: Iterable[int] = (),
) -> Tables:
    """Return what must come of the texts of tables, by the rules of the import."""
    names, inside, wanted = trade_codes(), members(), set(years)
    parts: dict[tuple[int, str, str, str], list[Cells]] = defaultdict(list)
    places: dict[str, str | None] = {}
    for text in texts:
        for line in text.splitlines()[1:]:
            words = [word.strip(' "\t') for word in line.split(",")]
            if len(words) != 6:
                continue
            year, code = int(words[0]), words[3].zfill(6)
            if code not in places:
                places[code] = placed(code, basket, edition)
            usd = int((Decimal(words[4]) * 1000).quantize(Decimal(1), ROUND_HALF_UP))
            i, j = (names.get(int(word), f"X{int(word):03}") for word in words[1:3])
            target = places[code]
            if target is None or usd == 0 or i == j or (wanted and year not in wanted):
                continue
            quantity = None if words[5] in ("", "NA") else float(words[5])
            parts[year, i, j, target].append((usd, quantity))
    partners: Partners = {}
    for key, flows in parts.items():
        known = [q for _, q in flows if q is not None]
        total = sum(known) if len(known) == len(flows) else None
        partners[key] = (sum(usd for usd, _ in flows), total)
    economy: Economy = {}
    for (year, i, j, code), (usd, quantity) in partners.items():
        both = usd if i in inside and j in inside else 0
        for who, flow in ((i, "exports"), (j, "imports")):
            value, tons, within = economy.get((year, who, flow, code), (0, None, 0))
            if quantity is not None:
                tons = (tons or 0.0) + quantity
            economy[year, who, flow, code] = (value + usd, tons, within + both)
    return Tables(economy, partners)


def tables(folder: Path) -> Tables:
    """Return the tables of a dataset as DuckDB reads them; no key may come twice."""
    economy = duckdb.read_parquet(f"{folder}/economy.parquet").fetchall()
    partners = duckdb.read_parquet(f"{folder}/partners.parquet").fetchall()
    found = Tables({row[:4]: row[4:] for row in economy}, {row[:4]: row[4:] for row in partners})
    assert (len(found.economy), len(found.partners)) == (len(economy), len(partners))
    return found


def table(rows: Iterable[Row], header: str = HEADER) -> str:
    """Return the text of a table; None is an empty field."""
    lines = [",".join("" if each is None else str(each) for each in row) for row in rows]
    return "\n".join([header, *lines]) + "\n"


def file_name(year: int, edition: str = "HS22", release: str = "V202601") -> str:
    return f"BACI_{edition}_Y{year}_{release}.csv"


def lay(folder: Path, texts: Mapping[str, str | bytes]) -> Path:
    """Write files of the day DAY to a folder and return it."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        path = folder / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        os.utime(path, (DAY, DAY))
    return folder


def pack(path: Path, texts: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    """Write a zip of the day DAY and return its path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, text in texts.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 22, 0, 0, 0)), text, method)
    os.utime(path, (DAY, DAY))
    return path


def make(
    paths: Path | Sequence[Path],
    folder: Path,
    goods: str | Path = "wto-2025",
    years: tuple[int, ...] = (),
    report: Callable[[Progress], None] = lambda _: None,
    **release: str,
) -> Manifest:
    """Import a release into `folder`, whose name is that of the dataset."""
    request = Request(str(goods), years, own=release)
    plan = SOURCE.plan([paths] if isinstance(paths, Path) else paths, request)
    return importing.make(plan, folder, folder.name, report)


def put_on_shelf(paths: Sequence[Path], **texts: str) -> Manifest:
    """Import files as the texts that are given for fields of BACI ask for."""
    request = read_request(SOURCE.to_import, texts)
    return importing.import_files(paths, request, lambda _: None)


def check_sentence(error: BaseException) -> str:
    """Check that an error is a sentence for people, and return it."""
    said = str(error)
    assert said.isprintable()
    assert said.endswith(".")
    return said


@contextmanager
def small_batches(lines: int = 3, rows: int = 1) -> Iterator[None]:
    """Let imports work with blocks of so few lines, parse each alone, write so few rows at once."""
    whole = Member.blocks

    def blocks(self: Member, size: int) -> Iterator[bytes]:
        header, *rest = whole(self, size)
        yield header
        for block in rest:
            cut = block.split(b"\n")[1:]
            for at in range(0, len(cut), lines):
                yield b"".join(b"\n" + line for line in cut[at : at + lines])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Member, "blocks", blocks)
        patch.setattr(reading, "TEXT_BATCH", 1)
        patch.setattr(reading, "ROW_BATCH", 1)
        patch.setattr(intake, "PAIR_BATCH", rows)
        yield


def drawn(
    seed: int,
    year: int,
    codes: Sequence[str],
    count: int = 400,
    traders: Sequence[int] = (842, 490, 251, 276, 56, 156, 410, 484, 757, 699, 516, 344, 528),
) -> list[Row]:
    """Return rows in the order of CEPII's files: random, with exact quantities, some blank."""
    chance = random.Random(f"{seed} {year}")  # noqa: S311
    cells = {
        (i, j, code)
        for i, j, code in (
            (chance.choice(traders), chance.choice(traders), chance.choice(codes))
            for _ in range(count)
        )
        if i != j
    }
    return [
        (
            year, i, j, code,
            Decimal(chance.choice([1, 17, 999, 123_456, 98_765_432])) / 1000,
            None if chance.random() < 0.1 else chance.randrange(1, 4000) / 8,
        )
        for i, j, code in sorted(cells)
    ]  # fmt: skip
