"""The import of BACI beside reading alone, DuckDB and Polars used plainly, on full-size files.

    python tests/benchmarks/baci_files.py FOLDER --edition HS22 --years 2022-2024 --zip
    python tests/benchmarks/importing.py FOLDER/BACI_HS22_V202601.zip [--years 2024] [--runs 5]
    python tests/benchmarks/importing.py ZIP --scaling 1,3,6,12

The first two make files and compare, with and without totals of all goods: seconds of whole
processes, in turn, medians and ratios of pairs; peak memory of the largest process; disk beside the
result. The last imports so many years of an archive and fits the exponent of time over rows. It
needs `unzip` and the extra `dev`.
"""

from __future__ import annotations

import argparse
import math
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from aigoods.catalog.editions import edition_name
from aigoods.catalog.goods import wto_2025

if TYPE_CHECKING:
    from collections.abc import Callable

IMPORT = (sys.executable, "-m", "aigoods", "data", "import")
DUCKDB = """
import sys, duckdb
source, target, codes = sys.argv[1], sys.argv[2], sys.argv[3].split(",")
duckdb.sql(f'''copy (select * from read_csv('{source}/BACI_*.csv', all_varchar=false,
    types={{'k': 'VARCHAR'}}) where k in {tuple(codes)}) to '{target}' (format parquet)''')
"""
POLARS = """
import sys, polars as pl
source, target, codes = sys.argv[1], sys.argv[2], sys.argv[3].split(",")
pl.scan_csv(f"{source}/BACI_*.csv", schema_overrides={"k": pl.String}).filter(
    pl.col("k").is_in(codes)).sink_parquet(target)
"""


class Run(NamedTuple):
    """One run: wall seconds, peak memory in MiB, and the most disk used beside the result."""

    seconds: float
    memory: float
    disk: float = 0.0


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("archive", type=Path)
    parser.add_argument("--years", default="")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--scaling", default="")
    given = parser.parse_args()
    if given.scaling:
        scaling(given.archive, [int(count) for count in given.scaling.split(",")], given.runs)
    else:
        compare(given.archive, given.years, given.runs)


def compare(archive: Path, years: str, runs: int) -> None:
    """Run the ways in turn and print their medians and ratios."""
    members = _members(archive, years)
    edition = re.search(r"BACI_(HS\d\d)_", archive.name)
    codes = ",".join(
        c.code for c in wto_2025(edition_name(edition[1] if edition else "HS17")).codes
    )
    with zipfile.ZipFile(archive) as opened:
        size = sum(opened.getinfo(name).file_size for name in members)
    print(f"{archive.name}: {len(members)} years, {size / 1e6:,.0f} MB of CSV, {runs} runs")
    ways: dict[str, Callable[[Path], Run]] = {
        "unzip -p | wc -c": lambda _: _unzip_alone(archive, members),
        "DuckDB after unzip": lambda folder: _after_unzip(DUCKDB, archive, members, codes, folder),
        "Polars after unzip": lambda folder: _after_unzip(POLARS, archive, members, codes, folder),
        "aigoods, no totals": lambda folder: _import(archive, years, folder, "--no-totals"),
        "aigoods data import": lambda folder: _import(archive, years, folder),
    }
    found: dict[str, list[Run]] = {name: [] for name in ways}
    for _ in range(runs):
        for name, way in ways.items():
            with tempfile.TemporaryDirectory() as folder:
                found[name].append(way(Path(folder)))
    ours = found["aigoods data import"]
    print(f"{'':22} {'seconds':>8} {'min':>6} {'max':>6} {'MiB':>6} {'disk MB':>8} {'ours is':>8}")
    for name, each in found.items():
        ratio = statistics.median(a.seconds / b.seconds for a, b in zip(ours, each, strict=True))
        seconds = [run.seconds for run in each]
        print(
            f"{name:22} {statistics.median(seconds):8.2f} {min(seconds):6.2f} {max(seconds):6.2f} "
            f"{max(run.memory for run in each):6.0f} {max(run.disk for run in each):8.1f} "
            f"{ratio:8.2f}"
        )


def scaling(archive: Path, counts: list[int], runs: int) -> None:
    """Import the last years of an archive, and fit log(seconds) over log(years)."""
    listed = sorted(re.findall(r"_Y(\d{4})_", " ".join(_members(archive, ""))))
    medians = []
    for count in counts:
        years = ",".join(listed[-count:])
        each = []
        for _ in range(runs):
            with tempfile.TemporaryDirectory() as folder:
                each.append(_import(archive, years, Path(folder)))
        seconds = statistics.median(run.seconds for run in each)
        medians.append(seconds)
        print(
            f"{count:2} years {seconds:6.2f} s, {max(r.memory for r in each):4.0f} MiB, "
            f"{max(r.disk for r in each):.1f} MB beside the result",
            flush=True,
        )
    xs, ys = [math.log(c) for c in counts], [math.log(s) for s in medians]
    mean_x, mean_y = statistics.mean(xs), statistics.mean(ys)
    slope = sum((x - mean_x) * (y - mean_y) for x, y in zip(xs, ys, strict=True)) / sum(
        (x - mean_x) ** 2 for x in xs
    )
    print(f"exponent of time over rows {slope:.3f}")


def _members(archive: Path, years: str) -> list[str]:
    from aigoods.sources.source import read_years

    wanted = {str(year) for year in read_years(years)}
    with zipfile.ZipFile(archive) as opened:
        found = [name for name in opened.namelist() if re.search(r"_Y\d{4}_", name)]
    return [n for n in found if not wanted or re.findall(r"_Y(\d{4})_", n)[0] in wanted]


def _unzip_alone(archive: Path, members: list[str]) -> Run:
    command = 'unzip -p "$0" "$@" | wc -c'
    return _timed([["sh", "-c", command, str(archive), *members]])


def _after_unzip(code: str, archive: Path, members: list[str], codes: str, folder: Path) -> Run:
    csvs = folder / "csv"
    target = folder / "result.parquet"
    found = _timed(
        [
            ["unzip", "-q", "-j", "-d", str(csvs), str(archive), *members],
            [sys.executable, "-c", code, str(csvs), str(target), codes],
        ]
    )
    return found._replace(disk=sum(each.stat().st_size for each in csvs.iterdir()) / 1e6)


def _import(archive: Path, years: str, folder: Path, *more: str) -> Run:
    """Run the import; the disk that it needs for a while is watched from outside."""
    env = {"AIGOODS_DATA": str(folder / "data")}
    most, ended = [0], threading.Event()

    def watch() -> None:
        while not ended.wait(0.02):
            most[0] = max(most[0], _size(folder))

    watching = threading.Thread(target=watch)
    watching.start()
    command = [*IMPORT, str(archive), *(["--years", years] if years else []), *more]
    found = _timed([command], env)
    ended.set()
    watching.join()
    return found._replace(disk=max(0, most[0] - _size(folder)) / 1e6)


def _size(folder: Path) -> int:
    total = 0
    for at, _, names in os.walk(folder):
        for name in names:
            try:
                total += os.stat(os.path.join(at, name)).st_size  # noqa: PTH116, PTH118
            except FileNotFoundError:
                continue
    return total


def _timed(commands: list[list[str]], env: dict[str, str] | None = None) -> Run:
    """Run commands one after the other; memory is that of the largest process of each."""
    began, memory = time.perf_counter(), 0.0
    for command in commands:
        program = shutil.which(command[0]) or command[0]
        process = subprocess.Popen(
            [program, *command[1:]],
            env={**os.environ, **(env or {})},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        said = process.stderr.read() if process.stderr else b""
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise SystemExit(f"{command[0]} failed: {said.decode()[-500:]}")
        memory = max(memory, used.ru_maxrss / 1024)
    return Run(time.perf_counter() - began, memory)


if __name__ == "__main__":
    main()
