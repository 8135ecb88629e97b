"""Filters of rows: what terms mean, what is refused, and that terms make one filter together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigoods.catalog.economies import economies, eu27_members
from aigoods.errors import UsageError
from aigoods.output.filters import fitting
from aigoods.pages import answer, parse

if TYPE_CHECKING:
    from aigoods.analysis.answer import Answer
    from aigoods.dataset.folder import Dataset

_ANSWERS: dict[str, Answer] = {}


def of(address: str, dataset: Dataset) -> Answer:
    if address not in _ANSWERS:
        _ANSWERS[address] = answer(parse(address), dataset)
    return _ANSWERS[address]


def keys(found: Answer, *conditions: pl.Expr) -> list[str]:
    """Return the keys of the rows for which conditions of Polars hold."""
    return found.table.filter(*conditions)[found.key].to_list()


def region(iso3: str) -> str:
    return economies()[iso3].region if iso3 in economies() else ""


VALUE, GROWTH, SHARE = pl.col("value_usd"), pl.col("growth"), pl.col("share")


@pytest.mark.parametrize(
    ("wanted", "condition"),
    [
        (">1bn", VALUE > 1e9),
        ("> 1 bn", VALUE > 1e9),
        (">=2.5m", VALUE >= 2.5e6),
        ("value<1,000,000", VALUE < 1e6),
        ("value_usd≤$300k", VALUE <= 3e5),
        ("growth>20%", GROWTH > 0.2),
        ("growth > 20 %", GROWTH > 0.2),
        ("gro<-5", GROWTH < -0.05),
        ("share<1%", SHARE < 0.01),
        ("share=25.4%", (SHARE - 0.254).abs() <= 0.0005),
        ("rank<=3", pl.col("rank") <= 3),
        ("#=7", pl.col("rank") == 7),
        ("±>0", pl.col("rank_change") > 0),
        ("!growth>20%", GROWTH <= 0.2),
        ("growth!>20%", GROWTH <= 0.2),
        (">1bn growth>20% share<5%", (VALUE > 1e9) & (GROWTH > 0.2) & (SHARE < 0.05)),
        ("iso3=ME", pl.col("iso3").str.contains("ME")),
        ("economy=land !>1bn", pl.col("economy").str.contains("(?i)land") & (VALUE <= 1e9)),
    ],
)
def test_comparisons_are_those_of_the_table(
    wanted: str, condition: pl.Expr, dataset: Dataset
) -> None:
    found = of("exporters", dataset)
    wished = keys(found, condition)
    assert fitting(found, wanted) == wished
    assert wished


def test_words_are_names_codes_and_groups(dataset: Dataset) -> None:
    found = of("exporters", dataset)
    every = keys(found)
    union = set(eu27_members())
    assert fitting(found, "asia") == [key for key in every if region(key) == "Asia"]
    assert fitting(found, "EU") == fitting(found, "eu27") == [k for k in every if k in union]
    assert fitting(found, "!EU") == [key for key in every if key not in union]
    assert fitting(found, "europe !EU") == [
        key for key in every if region(key) == "Europe" and key not in union
    ]
    assert fitting(found, "south eastern asia") == fitting(found, "south-eastern-asia")
    assert "SGP" in fitting(found, '"south-eastern asia" >10bn')
    assert fitting(found, "viet nam") == ["VNM"]
    assert fitting(found, "ivory coast") == ["CIV"]
    assert fitting(found, "korea !dem") == ["KOR"]
    assert fitting(found, "reunion") == fitting(found, "Réunion")
    assert fitting(found, "  ") == fitting(found, "- ·") == every


def test_other_rows_have_words_and_columns_of_their_own(dataset: Dataset) -> None:
    goods = of("goods", dataset)
    led = [key for key, who in goods.table.select("key", "leader").iter_rows() if who == "Taiwan"]
    assert fitting(goods, "leader=taiwan") == led
    assert fitting(goods, "leader=taiwan level=code") == [k for k in led if k.isdigit()]
    assert fitting(goods, "854") == ["8541", "8542"]
    assert fitting(goods, "asia") == []
    matrix = of("matrix", dataset)
    assert fitting(matrix, "usa > 10bn") == keys(matrix, pl.col("to_usa") > 1e10)
    assert fitting(matrix, "asia > 10bn") == fitting(matrix, ">10bn asia")
    years = of("world", dataset)
    grown = years.table.filter(pl.col("year") >= 2020, GROWTH > 0)["year"]
    assert fitting(years, "year>=2020 growth>0") == [str(year) for year in grown]


def test_the_eu_as_one_trader_is_the_group(dataset: Dataset) -> None:
    found = of("matrix?eu=one", dataset)
    assert fitting(found, "EU") == ["EU27"]
    assert "EU27" not in fitting(found, "!EU")


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ("growth>", "After growth> comes a number, as in >1bn."),
        (">", "After > comes a number, as in >1bn."),
        ("asia > < 3", "After > comes a number, as in >1bn."),
        ("!", "After ! comes what is not wanted, such as !EU."),
        ("foo>3", "foo>3 names no column of this table; there are rank, value_usd, share"),
        ("series>3", "series>3 names no column of this table"),
        (">20%", ">20% may be about share, growth, cagr or all_exports_share; give one of them."),
        ("value>20%", "value>20% has no number for value_usd; give one such as value_usd>1bn."),
        ("growth>1bn", "growth>1bn has no number for growth; give one such as growth>20%."),
        ("rank>many", "rank>many has no number for rank; give one such as rank>10."),
        ("economy>3", "economy holds words, so it takes economy=word."),
    ],
)
def test_what_cannot_be_read_is_told(wanted: str, said: str, dataset: Dataset) -> None:
    with pytest.raises(UsageError) as error:
        fitting(of("exporters", dataset), wanted)
    assert str(error.value).startswith(said)


def test_two_columns_of_one_heading_are_told_apart(dataset: Dataset) -> None:
    found = of("economy?economy=MEX&by=year", dataset)
    with pytest.raises(UsageError, match="may be about exports_growth or imports_growth"):
        fitting(found, "growth>0")
    assert fitting(found, "exports_growth>0")


PIECES = st.sampled_from(
    ["asia", "!EU", "an", "!an", "growth>20%", "!growth>20%", ">1bn", "share<1%", "rank<=40"]
)


@given(terms=st.lists(PIECES, min_size=2, max_size=3))
def test_several_terms_are_those_that_each_leaves(terms: list[str], dataset: Dataset) -> None:
    found = of("exporters", dataset)
    alone = [set(fitting(found, term)) for term in terms]
    both = set.intersection(*alone)
    assert fitting(found, " ".join(terms)) == [key for key in keys(found) if key in both]


@given(term=PIECES.filter(lambda term: not term.startswith("!")))
def test_a_turned_term_leaves_the_others(term: str, dataset: Dataset) -> None:
    found = of("exporters", dataset)
    known = keys(found, GROWTH.is_not_null()) if "growth" in term else keys(found)
    fit, turned = fitting(found, term), fitting(found, f"!{term}")
    assert not set(fit) & set(turned)
    assert {*fit, *turned} == set(known)


@given(
    text=st.text(st.sampled_from('<>=!"% -.,$019kmbnsharegowtéÅ#±≥'), max_size=14)
    | st.text(max_size=12)
)
def test_any_text_is_a_filter_or_told(text: str, dataset: Dataset) -> None:
    found = of("exporters", dataset)
    try:
        fit = fitting(found, text)
    except UsageError as error:
        said = str(error)
        fit = []
    else:
        said = "It can be read."
    assert said.isprintable()
    assert said.endswith(".")
    assert fit == [key for key in keys(found) if key in set(fit)]
