"""Why a number: the formula gives it again, and the rows behind an amount add up to it."""

import math
from typing import Any

import pytest

from addresses import COMPARING, MATRICES, OF_GOODS, OF_YEARS, RANKED
from aigoods.analysis.answer import Answer
from aigoods.analysis.column import Column
from aigoods.analysis.explain import MOST, WORDS
from aigoods.analysis.view import View
from aigoods.catalog.periods import Period
from aigoods.dataset.folder import Dataset
from aigoods.errors import QueryError, UsageError
from aigoods.pages import answer, parse
from calling import call

MOVERS = ("movers?since=2018", "movers?since=2018&goods=8542&decompose=1", "movers?by=family")
CORE = (
    *RANKED,
    *OF_GOODS,
    *OF_YEARS,
    *COMPARING,
    *MATRICES,
    "chain?economy=MYS",
    "chain",
    "concentration",
    "concentration?goods=8112",
    *MOVERS,
)
CHIPS = (
    "dependence?economy=MEX&of=CHN,HKG",
    "exposure?economy=KOR&goods=854232",
    "exporters?eu=one",
    "economy?economy=EU27",
    "partners?economy=EU27&goods=8542",
    "pair?economy=TWN&partner=USA&by=code&measure=unit-value",
    "matrix?measure=share&eu=one",
    "exporters?one=ASEAN",
    "exporters?by=income&blocs=one",
    "importers?by=region&blocs=one&goods=8542&one=ASEAN",
)
SUMS = ("number", "rows")


def explained(address: str, row: str, column: str, dataset: Dataset) -> Answer:
    return answer(View("explain", about=address, row=row, column=column), dataset)


def again(column: Column, parts: list[Any], years: float) -> Any:
    """Return a number from its parts, in another formulation than that of the program."""
    if any(part is None for part in parts):
        return None
    first, *rest = parts
    try:
        match column.kind:
            case "share" | "ratio" | "contribution":
                return (
                    math.exp(math.log(first) - math.log(rest[0])) if first > 0 else first / rest[0]
                )
            case "growth" if column.name == "cagr":
                return (first / rest[0]) ** (1 / years) - 1
            case "growth":
                return (first - rest[0]) / rest[0]
            case "index":
                return 100 * first / rest[0]
            case "unit_value":
                return first / rest[0] / 1000
            case "rca":
                return first * rest[2] / (rest[0] * rest[1])
            case "usd" if len(rest) > 1:
                return first * rest[1] / rest[0] - first
            case _:
                return first - rest[0]
    except ZeroDivisionError:
        return None


def walk(address: str, dataset: Dataset) -> None:
    found = answer(parse(address), dataset)
    numbers = [column for column in found.columns if column.kind not in (*WORDS, "series")]
    assert numbers
    keys = [str(key) for key in found.table[found.key]]
    span = found.manifest.period(found.view.year or found.years[-1]).years_since(
        Period.numbered(found.view.since or found.years[0], found.manifest.period_grain)
    )
    for column in numbers:
        for key in dict.fromkeys((keys[0], keys[-1])):
            told = explained(str(found.view), key, column.name, dataset)
            facts = {fact.name: fact for fact in told.facts}
            row = found.table.filter(found.table[found.key].cast(str) == key).row(0, named=True)
            value = row[column.name]
            assert facts["number"].value == value
            assert told.notes[0].endswith(".")
            if column.parts:
                wanted = again(column, [row[part] for part in column.parts], span)
                assert value == pytest.approx(wanted, rel=1e-9, abs=1e-12), (column.name, key)
            elif column.kind == "usd" and value is not None and key != found.rest:
                if found.view.list:
                    continue
                assert told.table.height <= MOST
                listed, part = (sum(told.table[each].to_list()) for each in ("value_usd", "share"))
                whole = listed / (part or 1)
                assert whole == pytest.approx(value, rel=1e-9), (column.name, key)


@pytest.mark.parametrize("address", CORE)
def test_every_number_of_the_embedded_headings_is_explained(dataset: Dataset, address: str) -> None:
    walk(address, dataset)


@pytest.mark.parametrize("address", CHIPS)
def test_every_number_of_flows_between_economies_is_explained(chips: Dataset, address: str) -> None:
    walk(address, chips)


def test_a_share_with_its_figures(dataset: Dataset) -> None:
    found = explained("exporters?year=2022", "MEX", "share", dataset)
    assert found.title == "Share of Mexico: 2.6% = $50.1 bn / $1,909.6 bn"
    assert found.notes[0] == (
        "Share = Value / World = 50,140,299,280 / 1,909,580,322,304 = 0.026257235."
    )
    assert found.notes[1].endswith("Printed by: aigoods exporters --year 2022")
    assert found.table["value_usd"].sum() == 50_140_299_280


def test_a_cell_of_a_matrix(dataset: Dataset) -> None:
    found = explained("matrix", "MEX>USA", "value", dataset)
    cell = answer(View("matrix"), dataset).table.filter(iso3="MEX")["to_usa"].item()
    assert found.table["value_usd"].sum() == cell
    assert found.table["partner"].unique().to_list() == ["United States"]
    named = "Semiconductors and chip-making machines"
    assert found.table["goods"].unique().to_list() == [named]


def test_a_year_of_a_series(dataset: Dataset) -> None:
    found = explained("exporters", "CHN", "value_2019", dataset)
    assert set(found.table["year"]) == {2019}
    ranking = answer(parse("exporters?year=2019"), dataset).table.filter(iso3="CHN")
    assert found.table["value_usd"].sum() == ranking["value_usd"].item()


def test_the_total_of_a_matrix_is_a_number_too(dataset: Dataset) -> None:
    found = explained("matrix", "World", "value_usd", dataset)
    totals = {fact.name: fact.value for fact in answer(View("matrix"), dataset).totals}
    assert found.facts[0].value == totals["value_usd"]


@pytest.mark.parametrize(
    ("address", "row", "column", "said"),
    [
        ("exporters", "MEX", "nonsense", "There is no number 'nonsense' in this table; it has "),
        ("exporters", "MEX", "economy", "There is no number 'economy'"),
        ("exporters", "QQQ", "share", "There is no row 'QQQ' in this table; rows are CHN, TWN"),
        ("exporters", "MEX", "value_1999", "There is no number 'value_1999'"),
    ],
)
def test_what_is_no_number_is_refused(
    dataset: Dataset, address: str, row: str, column: str, said: str
) -> None:
    with pytest.raises(QueryError) as caught:
        explained(address, row, column, dataset)
    assert str(caught.value).startswith(said)


@pytest.mark.parametrize(
    "address", ["explain?about=exporters&row=MEX&column=share", "exporter", "x" * 601]
)
def test_only_numbers_of_pages_are_explained(dataset: Dataset, address: str) -> None:
    with pytest.raises(UsageError):
        explained(address, "MEX", "share", dataset)


def test_the_command_prints_it() -> None:
    done = call("explain exporters?year=2022 MEX share --format csv -q")
    assert (done.code, done.said) == (0, "")
    assert done.text.splitlines()[1].startswith("2022:MEX::8471,2022,MEX,Mexico,,8471,")
