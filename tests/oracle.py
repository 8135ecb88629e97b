"""A second way to every number, for tests alone: DuckDB SQL over the published extracts.

Nothing here calls the program: codes, regions and goods are read from the CSV files.
"""

import math
import re
from pathlib import Path
from typing import Any

import duckdb

DATA = Path(__file__).parents[1] / "data"
YEARS = tuple(range(2017, 2025))
LEVEL_COLUMN = {"segment": "segment_key", "family": "family_key", "code": "code"}
GROUP_COLUMN = {"region": "region", "sub-region": "sub_region", "income": "income_group"}
SEGMENT_ORDER = ("raw materials", "intermediate inputs", "equipment")
PARTNER_CODES = "8486+8541+8542"


def connect() -> duckdb.DuckDBPyConnection:
    """Return a connection with the tables goods, economies, flows and pairs."""
    db = duckdb.connect(config={"threads": 1})
    text = "read_csv(?, header=true, all_varchar=true, nullstr='<none>')"
    word = r"lower(regexp_replace({}, '[^A-Za-z0-9]+', '-', 'g'))"
    db.execute(
        f"""
        create table goods as select hs4 as code, description, segment, family,
            {word.format("segment")} as segment_key, {word.format("family")} as family_key
        from {text}""",  # noqa: S608
        [str(DATA / "reference" / "goods_hs4.csv")],
    )
    db.execute(
        f"""
        create table economies as select iso3, name, kind,
            case region when '' then 'Not classified' else region end as region,
            case sub_region when '' then 'Not classified' else sub_region end as sub_region,
            case income_group when '' then 'Not classified' else income_group end as income_group,
            eu_from <> '' and eu_until = '' as eu
        from {text}""",  # noqa: S608
        [str(DATA / "reference" / "economies.csv")],
    )
    db.execute(
        f"""
        create table flows as
        with wide as (select year::int as year, heading as code, iso3,
            exports_usd::bigint as exports, imports_usd::bigint as imports from {text})
        select year, code, iso3, 'exports' as flow, exports as usd from wide where exports > 0
        union all
        select year, code, iso3, 'imports', imports from wide where imports > 0""",  # noqa: S608
        [str(DATA / "origin" / "core_hs4_economy.csv")],
    )
    db.execute(
        f"""
        create table everything as select year::int as year, iso3, exports_usd::bigint as usd
        from {text}""",  # noqa: S608
        [str(DATA / "origin" / "all_goods_exports.csv")],
    )
    db.execute(
        f"""
        create table pairs as select exporter_iso3 as exporter, importer_iso3 as importer,
            (value_kusd::decimal(18, 3) * 1000)::bigint as usd from {text}""",  # noqa: S608
        [str(DATA / "origin" / "semiconductors_partners_2024.csv")],
    )
    return db


def codes_of(db: duckdb.DuckDBPyConnection, goods: str) -> list[str]:
    """Return the codes below the address word of some goods."""
    rows = db.execute(
        "select code from goods where ? in ('all', segment_key, family_key, code)", [goods]
    ).fetchall()
    return [code for (code,) in rows]


MEASURED = """
    world as (select year, sum(usd)::bigint as usd from v group by year),
    ranked as (select v.*, 1 + (select count(*) from v o where o.year = v.year and o.usd > v.usd)
        as place, v.usd / world.usd as part from v join world using (year)),
    measured as (select a.*, b.usd as usd_before, b.place as place_before from ranked a
        left join ranked b on b.key = a.key and b.year = a.year - 1)
"""
SERIES = {
    "value": "usd::double",
    "share": "part",
    "growth": "usd / usd_before - 1",
    "rank": "place::double",
}


def ranking(
    db: duckdb.DuckDBPyConnection,
    *,
    flow: str,
    goods: str = "all",
    by: str = "economy",
    year: int,
    since: int = 2017,
    measure: str = "value",
    within: tuple[str, str] | None = None,
) -> list[tuple[Any, ...]]:
    """Return the rows of a ranking, as the table of the answer should hold them."""
    key = "e.iso3" if by == "economy" else f"e.{GROUP_COLUMN[by]}"
    where = "true" if within is None else f"e.{GROUP_COLUMN[within[0]]} = '{within[1]}'"
    shown = "any_value(e.name)" if by == "economy" else key
    span = year - since
    rate = f"pow(m.usd / f.usd, 1.0 / {span}) - 1" if span else "null"
    rows = db.execute(
        f"""
        with v as (select year, {key} as key, {shown} as name, bool_or({where}) as listed,
                sum(usd)::bigint as usd from flows join economies e using (iso3)
                where flow = ? and list_contains(?, code) group by year, {key}),
        {MEASURED},
        lines as (select key, map_from_entries(list((year, {SERIES[measure]}))) as line
            from measured group by key)
        select m.place, m.key, m.name, m.usd, m.part, m.usd / m.usd_before - 1,
            m.place_before - m.place, {rate}, line
        from measured m join lines using (key)
        left join v f on f.key = m.key and f.year = {since}
        where m.year = {year} and m.listed""",  # noqa: S608
        [flow, codes_of(db, goods)],
    ).fetchall()
    every = db.execute(
        f"""
        select {key}, sum(usd)::bigint from everything join economies e using (iso3)
        where year = {year} group by 1"""  # noqa: S608
    )
    whole, found = dict(every.fetchall()), []
    for row in rows:
        first = row[1] if by == "economy" else group_word(by, row[1])
        line = [row[8].get(y) for y in YEARS]
        part = [row[3] / whole[row[1]]] if flow == "exports" else []
        found.append((row[0], first, *row[2:8], *part, line))
    return sorted(found, key=lambda row: (row[0], row[2]))


def group_word(by: str, name: str) -> str:
    """Return the address word of a region, sub-region or income group."""
    if name == "Not classified":
        return f"no-{by}"
    return re.sub("[^a-z0-9]+", "-", name.lower())


def profile(
    db: duckdb.DuckDBPyConnection,
    *,
    economy: str,
    level: str,
    year: int,
    flow: str,
    goods: str = "all",
    since: int = 2017,
    measure: str = "value",
) -> list[tuple[Any, ...]]:
    """Return the rows of an economy's goods at one level."""
    node = LEVEL_COLUMN[level]
    name = {"segment": "g.segment", "family": "g.family", "code": "g.description"}[level]
    line = {
        "value": "a.usd::double",
        "share": "a.world_part",
        "growth": "a.usd / b.usd - 1",
        "rank": "a.place::double",
    }[measure]
    span = year - since
    rate = f"pow(m.usd / f.usd, 1.0 / {span}) - 1" if span else "null"
    rows = db.execute(
        f"""
        with s as (select year, g.{node} as key, any_value({name}) as name,
                any_value(g.segment) as segment, iso3, sum(usd)::bigint as usd
            from flows join goods g using (code)
            where flow = ? and list_contains(?, code) group by year, g.{node}, iso3),
        r as (select *, rank() over (partition by year, key order by usd desc) as place,
                usd / sum(usd) over (partition by year, key) as world_part from s),
        own as (select *, usd / sum(usd) over (partition by year) as part from r where iso3 = ?),
        m as (select a.*, a.usd / b.usd - 1 as change, {line} as point from own a
            left join own b on b.key = a.key and b.year = a.year - 1),
        lines as (select key, map_from_entries(list((year, point))) as line from m group by key)
        select m.key, m.name, m.segment, m.usd, m.part, m.change, m.world_part, m.place,
            {rate}, line
        from m join lines using (key)
        left join own f on f.key = m.key and f.year = {since}
        where m.year = {year}""",  # noqa: S608
        [flow, codes_of(db, goods), economy],
    ).fetchall()
    whole = dict(all_exports(db, economy)).get(year)
    found = [
        (
            row[0],
            row[1][:1].upper() + row[1][1:],
            *row[2:9],
            *([whole and row[3] / whole] if flow == "exports" else []),
            [row[9].get(y) for y in YEARS],
        )
        for row in rows
    ]
    return sorted(found, key=lambda row: (-row[3], row[0]))


def profile_years(
    db: duckdb.DuckDBPyConnection, *, economy: str, goods: str
) -> list[tuple[Any, ...]]:
    """Return an economy's years: for each flow value, growth, share and rank, then the balance."""
    rows = db.execute(
        """
        with s as (select year, flow, iso3, sum(usd)::bigint as usd from flows
                where list_contains(?, code) group by all),
        r as (select *, rank() over (partition by year, flow order by usd desc) as place,
            usd / sum(usd) over (partition by year, flow) as part from s),
        m as (select a.*, a.usd / b.usd - 1 as change from r a left join r b
            on b.iso3 = a.iso3 and b.flow = a.flow and b.year = a.year - 1 where a.iso3 = ?)
        select y.y, x.usd, x.change, x.part, x.place, i.usd, i.change, i.part, i.place,
            x.usd - i.usd
        from range(2017, 2025) y(y)
        left join m x on x.year = y.y and x.flow = 'exports'
        left join m i on i.year = y.y and i.flow = 'imports' order by 1""",
        [codes_of(db, goods), economy],
    ).fetchall()
    whole = dict(all_exports(db, economy))
    return [(*row, row[1] and row[1] / whole[row[0]]) for row in rows]


def all_exports(db: duckdb.DuckDBPyConnection, economy: str) -> list[tuple[Any, ...]]:
    """Return the years of an economy with its exports of all goods."""
    return db.execute("select year, usd from everything where iso3 = ?", [economy]).fetchall()


def goods_tree(
    db: duckdb.DuckDBPyConnection,
    *,
    depth: str,
    year: int,
    flow: str,
    goods: str = "all",
    since: int = 2017,
    measure: str = "value",
) -> list[tuple[Any, ...]]:
    """Return the rows of the goods page: segments, families and codes down to `depth`."""
    codes = codes_of(db, goods)
    every = ("segment", "family", "code")
    levels = every[: every.index(depth) + 1]
    found: dict[tuple[str, str], tuple[Any, ...]] = {}
    span = year - since
    rate = f"pow(m.usd / f.usd, 1.0 / {span}) - 1" if span else "null"
    for level in levels:
        node = LEVEL_COLUMN[level]
        name = {"segment": "segment", "family": "family", "code": "description"}[level]
        rows = db.execute(
            f"""
            with s as (select year, g.{node} as key, any_value(g.{name}) as name, iso3,
                    sum(usd)::bigint as usd from flows join goods g using (code)
                    where flow = ? and list_contains(?, code) group by year, g.{node}, iso3),
            v as (select year, key, any_value(name) as name, sum(usd)::bigint as usd
                from s group by year, key),
            {MEASURED},
            lines as (select key, map_from_entries(list((year, {SERIES[measure]}))) as line
                from measured group by key),
            first as (select key, arg_max(iso3, usd) as iso3, max(usd) as usd from s
                where year = {year} group by key),
            three as (select key, sum(usd) as usd from (select *, row_number() over
                (partition by key order by usd desc) as place from s where year = {year})
                where place <= 3 group by key),
            hhi as (select s.key, sum(pow(100 * s.usd / v.usd, 2)) as hhi
                from s join v using (year, key) where year = {year} group by s.key)
            select m.key, m.name, m.usd, m.part, m.usd / m.usd_before - 1, first.iso3,
                e.name, first.usd / m.usd, three.usd / m.usd, hhi, {rate}, line
            from measured m join lines using (key) join first using (key)
            join three using (key) join hhi using (key)
            join economies e on e.iso3 = first.iso3
            left join v f on f.key = m.key and f.year = {since}
            where m.year = {year}""",  # noqa: S608
            [flow, codes],
        ).fetchall()
        for row in rows:
            shown = row[1][:1].upper() + row[1][1:]
            line = [row[11].get(y) for y in YEARS]
            found[level, row[0]] = (level, row[0], shown, *row[2:11], line)
    order = db.execute("select segment, segment_key, family_key, code from goods").fetchall()
    wanted: list[tuple[str, str]] = []
    for segment in SEGMENT_ORDER:
        for own, segment_key, family_key, _ in order:
            if own != segment:
                continue
            wanted += [("segment", segment_key), ("family", family_key)]
            wanted += [("code", code) for *_, f, code in sorted(order) if f == family_key]
    return [found[node] for node in dict.fromkeys(wanted) if node in found]


def goods_years(db: duckdb.DuckDBPyConnection, *, goods: str) -> list[tuple[Any, ...]]:
    """Return the years of some goods with number, HHI and leader of exporters and importers."""
    rows = db.execute(
        """
        with s as (select year, flow, iso3, sum(usd)::bigint as usd from flows
                where list_contains(?, code) group by all),
        w as (select year, flow, sum(usd)::bigint as usd, count(*) as n,
            arg_max(iso3, usd) as leader, max(usd) as most from s group by year, flow),
        h as (select s.year, s.flow, sum(pow(100 * s.usd / w.usd, 2)) as hhi
            from s join w using (year, flow) group by s.year, s.flow),
        m as (select w.*, h.hhi, e.name from w join h using (year, flow)
            join economies e on e.iso3 = w.leader)
        select x.year, x.usd, x.usd / b.usd - 1,
            x.n, x.hhi, x.leader, x.name, x.most / x.usd,
            i.n, i.hhi, i.leader, i.name, i.most / i.usd
        from m x join m i on i.year = x.year and i.flow = 'imports'
        left join m b on b.year = x.year - 1 and b.flow = 'exports'
        where x.flow = 'exports' order by 1""",
        [codes_of(db, goods)],
    ).fetchall()
    return list(rows)


def world_years(
    db: duckdb.DuckDBPyConnection, *, goods: str = "all", flow: str = "exports"
) -> list[tuple[Any, ...]]:
    """Return the years of the world with each segment's value, share and contribution."""
    rows = db.execute(
        """
        with s as (select year, segment, sum(usd)::bigint as usd from flows
                join goods using (code) where flow = ? and list_contains(?, code) group by all),
        w as (select year, sum(usd)::bigint as usd,
            sum(usd) filter (segment = 'raw materials')::bigint as r,
            sum(usd) filter (segment = 'intermediate inputs')::bigint as i,
            sum(usd) filter (segment = 'equipment')::bigint as e from s group by year)
        select a.year, a.usd, a.usd / b.usd - 1, a.r, a.r / a.usd,
            (coalesce(a.r, 0) - coalesce(b.r, 0)) / b.usd, a.i, a.i / a.usd,
            (coalesce(a.i, 0) - coalesce(b.i, 0)) / b.usd, a.e, a.e / a.usd,
            (coalesce(a.e, 0) - coalesce(b.e, 0)) / b.usd
        from w a left join w b on b.year = a.year - 1 order by 1""",
        [flow, codes_of(db, goods)],
    ).fetchall()
    return list(rows)


def partners(
    db: duckdb.DuckDBPyConnection,
    *,
    economy: str,
    flow: str,
    by: str = "economy",
    eu_as_one: bool = False,
) -> list[tuple[Any, ...]]:
    """Return an economy's partners of 2024, with the EU as one trader if asked."""
    own, other = ("exporter", "importer") if flow == "exports" else ("importer", "exporter")
    eu = "case when {0}.eu then 'EU27' else {0}.iso3 end" if eu_as_one else "{0}.iso3"
    shown = {"economy": "iso3"}.get(by) or GROUP_COLUMN[by]
    rows = db.execute(
        f"""
        with p as (select {eu.format("a")} as own, {eu.format("b")} as other, b.{shown} as grouping,
                b.name as name, usd from pairs join economies a on a.iso3 = {own}
                join economies b on b.iso3 = {other}),
        v as (select {"other" if by == "economy" else "grouping"} as key, any_value(name) as name,
            sum(usd)::bigint as usd from p where own = ? and other <> own group by 1)
        select rank() over (order by usd desc), key, name, usd, usd / sum(usd) over () from v
        """,  # noqa: S608
        [economy],
    ).fetchall()
    found = []
    for place, key, name, usd, part in rows:
        if by != "economy":
            found.append((place, group_word(by, key), key, usd, part))
        else:
            found.append((place, key, "European Union (27)" if key == "EU27" else name, usd, part))
    return sorted(found, key=lambda row: (row[0], row[2]))


def same(found: Any, wanted: Any) -> bool:
    """Tell whether two values, or lists of them, agree; floats to 1e-12."""
    if isinstance(wanted, list | tuple):
        return len(found) == len(wanted) and all(map(same, found, wanted))
    if isinstance(wanted, float):
        return isinstance(found, float | int) and math.isclose(
            found, wanted, rel_tol=1e-12, abs_tol=1e-13
        )
    return bool(found == wanted)


def assert_rows(found: list[tuple[Any, ...]], wanted: list[tuple[Any, ...]]) -> None:
    """Check that two tables agree in every row and column."""
    assert wanted, "the second way to the numbers found no rows"
    assert len(found) == len(wanted)
    for mine, theirs in zip(found, wanted, strict=True):
        assert same(mine, theirs), f"{mine} is not {theirs}"
