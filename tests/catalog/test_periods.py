"""Periods: forms that are read back, the same period a year ago, and the order of time."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigoods.catalog.periods import Grain, Period, numbers, span, spelled

GRAINS = st.sampled_from(Grain)


@st.composite
def periods(draw: st.DrawFn, grain: Grain | None = None) -> Period:
    grain = grain or draw(GRAINS)
    part = 0 if grain is Grain.YEAR else draw(st.integers(1, grain.value))
    return Period(draw(st.integers(1000, 2999)), part, grain)


@pytest.mark.parametrize(
    ("period", "address", "number", "long", "short"),
    [
        (Period(2022), "2022", 2022, "2022", "22"),
        (Period(2009), "2009", 2009, "2009", "09"),
        (Period(2022, 1, Grain.HALF), "2022-h1", 20221, "first half of 2022", "H1 22"),
        (Period(2022, 3, Grain.QUARTER), "2022-q3", 20223, "Q3 2022", "Q3 22"),
        (Period(2022, 7, Grain.MONTH), "2022-07", 202207, "Jul 2022", "Jul 22"),
        (Period(2022, 12, Grain.MONTH), "2022-12", 202212, "Dec 2022", "Dec 22"),
    ],
)
def test_forms(period: Period, address: str, number: int, long: str, short: str) -> None:
    assert (str(period), period.number, period.long, period.short) == (address, number, long, short)


@given(periods())
def test_what_is_printed_is_read_back(period: Period) -> None:
    assert Period.parse(str(period)) == period
    assert Period.numbered(period.number, period.grain) == period


@given(periods())
def test_a_year_ago(period: Period) -> None:
    before = period.before()
    assert (before.part, before.grain) == (period.part, period.grain)
    assert period.years_since(before) == 1
    assert before.number + period.grain.year_on == period.number
    assert period.next(-period.grain.value) == before


@given(periods(), st.integers(-40, 40))
def test_steps_go_there_and_back(period: Period, step: int) -> None:
    assert period.next(step).next(-step) == period
    assert period.next(step).years_since(period) == pytest.approx(step / period.grain.value)


@given(st.data(), GRAINS)
def test_one_grain_sorts_in_the_order_of_time(data: st.DataObject, grain: Grain) -> None:
    one, other = data.draw(periods(grain)), data.draw(periods(grain))
    assert (one < other) == (one.number < other.number) == (one.years_since(other) < 0)
    assert (str(one) < str(other)) == (one < other)


@given(st.text(max_size=8) | st.from_regex(re.compile(r"[0-9]{4}-[hq0-9]{1,3}"), fullmatch=True))
def test_other_texts_are_no_periods(text: str) -> None:
    form = re.compile("[12][0-9]{3}(-(h[12]|q[1-4]|0[1-9]|1[0-2]))?")
    if form.fullmatch(text):
        assert str(Period.parse(text)) == text
    else:
        with pytest.raises(ValueError, match="is no period"):
            Period.parse(text)


@pytest.mark.parametrize(
    "text",
    ["", "22", "2022-", "2022-q5", "2022-13", "2022-00", "2022-h3", "3022", "٢٠٢٢", "2022\n"],
)
def test_bad_forms(text: str) -> None:
    with pytest.raises(ValueError, match="is no period"):
        Period.parse(text)


@pytest.mark.parametrize(
    ("number", "grain"),
    [(20220, Grain.HALF), (20223, Grain.HALF), (20225, Grain.QUARTER), (202213, Grain.MONTH),
     (202200, Grain.MONTH), (2022, Grain.MONTH), (20221, Grain.YEAR)],
)  # fmt: skip
def test_bad_numbers(number: int, grain: Grain) -> None:
    with pytest.raises(ValueError, match=f"{number} is no"):
        Period.numbered(number, grain)


def test_two_lengths_have_no_span() -> None:
    with pytest.raises(ValueError, match="two lengths"):
        Period(2022).years_since(Period(2021, 1, Grain.HALF))


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (Period(2017), Period(2024), "2017-24"),
        (Period(2024), Period(2024), "2024"),
        (Period(1998), Period(2004), "1998-2004"),
        (Period(2022, 3, Grain.QUARTER), Period(2023, 3, Grain.QUARTER), "Q3 22-Q3 23"),
        (Period(2022, 7, Grain.MONTH), Period(2022, 7, Grain.MONTH), "Jul 2022"),
    ],
)
def test_spans(first: Period, last: Period, said: str) -> None:
    assert span(first, last) == said


def test_all_numbers_between_two_periods() -> None:
    assert numbers(Period(2021), Period(2023)) == (2021, 2022, 2023)
    first, last = Period(2021, 11, Grain.MONTH), Period(2022, 2, Grain.MONTH)
    assert numbers(first, last) == (202111, 202112, 202201, 202202)
    assert numbers(Period(2023), Period(2021)) == ()


@pytest.mark.parametrize(
    ("listed", "grain", "shown"),
    [
        ((), Grain.YEAR, "no year"),
        ((2024,), Grain.YEAR, "2024"),
        ((2023, 2024), Grain.YEAR, "2023–2024"),
        (tuple(range(2017, 2025)), Grain.YEAR, "2017–2024"),
        ((2017, 2019, 2024), Grain.YEAR, "2017, 2019, 2024"),
        ((202211, 202212, 202301), Grain.MONTH, "Nov 2022–Jan 2023"),
        ((202211, 202301), Grain.MONTH, "Nov 2022, Jan 2023"),
        ((20224, 20231), Grain.QUARTER, "Q4 2022–Q1 2023"),
    ],
)
def test_listed_in_words(listed: tuple[int, ...], grain: Grain, shown: str) -> None:
    assert spelled(listed, grain) == shown
