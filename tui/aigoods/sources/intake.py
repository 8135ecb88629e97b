"""What an import takes in: rows of a basket by year, checked, mapped, written and summed."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

import polars as pl

from aigoods.catalog.economies import economies
from aigoods.catalog.editions import basket_code, code_map
from aigoods.errors import DataError
from aigoods.sources.manifests import Findings
from aigoods.sources.progress import Meter, Progress
from aigoods.sources.rows import check_header, line_pattern, read_rows, wanted_lines
from aigoods.sources.sums import FLOW_KEYS, ascending, by_economy, economy_rows, named, summed
from aigoods.threads import Ahead, in_order

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Future

    from aigoods.catalog.goods import Basket
    from aigoods.dataset.writer import Writer
    from aigoods.sources.member import Member

TEXT_BATCH = 4 << 20
PAIR_BATCH = 600_000
"""Bytes of wanted lines that are parsed, and rows that are summed and written, at once."""

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
    """Reads the files of a release: partners go to a Writer, the sums by economy stay here.

    `files` are those to read, each with the year that its name tells, or None.
    """

    def __init__(
        self,
        files: list[tuple[int | None, Member]],
        basket: Basket | None,
        edition: str,
        years: tuple[int, ...],
        writer: Writer,
    ) -> None:
        self.files = files
        self.years = years
        self.writer = writer
        codes = [code.code for code in basket.codes] if basket else []
        self.mapped = code_map(codes, edition)
        self.pattern = line_pattern(self.mapped) if basket else None
        self.economies = {
            int(code): economy.iso3
            for economy in economies().values()
            for code in (economy.trade_code, *economy.former_trade_codes)
            if code
        }
        self.findings = Findings()
        self.economy: list[pl.DataFrame] = []

    def economy_table(self) -> pl.DataFrame:
        """Return the economy table of all years."""
        return pl.concat(self.economy)

    def read(self, blocks: Iterable[tuple[int, bytes]], report: Callable[[Progress], None]) -> None:
        """Read the blocks of all files, each with the place of its file.

        Raises:
            DataError: a file is no table of BACI, or has a flow twice.

        """
        meter = Meter([(member.name, member.size) for _, member in self.files], report)
        with (
            ThreadPoolExecutor(THREADS) as pool,
            Ahead(self._frames(blocks, pool, meter), FRAMES_AHEAD) as frames,
        ):
            for place, of_file in groupby(frames, itemgetter(0)):
                name = self.files[place][1].name
                found: dict[int, _Year] = {}
                for _, frame in of_file:
                    meter.rows += self._keep(name, self.files[place][0], frame, found)
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

    def _frames(
        self, blocks: Iterable[tuple[int, bytes]], pool: ThreadPoolExecutor, meter: Meter
    ) -> Iterator[tuple[int, pl.DataFrame]]:
        """Yield the rows of all files, a frame without rows at the end of each."""
        for place, of_file in groupby(blocks, itemgetter(0)):
            name = self.files[place][1].name
            contents = (block for _, block in of_file)
            check_header(next(contents), name)
            wanted = partial(wanted_lines, pattern=self.pattern, name=name)
            lines = in_order(pool, wanted, meter.counted(place, contents))
            for frame in in_order(pool, partial(read_rows, name=name), gathered(lines, TEXT_BATCH)):
                yield place, self._wanted(frame)
            if place < len(self.files) - 1:
                meter.ended(place)
            yield place, read_rows(b"", name)

    def _wanted(self, frame: pl.DataFrame) -> pl.DataFrame:
        """Return the rows of wanted codes: some show only when they are read that they are none."""
        if self.pattern is None:
            return frame
        codes = frame["k"].unique()
        others = [code for code in codes if basket_code(self.mapped, code.upper()) is None]
        return frame.filter(~pl.col("k").is_in(others)) if others else frame

    def _keep(
        self, name: str, only: int | None, frame: pl.DataFrame, found: dict[int, _Year]
    ) -> int:
        """Keep the rows of the years that are wanted; all must be of the year `only`.

        Returns how many they are.
        """
        count = 0
        for (year,), rows in frame.partition_by("t", as_dict=True).items():
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
        open_pair = (pl.col("i") == last["i"]) & (pl.col("j") == last["j"])
        self._write(kept, rows.filter(~open_pair), pool)
        rest = rows.filter(open_pair)
        kept.frames, kept.rows = [rest], rest.height
        kept.pairs |= {*rows.select("i", "j").unique().iter_rows()} - {(last["i"], last["j"])}

    def _write(self, kept: _Year, rows: pl.DataFrame, pool: ThreadPoolExecutor) -> None:
        """Write rows of whole pairs as partners, and begin to sum them by economy."""
        if rows.is_empty():
            return
        flows = self._mapped(rows)
        self.writer.add_partners(
            flows.select(
                pl.lit(kept.year, pl.Int32).alias("year"),
                "exporter",
                "importer",
                "code",
                pl.col("usd").alias("value_usd"),
                pl.col("q").alias("quantity_t"),
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
        keys = ("i", "j", "k")
        rows = pl.concat(kept.frames)
        if not ascending(rows):
            twice = rows.filter(pl.struct(keys).is_duplicated())
            if twice.height:
                i, j, k = twice.select(keys).row(0)
                raise DataError(
                    f"{name} has the flow from {i} to {j} of {k} in {kept.year} twice; it is "
                    "damaged or was put together from others."
                )
        again = kept.pairs and kept.pairs.intersection(rows.select("i", "j").unique().iter_rows())
        if again:
            i, j = min(again)
            raise DataError(
                f"{name} has the flows from {i} to {j} in two places; so many rows are only read "
                "in the order of CEPII's files, by exporter and importer."
            )

    def _mapped(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Return the rows with ISO3 codes and codes of the basket, summed where codes merge.

        A sum has a quantity only where all its parts have one.
        """
        codes = {code: self._code(code) for code in rows["k"].unique().to_list()}
        self.findings.codes.update(codes.values())
        names = {column: self._economies(rows, column) for column in ("i", "j")}
        flows = rows.select(
            named(pl.col("i"), names["i"]).alias("exporter"),
            named(pl.col("j"), names["j"]).alias("importer"),
            named(pl.col("k"), codes).alias("code"),
            "usd",
            "q",
        )
        own = flows.filter(pl.col("exporter") == pl.col("importer"))
        if own.height:
            self.findings.own_trade_usd += int(own["usd"].sum())
            flows = flows.filter(pl.col("exporter") != pl.col("importer"))
        self.findings.total_usd += int(flows["usd"].sum())
        if not any(len(set(each.values())) < len(each) for each in (codes, *names.values())):
            return flows
        known = pl.col("q").is_not_null().all()
        return flows.group_by(FLOW_KEYS, maintain_order=True).agg(
            pl.col("usd").sum(), pl.when(known).then(pl.col("q").sum()).alias("q")
        )

    def _code(self, raw: str) -> str:
        """Return the code of the basket; where all goods are wanted, the code itself."""
        found = None if self.pattern is None else basket_code(self.mapped, raw.upper())
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
                traded = rows.filter(pl.col(column) == code, pl.col("i") != pl.col("j"))
                value = int(traded["usd"].sum())
                self.findings.unknown[code] = self.findings.unknown.get(code, 0) + value
            found[code] = iso3
        return found


def gathered(texts: Iterable[bytes], least: int) -> Iterator[bytes]:
    """Yield the texts joined to such of at least `least` bytes; the last may be shorter."""
    held: list[bytes] = []
    size = 0
    for text in texts:
        held.append(text)
        size += len(text)
        if size >= least:
            yield b"".join(held)
            held, size = [], 0
    if size:
        yield b"".join(held)
