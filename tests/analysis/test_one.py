"""Groups as one trader: every number against plain Python, on made-up worlds and on the chips."""

import csv
from collections import Counter, defaultdict
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aigoods.analysis.answer import Answer
from aigoods.analysis.view import View
from aigoods.catalog import groups
from aigoods.catalog.groups import own_group
from aigoods.catalog.tables import data_folder
from aigoods.dataset.folder import Dataset, open_dataset
from aigoods.dataset.places import embedded_folder
from aigoods.errors import QueryError, UsageError
from aigoods.pages import answer, parse
from worlds import EU, FORMER, RESIDUAL, World, worlds

FEW = settings(max_examples=25)
FLOWS = st.sampled_from(("exports", "imports"))
ONES = ("USMCA", "EU27,USMCA", "EASTERN-ASIA,USMCA", "EASTERN-ASIA,EU27,TWO-HERE", "G7", "G20")
PAGES = {"exports": "exporters", "imports": "importers"}


@pytest.fixture(autouse=True, scope="module")
def _own() -> Iterator[None]:
    own = own_group("Two here", ["GBR", "NAM"])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(groups._Own, "read", lambda: (own,))
        yield


def members(code: str) -> frozenset[str]:
    """Return who is in a group, read without the program."""
    if code in ("EU27", "TWO-HERE", "EASTERN-ASIA"):
        return {
            "EU27": EU,
            "TWO-HERE": frozenset({"GBR", "NAM"}),
            "EASTERN-ASIA": frozenset({"CHN", "TWN", "HKG"}),
        }[code]
    path = data_folder() / "reference" / "groups.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return frozenset(row["iso3"] for row in csv.DictReader(file) if row["key"].upper() == code)


def merged(world: World, one: str) -> list[tuple[int, str, str, str, int]]:
    """Return the flows of a world between groups and others, those inside a group with 0."""
    trader = {iso3: code for code in one.split(",") for iso3 in members(code)}
    found = []
    for year, *sides, code, value in world.flows:
        exporter, importer = (trader.get(who, who) for who in sides)
        found.append((year, exporter, importer, code, 0 if exporter == importer else value))
    return found


def values(world: World, one: str, flow: str) -> dict[int, dict[str, int]]:
    """Return what each trader trades, by year."""
    found: dict[int, dict[str, int]] = defaultdict(Counter)
    for year, exporter, importer, _, value in merged(world, one):
        found[year][exporter if flow == "exports" else importer] += value
    return found


def facts(found: Answer) -> dict[str, float | None]:
    return {fact.name: fact.value for fact in found.facts}


@FEW
@given(worlds(), st.sampled_from(ONES), FLOWS)
def test_rankings_are_those_of_the_flows_between_traders(world: World, one: str, flow: str) -> None:
    dataset, right = world.dataset(), values(world, one, flow)
    for year in world.years:
        found = answer(View(PAGES[flow], one=one, year=year), dataset)
        ranked = {
            who: usd
            for who, usd in right[year].items()
            if who not in RESIDUAL and year <= FORMER.get(who, year)
        }
        assert dict(found.table.select("iso3", "value_usd").iter_rows()) == ranked
        places = dict(found.table.select("iso3", "rank").iter_rows())
        assert places == {
            who: 1 + sum(usd > other for usd in ranked.values()) for who, other in ranked.items()
        }
        assert (facts(found)["total_usd"] or 0) == sum(right[year].values())


@FEW
@given(worlds(), st.sampled_from(ONES), FLOWS)
def test_a_group_and_what_is_inside_it_are_its_members(world: World, one: str, flow: str) -> None:
    dataset, year = world.dataset(), world.years[-1]
    apart = dict(
        answer(View(PAGES[flow], year=year), dataset).table.select("iso3", "value_usd").iter_rows()
    )
    whole = facts(answer(View(PAGES[flow], year=year), dataset))["total_usd"] or 0
    found = answer(View(PAGES[flow], one=one, year=year), dataset)
    together = dict(found.table.select("iso3", "value_usd").iter_rows())
    inside = Counter[str]()
    for when, exporter, importer, _, value in world.flows:
        for code in one.split(","):
            if when == year and {exporter, importer} <= members(code):
                inside[code] += value
    for code in one.split(","):
        own = sum(apart.get(iso3, 0) for iso3 in members(code))
        assert together.get(code, 0) + inside[code] == own
        assert not members(code) & together.keys()
    assert (facts(found)["total_usd"] or 0) == whole - sum(inside.values())


@FEW
@given(worlds(), st.sampled_from(ONES))
def test_the_world_is_less_what_is_inside_the_groups(world: World, one: str) -> None:
    found = answer(View("world", one=one), world.dataset()).table
    right = values(world, one, "exports")
    shown = dict(found.select("year", "value_usd").iter_rows())
    assert {year: usd or 0 for year, usd in shown.items()} == {
        year: sum(right[year].values()) for year in world.years
    }


@FEW
@given(worlds(), st.sampled_from(ONES), FLOWS)
def test_partners_pairs_and_series_of_a_group(world: World, one: str, flow: str) -> None:
    dataset, year, first = world.dataset(), world.years[-1], one.split(",")[0]
    sums = Counter[tuple[str, str]]()
    for when, exporter, importer, _, value in merged(world, one):
        if when == year and exporter != importer:
            sums[(exporter, importer) if flow == "exports" else (importer, exporter)] += value
    right = {whom: usd for (who, whom), usd in sums.items() if who == first}
    view = View("partners", economy=first, flow=flow, one=one, year=year)
    total = facts(answer(view, dataset))["total_usd"]
    assert (total or 0) == sum(right.values())
    for whom, usd in right.items():
        if whom in RESIDUAL or whom in FORMER:
            continue
        pair = answer(
            View("pair", economy=first, partner=whom, flow=flow, one=one, by="year"), dataset
        )
        line = dict(pair.table.select("year", f"{flow}_usd").iter_rows())
        assert line[year] == usd
    found = answer(View("series", economy=first, flow=flow, one=one), dataset).table
    wanted = values(world, one, flow)
    if any(first in wanted[each] for each in world.years):
        shown = [found[f"value_{each}"][0] for each in world.years]
        assert shown == [wanted[each].get(first) for each in world.years]


@FEW
@given(worlds(), st.sampled_from(ONES), FLOWS)
def test_the_matrix_has_groups_on_both_sides(world: World, one: str, flow: str) -> None:
    dataset, year = world.dataset(), world.years[-1]
    table = answer(View("matrix", flow=flow, one=one, year=year), dataset).table
    way = "to" if flow == "exports" else "from"
    sums = Counter[tuple[str, str]]()
    for when, exporter, importer, _, value in merged(world, one):
        if when == year and exporter != importer:
            sums[(exporter, importer) if flow == "exports" else (importer, exporter)] += value
    for row in table.rows(named=True):
        for (who, whom), usd in sums.items():
            column = f"{way}_{whom.lower().replace('-', '_')}"
            if who == row["iso3"] and column in row:
                assert row[column] == usd


@FEW
@given(worlds(), st.sampled_from(ONES[:4]), FLOWS, st.sampled_from(("region", "income")))
def test_regions_are_left_with_those_in_no_group(
    world: World, one: str, flow: str, by: str
) -> None:
    dataset, year = world.dataset(), world.years[-1]
    found = answer(View(PAGES[flow], by=by, one=one, year=year), dataset)
    right = values(world, one, flow)[year]
    shown = dict(found.table.select("key", "value_usd").iter_rows())
    for code in one.split(","):
        assert shown.get(code) == right.get(code)
    assert sum(shown.values()) == sum(right.values())


@pytest.fixture(scope="module")
def chips() -> Dataset:
    return open_dataset(embedded_folder("chips-hs6"))


@pytest.mark.parametrize("flow", ["exports", "imports"])
def test_asean_as_one_in_every_code_and_year_is_that_of_the_csv(chips: Dataset, flow: str) -> None:
    asean, right = members("ASEAN"), Counter[tuple[str, int]]()
    path = data_folder() / "origin" / "chips_hs6_flows.csv"
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(line for line in file if not line.startswith("#")):
            sides = [row["exporter"], row["importer"]]
            own, other = sides if flow == "exports" else sides[::-1]
            if own in asean and other not in asean:
                right[row["hs_code"], int(row["year"])] += int(row["value_usd"])
    for code in {code for code, _ in right}:
        table = answer(View("series", economy="ASEAN", flow=flow, goods=code), chips).table
        line = {year: table[f"value_{year}"][0] for year in range(2017, 2025)}
        assert {year: usd for year, usd in line.items() if usd} == {
            year: usd for (each, year), usd in right.items() if each == code
        }


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("exporters?one=ASEAN,RCEP", "ASEAN and RCEP cannot be one trader each in the same"),
        ("exporters?eu=one&one=G7", "Germany, France and Italy are in both"),
        ("economy?economy=SGP&one=ASEAN", "ask for economy=ASEAN or leave out one=ASEAN."),
        ("pair?economy=ASEAN&partner=SGP", "Singapore is part of ASEAN"),
        ("pair?economy=ASEAN&partner=ASEAN", "A pair is two economies"),
        ("exporters?one=NOWHERE", "There is no group 'NOWHERE'"),
        ("exporters?one=NO-REGION", "are no group"),
        ("economy?economy=NOWHERE", "There is no economy NOWHERE"),
    ],
)
def test_what_cannot_be_one_trader_is_a_sentence(chips: Dataset, address: str, said: str) -> None:
    with pytest.raises(QueryError) as caught:
        answer(parse(address), chips)
    assert said in str(caught.value)


def test_trade_inside_must_be_known(dataset: Dataset) -> None:
    for address in ("exporters?one=ASEAN", "economy?economy=ASEAN", "world?one=USMCA"):
        with pytest.raises(QueryError, match="does not tell who trades what with whom"):
            answer(parse(address), dataset)
    found = answer(parse("matrix?one=ASEAN"), dataset)
    assert "ASEAN" in found.table["iso3"].to_list()
    assert not members("ASEAN") & set(found.table["iso3"])


def test_notes_say_who_is_one_trader(chips: Dataset) -> None:
    notes = answer(parse("exporters?one=G20"), chips).notes
    assert any("nineteen economies alone" in n and "G20 is one trader: trade" in n for n in notes)
    found = answer(parse("exporters?one=ASEAN&within=cptpp"), chips)
    assert "The members of ASEAN that are in CPTPP are not listed." in found.notes
    assert "ASEAN" in answer(parse("exporters?one=ASEAN&within=asean"), chips).table["iso3"]


@pytest.mark.parametrize(
    ("given_", "printed"),
    [
        ("exporters?one=EU27", "exporters?eu=one"),
        ("exporters?one=EU27,ASEAN", "exporters?eu=one&one=ASEAN"),
        ("exporters?one=USMCA,ASEAN,EU27", "exporters?eu=one&one=ASEAN,USMCA"),
        ("exporters?one=asean,ASEAN", "exporters?one=ASEAN"),
        ("exporters?eu=one", "exporters?eu=one"),
    ],
)
def test_an_address_prints_in_one_way(given_: str, printed: str) -> None:
    assert str(parse(given_)) == printed
    assert parse(printed) == parse(given_)


@pytest.mark.parametrize("address", ["exporters?one=,", "exporters?one=A%20B", "exporters?one="])
def test_a_list_of_groups_has_its_form(address: str) -> None:
    with pytest.raises(UsageError):
        parse(address)
