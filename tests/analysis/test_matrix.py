"""The matrix against DuckDB on the published partners, and against plain sums of random worlds."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import oracle
from aigoods.analysis.answer import Answer
from aigoods.analysis.view import GROUPINGS, LEADING, View
from aigoods.catalog.economies import Grouping, economies
from aigoods.catalog.groups import find_group, groups, short_group
from aigoods.dataset.folder import Dataset
from aigoods.errors import QueryError
from aigoods.pages import answer
from printed import printed
from worlds import EU, FORMER, RESIDUAL, SMALL, World, made_manifest, worlds

FEW = settings(max_examples=60)
flows = st.sampled_from(["exports", "imports"])
forms = st.sampled_from(["members", "one"])
WAYS = {"exports": "to", "imports": "from"}


@pytest.fixture(scope="module")
def db() -> Iterator[duckdb.DuckDBPyConnection]:
    with oracle.connect() as connection:
        yield connection


def by_duckdb(
    db: duckdb.DuckDBPyConnection, *, flow: str, by: str, one: bool, measure: str
) -> tuple[list[str], list[tuple[Any, ...]], list[Any]]:
    """Return the keys across, the rows and the totals of the matrix of the published partners."""
    own, other = ("exporter", "importer") if flow == "exports" else ("importer", "exporter")
    shown = oracle.GROUP_COLUMN.get(by, "iso3")
    side = f"case when {{0}}.eu and {one} then 'EU27' else {{0}}.{shown} end"
    where = "not (a.eu and b.eu)" if one else "true"
    db.execute(
        f"""
        create or replace temp table f as
        select {side.format("a")} as own, {side.format("b")} as other, sum(usd)::bigint as usd
        from pairs join economies a on a.iso3 = {own} join economies b on b.iso3 = {other}
        where {where} group by all"""  # noqa: S608
    )
    across = [
        key
        for (key,) in db.execute(
            "select other from f group by 1 order by sum(usd) desc, 1 limit 12"
        ).fetchall()
    ]
    over = " / (select sum(usd) from f t where t.own = f.own)" if measure == "share" else "::bigint"
    whole = " / (select sum(usd) from f)" if measure == "share" else "::bigint"
    cells, sums = [], []
    for place in range(len(across) + 1):
        fits = (
            f"other = $across[{place + 1}]"
            if place < len(across)
            else "not list_contains($across, other)"
        )
        cells.append(f"sum(usd) filter ({fits}){over}")
        sums.append(f"sum(usd) filter ({fits}){whole}")
    names = dict(db.execute("select iso3, name from economies").fetchall())
    rows = db.execute(
        f"""
        with r as (select own, sum(usd)::bigint as usd, {", ".join(cells)} from f group by own)
        select rank() over (order by usd desc), own, own, usd, usd / sum(usd) over (),
            * exclude (own, usd) from r""",  # noqa: S608
        {"across": across},
    ).fetchall()
    found = []
    for place, key, name, *rest in rows:
        eu = key == "EU27"
        word = key if by == "economy" or eu else oracle.group_word(by, key)
        label = "European Union (27)" if eu else names[key] if by == "economy" else name
        found.append((place, word, label, *rest))
    totals = db.execute(
        f"select {', '.join(sums)} from f",  # noqa: S608
        {"across": across},
    ).fetchone()
    return across, sorted(found, key=lambda row: (row[0], row[2])), list(totals or ())


@pytest.mark.parametrize("flow", ["exports", "imports"])
@pytest.mark.parametrize("by", GROUPINGS)
@pytest.mark.parametrize("eu", ["members", "one"])
@pytest.mark.parametrize("measure", ["value", "share"])
def test_every_cell_of_the_published_partners(
    dataset: Dataset, db: duckdb.DuckDBPyConnection, flow: str, by: str, eu: str, measure: str
) -> None:
    view = View("matrix", flow=flow, by=by, eu=eu, measure=measure)
    found = answer(view, dataset)
    across, rows, totals = by_duckdb(db, flow=flow, by=by, one=eu == "one", measure=measure)
    oracle.assert_rows(printed(found).rows(), rows)
    assert printed(found).columns == [column.name for column in found.columns]
    words = [
        key if key == "EU27" or by == "economy" else oracle.group_word(by, key) for key in across
    ]
    assert cell_names(found) == [
        *(f"{WAYS[flow]}_{word.lower().replace('-', '_')}" for word in words),
        f"{WAYS[flow]}_rest",
    ]
    titles = [column.title for column in found.columns if column.heat]
    assert titles == (across if by == "economy" else [short(key) for key in across])
    assert oracle.same([fact.value for fact in found.totals][2:], totals)


def short(key: str) -> str:
    return key if key == "EU27" else short_group(key)


def cell_names(found: Answer) -> list[str]:
    return [c.name for c in found.columns if c.name.startswith(("to_", "from_"))]


@pytest.mark.parametrize("by", ["region", "sub-region", "income"])
def test_short_names_of_groups_are_short_and_differ(by: Grouping) -> None:
    named = [short_group(group) for group in groups(by)]
    assert len(set(named)) == len(named)
    assert max(map(len, named)) <= 10
    assert short_group("European Union (27)") == "EU27"
    assert short_group("Eastern Asia") == "E Asia"


Flows = dict[tuple[int, str, str], int]


def bilateral(world: World, flow: str, eu: str, by: str, code: str) -> Flows:
    """Return the flows of a world by year, trader of the row and trader across."""
    found: Flows = defaultdict(int)
    for year, exporter, importer, own_code, value in world.flows:
        if code not in ("all", own_code) or (eu == "one" and {exporter, importer} <= EU):
            continue
        sides = [exporter, importer] if flow == "exports" else [importer, exporter]
        names = [place(side, eu, by) for side in sides]
        found[year, names[0], names[1]] += value
    return found


def place(iso3: str, eu: str, by: str) -> str:
    if eu == "one" and iso3 in EU:
        return "EU27"
    known = economies().get(iso3)
    if by == "economy":
        return iso3
    return (known.group(by) if known else "") or "Not classified"  # type: ignore[arg-type]


def listed(key: str, year: int, by: str) -> bool:
    return by != "economy" or (key not in RESIDUAL and year <= FORMER.get(key, 9999))


@FEW
@given(
    worlds(),
    flows,
    forms,
    st.sampled_from(GROUPINGS),
    st.sampled_from(["value", "share"]),
    st.data(),
)
def test_every_cell_of_a_random_world(
    world: World, flow: str, eu: str, by: str, measure: str, data: st.DataObject
) -> None:
    year = data.draw(st.sampled_from(world.years))
    code = data.draw(st.sampled_from(["all", *(c.code for c in world.codes)]))
    view = View("matrix", flow=flow, goods=code, year=year, by=by, eu=eu, measure=measure)
    found = answer(view, world.dataset())
    values = {
        (a, b): v for (y, a, b), v in bilateral(world, flow, eu, by, code).items() if y == year
    }
    rows: dict[str, int] = defaultdict(int)
    across: dict[str, int] = defaultdict(int)
    for (own, other), value in values.items():
        rows[own] += value
        across[other] += value
    leading = sorted((k for k in across if listed(k, year, by)), key=lambda k: (-across[k], k))
    leading = leading[:LEADING]
    assert len(cell_names(found)) == len(leading) + 1
    key = "iso3" if by == "economy" else found.label
    table = {name_key(row[key], by): row for row in found.table.rows(named=True)}
    assert set(table) == {own for own in rows if listed(own, year, by)}
    for own, row in table.items():
        assert row["value_usd"] == rows[own]
        base = rows[own] if measure == "share" else 1
        for other, column in zip(leading, cell_names(found), strict=False):
            cell = values.get((own, other))
            assert row[column] == (None if cell is None else pytest.approx(cell / base, rel=1e-12))
        rest = [v for (a, b), v in values.items() if a == own and b not in leading]
        wanted = pytest.approx(sum(rest) / base, rel=1e-12) if rest else None
        assert row[cell_names(found)[-1]] == wanted
        cells = [row[name] for name in cell_names(found) if row[name] is not None]
        assert sum(cells) == pytest.approx(rows[own] / base, rel=1e-12)
    totals = {fact.name: fact.value for fact in found.totals}
    world_total = sum(values.values())
    assert (totals["value_usd"] or 0) == world_total
    base = world_total if measure == "share" else 1
    for other, column in zip(leading, cell_names(found), strict=False):
        assert totals[column] == pytest.approx(across[other] / base, rel=1e-12)


def name_key(text: str, by: str) -> str:
    return "EU27" if text == "European Union (27)" and by != "economy" else text


@FEW
@given(worlds(), flows, forms)
def test_rows_columns_and_world_add_up(world: World, flow: str, eu: str) -> None:
    dataset = world.dataset()
    year = world.years[-1]
    found = answer(View("matrix", flow=flow, eu=eu), dataset)
    table = found.table
    values = world.values(flow, eu_as_one=eu == "one")
    other = world.values("imports" if flow == "exports" else "exports", eu_as_one=eu == "one")
    for row in table.rows(named=True):
        assert sum(row[name] or 0 for name in cell_names(found)) == row["value_usd"]
        assert row["value_usd"] == values[year, row["iso3"]]
        own = f"{WAYS[flow]}_{row['iso3'].lower()}"
        assert row.get(own) is None
    unlisted = {
        who: v for (y, who), v in values.items() if y == year and not listed(who, year, "economy")
    }
    columns = {column.title: column.name for column in found.columns if column.heat}
    inside = bilateral(world, flow, eu, "economy", "all")
    for title, column in columns.items():
        from_unlisted = sum(
            v for (y, a, b), v in inside.items() if (y, b) == (year, title) and a in unlisted
        )
        assert table[column].sum() + from_unlisted == other[year, title]
    assert table["value_usd"].sum() + sum(unlisted.values()) == sum(
        value for (y, _), value in values.items() if y == year
    )
    assert any("unranked" in note for note in found.notes) is bool(unlisted)
    there = {fact.name: fact.value for fact in found.facts}
    assert there["flows"] == len([key for key in inside if key[0] == year])


@FEW
@given(worlds(), flows, forms)
def test_the_two_ways_round_hold_the_same_flows(world: World, flow: str, eu: str) -> None:
    dataset = world.dataset()
    here = answer(View("matrix", flow=flow, eu=eu), dataset)
    back = answer(
        View("matrix", flow="imports" if flow == "exports" else "exports", eu=eu), dataset
    )
    across = {column.name: column.title for column in back.columns if column.heat}
    there = {row["iso3"]: row for row in here.table.rows(named=True)}
    for row in back.table.rows(named=True):
        for column, title in across.items():
            name = f"{WAYS[flow]}_{row['iso3'].lower()}"
            if title in there and name in there[title]:
                assert there[title][name] == row[column]


@FEW
@given(worlds(), flows, forms, st.data())
def test_a_row_is_what_the_partners_of_its_economy_say(
    world: World, flow: str, eu: str, data: st.DataObject
) -> None:
    dataset = world.dataset()
    found = answer(View("matrix", flow=flow, eu=eu), dataset)
    if found.table.is_empty():
        return
    row = data.draw(st.sampled_from(found.table.rows(named=True)))
    view = View("partners", economy=row["iso3"], flow=flow, eu=eu, year=found.view.year)
    partners = answer(view, dataset).table
    there = dict(partners.select("iso3", "value_usd").iter_rows())
    for column in found.columns:
        if column.heat:
            assert row[column.name] == there.get(column.title)


@FEW
@given(worlds(), flows, forms, st.sampled_from(GROUPINGS))
def test_growth_is_over_the_same_flow_a_year_before(
    world: World, flow: str, eu: str, by: str
) -> None:
    dataset = world.dataset()
    for year in world.years:
        view = View("matrix", flow=flow, by=by, eu=eu, year=year, measure="growth")
        if year - 1 not in world.years:
            with pytest.raises(QueryError, match=f"takes the flows of {year - 1}"):
                answer(view, dataset)
            continue
        found = answer(view, dataset)
        plain = answer(view.but(measure="value"), dataset)
        for mine, theirs in zip(printed(found).rows(), printed(plain).rows(), strict=True):
            assert oracle.same(mine[:5], theirs[:5])
        values = bilateral(world, flow, eu, by, "all")
        for row, usd in zip(
            found.table.rows(named=True), plain.table.rows(named=True), strict=True
        ):
            own = row["iso3"] if by == "economy" else name_key(row[found.label], by)
            before = sum(v for (y, a, _), v in values.items() if (y, a) == (year - 1, own))
            assert row["growth"] == over(row["value_usd"], before)
            for column in found.columns:
                if not column.heat:
                    continue
                others = [
                    b for (_, _, b) in values if machine(b, by) == column.name.split("_", 1)[1]
                ]
                old = values.get((year - 1, own, others[0]))
                assert row[column.name] == over(usd[column.name], old)


def machine(key: str, by: str) -> str:
    word = key if by == "economy" or key == "EU27" else oracle.group_word(by, key)
    return word.lower().replace("-", "_")


def over(now: int | None, before: int | None) -> Any:
    return pytest.approx(now / before - 1, rel=1e-12) if now and before else None


def many() -> World:
    """Fifteen traders of the same goods, each exporting to each, the first most."""
    who = [e.iso3 for e in economies().values() if e.kind == "economy"][:15]
    size = {iso3: 100 - place for place, iso3 in enumerate(who)}
    flows = [(2008, a, b, "854231", size[a] * size[b] * 10**6) for a in who for b in who if a != b]
    return World(SMALL.codes, (2008,), tuple(flows))


def test_the_column_that_is_sorted_by_is_there_though_its_trader_does_not_lead() -> None:
    dataset = many().dataset()
    plain = answer(View("matrix"), dataset)
    assert len(cell_names(plain)) == LEADING + 1
    last = sorted({flow[2] for flow in many().flows} - {c.title for c in plain.columns})[-1]
    found = answer(View("matrix", sort=f"-to_{last.lower()}"), dataset)
    assert cell_names(found) == [*cell_names(plain)[:-1], f"to_{last.lower()}", "to_rest"]
    column = found.table[f"to_{last.lower()}"].to_list()
    known = [value for value in column if value is not None]
    assert known == sorted(known, reverse=True)
    assert column[-1] is None
    for row in found.table.rows(named=True):
        assert sum(row[name] or 0 for name in cell_names(found)) == row["value_usd"]


def test_a_group_lists_its_economies_with_the_ranks_of_the_world(dataset: Dataset) -> None:
    whole = printed(answer(View("matrix"), dataset))
    found = answer(View("matrix", within="eastern-asia"), dataset)
    group = find_group("eastern-asia").name
    members = [e.iso3 for e in economies().values() if e.sub_region == group]
    assert printed(found).rows() == [row for row in whole.rows() if row[1] in members]
    assert found.title.endswith("to whom in Eastern Asia, 2024")


def test_goods_of_several_codes_are_summed_and_of_one_are_alone() -> None:
    dataset = SMALL.dataset()
    every = answer(View("matrix", year=2008), dataset).table
    chips = answer(View("matrix", year=2008, goods="854231"), dataset).table
    assert every["value_usd"].to_list() == [1000, 300, 200]
    assert chips.select("iso3", "to_deu").rows() == [("TWN", 1000)]


def test_without_trade_there_is_a_sentence() -> None:
    found = answer(View("matrix", year=2004, goods="847330"), SMALL.dataset())
    assert found.table.is_empty()
    assert found.notes[0] == "The source reports no trade in parts (847330) in 2004."
    assert {fact.value for fact in found.totals} == {None}


def test_without_partners_there_is_a_sentence() -> None:
    dataset = SMALL.dataset()
    none = Dataset(made_manifest(SMALL, partners=None), dataset.economy, None)
    for measure in ("value", "growth"):
        with pytest.raises(QueryError, match="The dataset made has no partners"):
            answer(View("matrix", measure=measure), none)


def test_codes_that_are_no_iso_codes_get_columns_of_their_own() -> None:
    odd = ("a-b", "A B", "REST", "\x1b[31m", "中国", "", "<b>")
    flows = tuple((2008, "USA", name, "854231", 10**9 * (9 - n)) for n, name in enumerate(odd))
    found = answer(View("matrix"), World(SMALL.codes, (2008,), flows).dataset())
    names = cell_names(found)
    assert len(set(names)) == len(odd) + 1
    assert all(name.replace("_", "").isascii() and name.isprintable() for name in names)
    for column in found.columns:
        assert column.title.isprintable()
    assert [row[names[0]] for row in found.table.rows(named=True)] == [9 * 10**9]
    for name in names[:-1]:
        assert answer(View("matrix", sort=f"-{name}"), World(SMALL.codes, (2008,), flows).dataset())


def test_the_note_on_small_flows_stands_where_pairs_do(dataset: Dataset) -> None:
    for view in (
        View("matrix"),
        View("partners", economy="MEX"),
        View("pair", economy="MEX", partner="USA"),
    ):
        assert any("below $1 k are absent" in note for note in answer(view, dataset).notes)
    assert not any("$1 k" in note for note in answer(View(), dataset).notes)


def test_other_years_do_not_matter() -> None:
    dataset = SMALL.dataset()
    assert dataset.partners is not None
    other = tuple(f if f[0] in (2004, 2005) else (*f[:4], f[4] + 5) for f in SMALL.flows)
    changed = replace(SMALL, flows=other).dataset()
    for measure in ("value", "share", "growth"):
        view = View("matrix", year=2005, measure=measure)
        assert answer(view, dataset).table.equals(answer(view, changed).table)
