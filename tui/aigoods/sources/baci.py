"""CEPII's BACI: every flow between two economies by HS6 code, made into a dataset of one basket.

BACI reconciles what exporter and importer report; values are thousand current US dollars,
quantities metric tons. Source: Gaulier, G. and Zignago, S. (2010), CEPII Working Paper 2010-23.
"""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

import polars as pl

from aigoods.catalog.economies import economies
from aigoods.catalog.editions import basket_code, code_map, edition_name
from aigoods.dataset.schema import economy_schema
from aigoods.dataset.writer import writing
from aigoods.errors import DataError
from aigoods.sources.baskets import ALL_GOODS, named_basket
from aigoods.sources.manifests import Findings, baci_manifest
from aigoods.sources.pipeline import gathered, in_order
from aigoods.sources.progress import Progress
from aigoods.sources.rows import check_header, line_pattern, read_rows, wanted_lines
from aigoods.sources.sums import FLOW_KEYS, MEMBERS, ascending, named, summed, sums

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from aigoods.catalog.goods import Basket
    from aigoods.dataset.manifest import Manifest
    from aigoods.dataset.writer import Writer
    from aigoods.sources.archive import Release
    from aigoods.sources.member import Member

TEXT_BATCH = 4 << 20
PAIR_BATCH = 600_000
"""Bytes of wanted lines that are parsed, and rows that are summed and written, at once."""

THREADS = 2


@dataclass(slots=True)
class _Year:
    """The rows of one year that are not yet written, the sums of those that are."""

    frames: list[pl.DataFrame] = field(default_factory=list)
    rows: int = 0
    pairs: set[tuple[int, int]] = field(default_factory=set)
    sums: list[pl.DataFrame] = field(default_factory=list)


def import_release(
    release: Release,
    folder: Path,
    name: str,
    goods: str = "wto-2025",
    years: tuple[int, ...] = (),
    report: Callable[[Progress], None] = lambda _: None,
) -> Manifest:
    """Make the dataset `folder` from a release and return its manifest.

    `goods` is `wto-2025`, `core-hs4`, `all` or the path of a basket; `years` are those wanted, all
    where it is empty. `report` is told how far the import is. Until the end `folder` is as it was.

    Raises:
        DataError: a file is damaged or no table of BACI, a flow stands in it twice, there is
            nothing of the basket in it, or the dataset cannot be written.
        UsageError: the basket does not exist or does not fit the edition.

    """
    edition = edition_name(release.edition)
    basket = None if goods == ALL_GOODS else named_basket(goods, edition)
    with writing(folder) as writer:
        work = _Import(release, basket, edition, years, writer, report)
        economy, findings = work.run()
        manifest = baci_manifest(release, name, basket, findings)
        return writer.commit(manifest, economy)


class _Import:
    """One import at work."""

    def __init__(
        self,
        release: Release,
        basket: Basket | None,
        edition: str,
        years: tuple[int, ...],
        writer: Writer,
        report: Callable[[Progress], None],
    ) -> None:
        self.release = release
        self.years = years
        self.writer = writer
        self.report = report
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
        self.done = self.rows = 0
        self.began = time.monotonic()

    def run(self) -> tuple[pl.DataFrame, Findings]:
        """Read all files; return the economy table and what was found on the way."""
        wanted = [
            (year, member)
            for year, member in self.release.years
            if not self.years or year in self.years or year is None
        ]
        total = sum(member.size for _, member in wanted)
        with ThreadPoolExecutor(THREADS) as pool:
            for number, (year, member) in enumerate(wanted, start=1):
                said = partial(self._say, member.name, number, len(wanted), total)
                self._read(member, year, pool, said)
        if not self.economy:
            raise DataError(
                f"There is no flow of the goods and years asked for in "
                f"{', '.join(self.release.names)}."
            )
        return pl.concat(self.economy), self.findings

    def _say(self, name: str, number: int, files: int, total: int) -> None:
        seconds = time.monotonic() - self.began
        self.report(Progress(name, number, files, self.done, total, self.rows, seconds))

    def _read(
        self,
        member: Member,
        only: int | None,
        pool: ThreadPoolExecutor,
        said: Callable[[], None],
    ) -> None:
        """Read one file, in which all flows are of the year `only`, and write the years in it."""
        blocks = member.blocks()
        check_header(next(blocks), member.name)
        name = member.name
        found: dict[int, _Year] = {}
        lines = in_order(
            pool,
            partial(wanted_lines, pattern=self.pattern, name=name),
            self._counted(blocks, said),
        )
        for frame in in_order(pool, partial(read_rows, name=name), gathered(lines, TEXT_BATCH)):
            for (year,), rows in frame.partition_by("t", as_dict=True).items():
                if only not in (None, year):
                    raise DataError(f"{name} has flows of {year}; its name says {only}.")
                if self.years and year not in self.years:
                    continue
                if year in self.findings.years:
                    raise DataError(f"The year {year} stands in {name} and in a file before it.")
                kept = found.setdefault(year, _Year())
                kept.frames.append(rows)
                kept.rows += rows.height
                self.rows += rows.height
                if kept.rows > PAIR_BATCH:
                    self._write_whole_pairs(year, kept, name)
        for year, kept in sorted(found.items()):
            self._check_once(year, kept, name)
            self._write(kept, pl.concat(kept.frames))
            self._close(year, kept)
        said()

    def _counted(self, blocks: Iterator[bytes], said: Callable[[], None]) -> Iterator[bytes]:
        for block in blocks:
            yield block
            self.done += len(block)
            said()

    def _write_whole_pairs(self, year: int, kept: _Year, name: str) -> None:
        """Write what is kept of a year but for its last pair, which may go on."""
        self._check_once(year, kept, name)
        rows = pl.concat(kept.frames)
        last = rows.row(-1, named=True)
        open_pair = (pl.col("i") == last["i"]) & (pl.col("j") == last["j"])
        self._write(kept, rows.filter(~open_pair))
        rest = rows.filter(open_pair)
        kept.frames, kept.rows = [rest], rest.height
        kept.pairs |= {*rows.select("i", "j").unique().iter_rows()} - {(last["i"], last["j"])}

    def _write(self, kept: _Year, rows: pl.DataFrame) -> None:
        """Write rows of whole pairs as partners, and keep their sums by economy."""
        flows = self._mapped(rows)
        self.writer.add_partners(
            flows.select(
                pl.col("t").alias("year"),
                "exporter",
                "importer",
                "code",
                pl.col("usd").alias("value_usd"),
                pl.col("q").alias("quantity_t"),
            )
        )
        inside = pl.all_horizontal(pl.col("exporter", "importer").is_in(MEMBERS))
        flows = flows.with_columns(pl.when(inside).then("usd").otherwise(0).alias("inside"))
        for side, flow in (("exporter", "exports"), ("importer", "imports")):
            kept.sums.append(sums(flows.rename({side: "economy"}), flow))
        if sum(each.height for each in kept.sums) > PAIR_BATCH:
            kept.sums = [summed(kept.sums)]

    def _close(self, year: int, kept: _Year) -> None:
        """Put the sums of a year into the economy table."""
        self.economy.append(
            summed(kept.sums)
            .select(
                pl.col("t").alias("year"),
                "economy",
                "flow",
                "code",
                pl.col("usd").alias("value_usd"),
                pl.when(pl.col("known") > 0).then("q").alias("quantity_t"),
                pl.col("inside").alias("intra_eu_usd"),
            )
            .cast(dict(economy_schema()))  # type: ignore[arg-type]
        )
        self.findings.years.add(year)

    def _check_once(self, year: int, kept: _Year, name: str) -> None:
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
                    f"{name} has the flow from {i} to {j} of {k} in {year} twice; it is damaged "
                    "or was put together from others."
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
        raw = rows["k"].unique().to_list()
        codes = {code: self._code(code) for code in raw}
        self.findings.codes.update(codes.values())
        names = {column: self._economies(rows, column) for column in ("i", "j")}
        flows = rows.select(
            "t",
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
        if self.pattern is None:
            return raw.lower()
        found = basket_code(self.mapped, raw.upper())
        if found is None:  # The pattern lets through what begins like a code of the basket.
            raise DataError(f"{raw} is no HS6 code.")
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
                value = int(rows.filter(pl.col(column) == code)["usd"].sum())
                self.findings.unknown[code] = self.findings.unknown.get(code, 0) + value
            found[code] = iso3
        return found
