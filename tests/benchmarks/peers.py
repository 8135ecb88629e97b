"""The sums behind some questions in SQL: what DuckDB takes for them on the same parquet files.

They are the flows that an answer reads and the groups that it sums them to, without names, ranks of
a year before, notes and series of other measures; so a ratio above 1 is expected, and one that
grows with the data is not. `economy` and `partners` are the tables of the dataset.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import duckdb

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PEERS = {
    "movers?decompose=1": """
        select economy, code, year, sum(value_usd) as usd from economy
        where flow = 'exports' and year in ({first}, {last}) group by all""",
    "world": """
        select year, code, sum(value_usd) as usd from economy where flow = 'exports'
        group by all""",
    "concentration": """
        with s as (select year, code, economy, sum(value_usd) as usd from economy
            where flow = 'exports' group by all),
        w as (select *, sum(usd) over (partition by year, code) as whole,
            row_number() over (partition by year, code order by usd desc) as place from s)
        select year, code, sum((usd / whole * 100) ** 2) as hhi,
            sum(usd) filter (place <= 5) / any_value(whole) as top5_share from w group by all""",
    "economy?economy=MEX&measure=rca": """
        with s as (select year, code, economy, sum(value_usd) as usd from economy
            where flow = 'exports' group by all)
        select year, code, usd, usd / sum(usd) over (partition by year, code) as share,
            rank() over (partition by year, code order by usd desc) as place
        from s qualify economy = 'MEX'""",
    "chain?economy=MYS": """
        with s as (select code, economy, flow, sum(value_usd) as usd from economy
            where year = {last} group by all)
        select *, rank() over (partition by code, flow order by usd desc) as place from s""",
    "dependence?economy=MEX": """
        with s as (select year, code, exporter, sum(value_usd) as usd from partners
            where importer = 'MEX' group by all),
        e as (select year, code, economy, sum(value_usd) as usd from economy
            where flow = 'exports' and year > {last} - 3 group by all),
        w as (select year, code, sum(p * p) as hhi from (select year, code,
            usd / sum(usd) over (partition by year, code) * 100 as p from e) group by all)
        select year, code, sum(p * p), max(usd), any_value(hhi) from (select *,
            usd / sum(usd) over (partition by year, code) * 100 as p from s)
        left join w using (year, code) group by all""",
    "exposure?economy=KOR&goods=854232": """
        select year, importer, sum(usd), sum(usd) filter (exporter = 'KOR') from
            (select year, importer, exporter, sum(value_usd) as usd from partners
            where code = '854232' group by all) group by all""",
}
"""The SQL of an address; `{first}` and `{last}` are the years of the dataset."""


def peers(
    folder: Path | str, first: int, last: int, threads: int
) -> dict[str, Callable[[], object]]:
    """Return for each address of PEERS what runs its SQL on the dataset in `folder`."""
    db = duckdb.connect(config={"threads": threads})
    for table in ("economy", "partners"):
        db.read_parquet(f"{folder}/{table}.parquet").create_view(table)
    return {
        address: partial(_rows, db, sql.format(first=first, last=last))
        for address, sql in PEERS.items()
    }


def _rows(db: duckdb.DuckDBPyConnection, sql: str) -> int:
    return len(db.execute(sql).fetchall())
