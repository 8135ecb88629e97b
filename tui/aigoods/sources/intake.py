"""What an import takes in: flows by year, checked, mapped, written and summed."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

import polars as pl

from aigoods.catalog.economies import economies
from aigoods.catalog.editions import basket_code
from aigoods.dataset.schema import TOTALS_FILE
from aigoods.errors import DataError
from aigoods.sources.progress import Meter, Progress
from aigoods.sources.source import Findings
from aigoods.sources.sums import (
    FLOW_KEYS,
    ascending,
    by_economy,
    economy_rows,
    named,
    summed,
    total_rows,
)
from aigoods.threads import Ahead

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future

    from aigoods.dataset.writer import Writer
    from aigoods.sources.source import Plan, Reading

FLOWS: dict[str, pl.DataType] = {
    "year": pl.UInt16(),
    "exporter": pl.UInt16(),
    "importer": pl.UInt16(),
    "code": pl.String(),
    "value_usd": pl.Int64(),
    "quantity_t": pl.Float64(),
}
"""The columns of flows as a source yields them, no two rows of one year, pair and code.

Exporter and importer are trade codes, as in `trade_code` of `economies.csv`, code has six digits,
value are whole current US dollars above 0, quantity metric tons, null where unknown.
"""
PAIR_BATCH = 600_000
"""Rows that are summed and written at once."""

PAIR = ("exporter", "importer")
THREADS = 2
FRAMES_AHEAD = 2


@dataclass(slots=True)
class _Year:
    """The rows of one year that are not yet written, and the sums of those that are."""

    year: int
    frames: list[pl.DataFrame] = field(default_factory=list)
    rows: int = 0
    pairs: set[tuple[int, int]] = field(default_factory=set)
    sums: list[pl.DataFrame] = field(default_factory=list)
    summing: Future[pl.DataFrame] | None = None

    def take_sums(self) -> None:
        """Wait for the sums at work; put all together once they have grown twofold."""
        if self.summing is None:
            return
        self.sums.append(self.summing.result())
        self.summing = None
        if sum(each.height for each in self.sums) > max(PAIR_BATCH, 2 * self.sums[0].height):
            self.sums = [summed(self.sums)]


class Intake:
    """Takes in the flows that are planned: partners go to a Writer, sums by economy stay here."""

    def __init__(self, plan: Plan, writer: Writer) -> None:
        self.files = plan.files
        self.years = plan.years
        self.codes = plan.codes
        self.writer = writer
        self.economies = {
            int(code): economy.iso3
            for economy in economies().values()
            for code in (economy.trade_code, *economy.former_trade_codes)
            if code
        }
        self.findings = Findings()
        self.economy: list[pl.DataFrame] = []
        self.totals = plan.totals
        self.sums: list[pl.DataFrame] = []

    def economy_table(self) -> pl.DataFrame:
        """Return the economy table of all years."""
        return pl.concat(self.economy)

    def further(self) -> dict[str, pl.DataFrame]:
        """Return the tables of `dataset.schema.FURTHER` that come of the import: the totals.

        They are of the years of the economy table alone. Trade codes that are unknown stand as X
        and the code there, too.
        """
        if not self.totals:
            return {}
        if self.codes is None:  # The goods are all goods.
            keys, usd = ["year", "economy", "flow"], ["value_usd", "intra_eu_usd"]
            return {TOTALS_FILE: self.economy_table().group_by(keys).agg(pl.col(usd).sum())}
        flows = pl.concat(self.sums).filter(pl.col("year").is_in(self.findings.years))
        names = {
            code: self.economies.get(code, f"X{code:03}")
            for side in PAIR
            for code in flows[side].unique()
        }
        return {
            TOTALS_FILE: total_rows(flows.with_columns(named(pl.col(side), names) for side in PAIR))
        }

    def read(self, reading: Reading, report: Callable[[Progress], None]) -> None:
        """Take in all flows.

        Raises:
            DataError: a file is damaged, or has a flow twice.

        """
        meter = Meter([(file.name, file.size) for file in self.files], report)
        take_sums = [self.sums.append] if self.totals and self.codes is not None else []
        with (
            ThreadPoolExecutor(THREADS) as pool,
            Ahead(reading(pool, meter, *take_sums), FRAMES_AHEAD) as frames,
        ):
            for place, of_file in groupby(frames, itemgetter(0)):
                name = self.files[place].name
                found: dict[int, _Year] = {}
                for _, frame in of_file:
                    meter.rows += self._keep(name, self.files[place].year, frame, found)
                    for kept in found.values():
                        if kept.rows > PAIR_BATCH:
                            self._write_whole_pairs(kept, name, pool)
                for _, kept in sorted(found.items()):
                    self._check_once(kept, name)
                    self._write(kept, pl.concat(kept.frames), pool)
                if place == len(self.files) - 1:
                    # They are laid out and packed while the last sums are made.
                    self.writer.end_partners()
                for _, kept in sorted(found.items()):
                    self._close(kept)
        if self.files:
            meter.ended(len(self.files) - 1)  # Here all rows that were kept are counted.

    def _keep(
        self, name: str, only: int | None, frame: pl.DataFrame, found: dict[int, _Year]
    ) -> int:
        """Keep the rows of the years that are wanted; all must be of the year `only`.

        Returns how many they are.
        """
        count = 0
        for (year,), rows in frame.partition_by("year", as_dict=True).items():
            if only not in (None, year):
                raise DataError(f"{name} has flows of {year}; its name says {only}.")
            if self.years and year not in self.years:
                continue
            if year in self.findings.years:
                raise DataError(f"The year {year} stands in {name} and in a file before it.")
            kept = found.setdefault(year, _Year(year))
            kept.frames.append(rows)
            kept.rows += rows.height
            count += rows.height
        return count

    def _write_whole_pairs(self, kept: _Year, name: str, pool: ThreadPoolExecutor) -> None:
        """Write what is kept of a year but for its last pair, which may go on."""
        self._check_once(kept, name)
        rows = pl.concat(kept.frames)
        last = rows.row(-1, named=True)
        open_pair = (pl.col("exporter") == last["exporter"]) & (
            pl.col("importer") == last["importer"]
        )
        self._write(kept, rows.filter(~open_pair), pool)
        rest = rows.filter(open_pair)
        kept.frames, kept.rows = [rest], rest.height
        kept.pairs |= {*rows.select(PAIR).unique().iter_rows()} - {*rest.select(PAIR).iter_rows()}

    def _write(self, kept: _Year, rows: pl.DataFrame, pool: ThreadPoolExecutor) -> None:
        """Write rows of whole pairs as partners, and begin to sum them by economy."""
        if rows.is_empty():
            return
        flows = self._mapped(rows)
        self.writer.add_partners(
            flows.select(
                pl.lit(kept.year, pl.Int32).alias("year"), *FLOW_KEYS, "value_usd", "quantity_t"
            )
        )
        kept.take_sums()
        kept.summing = pool.submit(by_economy, flows)

    def _close(self, kept: _Year) -> None:
        """Put the sums of a year into the economy table; a year of own trade alone has none."""
        kept.take_sums()
        table = economy_rows(kept.year, kept.sums)
        if table.height:
            self.economy.append(table)
            self.findings.years.add(kept.year)
            self.findings.quantities |= bool(table["quantity_t"].count())

    def _check_once(self, kept: _Year, name: str) -> None:
        """Check that each flow that is kept stands in the file once.

        Raises:
            DataError: one stands there twice, or a pair comes again after it was written.

        """
        rows = pl.concat(kept.frames)
        if not ascending(rows):
            twice = rows.filter(pl.struct(FLOW_KEYS).is_duplicated())
            if twice.height:
                i, j, k = twice.select(FLOW_KEYS).row(0)
                raise DataError(
                    f"{name} has the flow from {i} to {j} of {k} in {kept.year} twice; it is "
                    "damaged or was put together from others."
                )
        again = kept.pairs and kept.pairs.intersection(rows.select(PAIR).unique().iter_rows())
        if again:
            i, j = min(again)
            raise DataError(
                f"{name} has the flows from {i} to {j} in two places; so many rows are only read "
                "in order, by exporter and importer."
            )

    def _mapped(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Return the rows with ISO3 codes and codes of the basket, summed where codes merge.

        A sum has a quantity only where all its parts have one.
        """
        codes = {code: self._code(code) for code in rows["code"].unique().to_list()}
        self.findings.codes.update(codes.values())
        names = {column: self._economies(rows, column) for column in PAIR}
        flows = rows.select(
            *(named(pl.col(column), names[column]) for column in PAIR),
            named(pl.col("code"), codes),
            "value_usd",
            "quantity_t",
        )
        own = flows.filter(pl.col("exporter") == pl.col("importer"))
        if own.height:
            self.findings.own_trade_usd += int(own["value_usd"].sum())
            flows = flows.filter(pl.col("exporter") != pl.col("importer"))
        self.findings.total_usd += int(flows["value_usd"].sum())
        if not any(len(set(each.values())) < len(each) for each in (codes, *names.values())):
            return flows
        tons = pl.col("quantity_t")
        return flows.group_by(FLOW_KEYS, maintain_order=True).agg(
            pl.col("value_usd").sum(), pl.when(tons.is_not_null().all()).then(tons.sum())
        )

    def _code(self, raw: str) -> str:
        """Return the code of the basket; where all goods are wanted, the code itself."""
        found = None if self.codes is None else basket_code(self.codes, raw.upper())
        if found is None:
            return raw.lower()
        if found != raw and len(found) == len(raw):
            self.findings.merged.setdefault(found, set()).add(raw)
        return found

    def _economies(self, rows: pl.DataFrame, column: str) -> dict[int, str]:
        """Return the ISO3 of the trade codes in a column; note unknown ones with their value."""
        found = {}
        for code in rows[column].unique().to_list():
            iso3 = self.economies.get(code)
            if iso3 is None:
                iso3 = f"X{code:03}"
                traded = rows.filter(
                    pl.col(column) == code, pl.col("exporter") != pl.col("importer")
                )
                value = int(traded["value_usd"].sum())
                self.findings.unknown[code] = self.findings.unknown.get(code, 0) + value
            found[code] = iso3
        return found
