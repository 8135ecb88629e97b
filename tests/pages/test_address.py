"""A View prints as an address and parses back; anything else is refused in one sentence."""

import unicodedata
from dataclasses import FrozenInstanceError
from functools import partial
from random import Random
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from aigoods.analysis.view import (
    AGAINST,
    BLOC_FORMS,
    EU_FORMS,
    FLOWS,
    LISTS,
    PUBLISHED_SERIES,
    TOPICS,
    View,
)
from aigoods.errors import UsageError
from aigoods.pages import PAGES, carry, check, every, parse
from aigoods.pages.page import Page

words = st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)*", fullmatch=True).filter(lambda w: len(w) < 40)
codes = st.from_regex(r"[A-Z][A-Z0-9]{2,3}", fullmatch=True)
years = st.none() | st.integers(1000, 2999)
pages = st.sampled_from(every())
names = st.sampled_from(list(PAGES))


def each_field(here: Page) -> dict[str, st.SearchStrategy[Any]]:
    """Return values for every field of a View, of which a page has some."""
    many = st.lists(codes, min_size=1, max_size=5).map(",".join)
    return {
        "flow": st.sampled_from(FLOWS),
        "goods": words,
        "economy": st.just("") | (many if here.several else codes),
        "partner": st.just("") | codes,
        "year": years,
        "since": years,
        "index": years,
        "measure": st.sampled_from(here.measures),
        "by": st.sampled_from(("", *here.groupings)),
        "within": st.just("") | words,
        "eu": st.sampled_from(EU_FORMS),
        "one": st.just("") | many,
        "list": st.sampled_from(("", *LISTS)),
        "blocs": st.sampled_from(BLOC_FORMS),
        "against": st.sampled_from(["", *AGAINST]),
        "series": st.sampled_from(("", *PUBLISHED_SERIES)),
        "topic": st.sampled_from(("", *TOPICS)),
        "about": st.sampled_from(("", "exporters?year=2022", "economy?economy=MEX&by=year")),
        "row": st.sampled_from(("", "MEX", "2022", "MEX>USA", "Rest")),
        "column": st.sampled_from(("", "share", "value_2019")),
        "of": st.just("") | many,
        "at_least": st.just("") | st.from_regex(r"[1-9][0-9]{0,5}(k|m|bn)?", fullmatch=True),
        "threshold": st.sampled_from(("", "0", "33.3", "100")),
        "across": st.sampled_from(("", "1", "25")),
        "decompose": st.booleans(),
        "sort": st.just("") | st.from_regex(r"-?[a-z][a-z0-9_]{0,30}", fullmatch=True),
    }


@st.composite
def views(draw: st.DrawFn) -> View:
    here = draw(pages)
    fields = each_field(here)
    return View(here.name, **{name: draw(fields[name]) for name in here.fields})


@given(st.data())
def test_a_field_that_a_page_does_not_have_is_refused(data: st.DataObject) -> None:
    here = data.draw(pages)
    fields = each_field(here)
    own_flow = {"flow"} if here.twin else set()
    name = data.draw(st.sampled_from(sorted(fields.keys() - {*here.fields, *own_flow})))
    default = getattr(View(here.name), name)
    value = data.draw(fields[name].filter(lambda value: value not in ("", None, default)))
    for refused in (
        partial(check, View(here.name, **{name: value})),
        partial(parse, f"{here.name}?{name}={value}"),
    ):
        with pytest.raises(UsageError) as caught:
            refused()
        assert str(caught.value).startswith(f"The page {here.name} has no {name}; it has ")
        assert_sentence(str(caught.value))


@pytest.mark.parametrize(
    ("address", "said"),
    [
        (
            "exporters?partner=USA&index=2005",
            "The page exporters has no partner; it has year, goods, by, within, eu, one, "
            "blocs, measure, against, sort and since.",
        ),
        ("world?flow=imports", "The page world has no flow; it has year, goods, by, list, eu, "),
        ("matrix?blocs=members", "The page matrix has no blocs; "),
        ("world?measure=growth", "The page world has no growth; it shows value and unit-value."),
        ("pair?measure=rank", "The page pair has no rank; it shows value and unit-value."),
        (
            "importers?measure=rca",
            "The page importers has no rca, which is of what economies export to all; it shows ",
        ),
        ("importers?against=all", "The page importers has no against; it has year, goods, "),
        ("matrix?measure=rank", "The page matrix has no rank; it shows value, share and growth."),
        (
            "goods?dataset=x",
            "An address has no field 'dataset'; give the dataset beside it",
        ),
        ("goods?nonsense=1", "An address has no field 'nonsense'; there are goods, year, flow, "),
    ],
)
def test_the_pages_own_fields_are_named(address: str, said: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse(address)
    assert str(caught.value).startswith(said)


@given(views(), pages)
def test_on_another_page_a_view_keeps_what_the_page_has(view: View, there: Page) -> None:
    carried, plain = carry(view, there.name), View(there.name)
    assert parse(str(carried)) == carried
    for name in there.fields:
        kept = getattr(carried, name)
        if name == "economy" and not there.several:
            assert kept == view.economy.partition(",")[0]
        else:
            usual = kept == getattr(plain, name) and name in ("measure", "by")
            assert kept == getattr(view, name) or usual


def assert_sentence(text: str) -> None:
    assert text.endswith((".", "?"))
    assert 10 < len(text) < 400
    assert not [c for c in text if unicodedata.category(c)[0] == "C" or c in "\u2028\u2029"]


@given(views())
def test_a_view_parses_back_from_its_address(view: View) -> None:
    assert parse(str(view)) == view


@given(views(), st.randoms(use_true_random=False))
def test_the_order_of_fields_does_not_matter(view: View, random: Random) -> None:
    page, _, query = str(view).partition("?")
    fields = query.split("&") if query else []
    random.shuffle(fields)
    assert parse(f"{page}?{'&'.join(fields)}") == view


@given(views())
def test_an_address_leaves_out_what_is_the_default(view: View) -> None:
    named = [pair.partition("=")[0] for pair in str(view).partition("?")[2].split("&") if pair]
    plain = View(view.page)
    for name in named:
        assert getattr(view, name) != getattr(plain, name)
    assert len(named) == len(set(named))


@given(views())
def test_the_pages_of_one_flow_have_it(view: View) -> None:
    wanted = {"exporters": "exports", "importers": "imports"}.get(view.page, view.flow)
    assert view.flow == wanted


@pytest.mark.parametrize(
    ("view", "address"),
    [
        (View(), "exporters"),
        (View("importers"), "importers"),
        (View(goods="8542", year=2022), "exporters?goods=8542&year=2022"),
        (View("economy", economy="MEX", flow="imports"), "economy?flow=imports&economy=MEX"),
        (View(eu="one", sort="-growth"), "exporters?eu=one&sort=-growth"),
        (View(by="region", blocs="one"), "exporters?by=region&blocs=one"),
        (View("goods", by="year", goods="equipment"), "goods?goods=equipment&by=year"),
    ],
)  # fmt: skip
def test_addresses_people_see(view: View, address: str) -> None:
    assert str(view) == address
    assert parse(address) == view


def test_a_view_is_a_value() -> None:
    view = View("economy", economy="MEX")
    assert view.but(year=2022) == View("economy", economy="MEX", year=2022)
    assert view.year is None
    assert len({view, View("economy", economy="MEX")}) == 1
    with pytest.raises(FrozenInstanceError):
        view.year = 2020  # type: ignore[misc]
    with pytest.raises(UsageError):
        view.but(year=12)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "exporter",
        "Exporters",
        "page=exporters",
        "\x1b[2J",
        "exporters?\x1b]52;c;AAAA\x07=1",
        "exporters?year=2022\x1b[2J",
        "exporters?goods=%1b%5b2J",
        "exporters?goods=%1B]0;title%07",
        "exporters?goods=85%0a42",
        "exporters?goods=../../etc/passwd",
        "exporters?goods=8542%0A",
        "exporters?year=2022%0A",
        "exporters?sort=growth%0A",
        "economy?economy=MEX%0A",
        "exporters?goods=8542%00",
        "exporters?goods=INTEGRATED",
        "exporters?goods=-a",
        "exporters?goods=a--b",
        "exporters?year=22",
        "exporters?year=20222",
        "exporters?year=3000",
        "exporters?year=-2022",
        "exporters?year=2022.0",
        "exporters?year=+2022",
        "exporters?year= 2022",
        "exporters?year=٢٠٢٢",
        "exporters?year=２０２２",
        "exporters?since=abc",
        "exporters?year=2022&year=2023",
        "exporters?year=2022&year=2022",
        "exporters?years=2022",
        "exporters?page=world",
        "exporters?nonsense=1",
        "exporters?year",
        "exporters?year=2022&",
        "exporters?&",
        "exporters?flow=imports",
        "importers?flow=exports",
        "economy?economy=mex",
        "economy?economy=M%C3%89X",
        "economy?economy=Mexico",
        "economy?economy=97",
        "exporters?by=code",
        "goods?by=region",
        "world?by=year",
        "exporters?measure=volume",
        "exporters?eu=both",
        "exporters?by=region&blocs=two",
        "exporters?sort=;drop",
        "exporters?sort=--growth",
        "exporters?within=Asia",
        "exporters?within=%F0%9F%92%A9",
        "exporters?goods=%ff%fe",
        "exporters?" + "&".join(f"f{n}=1" for n in range(150)),
        "exporters?goods=" + "a" * 985,
        "x" * 10**6,
        "\u202eexporters",
        "exporters?goods=\ud800",
    ],
)
def test_hostile_addresses_are_refused_in_one_printable_sentence(address: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse(address)
    assert_sentence(str(caught.value))
    assert caught.value.exit_code == 2


@given(
    st.text(st.characters(), max_size=80)
    | st.builds("{}?{}={}".format, names, st.text(max_size=8), st.text(max_size=9))
    | st.builds(
        "{}?{}={}".format,
        names,
        st.sampled_from(("year", "since", "goods", "economy", "by", "sort", "eu", "flow")),
        st.text(st.sampled_from("azAZ019-_%&=?+;\x1b\x00\u202e é²"), max_size=12),
    )
)
@example("exporters?goods=%")
@example("exporters?year=%31%39%39%39")
def test_any_text_is_a_view_or_a_usage_error(text: str) -> None:
    try:
        view = parse(text)
    except UsageError as error:
        assert_sentence(str(error))
    else:
        assert parse(str(view)) == view
        assert str(view).isprintable()


@pytest.mark.parametrize(
    ("address", "hint"),
    [
        ("exporter", "exporters"),
        ("exporters?yaer=2022", "year"),
        ("goods?by=yaer", "year"),
        ("exporters?measure=shares", "share"),
    ],
)
def test_a_slip_gets_the_right_word(address: str, hint: str) -> None:
    with pytest.raises(UsageError, match=rf"did you mean {hint}\?"):
        parse(address)
